"""Keras trains networks with `model.fit` and uses them with `predict_on_batch`, on the CPU."""

import os
from types import SimpleNamespace

from answer_race import answer_race

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"  # TensorFlow tells of its build and of missing GPUs
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"  # a graphics card would be another comparison


def prepare(folder, threads, settings):
    import keras
    import tensorflow as tf
    from problem import np, tasks_of

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    layers = keras.layers

    layer_of = {
        "conv": lambda it: layers.Conv2D(it["filters"], it["size"], activation=it["activation"]),
        "separable": lambda it: layers.SeparableConv2D(
            it["filters"], it["size"], activation=it["activation"]
        ),
        "batchNorm": lambda it: layers.BatchNormalization(),
        "relu": lambda it: layers.Activation("relu"),
        "maxPool": lambda it: layers.MaxPooling2D(it["size"]),
        "dropout": lambda it: layers.Dropout(it["rate"]),
        "flatten": lambda it: layers.Flatten(),
        "dense": lambda it: layers.Dense(it["units"], activation=it["activation"]),
        "embedding": lambda it: layers.Embedding(it["words"], it["dimensions"]),
        "lstm": lambda it: layers.LSTM(it["units"], activation=it["activation"]),
        "gru": lambda it: layers.GRU(it["units"]),
        "simpleRNN": lambda it: layers.SimpleRNN(it["units"]),
    }

    def optimizer_of(problem):
        if problem.optimizer == "adadelta":
            return keras.optimizers.Adadelta(1.0)
        # Keras adds epsilon to a root that is not corrected yet: so it is the others' 1e-7 at first,
        # and losses can be compared. It takes the same time.
        return keras.optimizers.Adam(1e-3, epsilon=1e-7 * (1 - 0.999) ** 0.5)

    def model_of(problem, dropout):
        inputs = keras.Input(problem.x.shape[1:], dtype=problem.x.dtype.name)
        kept = [it for it in problem.layers if dropout or it["kind"] != "dropout"]
        model = keras.Sequential([inputs, *(layer_of[it["kind"]](it) for it in kept)])
        model.compile(
            optimizer_of(problem),
            "binary_crossentropy" if problem.binary else "sparse_categorical_crossentropy",
            metrics=["accuracy"],
        )
        weights = iter(problem.weights)
        for layer in model.layers:  # a model's own list would part what is trained from what is not
            layer.set_weights([next(weights) for _ in layer.get_weights()])
        return model

    def fit(problem, model, n, epochs):
        x, y = problem.x[:n], problem.y[:n]
        batch = problem.batch
        return model.fit(x, y, batch_size=batch, epochs=epochs, shuffle=False, verbose=0)

    def train(problem, checked_steps):
        running = []

        def check():
            model = model_of(problem, False)
            return fit(problem, model, problem.batch, checked_steps).history["loss"]

        def work():
            if not running:
                running.append(model_of(problem, True))
            fit(problem, running[0], problem.batch * problem.steps, 1)
            return problem.steps

        return check, work

    def predict(problem, batch, examples):
        model = model_of(problem, False)
        parts = [problem.x[at : at + batch] for at in range(0, examples, batch)]

        def outputs():
            return np.concatenate([model.predict_on_batch(part) for part in parts])

        def work():
            outputs()
            return examples

        return lambda: outputs().ravel(), work

    return SimpleNamespace(
        versions={
            "Keras": keras.__version__,
            "TensorFlow": tf.__version__,
            "numpy": np.__version__,
        },
        runs_on=f"{keras.backend.backend()}, {threads} threads",
        tasks=tasks_of(folder, settings, train, predict),
    )


answer_race(prepare)

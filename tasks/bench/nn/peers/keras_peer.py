"""Keras trains the models with `model.fit` on the CPU."""

import os
from types import SimpleNamespace

from answer_race import answer_race

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"  # TensorFlow tells of its build and of missing GPUs
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"  # a graphics card would be another comparison


def prepare(folder, threads, settings):
    import keras
    import tensorflow as tf
    from problem import Problem, np

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    layers = keras.layers

    def layers_of(task, dropout):
        convolution = [layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(2)]
        classes = [layers.Dense(4, activation="softmax")]
        if task == "pipeline":
            return [
                *convolution,
                layers.Dropout(0.25 if dropout else 0),
                layers.Flatten(),
                layers.Dense(128, activation="relu"),
                layers.Dropout(0.5 if dropout else 0),
                layers.Dense(10, activation="softmax"),
            ]
        if task == "pooling":
            return [*convolution, layers.Flatten(), layers.Dense(10, activation="softmax")]
        if task == "sentiment":
            return [
                layers.Embedding(1000, 32),
                layers.LSTM(32),
                layers.Dense(1, activation="sigmoid"),
            ]
        if task == "lstm":
            return [layers.LSTM(32, activation="relu"), *classes]
        return [layers.GRU(32) if task == "gru" else layers.SimpleRNN(32), *classes]

    def model_of(problem, dropout):
        inputs = keras.Input(problem.x.shape[1:], dtype=problem.x.dtype.name)
        model = keras.Sequential([inputs, *layers_of(problem.task, dropout)])
        adadelta = keras.optimizers.Adadelta(1.0)
        model.compile(
            adadelta if problem.task == "pipeline" else "adam",
            "binary_crossentropy"
            if problem.task == "sentiment"
            else "sparse_categorical_crossentropy",
            metrics=["accuracy"],
        )
        model.set_weights(problem.weights)
        return model

    def fit(problem, model, n, epochs):
        x, y = problem.x[:n], problem.y[:n]
        batch = problem.batch
        return model.fit(x, y, batch_size=batch, epochs=epochs, shuffle=False, verbose=0)

    def task(problem):
        running = []

        def check():
            model = model_of(problem, False)
            return fit(problem, model, problem.batch, settings["checkedSteps"]).history["loss"]

        def work():
            if not running:
                running.append(model_of(problem, True))
            fit(problem, running[0], None, 1)
            return problem.steps

        return check, work

    versions = {
        "Keras": keras.__version__,
        "TensorFlow": tf.__version__,
        "numpy": np.__version__,
    }
    problems = [Problem(folder, description) for description in settings["problems"]]
    return SimpleNamespace(
        versions=versions,
        runs_on=f"{keras.backend.backend()}, {threads} threads",
        tasks={problem.task: task(problem) for problem in problems},
    )


answer_race(prepare)

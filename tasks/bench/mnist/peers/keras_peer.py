"""Keras trains and uses the documented model with `model.fit` and `model.predict`, on the CPU."""

import os

from answer import answer_questions

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"  # TensorFlow tells of its build and of missing GPUs
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"  # a graphics card would be another comparison


class KerasLearner:
    """Everything as in the documented example; images are already in their shuffled order."""

    epsilon_on = "uncorrected"

    def __init__(self, folder, steps, threads):
        import keras
        import tensorflow as tf
        from problem import Problem, np

        tf.config.threading.set_intra_op_parallelism_threads(threads)
        tf.config.threading.set_inter_op_parallelism_threads(threads)
        self.keras = keras
        self.problem = Problem(folder, steps)
        self.versions = {
            "Keras": keras.__version__,
            "TensorFlow": tf.__version__,
            "numpy": np.__version__,
        }
        self.runs_on = f"{keras.backend.backend()}, {threads} threads"
        self.model = self._model()

    def _model(self):
        layers = self.keras.layers
        model = self.keras.Sequential([
            self.keras.Input((28, 28, 1)),
            layers.Conv2D(32, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ])
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        model.set_weights(self.problem.weights)
        return model

    def _fit(self, model, n, epochs):
        x, y = self.problem.train_images[:n], self.problem.train_labels[:n]
        fit = model.fit(
            x, y, batch_size=self.problem.batch, epochs=epochs, shuffle=False, verbose=0
        )
        return fit.history["loss"]

    def losses(self, steps):
        """The loss before each of `steps` updates on the first batch, from the first weights."""
        return self._fit(self._model(), self.problem.batch, steps)

    def train(self):
        """Trains on all images once; the mean loss."""
        return self._fit(self.model, None, 1)[0]

    def predict(self, batch):
        """Probabilities of the test images."""
        return self.model.predict(self.problem.test_images, batch_size=batch, verbose=0)


answer_questions(KerasLearner)

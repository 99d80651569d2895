"""The problem that the bench sets, read from the folder it was written to (tasks/bench/mnist/exchange.ts).

Images are float32 from 0 to 1 and channels last, as Keras takes them. Weights are in Keras's order
and layout: convolution kernel (3, 3, 1, 32), its bias, dense kernel (21632, 10), its bias.
"""

import json
import os

import numpy as np

SHAPES = [(3, 3, 1, 32), (32,), (21632, 10), (10,)]


class Problem:
    """Training images of `steps` steps, test images, and the weights to start from."""

    def __init__(self, folder, steps):
        def values(name, dtype):
            return np.fromfile(os.path.join(folder, name), dtype)

        def images(name):
            return values(name, np.uint8).reshape(-1, 28, 28, 1).astype(np.float32) / np.float32(255)

        with open(os.path.join(folder, "problem.json"), encoding="utf-8") as file:
            settings = json.load(file)
        self.batch = settings["batch"]
        n = steps * self.batch
        self.train_images = images("train_images.u8")[:n]
        self.train_labels = values("train_labels.u8", np.uint8)[:n].astype(np.int64)
        self.test_images = images("test_images.u8")
        # Test images after the first `distinct` ones are repetitions.
        self.test_labels = values("test_labels.u8", np.uint8)[: settings["distinct"]]
        self.weights = [
            values(f"weights_{i}.f32", "<f4").astype(np.float32).reshape(shape)
            for i, shape in enumerate(SHAPES)
        ]

    def judge(self, probabilities):
        """The first batch, and the share of the different test images that are classified right."""
        n = len(self.test_labels)
        right = probabilities[:n].argmax(axis=1) == self.test_labels
        return {
            "first": probabilities[: self.batch].ravel().tolist(),
            "accuracy": float(right.mean()),
        }

"""A problem of the bench, read from the files that tasks/bench/nn/problems.ts writes."""

import numpy as np


class Problem:
    """Examples, first weights in Keras's order and layout, and how many examples make a step."""

    def __init__(self, folder, description):
        self.task = task = description["task"]
        self.batch = description["batch"]
        self.steps = description["steps"]

        def floats(name):
            return np.fromfile(f"{folder}/{task}-{name}.f32", "<f4").astype(np.float32)

        self.x = floats("x").reshape(-1, *map(int, description["input"]))
        self.y = np.fromfile(f"{folder}/{task}-y.u8", np.uint8).astype(np.int64)
        self.weights = [
            floats(i).reshape([int(n) for n in shape])
            for i, shape in enumerate(description["weights"])
        ]
        if task == "sentiment":
            self.x = self.x.astype(np.int64)
            self.y = self.y.astype(np.float32)

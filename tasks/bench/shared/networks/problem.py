"""A problem of networks, read from the files that tasks/bench/shared/networks/write_problems.ts writes."""

import numpy as np


class Problem:
    """Examples, first weights in Keras's order and layout, and how many examples make a step."""

    def __init__(self, folder, description):
        self.task = task = description["task"]
        self.batch = description["batch"]
        self.steps = description["steps"]
        self.layers = description["layers"]
        self.optimizer = description["optimizer"]
        self.binary = self.layers[-1]["activation"] == "sigmoid"

        def floats(name):
            return np.fromfile(f"{folder}/{task}-{name}.f32", "<f4").astype(np.float32)

        self.x = floats("x").reshape(-1, *map(int, description["input"]))
        self.y = np.fromfile(f"{folder}/{task}-y.u8", np.uint8).astype(np.int64)
        self.weights = [
            floats(i).reshape([int(n) for n in weight["shape"]])
            for i, weight in enumerate(description["weights"])
        ]
        if description["data"] == "texts":
            self.x = self.x.astype(np.int64)
        if self.binary:
            self.y = self.y.astype(np.float32)


def tasks_of(folder, settings, train, predict):
    """The tasks of a race of networks.

    `train(problem, checked_steps)` and `predict(problem, batch, examples)` make the pair of functions
    that `answer_race` wants of a task.
    """
    tasks = {}
    for description in settings["problems"]:
        problem = Problem(folder, description)
        tasks[problem.task] = train(problem, settings["checkedSteps"])
        for wanted in settings.get("predict", []):
            batch, examples = wanted["batch"], wanted["examples"]
            tasks[f"{problem.task}-predict-{batch}"] = predict(problem, batch, examples)
    return tasks

"""Writes lion.json: paths of Keras's Lion in float64, in the form of optimizers.json.

    python tests/golden/lion.py

Hyper-parameters are passed as numpy float64, since Keras rounds Python's floats to float32.
"""

import json
import os
import pathlib
import platform

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow

keras.config.set_floatx("float64")

STEPS = 30


def quadratic(w, p):
    x, y = w
    loss = 0.5 * (p["a"] * x * x + p["b"] * y * y) + p["c"] * x * y - p["d"] * x - p["e"] * y
    return loss, np.array([p["a"] * x + p["c"] * y - p["d"], p["b"] * y + p["c"] * x - p["e"]])


def rosenbrock(w, p):
    x, y = w
    loss = (p["a"] - x) ** 2 + p["b"] * (y - x * x) ** 2
    return loss, np.array([-2 * (p["a"] - x) - 4 * p["b"] * x * (y - x * x), 2 * p["b"] * (y - x * x)])


FUNCTIONS = {
    "quadratic": (quadratic, {"a": 1.0, "b": 12.0, "c": 0.5, "d": 1.0, "e": -0.7}, [1.5, -2.0]),
    "rosenbrock": (rosenbrock, {"a": 1.0, "b": 100.0}, [-1.2, 1.0]),
}
OPTIONS = [
    {"learning_rate": 0.03},
    {"learning_rate": 0.01, "beta_1": 0.8, "beta_2": 0.95, "weight_decay": 0.1},
]


def path_of(name, options):
    function, params, start = FUNCTIONS[name]
    variable = keras.Variable(np.array(start), dtype="float64")
    optimizer = keras.optimizers.Lion(**{key: np.float64(value) for key, value in options.items()})
    optimizer.build([variable])
    points = [np.array(start)]
    for _ in range(STEPS):
        gradient = function(points[-1], params)[1]
        optimizer.apply([keras.ops.convert_to_tensor(gradient)], [variable])
        points.append(variable.numpy().copy())
    return {
        "path": [point.tolist() for point in points],
        "loss": [float(function(point, params)[0]) for point in points],
    }


def main():
    cases = []
    for name, (_, params, start) in FUNCTIONS.items():
        for options in OPTIONS:
            cases.append({
                "id": f"lion-{len(cases) + 1:02}",
                "kind": "trajectory",
                "peer": "keras",
                "optimizer": "Lion",
                "options": options,
                "input": {"function": name, "params": params, "start": start, "steps": STEPS},
                "expected": path_of(name, options),
                "advised_abs_tolerance": 1e-11,
            })
    head = {
        "file": "lion.json",
        "schema": 1,
        "set": "kept",
        "tool": {
            "keras": keras.__version__,
            "tensorflow": tensorflow.__version__,
            "numpy": np.__version__,
            "python": platform.python_version(),
        },
        "tolerance": {"per case": "advised_abs_tolerance"},
        "notes": ["Keras decays before the step, w -= lr*wd*w, and steps by lr*sign(b1*m + (1-b1)*g)."],
    }
    lines = [f"{json.dumps(key)}:{json.dumps(value)}" for key, value in head.items()]
    rows = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    text = "{" + ",\n".join(lines) + ',\n"cases":[\n' + rows + "\n]}\n"
    pathlib.Path(__file__).with_suffix(".json").write_text(text)


main()

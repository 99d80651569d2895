"""Adam at many sizes, for whichever library steps: settings, gradients and what is compared.

The sizes and the gradient are described in tasks/bench/optim/sizes.ts.
"""

import time
from types import SimpleNamespace


def racer(settings, versions, runs_on, adam):
    """A racer whose `adam(d)` has `step()`, `gradient` and `w`, both as numpy sees them."""
    tasks = {}
    for size in settings["sizes"]:
        tasks[size["task"]] = _task(size, settings, adam)
    return SimpleNamespace(versions=versions, runs_on=runs_on, tasks=tasks)


def _task(size, settings, adam):
    import numpy as np

    d, chunk = size["d"], int(size["chunk"])
    first = np.sin(np.arange(1, d + 1, dtype=np.float64))
    running = []

    def check():
        one = adam(d)
        for t in range(settings["checkedSteps"]):
            one.gradient[:] = first * (1 if t % 2 == 0 else -0.5)
            one.step()
        count = min(d, settings["checkedValues"])
        return [one.w[k * d // count] for k in range(count)]

    def work():
        if not running:
            running.append(adam(d))
            running[0].gradient[:] = first
        step = running[0].step
        steps = 0
        end = time.perf_counter() + settings["roundMs"] / 1000
        while True:
            for _ in range(chunk):
                step()
            steps += chunk
            if time.perf_counter() >= end:
                return steps

    return check, work

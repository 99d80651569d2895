"""A peer's whole program in a race, described in tasks/bench/shared/race/protocol.ts.

`prepare(folder, threads, settings)` makes a racer with `versions`, `runs_on` and `tasks`: for each
task's id a pair of functions, the first giving the numbers to compare, the second doing one round of
work and returning how many units it was.
"""

import sys
import time

from answer_lines import answer_lines


def answer_race(prepare):
    """Answers a race's questions with the racer that `prepare` makes."""
    racer = None

    def answer(question):
        nonlocal racer
        if question["do"] == "prepare":
            racer = prepare(question["folder"], question["threads"], question["settings"])
            versions = {"Python": sys.version.split()[0], **racer.versions}
            return {"versions": versions, "runsOn": racer.runs_on, "tasks": list(racer.tasks)}
        check, work = racer.tasks[question["task"]]
        if question["do"] == "check":
            return {"values": [float(value) for value in check()]}
        return time_turn(work, question["leastMs"])

    answer_lines(answer)


def time_turn(work, least_ms):
    """The time of one turn: as in answer_race.ts."""
    once = time_work(work, 0)
    if once["ms"] >= least_ms:
        return once
    time_work(work, least_ms - once["ms"])
    return time_work(work, least_ms)


def time_work(work, least_ms):
    begun = time.perf_counter()
    ms = units = 0
    while True:
        units += work()
        ms = (time.perf_counter() - begun) * 1000
        if ms >= least_ms:
            return {"ms": ms, "units": units}

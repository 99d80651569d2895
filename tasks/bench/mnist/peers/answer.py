"""Answers the questions of tasks/bench/mnist/protocol.ts.

A learner is made by `prepare(folder, steps, threads)` and has `problem`, `versions`, `epsilon_on`,
`runs_on`, `losses(steps)`, `train()` and `predict(batch)`.
"""

import sys
import time

from answer_lines import answer_lines


def answer_questions(prepare):
    """Answers questions with the learner that `prepare` makes."""
    learner = None

    def answer(question):
        nonlocal learner
        if question["do"] == "prepare":
            learner = prepare(question["folder"], question["steps"], question["threads"])
        return _answer(learner, question)

    answer_lines(answer)


def _answer(learner, question):
    what = question["do"]
    if what == "prepare":
        versions = {"Python": sys.version.split()[0], **learner.versions}
        return {"versions": versions, "epsilonOn": learner.epsilon_on, "runsOn": learner.runs_on}
    if what == "losses":
        return {"losses": learner.losses(question["steps"])}
    begun = time.perf_counter()
    result = learner.train() if what == "train" else learner.predict(question["batch"])
    ms = (time.perf_counter() - begun) * 1000
    if what == "train":
        return {"ms": ms, "loss": result}
    return {"ms": ms, "images": len(result), **learner.problem.judge(result)}

"""A contestant's end of the bench's line, described in tasks/bench/protocol.ts.

One line of JSON comes in with a question, one line of JSON goes out with the answer, until the input
ends. A learner is made by `prepare(folder, steps, threads)` and has `problem`, `versions`,
`epsilon_on`, `runs_on`, `losses(steps)`, `train()` and `predict(batch)`.
"""

import json
import os
import sys
import time


def answer_questions(prepare):
    """Answers questions with the learner that `prepare` makes."""
    say = _private_output()
    learner = None
    for line in sys.stdin:
        question = json.loads(line)
        try:
            if question["do"] == "prepare":
                learner = prepare(question["folder"], question["steps"], question["threads"])
            say(_answer(learner, question))
        except ModuleNotFoundError as error:
            say({"error": str(error), "missing": error.name})
        except Exception as error:  # whatever went wrong is the answer; the bench decides
            say({"error": f"{type(error).__name__}: {error}"})


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


def _private_output():
    """Keeps standard output for answers: what a library prints goes to standard error instead."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def say(answer):
        output.write(json.dumps(answer) + "\n")
        output.flush()

    return say

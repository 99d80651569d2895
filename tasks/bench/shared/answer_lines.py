"""A contestant's end of the bench's line, described in tasks/bench/shared/protocol.ts."""

import json
import os
import sys


def answer_lines(answer):
    """Answers each line of JSON that comes in with one that goes out, until the input ends."""
    say = _private_output()
    for line in sys.stdin:
        try:
            say(answer(json.loads(line)))
        except ModuleNotFoundError as error:
            say({"error": str(error), "missing": error.name})
        except Exception as error:  # whatever went wrong is the answer; the bench decides
            say({"error": f"{type(error).__name__}: {error}"})


def _private_output():
    """Keeps standard output for answers: what a library prints goes to standard error instead."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def say(answer):
        output.write(json.dumps(answer) + "\n")
        output.flush()

    return say

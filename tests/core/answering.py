"""A process for tests of the companion: does as it is told, and remembers what it was told."""

import os
import sys
import time
from pathlib import Path

from supervise.core.companion import answer_all

told = []


def answer(asked):
    verb, about = asked
    told.append(about)
    if verb == "end":
        os._exit(1)
    if verb == "end once":  # the one after it finds the mark and answers
        try:
            Path(about).mkdir()
        except FileExistsError:
            return "after all"
        os._exit(1)
    if verb == "wait":
        os.read(os.open(about, os.O_RDONLY), 1)
    if verb == "sleep":
        time.sleep(about)
    if verb == "print":
        sys.stderr.write(about)
    return list(told)


if __name__ == "__main__":
    answer_all(answer, told.clear, idle_s=1.0)

"""A server that has settled is not held up by looks through all that it holds."""

import json
import subprocess
import sys

LOOKED_THROUGH = """
import gc, json
from supervise.ops.memory import settle
kept = [[number] for number in range(100_000)]
before = len(gc.get_objects())
settle(0)
print(json.dumps([before, len(gc.get_objects()), len(kept)]))
"""


def test_what_was_there_is_looked_through_no_more():
    done = subprocess.run([sys.executable, "-c", LOOKED_THROUGH], capture_output=True, text=True, check=True)
    before, after, kept = json.loads(done.stdout)
    assert before > kept == 100_000
    assert after < 1_000

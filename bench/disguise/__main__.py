"""`python -m bench.disguise [CORPUS ...]`: every measure of the disguise check, beside plain Presidio.

A corpus is a file of JSON lines or of our own marked lines (tests/disguise/corpus/README.md); those of the project
itself are measured where none is named.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from bench.disguise import tables
from bench.disguise.engines import ENGINES
from bench.disguise.measure import Measured, measured

CORPUS = Path(__file__).parents[2] / "tests" / "disguise" / "corpus"
OURS = {
    "dev.jsonl": "the development corpus: read while the rules were written",
    "ours.txt": "our own: read while the rules were written",
    "held_out.txt": "held out: nothing was changed because of a text there",
    "second.txt": "read once the rules were written, to see what they missed",
    "third.txt": "held out until its misses were read once, as kinds of misses: see second.txt",
    "fourth.txt": "held out, the newest: nothing was changed because of a text there",
}


def main() -> None:
    given = _grammar().parse_args()
    if given.only:
        print(json.dumps(measured(given.corpora[0], given.only)))
        return
    for path in given.corpora or [CORPUS / name for name in OURS]:
        about = OURS.get(path.name, "") if path.parent == CORPUS else ""
        print(f"\n{path.name}{f': {about}' if about else ''}", flush=True)
        results = {name: Measured(**_apart(path, name)) for name in ENGINES}
        tables.show(results)
        if given.misses:
            print("\n".join(tables.notes(results)))


def _apart(path: Path, name: str) -> dict:
    print(f"  measuring: {name}", flush=True)
    words = [sys.executable, "-m", "bench.disguise", str(path), "--only", name]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    told: dict = json.loads(done.stdout)
    return told


def _grammar() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.disguise", description=__doc__)
    parser.add_argument("corpora", nargs="*", type=lambda name: Path(name).resolve())
    parser.add_argument("--misses", action="store_true", help="print what was missed and what was a false alarm")
    parser.add_argument("--only", choices=list(ENGINES), help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    main()

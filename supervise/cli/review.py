"""`review --jsonl`: the disguise check as a filter."""

import json
import sys
from argparse import Namespace
from typing import Any

from supervise.core.config import Disguise, disguise
from supervise.disguise import review
from supervise.web.shield import finding_dict


def add(verbs: Any) -> None:
    """Add the command."""
    check = verbs.add_parser("review", help="check texts: JSON lines in, JSON lines out")
    check.add_argument("--jsonl", action="store_true", required=True)
    check.add_argument("--rules-only", action="store_true")
    check.set_defaults(does=review_lines)


def review_lines(given: Namespace) -> int:
    """Read `{"id", "text"}` a line, write its findings and themes a line; spans count code points."""
    rules_only = given.rules_only or disguise() is Disguise.RULES
    for line in sys.stdin:
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            name, text = asked["id"], asked["text"]
            if not isinstance(text, str):
                raise TypeError
        except (ValueError, KeyError, TypeError):
            sys.stderr.write('supervise: each line is one object {"id": ..., "text": "..."}\n')
            return 1
        found = review(text, rules_only=rules_only)
        findings = [
            {k: v for k, v in finding_dict(f).items() if k not in {"reason", "replacements"}} for f in found.findings
        ]
        shown = {"id": name, "findings": findings, "themes": [hint.slug for hint in found.themes]}
        sys.stdout.write(json.dumps(shown, ensure_ascii=True) + "\n")
        sys.stdout.flush()
    return 0

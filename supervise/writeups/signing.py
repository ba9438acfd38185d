"""The fingerprint of a version, and telling without any database whether a copy still has it. Pure."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

SIGNED, FINGERPRINT, REPLACED = "signed", "sha256", "replaced_at"

HOW = (
    "sha256 is the SHA-256 of what stands under 'signed', written as compact JSON in UTF-8 with its keys in order and "
    "no character escaped. Without Supervise: jq -cSj .signed FILE | sha256sum. What a supervisor verified or returned "
    "has that number in 'decision', what was submitted in 'submission', and on its page in Supervise. Where "
    "'submission' has 'replaced_at', its author put other words into it to disguise it better: then its number is of "
    "those, and that in 'decision' of the earlier ones."
)


class NotACopy(ValueError):
    """What was given is no copy of a write-up."""


def canonical(signed: Mapping[str, Any]) -> str:
    """Return what is signed, written the same wherever that is done."""
    return json.dumps(signed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(signed: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what is signed."""
    return sha256(canonical(signed).encode("utf-8", "surrogatepass")).hexdigest()


def is_unchanged(copy: str) -> bool:
    """Tell whether the words of a copy are those of its fingerprint, and of what was decided; raise NotACopy."""
    try:
        told = json.loads(copy)
        signed, number = told[SIGNED], told[FINGERPRINT]
        decision = told.get("decision") or {}
        submission = told.get("submission") or {}
        submitted = submission.get(FINGERPRINT, number)
        # where its author put other words to disguise it better, what was verified was with the earlier ones
        decided = number if submission.get(REPLACED) else decision.get(FINGERPRINT, number)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise NotACopy from None
    if not isinstance(signed, dict) or not isinstance(number, str):
        raise NotACopy
    return bool(fingerprint(signed) == number == decided == submitted)

"""The fingerprint of a version, and telling without any database whether a copy still has it. Pure."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

SIGNED, FINGERPRINT = "signed", "sha256"

HOW = (
    "sha256 is the SHA-256 of what stands under 'signed', written as compact JSON in UTF-8 with its keys in order and "
    "no character escaped. Without Supervise: jq -cSj .signed FILE | sha256sum. What a supervisor verified or returned "
    "has that number in 'decision', what was submitted in 'submission', and on its page in Supervise."
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
        decided = decision.get(FINGERPRINT, number)
        submitted = (told.get("submission") or {}).get(FINGERPRINT, number)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise NotACopy from None
    if not isinstance(signed, dict) or not isinstance(number, str):
        raise NotACopy
    return bool(fingerprint(signed) == number == decided == submitted)

"""From a sent form or event to checked words: answers to findings applied, the check run, nothing stored yet."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from supervise.core.errors import NeedsReview
from supervise.core.ids import Id, is_id
from supervise.dilemmas.comments import Passage
from supervise.disguise import Finding
from supervise.texts.checking import Checked, Keep, answered, look_at
from supervise.texts.models import KeptReason

MOST_KEPT = 200


class FieldsNeedReview(NeedsReview):
    """Several fields of one form hold unanswered findings: which, by field."""

    def __init__(self, by_field: Mapping[str, Sequence[Finding]]) -> None:
        self.by_field = by_field
        super().__init__([finding for found in by_field.values() for finding in found])


@dataclass
class Sent:
    """The words of a form by field, and which marked words its writer keeps."""

    words: dict[str, str]
    kept: dict[str, list[Keep]] = field(default_factory=dict)

    def checked(self, known_names: Collection[str] = ()) -> dict[str, Checked]:
        """Return every field checked; raise FieldsNeedReview while a direct finding is unanswered."""
        done: dict[str, Checked] = {}
        open_fields: dict[str, Sequence[Finding]] = {}
        for name, body in self.words.items():
            try:
                done[name] = answered(body, self.kept.get(name, ()), known_names)
            except NeedsReview:
                open_fields[name] = look_at(body, known_names).findings
        if open_fields:
            raise FieldsNeedReview(open_fields)
        return done

    def answer(self, given: Mapping[str, str], known_names: Collection[str] = ()) -> None:
        """Apply the answers of the review step: `answer:FIELD:START:END` is `use:N` or `keep:REASON`."""
        for name, body in self.words.items():
            found = look_at(body, known_names).findings
            answers = {f: given.get(f"answer:{name}:{f.start}:{f.end}", "") for f in found}
            if any(answers.values()):
                self.words[name], kept = _apply(body, answers, self.kept.get(name, []))
                self.kept[name] = kept


def kept_from(raw: str | None) -> dict[str, list[Keep]]:
    """Read the hidden field of kept words: a JSON list of field, start, end, reason; what does not fit is left out."""
    try:
        listed = json.loads(raw or "[]")
    except (ValueError, RecursionError):
        return {}
    kept: dict[str, list[Keep]] = {}
    for one in listed[:MOST_KEPT] if isinstance(listed, list) else []:
        if isinstance(one, dict) and (keep := keep_from(one)) is not None:
            kept.setdefault(str(one.get("field", "body")), []).append(keep)
    return kept


def keep_from(one: Mapping[str, object]) -> Keep | None:
    """Read one answer to a finding; None when it does not fit."""
    start, end, reason = one.get("start"), one.get("end"), one.get("reason")
    if not isinstance(start, int) or not isinstance(end, int) or not isinstance(reason, str):
        return None
    if isinstance(start, bool) or not 0 <= start < end or reason not in set(KeptReason):
        return None
    return Keep(start, end, KeptReason(reason))


def passage_from(raw: str | None) -> Passage | None:
    """Read `TEXT:REVISION:START:END`; None when there is none or it does not fit."""
    parts = (raw or "").split(":")
    if len(parts) != 4 or not is_id(parts[0]) or not all(p.isascii() and p.isdigit() for p in parts[1:]):
        return None
    revision, start, end = (int(p[:9]) for p in parts[1:])
    return Passage(Id(parts[0]), revision, start, end)


def _apply(body: str, answers: Mapping[Finding, str], before: Sequence[Keep]) -> tuple[str, list[Keep]]:
    """Return the words with each answer applied, and what is kept at its new place."""
    done: list[str] = []
    kept: list[Keep] = []
    at = length = 0
    earlier = {(k.start, k.end): k.reason.value for k in before}
    for finding in sorted(answers, key=lambda f: f.start):
        if finding.start < at:
            continue
        piece = body[at : finding.start]
        verb, _, which = answers[finding].partition(":")
        words = body[finding.start : finding.end]
        if verb == "use" and which.isascii() and which.isdigit() and int(which[:3]) < len(finding.replacements):
            words = finding.replacements[int(which[:3])]
        reason = which if verb == "keep" else earlier.get((finding.start, finding.end), "")
        done += [piece, words]
        if reason in set(KeptReason) and verb != "use":
            start = length + len(piece)
            kept.append(Keep(start, start + len(words), KeptReason(reason)))
        length += len(piece) + len(words)
        at = finding.end
    return "".join([*done, body[at:]]), kept

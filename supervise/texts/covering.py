"""Covering passages, and what becomes of them. Called inside the transaction of the thing that the text belongs to.

One press covers the marked words and every other place where they stand in the thing's texts, earlier revisions
included. All that one press covered is a case: it is uncovered, destroyed or rewritten together.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from supervise.core import clock
from supervise.core.compacting import compact_soon
from supervise.core.db import session
from supervise.core.errors import Invalid, Stale
from supervise.core.ids import Id, new_id
from supervise.texts import markdown, passages
from supervise.texts.checking import Checked
from supervise.texts.drafts import forget_rewriting
from supervise.texts.models import Cover, Ending, Kept, Revision, Text, UncoverReason
from supervise.texts.passages import Span
from supervise.texts.queries import covers_of
from supervise.texts.renewing import make_anew

NOT_FOUND = "These words do not stand there in this order. Look at the spelling, or cover a whole paragraph."

Place = tuple[Id, int]
"""A text and one of its revisions."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What somebody marked: a span of a revision, or the words as they saw them, or both.

    `else_all` covers the whole text where the words are not found, so that nobody is unable to cover; `as_read` says
    that they were read in this revision and are looked for there, whatever the newest one says.
    """

    revision: int
    span: Span | None = None
    words: str = ""
    else_all: bool = False
    as_read: bool = False


def cover(by_id: Id, text: Text, siblings: Sequence[Text], marked: Marked) -> Id | None:
    """Cover what somebody marked in a text, and the same words in it and its siblings; return the case.

    None where all of it is covered already. What was marked in an earlier revision is covered wherever it still stands.
    Raises Invalid where nothing is marked or found, Stale where the words that were marked are destroyed by now.
    """
    bodies = _bodies([one.id for one in (text, *siblings)])
    standing = covers_of({one.id for one in (text, *siblings)})
    at, spans = _spans(text, bodies, standing, marked)
    sought = {bodies[text.id, at][start:end] for start, end in spans}
    fresh: dict[Place, set[Span]] = defaultdict(set)
    fresh[text.id, at].update(spans)
    for place, body in bodies.items():
        for passage in sought:
            fresh[place].update(passages.again(body, passage))
    case = new_id()
    rows = [
        Cover(case_id=case, text_id=place[0], revision=place[1], start=start, end=end, by_id=by_id, at=clock.now())
        for place, found in fresh.items()
        for start, end in sorted(found)
        if not passages.within((start, end), standing[place])
    ]
    session().add_all(rows)
    session().flush()
    return case if rows else None


def uncover(by_id: Id, case: Id, reason: UncoverReason) -> None:
    """Show the words of a case again, except where another cover lies over them."""
    _lift(_standing_of(case), by_id, Ending.UNCOVERED, reason)


def redact(by_id: Id, case: Id) -> list[Id]:
    """Destroy the covered words of a case in every revision and draft; return the cases that ended with them.

    Their author's page that is still open cannot bring them back: the text has a new revision.
    """
    covers = _standing_of(case)
    spans: dict[Place, list[Span]] = defaultdict(list)
    for one in covers:
        spans[one.text_id, one.revision].append((one.start, one.end))
    texts = {one.text_id for one in covers}
    inside = [c for c in _standing_in(texts) if passages.within((c.start, c.end), spans[c.text_id, c.revision])]
    _lift(inside, by_id, Ending.REDACTED)
    erase_spans(spans)
    for text in session().scalars(select(Text).where(Text.id.in_(texts))).all():
        if (text.id, text.revision) in spans:
            renew(text)
        forget_rewriting(text.thing_id, text.id)
    return [ended for ended in dict.fromkeys([case, *(one.case_id for one in inside)]) if not still_stands(ended)]


def erase_spans(spans: Mapping[Place, Sequence[Span]]) -> None:
    """Destroy passages of some revisions, and what was noted of places in them."""
    for (text_id, number), gone in spans.items():
        row = session().get(Revision, (text_id, number), populate_existing=True)
        if row is None or row.body is None:
            continue
        row.body = markdown.erase(row.body, gone)
        inside = [Kept.text_id == text_id, Kept.revision == number]
        for start, end in gone:
            session().execute(delete(Kept).where(*inside, Kept.start < end, Kept.end > start))
    session().flush()
    make_anew({text_id for text_id, _ in spans})
    compact_soon()


def carry(text: Text, words: Checked) -> list[Id]:
    """Let covers of a text follow its author's new words; return the cases of which nothing stands in it any more.

    A cover stays over words that still stand, and over what the author chose to keep of it although it could point to
    someone. Call before the new revision is written, whose number is one higher.
    """
    covers = _standing_in([text.id])
    before = _bodies([text.id]).get((text.id, text.revision), "")
    kept = [((finding.start, finding.end), words.body[finding.start : finding.end]) for finding, _ in words.kept]
    gone: list[Id] = []
    for case in dict.fromkeys(cover.case_id for cover in covers):
        rows = [cover for cover in covers if cover.case_id == case]
        passages_now = {before[c.start : c.end] for c in rows if c.revision == text.revision}
        spans = {span for passage in passages_now for span in passages.find(words.body, passage)}
        spans |= {span for span, said in kept if any(passages.find(passage, said) for passage in passages_now)}
        if not spans:
            gone.append(case)
            _lift(rows, text.author_id, Ending.REWRITTEN)
        for start, end in sorted(spans):
            _again(rows[0], text, text.revision + 1, start, end)
    return gone


def follow(text: Text, body: str, revision: int) -> None:
    """Let covers of a text lie over words that only its author reads yet, its `revision`, wherever these say the same.

    No case ends by it: it ends once others read the new words. Call before they are written.
    """
    covers = _standing_in([text.id])
    if not covers:
        return
    bodies = _bodies([text.id])
    covered = {cover.case_id: cover for cover in covers}
    said = {
        case: {bodies.get((c.text_id, c.revision), "")[c.start : c.end] for c in covers if c.case_id == case}
        for case in covered
    }
    session().execute(delete(Cover).where(Cover.id.in_([one.id for one in covers if one.revision == revision])))
    for case, passages_then in said.items():
        for start, end in sorted({span for one in passages_then if one for span in passages.find(body, one)}):
            _again(covered[case], text, revision, start, end)
    session().flush()


def rewrite(by_id: Id, case: Id, texts: Collection[Id]) -> None:
    """Destroy the covered words of a case in some texts, whose author has said it otherwise."""
    covers = [one for one in _standing_of(case) if one.text_id in texts]
    spans: dict[Place, list[Span]] = defaultdict(list)
    for one in covers:
        spans[one.text_id, one.revision].append((one.start, one.end))
    _lift(covers, by_id, Ending.REWRITTEN)
    erase_spans(spans)


def end_with_words(texts: Collection[Id]) -> list[Id]:
    """Note that covered words of some texts were destroyed with all others; return the cases."""
    covers = _standing_in(texts)
    _lift(covers, None, Ending.DESTROYED)
    return list(dict.fromkeys(cover.case_id for cover in covers))


def renew(text: Text) -> None:
    """Give a text whose present words changed under its author a new revision; other covers stay over them."""
    present = session().get_one(Revision, (text.id, text.revision))
    others = [cover for cover in _standing_in([text.id]) if cover.revision == text.revision]
    text.revision += 1
    session().add(Revision(text_id=text.id, number=text.revision, body=present.body, written_at=clock.now()))
    for one in others:
        _again(one, text, text.revision, one.start, one.end)
    session().flush()


def belongs_to(case: Id, texts: Collection[Id]) -> bool:
    """Tell whether a case covers, or covered, anything in some texts."""
    found = select(Cover.id).where(Cover.case_id == case, Cover.text_id.in_(texts)).limit(1)
    return session().scalar(found) is not None


def still_stands(case: Id) -> bool:
    """Tell whether anything of a case is covered still."""
    return bool(_standing_of(case))


def _spans(
    text: Text, bodies: Mapping[Place, str], standing: Mapping[Place, Sequence[Span]], marked: Marked
) -> tuple[int, list[Span]]:
    """Return what was marked: in the present revision where it stands there, else in the one that it was marked in."""
    now = (text.id, marked.revision if marked.as_read else text.revision)
    if marked.words and now in bodies and (found := passages.find(bodies[now], marked.words, standing[now])):
        return now[1], found
    at = (text.id, marked.revision)
    if marked.span is not None and at in bodies:
        span = passages.widened(bodies[at], marked.span)
        if span[0] < span[1] and marked.span[1] <= len(bodies[at]):
            return marked.revision, [span]
    elif marked.span is not None and not marked.words and 0 < marked.revision < text.revision:
        raise Stale
    if marked.words and marked.else_all and now in bodies:
        # whoever covered the same a moment before has hidden it; whoever types a guess is not told so
        return now[1], passages.find(bodies[now], marked.words) or [(0, len(bodies[now]))]
    raise Invalid(NOT_FOUND if marked.words else "Mark at least one word of what stands there.")


def _again(cover: Cover, text: Text, revision: int, start: int, end: int) -> None:
    session().add(
        Cover(
            case_id=cover.case_id,
            text_id=text.id,
            revision=revision,
            start=start,
            end=end,
            by_id=cover.by_id,
            at=cover.at,
        )
    )


def _lift(covers: Sequence[Cover], by_id: Id | None, ending: Ending, reason: UncoverReason | None = None) -> None:
    for one in covers:
        one.lifted_at, one.lifted_by_id, one.ending, one.reason = clock.now(), by_id, ending, reason
    session().flush()


def _standing_of(case: Id) -> Sequence[Cover]:
    return session().scalars(select(Cover).where(Cover.case_id == case, Cover.lifted_at.is_(None))).all()


def _standing_in(texts: Collection[Id]) -> Sequence[Cover]:
    found = select(Cover).where(Cover.text_id.in_(texts), Cover.lifted_at.is_(None)).order_by(Cover.at, Cover.start)
    return session().scalars(found).all()


def _bodies(texts: Collection[Id]) -> dict[Place, str]:
    rows = session().execute(
        select(Revision.text_id, Revision.number, Revision.body)
        .where(Revision.text_id.in_(texts), Revision.body.is_not(None))
        .order_by(Revision.text_id, Revision.number)
    )
    return {(row.text_id, row.number): row.body for row in rows}

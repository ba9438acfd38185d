"""Making view models of dilemmas: the whole one on its page, the row in the group's list."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from flask import url_for
from markupsafe import Markup

from supervise.core import clock
from supervise.core.ids import Id
from supervise.dilemmas import policy
from supervise.dilemmas.models import Audience, Closure, Dilemma, DilemmaTheme, Signed
from supervise.dilemmas.presenting import role_shown, signer
from supervise.dilemmas.queries import Thread, come_back_of, themes_of
from supervise.dilemmas.seen import ClosedView, DilemmaView, Eyes, Part, RowView, ThemeView
from supervise.dilemmas.themes import KnownTheme, known_themes
from supervise.dilemmas.words import APPROACHES, SETTINGS
from supervise.groups.models import Member
from supervise.groups.queries import Seat, agreement_of, supervisors_of
from supervise.texts.markdown import excerpt
from supervise.texts.models import TextKind
from supervise.texts.queries import Words, WordsOf, words_of

PROMPTS_SHOWN = 2
ASKS_FIRST = "Its author asks you something first"


def dilemma_view(thread: Thread, eyes: Eyes) -> DilemmaView:
    """Return a dilemma as an audience sees it."""
    dilemma, group = thread.dilemma, thread.seat.group
    words = words_of([dilemma.id])
    account = words[dilemma.id, TextKind.ACCOUNT]
    known = known_themes(group.id)
    themes = _theme_views(group.id, [dilemma], known, eyes)[dilemma.id]
    supervisors = supervisors_of(thread.seat)
    return DilemmaView(
        id=dilemma.id,
        group_id=group.id,
        group_name=group.name,
        author=signer(dilemma.author, dilemma.signed, eyes),
        role=role_shown(dilemma.author_role, dilemma.signed),
        heading=heading_of(dilemma.id, words),
        has_title=_html(words, dilemma.id, TextKind.TITLE) is not None,
        account=account.html,
        question=_html(words, dilemma.id, TextKind.QUESTION),
        themes=themes,
        setting=SETTINGS.get(dilemma.setting or "", ""),
        approach=APPROACHES.get(dilemma.approach or "", ""),
        posted_at=dilemma.posted_at,
        edited_at=account.edited_at,
        revision=account.revision,
        text_id=account.text_id,
        needed_by=dilemma.needed_by,
        audience_note=_audience_note(dilemma, supervisors),
        closed=_closed(thread, words, eyes),
        duty=agreement_of(group).duty_of_care if dilemma.care else "",
        waiting=care_waiting(dilemma, thread.closure, supervisors) if eyes is Eyes.SUPERVISORS else "",
        prompts=[p for t in themes if t.slug in known for p in known[t.slug].prompts][:PROMPTS_SHOWN],
        brought_in=dilemma.brought_in,
        parts={kind.value: part_of(found) for (_, kind), found in words.items()},
        heading_part=part_of(_heads(dilemma.id, words) or account),
    )


def for_person(view: DilemmaView, thread: Thread) -> DilemmaView:
    """Return the same with what concerns the actor alone."""
    member, dilemma = thread.member, thread.dilemma
    verbs = {
        "comment": policy.may_comment(member, dilemma, closed=thread.closure is not None),
        "edit": policy.may_edit(member, dilemma),
        "withdraw": policy.may_withdraw(member, dilemma),
        "close": policy.may_close(member, dilemma) if thread.closure is None else None,
        "reopen": policy.may_close(member, dilemma) if thread.closure is not None else None,
        "themes": policy.may_change_themes(member, dilemma),
        "come_back": policy.may_come_back(member, dilemma),
    }
    mine = dilemma.author_id == member.id
    back = come_back_of(thread) if mine else None
    note = who_sees_signer(thread.seat) if mine and dilemma.signed is Signed.COLLEAGUE else ""
    may = frozenset(verb for verb, verdict in verbs.items() if verdict)
    return replace(view, by_me=mine, byline_note=note, may=may, come_back_on=back.on if back else None)


def row_views(seat: Seat, found: Sequence[tuple[Dilemma, Closure | None]], eyes: Eyes) -> list[RowView]:
    """Return dilemmas as rows of the group's list, as an audience sees them."""
    dilemmas = [dilemma for dilemma, _ in found]
    words = words_of([d.id for d in dilemmas])
    known = known_themes(seat.group.id)
    themes = _theme_views(seat.group.id, dilemmas, known, eyes)
    supervisors = supervisors_of(seat)
    today = clock.in_zone(clock.now(), seat.group.zone).date()
    return [
        RowView(
            id=d.id,
            href=url_for("dilemmas.show", id=d.id),
            heading=heading_of(d.id, words),
            author=signer(d.author, d.signed, eyes),
            themes=themes[d.id],
            state=_state(d, closure, today),
            care_waiting=care_waiting(d, closure, supervisors) if eyes is Eyes.SUPERVISORS else "",
            posted_at=d.posted_at,
            moved_at=d.moved_at,
            needed_by=d.needed_by,
            excerpt=_excerpt(d.id, words),
        )
        for d, closure in found
    ]


def asked_views(seat: Seat, dilemmas: Sequence[Dilemma]) -> list[RowView]:
    """Return dilemmas that ask the reader first as rows that hold their themes, setting and approach, and no more."""
    if not dilemmas:
        return []
    themes = _theme_views(seat.group.id, dilemmas, known_themes(seat.group.id), Eyes.MEMBERS)
    return [
        RowView(
            id=d.id,
            href=url_for("dilemmas.gate", id=d.id),
            heading=ASKS_FIRST,
            author="",
            themes=[replace(theme, added_by=None) for theme in themes[d.id]],
            state="",
            care_waiting="",
            posted_at=d.posted_at,
            moved_at=d.posted_at,
            needed_by=None,
            excerpt="",
            asked=about_asked(d),
        )
        for d in dilemmas
    ]


def about_asked(dilemma: Dilemma) -> str:
    """Return the setting and approach of a dilemma that asks its readers first, as one line."""
    said = [SETTINGS.get(dilemma.setting or "", ""), APPROACHES.get(dilemma.approach or "", "")]
    return ", ".join(one for one in said if one) or "The setting is not said"


def heading_of(dilemma_id: Id, words: WordsOf) -> str:
    """Return what a dilemma is called in lists: its title, else the question, else the first words."""
    found = _heads(dilemma_id, words)
    return excerpt(found.body, found.covers, 110) if found else "Words that were destroyed"


def part_of(words: Words) -> Part:
    """Return a text as the page names it."""
    return Part(words.text_id, words.revision, words.covered)


def _heads(dilemma_id: Id, words: WordsOf) -> Words | None:
    """Return the text that a dilemma is called by."""
    kinds = (TextKind.TITLE, TextKind.QUESTION, TextKind.ACCOUNT)
    return next((found for kind in kinds if (found := words.get((dilemma_id, kind))) and found.body), None)


def care_waiting(dilemma: Dilemma, closure: Closure | None, supervisors: Sequence[Member]) -> str:
    """Return what supervisors are told of a care-tagged dilemma that none of them has answered."""
    others = [s for s in supervisors if s.id != dilemma.author_id]
    if not dilemma.care or closure is not None or dilemma.supervisor_answered_at or not others:
        return ""
    return "This touches a duty of care, and no supervisor has answered it yet."


def who_sees_signer(seat: Seat) -> str:
    """Return the sentence that says who can see who 'a colleague' is."""
    names = [s.shown_name for s in supervisors_of(seat) if s.id != seat.member.id]
    if not names:
        return "Nobody in this group can see that it is you."
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    word = "supervisor" if len(names) == 1 else "supervisors"
    return f"{listed}, as {word}, can see that it is you."


def _theme_views(
    group_id: Id, dilemmas: Sequence[Dilemma], known: dict[str, KnownTheme], eyes: Eyes
) -> dict[Id, list[ThemeView]]:
    authors = {d.id: d.author_id for d in dilemmas}
    views: dict[Id, list[ThemeView]] = defaultdict(list)
    for row, by in themes_of(list(authors)):
        views[row.dilemma_id].append(_theme_view(group_id, row, by, known, authors[row.dilemma_id], eyes))
    return views


def _theme_view(
    group_id: Id, row: DilemmaTheme, by: Member, known: dict[str, KnownTheme], author_id: Id, eyes: Eyes
) -> ThemeView:
    theme = known.get(row.slug)
    return ThemeView(
        slug=row.slug,
        label=theme.label if theme else row.slug.replace("-", " "),
        href=url_for("dilemmas.theme", group=group_id, slug=row.slug),
        main=row.position == 0,
        added_by=None if by.id == author_id else signer(by, Signed.NAME, eyes),
        care=bool(theme and theme.care),
    )


def _audience_note(dilemma: Dilemma, supervisors: Sequence[Member]) -> str:
    if dilemma.audience is not Audience.SUPERVISORS:
        return ""
    return f"To the supervisors only: {', '.join(s.shown_name for s in supervisors) or 'none at present'}"


def _closed(thread: Thread, words: WordsOf, eyes: Eyes) -> ClosedView | None:
    closure, dilemma = thread.closure, thread.dilemma
    if closure is None:
        return None
    by_author = closure.by_id == dilemma.author_id
    return ClosedView(
        at=closure.at,
        by=signer(dilemma.author, dilemma.signed, eyes) if by_author else None,
        outcome=_html(words, dilemma.id, TextKind.OUTCOME),
        spoken_about=_html(words, dilemma.id, TextKind.SPOKEN_ABOUT),
        watch_for=_html(words, dilemma.id, TextKind.WATCH_FOR),
    )


def _html(words: WordsOf, dilemma_id: Id, kind: TextKind) -> Markup | None:
    found: Words | None = words.get((dilemma_id, kind))
    return found.html if found and found.body is not None else None


def _excerpt(dilemma_id: Id, words: WordsOf) -> str:
    account = words.get((dilemma_id, TextKind.ACCOUNT))
    return excerpt(account.body, account.covers, 180) if account else ""


def _state(dilemma: Dilemma, closure: Closure | None, today: date) -> str:
    if closure is not None:
        return "closed"
    if dilemma.answered_at is not None:
        return ""
    late = dilemma.needed_by is not None and dilemma.needed_by < today
    return "still waits for an answer" if late else "waits for an answer"

"""Making view models of threads, in a constant number of queries whatever their length."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from supervise.core.ids import Id
from supervise.dilemmas import policy
from supervise.dilemmas.mentions.naming import marked
from supervise.dilemmas.mentions.queries import names_marked
from supervise.dilemmas.models import Acknowledgement, Comment, Kind, Reaction, Signed
from supervise.dilemmas.queries import Thread, acknowledgements_of, comments_by_id
from supervise.dilemmas.seen import CommentView, Eyes, Yours
from supervise.dilemmas.showing import is_held_back
from supervise.dilemmas.words import A_COLLEAGUE, KINDS, REACTIONS
from supervise.groups.models import Member, Role
from supervise.texts.models import TextKind
from supervise.texts.queries import WordsOf, quotes_in, words_of


def signer(author: Member, signed: Signed, eyes: Eyes) -> str:
    """Return the name under which words stand, as an audience may know it."""
    if signed is Signed.NAME:
        return author.shown_name
    return f"{A_COLLEAGUE} ({author.shown_name})" if eyes is Eyes.SUPERVISORS else A_COLLEAGUE


def role_shown(role: Role, signed: Signed) -> str:
    """Return the role beside a name: supervisors' only, and none beside 'a colleague'."""
    return "supervisor" if role is Role.SUPERVISOR and signed is Signed.NAME else ""


@dataclass(frozen=True, slots=True)
class Material:
    """What comments are shown from, read once for every audience."""

    thread: Thread
    comments: Sequence[Comment]
    words: WordsOf
    quotes: Mapping[Id, tuple[Id, Markup]]
    quoted: Mapping[str, Comment]
    given: Sequence[tuple[Acknowledgement, Member]]
    named: Mapping[Id, Sequence[str]] = field(default_factory=dict)


def material_of(thread: Thread, comments: Sequence[Comment]) -> Material:
    """Read what some comments of a thread are shown from."""
    ids = [c.id for c in comments]
    words = words_of([c.id for c in comments if c.removed_at is None])
    quotes = quotes_in([w.text_id for w in words.values()])
    away = {thing for thing, _ in quotes.values()} - {*ids, thread.dilemma.id}
    given = acknowledgements_of(ids)
    named = names_marked(thread, words.values())
    return Material(thread, comments, words, quotes, comments_by_id(thread, away), given, named)


def comment_views(material: Material, eyes: Eyes) -> list[CommentView]:
    """Return comments as an audience sees them, flat and in their order."""
    dilemma = material.thread.dilemma
    present: dict[Id, set[Reaction]] = defaultdict(set)
    for given, _ in material.given:
        present[given.comment_id].add(given.reaction)
    authors = {c.id: signer(c.author, c.signed, eyes) for c in (*material.comments, *material.quoted.values())}
    authors[dilemma.id] = signer(dilemma.author, dilemma.signed, eyes)
    return [_view(material, c, authors, present[c.id]) for c in material.comments]


def as_thread(views: Sequence[CommentView]) -> list[CommentView]:
    """Return comments with each reply under what it answers."""
    top = {view.id: view for view in views if view.parent_id is None}
    for view in views:
        if view.parent_id in top:
            top[view.parent_id].replies.append(view)
    return list(top.values())


def yours_in(material: Material, member: Member | None = None) -> Yours:
    """Return what concerns one person alone (the actor, if nobody else is named) among some comments."""
    thread = material.thread
    me, closed = member or thread.member, thread.closure is not None
    may = {c.id: _may(me, thread, c, closed=closed) for c in material.comments}
    reacted: dict[Id, set[str]] = defaultdict(set)
    names: dict[Id, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    own = {c.id for c in material.comments if c.author_id == me.id}
    for given, by in material.given:
        if by.id == me.id:
            reacted[given.comment_id].add(given.reaction)
        if given.comment_id in own:
            shown = A_COLLEAGUE if policy.is_colleague(by, thread.dilemma) else by.shown_name
            names[given.comment_id][REACTIONS[given.reaction]].append(shown)
    return Yours(may, {c: frozenset(r) for c, r in reacted.items()}, names)


def _may(me: Member, thread: Thread, comment: Comment, *, closed: bool) -> frozenset[str]:
    verbs = {
        "edit": policy.may_edit_comment(me, comment),
        "remove": policy.may_edit_comment(me, comment),
        "reply": policy.may_comment(me, thread.dilemma, closed=closed),
        "react": policy.may_react(me, thread.dilemma, comment),
    }
    return frozenset(verb for verb, verdict in verbs.items() if verdict)


def _view(material: Material, comment: Comment, authors: Mapping[Id, str], present: set[Reaction]) -> CommentView:
    dilemma = material.thread.dilemma
    words = material.words.get((comment.id, TextKind.COMMENT))
    quoted = material.quotes.get(words.text_id) if words else None
    removed = comment.removed_at is not None
    return CommentView(
        id=comment.id,
        dilemma_id=dilemma.id,
        number=comment.number,
        parent_id=comment.parent_id,
        author=authors[comment.id],
        role=role_shown(comment.author_role, comment.signed),
        from_author=comment.author_id == dilemma.author_id and comment.signed is dilemma.signed,
        kind=comment.kind,
        kind_label="" if removed else KINDS[Kind(comment.kind)],
        html=marked(words.html, material.named.get(words.text_id, ())) if words and not removed else Markup(),
        quote=quoted[1] if quoted else None,
        quote_from=authors.get(quoted[0], "") if quoted else "",
        posted_at=comment.posted_at,
        edited_at=words.edited_at if words else None,
        revision=words.revision if words else 0,
        text_id=words.text_id if words else None,
        removed=removed,
        reactions=[(str(r), label, r in present) for r, label in REACTIONS.items()],
        covered=words.covered if words else False,
        held_back=is_held_back(comment),
    )

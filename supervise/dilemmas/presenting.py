"""Making view models of threads, in a constant number of queries whatever their length."""

from collections import defaultdict
from collections.abc import Sequence

from markupsafe import Markup

from supervise.core.ids import Id
from supervise.dilemmas import policy
from supervise.dilemmas.models import Comment, Dilemma, Kind, Reaction, Signed
from supervise.dilemmas.queries import Thread, acknowledgements_of
from supervise.dilemmas.seen import CommentView, Eyes, Yours
from supervise.dilemmas.words import A_COLLEAGUE, KINDS, REACTIONS
from supervise.groups.models import Member, Role
from supervise.texts.models import TextKind
from supervise.texts.queries import Words, quotes_in, words_of


def signer(author: Member, signed: Signed, eyes: Eyes) -> str:
    """Return the name under which words stand, as an audience may know it."""
    if signed is Signed.NAME:
        return author.shown_name
    return f"{A_COLLEAGUE} ({author.shown_name})" if eyes is Eyes.SUPERVISORS else A_COLLEAGUE


def role_shown(role: Role, signed: Signed) -> str:
    """Return the role beside a name: supervisors' only, and none beside 'a colleague'."""
    return "supervisor" if role is Role.SUPERVISOR and signed is Signed.NAME else ""


def comment_views(thread: Thread, comments: Sequence[Comment], eyes: Eyes) -> list[CommentView]:
    """Return comments as an audience sees them, flat and in their order."""
    words = words_of([c.id for c in comments if c.removed_at is None])
    quotes = quotes_in([w.text_id for w in words.values()])
    present: dict[Id, set[Reaction]] = defaultdict(set)
    for given, _ in acknowledgements_of([c.id for c in comments]):
        present[given.comment_id].add(given.reaction)
    authors = {c.id: signer(c.author, c.signed, eyes) for c in comments}
    authors[thread.dilemma.id] = signer(thread.dilemma.author, thread.dilemma.signed, eyes)
    return [
        _view(thread.dilemma, c, words.get((c.id, TextKind.COMMENT)), quotes, authors, present[c.id]) for c in comments
    ]


def as_thread(views: Sequence[CommentView]) -> list[CommentView]:
    """Return comments with each reply under what it answers."""
    top = {view.id: view for view in views if view.parent_id is None}
    for view in views:
        if view.parent_id in top:
            top[view.parent_id].replies.append(view)
    return list(top.values())


def yours_in(thread: Thread, comments: Sequence[Comment]) -> Yours:
    """Return what concerns the actor alone among some comments."""
    member, closed = thread.member, thread.closure is not None
    may = {c.id: _may(thread, c, closed=closed) for c in comments}
    reacted: dict[Id, set[str]] = defaultdict(set)
    names: dict[Id, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    own = {c.id for c in comments if c.author_id == member.id}
    for given, by in acknowledgements_of([c.id for c in comments]):
        if by.id == member.id:
            reacted[given.comment_id].add(given.reaction)
        if given.comment_id in own:
            shown = A_COLLEAGUE if policy.is_colleague(by, thread.dilemma) else by.shown_name
            names[given.comment_id][REACTIONS[given.reaction]].append(shown)
    return Yours(may, {c: frozenset(r) for c, r in reacted.items()}, names)


def _may(thread: Thread, comment: Comment, *, closed: bool) -> frozenset[str]:
    verbs = {
        "edit": policy.may_edit_comment(thread.member, comment),
        "remove": policy.may_edit_comment(thread.member, comment),
        "reply": policy.may_comment(thread.member, thread.dilemma, closed=closed),
        "react": policy.may_react(thread.member, thread.dilemma, comment),
    }
    return frozenset(verb for verb, verdict in verbs.items() if verdict)


def _view(
    dilemma: Dilemma,
    comment: Comment,
    words: Words | None,
    quotes: dict[Id, tuple[Id, Markup]],
    authors: dict[Id, str],
    present: set[Reaction],
) -> CommentView:
    quoted = quotes.get(words.text_id) if words else None
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
        html=words.html if words and not removed else Markup(),
        quote=quoted[1] if quoted else None,
        quote_from=authors.get(quoted[0], "") if quoted else "",
        posted_at=comment.posted_at,
        edited_at=words.edited_at if words else None,
        revision=words.revision if words else 0,
        text_id=words.text_id if words else None,
        removed=removed,
        reactions=[(str(r), label, r in present) for r, label in REACTIONS.items()],
    )

"""`dilemma post`: bringing older material in."""

import json
import sys
from argparse import Namespace
from typing import Any

from supervise.accounts.queries import actor_of
from supervise.cli.groups import person
from supervise.cli.opening import at_work, say
from supervise.core import limits
from supervise.core.errors import Invalid, Missing, NeedsReview
from supervise.core.ids import new_key
from supervise.dilemmas import actions
from supervise.dilemmas.actions import Written
from supervise.dilemmas.models import Signed
from supervise.groups.queries import group_named
from supervise.texts.checking import Checked, Keep, answered, look_at
from supervise.texts.models import KeptReason
from supervise.web.forms import clean
from supervise.web.shield import finding_dict


def add(verbs: Any) -> None:
    """Add the command."""
    dilemma = verbs.add_parser("dilemma", help="bring dilemmas in").add_subparsers(dest="what", required=True)
    post = dilemma.add_parser("post", help="post the account on standard input for its author")
    post.add_argument("--group", required=True, help="its id or name")
    post.add_argument("--author", required=True, metavar="EMAIL")
    post.add_argument("--title")
    post.add_argument("--theme", action="append", default=[], metavar="SLUG")
    post.add_argument("--question")
    post.add_argument("--as", dest="signed", choices=["colleague"])
    post.add_argument("--kept", choices=[*KeptReason], help="why marked words may stay")
    post.add_argument("--json", action="store_true")
    post.set_defaults(does=post_dilemma)


def post_dilemma(given: Namespace) -> int:
    """Post an account in its author's name, shown as brought in by the owner; 1 where findings are unanswered."""
    account = clean(sys.stdin.read()).strip()
    _fits(given, account)
    with at_work():
        group = group_named(given.group)
        if group is None:
            raise Missing(f"There is no group {given.group}.")
        author = actor_of(person(given.author))
        try:
            written = Written(
                account=_checked(account, given.kept),
                title=_checked(given.title, given.kept) if given.title else None,
                question=_checked(given.question, given.kept) if given.question else None,
                themes=given.theme,
                signed=Signed.COLLEAGUE if given.signed else Signed.NAME,
                brought_in=True,
            )
        except NeedsReview as findings:
            print(
                json.dumps({"ok": False, "findings": [finding_dict(f) for f in findings.findings]}, ensure_ascii=False)
            )
            sys.stderr.write("supervise: some words could point to a person. Change them, or say why with --kept.\n")
            return 1
        dilemma = actions.post_dilemma(author, group.id, written, new_key())
        say(given.json, {"id": dilemma.id, "group": group.id}, f"Posted: /dilemmas/{dilemma.id}")
    return 0


def _checked(words: str, kept: str | None) -> Checked:
    keeps = [Keep(f.start, f.end, KeptReason(kept)) for f in look_at(words).findings] if kept else []
    return answered(words, keeps)


def _fits(given: Namespace, account: str) -> None:
    lengths = {"account": (account, limits.ACCOUNT), "title": (given.title or "", limits.TITLE)}
    lengths["question"] = (given.question or "", limits.QUESTION)
    if not account:
        raise Invalid(fields={"account": ["Give the account on standard input."]})
    for name, (words, most) in lengths.items():
        if len(words) > most:
            raise Invalid(fields={name: [f"At most {most:,} characters."]})

"""First names, and the words of the language that are first names too: Grace, Will, Amber."""

from supervise.disguise.page import Case, Page, Word
from supervise.disguise.pattern import Pattern

_AGED = Pattern(r"(?: is|s| was)? ?(?:,|\(| )[1-9]\d(?=[,.;)]| and\b| in\b| with\b|$)")


def is_given(page: Page, word: Word) -> bool:
    """Whether a word, or the first part of a double one, is a first name anywhere."""
    given = page.lists.given
    if word.fold in page.lists.commonest:
        return False
    return word.fold in given or ("-" in word.fold and word.fold.partition("-")[0] in given)


def is_usual(page: Page, word: Word) -> bool:
    """Whether a word is a first name that is usual somewhere."""
    if word.fold in page.lists.commonest:
        return False
    return page.lists.given.get(word.fold) or page.lists.given.get(word.fold.partition("-")[0]) or False


def is_double(page: Page, word: Word) -> bool:
    """Whether a word of the language is a first name that people bear, rather than one in a list only."""
    cues = page.lists.cues
    return (word.fold in cues["also_names"] or word.fold in cues["words_and_names"]) and is_usual(page, word)


def stands_as_name(page: Page, at: int) -> bool:
    """Whether an ambiguous word that opens a sentence (Grace, Will, Rose) does what only a person does."""
    word = page.words[at]
    if not is_usual(page, word):
        return False
    following = page.words[at + 1] if at + 1 < len(page.words) else None
    rest = page.text[word.end : word.end + 8]
    if rest[:2] in (", ", " (") and rest[2:4].isdigit():
        return True
    if word.owns and following is not None and not following.opens:
        return is_double(page, word) and _owns(page, at)
    if following is None or following.opens or following.case is not Case.SMALL:
        return _with_me(page, at)
    if following.gap != " ":
        return is_double(page, word) and _is_addressed(page, at)
    verbs = "animate" if word.fold in page.lists.cues["virtues"] else "speaks"
    return following.fold in page.lists.cues[verbs] or (is_double(page, word) and (_acts(page, at) or _is(page, at)))


def _owns(page: Page, at: int) -> bool:
    """'Grace's mother', 'Mark's been': what only a person has or has done."""
    following, virtue = page.words[at + 1].fold, page.words[at].fold in page.lists.cues["virtues"]
    if following in page.lists.cues["kin"] or page.text[page.words[at].end + 3 : page.words[at].end + 5].isdigit():
        return True
    return _in_state(page, at + 1) or (following in page.lists.cues["been"] and not virtue)


_BEING = frozenset(["is", "was", "isn't", "wasn't", "seemed", "looked", "has", "had", "got", "came"])


def _is(page: Page, at: int) -> bool:
    """'Faith was early', 'Hope is nineteen': what only a person is."""
    return page.words[at + 1].fold in _BEING and _in_state(page, at + 2)


def _in_state(page: Page, at: int) -> bool:
    """Whether a state of a person is named, perhaps after 'so', 'not', 'already'."""
    while at < len(page.words) and page.words[at].gap == " " and page.words[at].fold in page.lists.cues["degrees"]:
        at += 1
    return at < len(page.words) and page.words[at].gap == " " and page.words[at].fold in page.lists.cues["states"]


def _with_me(page: Page, at: int) -> bool:
    """'Amber and I'."""
    return is_double(page, page.words[at]) and page.text[page.words[at].end :].startswith(" and I ")


def _is_addressed(page: Page, at: int) -> bool:
    """'"Dawn, would you': a spoken line begins with the name of who is spoken to."""
    word = page.words[at]
    spoken = page.text[word.start - 1 : word.start] in ('"', "\u201c", "'", "\u2018")
    return spoken and page.words[at + 1].gap == ", " and page.words[at + 1].fold in page.lists.cues["addressed"]


def _acts(page: Page, at: int) -> bool:
    """Whether a verb of some person's doing follows: 'Amber forgets, or', 'Jade slammed the', 'Rose and her'."""
    following, beyond = page.words[at + 1], page.words[at + 2] if at + 2 < len(page.words) else None
    virtue = page.words[at].fold in page.lists.cues["virtues"]
    if following.fold == "and":
        return beyond is not None and beyond.fold in ("i", "her", "his") and not virtue
    if following.fold in page.lists.cues["auxiliaries"]:
        return not virtue or (beyond is not None and beyond.fold in page.lists.cues["animate"])
    if not following.everyday or following.fold in page.lists.given or beyond is None:
        return False
    past = following.fold.endswith("ed") and len(following.fold) > 4
    present = following.fold.endswith("s") and following.fold[-2:] not in ("ss", "us", "is") and len(following.fold) > 3
    goes_on = (
        beyond.gap != " " or beyond.fold in page.lists.cues["personal"] or beyond.fold in page.lists.cues["after_verbs"]
    )
    return (past or present) and goes_on and not virtue


def small_double(page: Page, at: int) -> bool:
    """Whether a word in small letters, in a text without capitals, is somebody: 'saw amber', 'grace said'."""
    word = page.words[at]
    if not page.small or word.case is not Case.SMALL or not is_double(page, word) or word.quiet:
        return False
    before, following = page.before(at), page.words[at + 1] if at + 1 < len(page.words) else None
    if before in page.lists.cues["not_before_names"] or word.gap not in (
        "",
        " ",
        ", ",
        ". ",
        "? ",
        "! ",
        "\n",
        "\n\n",
        " - ",
        ": ",
    ):
        return False
    if _AGED.match(page.text, word.end) and word.fold not in page.lists.cues["months"]:
        return True
    after = following.fold if following is not None and following.gap == " " else ""
    if after in page.lists.cues["animate"]:
        return True
    if before in ("saw", "met", "seen", "seeing", "meeting") and after in page.lists.cues["when_met"]:
        return True
    timely = word.fold in page.lists.cues["modals"] or word.fold in page.lists.cues["months"]
    if timely or word.fold in page.lists.cues["virtues"]:
        return before in ("told", "rang", "texted", "phoned", "emailed") and word.gap == " "
    return before in page.lists.cues["telling"] and word.gap == " "

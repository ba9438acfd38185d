"""What a run of words with capitals names: a person, a place or an organisation."""

from collections.abc import Sequence

from supervise.disguise.detect.capitals import Run, is_theorist_run
from supervise.disguise.detect.given_names import is_given, is_usual, stands_as_name
from supervise.disguise.findings import Label
from supervise.disguise.page import Case, Page, Word


def kind_of(page: Page, run: Run) -> Label | None:
    """What a run names: a person, a place, an organisation, or nothing that identifies."""
    words = run.words(page)
    cues = page.lists.cues
    if is_theorist_run(page, run) or _only_initials(page, words):
        return None
    if words[0].fold in cues["titles"] and len(words) > 1 and words[-1].fold not in page.lists.cues["roads"]:
        return Label.PERSON
    if page.before(run.first) in cues["plain_titles"] and words[0].gap in (" ", ". "):
        return Label.PERSON
    if words[0].fold in cues["nicknaming"] and len(words) == 2 and is_usual(page, words[1]):
        return Label.PERSON
    for judge in (_organisation, _place, _person):
        if (label := judge(page, run)) is not None:
            return label
    return None


def _only_initials(page: Page, words: Sequence[Word]) -> bool:
    """'K. T.', 'Mr M': disguised already."""
    return all(len(word.text) == 1 or word.fold in page.lists.cues["plain_titles"] for word in words)


def in_places(page: Page, words: Sequence[Word]) -> bool:
    """Whether the words together are a town, a village or a county of the lists."""
    joined = " ".join(word.fold for word in words)
    return joined in page.lists.places or joined in page.lists.cues["counties"]


def _organisation(page: Page, run: Run) -> Label | None:
    words = run.words(page)
    cues = page.lists.cues
    before = page.before(run.first)
    person_first = is_usual(page, words[0]) and len(words) == 2 and not words[1].everyday
    tail = words[-1].fold
    if len(words) > 1 and tail in cues["organisations"] and not person_first:
        return Label.ORGANISATION
    if _head_of_organisation(page, run) or _firm(page, words):
        return Label.ORGANISATION
    if words[0].fold in ("st", "saint", "our") and len(words) > 1:
        return Label.ORGANISATION if before != "in" else Label.LOCATION
    if " ".join(word.fold for word in words) in cues["employers"] and (
        _employs(page, run) or before in ("at", "in", "for", "with") or not (words[0].everyday or person_first)
    ):
        return Label.ORGANISATION
    if person_first or all(word.everyday for word in words):
        return _plain_organisation(page, run, before)
    if before in ("at", "for", "by") and _employs(page, run) and not _known_person(page, words):
        return Label.ORGANISATION
    if before == "at" and not in_places(page, words):
        return Label.ORGANISATION
    if before == "the" and not _known_person(page, words) and len(words[0].text) > 1:
        return Label.PERSON if _family(page, words) else Label.ORGANISATION
    return None


def _firm(page: Page, words: Sequence[Word]) -> bool:
    """'Moy Park': a name that ends as those of firms do, and begins with no usual first name."""
    return len(words) > 1 and words[-1].fold in page.lists.cues["firm_ends"] and not is_usual(page, words[0])


def _family(page: Page, words: Sequence[Word]) -> bool:
    """'the Okafors': a surname in the plural."""
    last = words[-1].fold
    return (
        len(words) == 1 and last.endswith("s") and last not in page.lists.surnames and last[:-1] in page.lists.surnames
    )


def _plain_organisation(page: Page, run: Run, before: str) -> Label | None:
    """Two and more ordinary words with capitals in the middle of a sentence: 'Haven Bridge'."""
    words = run.words(page)
    hired = len(words) > 1 and not words[0].opens and before in ("at", "for") and _employs(page, run)
    if not hired and any(word.fold in page.lists.field or word.fold in page.lists.commonest for word in words[:1]):
        return None
    if len(words) == 1 and words[0].case is Case.CAPITAL and before == "the" and not words[0].opens:
        housed = (
            page.before(run.first, 2) in page.lists.cues["housed_by"]
            and words[0].fold not in page.lists.cues["generic_houses"]
        )
        return Label.ORGANISATION if housed else None
    if (
        len(words) < 2
        or (before != "the" and is_given(page, words[0]))
        or (words[0].opens and page.words[run.last].everyday)
    ):
        return None
    employed = before in ("at", "for", "the", "from", "by", "with") or _employs(page, run)
    return Label.ORGANISATION if employed else None


def _head_of_organisation(page: Page, run: Run) -> bool:
    """'the Fremont plant', 'Towy surgery': a name before a small word for a workplace."""
    following = page.after(run.last)
    if (
        following in page.lists.cues["more_than_workplaces"]
        or following not in page.lists.cues["organisations"]
        or page.words[run.last].owns
    ):
        return False
    if page.words[run.last + 1].gap != " ":
        return False
    words = run.words(page)
    if all(word.everyday for word in words) and (words[0].opens or words[-1].fold in page.lists.commonest):
        return False
    if all(word.fold in page.lists.field for word in words) and following not in page.lists.cues["workplaces"]:
        return False
    return not all(word.case is Case.CAPITALS for word in words)


def _employs(page: Page, run: Run) -> bool:
    return any(page.before(run.first, step) in page.lists.cues["works"] for step in (1, 2, 3, 4))


def _known_person(page: Page, words: Sequence[Word]) -> bool:
    return is_usual(page, words[0]) and not in_places(page, words)


def _place(page: Page, run: Run) -> Label | None:
    words = run.words(page)
    cues = page.lists.cues
    before = page.before(run.first)
    listed = in_places(page, words)
    inside = before in cues["inside"] and not words[0].opens
    everyday = all(word.everyday for word in words)
    if listed and inside:
        ambiguous = before not in ("in", "near", "outside", "outskirts") and is_usual(page, words[0])
        return None if ambiguous and len(words) == 1 and not _dwells(page, run) else Label.LOCATION
    if len(words) > 1 and (words[-1].fold in page.lists.cues["roads"] or _street(page, words)):
        return Label.LOCATION
    if listed and not everyday and not is_usual(page, words[0]):
        return None if _acts(page, run) else Label.LOCATION
    if listed and not everyday and len(words) > 1 and not _has_surname(page, words):
        return Label.LOCATION
    if len(words) == 1 and words[0].gap == ", " and _after_house(page, run) and not is_given(page, words[0]):
        return None if everyday else Label.LOCATION
    unlisted = len(words) == 1 and not everyday and not is_given(page, words[0])
    if unlisted and (before == "on" or (_closes(page, run) and words[0].fold not in page.lists.surnames)):
        return Label.LOCATION
    strong = before in ("in", "near", "outside", "around", "towards", "outskirts")
    if strong and not everyday and not is_usual(page, words[0]):
        return Label.LOCATION
    if before == "from" and not everyday and _dwells(page, run) and not is_usual(page, words[0]):
        return Label.LOCATION
    if before == "from" and not everyday and not is_given(page, words[0]):
        return Label.LOCATION
    return None


def _acts(page: Page, run: Run) -> bool:
    """Whether what bears a town's name does what a person does: 'Chester said'."""
    if page.before(run.first) in ("at", "of") or page.words[run.first].gap == ", ":
        return False
    following = page.words[run.last + 1] if run.last + 1 < len(page.words) else None
    acts = page.lists.cues["speaks"] | {"is", "was"}
    return following is not None and following.gap == " " and following.fold in acts


def _street(page: Page, words: Sequence[Word]) -> bool:
    return words[-1].fold in page.lists.cues["streets"] and not is_usual(page, words[0]) and not words[0].opens


def _after_house(page: Page, run: Run) -> bool:
    """'St Barnabas, Deptford': a capital after a comma after another."""
    last = page.words[run.first - 1] if run.first else None
    if last is None or last.case is not Case.CAPITAL or (last.opens and last.everyday):
        return False
    return not is_usual(page, last) and page.before(run.first) != ""


def _closes(page: Page, run: Run) -> bool:
    """'..., Crianlarich.': a capital between commas, as a town is put."""
    end = page.words[run.last].end
    if page.text[end : end + 2] in (',"', ",\u201d", '."', ".\u201d", ",'", ",\u2019"):
        return False
    return page.words[run.first].gap == ", " and page.text[end : end + 1] in (".", ",", ";") and not page.small


def _dwells(page: Page, run: Run) -> bool:
    return any(page.before(run.first, step) in page.lists.cues["dwells"] for step in (2, 3, 4))


def _has_surname(page: Page, words: Sequence[Word]) -> bool:
    return is_usual(page, words[0]) and words[-1].fold in page.lists.surnames


def _person(page: Page, run: Run) -> Label | None:
    words = run.words(page)
    if all(word.everyday for word in words):
        return _everyday_person(page, run)
    if len(words) == 1 and (_compound(page, words[0]) or _one_of_many(page, run)):
        return None
    if all(word.case is Case.CAPITALS for word in words) and not any(
        is_usual(page, word) and (len(word.text) > 3 or word.fold in page.lists.cues["clear_names"]) for word in words
    ):
        return None
    if len(words) == 1 and words[0].opens and not _listed(page, words[0]):
        return None if _coined(words[0].fold) else Label.PERSON
    return Label.PERSON


def _one_of_many(page: Page, run: Run) -> bool:
    """'a Scouser', 'a Tesla': whatever comes after an article alone is a kind of thing or of people."""
    return page.before(run.first) in ("a", "an") and not is_usual(page, page.words[run.first])


def _compound(page: Page, word: Word) -> bool:
    """'Windrush-era': a name that only describes a thing."""
    _, _, tail = word.fold.rpartition("-")
    return tail != word.fold and tail in page.lists.everyday and not is_given(page, word)


def _everyday_person(page: Page, run: Run) -> Label | None:
    words = run.words(page)
    first = words[0]
    if first.case is Case.CAPITALS:
        return None
    if len(words) == 1:
        named = (
            stands_as_name(page, run.first) if first.opens else is_given(page, first) and not is_virtue(page, run.first)
        )
        return Label.PERSON if named and page.before(run.first) not in ("the", "a", "an") else None
    both = is_usual(page, first) and words[-1].fold in page.lists.surnames
    return Label.PERSON if both and not first.opens else None


def is_virtue(page: Page, at: int) -> bool:
    """'I think Grace is what is missing': a word that is said to be something, as a person is not."""
    if page.words[at].fold not in page.lists.cues["virtues"]:
        return False
    said = page.after(at) in ("is", "was", "isn't", "wasn't")
    return said and page.after(at, 2) in page.lists.cues["defines"]


def _listed(page: Page, word: Word) -> bool:
    return is_given(page, word) or word.fold in page.lists.surnames


_COINED = (
    "ing", "ed", "ly", "tion", "ness", "ment", "isation", "ising", "ised", "ise", "ists", "ism", "ity", "ology", "able",
    "ible", "less", "ful", "ious", "ish", "idant", "ative", "itive",
)  # fmt: skip


def _coined(folded: str) -> bool:
    """A word of the trade no dictionary has yet ('Countertransferring')."""
    return folded.endswith(_COINED) or (len(folded) > 9 and folded.endswith(("s", "al", "ic", "ive", "ence", "ance")))

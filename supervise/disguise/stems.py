"""Words reduced to stems, so that spelling and inflection do not hide what is meant."""

from typing import NamedTuple

from supervise.disguise.pattern import Pattern

_TOKEN = Pattern(r"[^\W\d_]+|[.!?;:\n]|[£$€](?=\d)")
_CONTRACTIONS = {"t": "not", "ve": "have", "m": "am", "re": "are", "ll": "will", "d": "would", "s": ""}
_STOP = "."


class Stemmed(NamedTuple):
    """One word of a text: its stem (a full stop at the end of a sentence) and where it stands."""

    stem: str
    start: int
    end: int


def stem(word: str) -> str:
    """A crude stem of one word: British and American spellings and most inflections meet in it."""
    word = word.casefold()
    if len(word) <= 3:
        return word
    if word.endswith(("ies", "ied")) and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if word.endswith("ing") and len(word) > 5 and any(vowel in word[:-3] for vowel in "aeiouy"):
        word = word[:-3]
    elif word.endswith("ed") and len(word) > 4 and any(vowel in word[:-2] for vowel in "aeiouy"):
        word = word[:-2]
    if len(word) > (4 if word[-1] in "lsfz" else 3) and word[-1] == word[-2] and word[-1] not in "aeiouy":
        word = word[:-1]
    if len(word) > 3:
        word = word.removesuffix("e")
    if len(word) > 4:
        word = f"{word[:-3]}or" if word.endswith("our") else word
        if word.endswith(("is", "ys")):
            word = word[:-1] + "z"
    return word


def stemmed(text: str, irregular: dict[str, str], limit: int) -> list[Stemmed]:
    """The first ``limit`` words and sentence ends of a text, as stems with their places in it."""
    found: list[Stemmed] = []
    met: dict[str, str] = {}
    text = text.replace("\u2019", "'")
    for match in _TOKEN.finditer(text):
        raw = match.group()
        start, end = match.span()
        if start > 1 and text[start - 1] == "'" and raw.casefold() in _CONTRACTIONS and text[start - 2].isalpha():
            _contract(found, raw.casefold(), start, end)
        else:
            known = met.get(raw)
            if known is None:
                known = met[raw] = _plain(raw, irregular)
            found.append(Stemmed(known, start, end))
        if len(found) >= limit:
            break
    return found


def _plain(raw: str, irregular: dict[str, str]) -> str:
    """The stem of a word; a word for a sum of money, and a full stop for whatever ends a sentence."""
    if raw in "£$€":
        return "moneysum"
    if not raw[0].isalpha():
        return _STOP
    low = raw.casefold()
    return irregular.get(low) or irregular.get(plain := stem(low)) or plain


def _contract(found: list[Stemmed], part: str, start: int, end: int) -> None:
    full = _CONTRACTIONS[part]
    if part == "t" and found and found[-1].stem.endswith("n"):
        last = found.pop()
        verb = {"can": "can", "won": "will", "shan": "shall"}.get(last.stem, last.stem[:-1])
        verb = {"did": "do", "doe": "do", "wa": "be", "wer": "be", "is": "be", "ha": "have"}.get(verb, verb)
        found.append(Stemmed(verb, last.start, last.end))
    if full in ("am", "are"):
        full = "be"
    if full:
        found.append(Stemmed(full, start, end))

"""What a name is replaced by: 'my client' or an initial, the same at every mention."""

from collections.abc import Sequence
from dataclasses import replace

from supervise.disguise.findings import Finding, Label
from supervise.disguise.grammar import fitted
from supervise.disguise.lists import fold
from supervise.disguise.page import Page

_STAFF = {
    "dr": "a doctor", "doctor": "a doctor", "prof": "a professor", "professor": "a professor", "pc": "a police officer",
    "wpc": "a police officer", "dc": "a police officer", "ds": "a police officer", "sgt": "an officer",
    "rev": "a minister", "revd": "a minister", "fr": "a priest", "father": "a priest", "pastor": "a minister",
    "sister": "a nun", "judge": "a judge", "nurse": "a nurse", "cllr": "a councillor", "councillor": "a councillor",
    "imam": "an imam", "rabbi": "a rabbi", "coach": "a coach", "inspector": "a police officer",
    "detective": "a police officer", "constable": "a police officer", "dci": "a police officer",
    "di": "a police officer",
    "capt": "an officer", "captain": "an officer",
}  # fmt: skip


_NAMED = (
    "client ", "patient ", "client, ", "patient, ", "client: ", "patient: ", "client is ", "name is ", "name's ",
    "names ", "called ", "named ",
)  # fmt: skip


def worded(page: Page, found: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings with every replacement in place and fitted to its sentence."""
    people = _People(page, found)
    return tuple(replace(finding, replacements=_offers(page, people, finding)) for finding in found)


def _offers(page: Page, people: "_People", finding: Finding) -> tuple[str, ...]:
    offers = people.offers(finding) if finding.label is Label.PERSON else finding.replacements
    return tuple(dict.fromkeys(fitted(page, finding.start, offer) for offer in offers))[:3]


class _People:
    """The people of one text: who seems to be the client, and each one's initial."""

    def __init__(self, page: Page, found: Sequence[Finding]) -> None:
        self.page = page
        self.initials: dict[str, str] = {}
        self.client = ""
        for finding in found:
            if finding.label is Label.PERSON:
                self._meet(finding)

    def _names(self, finding: Finding) -> list[str]:
        words = fold(self.page.text[finding.start : finding.end]).replace(".", " ").split()
        titles = self.page.lists.cues["titles"]
        return [word for word in words if word not in titles] or words

    def _meet(self, finding: Finding) -> None:
        names = self._names(finding)
        known = next((self.initials[name] for name in names if name in self.initials), "")
        initial = known or self._fresh(names[0])
        for name in names:
            self.initials.setdefault(name, initial)
        if not self.client and not self._beside_kin(finding) and self._title(finding) not in _STAFF:
            self.client = initial

    def _fresh(self, name: str) -> str:
        taken = set(self.initials.values())
        letters = name[:1].upper()
        return letters if letters not in taken else name[:2].capitalize()

    def _beside_kin(self, finding: Finding) -> bool:
        """'her brother Cathal' is not the client; nor is whoever is 'my supervisor'."""
        before = fold(self.page.text[max(0, finding.start - 24) : finding.start]).replace(",", " ").split()
        if before[-1:] in (["is"], ["was"], ["called"], ["named"]):
            before.pop()
        return bool(before) and before[-1] in self.page.lists.cues["kin"] - {"client", "patient"}

    def _title(self, finding: Finding) -> str:
        return fold(self.page.text[finding.start : finding.end]).replace(".", " ").split()[0]

    def offers(self, finding: Finding) -> tuple[str, ...]:
        initial = next((self.initials[name] for name in self._names(finding) if name in self.initials), "N")
        stop = "" if self.page.text[finding.end : finding.end + 1] == "." else "."
        short = initial + stop
        if self._beside_kin(finding):
            return (short, f"({short})")
        before = self.page.text[max(0, finding.start - 12) : finding.start].casefold()
        if before.endswith(_NAMED):
            return (short,)
        if initial == self.client:
            return ("my client", short)
        staff = _STAFF.get(self._title(finding))
        return (staff, short) if staff else (short, "someone")

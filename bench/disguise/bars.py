"""What is to be reached: at least, at most; with the name model, and with the rules alone."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """A bound, and the bound that is the aim."""

    at_most: bool
    bar: float
    aim: float | None = None

    def far(self, value: float, bound: float) -> float:
        """How far a value is on the wrong side of a bound; zero on the right side."""
        return max(0.0, value - bound if self.at_most else bound - value)

    def said(self, bound: float | None) -> str:
        return "" if bound is None else f"{'<=' if self.at_most else '>='} {bound:g}"

    def met(self, value: float) -> str:
        """'aim', 'bar' or by how much it is short of the bar; where the aim is not reached, how far it is."""
        if self.far(value, self.bar):
            return f"SHORT by {self.far(value, self.bar):.2g}"
        if self.aim is None:
            return "bar met"
        return f"bar met, {self.far(value, self.aim):.2g} off" if self.far(value, self.aim) else "aim met"


WITH_MODEL: Mapping[str, Bar] = {
    "direct recall %": Bar(False, 97, 99),
    "direct, fully covered %": Bar(False, 95, 98),
    "leaked texts %": Bar(True, 5, 2),
    "leaked texts, strictly %": Bar(True, 8, 3),
    "indirect recall %": Bar(False, 84, 90),
    "precision %": Bar(False, 88, 93),
    "clean texts with an alarm %": Bar(True, 17, 6.5),
    "false alarms in 100 words": Bar(True, 0.4, 0.2),
    "one theme of three right %": Bar(False, 85, 92),
    "300 words, by the clock": Bar(True, 150, 80),
    "one paragraph changed, by the clock": Bar(True, 80, 80),
}
RULES_ONLY: Mapping[str, Bar] = {
    "direct recall %": Bar(False, 85),
    "direct, fully covered %": Bar(False, 84),
    "leaked texts %": Bar(True, 22),
    "leaked texts, strictly %": Bar(True, 25),
    "indirect recall %": Bar(False, 72),
    "precision %": Bar(False, 88),
    "clean texts with an alarm %": Bar(True, 17),
    "false alarms in 100 words": Bar(True, 0.4),
    "one theme of three right %": Bar(False, 85),
    "300 words, by the clock": Bar(True, 10),
    "one paragraph changed, by the clock": Bar(True, 10),
}

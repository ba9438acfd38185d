"""Cross-validation: numbers chosen on four fifths of the texts, measured on the fifth that had no say.

Rules and lists are written by people, so there is nothing in them to choose again by program. What can be chosen again
is how sure the name model has to be; that is done for each fifth. For the rules alone the folds only show how
far a figure moves from one fifth of the texts to another.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from itertools import product
from unittest.mock import patch

from bench.disguise.corpus import Sample
from bench.disguise.scores import Scores, scored
from supervise.disguise.detect import learned

FOLDS = 5
CHOICES = {"ENOUGH": (0.2, 0.3, 0.4, 0.5), "SURE": (0.5, 0.6, 0.8)}


def folds(samples: Sequence[Sample]) -> list[Sequence[Sample]]:
    """The samples in five parts, every fifth together."""
    return [samples[at::FOLDS] for at in range(FOLDS)]


def crossed(samples: Sequence[Sample], engine) -> Scores:
    """Scores over all samples, each fold judged with what the other four chose."""
    tried = [_with(choice, samples, engine) for choice in product(*CHOICES.values())]
    total = Scores()
    for held in range(FOLDS):
        best = min(tried, key=lambda parts: _cost(part for at, part in enumerate(parts) if at != held))
        total.join(best[held])
    return total


def _with(choice: Sequence[float], samples: Sequence[Sample], engine) -> list[Scores]:
    with ExitStack() as stack:
        for name, value in zip(CHOICES, choice, strict=True):
            stack.enter_context(patch.object(learned, name, value))
        return [scored(part, engine) for part in folds(samples)]


def _cost(parts) -> float:
    """What is wrong with a choice: texts that leak weigh as much as false alarms do."""
    together = Scores()
    for part in parts:
        together.join(part)
    values = together.values()
    return values["leaked texts, strictly %"] + values["clean texts with an alarm %"] + 100 - values["precision %"]

"""How one sequence became another, in time that is bounded whatever the two are.

The shortest way is looked for (E. W. Myers, 'An O(ND) difference algorithm and its variations', 1986) up to
MOST_EDITS; beyond that what lies between the equal beginning and the equal end counts as changed altogether.
"""

from collections.abc import Sequence

MOST_EDITS = 200

Stretch = tuple[int, int, int, int]
"""Where a stretch begins and ends in the earlier and in the later sequence."""


def stretches(before: Sequence[str], after: Sequence[str]) -> list[Stretch]:
    """Return how two sequences lie beside each other, in order and without a gap: equal stretches and changed ones."""
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    equal = [(0, 0, start), *((start + i, start + k, size) for i, k, size in _equal_runs(old, new))]
    equal.append((len(before) - end, len(after) - end, end))
    found: list[Stretch] = []
    at_old = at_new = 0
    for i, k, size in equal:
        if i > at_old or k > at_new:
            found.append((at_old, i, at_new, k))
        if size:
            found.append((i, i + size, k, k + size))
        at_old, at_new = i + size, k + size
    return found


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    shorter = min(len(one), len(other))
    return next((place for place in range(shorter) if one[place] != other[place]), shorter)


def _equal_runs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return the equal runs on the shortest way from old to new; none where that is longer than MOST_EDITS."""
    goal = len(old) - len(new)
    steps: list[dict[int, tuple[int, int]]] = [{0: (0, 0)}]
    furthest = {0: _along(old, new, 0, 0)}
    while furthest.get(goal) != len(old):
        if len(steps) > MOST_EDITS:
            return []
        step = _step(furthest, len(steps), len(old), len(new))
        furthest = {diagonal: _along(old, new, x, diagonal) for diagonal, (_, x) in step.items()}
        steps.append(step)
    return _runs(steps, goal, len(old))


def _step(furthest: dict[int, int], edits: int, most_old: int, most_new: int) -> dict[int, tuple[int, int]]:
    """Return for each diagonal that one more edit reaches the diagonal it comes from and where it arrives."""
    step: dict[int, tuple[int, int]] = {}
    for diagonal in range(-edits, edits + 1, 2):
        added, taken = furthest.get(diagonal + 1, -1), furthest.get(diagonal - 1, -2) + 1
        added = added if added - diagonal <= most_new else -1
        taken = taken if taken <= most_old else -1
        if max(added, taken) >= 0:
            step[diagonal] = (diagonal + 1, added) if added >= taken else (diagonal - 1, taken)
    return step


def _along(old: Sequence[str], new: Sequence[str], x: int, diagonal: int) -> int:
    while x < len(old) and x - diagonal < len(new) and old[x] == new[x - diagonal]:
        x += 1
    return x


def _runs(steps: list[dict[int, tuple[int, int]]], diagonal: int, x: int) -> list[tuple[int, int, int]]:
    runs: list[tuple[int, int, int]] = []
    for step in reversed(steps):
        before, arrived = step[diagonal]
        if x > arrived:
            runs.append((arrived, arrived - diagonal, x - arrived))
        x = arrived if before > diagonal else arrived - 1
        diagonal = before
    return runs[::-1]

"""Tables of rights in words: a row for each situation, a column for each person, `yes` or `-` in the cells."""

from collections.abc import Iterator, Sequence

Cell = tuple[str, str, bool]


def cells(table: str, people: Sequence[str]) -> Iterator[Cell]:
    """Yield each cell: the situation, the person, whether they may."""
    head, *rows = [line for line in table.splitlines() if line.strip()]
    assert head.split() == list(people)
    first = head.index(people[0])
    for row in rows:
        yield from (
            (row[:first].strip(), who, cell == "yes") for who, cell in zip(people, row[first:].split(), strict=True)
        )

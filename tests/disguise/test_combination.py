"""Indirect details that together could single someone out are named in one sentence, and single ones are not."""

import pytest

from supervise.disguise import review


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("She is 45 and lives in Hexham.", ""),
        ("She is 45.", ""),
        ("Siobhan rang 07700 900273.", ""),
        ("She is a lighthouse keeper.", ""),
        ("It is quiet today.", ""),
        (
            "She is 45, a lighthouse keeper, and lives in Hexham.",
            "an exact age, a place and a rare job together could single someone out",
        ),
        ("He is 31 and a retired bishop.", "an exact age and a rare job together could single someone out"),
        (
            "She is 45, left Halfords and lives in Hexham.",
            "an exact age, a place and a named organisation together could single someone out",
        ),
    ],
)
def test_what_could_single_someone_out_together_is_said(text, said):
    assert review(text).combination == said

"""The load of a large practice is made as the product itself would make it, and the bench of it runs."""

import re
import subprocess
import sys

from sqlalchemy import select

from bench.scale.growing import COMMENTS_IN_A_THREAD, THREADS_IN_A_GROUP, Growing, Size, grow
from bench.unseen import PEOPLE
from supervise.core.db import session
from supervise.dilemmas.models import Comment, Dilemma
from supervise.search.entries import entries_of
from supervise.search.models import SearchEntry
from tests.cast import make_world
from tests.house.source import ROOT

A_GROUP = COMMENTS_IN_A_THREAD * THREADS_IN_A_GROUP


def test_the_same_seed_makes_the_same_words_whatever_the_size():
    assert Growing(5).words == Growing(5).words != Growing(6).words
    assert Growing(5).text(9) == Growing(5).text(9)
    assert (Size(1_000_000).threads, Size(1_000_000).groups) == (100_000, 1_000)


def test_its_entries_of_the_index_are_those_that_the_product_makes(tmp_path):
    world = make_world(tmp_path)
    grow(world.database, Size(A_GROUP), 5)
    with world.work():
        dilemmas = {one.id: one for one in session().scalars(select(Dilemma).limit(3))}
        comments = session().scalars(select(Comment).where(Comment.dilemma_id.in_(dilemmas))).all()
        made = entries_of(list(dilemmas.values()), [(one, dilemmas[one.dilemma_id]) for one in comments])
        assert len(made) == 3 * (1 + COMMENTS_IN_A_THREAD)
        for entry in made:
            kept = session().scalars(select(SearchEntry).where(SearchEntry.thing_id == entry["thing_id"])).one()
            for name, value in entry.items():
                held = getattr(kept, name)
                assert (sorted(held.split()) if name == "stems" else held) == (
                    sorted(value.split()) if name == "stems" else value
                ), name
    world.database.close()


def test_the_bench_prints_each_page_at_both_sizes_and_the_searches_beside_foreign_hits():
    sizes = ["--small", str(A_GROUP), "--large", str(2 * A_GROUP), "--times", "3"]
    done = subprocess.run(
        [sys.executable, "-m", "bench.scale", *sizes],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr
    assert re.findall(r"^  (search|Today|group page)  ", done.stdout, re.MULTILINE) == ["search", "Today", "group page"]
    assert "200 pairs in turn" in done.stdout


def test_the_bench_of_what_is_unseen_searches_as_everybody_for_everything_that_is_not_theirs():
    done = subprocess.run(
        [sys.executable, "-m", "bench.unseen", "--pairs", "3"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr
    held = re.findall(r"  (another group|supervisors only|asks first)  ", done.stdout)
    assert len(held) == sum(len(hidden) for _, hidden in PEOPLE.values()) == 18

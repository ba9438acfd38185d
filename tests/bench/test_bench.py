"""The bench runs, with tiny numbers; what it reaches depends on the machine and is not judged here."""

import re
import subprocess
import sys

import pytest

from bench.figures import percentile
from bench.words import LENGTH, comment, marked
from supervise.disguise import review
from tests.house.source import ROOT

pytestmark = pytest.mark.timeout(240)
"""Each starts an installation or two, and as a rule beside another test that does."""


def test_the_bench_prints_every_workload_and_what_is_reached_of_each_goal():
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--quick"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=220
    )
    assert done.returncode == 0, done.stderr
    assert re.findall(r"^(\d+ readers, \S+ \S+)", done.stdout, re.MULTILINE) == [
        "4 readers, flat out", "8 readers, flat out", "4 readers, 10 posts/s", "8 readers, 5 posts/s",
    ]  # fmt: skip
    assert re.findall(r"^  (L\d) ", done.stdout, re.MULTILINE) == ["L1", "L2", "L3", "L9"]
    assert "lost" not in done.stdout


def test_meetings_held_at_once_are_measured_from_a_command_to_all_screens():
    done = subprocess.run(
        [sys.executable, "-m", "bench.meetings", "--meetings", "2", "--people", "2", "--seconds", "1", "--every", "0.2"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=220,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert re.search(r"^  all +10 +[\d.]+ +[\d.]+", done.stdout, re.MULTILINE), done.stdout
    assert re.search(r"^  processor: [\d.]+ s", done.stdout, re.MULTILINE) and "refused" not in done.stdout


def test_a_long_write_up_with_its_margin_is_measured_beside_a_thread():
    done = subprocess.run(
        [sys.executable, "-m", "bench.margins", "--words", "1000", "--notes", "3", "--times", "1"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=220,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert re.findall(r"^  a (?:write-up|note) \w+ in ([\d.]+) x", done.stdout, re.MULTILINE), done.stdout


def test_people_who_write_at_once_are_answered_and_the_answers_are_measured():
    done = subprocess.run(
        [sys.executable, "-m", "bench.writing", "--people", "3", "--seconds", "4"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=220,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert re.search(r"^  answers: [1-9]", done.stdout, re.MULTILINE), done.stdout
    assert re.search(r"^  D1 +[\d.]+ ms", done.stdout, re.MULTILINE), done.stdout


def test_erasing_from_a_filled_database_is_measured_and_done(postgres_url):
    small = ["--comments", "2000", "--after", "3", "--seconds", "2", "--rate", "1"]
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.erasing", *small, *where],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for where in ([], ["--postgresql", postgres_url])
    ]  # fmt: skip
    for each in both:
        out, errors = each.communicate(timeout=220)
        assert each.returncode == 0, errors
        assert re.search(r"^  while erasing +\d+ +[\d.]+ +[\d.]+", out, re.MULTILINE), out
        assert re.search(r"^  E1 +[\d.]+x", out, re.MULTILINE)


def test_the_words_that_it_posts_need_no_answer_from_the_disguise_check():
    assert not [
        one for n in range(30) for one in review(comment(n * 7919, n * 10**15)).findings if str(one.kind) == "direct"
    ]


@pytest.mark.parametrize("number", [0, 7, 1234567890])
def test_a_comment_is_known_again_where_it_arrives(number):
    words = comment(number, 987654321)
    assert LENGTH <= len(words) < LENGTH + 20
    assert marked(b'42/live,["change",{"html":"<p>' + words.encode() + b'</p>"}]') == (number, 987654321)
    assert marked(b"42[]") is None


def test_the_figures_are_those_of_the_middle_and_the_tail():
    assert percentile([], 0.5) == 0
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile(list(range(101)), 0.99) == 99

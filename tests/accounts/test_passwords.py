"""Which passwords are taken, and how they are kept: R13."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise.accounts import passwords
from supervise.core import limits, offload
from supervise.core.errors import Invalid, TooFast


@pytest.fixture(autouse=True)
def _quick():
    passwords.start(quick=True)


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "elevenchars",
        "aaaaaaaaaaaa",
        "abababababab",
        "123456789012",
        "abcdefghijkl",
        "lkjihgfedcba",
        "qwertyuiopqwerty",
        "passwordpassword",
        "Password1234",
        "p@ssw0rd2026!",
        "P@ssw0rd1234",
        "!!th3r4p1st!!",
        "supervise2026",
        "Supervision!!",
        "my-therapist1",
        "welcome-2026!",
        "LetMeIn123456",
        "iloveyou12345",
        "noa.example12",
        "x" * 257,
    ],
)
def test_what_is_guessed_first_is_refused_with_a_sentence(password):
    with pytest.raises(Invalid) as refusal:
        passwords.hashed(password, "noa@example.org", "Noa")
    assert refusal.value.fields["password"]


@pytest.mark.parametrize(
    "password",
    [
        "plum bicycle under the harbour",
        "correct horse battery staple",
        "839201748302",
        "            .:;?",
        "пароль из слов и чаек",
        "密码是十二个字以上的句子啊",
        "x" * 250 + "yzäöü!",
        "tab\tand\nnewline\0nul",
        "my password is a supervision kettle",
    ],
)
def test_any_characters_are_taken_as_they_are(password):
    kept = passwords.hashed(password)
    assert passwords.check(password, kept).right
    assert not passwords.check(password + " ", kept).right
    assert not passwords.check(password[:-1], kept).right


def test_the_same_letter_spelt_in_two_ways_is_the_same():
    assert passwords.check(
        "cafe\u0301 au lait, s'il vous plait", passwords.hashed("caf\u00e9 au lait, s'il vous plait")
    ).right


@given(st.text(min_size=0, max_size=300))
def test_any_words_get_an_answer(password):
    fault = passwords.faults(password, "noa@example.org")
    if len(password) < limits.PASSWORD_SHORTEST or len(password) > limits.PASSWORD_LONGEST:
        assert fault


@given(st.text(alphabet=st.characters(), min_size=0, max_size=40))
def test_any_characters_can_be_compared(password):
    assert not passwords.check(password + "\ud800", passwords._hashing.nobody).right


def test_it_is_argon2id_with_its_own_salt_each_time():
    first, second = (passwords.hashed("plum bicycle under the harbour") for _ in range(2))
    assert first.startswith("$argon2id$")
    assert first != second


def test_the_full_profile_is_above_the_floor():
    full = passwords._FULL
    assert (full.memory_cost, full.time_cost) >= (19 * 1024, 2)
    assert full.time_cost >= 2


def test_a_hash_that_is_not_one_lets_nobody_in():
    for kept in ("", "x", "$argon2id$", None):
        assert not passwords.check("plum bicycle under the harbour", kept).right


def test_it_is_handed_to_the_threads_for_heavy_work(monkeypatch):
    handed = []
    real = passwords._lane.run
    monkeypatch.setattr(passwords._lane, "run", lambda work: handed.append(work) or real(work))
    kept = passwords.hashed("plum bicycle under the harbour")
    passwords.check("plum bicycle under the harbour", kept)
    assert len(handed) == 2


def test_too_much_at_once_is_turned_away_kindly(monkeypatch):
    def busy(*_):
        raise offload.Busy

    monkeypatch.setattr(passwords._lane, "run", busy)
    with pytest.raises(TooFast):
        passwords.check("plum bicycle under the harbour", None)


def test_the_list_of_words_is_clean():
    words = passwords._refused_words()
    assert len(words) > 150
    assert all(word == word.casefold().strip() for word in words)

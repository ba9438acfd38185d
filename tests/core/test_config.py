"""Settings: safe without any, and one clear line for one that cannot be used."""

import stat

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from supervise.core.config import BadSetting, Disguise, load


def loaded(folder, **given):
    return load({"SUPERVISE_DATA_DIR": str(folder), **{f"SUPERVISE_{k}": v for k, v in given.items()}})


def test_r39_without_any_setting_everything_is_safe(tmp_path):
    found = loaded(tmp_path / "data")
    assert found.database_url == f"sqlite:///{tmp_path / 'data' / 'supervise.db'}"
    assert found.mail_url == f"file://{tmp_path / 'data' / 'mail'}"
    assert (found.broker_url, found.base_url, found.idle_minutes, found.limits) == (None, None, 15, True)
    assert (found.disguise, found.trusted_proxies, found.secure) == (Disguise.FULL, (), False)
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_r39_the_secret_key_is_made_once_and_for_the_owner_of_the_folder_alone(tmp_path):
    first = loaded(tmp_path).secret_key
    assert len(first) >= 32
    assert loaded(tmp_path).secret_key == first
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_a_secret_key_may_be_given_or_named(tmp_path):
    (tmp_path / "key").write_text("k" * 40 + "\n")
    assert loaded(tmp_path, SECRET_KEY_FILE=str(tmp_path / "key")).secret_key == "k" * 40
    assert loaded(tmp_path, SECRET_KEY="s" * 32).secret_key == "s" * 32


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"IDLE_MINUTE": "3"}, "SUPERVISE_IDLE_MINUTE is not a setting"),
        ({"IDLE_MINUTES": "0"}, "SUPERVISE_IDLE_MINUTES must be a whole number from 1"),
        ({"IDLE_MINUTES": "٣"}, "SUPERVISE_IDLE_MINUTES"),
        ({"IDLE_MINUTES": "1e3"}, "SUPERVISE_IDLE_MINUTES"),
        ({"IDLE_MINUTES": "99999"}, "SUPERVISE_IDLE_MINUTES"),
        ({"DATABASE_URL": "mysql://x"}, "SUPERVISE_DATABASE_URL must begin with postgresql://"),
        ({"BROKER_URL": "amqp://x"}, "SUPERVISE_BROKER_URL must begin with redis://"),
        ({"MAIL_URL": "http://x"}, "SUPERVISE_MAIL_URL must begin with smtp://"),
        ({"BASE_URL": "ftp://x"}, "SUPERVISE_BASE_URL must begin with"),
        ({"BASE_URL": "https://x.example/path"}, "SUPERVISE_BASE_URL is the address alone"),
        ({"BASE_URL": "https://x.example?a=b"}, "SUPERVISE_BASE_URL is the address alone"),
        ({"DISGUISE": "some"}, "SUPERVISE_DISGUISE must be full or rules"),
        ({"LIMITS": "maybe"}, "SUPERVISE_LIMITS must be on or off"),
        ({"SECRET_KEY": "short"}, "SUPERVISE_SECRET_KEY must hold at least 32"),
        ({"SECRET_KEY_FILE": "/nowhere"}, "SUPERVISE_SECRET_KEY_FILE names a file that is not there"),
        ({"BACKUP_KEY_FILE": "/nowhere"}, "SUPERVISE_BACKUP_KEY_FILE names a file that is not there"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(tmp_path, given, says):
    with pytest.raises(BadSetting) as told:
        loaded(tmp_path, **given)
    assert says in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_has_several_names(tmp_path, scheme):
    assert loaded(tmp_path, DATABASE_URL=f"{scheme}://u@h/d").database_url == "postgresql+psycopg://u@h/d"


def test_over_tls_it_knows_that_it_is(tmp_path):
    found = loaded(tmp_path, BASE_URL="https://supervise.example.org/", TRUSTED_PROXIES="127.0.0.1, ::1,")
    assert found.base_url == "https://supervise.example.org"
    assert found.secure
    assert found.trusted_proxies == ("127.0.0.1", "::1")


def test_what_tests_set_is_left_aside_and_other_names_are_nobodys_business(tmp_path):
    load({"SUPERVISE_DATA_DIR": str(tmp_path), "SUPERVISE_TEST_ANYTHING": "x", "PATH": "/bin"})


NAMES = st.sampled_from(
    ["BASE_URL", "BROKER_URL", "DATABASE_URL", "DISGUISE", "IDLE_MINUTES", "LIMITS", "MAIL_URL", "SECRET_KEY"]
)


@how(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES, value=st.text(max_size=60))
def test_any_value_is_taken_or_told(tmp_path, name, value):
    try:
        loaded(tmp_path, **{name: value})
    except BadSetting as told:
        assert str(told).startswith("SUPERVISE_")

"""The same on PostgreSQL: one account per address, one use per link, also when two come at once."""

import threading

import pytest
from sqlalchemy import func, select

from supervise.accounts import actions, passwords, queries
from supervise.accounts.models import Account
from supervise.core import pace
from supervise.core.db import Base, Database, session
from supervise.core.errors import Invalid
from supervise.web import bus, endings
from tests.accounts.world import ANOTHER, PASSWORD


@pytest.fixture
def database(postgres_url):
    built = Database(postgres_url.replace("postgresql://", "postgresql+psycopg://"))
    Base.metadata.create_all(built.engine)
    passwords.start(quick=True)
    pace.start(None, on=True)
    assert bus._bus.doers["cut_session"] is endings.cut_session
    yield built
    built.close()


def at_once(database, act, times=6):
    """Do the same thing several times at once and return what came of it."""
    came, ready = [], threading.Barrier(times)

    def one():
        with database.work():
            ready.wait()
            try:
                came.append(act())
            except Invalid:
                came.append(None)

    threads = [threading.Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [one for one in came if one is not None]


def test_accounts_sign_in_lock_and_end(database):
    with database.work():
        account = actions.open_account("Noa@example.org", "Noa", PASSWORD)
        secret = actions.sign_in("NOA@example.org", PASSWORD, device="", network="x")
        seen = queries.viewer_for(secret)
        assert seen.actor.account_id == account.id
        actions.lock(seen.actor, seen.sign_in_id)
        assert queries.viewer_for(secret).locked
        actions.unlock(seen.sign_in_id, PASSWORD)
        actions.touch(seen.sign_in_id)
        assert not queries.viewer_for(secret).locked
        assert actions.lock_idle() == 0
        actions.change_password(seen.actor, seen.sign_in_id, PASSWORD, ANOTHER)
        actions.sign_out(seen.sign_in_id)
        assert queries.viewer_for(secret) is None
        actions.forget_old()


def test_an_address_has_one_account_when_two_come_at_once(database):
    made = at_once(database, lambda: actions.open_account("noa@example.org", "Noa").id)
    assert len(made) == 1
    with database.work():
        assert session().scalar(select(func.count()).select_from(Account)) == 1


def test_r16_a_link_works_once_when_two_come_at_once(database):
    with database.work():
        actions.open_account("noa@example.org", "Noa", PASSWORD)
        secret = actions.make_link("noa@example.org")
    assert len(at_once(database, lambda: actions.use_reset_link(secret, ANOTHER))) == 1

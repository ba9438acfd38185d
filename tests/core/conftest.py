"""Databases that hold one small table of the tests' own beside the product's."""

import pytest

import supervise.app  # noqa: F401  so that every model is known
from supervise.core.config import load
from supervise.core.db import Base, Database


def opened(folder, *tables, **given):
    """Open a database with all tables, or only those of some models."""
    database = Database(load({"SUPERVISE_DATA_DIR": str(folder), **given}).database_url)
    Base.metadata.create_all(database.engine, tables=[t.__table__ for t in tables] or None)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE jotting (n INTEGER)")
    return database


@pytest.fixture
def sqlite(tmp_path):
    made = opened(tmp_path)
    yield made
    made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    given = {}
    if request.param == "postgresql":
        given = {"SUPERVISE_DATABASE_URL": request.getfixturevalue("postgres_url")}
    made = opened(tmp_path, **given)
    yield made
    made.close()

"""Every migration up and down on both databases, and the tables equal to the models at the end."""

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

import supervise.app  # noqa: F401  so that every model is known
from supervise import paths
from supervise.core.config import load
from supervise.core.db import Base, Database
from supervise.ops import schema

REVISIONS = [r.revision for r in reversed(list(ScriptDirectory(str(paths.migrations())).walk_revisions()))]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    given = {"SUPERVISE_DATA_DIR": str(tmp_path)}
    if request.param == "postgresql":
        given["SUPERVISE_DATABASE_URL"] = request.getfixturevalue("postgres_url")
    made = Database(load(given).database_url)
    yield made
    made.close()


def tables(database):
    present = set(inspect(database.engine).get_table_names()) - {"alembic_version"}
    return {name for name in present if not name.startswith(schema.INDEX_OF_WORDS)}


def indexes(database):
    """The names of all indexes, those over expressions included, which a comparison on SQLite passes over."""
    listed = "SELECT name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite_autoindex%'"
    if not database.is_sqlite:
        listed = "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE 'pk_%%'"
    with database.engine.connect() as connection:
        return {name for (name,) in connection.exec_driver_sql(listed)}


def present(database):
    with database.engine.connect() as connection:
        return schema.present(connection)


def test_the_newest_tables_are_those_of_the_models(database):
    assert schema.migrate(database)
    assert tables(database) == set(Base.metadata.tables)
    assert schema.differences(database) == []
    named = {str(index.name) for table in Base.metadata.tables.values() for index in table.indexes}
    assert named <= indexes(database)


def test_running_the_migrations_twice_does_nothing(database):
    schema.migrate(database)
    assert schema.migrate(database) is False
    assert present(database) == schema.newest() == REVISIONS[-1]


def test_each_migration_goes_up_and_down_and_up(database):
    for before, revision in zip(["base", *REVISIONS], REVISIONS, strict=False):
        schema.migrate(database, revision)
        schema.unmigrate(database, before)
        assert present(database) == (None if before == "base" else before)
        schema.migrate(database, revision)
        assert present(database) == revision
    assert schema.differences(database) == []


def test_all_the_way_down_leaves_nothing(database):
    schema.migrate(database)
    schema.unmigrate(database, "base")
    assert tables(database) == set()
    assert schema.migrate(database)
    assert schema.differences(database) == []


def test_there_is_one_line_of_migrations():
    assert len(ScriptDirectory(str(paths.migrations())).get_heads()) == 1


def test_a_table_that_differs_is_told(database):
    schema.migrate(database)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE draft")
        connection.exec_driver_sql("ALTER TABLE comment ADD COLUMN mood VARCHAR(10)")
    told = str(schema.differences(database))
    assert "draft" in told
    assert "mood" in told

"""The services that tests stand on."""

import psycopg
import redis


def _fill(address: str) -> None:
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE thing (word text)")
        connection.execute("INSERT INTO thing VALUES ('kept')")


def test_every_test_gets_an_empty_postgres_of_its_own(postgres_url):
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)


def test_a_database_is_copied_from_one_filled_once(postgres_server):
    first, second = postgres_server.fresh(_fill), postgres_server.fresh(_fill)
    with psycopg.connect(first) as one:
        one.execute("DELETE FROM thing")
    with psycopg.connect(second) as other:
        assert other.execute("SELECT word FROM thing").fetchall() == [("kept",)]
    postgres_server.drop(first)
    postgres_server.drop(second)


def test_valkey_answers_and_is_empty(valkey_url):
    with redis.Redis.from_url(valkey_url) as client:
        assert client.keys() == []
        client.set("word", "kept")

"""A process on greenlets: one writer yields inside its transaction while others write, read and count time."""

# ruff: noqa: E402  greenlets come first
import json
import sys
from pathlib import Path

from supervise.core import greenlets
from supervise.core.sqlite import sqlite3

greenlets.patch()

import time

import gevent
from sqlalchemy import text

from supervise.core.config import load
from supervise.core.db import Database, session, transaction

HELD = 0.4
told = []


def write(database, name, pause=0.0):
    with database.work(), transaction():
        told.append(f"{name} begins")
        session().execute(text("INSERT INTO jotting VALUES (1)"))
        gevent.sleep(pause)
        told.append(f"{name} ends")


def tick(gaps, until):
    last = time.monotonic()
    while last < until:
        gevent.sleep(0.005)
        now = time.monotonic()
        gaps.append(now - last)
        last = now


def read(database):
    with database.work():
        told.append(f"reads {session().execute(text('SELECT count(*) FROM jotting')).scalar()}")


def main(folder):
    database = Database(load({"SUPERVISE_DATA_DIR": folder}).database_url)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE jotting (n INTEGER)")
    gaps = []
    ticker = gevent.spawn(tick, gaps, time.monotonic() + 2 * HELD)
    first = gevent.spawn(write, database, "first", HELD)
    gevent.sleep(0.05)
    others = [gevent.spawn(write, database, name) for name in ("second", "third")]
    gevent.sleep(0.05)
    read(database)
    gevent.joinall([first, *others, ticker])
    foreign_gaps = []
    waited = foreign(database, foreign_gaps)
    told.append("done")
    print(json.dumps({"told": told, "longest": max(gaps), "foreign": max(foreign_gaps), "waited": waited}))


def foreign(database, gaps):
    """Wait while another connection, which nobody here can be told of, holds the lock."""
    other = sqlite3.connect(Path(database.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ticker = gevent.spawn(tick, gaps, time.monotonic() + HELD)
    started = time.monotonic()
    writer = gevent.spawn(write, database, "patient")
    gevent.sleep(HELD)
    other.execute("COMMIT")
    other.close()
    gevent.joinall([writer, ticker])
    return time.monotonic() - started


main(sys.argv[1])

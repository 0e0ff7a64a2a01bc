"""Opening the database, and transactions: SQLite in a file, or a PostgreSQL that a group shares."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import NullPool, StaticPool
from sqlmodel import Session

from wgtrack.errors import StoreError
from wgtrack.store.address import file_of, is_sqlite, is_there, name_of, parse_address
from wgtrack.store.migrations import MIGRATIONS, migrate, version
from wgtrack.store.refusals import refusals

__all__ = ["LOCK_WAIT", "Database", "Session", "open_database"]

LOCK_WAIT = 10.0
"""Seconds that a command waits for another one's transaction. The address may say otherwise, in the terms of the
database's own library: `sqlite:///FILE?timeout=1`, `postgresql+psycopg://HOST/NAME?options=-clock_timeout%3D1000`."""
CONNECT_WAIT = 10
"""Seconds that PostgreSQL may take to answer at all; `connect_timeout` in the address says otherwise."""

_ADVISORY_LOCK = 0x77677472
"""What writers lock in PostgreSQL: any number that other programs are not likely to choose; "wgtr" in ASCII."""

_DECODER = json.JSONDecoder()

_READING: dict[str, dict[str, Any]] = {
    "sqlite": {},
    # Every question of a command sees the state of its first one, as it does in SQLite.
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}


class Database:
    """An open database. `reading` and `writing` give a session in one transaction each."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self._reader = engine.execution_options(**_READING[engine.dialect.name])
        self._writer = engine.execution_options(writes=True)
        self.where = where
        """What people call it: the file, or the name and host; without a password."""

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one consistent state and changes nothing."""
        with refusals(self.where), Session(self._reader) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session in one transaction that holds the write lock from its start; all of it lands or nothing.

        StoreError where another writer holds the lock for longer than the wait.
        """
        with refusals(self.where), Session(self._writer) as session:
            session.connection()  # begins now: what is read from here on is what will be changed
            yield session
            session.commit()

    def close(self) -> None:
        """Let go of the file or the connection."""
        self._engine.dispose()


def open_database(url: str, *, create: bool, now: dt.datetime, wait: float = LOCK_WAIT) -> Database:
    """The database at `url` (`sqlite:///…` or `postgresql+psycopg://…`), brought up to date.

    A SQLite file that is not there is created with `create`; without it, an empty database in memory stands
    in, so that a question gets an empty answer and leaves nothing behind. `wait` is in seconds. StoreError if it
    can't be used.
    """
    parsed = parse_address(url)
    path = file_of(parsed)
    if path and not is_there(path):
        if create:
            _make_folder(path)
        else:
            path, parsed = None, make_url("sqlite://")
    database = Database(_engine(parsed, wait), name_of(parsed))
    with refusals(database.where):
        _check_and_migrate(database, now, wait)
    return database


def look_at(url: str, *, wait: float = LOCK_WAIT) -> Database | None:
    """The database at `url` as it is, neither made nor brought up to date; None where there is no such file.

    Its schema may be another than this program's. StoreError for an address that is none.
    """
    parsed = parse_address(url)
    if is_sqlite(parsed):
        path = file_of(parsed)
        if path is None or not is_there(path):
            return None
    return Database(_engine(parsed, wait), name_of(parsed))


def _make_folder(path: Path) -> None:
    """The folder of a new database; the project's own `.wgtrack` keeps itself out of git."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.parent.name == ".wgtrack":
            (path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise StoreError(
            f"the folder {path.parent} for the database cannot be written ({error.strerror}): "
            "make it writable, or name another database with --db."
        ) from None


def _engine(url: URL, wait: float) -> Engine:
    make = _sqlite_engine if is_sqlite(url) else _postgresql_engine
    try:
        return make(url, wait)
    except ImportError:
        raise StoreError(
            "the driver for PostgreSQL, psycopg, is not installed: pip install 'wgtrack[postgres]'."
        ) from None


def _sqlite_engine(url: URL, wait: float) -> Engine:
    options = {} if "timeout" in url.query else {"timeout": wait}
    pool = NullPool if file_of(url) else StaticPool
    engine = create_engine(url, connect_args=options, poolclass=pool, json_deserializer=_from_json)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _from_json(text: str) -> Any:
    """What a JSON column holds, as we wrote it: there are several for each item and link, and most are empty lists."""
    return [] if text == "[]" else _DECODER.raw_decode(text)[0]


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions leave DDL out, so that a failed migration would stay half done:
    # they are switched off and BEGIN is sent by us.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _postgresql_engine(url: URL, wait: float) -> Engine:
    # No prepared statements: a pooler between here and the server may not keep them.
    options: dict[str, Any] = {"prepare_threshold": None}
    if "connect_timeout" not in url.query:
        options["connect_timeout"] = CONNECT_WAIT
    engine = create_engine(url, connect_args=options, poolclass=NullPool)
    event.listen(engine, "begin", _begin_postgresql(wait))
    return engine


def _begin_postgresql(wait: float) -> Callable[[Connection], None]:
    # The lock comes first and each later query has a snapshot of its own (READ COMMITTED), so that a writer sees
    # all that the one before it wrote.
    bounded = text("SELECT set_config('lock_timeout', :wait, true) WHERE current_setting('lock_timeout') = '0'")
    lock = text("SELECT pg_advisory_xact_lock(:key)")

    def begin(connection: Connection) -> None:
        if _writes(connection):
            connection.execute(bounded, {"wait": f"{round(wait * 1000)}ms"})
            connection.execute(lock, {"key": _ADVISORY_LOCK})

    return begin


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("writes"))


def _check_and_migrate(database: Database, now: dt.datetime, wait: float) -> None:
    with database._reader.connect() as connection:
        with connection.begin():
            current = version(connection)
        if current == 0 and connection.dialect.name == "sqlite":
            driver = connection.connection.dbapi_connection
            assert isinstance(driver, sqlite3.Connection)
            _write_ahead(driver, wait)
    if current != MIGRATIONS[-1].number:
        # Looking takes no lock, so that nobody waits for a question; only a change of the schema does.
        with database._writer.connect() as connection:
            migrate(connection, database.where, now)


def _write_ahead(connection: sqlite3.Connection, wait: float) -> None:
    """Let readers and a writer work side by side (WAL); it lasts with the file. Outside a transaction only.

    Where several commands are the first at once, SQLite refuses all but one, and some of them without waiting.
    """
    until = time.monotonic() + wait
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
        time.sleep(0.02)

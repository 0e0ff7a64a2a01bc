"""Opening the database, transactions, and what to tell the user when it refuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import NullPool, StaticPool
from sqlmodel import Session

from wgtrack.errors import StoreError
from wgtrack.store.migrations import MIGRATIONS, migrate, version

LOCK_WAIT = 10.0
"""Seconds that a command waits for another one's transaction."""


class Database:
    """An open database. `reading` and `writing` give a session in one transaction each."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self.where = where

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one consistent state and changes nothing."""
        with refusals(self.where), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session in one transaction that holds the write lock from its start; all of it lands or nothing."""
        engine = self._engine.execution_options(begin="IMMEDIATE")
        with refusals(self.where), Session(engine) as session:
            session.connection()  # begins now: what is read from here on is what will be changed
            yield session
            session.commit()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def open_database(url: str, *, create: bool, now: dt.datetime, wait: float = LOCK_WAIT) -> Database:
    """The database at `url` (`sqlite:///…` or `postgresql+psycopg://…`), brought up to date.

    A SQLite file that is not there is created with `create`; without it, an empty database in memory stands
    in, so that a question gets an empty answer and leaves nothing behind. StoreError if it can't be used.
    """
    parsed = _parse(url)
    path = Path(parsed.database) if _is_sqlite(parsed) and parsed.database else None
    if path and not path.exists():
        if create:
            _make_folder(path)
        else:
            path, parsed = None, make_url("sqlite://")
    where = str(path) if path else parsed.render_as_string(hide_password=True)
    database = Database(_engine(parsed, wait), where)
    with refusals(where):
        _check_and_migrate(database._engine, where, now)
    return database


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except exc.ArgumentError:
        raise StoreError(
            f"{url!r} is not the address of a database: write sqlite:///FILE or postgresql+psycopg://HOST/NAME."
        ) from None
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(
            f"wgtrack keeps its memory in SQLite or PostgreSQL, not in {parsed.get_backend_name()}: "
            "write sqlite:///FILE or postgresql+psycopg://HOST/NAME."
        )
    return parsed


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


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
    options: dict[str, Any] = {"poolclass": NullPool}
    if _is_sqlite(url):
        options["connect_args"] = {"timeout": wait}
        if not url.database or url.database == ":memory:":
            options["poolclass"] = StaticPool
    try:
        engine = create_engine(url, **options)
    except ModuleNotFoundError as error:
        raise StoreError(
            f"the database driver {error.name} is not installed: pip install 'wgtrack[postgres]'."
        ) from None
    if _is_sqlite(url):
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions leave DDL out, so that a failed migration would stay half done:
    # they are switched off and BEGIN is sent by us.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', '')}".strip())


def _check_and_migrate(engine: Engine, where: str, now: dt.datetime) -> None:
    with engine.connect() as connection:
        with connection.begin():
            current = version(connection)
        if current == 0 and engine.dialect.name == "sqlite":
            # Outside a transaction, where SQLite allows it; it lasts with the file.
            driver = connection.connection.dbapi_connection
            assert driver is not None
            driver.execute("PRAGMA journal_mode = WAL")
    if current != MIGRATIONS[-1].number:
        # Looking takes no lock, so that nobody waits for a question; only a change of the schema does.
        with engine.execution_options(begin="IMMEDIATE").connect() as connection:
            migrate(connection, where, now)


_REFUSALS = (
    (
        ("locked", "busy"),
        "is in use by another wgtrack command that did not finish: wait for it, then try again",
    ),
    (("readonly", "read-only"), "is read-only: make it and its folder writable, or name another with --db"),
    (
        ("unable to open",),
        "cannot be opened: check that its folder exists and that you may read and write it",
    ),
    (
        ("not a database", "malformed", "unsupported file format"),
        "is not a readable wgtrack database: restore a backup, or move it away and run `wgtrack ingest` again",
    ),
    (("disk is full",), "cannot grow, the disk is full: free some space and try again"),
)


@contextmanager
def refusals(where: str) -> Iterator[None]:
    """Turns a driver's refusal into a StoreError that says what to do; anything unexpected stays a bug."""
    try:
        yield
    except exc.DBAPIError as error:
        reason = str(error.orig)
        for signs, sentence in _REFUSALS:
            if any(sign in reason.lower() for sign in signs):
                raise StoreError(f"the database {where} {sentence}.") from error
        if isinstance(error, exc.OperationalError | exc.DatabaseError) and not isinstance(
            error, exc.IntegrityError | exc.ProgrammingError
        ):
            raise StoreError(
                f"the database {where} could not be used ({reason}): check that it is there and whole."
            ) from error
        raise

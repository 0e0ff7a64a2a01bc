"""One sync at a time for each database: a lock that ends with the process, however that ends."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from wgtrack.errors import StoreError
from wgtrack.store.address import file_of, parse_address
from wgtrack.store.refusals import refusals

_SYNC = 0x77677379
"""What a sync locks in PostgreSQL; "wgsy" in ASCII."""
_BUSY = "another sync of this project is running: wait until it has ended, then run yours."


@contextmanager
def sync_lock(url: str) -> Iterator[None]:
    """Holds the lock of the database at `url`; StoreError where another process has it.

    For a SQLite file it is an empty database beside it that is locked, which works on every system and leaves the
    memory itself free for other commands. In memory, nobody else is there.
    """
    address = parse_address(url)
    if address.get_backend_name() != "sqlite":
        with _postgresql_lock(url):
            yield
        return
    file = file_of(address)
    if file is None or not file.parent.is_dir():
        yield
        return
    beside = file.with_name(f"{file.name}-sync")
    with refusals(str(beside)):
        connection = sqlite3.connect(beside, timeout=0, isolation_level=None)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            connection.close()
            if "locked" in str(error):
                raise StoreError(_BUSY) from None
            raise
    with closing(connection):
        yield


@contextmanager
def _postgresql_lock(url: str) -> Iterator[None]:
    engine = create_engine(parse_address(url), poolclass=NullPool)
    with refusals("of this project"):
        connection = engine.connect()
        taken = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _SYNC}).scalar_one()
    with connection:
        if not taken:
            raise StoreError(_BUSY)
        yield

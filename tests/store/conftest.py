from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import inspect

from tests.factory import statement
from tests.postgres import Server
from wgtrack.model import Event, Item, Note
from wgtrack.store.adding import add_item
from wgtrack.store.changes import Batch
from wgtrack.store.database import Database, open_database
from wgtrack.store.history import events_of, open_batch
from wgtrack.store.identity import merge_items, split_item
from wgtrack.store.ingest import IngestResult, take_in
from wgtrack.store.items import find_item, load_items
from wgtrack.store.saying import say
from wgtrack.store.undoing import Reversal, redo, undo

NOW = dt.datetime(2020, 6, 1, 9, tzinfo=dt.UTC)


def six_weeks_after(day: dt.date) -> dt.date:
    """When a reassessment wakes that was agreed on `day` without saying when."""
    return day + dt.timedelta(42)


@dataclass
class Memory:
    """A real database file, spoken to in a few words."""

    database: Database
    today: dt.date = dt.date(2020, 6, 1)

    @property
    def batch(self) -> Batch:
        return Batch(NOW, self.today, "Robin Example", "wgtrack test")

    def ingest(self, *notes: Note, vanished: Iterable[str] = (), anew: bool = False) -> IngestResult:
        with self.database.writing() as session:
            return take_in(
                session, notes, vanished, reader="test", batch=self.batch, wake_after=six_weeks_after, anew=anew
            )

    def items(self) -> list[Item]:
        with self.database.reading() as session:
            return load_items(session, self.today, closed_since=dt.date.min)

    def item(self, words: str) -> Item:
        found = [item for item in self.items() if words in item.text]
        assert len(found) == 1, [item.text for item in self.items()]
        return found[0]

    def say(self, typed: str, note: str = "", **changes: str) -> Item:
        with self.database.writing() as session:
            key = find_item(session, typed)
            number = open_batch(session, self.batch)
            _, after = say(
                session,
                key,
                changes,
                batch=self.batch,
                number=number,
                on=self.today,
                note=note,
                wake_after=six_weeks_after,
            )
            return after

    def merge(self, *typed: str) -> Item:
        with self.database.writing() as session:
            keys = [find_item(session, each) for each in typed]
            number = open_batch(session, self.batch)
            return merge_items(session, keys, batch=self.batch, number=number, wake_after=six_weeks_after)[1]

    def split(self, typed: str, statement: str) -> tuple[Item, Item]:
        with self.database.writing() as session:
            key = find_item(session, typed)
            number = open_batch(session, self.batch)
            return split_item(session, key, statement, batch=self.batch, number=number, wake_after=six_weeks_after)

    def add(self, said: str, *, apart: bool = False, **fields: object) -> Item:
        with self.database.writing() as session:
            number = open_batch(session, self.batch)
            new = statement(said, 0, **fields)
            batch = self.batch
            return add_item(session, new, group="", apart=apart, batch=batch, number=number, wake_after=six_weeks_after)

    def undo(self, number: int | None = None) -> Reversal:
        with self.database.writing() as session:
            return undo(session, number, batch=self.batch, wake_after=six_weeks_after)

    def redo(self) -> Reversal:
        with self.database.writing() as session:
            return redo(session, batch=self.batch, wake_after=six_weeks_after)

    def events(self, key: str | None = None) -> list[Event]:
        with self.database.reading() as session:
            return events_of(session, key)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / ".wgtrack" / "wgtrack.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of a database that holds nothing yet, in SQLite (`file`) and in a real PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{request.getfixturevalue('file')}"
    server: Server = request.getfixturevalue("postgresql")
    return server.url


@pytest.fixture
def memory(url: str) -> Iterator[Memory]:
    """A database in SQLite and in PostgreSQL: a test that takes it runs on both."""
    yield from _memory(url)


@pytest.fixture
def sqlite_memory(file: Path) -> Iterator[Memory]:
    """A database in the SQLite file `file` alone, for what only a file can do."""
    yield from _memory(f"sqlite:///{file}")


def _memory(url: str) -> Iterator[Memory]:
    database = open_database(url, create=True, now=NOW)
    yield Memory(database)
    database.close()


KNOWN = ("item", "statement", "note", "meeting")
"""Tables of what is known now; the others hold its history."""


def known(database: Database) -> dict[str, list[str]]:
    """What a database knows now, table by table, each row as text, without the numbers of meetings."""
    tables = {name: rows for name, rows in dump(database).items() if name in KNOWN}
    return {**tables, "meeting": sorted(row.partition(", ")[2] for row in tables["meeting"])}


def dump(database: Database) -> dict[str, list[str]]:
    """All that a database holds, table by table, each row as text."""
    with database.reading() as session:
        connection = session.connection()
        tables = sorted(set(inspect(connection).get_table_names()) - {"sqlite_sequence"})
        return {
            table: sorted(str(tuple(row)) for row in connection.exec_driver_sql(f"SELECT * FROM {table}"))
            for table in tables
        }

"""What is remembered: the project's database opened, and items looked up in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wgtrack.config import Config
from wgtrack.errors import StoreError
from wgtrack.model import Event, Item
from wgtrack.store.changes import Batch
from wgtrack.store.database import Database, Session, open_database
from wgtrack.store.items import any_link, every_key, find_item, load_items, notes_read
from wgtrack.workflow.watching import Watch, unwatched

if TYPE_CHECKING:
    from wgtrack.tracking import Link


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a command runs; the clock and the user come in from the command line."""

    config: Config
    database: str
    batch: Batch
    watch: Watch = unwatched
    """Is told of what may last."""

    @property
    def today(self) -> dt.date:
        """The day that counts as today."""
        return self.batch.today

    def wake_after(self, agreed: dt.date) -> dt.date:
        """The day on which a reassessment wakes that was agreed without saying when."""
        # Here, as in all that answers a question, what reads notes is not loaded before it is needed.
        from wgtrack.workflow.notes import wakes_after

        return wakes_after(self.config, agreed)


@contextmanager
def opened(setting: Setting, *, create: bool = False) -> Iterator[Database]:
    """The project's database; see `open_database`."""
    database = open_database(setting.database, create=create, now=setting.batch.at)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def changing(setting: Setting, *, create: bool = False) -> Iterator[Session]:
    """One transaction on the project's database, in which items are worked out anew: that may last."""
    with (
        setting.watch("Working out the items"),
        opened(setting, create=create) as database,
        database.writing() as session,
    ):
        yield session


def items(setting: Setting, *, closed: bool) -> tuple[list[Item], int]:
    """All items, those done or dropped only with `closed`, and how many notes are in memory."""
    with opened(setting) as database, database.reading() as session:
        since = dt.date.min if closed else None
        return load_items(session, setting.today, closed_since=since), notes_read(session)


def item(setting: Setting, typed: str) -> tuple[Item, list[Event], list[Link]]:
    """The item that `typed` names, with its history and links. UsageProblem where it names none or several."""
    from wgtrack.store.history import events_of

    with opened(setting) as database, database.reading() as session:
        key = find_item(session, typed)
        found = load_items(session, setting.today, closed_since=dt.date.min, keys=[key])[0]
        return found, events_of(session, key), _links(session, [found])[key]


def record_file(setting: Setting, shown: str) -> None:
    """Remember that a command wrote the file `shown`, so that nobody believes that `undo` could take it back.

    Where the database may only be read, or there is none, nothing could be taken back anyway.
    """
    from wgtrack.store.history import record_file as record

    with suppress(StoreError), opened(setting) as database, database.writing() as session:
        record(session, setting.batch, shown)


def known_keys(setting: Setting) -> frozenset[str]:
    """Every key that answers for an item."""
    with opened(setting) as database, database.reading() as session:
        return every_key(session)


def history(setting: Setting, typed: str | None) -> list[Event]:
    """The events of one item, or of all."""
    from wgtrack.store.history import events_of

    with opened(setting) as database, database.reading() as session:
        return events_of(session, find_item(session, typed) if typed else None)


def known_links(setting: Setting, items: Sequence[Item]) -> dict[str, list[Link]]:
    """The links of `items`, by key."""
    with opened(setting) as database, database.reading() as session:
        return _links(session, items)


def _links(session: Session, items: Sequence[Item]) -> dict[str, list[Link]]:
    if not any_link(session):
        return {item.key: [] for item in items}
    from wgtrack.store.links import links_of

    return links_of(session, [item.key for item in items])

"""The rows of the database. Only this folder imports sqlmodel and sqlalchemy.

`SQLModel(table=True)` validates nothing, so only `store` builds rows, from values it has checked. Lists are
JSON columns: they are read and written whole, never searched.
"""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, Text
from sqlmodel import Field, SQLModel

from wgtrack.store.known_tables import ItemRow, MeetingRow, NoteRow, StatementRow

__all__ = [
    "BatchRow",
    "ChoiceRow",
    "CommentRow",
    "EventRow",
    "FormerNoteRow",
    "IntentRow",
    "ItemRow",
    "LinkRow",
    "MeetingRow",
    "MigrationRow",
    "NoteRow",
    "SaidWordRow",
    "SpokenRow",
    "StatementRow",
    "TrackerFactRow",
]


class MigrationRow(SQLModel, table=True):
    """A migration that this database has been through; the highest number is its schema version."""

    __tablename__ = "schema_migration"

    number: int = Field(primary_key=True)
    name: str
    applied_at: str


class SaidWordRow(SQLModel, table=True):
    """A word of a wording that was stated in a period: the index by which what may be one item is found.

    It may hold more than is stated now, which does no harm.
    """

    __tablename__ = "said_word"
    __table_args__ = (Index("said_word_wording", "wording"),)

    word: str = Field(primary_key=True)
    period: int = Field(primary_key=True)
    wording: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    least: int
    """How many words the wording shares at the least with a longer one that may be alike."""


class BatchRow(SQLModel, table=True):
    """One command that changed something: who ran it, when, and its words."""

    __tablename__ = "batch"

    id: int | None = Field(default=None, primary_key=True)
    at: str
    """UTC, ISO 8601 with seconds."""
    actor: str
    command: str
    reverses: int | None = Field(default=None, foreign_key="batch.id")
    """The batch that this one, an undo or redo, takes back."""
    undone: bool = False
    """True while it is taken back: what was said in it does not count."""
    beyond: str = ""
    """What it changed outside of this database, which cannot be taken back here; empty for nothing."""


class FormerNoteRow(SQLModel, table=True):
    """What was known of a note before a batch read it, so that the batch can be taken back."""

    __tablename__ = "former_note"

    batch: int = Field(primary_key=True, foreign_key="batch.id")
    path: str = Field(primary_key=True)
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    """Its rows, without the item of each statement."""


class EventRow(SQLModel, table=True):
    """A change of one item. `said` tells a person's word, which counts, from what followed from the notes."""

    __tablename__ = "event"
    __table_args__ = (Index("event_item", "item"),)

    id: int | None = Field(default=None, primary_key=True)
    batch: int = Field(foreign_key="batch.id", index=True)
    said_on: dt.date
    """Its place among the statements: the day it was said, or of the item's last statement if that is later."""
    date: dt.date
    """The day it is true from; a person may say it later."""
    actor: str
    item: str
    """The key by which the item was known then: one of its statements', or its own."""
    what: str
    before: str
    after: str
    note: str = ""
    said: bool


class SpokenRow(SQLModel, table=True):
    """A statement of the item that a person's word was about, when it was said: those stay one item."""

    __tablename__ = "spoken"
    __table_args__ = (Index("spoken_key", "key"),)

    event: int = Field(primary_key=True, foreign_key="event.id")
    key: str = Field(primary_key=True)


class LinkRow(SQLModel, table=True):
    """An item and an issue, with what each side last said. Never dropped: no note holds it."""

    __tablename__ = "link"
    __table_args__ = (Index("link_item", "item"),)

    id: int | None = Field(default=None, primary_key=True)
    item: str
    """The key by which the item was known when this was last written; each of its statements' answers too."""
    role: str
    ref: str
    node: str
    """The issue's lasting name; empty until the tracker has shown it."""
    url: str
    named: list[str] = Field(sa_column=Column(JSON, nullable=False))
    made: bool
    comment: int = Field(sa_column=Column(BigInteger, nullable=False))
    notes_said: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    issue_said: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    state: str
    gone: str
    detached: bool
    title: str = ""
    moved: str = ""
    """How the issue's state last changed, as far as a sync saw it."""
    moved_at: str = ""


class CommentRow(SQLModel, table=True):
    """A comment that wgtrack made on an issue, as it was last seen."""

    __tablename__ = "tracker_comment"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    ref: str
    node: str
    meeting: str
    body: str = Field(sa_column=Column(Text, nullable=False))
    url: str
    updated: str
    digest: str
    gone: bool


class ChoiceRow(SQLModel, table=True):
    """What a person said about an item and the tracker, by the key that the item had then."""

    __tablename__ = "tracker_choice"

    item: str = Field(primary_key=True)
    choice: str


class TrackerFactRow(SQLModel, table=True):
    """When the first sync was, and up to when each repository's comments have been seen."""

    __tablename__ = "tracker_fact"

    name: str = Field(primary_key=True)
    value: str


class IntentRow(SQLModel, table=True):
    """A write that was begun and whose end is not known: written down before it, taken away after it."""

    __tablename__ = "intent"

    id: int | None = Field(default=None, primary_key=True)
    at: str
    what: str
    items: list[str] = Field(sa_column=Column(JSON, nullable=False))
    place: str
    """The repository or issue that it was for."""

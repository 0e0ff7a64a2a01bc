"""The rows of the database. Only this folder imports sqlmodel and sqlalchemy.

`SQLModel(table=True)` validates nothing, so only `store` builds rows, from values it has checked. Lists are
JSON columns: they are read and written whole, never searched.
"""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, Text
from sqlmodel import Field, SQLModel


class MigrationRow(SQLModel, table=True):
    """A migration that this database has been through; the highest number is its schema version."""

    __tablename__ = "schema_migration"

    number: int = Field(primary_key=True)
    name: str
    applied_at: str


class NoteRow(SQLModel, table=True):
    """A file that was read, and what it was when it was read."""

    __tablename__ = "note"

    path: str = Field(primary_key=True)
    digest: str
    """SHA-256 of the bytes."""
    reader: str
    """Fingerprint of the program and settings that read it: other settings read it anew."""


class MeetingRow(SQLModel, table=True):
    """A call as one note tells of it."""

    __tablename__ = "meeting"

    id: int | None = Field(default=None, primary_key=True)
    path: str = Field(foreign_key="note.path", index=True)
    key: str
    date: dt.date | None = Field(default=None, index=True)
    title: str
    participants: list[str] = Field(sa_column=Column(JSON, nullable=False))


class ItemRow(SQLModel, table=True):
    """An item as its statements and events make it: a summary that can always be worked out anew."""

    __tablename__ = "item"
    __table_args__ = (
        Index("item_status", "status"),
        Index("item_closed_on", "closed_on"),
        Index("item_stated_again", "stated_again"),
    )

    key: str = Field(primary_key=True)
    text: str = Field(sa_column=Column(Text, nullable=False))
    owners: list[str] = Field(sa_column=Column(JSON, nullable=False))
    due: dt.date | None = None
    wake: dt.date | None = None
    status: str
    kind: str
    refs: list[str] = Field(sa_column=Column(JSON, nullable=False))
    first_stated: dt.date | None = None
    last_stated: dt.date | None = None
    times_stated: int
    closed_on: dt.date | None = None
    stated_again: dt.date | None = None
    """The call that stated it after it was closed, until somebody answers."""
    gone: bool = False


class StatementRow(SQLModel, table=True):
    """One place in a note that states, or in an agenda that answers, an item. Kept, as gone, when it vanishes.

    An item that a person added has one with an empty `path`.
    """

    __tablename__ = "statement"
    __table_args__ = (
        Index("statement_key", "key"),
        Index("statement_item", "item"),
        Index("statement_kin", "kin"),
        Index("statement_wording", "wording"),
        Index("statement_item_key", "item_key"),
    )

    path: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    date: dt.date | None = None
    line: int
    text: str = Field(sa_column=Column(Text, nullable=False))
    words: str = Field(sa_column=Column(Text, nullable=False))
    context: str = Field(default="", sa_column=Column(Text, nullable=False))
    owners: list[str] = Field(sa_column=Column(JSON, nullable=False))
    people: list[str] = Field(sa_column=Column(JSON, nullable=False))
    due: dt.date | None = None
    wake: dt.date | None = None
    status: str
    kind: str
    refs: list[str] = Field(sa_column=Column(JSON, nullable=False))
    item_key: str | None = None
    """The key that the line itself names."""
    listed: bool = False
    from_agenda: bool = False
    reopened: bool = False
    number: str = ""
    """The number that the note gives the action."""
    gone: bool = False
    item: str | None = Field(default=None, foreign_key="item.key")
    """None for an answer to a key that no note read so far has stated: it waits."""
    # What follows is worked out from the statements whenever items are made, and None before.
    kin: str | None = None
    """The first of all statements that bear on which item this one is of."""
    wording: int | None = Field(default=None, sa_column=Column(BigInteger))
    """What it says, its words, remark and issues, as a number: what is looked up in `SaidWordRow`."""
    ties: str = Field(default="", sa_column=Column(Text, nullable=False))
    """What ties it to others of its call, as `calls.Tie` writes it."""


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

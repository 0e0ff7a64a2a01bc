"""The rows of what people said and what followed: commands and their events. See `tables`, which has these too.

Apart for the same reason as `known_tables`: `show` and `done` need them, and no others.
"""

import datetime as dt

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


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

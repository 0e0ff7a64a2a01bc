"""The rows of the database. Only this folder imports sqlmodel and sqlalchemy.

`SQLModel(table=True)` validates nothing, so only `store` builds rows, from values it has checked. Lists are
JSON columns: they are read and written whole, never searched.
"""

from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index
from sqlmodel import Field, SQLModel

from wgtrack.store.known_tables import ItemRow, MeetingRow, NoteRow, StatementRow
from wgtrack.store.said_tables import BatchRow, EventRow, SpokenRow
from wgtrack.store.tracker_tables import ChoiceRow, CommentRow, IntentRow, LinkRow, TrackerFactRow

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


class FormerNoteRow(SQLModel, table=True):
    """What was known of a note before a batch read it, so that the batch can be taken back."""

    __tablename__ = "former_note"

    batch: int = Field(primary_key=True, foreign_key="batch.id")
    path: str = Field(primary_key=True)
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    """Its rows, without the item of each statement."""

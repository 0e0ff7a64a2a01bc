"""The rows of what is remembered of the tracker. See `tables`, which has these too; apart as `known_tables` is."""

from sqlalchemy import JSON, BigInteger, Column, Index, Text
from sqlmodel import Field, SQLModel


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

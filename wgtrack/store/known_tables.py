"""The rows of what is known now: notes, calls, items, statements. See `tables`, which has these too.

They stand apart since a question is asked many times a day, and each table takes a while to declare.
"""

import datetime as dt

from sqlalchemy import JSON, BigInteger, Column, Index, Text
from sqlmodel import Field, SQLModel


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

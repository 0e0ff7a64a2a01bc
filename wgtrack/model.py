"""The nouns of wgtrack: plain frozen values that every room understands. Standard library only."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self


class Status(StrEnum):
    """Where an action item stands."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    REVIEW = "review"
    """Its owner says done, a chair has yet to confirm."""
    DONE = "done"
    DROPPED = "dropped"

    closed: bool
    """True for the states in which nothing is left to do. Kept, as it is asked for many times for each item."""

    def __init__(self, word: str) -> None:
        self.closed = word in ("done", "dropped")


class Kind(StrEnum):
    """What an item asks for: to do something, or to look at something again at a later time."""

    ACTION = "action"
    REASSESS = "reassess"


_REF = re.compile(r"(?P<owner>[A-Za-z0-9][A-Za-z0-9-]*)/(?P<repo>[A-Za-z0-9._-]+)#(?P<number>[1-9][0-9]{0,8})")


@dataclass(frozen=True, slots=True, order=True)
class IssueRef:
    """An issue, pull request or discussion; `str()` gives `owner/repo#12`."""

    owner: str
    repo: str
    number: int

    def __str__(self) -> str:
        return f"{self.owner}/{self.repo}#{self.number}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The reference that `text`, as `owner/repo#12`, names; ValueError if it is none."""
        match = _REF.fullmatch(text)
        if match is None:
            raise ValueError(f"not an issue reference: {text!r}")
        return cls(match["owner"], match["repo"], int(match["number"]))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the configuration knows: `handle` is the name of their `[people.HANDLE]` table."""

    handle: str
    name: str = ""
    login: str = ""
    aliases: tuple[str, ...] = ()
    email: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A remark about a note: where, a stable code, one sentence. `line` 0 speaks of the whole file."""

    path: str
    line: int
    code: str
    message: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.code} {self.message}"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One call as one note tells of it. Two files about the same call share the key, not the path."""

    key: str
    group: str
    date: dt.date | None
    title: str
    participants: tuple[str, ...]
    path: str
    digest: str
    """SHA-256 of the file's bytes, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One place in a note that states an action item.

    `text` is what is to be done, without marker, owner and outcome mark. `words` is the same, normalised
    and without its date phrase: what the key is hashed from and what likeness is judged by. For a
    reassess action the stated time is both `due` and `wake`.
    """

    key: str
    line: int
    text: str
    words: str
    owners: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    """Handles of the configured persons that `owners` resolve to."""
    due: dt.date | None = None
    wake: dt.date | None = None
    status: Status = Status.OPEN
    kind: Kind = Kind.ACTION
    refs: tuple[IssueRef, ...] = ()
    item_key: str | None = None
    """The key that the line itself names, `(k3f9abc)`; None where it names none."""
    context: str = ""
    """What the note says just above it: what "this" and "them" in its words stand for."""
    listed: bool = False
    """True in a list of actions and where a call is summed up; False where a marker stands in the talk."""
    from_agenda: bool = False
    """True for a line that wgtrack wrote into an agenda and a person changed: an outcome, no statement."""
    reopened: bool = False
    """True where the line says that the task, closed before, is open again."""
    number: str = ""
    """The number that the note gives the action, `action-91`, in small letters; empty where it gives none."""


@dataclass(frozen=True, slots=True)
class MeetingNotes:
    """A meeting with what its note states, in line order."""

    meeting: Meeting
    statements: tuple[Statement, ...]
    is_agenda: bool = False
    """True where the file carries wgtrack's agenda marker."""


@dataclass(frozen=True, slots=True)
class Note:
    """What one file says: its meetings, one or several, and remarks about it."""

    path: str
    digest: str
    meetings: tuple[MeetingNotes, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement of an item stands."""

    key: str
    path: str
    line: int
    date: dt.date | None
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """The task itself, as all its statements and what people said in the command line make it."""

    key: str
    text: str
    owners: tuple[str, ...] = ()
    due: dt.date | None = None
    wake: dt.date | None = None
    status: Status = Status.OPEN
    kind: Kind = Kind.ACTION
    refs: tuple[IssueRef, ...] = ()
    first_stated: dt.date | None = None
    last_stated: dt.date | None = None
    times_stated: int = 0
    carried: int = 0
    """Later calls held while it was open."""
    interval: dt.timedelta | None = None
    """How long it was put off when a call first said until when it is to be looked at again."""
    closed_on: dt.date | None = None
    stated_again: dt.date | None = None
    """The latest call that stated it after it was closed; None once somebody has said what that means."""
    gone: bool = False
    """True where no note states it any more."""
    places: tuple[Place, ...] = field(default=(), compare=False)

    def asleep(self, today: dt.date) -> bool:
        """True for a reassessment whose day, `wake`, is still to come after `today`."""
        return self.kind is Kind.REASSESS and self.wake is not None and self.wake > today


def asleep_again(interval: dt.timedelta | None, kept_on: dt.date, wake_after: Callable[[dt.date], dt.date]) -> dt.date:
    """Until when a reassessment sleeps that a call of `kept_on` keeps: for `interval`, as long again as at first.

    `wake_after` gives the day where no call said until when. The last day of the calendar beyond it.
    """
    try:
        return kept_on + interval if interval else wake_after(kept_on)
    except (OverflowError, ValueError):
        return dt.date.max


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was said or done about an item: who, when, from what to what, in which command."""

    at: dt.datetime
    actor: str
    item: str
    what: str
    before: str
    after: str
    batch: int
    note: str = ""
    undone: bool = False
    """True while the command that it belongs to is taken back."""
    command: str = ""
    """The command, as it was typed."""
    typed_by: str = ""
    """Who typed it, where that was for somebody else; else the actor."""

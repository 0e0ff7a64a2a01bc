"""Notes made from a few words, for tests that are not about reading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from hashlib import sha256

from wgtrack.model import IssueRef, Kind, Meeting, MeetingNotes, Note, Statement, Status
from wgtrack.reading.keys import meeting_key, normalise, statement_keys

Said = str | Mapping[str, object]


def statement(text: str, line: int, **fields: object) -> Statement:
    """A statement from "Dana, Lee: the words (done)"; `fields` set what the short form can't say."""
    owners, _, words = text.partition(": ") if ": " in text else ("", "", text)
    done = words.endswith(" (done)")
    words = words.removesuffix(" (done)")
    given: dict[str, object] = {
        "owners": tuple(name for name in owners.split(", ") if name),
        "status": Status.DONE if done else Status.OPEN,
        **fields,
    }
    return Statement(key="", line=line, text=words, words=normalise(words), **given)  # type: ignore[arg-type]


def note(date: str | None, *said: Said, path: str = "", group: str = "") -> Note:
    """The note of a call of `date`, stating each of `said` on a line of its own from line 1 on."""
    day = dt.date.fromisoformat(date) if date else None
    path = path or f"notes/{date}.md"
    bare = []
    for line, each in enumerate(said, 1):
        fields = {"text": each} if isinstance(each, str) else dict(each)
        bare.append(statement(str(fields.pop("text")), line, **fields))
    keys = statement_keys(group, day, [s.words for s in bare])
    statements = tuple(_keyed(s, key) for s, key in zip(bare, keys, strict=True))
    digest = sha256(repr((date, said)).encode()).hexdigest()
    meeting = Meeting(meeting_key(group, day), group, day, f"Call of {date}", (), path, digest)
    return Note(path, digest, (MeetingNotes(meeting, statements),))


def _keyed(bare: Statement, key: str) -> Statement:
    from dataclasses import replace

    return replace(bare, key=key)


def refs(*texts: str) -> tuple[IssueRef, ...]:
    """The references written as `owner/repo#1`."""
    return tuple(map(IssueRef.parse, texts))


def keys(made: Note) -> Sequence[str]:
    """The keys of a note's statements."""
    return [s.key for told in made.meetings for s in told.statements]


REASSESS = {"kind": Kind.REASSESS}

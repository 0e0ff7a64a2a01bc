"""An agenda that wgtrack wrote and people filled in: which of its lines did somebody change?

The marker is an HTML comment on a line of its own at the end of the file,

    <!-- wgtrack:agenda:1 2020-03-05 k3f9abc=1f2e.9a0b … -->

version, the call's date, and for each line that we wrote its item's key with four hexadecimal digits each for
its owners, its words and, where it has one, the phrase that says when, as this program reads them; behind them a
`!` where the words alone read as if the task were done, a `^` where they read as if it were reopened. A line
that still reads the same and has no tick is ours and says nothing; on any other keyed line, the fields that
differ are a person's. So is `reopened` on the line of an item that was done.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b

from wgtrack.model import Statement, Status
from wgtrack.reading.keys import KEY, normalise
from wgtrack.reading.later import later

_MARKER = later(
    r"^ {0,3}<!-- wgtrack:agenda:(?P<version>\d{1,4}) (?P<date>\d{4}-\d\d-\d\d)"
    r"(?P<lines>(?: [^\s<>]{1,40})*) -->[ \t\r]*$",
    re.MULTILINE,
)
_LINE = later(
    rf"(?P<key>{KEY.pattern})=(?P<owners>[0-9a-f]{{4}})\.(?P<words>[0-9a-f]{{4}})"
    r"(?:\.(?P<when>[0-9a-f]{4}))?(?P<closed>!?)(?P<reopened>\^?)"
)
VERSION = 1


@dataclass(frozen=True, slots=True)
class Written:
    """What we wrote on an item's line, as digests of its owners and its words."""

    owners: str
    words: str
    when: str = ""
    """Of the phrase that says when; empty where there is none."""
    reads_closed: bool = False
    """True where the words read as if the task were done, though its box is empty."""
    reads_reopened: bool = False
    """True where the words read as if somebody had opened the task again."""


@dataclass(frozen=True, slots=True)
class AgendaMarker:
    """The marker of a file: the call that it is the agenda of, and the lines that we wrote."""

    date: dt.date
    lines: Mapping[str, Written]


def find_marker(text: str) -> AgendaMarker | None:
    """The last agenda marker in `text`; None where the file is not an agenda of ours, or of a later version."""
    if "wgtrack:agenda:" not in text:
        return None
    found = None
    for match in _MARKER.finditer(text):
        if int(match["version"]) <= VERSION and (date := _day(match["date"])):
            lines = {
                m["key"]: Written(m["owners"], m["words"], m["when"] or "", bool(m["closed"]), bool(m["reopened"]))
                for m in map(_LINE.fullmatch, match["lines"].split())
                if m
            }
            found = AgendaMarker(date, lines)
    return found


def is_newer_agenda(text: str) -> bool:
    """True for an agenda that a later version of the program wrote, with a marker that this one cannot read."""
    return any(int(match["version"]) > VERSION for match in _MARKER.finditer(text))


def stamp(text: str, date: dt.date, statements: Iterable[Statement]) -> str:
    """The agenda `text` with its marker at the end; `statements` are what reading `text` gives."""
    return f"{text.rstrip()}\n\n{marker_line(AgendaMarker(date, lines_written(statements)))}\n"


def lines_written(statements: Iterable[Statement]) -> dict[str, Written]:
    """What an agenda's own lines say, by the item's key, given the `statements` that reading it gives."""
    return {s.item_key: _written(s) for s in statements if s.item_key}


def marker_line(marker: AgendaMarker) -> str:
    """The marker as it is written."""
    lines = "".join(f" {key}={_digits(written)}" for key, written in marker.lines.items())
    return f"<!-- wgtrack:agenda:{VERSION} {marker.date.isoformat()}{lines} -->"


def _digits(written: Written) -> str:
    digits = ".".join(filter(None, (written.owners, written.words, written.when)))
    return f"{digits}{'!' if written.reads_closed else ''}{'^' if written.reads_reopened else ''}"


def what_people_said(
    statements: Iterable[Statement],
    marker: AgendaMarker,
    empty_boxes: Collection[int],
    redated: Collection[int] = frozenset(),
) -> tuple[Statement, ...]:
    """The statements of an agenda that are not ours: people's own lines whole, and of ours what was changed.

    `empty_boxes` are the lines of boxes without a tick, `redated` those with a new day behind the key.
    """
    answers = (_answer(s, marker, empty=s.line in empty_boxes, redated=s.line in redated) for s in statements)
    return tuple(answer for answer in answers if answer)


def _answer(statement: Statement, marker: AgendaMarker, *, empty: bool, redated: bool) -> Statement | None:
    ours = marker.lines.get(statement.item_key or "")
    if ours is None:
        return statement
    if ours.reads_closed and empty:
        statement = replace(statement, status=Status.OPEN)
    if ours.reads_reopened:
        statement = replace(statement, reopened=False)
    now = _written(statement)
    if (now.owners, now.words) == (ours.owners, ours.words) and not redated:
        if statement.status is Status.OPEN and not statement.reopened:
            return None
        return replace(statement, text="", owners=(), people=(), due=None, wake=None, refs=(), from_agenda=True)
    same_owners, same_words = now.owners == ours.owners, now.words == ours.words
    same_day = now.when == ours.when and not redated
    return replace(
        statement,
        text="" if same_words else statement.text,
        owners=() if same_owners else statement.owners,
        people=() if same_owners else statement.people,
        # A relative day, or one without a year, would be another one when counted from this call.
        due=None if same_day else statement.due,
        wake=None if same_day else statement.wake,
        from_agenda=True,
    )


def _written(statement: Statement) -> Written:
    owners = "\x1f".join(sorted(owner.casefold() for owner in statement.owners))
    spoken = normalise(statement.text).split()
    when = list((Counter(spoken) - Counter(statement.words.split())).elements())
    return Written(
        owners=digest(owners),
        words=digest(" ".join(spoken)),
        when=digest(" ".join(when)) if when else "",
        reads_closed=statement.status.closed,
        reads_reopened=statement.reopened,
    )


def digest(text: str) -> str:
    """The four hexadecimal digits that stand for `text` in a marker."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=2).hexdigest()


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None

"""A memory of many items at once, written as rows: for what has to be quick, or to look well, when there is much."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel

from wgtrack.store.database import open_database
from wgtrack.store.tables import BatchRow, EventRow, ItemRow, MeetingRow, NoteRow, StatementRow

TODAY = dt.date(2031, 1, 2)
"""The day that the crowd is looked at."""
NAMES = ("Ann Ash", *"Ben Cleo Dov Eve Finn Gus Hana Ilse Jun Kofi Lea Mo Nils Orla".split())
VERBS = ("mend", "paint", "count", "fetch", "write down", "ask about", "look into", "send round", "sort")
THINGS = ("the nets", "the lamps", "both boats", "the tide table", "the old harbour list", "a letter to the pilots")


def crowd(folder: Path, size: int, *, calls: int = 150) -> Path:
    """Make the project `folder` remember `size` items of `calls` calls, every third one closed; returns `folder`."""
    first = TODAY - dt.timedelta(days=7 * calls)
    days = [first + dt.timedelta(days=7 * number) for number in range(calls)]
    (folder / ".wgtrack").mkdir(parents=True)
    database = open_database(
        f"sqlite:///{folder / '.wgtrack' / 'wgtrack.db'}", create=True, now=dt.datetime.now(dt.UTC)
    )
    with database.writing() as session:
        for rows in _calls(days), _items(size, days), _said(size, days):
            by_table: dict[type[SQLModel], list[SQLModel]] = {}
            for row in rows:
                by_table.setdefault(type(row), []).append(row)
            for some in by_table.values():
                session.add_all(some)
                session.flush()
    database.close()
    return folder


def text_of(number: int) -> str:
    """The words of the item with that number."""
    verb, thing = VERBS[number % len(VERBS)], THINGS[number // 7 % len(THINGS)]
    return f"{verb} {thing} of pier {number} before the spring tide, and tell everybody who asked for it"


def _calls(days: Sequence[dt.date]) -> Iterator[SQLModel]:
    yield BatchRow(id=1, at="2031-01-01T10:00:00+00:00", actor="Ann Ash", command="wgtrack ingest")
    for number, day in enumerate(days):
        path = f"notes/{day}.md"
        yield NoteRow(path=path, digest=f"{number:064x}", reader="")
        yield MeetingRow(path=path, key=f"m{number:06}", date=day, title="Harbour call", participants=["Ben"])


def _stated(number: int, days: Sequence[dt.date]) -> tuple[dt.date, dt.date]:
    """The days of the first and the last call that stated the item."""
    place = number * 7919 % len(days)
    return days[place], days[min(len(days) - 1, place + 2)]


def _fields(number: int, first: dt.date) -> dict[str, Any]:
    owners = dict.fromkeys([NAMES[number % len(NAMES)], *([NAMES[number % 7]] if number % 11 == 0 else [])])
    return {
        "text": text_of(number),
        "owners": list(owners) if number % 13 else [],
        "due": first + dt.timedelta(days=number % 900) if number % 4 == 0 else None,
        "status": "open" if number % 3 else "done",
        "kind": "action",
        "refs": [] if number % 5 else [f"example/harbour#{number + 1}"],
    }


def _items(size: int, days: Sequence[dt.date]) -> Iterator[SQLModel]:
    for number in range(size):
        first, last = _stated(number, days)
        known: dict[str, Any] = {"key": f"k{number:06}", "first_stated": first, "last_stated": last, "times_stated": 2}
        yield ItemRow(**known, **_fields(number, first), closed_on=None if number % 3 else last)


def _said(size: int, days: Sequence[dt.date]) -> Iterator[SQLModel]:
    for number in range(size):
        first, last = _stated(number, days)
        item, fields = f"k{number:06}", _fields(number, first)
        for key, what, day in ((item, "stated", first), (f"s{number:06}", "restated", last)):
            place: dict[str, Any] = {"path": f"notes/{day}.md", "date": day, "line": 10 + number % 90}
            yield StatementRow(key=key, item=item, words=fields["text"], people=[], **place, **fields)
            said: dict[str, Any] = {
                "said_on": day,
                "date": day,
                "actor": "Ann Ash",
                "before": "",
                "after": fields["text"],
            }
            yield EventRow(batch=1, item=item, what=what, said=False, **said)

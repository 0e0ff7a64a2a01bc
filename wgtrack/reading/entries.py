"""The rows of an action list understood: what each says is to be done, by whom, until when, and how it stands."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wgtrack.model import Diagnostic, Kind, Person, Statement, Status
from wgtrack.reading import lists, marks
from wgtrack.reading.date_unknown import is_unknown_time
from wgtrack.reading.dates import find_date_phrases, pick_due
from wgtrack.reading.directory import Directory
from wgtrack.reading.empties import is_empty
from wgtrack.reading.keys import KEY, normalise
from wgtrack.reading.kinds import kind_of
from wgtrack.reading.later import later
from wgtrack.reading.lists import Row, Rows
from wgtrack.reading.owners import find_owners, hinted_owners
from wgtrack.reading.refs import find_refs
from wgtrack.reading.settings import ReadingSettings


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: what it states, under the key that it names or under none, and since when it is known."""

    statement: Statement
    since: dt.date


@dataclass(frozen=True, slots=True)
class Entries:
    """A list understood: its entries, remarks about them, and how many rows were left out for a fault."""

    path: str
    entries: tuple[Entry, ...]
    remarks: tuple[Diagnostic, ...] = ()
    left_out: int = 0


def read_entries(rows: Rows, path: str, today: dt.date, settings: ReadingSettings) -> Entries:
    """What the rows of the list at `path` state; relative days count from `today`."""
    known = Directory(settings.people, [name for row in rows.rows for name in _names(row.cells.get(lists.OWNERS, ""))])
    reading = _Reading(path, today, settings, known, rows.columns)
    entries = tuple(entry for row in rows.rows if (entry := reading.entry(row)))
    left_out = len(rows.faults) + len(rows.rows) - len(entries) - reading.empty
    remarks = sorted([*rows.faults, *reading.remarks], key=lambda remark: remark.line)
    return Entries(path, entries, tuple(remarks), left_out)


_NOBODY = later(r"\W*|(?:nobody|no one|none|n/?a|tb[dca]|unassigned|unowned|open|\?+)", re.IGNORECASE)
_BETWEEN = later(r"\s*[;,|\n]\s*")
_QUOTED = later(r"'(?=[=+@-])")
"""A quote that keeps a spreadsheet from running a cell; `list --csv` writes it."""
_MOMENT = later(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d\S*(?: ?[+-]\d\d:?\d\d| UTC)?")
_CONTROL = later("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_UNDER_WAY = later(r"(?:in[ _-]?progress|doing|started|wip|ongoing|under way|active)", re.IGNORECASE)
_REVIEW = later(r"(?:in |for |under |needs )?review", re.IGNORECASE)
_OPEN = later(
    r"(?:open|to[ -]?do|new|backlog|not (?:started|done)|pending|reopened|planned|no|false|0%?|assigned|accepted|"
    r"offen|à faire|pendiente|icebox|inbox|next(?: up)?|ready|waiting|on hold|blocked|reassess|triage)",
    re.IGNORECASE,
)
_DONE = later(r"(?:yes|true|100 ?%|x|shipped|merged|fixed|implemented)", re.IGNORECASE)
_DROPPED = later(r"(?:duplicate|not planned|declined|invalid|skipped)", re.IGNORECASE)


def _cleaned(cell: str) -> str:
    """A cell on one line, without control characters and without the quote that guards a spreadsheet."""
    return " ".join(_CONTROL.sub(" ", _QUOTED.sub("", cell, count=1) if _QUOTED.match(cell) else cell).split())


def _names(cell: str) -> list[str]:
    return [name for part in _BETWEEN.split(_QUOTED.sub("", cell)) if not _NOBODY.fullmatch(name := part.strip())]


class _Reading:
    def __init__(
        self, path: str, today: dt.date, settings: ReadingSettings, known: Directory, columns: frozenset[str]
    ) -> None:
        self.remarks: list[Diagnostic] = []
        self.empty = 0
        """Rows of which no cell says anything that counts."""
        self._path = path
        self._today = today
        self._settings = settings
        self._known = known
        self._columns = columns
        self._by_email = {person.email.casefold(): person for person in settings.people if person.email}

    def entry(self, row: Row) -> Entry | None:
        """What a row states; None, with a remark, where it states nothing."""
        cells = {what: cell for what, cell in row.cells.items() if cell.strip()}
        text = _cleaned(cells.get(lists.TEXT, ""))
        if not cells:
            self.empty += 1
            return None
        if len(text) > lists.LONGEST_CELL:
            self._left_out(row, "too-long", f"what is to be done has {len(text)} characters: shorten it")
            return None
        if not any(map(str.isalnum, text)) or is_empty(text):
            self._left_out(row, "no-text", "this row does not say what is to be done")
            return None
        owners = self._owners(cells, text)
        kind = self._kind(cells, text)
        wake = self._day(row, cells.get(lists.WAKE, "")) if kind is Kind.REASSESS else None
        due = self._due(row, cells, text)
        if kind is Kind.REASSESS:
            wake = due = wake or due
        where = " ".join((cells.get(lists.REFS, ""), text))
        key = cells.get(lists.KEY, "").strip().casefold()
        statement = Statement(
            key=key if KEY.fullmatch(key) else "",
            line=row.line,
            text=text,
            words=normalise(text),
            owners=owners,
            people=self._known.handles(owners),
            due=due,
            wake=wake,
            status=self._status(row, cells.get(lists.STATUS, "")),
            kind=kind,
            refs=find_refs(where, (), self._settings),
            listed=True,
        )
        return Entry(statement, self._since(row, cells.get(lists.STATED, "")))

    def _left_out(self, row: Row, code: str, told: str) -> None:
        self._remark(row, code, f"{told}; the row is left out")

    def _remark(self, row: Row, code: str, told: str) -> None:
        self.remarks.append(Diagnostic(self._path, row.line, code, told))

    def _owners(self, cells: dict[str, str], text: str) -> tuple[str, ...]:
        """Whom the owners' column names; the words where there is no such column."""
        if lists.OWNERS not in self._columns:
            return find_owners(text, self._known).owners
        names: list[str] = []
        for name in _names(cells.get(lists.OWNERS, "")):
            person = self._by_email.get(name.casefold())
            names += [_called(person)] if person else hinted_owners(name, self._known) or [_cleaned(name).lstrip("@ ")]
        return tuple({name.casefold(): name for name in reversed(names) if name}.values())[::-1]

    def _kind(self, cells: dict[str, str], text: str) -> Kind:
        said = cells.get(lists.KIND, "").strip().casefold()
        return Kind(said) if said in tuple(Kind) else Kind.REASSESS if cells.get(lists.WAKE) else kind_of(text)

    def _due(self, row: Row, cells: dict[str, str], text: str) -> dt.date | None:
        """The day in the column for it; where there is no such column, that which the words name."""
        if lists.DUE in self._columns:
            return self._day(row, cells.get(lists.DUE, ""))
        due = pick_due(find_date_phrases(text, self._today, next_call=self._settings.next_call))
        return due.date if due else None

    def _day(self, row: Row, cell: str) -> dt.date | None:
        said = _cleaned(cell)
        moment = _MOMENT.fullmatch(said)
        said = moment[1] if moment else said
        due = pick_due(find_date_phrases(said, self._today, next_call=self._settings.next_call))
        if due and due.date:
            if due.note:
                self._remark(row, "flagged-date", f"{said!r} is read as {due.date} ({due.note})")
            return due.date
        if said and not _NOBODY.fullmatch(said) and (due or is_unknown_time(said) or any(map(str.isdigit, said))):
            self._remark(row, "unknown-date", f"{said!r} names no day that is understood, so none is set: write a date")
        return None

    def _since(self, row: Row, cell: str) -> dt.date:
        """Since when the task is known: no later than today."""
        said = self._day(row, cell)
        return min(said, self._today) if said else self._today

    def _status(self, row: Row, cell: str) -> Status:
        said = _cleaned(cell)
        folded = said.casefold()
        if not said or folded in tuple(Status):
            return Status(folded or Status.OPEN)
        for pattern, status in _STATES:
            if pattern.fullmatch(said):
                return status
        outcome = marks.cell_said(said)
        if not outcome.anything:
            self._remark(row, "unknown-status", f"{said!r} is no state that is known, so the item is open")
        return outcome.status


_STATES: Sequence[tuple[re.Pattern[str], Status]] = (
    (_OPEN, Status.OPEN),
    (_UNDER_WAY, Status.IN_PROGRESS),
    (_REVIEW, Status.REVIEW),
    (_DONE, Status.DONE),
    (_DROPPED, Status.DROPPED),
)


def _called(person: Person) -> str:
    return person.name or person.handle


def repeated(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Entries without a key of their own that have words and owners of an earlier one, each with that one."""
    seen: dict[object, Entry] = {}
    for entry in entries:
        same = identity(entry.statement)
        if not entry.statement.key and same in seen:
            yield entry, seen[same]
        seen.setdefault(same, entry)


def identity(statement: Statement) -> tuple[str, frozenset[str]]:
    """By what a task is known where it names no key: its words, and who is to do it."""
    return statement.words, frozenset(statement.people) or frozenset(normalise(owner) for owner in statement.owners)

"""An existing action list, as CSV or JSON: its rows, each with its line and its cells by what they say.

The columns of a list that wgtrack printed are known by name; those of others like the columns of a table in a note,
in any order and case, and by what trackers and spreadsheets call them.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wgtrack.errors import NoteError
from wgtrack.model import Diagnostic
from wgtrack.reading.later import later
from wgtrack.reading.tables import columns_of, names_action, outcome_in

KEY, TEXT, OWNERS, DUE, WAKE, STATUS, KIND, REFS, STATED = (
    "key text owners due wake status kind refs stated".split()
)  # fmt: skip
"""What a column may say."""

_NAMES = {
    KEY: "key|wgtrack key",
    TEXT: "text|title|summary|name|subject|(?:card|task|issue|item) (?:name|title)",
    OWNERS: "owners|members?|assignees?(?: name)?|people",
    DUE: "due|due on|due at",
    WAKE: "wake|wakes?(?: on)?|reassess(?: on)?|revisit(?: on)?",
    STATUS: "status|state|list(?: name)?|column|closed|is closed",
    KIND: "kind",
    REFS: "refs?|references?|issues?|issue urls?|links?|urls?|html url|card url|pull requests?",
    STATED: "first stated|stated|(?:created|opened|raised)(?: at| on| date)?|date (?:opened|raised|created)",
}
_PATTERNS = {what: re.compile(names, re.IGNORECASE) for what, names in _NAMES.items()}
_TAKEN = "#"
"""A header that says nothing: what stands there is known already."""
_HUMP = later(r"(?<=[a-z])(?=[A-Z])")
DELIMITERS = ",;\t|"
LISTS = ("items", "actions", "action_items", "issues", "tasks", "cards", "data", "rows")
"""Under which name an object holds the list."""
LONGEST_CELL = 20_000
_MOST_NAMED = 8
_ACTION_LIKE = "an action, a task or what is to be done"


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list: its line, and its cells as they are written, by what their column says."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rows:
    """A whole list: what its columns say, its rows, and the rows that could not be taken apart."""

    columns: frozenset[str]
    rows: tuple[Row, ...]
    faults: tuple[Diagnostic, ...] = ()


def read_rows(text: str, path: str) -> Rows:
    """The rows of a list, JSON where `text` begins like it, else CSV.

    NoteError, one sentence, where it is neither, or no column says what is to be done.
    """
    text = text.removeprefix("\ufeff")
    if not text.strip():
        return Rows(frozenset(), ())
    return _from_json(text, path) if text.lstrip()[:1] in ("[", "{") else _from_csv(text, path)


def _columns(header: Sequence[str]) -> dict[str, int]:
    """What is said where: the place of each column that is known."""
    names = [" ".join(_HUMP.sub(" ", cell).replace("_", " ").split()) for cell in header]
    found: dict[str, int] = {}
    for what, pattern in _PATTERNS.items():
        place = next((n for n, name in enumerate(names) if n not in found.values() and pattern.fullmatch(name)), -1)
        if place >= 0:
            found[what] = place
    left = tuple(_TAKEN if n in found.values() else name for n, name in enumerate(names))
    # Where the action is known already, one stands in for it: without any, there are no columns.
    told = columns_of((*left, "task") if TEXT in found else left)
    if told:
        likely = {OWNERS: told.owner, DUE: told.due, STATUS: told.status}
        found |= {what: n for what, n in likely.items() if n >= 0 and left[n] != _TAKEN and what not in found}
        # What only may be it, since no name says so, counts where another name shows that this is a header.
        if TEXT not in found and left[told.action] != _TAKEN and (names_action(left[told.action]) or found):
            found[TEXT] = told.action
    return found


def _no_action(path: str, line: int, names: Sequence[str]) -> NoteError:
    shown = ", ".join(name.strip()[:40] for name in names[:_MOST_NAMED] if name.strip())
    return NoteError(
        f"{path}:{line}: no column is named for {_ACTION_LIKE} ({shown or 'no names'}): call one `Action`, others "
        "`Owner`, `Due` and `Status`"
    )


def _from_csv(text: str, path: str) -> Rows:
    lines = _csv_lines(text, path)
    first, header = next(lines, (1, []))
    columns = _columns(header)
    if TEXT not in columns:
        raise _no_action(path, first, header)
    rows, faults = [], []
    for line, cells in lines:
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            told = (
                f"{len(cells)} cells stand under {len(header)} columns: put quotes around the one that was torn apart"
            )
            faults.append(Diagnostic(path, line, "broken-row", f"{told}; the row is left out"))
            continue
        found = {what: cells[n] for what, n in columns.items() if n < len(cells)}
        rows.append(Row(line, _with_outcome(found, header[columns[STATUS]] if STATUS in columns else "")))
    return Rows(frozenset(columns), tuple(rows), tuple(faults))


def _csv_lines(text: str, path: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that say anything, header first, each with the line on which it begins."""
    skipped = 0
    told = re.match(r"sep=(.)\r?\n", text)
    if told:
        text, skipped = text[told.end() :], 1
    head = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = told[1] if told else max(DELIMITERS, key=lambda sign: (head.count(sign), -DELIMITERS.index(sign)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = csv.field_size_limit(1 << 30)  # That a cell is too long is ours to say.
    try:
        while True:
            begun = reader.line_num + 1 + skipped
            row = next(reader, None)
            if row is None:
                return
            if any(cell.strip() for cell in row):
                yield begun, row
    except csv.Error as error:
        raise NoteError(
            f"{path}:{reader.line_num + skipped} is not CSV ({error}): save the list as CSV or JSON"
        ) from None
    finally:
        csv.field_size_limit(before)


def _with_outcome(cells: dict[str, str], header: str) -> dict[str, str]:
    if cells.get(STATUS):
        cells[STATUS] = outcome_in(header, cells[STATUS])
    return cells


def _from_json(text: str, path: str) -> Rows:
    rows, faults = [], []
    named: dict[str, None] = {}
    for line, value in _json_entries(text, path):
        if not isinstance(value, dict):
            told = "this entry is no object with names and values; it is left out"
            faults.append(Diagnostic(path, line, "broken-row", told))
            continue
        named.update(dict.fromkeys(value))
        names = list(value)
        columns = _columns(names)
        if TEXT not in columns and value:
            told = f"no name stands for {_ACTION_LIKE}: call it `text`; the entry is left out"
            faults.append(Diagnostic(path, line, "broken-row", told))
            continue
        cells = {what: _as_text(value[names[n]]) for what, n in columns.items()}
        if STATED not in cells and (day := _first_statement(value)):
            cells[STATED] = day
        rows.append(Row(line, _with_outcome(cells, names[columns[STATUS]] if STATUS in columns else "")))
    if faults and not rows and named:
        raise _no_action(path, 1, list(named))
    return Rows(frozenset(what for row in rows for what in row.cells), tuple(rows), tuple(faults))


def _first_statement(value: Mapping[str, Any]) -> str:
    """The day of the first statement, where the entry is one of `wgtrack list --json`."""
    statements = value.get("statements")
    days = [s.get("date") for s in statements if isinstance(s, dict)] if isinstance(statements, list) else []
    return min((day for day in days if isinstance(day, str)), default="")


def _as_text(value: Any) -> str:
    """A value as a cell: a list joined by semicolons, of an object its login, name, title or address."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_as_text, value)))
    if isinstance(value, dict):
        return next((_as_text(value[name]) for name in ("login", "name", "title", "url", "ref") if value.get(name)), "")
    if value is None or value is False:
        return ""
    return str(value).casefold() if value is True else str(value)


_SPACE = later(r"[ \t\r\n]*")


def _json_entries(text: str, path: str) -> Iterator[tuple[int, Any]]:
    """The entries of the list that the text is or holds, each with its line."""
    decoder = json.JSONDecoder()
    counted, line = 0, 1

    def blank(at: int) -> int:
        found = _SPACE.match(text, at)
        return found.end() if found else at

    def line_of(at: int) -> int:
        nonlocal counted, line
        line, counted = line + text.count("\n", counted, at), at
        return line

    try:
        json.loads(text)
        place = blank(0)
        if text[place] == "{":
            place = _place_of_list(text, place, decoder, blank)
        if place < 0:
            raise NoteError(f"{path}: this object holds no list: name it `items`, as `wgtrack list --json` does")
        place = blank(place + 1)
        while text[place] != "]":
            begun = place
            value, place = decoder.raw_decode(text, place)
            yield line_of(begun), value
            place = blank(place)
            place = blank(place + 1) if text[place] == "," else place
    except json.JSONDecodeError as error:
        raise NoteError(f"{path}:{error.lineno} is not JSON ({error.msg}): save the list as JSON or CSV") from None
    except RecursionError:
        raise NoteError(f"{path} is nested too deeply to be a list: save the list as JSON or CSV") from None


def _place_of_list(text: str, place: int, decoder: json.JSONDecoder, blank: Any) -> int:
    """Where in the object that begins at `place` its list begins; -1 where it holds none."""
    found: dict[str, int] = {}
    place = blank(place + 1)
    while text[place] != "}":
        name, place = decoder.raw_decode(text, place)
        place = blank(blank(place) + 1)
        if text[place] == "[":
            found.setdefault(name, place)
        _, place = decoder.raw_decode(text, place)
        place = blank(place)
        place = blank(place + 1) if text[place] == "," else place
    known = next((found[name] for name in LISTS if name in found), -1)
    return known if known >= 0 or len(found) != 1 else next(iter(found.values()))

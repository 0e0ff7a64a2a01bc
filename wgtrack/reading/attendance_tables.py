"""Who was there, from a table: a column of names, and often one that says who was present."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wgtrack.reading.attendance_labels import is_label
from wgtrack.reading.attendance_text import mend
from wgtrack.reading.attendance_words import AWAY, opened
from wgtrack.reading.blocks import Block
from wgtrack.reading.inline import read_inline
from wgtrack.reading.later import later
from wgtrack.reading.markdown import Document
from wgtrack.reading.name_lists import all_names, split_names
from wgtrack.reading.person_names import is_full_name, one_name, small_name

_NAME_COLUMN = later(
    r"(?:full\s)?names?|attendees?|participants?|(?:\w{1,20}\s)?members?|who|person|people|present|attendance|"
    r"teilnehmer\w*|nombre|nom|nome|naam|imię|имя|名前|氏名|姓名|이름",
    re.IGNORECASE,
)
_OWN_NAME_COLUMN = later(r"(?:full\s)?names?|who|person|attendees?|participants?|nombre|nom|nome|naam", re.IGNORECASE)
_DETAIL_COLUMN = later(
    r"(?:affiliation|organi[sz]ation|company|employer|firm|institut(?:ion|e)|org|university|country|pronouns?|initials?|"
    r"time\s?zone|tz|location|city|(?:github|gitlab|gh|irc|chat|slack|matrix|discord|user|nick)?[\s_-]{0,2}"
    r"(?:handle|user|username|login|id|name|nick|account|github|gitlab|gh|irc|slack|matrix|discord)|e-?mail(?:\saddress)?|"
    r"firma|organisation|institución|empresa|azienda|organisatie|pronomen)",
    re.IGNORECASE,
)
"""Columns beside the name in a table of people."""
_FIRST_COLUMN = later(r"(?:first|given)[\s-]?name|vorname|prénom", re.IGNORECASE)
_LAST_COLUMN = later(r"(?:last|family|sur)[\s-]?name|surname|nachname", re.IGNORECASE)
_PRESENT_COLUMN = later(
    r"present\s?\??|attendees?|participants?|attended\??|attendance|here\??|was\shere\??|attending|"
    r"in attendance|anwesend|"
    r"anwesenheit|présente?\s?\??|présence|asistencia|presente|presença|aanwezig",
    re.IGNORECASE,
)
_UNTICKED = later(
    rf"\s*(?:\[ ?\]|[\u2610\u274c\u2717\u2716\u2b1c]\ufe0f?|:x:|{opened(AWAY)})(?:\s\(.*)?\s*",
    re.IGNORECASE,
)
"""A cell that says of its row that the person was not there."""
_YES = later(
    r"\s*(?:(?:x|yes|y|p|present|here|attended|joined|remote|remotely|online|virtual|in[ -]person|on-?site|late|phone|"
    r"ja|oui|sí|sim|sì|1|\[x\]|:white_check_mark:|:heavy_check_mark:|:\+1:)(?!\w)|"
    r"[\u2705\u2714\u2611\u2713\u25cf\u2022\u00d7\u2715+]\ufe0f?|\U0001F44D)",
    re.IGNORECASE,
)
_YES_OR_NO = later(rf"(?:{_YES.pattern}(?:\s?\(.*\))?|no|n|-|\u2013|\u2014)?\s*", re.IGNORECASE)
_TAKES_LISTS = later(r"attendees?|participants?|present|attendance|who|people|in attendance|anwesend", re.IGNORECASE)
"""Columns of which one cell may hold everybody."""


_REPRESENTATIVE = later(
    r"(?:(?:voting|primary|member|designated)\s)?(?:representatives?|reps?|delegates?|contacts?)|"
    r"(?:contact|representative|delegate)\sname|vertreter\w*|représentante?|representante",
    re.IGNORECASE,
)
"""Beside such a column that of the members names firms."""


def _column(header: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    for number, cell in enumerate(header):
        if pattern.fullmatch(cell.strip(" *_`")):
            return number
    return None


def is_attendance(header: Sequence[str]) -> bool:
    """True for the header of a table that says of itself who was present."""
    return any(_PRESENT_COLUMN.fullmatch(cell.strip(" *_")) for cell in header) and not _labels(header)


def _labels(cells: Sequence[str]) -> bool:
    """True for a row of two cells of which the first is a label and the second holds several names."""
    return len(cells) == 2 and is_label(cells[0]) and len(all_names(cells[1])) > 1


def people_header(row: Block) -> Sequence[str]:
    """What names the columns of the row's table: its first row, where an export left the header blank."""
    return row.above if _column(row.above, _NAME_COLUMN) is not None else row.header


def row_names(document: Document, block: Block) -> list[str]:
    """The name in a table's row, empty where its column of presence says no."""
    header = people_header(block)
    if any(_UNTICKED.fullmatch(cell) for cell in block.cells):
        return []
    if not any(header) and not _labels(block.cells):
        return [name for cell in block.cells if (name := one_name(read_inline(cell).text)) and is_full_name(name)]
    cells = [read_inline(mend(cell), document.source.definitions).text for cell in block.cells]
    name_column, present = _column(header, _REPRESENTATIVE), _column(header, _PRESENT_COLUMN)
    name_column = _column(header, _NAME_COLUMN) if name_column is None else name_column
    if name_column and name_column == present and _YES_OR_NO.fullmatch(cells[present] if present < len(cells) else ""):
        name_column = 0  # the first column is named in words of the group's own
    if present is not None and present != name_column and present < len(cells) and not _YES.match(cells[present]):
        return []
    first, last = _column(header, _FIRST_COLUMN), _column(header, _LAST_COLUMN)
    if first is not None and last is not None and max(first, last) < len(cells):
        name = one_name(f"{cells[first]} {cells[last]}")
    else:
        place = name_column or 0
        if place < len(cells) and len(found := _cell_names(header, place, cells[place])) > 1:
            return found
        name = _cell_name(header, place, cells[place]) if place < len(cells) else None
    return [name] if name else []


def _cell_name(header: Sequence[str], place: int, cell: str) -> str | None:
    """The name in a cell; in a column of names also one without capitals."""
    seat, colon, rest = cell.partition(":")
    if colon and is_full_name(name := one_name(rest) or "") and not is_full_name(seat):
        return name  # `Chair: Ann Ode (Acme)`
    named = place < len(header) and _OWN_NAME_COLUMN.fullmatch(header[place].strip(" *_`"))
    return one_name(cell) or (small_name(cell) if named else None)


def _cell_names(header: Sequence[str], place: int, cell: str) -> list[str]:
    """The people of a cell that holds several: one a line, or in a column of all who were there."""
    lines = [line for line in cell.split("\n") if line.strip()]
    if len(lines) > 1:
        return [name for line in lines if (name := one_name(line))]
    listed = place < len(header) and _TAKES_LISTS.fullmatch(header[place].strip(" *_`"))
    names = all_names(cell) if listed else []
    return names if len(names) > 2 or not any(map(is_full_name, names)) or all(map(is_full_name, names)) else []


def is_people_table(header: Sequence[str]) -> bool:
    """True for the header of a table of nothing but people: a name, and beside it firm, login or address."""
    columns = [cell.strip(" *_`?") for cell in header]
    others = [name for name in columns if not _OWN_NAME_COLUMN.fullmatch(name) and name]
    return len(others) < len(columns) and bool(others) and all(map(_DETAIL_COLUMN.fullmatch, others))


def labelled_row(document: Document, block: Block) -> list[str]:
    """The names in a row such as `| Attendees | Ann, Bob |`; a table's header may be such a row too."""
    for row in (block.header, block.cells):
        if len(row) >= 2 and row[0] and is_label(row[0]):
            text = read_inline(mend(row[1]), document.source.definitions).text
            return [name for line in text.split("\n") for name in split_names(line)]
    return []

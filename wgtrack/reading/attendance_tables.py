"""Who was there, from a table: a column of names, and often one that says who was present."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wgtrack.reading.attendance_labels import is_label
from wgtrack.reading.blocks import Block
from wgtrack.reading.inline import read_inline
from wgtrack.reading.markdown import Document
from wgtrack.reading.name_lists import one_name, split_names

_NAME_COLUMN = re.compile(
    r"(?:full\s)?names?|attendees?|participants?|members?|who|person|people|present|attendance|"
    r"teilnehmer\w*|nombre|nom",
    re.I,
)
_FIRST_COLUMN = re.compile(r"(?:first|given)[\s-]?name|vorname|prénom", re.IGNORECASE)
_LAST_COLUMN = re.compile(r"(?:last|family|sur)[\s-]?name|surname|nachname", re.IGNORECASE)
_PRESENT_COLUMN = re.compile(
    r"present\??|attendees?|participants?|attended\??|attendance|here\??|attending|in attendance|anwesend",
    re.IGNORECASE,
)
_UNTICKED = re.compile(r"\s*(?:\[ ?\]|\u2610|\u274c)\s*")
_YES = re.compile(
    r"\s*(?:x|yes|y|p|present|\[x\]|:white_check_mark:|:heavy_check_mark:|[\u2705\u2714\u2611\u2713]\ufe0f?)",
    re.IGNORECASE,
)


_REPRESENTATIVE = re.compile(
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
    return any(_PRESENT_COLUMN.fullmatch(cell.strip(" *_")) for cell in header)


def row_names(document: Document, block: Block) -> list[str]:
    """The name in a table's row, empty where its column of presence says no."""
    header = block.header
    if any(_UNTICKED.fullmatch(cell) for cell in block.cells):
        return []
    cells = [read_inline(cell, document.source.definitions).text for cell in block.cells]
    name_column, present = _column(header, _REPRESENTATIVE), _column(header, _PRESENT_COLUMN)
    name_column = _column(header, _NAME_COLUMN) if name_column is None else name_column
    if present is not None and present != name_column and present < len(cells) and not _YES.match(cells[present]):
        return []
    first, last = _column(header, _FIRST_COLUMN), _column(header, _LAST_COLUMN)
    if first is not None and last is not None and max(first, last) < len(cells):
        name = one_name(f"{cells[first]} {cells[last]}")
    else:
        place = name_column or 0
        name = one_name(cells[place]) if place < len(cells) else None
    return [name] if name else []


def labelled_row(document: Document, block: Block) -> list[str]:
    """The names in a row such as `| Attendees | Ann, Bob |`; a table's header may be such a row too."""
    for row in (block.header, block.cells):
        if len(row) >= 2 and row[0] and is_label(row[0]):
            return split_names(read_inline(row[1], document.source.definitions).text)
    return []

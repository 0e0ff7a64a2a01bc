"""Rows of a table that state actions, column by column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wgtrack.reading.blocks import Block
from wgtrack.reading.boxes import BOX, ticked
from wgtrack.reading.directory import Directory
from wgtrack.reading.empties import says_nothing
from wgtrack.reading.found import Found, cut_to
from wgtrack.reading.inline import read_inline
from wgtrack.reading.later import later
from wgtrack.reading.markdown import Document
from wgtrack.reading.numbers import number_in_row
from wgtrack.reading.sections import Place, Strength
from wgtrack.reading.tables import Columns, columns_of, names_action, outcome_in, outcome_of_due
from wgtrack.reading.whose import names_task

_NUMBER = later(r"[\W_]*(?:[A-Z]{1,3}-?)?\d{1,4}(?:[.-]\d{1,4}){0,2}[\W_]*")


def found_in_row(document: Document, block: Block, place: Place, known: Directory) -> Iterator[Found]:
    """The action that a row states: in a table of actions or below their heading, or where its words name who does it.

    The last is for minutes as a table, `Topic | Discussion | Action`.
    """
    header = header_of(block)
    columns = columns_of(header) if header else None
    if columns is None or columns.action >= len(block.cells):
        return
    if 0 <= columns.second < len(block.cells) and _NUMBER.fullmatch(block.cells[columns.action]):
        columns = replace(columns, action=columns.second)
    what = read_inline(block.cells[columns.action], document.source.definitions)
    box = BOX.match(what.text)
    text = what.text[box.end() :] if box else what.text
    listed = columns.firm or (place.strength is Strength.FIRM and (columns.told or names_task(text, known)))
    if says_nothing(text) or not (listed or (columns.beside_talk and names_task(text, known))):
        return
    yield _row_found(document, block, place, columns, (text, ticked(box) if box else None))


def header_of(block: Block) -> tuple[str, ...]:
    """What names the columns: the header or, where an export left that blank, the first row, if it is a header."""
    if any(map(str.strip, block.header)):
        return block.header
    return block.above if any(map(names_action, block.above)) else ()


def _row_found(
    document: Document, block: Block, place: Place, columns: Columns, task: tuple[str, bool | None]
) -> Found:
    cells = [read_inline(cell, document.source.definitions) for cell in block.cells]
    what, (text, box) = cells[columns.action], task
    header = header_of(block)

    def cell(number: int) -> str:
        return cells[number].text if 0 <= number < len(cells) else ""

    asked = header[columns.status] if columns.status >= 0 else ""
    return Found(
        block=block,
        line=block.line,
        text=text,
        context=" | ".join(one.text for one in cells),
        hrefs=tuple(href for one in cells for href in one.hrefs),
        struck=cut_to(what.struck, (len(what.text) - len(text), len(what.text))),
        owner_text=cell(columns.owner),
        owners=place.owners,
        box=box,
        due_text=cell(columns.due),
        status_text=outcome_in(asked, cell(columns.status)) or outcome_of_due(cell(columns.due)),
        listed=columns.firm or place.strength is Strength.FIRM,
        number=number_in_row(header, [one.text for one in cells], text),
    )

"""The note's text with an outcome written into the lines that state an action.

In the note's own way: a box is ticked, a status cell filled, else the mark that the note uses already is put at
the end of the action's words, `(done 2024-03-14)` where it uses none. Nothing else changes: not a line end, not a
byte order mark, not a space; and a line that says so already stays as it is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from wgtrack.model import Status
from wgtrack.reading.blocks import Block, BlockKind
from wgtrack.reading.grammar import ACTION_COLUMN, STATUS_COLUMN
from wgtrack.reading.inline import read_inline
from wgtrack.reading.later import later
from wgtrack.reading.line_breaks import LineBreaks, begins_anew
from wgtrack.reading.markdown import Document, read_document
from wgtrack.reading.markers import HINT, HINTS
from wgtrack.reading.marks import text_status
from wgtrack.reading.rows import header_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is to be written: the 1-based line of the action, done or dropped, and since when, if known."""

    line: int
    status: Status
    on: dt.date | None = None


_LINE_END = later(r"\r\n|\n|\r")
_BOX = later(
    r"(?P<before>\ufeff?[\s>]{0,200}(?:(?:[-*+]|\d{1,9}[.)])\s+){0,9}[*_]{0,2})"
    r"(?:(?P<open>\\?\[)(?P<mark>[ xX]?)(?P<close>\\?\])|(?P<sign>[\u2610\u2611\u2612]))"
)
_USED_MARK = later(
    r"(?P<lead>[ \t](?:\\?-{1,3}|[\u2013\u2014])[ ]?|[ \t]\(|[ \t])(?P<word>DONE|Done|done|\u2705)(?P<tail>\)?)[ \t]*$",
    re.MULTILINE,
)
_STATUS_HEADER = later(STATUS_COLUMN, re.IGNORECASE)
_ACTION_HEADER = later(ACTION_COLUMN, re.IGNORECASE)
_CELL_EDGE = later(r"(?<!\\)\|")
_WORDS = {Status.DONE: "done", Status.DROPPED: "dropped"}


def annotate(text: str, outcomes: Iterable[Outcome], statement_lines: Collection[int] = ()) -> str:
    """`text` with each outcome written into its action; done and dropped only, other states change nothing.

    `statement_lines` are the lines of all the actions that the note states: where one paragraph holds several, an
    action's words end before the next one's line. Annotating the result again changes nothing.
    """
    wanted = [outcome for outcome in outcomes if outcome.status in _WORDS]
    if not wanted:
        return text
    editor = _Editor(text, {*statement_lines, *(outcome.line for outcome in wanted)})
    for outcome in wanted:
        editor.write(outcome)
    return editor.text()


class _Editor:
    """The lines of a note while outcomes are written into them."""

    def __init__(self, text: str, statement_lines: Collection[int]) -> None:
        self._document: Document = read_document(text)
        self._ends = [*_LINE_END.findall(text), ""]
        self._lines = _LINE_END.split(text)
        self._statement_lines = frozenset(statement_lines)
        self._mark = _used_mark(text)
        self._blocks: dict[int, Block] = {}
        self._last_lines: dict[int, int] = {}
        """The last line of a block, by the block's index."""
        for block in self._document.blocks:
            last = self._last_lines[block.index] = block.content_line + block.content.count("\n")
            for line in (block.line, *range(block.content_line, last + 1)):
                self._blocks.setdefault(line, block)

    def text(self) -> str:
        """The note as it now is."""
        return "".join(line + end for line, end in zip(self._lines, self._ends, strict=True))

    def write(self, outcome: Outcome) -> None:
        """Writes one outcome; a line that is none of the note's, or that says so already, is left alone."""
        block = self._blocks.get(outcome.line)
        if block is None:
            return
        box = _BOX.match(self._lines[outcome.line - 1])
        if box and outcome.status is Status.DONE:
            self._tick(outcome.line, box)
        elif block.kind is BlockKind.ROW:
            self._write_in_row(block, outcome)
        else:
            self._append(block, outcome)

    def _tick(self, line: int, box: re.Match[str]) -> None:
        raw = self._lines[line - 1]
        ticked = "\u2611" if box["sign"] == "\u2610" else box["sign"]
        if box["open"]:
            ticked = f"{box['open']}{'x' if box['mark'] in ('', ' ') else box['mark']}{box['close']}"
        self._lines[line - 1] = box["before"] + ticked + raw[box.end() :]

    def _append(self, block: Block, outcome: Outcome) -> None:
        """Puts the mark behind the action's last word, which may stand on a later line of its block."""
        last = self._last_lines[block.index]
        following = (line for line in range(outcome.line + 1, last + 1) if line in self._statement_lines)
        last = max(outcome.line, next(following, last + 1) - 1)
        last = self._end_of_marked(block, outcome.line, last)
        said = "\n".join(self._lines[outcome.line - 1 : last])
        mark = self._mark_for(outcome)
        if self._says(said, outcome.status, mark):
            return
        self._lines[last - 1] = _insert_at_end(self._lines[last - 1], mark)

    def _end_of_marked(self, block: Block, line: int, last: int) -> int:
        """Where the words of an action with a marker end, which another matter may follow in its block."""
        raw = self._lines[line - 1]
        if line < block.content_line or not (HINT.search(raw) or any(hint in raw.casefold() for hint in HINTS)):
            return last
        breaks = LineBreaks(block.content)
        for number in range(line, last):
            following = read_inline(self._lines[number]).text
            late = number == line and raw.rstrip(" *_").endswith((":", "-"))
            marked = following.casefold().lstrip(" *_>-[(").startswith(HINTS)
            if marked or (not late and begins_anew(following, 0, len(following))):
                return number
            if not late and breaks.is_meant(number - block.content_line):
                return number
        return last

    def _write_in_row(self, block: Block, outcome: Outcome) -> None:
        """Fills the row's status cell, else marks the action's, or the longest, cell."""
        raw = self._lines[outcome.line - 1]
        cells = _cell_spans(raw)
        column = _column(header_of(block), _STATUS_HEADER, len(cells))
        if column is not None:
            start, end = cells[column]
            if text_status(raw[start:end].strip()) is not outcome.status:
                self._lines[outcome.line - 1] = f"{raw[:start]} {_WORDS[outcome.status]} {raw[end:]}"
            return
        column = _column(header_of(block), _ACTION_HEADER, len(cells))
        start, end = max(cells, key=lambda span: span[1] - span[0]) if column is None else cells[column]
        mark = self._mark_for(outcome)
        if not self._says(raw[start:end], outcome.status, mark):
            self._lines[outcome.line - 1] = raw[:start] + _insert_at_end(raw[start:end], mark) + raw[end:]

    def _says(self, raw: str, status: Status, mark: str) -> bool:
        inline = read_inline(raw, self._document.source.definitions)
        bare = raw.rstrip(" \t\\")
        return text_status(inline.text, inline.struck) is status or bare.endswith((mark, f" {_WORDS[status].upper()}"))

    def _mark_for(self, outcome: Outcome) -> str:
        word = _WORDS[outcome.status]
        if self._mark is not None:
            lead, used, tail = self._mark
            if outcome.status is Status.DONE:
                return lead + used + tail
            if used.isalpha():
                cased = word.upper() if used.isupper() else word.title() if used[0].isupper() else word
                return lead + cased + tail
        return f" ({word} {outcome.on})" if outcome.on else f" ({word})"


def _used_mark(text: str) -> tuple[str, str, str] | None:
    """The mark at the end of lines that the note itself uses most, as lead, word and tail; None where it has none."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for match in _USED_MARK.finditer(_LINE_END.sub("\n", text)):
        lead, word, tail = match["lead"], match["word"], match["tail"]
        bracketed = lead.strip() == "("
        if bracketed == bool(tail) and (lead.strip() or word in ("DONE", "\u2705")):
            counted[lead, word, tail] += 1
    return counted.most_common(1)[0][0] if counted else None


_CLOSED_HEADING = later(r"\s{0,3}#{1,9}(?P<words>.*?[^#\s])\s*#+$")
"""`## ACTION: … ##`: the signs at the end belong to the heading."""


def _insert_at_end(line: str, mark: str) -> str:
    """`line` with `mark` behind its last word: white space and a hard line break stay at the end."""
    end = len(line.rstrip(" \t"))
    if closed := _CLOSED_HEADING.match(line[:end]):
        end = closed.end("words")
    if line[:end].endswith("\\") and not line[:end].endswith("\\\\"):
        end = len(line[: end - 1].rstrip(" \t"))
    return line[:end] + mark + line[end:]


def _cell_spans(raw: str) -> list[tuple[int, int]]:
    """Where the cells of a table's row begin and end, without the bars around them."""
    bars = [match.start() for match in _CELL_EDGE.finditer(raw)]
    if not bars or raw[: bars[0]].strip("\ufeff >\t"):
        bars.insert(0, -1)
    spans = [(bar + 1, end) for bar, end in zip(bars, [*bars[1:], len(raw)], strict=True)]
    if len(spans) > 1 and not raw[spans[-1][0] :].strip():
        spans.pop()
    return spans


def _column(header: Sequence[str], pattern: re.Pattern[str], cells: int) -> int | None:
    """The first of the row's cells whose header matches."""
    for number, name in enumerate(header[:cells]):
        if pattern.fullmatch(name.strip(" *_")):
            return number
    return None

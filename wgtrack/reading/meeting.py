"""Which meetings a note tells of: their dates, titles, participants and lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from wgtrack.reading.blocks import Block, BlockKind
from wgtrack.reading.markdown import Document
from wgtrack.reading.meeting_date import (
    NameDate,
    around,
    date_in_path,
    front_matter_value,
    heading_day,
    meeting_date,
    year_alone,
)
from wgtrack.reading.participants import find_participants, known_names
from wgtrack.reading.settings import ReadingSettings

_LONGEST_TITLE = 200
_DEEPEST_TITLE = 4
"""Level of a heading; of deeper ones the first names a part."""


@dataclass(frozen=True, slots=True)
class MeetingSection:
    """A meeting and the lines of its note that tell of it."""

    date: dt.date | None
    title: str
    participants: tuple[str, ...]
    """Names as written, of those present only; empty where the note gives none."""
    first_line: int
    """1-based, included."""
    last_line: int
    """1-based, included."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a further meeting of a file begins: the index of its heading's block."""

    index: int
    date: dt.date


def find_meetings(document: Document, path: str, settings: ReadingSettings) -> tuple[MeetingSection, ...]:
    """The meetings of a note, in the order of their lines, together covering every line; at least one.

    A file holds several where headings of one level are each a meeting's date. `path` helps with the date,
    the people of `settings` with names that stand without a label.
    """
    named = date_in_path(path, document.source.text)
    known = known_names(settings.people)
    cuts = _cuts(document, named)
    if len(cuts) < 2:
        blocks = document.blocks
        title = _title(document, blocks, path)
        people = find_participants(document, blocks, known)
        return (MeetingSection(meeting_date(document, blocks, named), title, people, 1, document.last_line),)
    sections = []
    for number, cut in enumerate(cuts):
        last = number == len(cuts) - 1
        blocks = document.blocks[cut.index : None if last else cuts[number + 1].index]
        first_line = document.blocks[cut.index].line if number else 1
        last_line = document.last_line if last else document.blocks[cuts[number + 1].index].line - 1
        title = document.inline(document.blocks[cut.index]).text.strip()
        people = find_participants(document, blocks, known)
        sections.append(MeetingSection(cut.date, title[:_LONGEST_TITLE], people, first_line, last_line))
    return tuple(sections)


def _cuts(document: Document, named: NameDate) -> list[_Cut]:
    """The dated headings of the level that has most of them, where they cut the file into meetings.

    They do not in a note that has a day of its own, in its file's name or title: there they are days spoken of.
    """
    near = around(named, document)
    by_level: dict[int, list[_Cut]] = {}
    for block in document.blocks:
        if block.kind is not BlockKind.HEADING or block.quote:
            continue
        text = document.inline(block).text
        day = heading_day(text, near)
        if day is None:
            near = year_alone(text) or near
            continue
        cuts = by_level.setdefault(block.level, [])
        if not cuts or cuts[-1].date != day:
            cuts.append(_Cut(block.index, day))
    level, cuts = max(by_level.items(), key=lambda entry: len(entry[1]), default=(0, []))
    days = {cut.date for cut in cuts}
    above = {cut.date for higher, others in by_level.items() for cut in others if higher < level}
    spoken_of = (named.day is not None and named.day not in days) or bool(above - days)
    return [] if spoken_of or len(days) != len(cuts) else cuts


def _title_rank(level: int) -> int:
    """Small for a high heading; the same for all lines and headings that come after those."""
    return level if 1 <= level <= _DEEPEST_TITLE else _DEEPEST_TITLE + 1


def _title(document: Document, blocks: Sequence[Block], path: str) -> str:
    """The front matter's title, else the first heading, the first line, the file's name."""
    title = front_matter_value(document, "title")
    candidates = [title] if title else []
    kinds = sorted(blocks[:40], key=lambda block: (_title_rank(block.level), block.index))
    candidates += [document.inline(block).text.split("\n")[0].strip() for block in kinds[:1] if block.content]
    candidates.append(PurePosixPath(path).stem)
    return candidates[0][:_LONGEST_TITLE]

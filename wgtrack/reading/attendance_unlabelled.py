"""Who was there, where no word says so: names that stand alone at the top of a note, under its title or date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from wgtrack.reading.attendance_evidence import have_a_part, how_many_speak, is_title
from wgtrack.reading.attendance_firms import SEPARATOR, without_firms
from wgtrack.reading.attendance_labels import is_away, is_other_label
from wgtrack.reading.attendance_tables import is_people_table, row_names
from wgtrack.reading.attendance_text import plain_text
from wgtrack.reading.blocks import Block, BlockKind
from wgtrack.reading.dates import find_calendar_days
from wgtrack.reading.later import later
from wgtrack.reading.markdown import Document
from wgtrack.reading.name_lists import names_only
from wgtrack.reading.person_names import is_away_remark, is_full_name, one_name

_TOP_BLOCKS = 8
_MOST_NAMES = 60
_LONGEST_BLOCK = 4000
_LONGEST_LINE = 500
_ENOUGH_NAMES = 3
"""Full names in a row, or names beside the day, that need no other proof."""
_TOPIC_AFTER = later(r"(?:\s?/\s?|\s)?\s?:\s.*", re.DOTALL)
_BRACKETS = later(r"\([^()]{0,100}\)")
_MEETING_WORDS = later(
    r"(?:[\s,:\u2013\u2014-]{1,3}(?:discussion|call|meeting|sync|sync-?up|chat|1:1|one[\s-]on[\s-]one|notes))+\s*$",
    re.IGNORECASE,
)
_WITH = later(
    r"^.{0,60}\b(?:call|meeting|chat|sync|session|discussion|conversation)\b.{0,40}?\b(?:with|between)\s", re.I
)
_REMARKS = later(r"\((?:late|remote|partly|online|chair|notes|scribe|host|left\s|until\s|from\s\d|she|he|they)\b", re.I)
"""What is said in brackets of people at a meeting only."""
_LOGINS = later(r"@[\w-]{1,40}(?:[\s,;/]{1,3}(?:and\s)?@[\w-]{1,40}){1,60}\s?")
_LOGIN = later(r"@([\w-]{1,40})")
_WITH_FIRM = later(r"[^\W\d_][^,(]{2,50}(?:\s?\([^()]{2,60}\)|\s[-\u2013\u2014|]\s\S.{0,60}|,\s\S.{0,60})\.?")
_OTHER_PEOPLE = later(
    r"\b(?:speakers?|members|team|staff|contacts?|maintainers|candidates?|nominees?|sponsors?|mentors?|invit\w+|authors?|"
    r"editors?|reviewers?|owners?|agenda|topics)\b",
    re.IGNORECASE,
)
"""Words over lists of people who need not have been there."""
_TAGS = later(r"[\s#]*tags?\s*:", re.IGNORECASE)
"""How HackMD's notes tell their tags, in a heading of their own."""
_NICKNAME = later(r"@?([a-z][\w-]{1,20})")
_BEHIND_DAY = later(r"\s*(?:[/|,:\u2013\u2014-]|with\b)\s*")
_SOME_DAY = dt.date(2000, 7, 2)
"""For finding that a line names a day at all, whichever it is."""


def unlabelled_names(document: Document, blocks: Sequence[Block], known: frozenset[str]) -> list[str]:
    """Names at the top of `blocks`: a line of nothing else, `Ann / Bob: topic`, a table, or a list; empty where unsure.

    A list of single words counts where they are `known` names or have a part in the talk.
    """
    elsewhere = False  # below a heading of other things: of the agenda, of who sent regrets
    for position, block in enumerate(blocks[:_TOP_BLOCKS]):
        if block.kind is BlockKind.ITEM:
            return _list_of_names(document, blocks, position, known)
        if block.kind is BlockKind.ROW:
            return _table_of_names(document, blocks, position)
        if block.kind is BlockKind.HEADING:
            title = plain_text(document, block)
            other = is_other_label(title) or is_away(title) or _OTHER_PEOPLE.fullmatch(title.strip()) is not None
            elsewhere = position > 0 and other
        if elsewhere or len(block.content) > _LONGEST_BLOCK:
            continue
        lines = plain_text(document, block).split("\n")
        found = _lines_of_names(lines) if block.kind is BlockKind.PARAGRAPH else []
        found = found or _paragraphs_of_names(document, blocks[position : position + _MOST_NAMES])
        for line in () if found else lines:
            if nicknames := _nicknames_of_line(line, blocks[position + 1 :], known):
                return nicknames
            names = _names_of_line(line)
            if names and _convincing(
                line, names, blocks[position + 1 :], known, heading=block.kind is BlockKind.HEADING
            ):
                return names
        if found:
            return found
    return []


def _convincing(
    line: str, names: Sequence[str], blocks: Sequence[Block], known: frozenset[str], *, heading: bool
) -> bool:
    """True where a line's words are people's names rather than a title or a place."""
    if any(map(is_title, names)):
        return False
    if ("/" in line and not heading) or line.startswith("@") or is_away_remark(line) or _REMARKS.search(line):
        return True
    if not heading and len(names) >= _ENOUGH_NAMES:
        sure = all(map(is_full_name, names)) or (":" not in line and _dated(line))
        return sure or how_many_speak(blocks, names, known) > 0
    return 2 * how_many_speak(blocks, names, known) >= len(names)


def _dated(line: str) -> bool:
    return bool(find_calendar_days(line, _SOME_DAY))


def _is_day(text: str) -> bool:
    """True for a heading that is nothing but a day: the note's title stands above it."""
    days = find_calendar_days(text[:_LONGEST_LINE], _SOME_DAY)
    return bool(days) and not re.search(r"\w", text[: days[0].start] + text[days[0].end :])


def _names_of_line(line: str) -> list[str]:
    """The names of a line that is only them, with at most a date, a word for the meeting, or a topic behind."""
    if _LOGINS.fullmatch(line):
        return _LOGIN.findall(line)
    for day in reversed(find_calendar_days(line, _SOME_DAY)):
        line = line[: day.start] + line[day.end :]
    line = _MEETING_WORDS.sub("", _BRACKETS.sub("", line).strip(" ,;:()[]-\u2013\u2014|\u00b7"))
    line = _WITH.sub("", line, count=1)
    if "/" in line.partition(":")[0]:
        line = _TOPIC_AFTER.sub("", line)
    return names_only(without_firms(line))


def _nicknames_of_line(line: str, blocks: Sequence[Block], known: frozenset[str]) -> list[str]:
    """The names behind the day in `2024-03-07 / dana, lee, odo`, where at least half have a part in the talk."""
    if len(line) > _LONGEST_LINE:
        return []
    days = find_calendar_days(line, _SOME_DAY)
    behind = _BEHIND_DAY.match(line, days[0].end) if len(days) == 1 and not line[: days[0].start].strip() else None
    if behind is None:
        return []
    pieces = [_NICKNAME.fullmatch(piece.strip()) for piece in SEPARATOR.split(line[behind.end() :])]
    names = [piece[1] for piece in pieces if piece]
    sure = len(names) == len(pieces) >= _ENOUGH_NAMES and 2 * how_many_speak(blocks, names, known) >= len(names)
    return names if sure else []


def _lines_of_names(lines: Sequence[str], *, least: int = 2) -> list[str]:
    """The names of a paragraph that is nothing but full names, one a line, each with a firm behind it."""
    if len(lines) < least or not all(map(_WITH_FIRM.fullmatch, lines)):
        return []
    names = [one_name(line) for line in lines]
    sure = [name for name in names if name and is_full_name(name) and not is_title(name)]
    return sure if len(sure) == len(lines) else []


def _paragraphs_of_names(document: Document, blocks: Sequence[Block]) -> list[str]:
    """The names of the paragraphs that `blocks` begin with, where each is one person and the firm; of three or more."""
    names: list[str] = []
    for block in blocks:
        if block.kind is not BlockKind.PARAGRAPH or len(block.content) > _LONGEST_LINE:
            break
        found = _lines_of_names([plain_text(document, block)], least=1)
        if not found:
            break
        names.extend(found)
    return names if len(names) >= _ENOUGH_NAMES else []


def _table_of_names(document: Document, blocks: Sequence[Block], position: int) -> list[str]:
    """The names of a table of nothing but people that stands under the note's title."""
    row = blocks[position]
    headings = (block for block in blocks[:position] if block.kind is BlockKind.HEADING)
    above = [block for block in headings if not _TAGS.match(block.content) and not _is_day(document.inline(block).text)]
    over = " ".join(document.inline(block).text for block in blocks[max(0, position - 1) : position])
    if not is_people_table(row.header) or len(above) > 1 or _OTHER_PEOPLE.search(over) or over.rstrip().endswith(":"):
        return []
    rows = [block for block in blocks[position : position + _MOST_NAMES] if block.list_id == row.list_id]
    names = [name for block in rows if block.kind is BlockKind.ROW for name in row_names(document, block)]
    return names if names and not any(map(is_title, names)) else []


def _list_of_names(document: Document, blocks: Sequence[Block], position: int, known: frozenset[str]) -> list[str]:
    """The entries of a flat list, if all are full names, or most of them speak later in the note."""
    above = blocks[position - 1] if position else None
    if above is None or _OTHER_PEOPLE.search(text := document.inline(above).text):
        return []
    if not _dated(text) and (above.kind is BlockKind.HEADING or text.rstrip().endswith(":")):
        return []
    names: list[str] = []
    for block in blocks[position : position + _MOST_NAMES]:
        if block.kind is not BlockKind.ITEM or block.list_id != blocks[position].list_id:
            break
        text = document.inline(block).text
        name = one_name(text)
        if name is None or not _is_entry(block, text, name):
            return []
        names.append(name)
    return names if len(names) > 1 and have_a_part(blocks, names, known) else []


def _is_entry(block: Block, text: str, name: str) -> bool:
    """True where a list's item is a person and little more, rather than talk."""
    short = len(block.content) <= 2 * len(name) + 20 or (is_full_name(name) and _WITH_FIRM.fullmatch(text) is not None)
    written_as_name = name[0].isupper() or block.content.startswith("@")
    return short and written_as_name and ": " not in text and not block.content.startswith("[")

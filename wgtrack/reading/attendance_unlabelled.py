"""Who was there, where no word says so: names that stand alone at the top of a note, under its title or date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from wgtrack.reading.blocks import Block, BlockKind
from wgtrack.reading.dates import find_calendar_days
from wgtrack.reading.markdown import Document
from wgtrack.reading.name_lists import is_full_name, names_only, one_name

_TOP_BLOCKS = 8
_MOST_NAMES = 60
_LONGEST_BLOCK = 600
_TALK_READ = 500
_TOPIC_AFTER = re.compile(r"(?:\s?/\s?|\s)?\s?:\s.*", re.DOTALL)
_BRACKETS = re.compile(r"\([^()]{0,100}\)")
_MEETING_WORDS = re.compile(
    r"(?:[\s,:\u2013\u2014-]{1,3}(?:discussion|call|meeting|sync|sync-?up|chat|1:1|one[\s-]on[\s-]one|notes))+\s*$",
    re.IGNORECASE,
)
_SOME_DAY = dt.date(2000, 7, 2)
"""For finding that a line names a day at all, whichever it is."""


def unlabelled_names(document: Document, blocks: Sequence[Block], known: frozenset[str]) -> list[str]:
    """Names at the top of `blocks`: a line of nothing else, `Ann / Bob: topic`, or a list; empty where unsure.

    A list of single words counts where they are `known` names or have a part in the talk.
    """
    for position, block in enumerate(blocks[:_TOP_BLOCKS]):
        if block.kind is BlockKind.ITEM:
            return _list_of_names(document, blocks, position, known)
        if len(block.content) > _LONGEST_BLOCK:
            continue
        for line in document.inline(block).text.split("\n"):
            found = _names_of_line(line)
            if found:
                return found
    return []


def _dated(line: str) -> bool:
    return bool(find_calendar_days(line, _SOME_DAY))


def _names_of_line(line: str) -> list[str]:
    """The names of a line that is only them, with at most a date, a word for the meeting, or a topic behind."""
    for day in reversed(find_calendar_days(line, _SOME_DAY)):
        line = line[: day.start] + line[day.end :]
    line = _MEETING_WORDS.sub("", _BRACKETS.sub("", line).strip(" ,;()[]-\u2013\u2014"))
    if "/" in line.partition(":")[0]:
        line = _TOPIC_AFTER.sub("", line)
    return names_only(line)


def _list_of_names(document: Document, blocks: Sequence[Block], position: int, known: frozenset[str]) -> list[str]:
    """The entries of a flat list, if all are full names, or most of them speak later in the note."""
    above = blocks[position - 1] if position else None
    if above is None or (above.kind is BlockKind.HEADING and not _dated(document.inline(above).text)):
        return []
    names: list[str] = []
    for block in blocks[position : position + _MOST_NAMES]:
        if block.kind is not BlockKind.ITEM or block.list_id != blocks[position].list_id:
            break
        name = one_name(document.inline(block).text)
        if name is None or block.content[0] == "[" or not name[0].isupper() or len(block.content) > 2 * len(name) + 20:
            return []
        names.append(name)
    if len(names) < 2:
        return []
    return names if all(map(is_full_name, names)) or _speak(blocks, names, known) else []


def _speak(blocks: Sequence[Block], names: Sequence[str], known: frozenset[str]) -> bool:
    """True where at least half of the names are known or have a part in the talk: `Ann: …`, `Bob to …`."""
    talk = "\n".join(block.content[:_LONGEST_BLOCK] for block in blocks[:_TALK_READ])
    spoken = re.compile(r"\b([^\W\d_][\w'’-]{0,40})(?::|\s(?:to|will|is|has|had|says|said|wants|needs|can|and)\s)")
    speakers = {match[1] for match in spoken.finditer(talk)}
    return 2 * sum(name in speakers or name.casefold() in known for name in names) >= len(names)

"""Who was there: the attendance lists of a meeting, in the forms that groups write them.

A list is a line (`Present: Ann, Bob`), the items, rows or lines below a label or heading, or boxes ticked for
those present. Who is named as absent is left out; speakers in the talk are no attendance list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from wgtrack.model import Person
from wgtrack.reading.attendance_tables import is_attendance, row_names
from wgtrack.reading.attendance_unlabelled import unlabelled_names
from wgtrack.reading.blocks import Block, BlockKind
from wgtrack.reading.markdown import Document
from wgtrack.reading.name_lists import ROLE, entry_names, one_name, split_names

_ATTENDANCE = (
    r"(?:participants?|attendees?|attendance|attending|attended(?:\sby)?|present|in\sattendance|who\sattended|"
    r"people\spresent|members\spresent|roll[\s-]?call|on\sthe\scall|in\sthe\s(?:room|call)|who['’]?s\shere|sign[\s-]?in|"
    r"introductions?(?:\sof\s(?:attendees|participants|members))?|introduction\sof\s(?:attendees|participants)(?:/roll\scall)?|"
    r"attendee\slist|teilnehmer(?:[*:_]?innen)?(?:liste)?|teilnehmende|anwesende?|anwesenheit|"
    r"présents?|présentes?|participantes|asistentes|presentes)"
)
_QUALIFIER = r"(?:[\w./&'’-]{1,20}\s){0,4}"
_LABEL = re.compile(
    rf"{_QUALIFIER}{_ATTENDANCE}(?:\s(?:list|today|were|was|are|members|people|(?:at|in)\s[\w\s]{{1,20}}))?",
    re.IGNORECASE,
)
_MEMBERS = re.compile(rf"{_QUALIFIER}(?:members|maintainers|people|team|quorum|representatives)", re.IGNORECASE)
_GROUP = re.compile(rf"{_LABEL.pattern}|{_MEMBERS.pattern}|{ROLE.pattern}|[\w./&-]{{1,20}}", re.IGNORECASE)
_AWAY = re.compile(
    r"(?:[\w-]{1,20}\s){0,3}(?:absent|absence|absentees|regrets?|apolog(?:y|ies)|excused|unavailable|missing|"
    r"not\s(?:present|attending|in\sattendance)|non[\s-]attend\w*|away|entschuldigt|abwesende?|excusée?s?|ausentes)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|non|no|un\w+)\b", re.IGNORECASE)
_NUMBERING = re.compile(r"^[\W_]*(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]?\s+)?[\W_]*")
_EMOJI = re.compile(r":[a-z0-9_+-]{1,40}:")
_BRACKETS = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]")
_BOX = re.compile(r"\s*(?:\[(?P<mark>[ xX])\]|(?P<sign>[\u2610\u2611\u2612\u2705\u2714]\ufe0f?))")
_TICKED = frozenset("xX\u2611\u2612\u2705\u2714")
_LABEL_AT_END = re.compile(rf"\b{_ATTENDANCE}\s*:\s*$", re.IGNORECASE)
_LONGEST_LABEL = 120
_PRESENT_PLUS = re.compile(r"\s*present\+:?\s", re.IGNORECASE)
"""How an IRC bot that takes minutes notes who joins."""


@dataclass(slots=True)
class _List:
    """One attendance list while it is read."""

    names: list[str] = field(default_factory=list)
    ticked: list[str] = field(default_factory=list)
    boxes: int = 0

    def present(self) -> list[str]:
        """Those present: where there are boxes, who has a tick."""
        return self.ticked + self.names if self.boxes else self.names


def _plain_label(text: str) -> str:
    """A heading or lead-in without numbering, emoji, brackets and closing colon."""
    label = _EMOJI.sub(" ", _BRACKETS.sub(" ", text[:_LONGEST_LABEL]))
    label = _NUMBERING.sub("", label, count=1).partition(" - ")[0].partition(" \u2013 ")[0]
    return " ".join(label.split()).rstrip(" :*_.#-\u2013\u2014")


def _is_label(text: str) -> bool:
    if len(text) > _LONGEST_LABEL:
        return False
    label = _plain_label(text)
    return _LABEL.fullmatch(label) is not None and not _AWAY.match(label) and not _NEGATED.search(label)


def known_names(people: Iterable[Person]) -> frozenset[str]:
    """Every name and login of the configured `people`, case folded."""
    names = (name for person in people for name in (person.handle, person.name, person.login, *person.aliases))
    return frozenset(name.casefold() for name in names if name)


def find_participants(document: Document, blocks: Sequence[Block], known: frozenset[str]) -> tuple[str, ...]:
    """The names of those present at the meeting that `blocks` tell of, in order, each once; () where not given.

    `known` names, from `known_names`, are recognised also in a list that no word calls an attendance list.
    """
    names: list[str] = []
    for position, block in enumerate(blocks):
        if block.content and (block.kind is not BlockKind.ROW):
            names.extend(_list_at(document, blocks, position))
        elif block.kind is BlockKind.ROW and is_attendance(block.header):
            names.extend(row_names(document, block))
    if not names:
        names = unlabelled_names(document, blocks, known)
    unique: dict[str, str] = {}
    for name in names:
        unique.setdefault(name.casefold(), name)
    return tuple(unique.values())


def _list_at(document: Document, blocks: Sequence[Block], position: int) -> list[str]:
    """The names of the attendance list that the block at `position` opens, if it opens one."""
    block = blocks[position]
    if not _worth_reading(block.content):
        return []
    lines = document.inline(block).text.split("\n")
    for number, line in enumerate(lines):
        added = _PRESENT_PLUS.match(line)
        head, colon, rest = ("present", ":", line[added.end() :]) if added else line.partition(":")
        last = number == len(lines) - 1
        if colon and rest.strip() and _is_label(head):
            found = split_names(rest) + _more_lines(lines[number + 1 :])
            return found or _below(document, blocks, position)
        if _is_label(line) and (block.kind is BlockKind.HEADING or colon or last or len(lines) > 1):
            return _more_lines(lines[number + 1 :]) if not last else _below(document, blocks, position)
        if last and len(line) <= _LONGEST_LABEL and _LABEL_AT_END.search(line):
            return _below(document, blocks, position)
    label = _plain_label(lines[0])
    if block.kind is not BlockKind.ITEM and len(lines) == 1 and _MEMBERS.fullmatch(label) and not _AWAY.match(label):
        return _below(document, blocks, position, boxes_only=True)
    return []


_CHEAP = re.compile(
    r"particip|attend|present|roll|call|room|here|sign|introduc|teilnehm|anwes|présent|asistent|member|maintainer|people|team|"
    r"quorum|representative",
    re.IGNORECASE,
)


def _worth_reading(content: str) -> bool:
    """A cheap look before a block's markup is read; a list's label stands near the top of its block."""
    return _CHEAP.search(content, 0, 2000) is not None


def _more_lines(lines: Sequence[str]) -> list[str]:
    """Names on the physical lines below a label, up to the first that is none."""
    names: list[str] = []
    for line in lines:
        if _AWAY.match(_plain_label(line)):
            break
        found = entry_names(line)
        if not found:
            break
        names.extend(found)
    return names


def _below(document: Document, blocks: Sequence[Block], position: int, *, boxes_only: bool = False) -> list[str]:
    """The names in what follows the label at `position`: a list, a table, or lines of their own."""
    found = _List()
    for block in _members_of_list(document, blocks, position):
        if block.kind is BlockKind.ROW:
            if not boxes_only:
                found.names.extend(row_names(document, block))
            continue
        box = _BOX.match(block.content)
        if box:
            found.boxes += 1
            name = one_name(_after_box(document.inline(block).text))
            if name and (box["mark"] or box["sign"])[0] in _TICKED:
                found.ticked.append(name)
        elif not boxes_only:
            for line in document.inline(block).text.split("\n"):
                found.names.extend(entry_names(line))
    return found.present()


def _after_box(text: str) -> str:
    box = _BOX.match(text)
    return text[box.end() :] if box else text


def _members_of_list(document: Document, blocks: Sequence[Block], position: int) -> Iterator[Block]:
    """The blocks of the list below a label, without those below `Regrets` and the like."""
    label = blocks[position]
    first: Block | None = None
    away_depth = away_level = 0
    for block in blocks[position + 1 :]:
        if block.kind is BlockKind.HEADING:
            if label.kind is not BlockKind.HEADING or block.level <= label.level:
                return
            group = _plain_label(document.inline(block).text)
            away_level = block.level if _AWAY.match(group) else 0
            if not away_level and not _GROUP.fullmatch(group):
                return
            first = None
            continue
        if block.kind is BlockKind.RULE or (label.kind is BlockKind.ITEM and block.depth <= label.depth):
            return
        text = document.inline(block).text
        if _AWAY.match(_plain_label(text)):
            if block.kind is not BlockKind.ITEM:
                return
            away_depth = block.depth
            continue
        if (away_depth and block.depth > away_depth) or away_level:
            continue
        away_depth = 0
        if block.kind is BlockKind.PARAGRAPH and text.rstrip().endswith(":") and ROLE.fullmatch(_plain_label(text)):
            first = None
            continue
        first = first or block
        if block.kind is not first.kind or (block.depth <= first.depth and block.list_id != first.list_id):
            return
        if block.kind is BlockKind.PARAGRAPH and not _is_name_lines(text):
            return
        yield block


def _is_name_lines(text: str) -> bool:
    return all(entry_names(line) for line in text.split("\n")) and not _is_label(text)

"""Who was there: the attendance lists of a meeting, in the forms that groups write them.

A list is a line (`Present: Ann, Bob`), the items, rows or lines below a label or heading, or boxes ticked for
those present. Who is named as absent is left out; speakers in the talk are no attendance list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from wgtrack.model import Person
from wgtrack.reading.attendance_labels import ends_in_label, is_away, is_label, is_members
from wgtrack.reading.attendance_lists import entries_below
from wgtrack.reading.attendance_tables import is_attendance, labelled_row, row_names
from wgtrack.reading.attendance_unlabelled import unlabelled_names
from wgtrack.reading.blocks import Block, BlockKind
from wgtrack.reading.markdown import Document
from wgtrack.reading.name_lists import ROLE, all_names, entry_names, is_full_name, one_name, split_names

_BOX = re.compile(
    r"\s*(?:\[(?P<mark>[ xX])\]|(?P<sign>[\u2610\u2611\u2612\u2705\u2714\u274c\u2716\u2717\u2b1c]\ufe0f?))"
)
_TICKED = frozenset("xX\u2611\u2612\u2705\u2714")
_PEOPLE = re.compile(r"people|who|team|here", re.IGNORECASE)
"""Labels that are one only with nothing but names behind them."""
_DASHED = re.compile(r"(?P<head>[^:]{2,60}?)\s+(?:-{1,2}|[\u2013\u2014])\s+(?P<rest>.+)")
_SENTENCE = re.compile(r"[.;]\s{1,3}(?=(?P<head>[^.;:]{3,60}):)")
_AWAY_BEHIND = re.compile(
    r"[.;,(\s]\s{0,3}(?:regrets?|absent|apologies|excused|not\spresent|entschuldigt)\s{0,2}[:\u2013-]", re.IGNORECASE
)
_GROUP_OF_PEOPLE = re.compile(
    r"\s*(?:[\U0001F465\U0001F464\U0001F64B\U0001F44B\U0001F46A-\U0001F46D\U0001F9D1\U0001F468\U0001F469\U0001FAC2]"
    r"[\u200d\ufe0f\U0001F3FB-\U0001F3FF\u2640\u2642\U0001F91D\U0001F9D1]{0,6}|"
    r":(?:busts?_in_silhouette|raising_hand|wave|people_holding_hands|family|adult|handshake):)\s*(?=[@\w])"
)
"""A sign of people in place of a label."""
_SAID_FIRST = re.compile(
    r"\s*(?:(?:those\s|people\s|members\s)?(?:present|attending|in\sattendance|on\sthe\scall)(?:\s(?:today|were|are|was))+|"
    r"we\swere|anwesend\s(?:waren|sind)|(?:étaient|sont)\sprésent(?:e?s)?|(?:estuvieron|estaban)\spresentes|"
    r"asistieron|joined\sby|attended\sby|the\scall\swas\sattended\sby)\s(?=[@\w])",
    re.IGNORECASE,
)
_SAID_LAST = re.compile(
    r"(?P<names>[^.:!?]{3,400}?)\s(?:(?:were|are)\s(?:all\s)?(?:present|here|there|in\sattendance|on\sthe\scall|attending)|attended|"
    r"joined(?:\sthe\scall)?|waren\s(?:anwesend|dabei)|étaient\sprésent(?:e?s)?|estuvieron\spresentes|asistieron)[.!]?\s*",
    re.IGNORECASE,
)
_LONGEST_LINE = 1000
_MOST_FRONT_MATTER = 400
_PRESENT_PLUS = re.compile(r"\s*present\+:?\s", re.IGNORECASE)
"""How an IRC bot that takes minutes notes who joins."""


@dataclass(slots=True)
class _List:
    """One attendance list while it is read."""

    ticked: list[str] = field(default_factory=list)
    boxes: int = 0
    _entries: dict[int, list[str]] = field(default_factory=dict)
    """The names of an entry, by its block's index."""
    _nested: dict[int, list[str]] = field(default_factory=dict)
    """The names below an entry, by the entry's block's index."""

    def add(self, block: Block, names: list[str]) -> None:
        """Takes the names of an entry, which may be nested in another."""
        if block.parent in self._entries:
            self._nested.setdefault(block.parent, []).extend(names)
        self._entries[block.index] = [] if block.parent in self._entries else names

    def present(self) -> list[str]:
        """Those present: where there are boxes, who has a tick.

        Below one person stands what is said of them; several names below one word are those of that group.
        """
        names = list(self.ticked)
        for index, own in self._entries.items():
            below = self._nested.get(index, [])
            if not own or (len(below) > 1 and not any(map(is_full_name, own))):
                names.extend(below)
            else:  # an indentation gone wrong puts people below a person
                names.extend(own + below if len(below) > 1 and all(map(is_full_name, below)) else own)
        return names


def known_names(people: Iterable[Person]) -> frozenset[str]:
    """Every name and login of the configured `people`, case folded."""
    names = (name for person in people for name in (person.handle, person.name, person.login, *person.aliases))
    return frozenset(name.casefold() for name in names if name)


def find_participants(document: Document, blocks: Sequence[Block], known: frozenset[str]) -> tuple[str, ...]:
    """The names of those present at the meeting that `blocks` tell of, in order, each once; () where not given.

    `known` names, from `known_names`, are recognised also in a list that no word calls an attendance list.
    """
    names = _front_matter_names(document) if blocks and blocks[0].index == 0 else []
    for position, block in enumerate(() if names else blocks):
        if block.content and (block.kind is not BlockKind.ROW):
            names.extend(_list_at(document, blocks, position))
        elif block.kind is BlockKind.ROW:
            names.extend(row_names(document, block) if is_attendance(block.header) else labelled_row(document, block))
    if not names:
        names = unlabelled_names(document, blocks, known)
    unique: dict[str, str] = {}
    for name in names:
        unique.setdefault(name.casefold(), name)
    return tuple(unique.values())


_YAML_ENTRY = re.compile(r"\s*-\s+(?P<entry>\S.*)")


def _front_matter_names(document: Document) -> list[str]:
    """`attendees: [Ann, Bob]`, `attendees: Ann, Bob` or a YAML list below such a key; empty where there is none."""
    names: list[str] = []
    inside = False
    for line in document.front_matter[:_MOST_FRONT_MATTER]:
        entry = _YAML_ENTRY.fullmatch(line)
        if entry and inside:
            name = one_name(entry["entry"].strip("'\""))
            names.extend([name] if name else [])
            continue
        key, colon, value = line.partition(":")
        if not line[:1].isspace():
            inside = bool(colon) and is_label(key.replace("_", " "))
        if inside and value.strip():
            names.extend(split_names(value.strip().strip("[]").replace('"', "").replace("'", "")))
    return names


def _list_at(document: Document, blocks: Sequence[Block], position: int) -> list[str]:
    """The names of the attendance list that the block at `position` opens, if it opens one."""
    block = blocks[position]
    if not _worth_reading(block.content):
        return []
    lines = document.inline(block).text.split("\n")
    for number, line in enumerate(lines):
        rest = _behind_label(line)
        last = number == len(lines) - 1
        if rest:
            found = split_names(rest) + _more_lines(lines[number + 1 :], listed="," in rest)
            return found or _below(document, blocks, position)
        if is_label(line) and (block.kind is BlockKind.HEADING or ":" in line or last or len(lines) > 1):
            return _more_lines(lines[number + 1 :]) if not last else _below(document, blocks, position)
        if last and ends_in_label(line):
            return _below(document, blocks, position)
    if block.kind is not BlockKind.ITEM and len(lines) == 1 and is_members(lines[0]):
        return _below(document, blocks, position, boxes_only=True)
    return []


def _behind_label(line: str) -> str:
    """The names in `Present: Ann, Bob`, `Attendees - Ann, Bob` or `Present+ Ann`; empty where there is no label."""
    added = _PRESENT_PLUS.match(line)
    if added:
        return line[added.end() :]
    if len(line) <= _LONGEST_LINE:  # `Quorum: yes. Present: Ann`
        line = next((line[cut.end() :] for cut in _SENTENCE.finditer(line) if is_label(cut["head"])), line)
    said = _said(line)
    if said:
        return said
    head, _, rest = line.partition(":")
    if rest.strip() and (is_label(head) or (_PEOPLE.fullmatch(head.strip(" *_-")) and all_names(rest))):
        return rest[: away.start()] if (away := _AWAY_BEHIND.search(rest)) else rest
    dashed = _DASHED.match(line)
    return dashed["rest"] if dashed and is_label(dashed["head"]) and all_names(dashed["rest"]) else ""


def _said(line: str) -> str:
    """The names of a sentence that tells who was there, or behind a sign of people; empty where it is not all names."""
    for opening in (_GROUP_OF_PEOPLE, _SAID_FIRST):
        match = opening.match(line)
        if match:
            names = line[match.end() :].strip().rstrip(".")
            return names if all_names(names) else ""
    last = _SAID_LAST.fullmatch(line) if len(line) <= _LONGEST_LINE else None
    return last["names"] if last and len(all_names(last["names"])) > 1 else ""


_CHEAP = re.compile(
    r"particip|attend|present|roll|call|room|here|sign|introduc|teilnehm|anwes|présent|asistent|member|maintainer|people|team|"
    r"quorum|representative|who|asist|presen|partecip|deelnem|aanwez|närvar|deltag|stede|dabei|waren|joined|were|"
    r"obecn|uczest|:[a-z_]+:|[^\x00-\u2fff]",
    re.IGNORECASE,
)


def _worth_reading(content: str) -> bool:
    """A cheap look before a block's markup is read; a list's label stands near the top of its block."""
    return _CHEAP.search(content, 0, 2000) is not None


_LABEL_INSIDE = re.compile(r"[^:]{3,60}:\s*\S")


def _more_lines(lines: Sequence[str], *, listed: bool = False) -> list[str]:
    """Names on the physical lines below a label, up to the first that is none; `listed`: several to a line."""
    names: list[str] = []
    for line in lines:
        if is_away(line):
            if _LABEL_INSIDE.match(line):
                continue
            break
        head, colon, rest = line.partition(":")
        if colon and rest.strip() and ROLE.fullmatch(head.strip(" *_-")):
            names.extend(split_names(rest))
            continue
        defined = line.lstrip().startswith(":")
        found = ((listed or defined) and all_names(line)) or entry_names(line)
        if not found:
            break
        names.extend(found)
    return names


def _below(document: Document, blocks: Sequence[Block], position: int, *, boxes_only: bool = False) -> list[str]:
    """The names in what follows the label at `position`: a list, a table, or lines of their own."""
    found = _List()
    for block in entries_below(document, blocks, position):
        box = _BOX.match(block.content)
        if block.kind is BlockKind.ROW:
            found.add(block, [] if boxes_only else row_names(document, block))
        elif box:
            found.boxes += 1
            name = one_name(_after_box(document.inline(block).text))
            if name and (box["mark"] or box["sign"])[0] in _TICKED:
                found.ticked.append(name)
        elif not boxes_only:
            found.add(block, _block_names(document, block))
    return found.present()


def _block_names(document: Document, block: Block) -> list[str]:
    """The names of an entry without a box; whoever is struck out was not there."""
    inline = document.inline(block)
    if 2 * sum(end - start for start, end in inline.struck) > len(inline.text):
        return []
    lines = inline.text.split("\n")
    if block.kind is BlockKind.PARAGRAPH and len(lines) == 1 and (names := all_names(inline.text)):
        return names
    return [name for line in lines for name in entry_names(line)]


def _after_box(text: str) -> str:
    box = _BOX.match(text)
    return text[box.end() :] if box else text

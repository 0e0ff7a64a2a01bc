"""Who was there, from what stands below a label: a list, boxes, a table, or lines of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from wgtrack.reading.attendance_evidence import have_a_part
from wgtrack.reading.attendance_firms import firms_lead, marked_people
from wgtrack.reading.attendance_labels import is_label, is_members
from wgtrack.reading.attendance_lists import entries_below, is_definition, is_remark
from wgtrack.reading.attendance_signs import explained_sign, those_with_sign
from wgtrack.reading.attendance_tables import row_names
from wgtrack.reading.attendance_text import plain_text
from wgtrack.reading.blocks import Block, BlockKind
from wgtrack.reading.later import later
from wgtrack.reading.markdown import Document
from wgtrack.reading.name_lists import all_names, entry_names, joined_lines, split_names
from wgtrack.reading.person_names import is_full_name, is_organisation, one_name, small_name

_BOX = later(
    r"\s*(?:\[(?P<mark>[ xX]?)\]|(?P<sign>[\u2610\u2611\u2612\u2705\u2713\u2714\u274c\u2716\u2717\u2b1c]\ufe0f?))"
)
_ENOUGH_MARKS = 2
"""Entries with a plus that make it the mark of those present."""
_MOSTLY = 4
"""Items of a list to one whose name is not sure."""
_FULL_NAME = 2
"""Words."""
_TICKED = frozenset("xX\u2611\u2612\u2705\u2713\u2714")


@dataclass(slots=True)
class _List:
    """One attendance list while it is read."""

    ticked: list[str] = field(default_factory=list)
    _entries: dict[int, list[str]] = field(default_factory=dict)
    """The names of an entry, by its block's index."""
    _nested: dict[int, list[str]] = field(default_factory=dict)
    """The names below an entry, by the entry's block's index."""

    def add(self, block: Block, names: list[str]) -> None:
        """Takes the names of an entry, which may be nested in another."""
        if block.parent in self._entries:
            self._nested.setdefault(block.parent, []).extend(names)
        self._entries[block.index] = [] if block.parent in self._entries else names

    def is_without_name(self, block: Block) -> bool:
        """True for an entry that no name was found in, nor anything nested in it."""
        return self._entries.get(block.index) == [] and block.index not in self._nested

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


def names_below(
    document: Document,
    blocks: Sequence[Block],
    position: int,
    known: frozenset[str],
    *,
    boxes_only: bool = False,
    sure: bool = True,
) -> list[str]:
    """The names in what follows the label at `position`: a list, a table, or lines of their own.

    `boxes_only` takes no entry without a box. Unless the label is `sure`, the names must speak for themselves.
    """
    found = _List()
    entries = list(entries_below(document, blocks, position))
    texts = [plain_text(document, block) for block in entries]
    firm_first = firms_lead([line for text in texts for line in text.split("\n")])
    explained = _explained_sign(blocks, position, entries)
    sign = explained or "+"
    marked = firm_first and sum(marked_people(text, sign) is not None for text in texts) >= _ENOUGH_MARKS
    texts = texts if marked else those_with_sign(texts, explained)
    for block, text in zip(entries, texts, strict=True):
        if block.kind is BlockKind.ROW:
            found.add(block, [] if boxes_only else row_names(document, block))
        elif _BOX.match(block.content):
            found.ticked.extend(name for line in text.split("\n") if (name := _ticked_name(line)))
        elif not boxes_only:
            names = _block_names(document, block, text, firm_first=firm_first)
            found.add(block, split_names(marked_people(text, sign) or "") if marked else names)
    if not marked:
        _take_small_names(found, entries, texts)
    names = found.present()
    between = blocks[position + 1] if entries and entries[0].index > blocks[position].index + 1 else None
    if between and between.kind is BlockKind.PARAGRAPH and is_remark(plain_text(document, between)):
        return (
            names if marked or found.ticked or explained else []
        )  # all who have a vote, say, rather than who was there
    return names if sure or have_a_part(blocks, names, known) else []


def _explained_sign(blocks: Sequence[Block], position: int, entries: Sequence[Block]) -> str:
    """The sign that the label, a line above the entries or the line below them says is of those present."""
    if not entries:
        return ""
    first = blocks[0].index
    around = {position, entries[0].index - 1 - first, entries[-1].index + 1 - first}
    beside = (blocks[at] for at in sorted(around) if 0 <= at < len(blocks))
    return next((sign for block in beside if (sign := explained_sign(block.content))), "")


def _take_small_names(found: _List, entries: Sequence[Block], texts: Sequence[str]) -> None:
    """Takes `lee Odo` for a name too where nearly all other items of the list are one."""
    items = [(block, text) for block, text in zip(entries, texts, strict=True) if block.kind is BlockKind.ITEM]
    unread = [(block, small_name(text)) for block, text in items if found.is_without_name(block)]
    small = [(block, name) for block, name in unread if name and name[0].islower() and _like_full_name(name)]
    if len(items) >= _MOSTLY * len(small):
        for block, name in small:
            found.add(block, [name])


def _like_full_name(name: str) -> bool:
    """`lee Odo`, and `lee odo`: two words that need not have a capital."""
    return not name.islower() or len(name.split()) == _FULL_NAME


def _block_names(document: Document, block: Block, text: str, *, firm_first: bool) -> list[str]:
    """The names of an entry without a box; whoever is struck out was not there."""
    struck = document.inline(block).struck
    if 2 * sum(end - start for start, end in struck) > len(text) or is_label(text) or is_members(text):
        return []
    lines = joined_lines(text.split("\n"))
    if block.kind is BlockKind.PARAGRAPH and is_definition(text):
        return [name for line in lines if line.lstrip().startswith(":") for name in split_names(line.lstrip(" :"))]
    if block.kind is BlockKind.PARAGRAPH and (len(lines) == 1) and (names := all_names(lines[0])):
        return [name for name in names if not is_organisation(name)] or names
    return [name for line in lines for name in entry_names(line, firm_first=firm_first)]


def _ticked_name(line: str) -> str | None:
    """The name behind a ticked box."""
    box = _BOX.match(line)
    return one_name(line[box.end() :]) if box and (box["mark"] or box["sign"] or " ")[0] in _TICKED else None

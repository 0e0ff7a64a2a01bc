"""Where an attendance list ends: which blocks below its label are its entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wgtrack.reading.attendance_labels import (
    LONGEST_LABEL,
    invites,
    is_away,
    is_group,
    is_guests,
    is_label,
    is_other_label,
    plain_label,
)
from wgtrack.reading.attendance_signs import lines_with_sign
from wgtrack.reading.attendance_text import plain_text
from wgtrack.reading.blocks import Block, BlockKind
from wgtrack.reading.later import later
from wgtrack.reading.markdown import Document
from wgtrack.reading.name_lists import entry_names
from wgtrack.reading.person_names import AWAY_SIGN, ROLE, is_away_remark, is_full_name, is_organisation

_MOST_GROUPS = 12
"""Parts of one list, such as `Guests:`; a bound, so that a note of nothing but labels is read in linear time."""

_MOST_REMARKS = 3
"""Paragraphs between a heading and its list: `Please add your name`, how many make a quorum."""


def is_remark(text: str) -> bool:
    """True for words below a label that tell something rather than lead in names."""
    return not text.rstrip(" *_").endswith(":") and not is_group(text) and not invites(text)


def entries_below(document: Document, blocks: Sequence[Block], position: int) -> Iterator[Block]:
    """The blocks of the list that the label at `position` opens, without those below `Regrets` and the like."""
    walk = _Walk(document, blocks[position])
    for index in range(position + 1, len(blocks)):
        taken = walk.step(blocks[index])
        if taken is None:
            return
        if taken:
            yield blocks[index]


class _Walk:
    """What the blocks so far say about the next one."""

    def __init__(self, document: Document, label: Block) -> None:
        self._document = document
        self._label = label
        self._first: Block | None = None
        self._groups = 0
        self._remarks = _MOST_REMARKS if label.kind is BlockKind.HEADING else 0
        self._away_level = 0
        self._away_depth = 0
        self._away_list: BlockKind | None = None
        self._full = True

    def step(self, block: Block) -> bool | None:
        """True for an entry, False for a block to pass over, None where the list has ended."""
        text = plain_text(self._document, block)
        if block.kind is BlockKind.HEADING:
            return self._heading(block, text)
        if block.kind is BlockKind.RULE or (self._label.kind is BlockKind.ITEM and block.depth <= self._label.depth):
            return None
        if self._is_away(block, text):
            return False
        if block.kind is BlockKind.PARAGRAPH and text.rstrip().endswith(":") and ROLE.fullmatch(plain_label(text)):
            return self._group()
        if self._first is not None and block.kind is BlockKind.PARAGRAPH and self._heads_part(block, text):
            return self._group()
        return self._entry(block, text)

    def _is_away(self, block: Block, text: str) -> bool:
        """True for a label of those away, and for the list or line below it."""
        if is_away(text):
            self._away_depth = block.depth
            self._away_list = block.kind if block.kind is BlockKind.PARAGRAPH and _is_lead_in(text) else None
            return True
        if self._away_list is BlockKind.PARAGRAPH and not _is_lead_in(text):  # the list, or the line, of their names
            self._away_list = BlockKind.ITEM
            return True
        if self._away_list is BlockKind.ITEM and block.kind is BlockKind.ITEM:
            return True
        self._away_list = None
        if (self._away_depth and block.depth > self._away_depth) or self._away_level:
            return True
        self._away_depth = 0
        return False

    def _heading(self, block: Block, text: str) -> bool | None:
        if self._label.kind is not BlockKind.HEADING or block.level < self._label.level:
            return None
        if block.level == self._label.level and not is_guests(text):
            return None
        self._away_level = block.level if is_away(text) else 0
        part = is_organisation(text) or (is_group(text) and not is_other_label(text))
        return self._group() if self._away_level or part else None

    def _group(self) -> bool | None:
        """A part of the list begins: what follows may be of another kind than what was before."""
        self._groups += 1
        self._first = None
        return False if self._groups <= _MOST_GROUPS else None

    def _heads_part(self, block: Block, text: str) -> bool:
        """True for `Acme Team`, a line that is no name, between the list of some and the list of others."""
        following = self._document.blocks[block.index + 1 : block.index + 2]
        lists_on = bool(following) and following[0].kind is BlockKind.ITEM and following[0].kind is self._first_kind
        named = is_group(text) or _PART.fullmatch(text.strip(" *_:")) is not None
        named = named and not is_other_label(text) and _OF_OTHERS.search(text) is None
        return lists_on and self._label.kind is BlockKind.HEADING and named

    @property
    def _first_kind(self) -> BlockKind | None:
        return self._first.kind if self._first else None

    def _entry(self, block: Block, text: str) -> bool | None:
        if block.kind is BlockKind.PARAGRAPH and _names_role(text):
            return None if self._group() is None else True
        if block.kind is BlockKind.PARAGRAPH and is_definition(text):
            other = is_other_label(text.partition("\n")[0])
            return None if other or self._group() is None else True
        if self._first is None and self._remarks and block.kind is BlockKind.PARAGRAPH and not _is_name_lines(text):
            self._remarks -= 1
            return False
        first = self._first = self._first or block
        same_list = block.depth > first.depth or block.list_id == first.list_id
        if block.kind is not first.kind or not same_list:
            return None
        if block.kind is not BlockKind.PARAGRAPH:
            return True
        self._full, before = self._full and is_full_name(text.strip()), self._full
        lone = block is not first and before and len(text.split()) == 1  # a topic below people with full names
        return True if _is_name_lines(text) and not lone else None


_PART = later(
    r"(?:[\w.&'’/-]+\s){0,4}(?:team|members?|staff|committee|board|group|representatives?|chairs?)", re.IGNORECASE
)

_OF_OTHERS = later(
    r"\b(?:proposed|proposals?|new|next|former|past|previous|future|incoming|outgoing|elect(?:ed|ion)?|prospective|potential|"
    r"candidates?|nominees?|nominat\w+|applicants?|invited|suggested)\b",
    re.IGNORECASE,
)
"""Words over people who stand for something, or will belong to the group, rather than were there."""


def is_definition(text: str) -> bool:
    """True for a word and, on lines that begin with a colon, what stands below it."""
    first, _, rest = text.partition("\n")
    return rest.lstrip().startswith(":") and len(first) <= LONGEST_LABEL


def _is_lead_in(text: str) -> bool:
    return text.rstrip(" *_").endswith(":")


def _names_role(text: str) -> bool:
    """True for a line such as `Chair: Ann`, which may stand over or between lists."""
    head, colon, rest = text.partition(":")
    return bool(colon and rest.strip()) and "\n" not in text and ROLE.fullmatch(head.strip(" *_-")) is not None


def _is_name_lines(text: str) -> bool:
    lines = lines_with_sign(text.split("\n"))
    named = [bool(entry_names(line)) for line in lines]
    away = [bool(AWAY_SIGN.match(line)) or is_away_remark(line) for line in lines]
    return any(named) and all(map(max, named, away)) and not is_label(text)

"""Boxes: ticked or not, and whether those of a list stand for tasks, for presence or for topics."""

from __future__ import annotations

import re

from wgtrack.reading.blocks import Block
from wgtrack.reading.directory import Directory
from wgtrack.reading.markdown import Document
from wgtrack.reading.names import only_names
from wgtrack.reading.sections import Place

BOX = re.compile(r"\s*(?:\[(?P<mark>[ \u00a0xX~/>-]?)\]|(?P<sign>[☐☑☒]))(?!\()\s*")
MAY_BE_BOX = re.compile(r"\s*\\?[\[☐☑☒]")
"""Found at the start of the raw markdown of everything that can open with a box."""
_RAISED_BY = re.compile(r"\s*\((?:[A-Z]{2,4}|[A-Z][\w-]{1,15})(?:\s*[,&/]\s*[A-Z][\w-]{1,15}){0,3}\)\s")


def ticked(box: re.Match[str]) -> bool:
    """True for `[x]` and its like."""
    return (box["mark"] or box["sign"] or "") in ("x", "X", "☑", "☒")


class Boxes:
    """Judges the boxes of one note, each list once."""

    def __init__(self, document: Document, known: Directory) -> None:
        self._document = document
        self._known = known
        self._box_lists: dict[int, bool] = {}
        self._agenda_items: set[int] = set()

    def is_topic(self, block: Block, words: str, *, listed: bool) -> bool:
        """True for `[ ] (DR) topic` and what is nested in it: who raised what to talk about."""
        if block.parent in self._agenda_items or _RAISED_BY.match(words):
            self._agenda_items.add(block.index)
            return not listed
        return False

    def are_tasks(self, block: Block, place: Place) -> bool:
        """True where the boxes of the block's list stand for tasks."""
        if place.area:
            return False
        if block.list_id not in self._box_lists:
            self._box_lists[block.list_id] = not self._is_attendance(block)
        return self._box_lists[block.list_id]

    def _is_attendance(self, block: Block) -> bool:
        """True where most boxes of a list stand before nothing but a name."""
        texts = [self._document.inline(one).text for one in self._list_of(block)]
        names = sum(bool(only_names(BOX.sub("", text, count=1), self._known)) for text in texts)
        return names * 2 > len(texts)

    def _list_of(self, block: Block) -> list[Block]:
        near = self._document.blocks[block.index : block.index + 200]
        return [one for one in near if one.list_id == block.list_id]

"""Lists that report on the actions above them, where a section has its actions as paragraphs.

Dana to book the room.

- In progress, see below.

Lee to order the food.

- Done.
"""

from __future__ import annotations

from itertools import takewhile

from wgtrack.reading import marks
from wgtrack.reading.blocks import Block, BlockKind
from wgtrack.reading.boxes import MAY_BE_BOX
from wgtrack.reading.directory import Directory
from wgtrack.reading.markdown import Document
from wgtrack.reading.whose import names_anybody, names_who

_LONGEST = 40
"""Items of a list that is looked at; a longer one is no report."""
_NEAR = 300


class Reports:
    """Knows which lists report on the paragraph before them; asked in the order of the blocks."""

    def __init__(self, document: Document, known: Directory) -> None:
        self._document = document
        self._known = known
        self._lists: set[int] = set()

    def has(self, block: Block) -> bool:
        """True for an item of a list that was found to be a report."""
        return block.kind is BlockKind.ITEM and block.list_id in self._lists

    def behind(self, block: Block, *, marked: bool = False) -> list[Block]:
        """The items that report on the action in the paragraph `block`; empty where the list behind is no report.

        `marked` tells that a marker says that it is an action; else its words have to.

        It is one where none of its items is somebody's task, and either an item says how a task stands, or action and
        list follow one upon the other more than once.
        """
        items = self._list_behind(block)
        if not items or not (marked or self._says_who(block)) or any(map(self._may_be_task, items)):
            return []
        texts = [self._document.inline(one).text[: marks.LONGEST_REMARK] for one in items]
        if not (self._is_one_of_many(block, items[-1]) or marks.remarks_said(texts).anything):
            return []
        self._lists.add(items[0].list_id)
        return items

    def _list_behind(self, block: Block) -> list[Block]:
        if block.kind is not BlockKind.PARAGRAPH:
            return []
        near = self._document.blocks[block.index + 1 : block.index + 1 + _LONGEST]
        first = near[0] if near and near[0].kind is BlockKind.ITEM else None
        items = list(takewhile(lambda one: first is not None and one.depth >= first.depth, near))
        return items if 0 < len(items) < _LONGEST else []

    def _says_who(self, block: Block) -> bool:
        text = self._document.inline(block).text[:_NEAR]
        return block.kind is BlockKind.PARAGRAPH and text.rstrip(" *_")[-1:] != ":" and names_who(text, self._known)

    def _may_be_task(self, item: Block) -> bool:
        text = self._document.inline(item).text[:_NEAR]
        return bool(MAY_BE_BOX.match(item.content)) or names_anybody(text, self._known)

    def _is_one_of_many(self, block: Block, last: Block) -> bool:
        """True where another action stands behind the list, or another report before its action."""
        blocks = self._document.blocks
        if block.index and self.has(blocks[block.index - 1]):
            return True
        return last.index + 1 < len(blocks) and self._says_who(blocks[last.index + 1])

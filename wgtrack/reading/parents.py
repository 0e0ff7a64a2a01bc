"""Whom the bullets above a task give it to: a parent that is only a name, initials before a parent's words."""

from __future__ import annotations

from wgtrack.reading.blocks import Block
from wgtrack.reading.boxes import BOX
from wgtrack.reading.directory import Directory
from wgtrack.reading.markdown import Document
from wgtrack.reading.names import only_names
from wgtrack.reading.owners import bracketed_owners, speaker
from wgtrack.reading.sections import Place, Strength

_SEVERAL = 2


class Parents:
    """Knows of each block whom the blocks around it name; every parent is judged once."""

    def __init__(self, document: Document, known: Directory) -> None:
        self._document = document
        self._known = known
        self._parent_names: dict[int, tuple[str, ...] | None] = {}

    def owners_around(self, block: Block, place: Place) -> tuple[str, ...]:
        """Whom the nearest parent that is only names, or the lead-in above the list, gives the block to."""
        above = self._owners_above(block, place)
        return place.owners if above is None else above

    def deals_out(self, words: str, nested: list[Block]) -> bool:
        """True for a lead-in, `We need docs:`, below which every bullet is headed by somebody of this call."""
        if len(nested) < _SEVERAL or not words.rstrip(" *_").endswith(":"):
            return False
        heads = [speaker(self._document.inline(one).text[:200], self._known) for one in nested]
        return len(set(heads)) > 1 and all(head and all(map(self._was_there, head)) for head in heads)

    def _was_there(self, name: str) -> bool:
        return self._known.was_there(name) or self._known.has_part(name)

    def _owners_above(self, block: Block, place: Place) -> tuple[str, ...] | None:
        """The owners of the parents; `()` where a parent is what somebody else said, None where none says."""
        chain: list[int] = []
        owners: tuple[str, ...] | None = None
        while block.parent >= 0:
            if block.parent in self._parent_names:
                owners = self._parent_names[block.parent]
                break
            chain.append(block.parent)
            block = self._document.blocks[block.parent]
            if block.index == place.start:
                break  # `Dana: action items` opens the list: whose it is, the place says
            in_list = place.strength is not Strength.NONE and block.index > place.start
            owners = self._named_by(block, in_list=in_list)
            if owners is not None:
                break
        for index in chain:
            self._parent_names[index] = owners
        return owners

    def _named_by(self, parent: Block, *, in_list: bool) -> tuple[str, ...] | None:
        text = self._document.inline(parent).text[:200] if parent.content else ""
        box = BOX.match(text)
        words = text[box.end() :] if box else text
        owners = only_names(words, self._known)
        if owners and (words.rstrip(" *_").endswith(":") or in_list or all(map(self._known.knows, owners))):
            return owners if in_list or not _lone_capitals(owners, self._known) else None
        if in_list and (raised := bracketed_owners(words, self._known)):
            return raised
        return () if speaker(words, self._known) else None


def _lone_capitals(owners: tuple[str, ...], known: Directory) -> bool:
    """`RFC` as a parent is rather a topic than somebody, unless the note knows it."""
    return len(owners) == 1 and owners[0].isupper() and not known.knows(owners[0])

"""The bullets above a task: whom they give it to, and which of them are only a name or a topic, no task themselves."""

from __future__ import annotations

import re

from wgtrack.reading import grammar
from wgtrack.reading.blocks import Block, BlockKind
from wgtrack.reading.boxes import BOX
from wgtrack.reading.directory import Directory
from wgtrack.reading.later import later
from wgtrack.reading.markdown import Document
from wgtrack.reading.names import only_names
from wgtrack.reading.owners import bracketed_owners, speaker
from wgtrack.reading.sections import Place, Strength
from wgtrack.reading.whose import names_anybody, names_task

_SEVERAL = 2
_MOST_NESTED = 40
_NEAR = 300
_NO_OWNER = grammar.spaced(grammar.NO_OWNER)
_ADDRESS = later(r"https?://\S+")
_LOGIN = later(r"[\w.-]{2,30}")


class Parents:
    """Knows of each block whom the blocks around it name; every parent is judged once."""

    def __init__(self, document: Document, known: Directory) -> None:
        self._document = document
        self._known = known
        self._parent_names: dict[int, tuple[str, ...] | None] = {}
        self._passing: dict[int, tuple[str, ...]] = {}

    def passes_on(self, block: Block, words: str) -> bool:
        """True for a parent that is only a name or a topic: what is nested in it are the actions."""
        nested = self._nested_items(block)
        if nested and _NO_OWNER.fullmatch(words.strip(" *_:.()")):
            self._passing[block.index] = ()
            return True
        owners = only_names(words, self._known) or self._recurring(words, nested)
        if owners and (nested or len(words.split()) <= 4):
            self._passing[block.index] = owners
            return True
        if not (self._deals_out(words, nested) or self._is_topic_of(words, nested)):
            return False
        self._passing[block.index] = ()
        return True

    def passed_by(self, block: Block) -> bool:
        """True for a block whose parent was found to pass on to what is nested in it."""
        return block.parent in self._passing

    def owners_around(self, block: Block, place: Place) -> tuple[str, ...]:
        """Whom the nearest parent that is only names, or the lead-in above the list, gives the block to.

        A parent that only its list shows to be somebody comes first.
        """
        if passed := self._passing.get(block.parent):
            return passed
        if place.owners and place.start > block.parent:
            return place.owners  # the lead-in stands between the parent and the block
        above = self._owners_above(block, place)
        return place.owners if above is None else above

    def _deals_out(self, words: str, nested: list[Block]) -> bool:
        """True for a lead-in, `We need docs:`, below which every bullet is headed by somebody of this call."""
        if len(nested) < _SEVERAL or not words.rstrip(" *_").endswith(":"):
            return False
        heads = [speaker(self._document.inline(one).text[:200], self._known) for one in nested]
        return len(set(heads)) > 1 and all(head and all(map(self._was_there, head)) for head in heads)

    def _is_topic_of(self, words: str, nested: list[Block]) -> bool:
        """True for a few words that are no task, where each nested item is somebody's."""
        topic = _ADDRESS.sub("", words).split()
        if not nested or len(topic) > 4 or (len(topic) > 1 and topic[0].casefold() in grammar.VERBS):
            return False
        texts = (self._document.inline(one).text for one in nested)
        return not names_anybody(words, self._known) and all(names_task(text, self._known) for text in texts)

    def _recurring(self, words: str, nested: list[Block]) -> tuple[str, ...]:
        """A lone word that every nested item says again is whom the list gives them to, whatever its shape."""
        name = words.strip(" *_:@")
        if not nested or not _LOGIN.fullmatch(name):
            return ()
        again = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        texts = (self._document.inline(one).text[:_NEAR] for one in nested)
        return (name,) if all(again.search(text) for text in texts) else ()

    def _nested_items(self, block: Block) -> list[Block]:
        nested = self._document.children.get(block.index, ())[:_MOST_NESTED]
        return [one for one in map(self._document.blocks.__getitem__, nested) if one.kind is BlockKind.ITEM]

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

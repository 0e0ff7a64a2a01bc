"""Boxes: ticked or not, and whether those of a list stand for tasks, for presence or for topics."""

from __future__ import annotations

import re

from wgtrack.reading import grammar
from wgtrack.reading.blocks import Block, BlockKind
from wgtrack.reading.directory import Directory
from wgtrack.reading.labels import EDGE, LONGEST_LABEL
from wgtrack.reading.later import later
from wgtrack.reading.markdown import Document
from wgtrack.reading.names import only_names
from wgtrack.reading.sections import Place
from wgtrack.reading.whose import names_who

BOX = later(r"\s*[*_]{0,2}(?:\[(?P<mark>[ \u00a0xX~/>-]?)\]|(?P<sign>[☐☑☒]))(?!\()\s*")
MAY_BE_BOX = later(r"\s*[*_]{0,2}\\?[\[☐☑☒]")
"""Found at the start of the raw markdown of everything that can open with a box."""
_RAISED_BY = later(r"\s*\((?:[A-Z]{2,4}|[A-Z][\w-]{1,15})(?:\s*[,&/]\s*[A-Z][\w-]{1,15}){0,3}\)\s")

_SPEAKS = later(
    r"\b(?:to|will)\s+(?:present|discuss|talk|speak|demo|introduce|report|show|update|chair|scribe|moderate|lead)\b",
    re.IGNORECASE,
)
"""Who takes the floor at this call rather than a task."""
_DISCUSS = later(r"[\W_]*(?:discuss(?:ion)?|talk about|topic)\b", re.IGNORECASE)
_LAST_TIME = grammar.spaced(grammar.LAST_TIME)
_NEAR = 120
_LONGEST_LIST = 200


def ticked(box: re.Match[str]) -> bool:
    """True for `[x]` and its like."""
    return (box["mark"] or box["sign"] or "") in ("x", "X", "☑", "☒")


class Boxes:
    """Judges the boxes of one note, each list once."""

    def __init__(self, document: Document, known: Directory) -> None:
        self._document = document
        self._known = known
        self._box_lists: dict[int, bool] = {}
        self._agreed: dict[int, bool] = {}
        self._topic_lists: dict[int, bool] = {}
        self._carried: dict[int, bool] = {}
        self._agenda_items: set[int] = set()

    def is_topic(self, block: Block, words: str, *, listed: bool) -> bool:
        """True for what is to be talked about: `[ ] (DR) topic` and what is nested in it, `[ ] Discuss the venue`."""
        if block.parent in self._agenda_items or _RAISED_BY.match(words):
            self._agenda_items.add(block.index)
            return not listed
        return not listed and _DISCUSS.match(words) is not None and self._only_topics(block)

    def _only_topics(self, block: Block) -> bool:
        """True where every box of a list is something to talk about."""
        if block.list_id not in self._topic_lists:
            texts = (self._document.inline(one).text for one in self._list_of(block))
            boxes = [box for box in map(BOX.match, texts) if box]
            self._topic_lists[block.list_id] = all(_DISCUSS.match(box.string, box.end()) for box in boxes)
        return self._topic_lists[block.list_id]

    def are_tasks(self, block: Block, place: Place) -> bool:
        """True where the boxes of the block's list stand for tasks."""
        if place.area and not self._of_last_time(block):
            return place.area == "agenda" and self._is_agreed(block, place)
        if block.list_id not in self._box_lists:
            self._box_lists[block.list_id] = not self._is_attendance(block)
        return self._box_lists[block.list_id]

    def _is_agreed(self, block: Block, place: Place) -> bool:
        """True for boxes of an agenda that stand in the talk about a topic: nested, or below the topic's heading.

        There a list holds tasks where one of its boxes names who does what, or where other bullets stand beside them.
        """
        if not (place.inherited or self._below_talk(block)):
            return False
        if block.list_id not in self._agreed:
            near = self._list_of(block)
            texts = [self._document.inline(one).text for one in near]
            boxes = [box for box in map(BOX.match, texts) if box]
            named = any(self._names_task(box.string[box.end() :]) for box in boxes)
            mixed = place.inherited and len(boxes) < len(texts)
            self._agreed[block.list_id] = (named or mixed) and not self._is_attendance(block)
        return self._agreed[block.list_id]

    def _of_last_time(self, block: Block) -> bool:
        """True where the list's own lead-in says that it is of an earlier call: `Previously`."""
        if block.list_id not in self._carried:
            first = self._list_of(block)[0].index
            lead = self._document.blocks[first - 1] if first else block
            short = lead.kind is BlockKind.PARAGRAPH and len(lead.content) <= LONGEST_LABEL
            words = self._document.inline(lead).text.strip(EDGE) if short else ""
            self._carried[block.list_id] = _LAST_TIME.fullmatch(words) is not None
        return self._carried[block.list_id]

    def _below_talk(self, block: Block) -> bool:
        """True where the item that a box is nested in has no box itself."""
        parent = self._document.blocks[block.parent] if block.parent >= 0 else None
        return parent is not None and not MAY_BE_BOX.match(parent.content)

    def _names_task(self, words: str) -> bool:
        return names_who(words, self._known) and not _SPEAKS.search(words[:_NEAR])

    def _is_attendance(self, block: Block) -> bool:
        """True where most boxes of a list stand before nothing but a name."""
        texts = [self._document.inline(one).text for one in self._list_of(block)]
        others = 0
        for text in texts:
            others += not only_names(BOX.sub("", text, count=1), self._known)
            if others * 2 >= len(texts):
                return False
        return True

    def _list_of(self, block: Block) -> list[Block]:
        near = self._document.blocks[max(0, block.index - _LONGEST_LIST) : block.index + _LONGEST_LIST]
        return [one for one in near if one.list_id == block.list_id]

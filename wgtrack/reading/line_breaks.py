"""Line breaks inside a paragraph or an item: one that wraps a long line, or one after which something else begins."""

from __future__ import annotations

import re

from wgtrack.reading.chat import begins_turn
from wgtrack.reading.later import later
from wgtrack.reading.marks import remarks_said
from wgtrack.reading.mentions import UPPER
from wgtrack.reading.unmarked import without_mark

_GOES_ON = later(
    r"(?:[,;:(\[/&+\u2013\u2014-]|\b(?:and|or|but|to|the|an?|of|for|with|by|in|on|at|from|und|oder|et|ou|y|o|e|en))\W{0,3}$",
    re.IGNORECASE,
)
_BEGINS = later(rf"[^\w@]{{0,4}}(?:@|{UPPER})")
_LABELLED = later(r"\s*(?:[^\W\d_][\w'’.-]{0,20}(?:\s[^\W\d_][\w'’.-]{0,20})?)(?:\s\[[^\[\]]{1,12}\])?:\s")
_NEAR = 40
_NARROW = 50
"""Characters: nobody wraps lines as short as that."""


def begins_anew(text: str, start: int, end: int) -> bool:
    """True where the line `text[start:end]` opens with a label or a speaker, so that nothing goes on in it."""
    return _LABELLED.match(text, start, end) is not None or begins_turn(text, start, end)


class LineBreaks:
    """The breaks of one block's raw markdown; lines are counted from 0."""

    def __init__(self, content: str) -> None:
        self._lines = content.split("\n")
        self._lengths = [len(without_mark(line)) for line in self._lines]
        """Without outcome marks, so that what `annotate` adds moves no break."""
        self._width = max(_NARROW, *self._lengths)

    def is_meant(self, number: int) -> bool:
        """True where the line after line `number` is another matter: a hard break, or room was left for its first word.

        A line in small letters goes on, and one that tells how the task stands belongs to it.
        """
        if number + 1 >= len(self._lines):
            return False
        line, following = self._lines[number], self._lines[number + 1].strip()
        bare = line.rstrip(" \\*_")
        if not _BEGINS.match(following) or _GOES_ON.search(bare[-_NEAR:]) or remarks_said([following]).anything:
            return False
        hard = line.endswith(("  ", "\\"))
        return hard or self._lengths[number] + 1 + len(following.split(maxsplit=1)[0]) < self._width

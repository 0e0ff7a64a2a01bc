"""The lines of an agenda, and what each of them stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wgtrack.reading.choices import CHOICE
from wgtrack.reading.keys import KEY
from wgtrack.reading.written import line_digest

_MARKER = re.compile(r"^ {0,3}<!-- wgtrack:(?:agenda|lines):\d")
_KEY = re.compile(rf"\((?P<key>{KEY.pattern})\)", re.IGNORECASE)
_BULLET = re.compile(r"[ \t]{0,8}[-*+] ")
_BOX = re.compile(r"[ \t]{0,8}[-*+] {1,4}\[[ xX]\]")
HEADING = re.compile(r" {0,3}(?P<level>#{1,6})(?=\s|$)")
FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")


class Role(StrEnum):
    """What a line is."""

    ITEM = "item"
    """The line of an item: a bullet that bears its key."""
    CHOICE = "choice"
    """A box below an item, to keep or drop it."""
    BELOW = "below"
    """Another line below an item."""
    TEXT = "text"
    """A heading, or what else belongs to no item."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a line of ours is known by in any version of the agenda."""

    role: Role
    about: str
    """The item's key; of a text, its digest."""
    number: int | str = 0
    """Which of several; of a choice, its word."""


def is_marker(line: str) -> bool:
    """True for a comment of ours, which is no line of the agenda."""
    return _MARKER.match(line) is not None


def is_box(line: str) -> bool:
    """True for a bullet with a box."""
    return _BOX.match(line) is not None


def item_on(line: str) -> Name | None:
    """The item, or its choice, that a bullet stands for: by the last key on it. None for any other line."""
    if not _BULLET.match(line):
        return None
    if choice := CHOICE.match(line):
        return Name(Role.CHOICE, choice["key"].lower(), choice["word"].lower())
    keys = _KEY.findall(line)
    return Name(Role.ITEM, keys[-1].lower()) if keys else None


def names(lines: Sequence[str]) -> Iterator[Name | None]:
    """The name of each line of ours; None for an empty one."""
    item = ""
    below = 0
    texts: dict[bytes, int] = {}
    for line in lines:
        if not line.strip():
            yield None
            continue
        named = item_on(line)
        if named:
            if named.role is Role.ITEM:
                item, below = named.about, 0
            yield named
        elif item and line[:1] in " \t":
            below += 1
            yield Name(Role.BELOW, item, below)
        else:
            item = ""
            known = line_digest(line)
            texts[known] = texts.get(known, 0) + 1
            yield Name(Role.TEXT, known.hex(), texts[known])

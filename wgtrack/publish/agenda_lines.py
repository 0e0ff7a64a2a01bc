"""The lines of an agenda: which of them wgtrack wrote, and what each stands for.

Beside the marker of `reading.agendas` an agenda that is kept in a file ends with a second comment,

    <!-- wgtrack:lines:1 MTIzNAAA… -->

version, and in base 64 four bytes (BLAKE2b, RFC 7693) for each line that wgtrack wrote there, in their order. A line
that reads otherwise is somebody's own.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from wgtrack.reading.choices import CHOICE
from wgtrack.reading.keys import KEY

VERSION = 1
_DIGEST = 4
"""Bytes for a line: among a thousand lines, a person's own is taken for ours once in four million times."""
_LINES = re.compile(rf"^ {{0,3}}<!-- wgtrack:lines:{VERSION} (?P<digests>[A-Za-z0-9+/=]*) -->[ \t]*$")
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


def split(text: str) -> list[str]:
    """The lines of a text, whatever ends them, without empty ones at its end."""
    return text.replace("\r\n", "\n").rstrip("\n").split("\n")


def digest(line: str) -> bytes:
    """The bytes that stand for a line, whatever blanks an editor leaves at its end."""
    return blake2b(line.rstrip().encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()


def digests_line(digests: Iterable[bytes]) -> str:
    """The comment that holds `digests`."""
    return f"<!-- wgtrack:lines:{VERSION} {base64.b64encode(b''.join(digests)).decode('ascii')} -->"


def read_digests(lines: Iterable[str]) -> list[bytes] | None:
    """The digests in the last such comment among `lines`; None where there is none."""
    found = None
    for line in lines:
        match = _LINES.match(line) if "wgtrack:lines:" in line else None
        if match:
            try:
                joined = base64.b64decode(match["digests"], validate=True)
            except (binascii.Error, ValueError):
                continue
            found = [joined[at : at + _DIGEST] for at in range(0, len(joined), _DIGEST)]
    return found


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
            known = digest(line)
            texts[known] = texts.get(known, 0) + 1
            yield Name(Role.TEXT, known.hex(), texts[known])

"""Which lines of an agenda wgtrack wrote.

Beside the marker of `reading.agendas` an agenda ends with a second comment,

    <!-- wgtrack:lines:1 MTIzNAAA… -->

version, and in base 64 four bytes (BLAKE2b, RFC 7693) for each line that wgtrack wrote there, in their order. A line
that reads otherwise is somebody's own.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from hashlib import blake2b

from wgtrack.reading.later import later

VERSION = 1
_DIGEST = 4
"""Bytes for a line: among a thousand lines, a person's own is taken for ours once in four million times."""
_LINES = later(rf"^ {{0,3}}<!-- wgtrack:lines:{VERSION} (?P<digests>[A-Za-z0-9+/=]*) -->[ \t]*$")


def split_lines(text: str) -> list[str]:
    """The lines of a text, whatever ends them, without empty ones at its end."""
    return text.replace("\r\n", "\n").rstrip("\n").split("\n")


def line_digest(line: str) -> bytes:
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


def lines_of_ours(text: str) -> frozenset[int]:
    """The numbers, from 1, of the lines of `text` that wgtrack wrote and nobody changed."""
    lines = split_lines(text)
    known = frozenset(read_digests(lines) or ())
    return frozenset(number for number, line in enumerate(lines, 1) if line.strip() and line_digest(line) in known)

"""Text from notes made safe for a terminal."""

from __future__ import annotations

import re

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Controls of C0 and C1, terminal escapes with them, what turns the direction of writing, lone surrogates."""


def printable(text: str) -> str:
    """`text` without anything that a terminal would obey: each such character becomes a visible `\\x1b`."""
    return _UNSAFE.sub(
        lambda found: f"\\x{ord(found[0]):02x}" if ord(found[0]) < 256 else f"\\u{ord(found[0]):04x}", text
    )


def one_line(text: str) -> str:
    """`text` on one line, blanks folded, safe for a terminal."""
    return printable(" ".join(text.split()))

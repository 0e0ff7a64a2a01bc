"""Plain words made safe to stand in markdown: shown and read back as they are, and obeyed by no terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

_TERMINAL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")
"""Escape sequences of ECMA-48: control sequences, operating system commands, and the short ones."""
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that change the direction of writing, with which a line can be made to look like another."""

_PUNCTUATION = r"!-/:-@\[-`{-~"
_ADDRESS = re.compile(r"https?://[^\s<>\\`\[\]|\"]*[^\s<>\\`\[\]|\".,;:!?'*_~()]")
_MAILBOX = re.compile(r"([\w.+%-]{1,64})@(?:[\w-]{1,63}\.){1,8}\w[\w-]{0,62}")
_RISKY_IN_ADDRESS = re.compile(r"[*~]|(?<![^\W_])_|_(?![^\W_])")
_CLINGING = tuple("_*~\\`[]")
_COMMENT = re.compile(r"<(?=!--)")
_ESCAPES = re.compile(
    rf"""[`*\[\]|]
    |\\(?=[{_PUNCTUATION}]|$)
    |_(?![^\W_])|(?<![^\W_])_
    |(?<=')'  # two are emphasis where a wiki's notes are read
    |<(?=[A-Za-z/!?]|$)
    |&(?=\#?[A-Za-z0-9]+;)""",
    re.VERBOSE,
)
_BLOCK_START = re.compile(r"(?:\#{1,6}(?=\s|$)|>|[-+](?=[\s-]|$)|=+$|~{3})")
_NUMBERED = re.compile(r"([0-9]{1,9})([.)])(?=\s|$)")


def plain(text: str) -> str:
    """`text` on one line: blanks folded, terminal sequences, control and direction characters gone."""
    if text.isprintable():  # then the blank is the only one of all these that it may hold
        return " ".join(text.split())
    text = "".join(" " if sign.isspace() else sign for sign in _TERMINAL.sub("", text))
    kept = "".join(sign for sign in text if not _is_control(sign))
    return " ".join(kept.encode("utf-8", "replace").decode("utf-8").split())


def _is_control(sign: str) -> bool:
    return sign in _TURNING or (not sign.isprintable() and unicodedata.category(sign) == "Cc")


def web_addresses(text: str) -> Iterator[re.Match[str]]:
    """The addresses in `text` that a browser opens on the web: http and https, without what ends a sentence."""
    return _ADDRESS.finditer(text) if "://" in text else iter(())


def without_mailboxes(text: str) -> str:
    """`text` with every e-mail address in it cut behind its @."""
    return _MAILBOX.sub(r"\g<1>@…", text) if "@" in text else text


def markdown_text(text: str) -> str:
    """`text` so that markdown (CommonMark with GitHub's tables and strike-through) shows just these words.

    Escapes no more than that needs, leaves an address clickable, and never holds a newline or `<!--`.
    """
    text = plain(text)
    waves = text.count("~") > 1
    parts = []
    end = 0
    for address in _ADDRESS.finditer(text):
        if unescape(address[0]) == address[0]:
            before, end = text[end : address.start()], address.end()
            parts += [_escape(before, waves), _address(address[0], text[end : end + 1])]
    parts.append(_escape(text[end:], waves))
    return _guard_start("".join(parts))


def _escape(text: str, waves: bool) -> str:
    text = _COMMENT.sub("&lt;", _ESCAPES.sub(r"\\\g<0>", text).replace("\\<!--", "<!--"))
    return text.replace("~", "\\~") if waves else text


def _address(address: str, behind: str) -> str:
    """An address, in angle brackets where it, or what stands behind it, would be taken for markup."""
    return f"<{address}>" if _RISKY_IN_ADDRESS.search(address) or behind in _CLINGING else address


def _guard_start(text: str) -> str:
    """`text` so that its first characters open no heading, list, quotation or fence."""
    if _BLOCK_START.match(text):
        return "\\" + text
    return _NUMBERED.sub(r"\1\\\2", text, count=1) if _NUMBERED.match(text) else text

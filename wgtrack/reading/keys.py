"""Keys: the short names of statements and items, the same on every machine.

A statement's key is hashed (BLAKE2b, RFC 7693) from its group, its meeting's date, its normalised words and
its ordinal among equal words of that meeting. Neither path, title nor order of reading enters, so two
machines that read the same notes agree.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

LETTERS = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"
"""Without 0, 1, i, l and o, which are read wrongly off a screen or over a call."""
ALPHABET = LETTERS + DIGITS
LENGTH = 7

KEY = re.compile(rf"[{LETTERS}](?=[{ALPHABET}]*[{DIGITS}])[{ALPHABET}]{{{LENGTH - 1}}}")
"""A whole key: a letter first and a digit somewhere, so that few words look like one."""

KEY_AT_END = re.compile(rf"\s*\((?P<key>{KEY.pattern})\)\s*$")
"""A key that a line names: in parentheses, as its last word."""

_NOT_WORD = re.compile(r"[\W_]+")


def normalise(words: str) -> str:
    """`words` for comparing: compatibility forms, case and punctuation folded, one space between words."""
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", words).casefold()).strip()


def key_at_end(text: str) -> re.Match[str] | None:
    """The key in parentheses with which `text` ends, as the group `key`; positions count in all of `text`."""
    return KEY_AT_END.search(text, max(0, len(text) - 40))


def _digest_to_key(number: int) -> str:
    number, letter = divmod(number, len(LETTERS))
    characters = [LETTERS[letter]]
    for _ in range(LENGTH - 1):
        number, place = divmod(number, len(ALPHABET))
        characters.append(ALPHABET[place])
    return "".join(characters)


def make_key(*parts: str) -> str:
    """The key for `parts`: hashed again with a round number until it has a digit."""
    for round_number in range(1000):
        text = "\x1f".join((*parts, str(round_number)) if round_number else parts)
        key = _digest_to_key(int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()))
        if KEY.fullmatch(key):
            return key
    raise AssertionError("a thousand hashes without a digit")


def statement_keys(group: str, date: dt.date | None, words: Iterable[str]) -> list[str]:
    """The keys of one meeting's statements, given their normalised `words` in the order of the note."""
    seen: Counter[str] = Counter()
    keys = []
    day = date.isoformat() if date else ""
    for text in words:
        seen[text] += 1
        keys.append(make_key(group, day, text, str(seen[text])))
    return keys


def meeting_key(group: str, date: dt.date | None) -> str:
    """The key of a group's meeting of a day; two files about one call share it."""
    return make_key("meeting", group, date.isoformat() if date else "")

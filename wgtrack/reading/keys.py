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
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import blake2b

from wgtrack.reading.kept import kept
from wgtrack.reading.later import later

LETTERS = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"
"""Without 0, 1, i, l and o, which are read wrongly off a screen or over a call."""
ALPHABET = LETTERS + DIGITS
LENGTH = 7

KEY = later(rf"[{LETTERS}](?=[{ALPHABET}]*[{DIGITS}])[{ALPHABET}]{{{LENGTH - 1}}}")
"""A whole key: a letter first and a digit somewhere, so that few words look like one."""

_NAMED = later(rf"(?<!\s)\s*\((?P<key>{KEY.pattern})\)", re.IGNORECASE)

_WORD = later(r"[^\W_]+")


@kept
def normalise(words: str) -> str:
    """`words` for comparing: compatibility forms, case and punctuation folded, one space between words."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", words).casefold()))


@dataclass(frozen=True, slots=True)
class NamedKey:
    """A key in parentheses on a line, and where it stands there, the blanks before it included."""

    key: str
    start: int
    end: int


def named_key(text: str, ours: Collection[str] = ()) -> NamedKey | None:
    """The key that `text` names, in any case: as its last word, or anywhere if it is one of `ours`."""
    found = None
    for match in _NAMED.finditer(text):
        key = match["key"].lower()
        if key in ours or not text[match.end() :].strip():
            found = NamedKey(key, match.start(), match.end())
    return found


def first_key(text: str) -> NamedKey | None:
    """The first key in parentheses, in any case, wherever in `text` it stands."""
    match = _NAMED.search(text)
    return NamedKey(match["key"].lower(), match.start(), match.end()) if match else None


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

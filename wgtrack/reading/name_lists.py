"""The names in an attendance list's lines: several people in one, people with firms, roles with their holders."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wgtrack.reading.attendance_firms import SEPARATOR, people_of_firms, without_firms
from wgtrack.reading.attendance_signs import of_line
from wgtrack.reading.attendance_text import one_set_of_marks
from wgtrack.reading.attendance_words import AND, AWAY, opened
from wgtrack.reading.later import later
from wgtrack.reading.person_names import (
    AWAY_SIGN,
    AWAY_WORD,
    BRACKETS,
    LEADING,
    ROLE,
    is_away_remark,
    is_full_name,
    is_name,
    is_organisation,
    one_name,
    stands_for,
    without_addresses,
)

_CLOCK = frozenset("AM PM UTC GMT PST PDT EST EDT CET CEST ET PT CT".split())
ENDS_OPEN = later(rf"(?:[,;&+/|\u00b7\u2022]|\s(?:{AND}|en))\s*$", re.IGNORECASE)
"""The end of a line that goes on in the next."""
_PART_LABEL = later(r"(?:^|(?<=[,;.\s]))[^,;.:]{1,40}:(?=\s|$)")
"""`Chairs:` before some of the names of a line."""
_HANDLES = later(r"(@[\w-]{1,40})\s+(?=@)")
_TEAM_HANDLE = later(r"@[\w-]{1,40}/[\w-]{1,60}")
_NAME_DASH = later(r"(?P<head>[^:]{2,40}?)\s+(?:-{1,2}|[\u2013\u2014])\s+(?P<rest>.+)", re.DOTALL)
_GAP = later(r"\t+|(?<=\S) {3,}(?=\S)")
"""Between the names of a line that were set in columns."""
_EXCEPT = later(
    r"\W*(?:all|everyone|everybody|full|the\s(?:whole|full|usual)|alle|tous|todos|tutti)\b[^,;:]{0,40}?"
    r"\b(?:but|except|minus|besides|apart|without|bar|außer|sauf|menos|tranne)\b",
    re.IGNORECASE,
)
_OTHERS_AWAY = later(
    rf"\((?i:(?:{opened(AWAY)})\s?(?:from|by|:|-|\u2013)\s?)@?[^\W\d_a-z][^()]{{0,200}}\)|"
    r"\([^\W\d_a-z]\w{1,20}(?:\s(?:and\s)?[^\W\d_a-z]\w{1,20}){0,3}\s(?:is|are|was|were|sends?|sent|had|has|could|couldn['’]t|can['’]t|cannot|isn['’]t|wasn['’]t)\s[^()]{0,200}\)"
)
"""Brackets that tell who else was away: `(apologies from Dora)`, `(Dora sends regrets)`."""
_SOME_IN_BRACKETS = later(rf"\A\(([^()]{{1,200}},[^()]{{1,200}})\)\s*(?:[,;&+]|{AND}\s)", re.IGNORECASE)
"""`(Ann, Bob) + Carl`: the regulars in brackets before the others."""
_TWO_WITH_FIRMS = later(r"[^(),]{3,40}\([^()]{1,60}\) ?, ?[^(),]{3,40}\([^()]{1,60}\)")
_LONGEST_LINE = 4000
_READ_OF_A_LINE = 50_000
"""Characters: two thousand people. What is behind them is no list that anybody wrote."""
_SENTENCE_END = later(r"(?<=\w\w\w)[.!](?:\s|$)")
_FULL_STOP = later(r"(?<=\w\w)(?<!\b[JS]r)\.\s*$")
_TITLES = frozenset("prof hon rev mag ing dipl univ dott mme mlle mrs messrs".split())


def split_names(text: str) -> list[str]:
    """The names in a line such as `Ann, Bob (Acme) & @carl`, in order; those named as absent are left out."""
    text = one_set_of_marks(without_addresses(text[:_READ_OF_A_LINE]))
    text = of_line(text)
    line = _unwrap(" ".join((text if "," in text else _GAP.sub(", ", text.strip())).split()))
    if _EXCEPT.match(line):
        return []
    line = _SOME_IN_BRACKETS.sub(r"\1, ", line, count=1) if line[:1] == "(" else line
    line = _OTHERS_AWAY.sub("", line) if "(" in line else line
    line = people_of_firms(_first_sentences(line))
    line = _HANDLES.sub(r"\1, ", _TEAM_HANDLE.sub("", line))
    line = BRACKETS.sub(_keep_if_away, line)
    line = _PART_LABEL.sub(", ", without_firms(line))
    pieces = [piece for piece in SEPARATOR.split(line) if piece.strip()]
    names = [name for piece in pieces if (name := one_name(piece)) is not None]
    if len(names) < len(pieces):  # part of it is talk: what has no capital is more likely a word than a login
        names = [name for name in names if not name[0].islower() or f"@{name}" in line]
    return names


def _keep_if_away(match: re.Match[str]) -> str:
    return " absent " if is_away_remark(match[0]) else " "


def _unwrap(line: str) -> str:
    """The inside of a line that stands in brackets as a whole."""
    stripped = line.strip(" .")
    if len(stripped) > 2 and stripped[0] in "([" and stripped[-1] in ")]" and not set("()[]") & set(stripped[1:-1]):
        return stripped[1:-1]
    return line


def _first_sentences(line: str) -> str:
    """`line` up to the first sentence of another matter; sentences of nothing but names stay, joined by commas."""
    parts = []
    start = 0
    for end in _SENTENCE_END.finditer(line):
        word = line[max(start, end.start() - 8) : end.start()].rpartition(" ")[2]
        if word.casefold() in _TITLES:
            continue
        parts.append(line[start : end.start()])
        start = end.end()
    parts.append(_FULL_STOP.sub("", line[start:]))
    kept = parts[:1]
    for part in parts[1:]:
        head, colon, _ = part.partition(":")
        if not (colon and ROLE.fullmatch(head.strip())) and not all(map(_is_short_name, SEPARATOR.split(part))):
            break
        kept.append(part)
    return ", ".join(part.strip() for part in kept if part.strip())


def _is_short_name(piece: str) -> bool:
    return not piece.strip() or (is_name(piece) and piece[:1].isupper() and len(piece.split()) <= 3)


def all_names(text: str) -> list[str]:
    """The names of a line that is two or more of them and nothing else; else empty."""
    pieces = [piece for piece in SEPARATOR.split(one_set_of_marks(text[:_READ_OF_A_LINE])) if piece.strip()]
    names = split_names(text)
    return names if len(names) >= 2 and len(names) == len(pieces) else []


_LABELLED = later(r"[^:]{1,40}:\s")


def joined_lines(lines: Sequence[str]) -> list[str]:
    """`lines` with those that end in a separator joined to the next."""
    whole: list[list[str]] = []
    goes_on = False
    for line in lines:
        if goes_on and not _LABELLED.match(line):
            whole[-1].append(line)
        else:
            whole.append([line])
        goes_on = ENDS_OPEN.search(line[-40:]) is not None
    return [" ".join(parts) for parts in whole]


def entry_names(entry: str, *, firm_first: bool = False) -> list[str]:
    """The names of one list entry: one person with what is said of them, several people, or a role's holders.

    `firm_first` says that what stands before a colon or dash in this list is a firm.
    """
    columns = [part for part in _GAP.split(entry.strip()) if part]
    if len(columns) > 1 and all(map(is_full_name, people := [one_name(part) or "" for part in columns])):
        return people
    text = LEADING.sub("", " ".join(one_set_of_marks(entry).strip().replace("\t", " - ").split()), count=1)
    text = _OTHERS_AWAY.sub("", text)
    if not text or AWAY_SIGN.match(entry) or (AWAY_WORD.match(text) and not one_name(text)):
        return []
    head, colon, rest = text.partition(":")
    dashed = _NAME_DASH.match(text)
    if colon and (firm_first or ROLE.fullmatch(head.strip("*_ "))):
        return split_names(rest)
    if dashed and (firm_first or ROLE.fullmatch(dashed["head"].strip("*_ "))):
        return split_names(dashed["rest"])
    if dashed and not is_full_name(dashed["head"]) and all(map(is_full_name, people := all_names(dashed["rest"]))):
        name = one_name(dashed["rest"]) or ""
        return [name] if stands_for(dashed["head"], name) else people or _people_of(text, head, colon, rest)
    return _people_of(text, head, colon, rest)


def _people_of(text: str, head: str, colon: str, rest: str) -> list[str]:
    """The names of an entry without a role, which is cut at its colon."""
    plain = BRACKETS.sub("", text)
    first, _, behind = text.partition("(")
    if stands_for(behind.partition(")")[0], first.strip("*_ ")):
        return [first.strip("*_ ")]
    if _TWO_WITH_FIRMS.fullmatch(text) and all(map(is_full_name, pair := [one.strip() for one in plain.split(",")])):
        return pair
    logins = plain.count("@") >= 2
    if plain.count(",") >= 2 or (logins and "," in plain):
        names = split_names(plain if not colon else rest)
        if names and is_full_name(names[0]) and not logins and not all(map(is_full_name, names)):
            return names[:1]  # a firm and a town behind one person
        if len(names) > plain.count(",") // 2:
            return names
    if colon and rest.count(",") >= 1 and not (is_organisation(rest) and is_full_name(head)):
        return split_names(rest)
    name = one_name(text)
    return [name] if name else []


def names_only(line: str) -> list[str]:
    """The names of a line that is nothing but two or more names (`Ann / Bob / Carl`); else empty."""
    if len(line) > _LONGEST_LINE or ":" in line:
        return []
    pieces = [piece.strip() for piece in SEPARATOR.split(_FULL_STOP.sub("", line.strip()))]
    if len(pieces) < 2 or not all(
        is_name(piece) and piece[:1].isupper() and len(piece.split()) <= 3 for piece in pieces
    ):
        return []
    return [] if any(piece in _CLOCK for piece in pieces[:-1]) and len(pieces) == 2 else pieces

"""People and their firms: which words of an attendance list's line or entries are the people."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wgtrack.reading.attendance_words import AND, JOBS, ORGANISATION
from wgtrack.reading.later import later
from wgtrack.reading.person_names import AWAY_WORD, ROLE, is_full_name, is_organisation

_BLANKS = r"(?:(?<!\s)\s*)?"
"""Blanks from their first on: tried at each of them, a long run would take the square of its length."""
SEPARATOR = later(rf"{_BLANKS}(?:[,;&+/\u2022\u00b7|]|\s{AND}\s|\sen\s(?=[A-Z]))\s*(?:{AND}\s)?", re.IGNORECASE)
"""What stands between the names of a line."""
_COMMAS = later(rf"{_BLANKS}[,;]\s*")
_FIRM_WITH_PEOPLE = later(r"(?P<firm>[^(),;]{1,60}?)\s*\((?P<people>[^()]{3,300})\)\s*(?:[,;]|$)")
_FIRM_HINTS = tuple(sorted(word for word in ORGANISATION if len(word) > 1))
_HALVES = later(r"(?P<head>[^:]{1,60}?)(?::\s|\s(?:-{1,2}|[\u2013\u2014])\s)(?P<rest>\S.{0,400})", re.DOTALL)
_PAIR_MARKS = ("/", ":", " - ", " \u2013 ", " \u2014 ", " @ ")


def people_of_firms(line: str) -> str:
    """`Acme (Ann Ode, Bob Ray), Bolt (Carl Sol)` as its people; any other line unchanged."""
    if "(" not in line:
        return line
    groups = list(_FIRM_WITH_PEOPLE.finditer(line))
    inside = [[piece.strip() for piece in SEPARATOR.split(group["people"])] for group in groups]
    if not any(len(people) > 1 for people in inside) or not all(all(map(is_full_name, people)) for people in inside):
        return line
    covered = sum(len(group[0]) for group in groups) + 2 * len(groups)
    return ", ".join(group["people"] for group in groups) if covered >= len(line) else line


def without_firms(line: str) -> str:
    """`line` without the firm behind each name: `Ann Ode, Acme; Bob Ray, Bolt`, `Ann Ode/Acme, Bob Ray/Bolt`."""
    entries = [entry.strip() for entry in line.split(";") if entry.strip()]
    paired = [entry for entry in entries if 1 <= entry.count(",") <= 2 and ":" not in entry]
    if len(entries) > 1 and 2 * len(paired) >= len(entries) and all(entry.count(",") <= 2 for entry in entries):
        heads = [entry.partition(",")[0] for entry in paired]
        if all(is_full_name(head.strip()) for head in heads):
            return "; ".join(entry if ":" in entry else entry.partition(",")[0] for entry in entries)
    pieces = [piece for piece in _COMMAS.split(line) if piece.strip()]
    for mark in _PAIR_MARKS:
        if len(pieces) > 1 and (lefts := _lefts([piece.split(mark) for piece in pieces])):
            return ", ".join(lefts)
    return _without_comma_firms(line, pieces)


def _lefts(pairs: Sequence[Sequence[str]]) -> list[str]:
    """What stands before the mark in each piece, where that is a person's full name and behind it a firm."""
    if not all(len(pair) == 2 and all(map(str.strip, pair)) for pair in pairs):
        return []
    lefts, rights = ([side.strip() for side in sides] for sides in zip(*pairs, strict=True))
    named = all(map(is_full_name, lefts)) and not any(map(ROLE.fullmatch, lefts))
    return lefts if named and not all(map(is_full_name, rights)) else []


def _without_comma_firms(line: str, pieces: Sequence[str]) -> str:
    """`Ann Ode, Acme Ltd., Bob Ray, Bolt Ltd.` without the firms, where all that is left are full names."""
    if len(pieces) >= 2 and any(word in line.casefold() for word in _FIRM_HINTS):
        kept = [piece for piece in pieces if not (is_organisation(piece) and not AWAY_WORD.search(piece))]
        return ", ".join(kept) if kept and all(map(is_full_name, kept)) else line
    return line


def firms_lead(entries: Sequence[str]) -> bool:
    """True for a list of firms with their people: `Acme: Ann Ode, Bob Ray`, or full names behind the dashes only."""
    people_before = people_behind = pairs = 0
    for entry in entries:
        halves = _HALVES.fullmatch(entry.strip(" *_+"))
        if halves is None or ROLE.fullmatch(halves["head"].strip("*_ ")):
            continue
        people = _people(halves["rest"])
        if ":" in entry and len(people) > 1 and not _is_firm(halves["rest"]):
            return True
        pairs += 1
        people_behind += bool(people)
        people_before += is_full_name(halves["head"]) and not _is_firm(halves["head"])
    return people_behind > max(1, people_before) and 4 * people_behind >= 3 * pairs


def _people(text: str) -> list[str]:
    """The full names that `text` is nothing but; empty where a part of it is something else."""
    names = [name.strip(" +*") for name in SEPARATOR.split(text) if name.strip(" +*")]
    plain = [re.sub(r"\s?\([^()]{0,60}\)", "", name) for name in names]
    return plain if all(is_full_name(name) and not _is_firm(name) for name in plain) else []


def _is_firm(text: str) -> bool:
    """True for a firm, or for what somebody is there."""
    return is_organisation(text) or any(word in JOBS for word in text.casefold().split()[:8])


def marked_people(entry: str, sign: str) -> str | None:
    """The people of `Acme - Ann Ode + / Bob Ray` who have a `sign`, the plus, for having been there; None without."""
    behind = re.compile(rf"(?<=[\w)])\s?{re.escape(sign)}\s*$")
    halves = _HALVES.fullmatch(entry.strip())
    parts = re.split(r"\s*[/,]\s*", halves["rest"]) if halves else []
    marked = [behind.sub("", part) for part in parts if behind.search(part)]
    return ", ".join(marked) if marked else None

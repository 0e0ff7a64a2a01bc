"""Signs behind the names of an attendance list: `Ann Ode ✅`, `Bob Ray x`, `Carl Sol ❌ (ill)`, and their legends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wgtrack.reading.attendance_words import AND
from wgtrack.reading.later import later
from wgtrack.reading.person_names import is_full_name, one_name

_LONGEST_ENTRY = 200
"""Characters: a longer line is talk rather than a name with a sign."""
_CHECKS = (
    r"[\u2611\u2705\u2713\u2714\U0001F44D]\ufe0f?|"
    r":(?:white_check_mark|heavy_check_mark|ballot_box_with_check|check|\+1):"
)
_CROSSES = (
    r"[\u274c\u2716\u2717\u2b1c\u2610\U0001F534\U0001F6AB\U0001F44E]\ufe0f?|"
    r":(?:x|negative_squared_cross_mark|heavy_multiplication_x|no_entry(?:_sign)?):"
)
_HERE = rf"{_CHECKS}|\[[xX]\]|\((?:{_CHECKS}|[xX])\)"
_AWAY = rf"{_CROSSES}|\[\s?\]|\((?:{_CROSSES}|\s?)\)"
_DASH = r"\s[-\u2013\u2014]\s"
_SIGN = later(
    rf"(?:(?:(?P<here>{_HERE})|(?P<away>{_AWAY}))(?:(?:{_DASH}|\s)[a-z][^\u2611\u2705\u2713\u2714\u274c,;:()]{{1,60}})?|"
    rf"\s(?P<letter>[xX])|{_DASH}(?:(?P<yes>yes|Yes|YES)|(?P<no>no|No|NO)))(?:\s{{0,3}}(?P<remark>\([^()]{{2,100}}\)))?$"
)
"""A sign at the end of a line, or before a remark: `✅ (chair)`, `❌ ill`."""
_ANY = later(rf"{_HERE}|{_AWAY}|{_DASH}(?:yes|no)\b|\s[xX]\s{{0,3}}(?:[,;(]|$)", re.IGNORECASE)
_CUT = later(rf"[()]|[,;]|\s(?:{AND}|&)\s", re.IGNORECASE)
_WORD = later(r"\w")
_TICKED = later(r"\s{0,3}(?:\[[xX]\]|[\u2611\u2705\u2713\u2714])")
_BOX = later(r"\s{0,3}\[(?P<mark>[ xX]?)\]")
_LABELLED = later(r"[^:]{0,60}:(?:\s|$)")
_DECISIVE = 2
"""Names with a sign that make the others of the list absent."""
_LEGEND = later(
    r"(?:^|(?<=[\s(]))[\\\"'`“”‘’(]{0,3}\s?(?P<sign>[*+^#xX\u2020\u2611\u2705\u2713\u2714])\ufe0f?[\"'`“”‘’)]?\s{0,3}[\"'`“”‘’)]?\s{0,3}"
    r"(?:=|:|[-\u2013\u2014]|indicates?|denotes?|means?|marks?|for)\s{0,3}"
    r"(?:(?:those|members|people|who)\s(?:who\s)?)?(?:(?:is|are|was|were)\s)?(?:attend\w*|present|in\sattendance|here)\b",
    re.IGNORECASE,
)
"""`* = present`, `"*" indicates attending`: what a list says of the sign behind its names."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of a list: what it says without the sign behind its name, and that sign."""

    line: str
    name: str = ""
    here: bool = False
    yes: bool = False
    letter: str = ""
    away: bool = False


def explained_sign(text: str) -> str:
    """The sign that `text` begins or ends with a legend of: `* = present`, `Attending  x = present`; else empty."""
    legend = _LEGEND.search(text[:_LONGEST_ENTRY])
    return legend["sign"] if legend and (not legend.start() or _ends(text, legend)) else ""


def without_legend(label: str) -> str:
    """`label` without the legend of a sign at its end."""
    legend = _LEGEND.search(label)
    return label[: legend.start()] if legend and _ends(label, legend) else label


def _ends(text: str, legend: re.Match[str]) -> bool:
    return _WORD.search(text, legend.end()) is None


def those_with_sign(texts: Sequence[str], explained: str = "") -> list[str]:
    """The entries of a list without the signs behind names, and without the lines of those who were not there.

    Not there are those with a sign for it; and those without any sign where at least two names have one for having
    been there, and most lines have a sign or a legend has `explained` it. A yes or no speaks of its own line alone, a
    ticked box before a name keeps it. An `x` is a sign behind two full names, a capital one only where no small one
    is; a plus or an asterisk only where it is the one `explained`.
    """
    lines = [[_read(line, explained) for line in text.split("\n")] for text in texts]
    every = [one for entry in lines for one in entry if one.line.strip()]
    letter = _letter(every, explained)
    here = [one for one in every if one.here or (letter and one.letter == letter)]
    signed = [*here, *(one for one in every if one.yes or one.away)]
    if not signed:
        return list(texts)
    decided = len(here) >= _DECISIVE and (bool(explained) or 2 * len(signed) > len(every))
    return ["\n".join(_kept(entry, letter, decided=decided)) for entry in lines]


def _kept(entry: Sequence[_Entry], letter: str, *, decided: bool) -> Iterator[str]:
    """The lines of an entry that are not of somebody away, without their signs."""
    for one in entry:
        if one.here or one.yes or (one.letter and one.letter == letter):
            yield one.name
        elif not one.away and (not decided or _TICKED.match(one.line)):
            yield one.line


def _letter(every: Sequence[_Entry], explained: str) -> str:
    """The letter that is a sign in this list: `x`, else `X`; empty where both are but parts of names."""
    for letter in "xX":
        full = sum(one.letter == letter and _is_full(one.name) for one in every)
        if full >= _DECISIVE or (full and explained):
            return letter
    return ""


def _read(line: str, explained: str) -> _Entry:
    """What stands on a `line`."""
    bare = line.rstrip()
    if len(bare) > _LONGEST_ENTRY:
        return _Entry(line)
    if explained and explained not in "xX" and bare.endswith(explained):
        bare = f"{bare.removesuffix(explained)} x"
    sign = _SIGN.search(bare)
    if sign is None or _WORD.search(bare, 0, sign.start()) is None:
        return _Entry(line)
    name = f"{bare[: sign.start()].rstrip()} {sign['remark'] or ''}".rstrip()
    return _Entry(
        line, name, bool(sign["here"]), bool(sign["yes"]), sign["letter"] or "", bool(sign["away"] or sign["no"])
    )


def lines_with_sign(lines: Sequence[str]) -> list[str]:
    """`those_with_sign` of a paragraph's lines up to one with a label, `Regrets: Ann`; it and the rest stay."""
    end = next((number for number, line in enumerate(lines) if _LABELLED.match(line)), len(lines))
    return [*filter(str.strip, those_with_sign(lines[:end])), *lines[end:]]


def of_line(line: str) -> str:
    """`Ann Ode ✅, Bob Ray ❌, Carl Sol ✅` as `Ann Ode, Carl Sol`; any other line unchanged.

    Boxes may also stand before the names.
    """
    if _ANY.search(line) is None or len(pieces := _pieces(line)) == 1:
        return line
    boxes = [_BOX.match(piece) for piece in pieces]
    if sum(box is not None for box in boxes) >= _DECISIVE:
        found = [piece for piece, box in zip(pieces, boxes, strict=True) if box is None or box["mark"].strip()]
    else:
        found = those_with_sign(pieces)
    return line if found == pieces else ", ".join(filter(None, found))


def _pieces(line: str) -> list[str]:
    """`line` cut at what stands between names, outside brackets."""
    pieces = []
    start = depth = 0
    for cut in _CUT.finditer(line):
        if cut[0] in "()":
            depth = max(0, depth + (1 if cut[0] == "(" else -1))
        elif not depth:
            pieces.append(line[start : cut.start()].strip())
            start = cut.end()
    return [*pieces, line[start:].strip()]


def _is_full(entry: str) -> bool:
    name = one_name(entry)
    return name is not None and is_full_name(name)

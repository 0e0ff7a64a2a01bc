"""Who was there, from a note's front matter (YAML): `attendees: [Ann, Bob]`, or a list below such a key."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wgtrack.reading.attendance_labels import is_away, is_label
from wgtrack.reading.later import later
from wgtrack.reading.name_lists import split_names
from wgtrack.reading.person_names import one_name

_MOST_LINES = 400
_ENTRY = later(r"\s*-\s+(?P<entry>\S.*)")
_NAME_KEY = later(r"(?:full[\s_-]?)?name|who|person|nom|nombre", re.IGNORECASE)


def front_matter_names(lines: Sequence[str]) -> list[str]:
    """The names below or behind a key of those present; empty where there is none."""
    names: list[str] = []
    inside = False
    for line in lines[:_MOST_LINES]:
        entry = _ENTRY.fullmatch(line)
        if entry:
            names.extend(_entry(entry["entry"]) if inside else [])
            continue
        key, colon, value = (part.strip() for part in line.partition(":"))
        nested = line[:1].isspace()
        if nested and inside and _NAME_KEY.fullmatch(key):
            names.extend(_entry(value))
            continue
        if not nested or is_label(key) or is_away(key):
            inside = bool(colon) and is_label(key.replace("_", " "))
        elif key:
            continue
        if inside and value:
            names.extend(split_names(_unquoted(value.strip("[]"))))
    return names


def _entry(value: str) -> list[str]:
    """The name of `Ann`, `"Ann Ode"` or `name: Ann Ode`; empty for another key's value."""
    key, colon, rest = value.partition(": ")
    if colon:
        value = rest if _NAME_KEY.fullmatch(key.strip("{ ")) else ""
    name = one_name(_unquoted(value.partition(", org")[0].rstrip("}")))
    return [name] if name else []


def _unquoted(value: str) -> str:
    """`value` without the quotes around its parts; the apostrophe within a name stays."""
    return re.sub(r"(?<!\w)[\"']|[\"'](?!\w)", "", value)

"""The number that a group gives an action, by which later lines and later calls name it: `AI-36`, `[ACTION-91]`, `A3:`.

The group's letters and the year may stand in it: `ACTION-TC-2017-04`.

A number after a blank (`Action 1:`, `Task 2:`) counts the lines of one list, and `1.` does too: those are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wgtrack.reading.later import later

_KIND = (
    r"(?P<kind>ACTION|AI|AP|TASK|TODO|A)[-#]?(?P<number>(?:(?-i:[A-Z]{2,6})-)?(?:\d{4}[-.])?\d{1,6})(?![\w/]|[-.]\d)"
)
_OPENING = later(rf"[\W_]{{0,10}}(?!A\d+\s+\w){_KIND}(?=[*_]{{0,3}}(?:[\])]|\s*[:.–—-]|\s))", re.IGNORECASE)
"""`A3` alone before more words is a size of paper."""
_IN_LABEL = later(
    rf"(?:^|[:>\])–—.]|\b(?:created|opened|new|assigned)\b)[\s*_\[(#-]*{_KIND}"
    r"[\W_]*(?:\([^()]{1,80}\)[\W_]*|\s(?:on|for)\s[^:]{1,60}:[\W_]*)?$",
    re.IGNORECASE,
)
_CELL = later(r"[\W_]*(?P<kind>[a-z]{1,12})[-_# ]?(?P<number>\d{1,6})[\W_]*", re.IGNORECASE)
_COLUMN = later(r"[\W_]*(?:(?:action|task|ai)\s*)?(?:#|no\.?|nr\.?|n°|id|number|ref\.?)[\W_]*", re.IGNORECASE)
_LONGEST = 300
"""Characters of a label, and of a cell: a number that stands further away is of something else."""


def given_number(label: str, text: str) -> str:
    """The number of an action that begins with `text` behind `label`, as `ai-36`; empty where it is given none."""
    found = _IN_LABEL.search(label) if len(label) <= _LONGEST else None
    return _name(found or _OPENING.match(text[:_LONGEST]))


def number_in_row(header: Sequence[str], cells: Sequence[str], text: str) -> str:
    """The same of a row of a table: the cell below `ID` or `#` if it has letters, or what `text` begins with."""
    for name, cell in zip(header, cells, strict=False):
        if len(name) <= _LONGEST and len(cell) <= _LONGEST and _COLUMN.fullmatch(name):
            return _name(_CELL.fullmatch(cell))
    return given_number("", text)


def _name(found: re.Match[str] | None) -> str:
    if found is None:
        return ""
    parts = found["number"].casefold().replace(".", "-").split("-")
    return "-".join([found["kind"].casefold(), *(str(int(part)) if part.isdigit() else part for part in parts)])

"""What bullets nested below an action say of it under a label of their own: `Owner: Dana`, `Due: March 20`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wgtrack.reading import grammar

_LONGEST = 80
"""Characters of a bullet that names nothing but whom or when."""
_OWNER = grammar.spaced(rf"\W*{grammar.OWNER_COLUMN}\W*[:：=]\W*(?P<said>[\w@(].*)")
_DUE = grammar.spaced(rf"\W*{grammar.DUE_COLUMN}\W*[:：=]\W*(?P<said>[\w(].*)")


def owner_below(remarks: Iterable[str]) -> str:
    """Whom the first of `remarks` with an owner's label names; empty where none has one."""
    return _said(_OWNER, remarks)


def due_below(remarks: Iterable[str]) -> str:
    """When, by the first of `remarks` with a label for it; empty where none has one."""
    return _said(_DUE, remarks)


def is_detail(line: str) -> bool:
    """True for a line of its own that says whom or when, `Owner: Dana`."""
    return len(line) <= _LONGEST and any(label.fullmatch(line) for label in (_OWNER, _DUE))


def _said(label: re.Pattern[str], remarks: Iterable[str]) -> str:
    matches = (label.fullmatch(remark) for remark in remarks if len(remark) <= _LONGEST)
    return next((match["said"] for match in matches if match), "")

"""Signs behind the names of an attendance list: `Ann Ode ✅`, `Bob Ray x`, `Carl Sol ❌`."""

from __future__ import annotations

from collections.abc import Sequence

from wgtrack.reading.later import later
from wgtrack.reading.person_names import is_full_name, one_name

_CHECKS = r"(?:white_check_mark|heavy_check_mark|ballot_box_with_check|check|\+1)"
_CROSSES = r"(?:x|negative_squared_cross_mark|heavy_multiplication_x|no_entry(?:_sign)?)"
_SIGN = later(
    r"(?P<name>.*[\w)\]].*?)\s*(?:"
    rf"(?P<here>[\u2611\u2705\u2713\u2714\U0001F44D]\ufe0f?|:{_CHECKS}:|\[[xX]\]|\s[-\u2013\u2014]\s(?:yes|Yes|YES))|"
    r"(?<=\s)(?P<letter>[xX])|"
    r"(?P<away>[\u274c\u2716\u2717\u2b1c\u2610\U0001F534\U0001F6AB\U0001F44E]\ufe0f?|"
    rf":{_CROSSES}:|\[\s?\]|\s[-\u2013\u2014]\s(?:no|No|NO)))\s*"
)
_ANY = later(
    rf"[\u2611\u2705\u2713\u2714\U0001F44D\u274c\u2716\u2717\u2b1c\u2610\U0001F534\U0001F6AB]|:(?:{_CHECKS}|{_CROSSES}):"
)
_BETWEEN = later(r"[,;]\s*")
_DECISIVE = 2
"""Names with a sign that make the others of the list absent."""


def those_with_sign(texts: Sequence[str], own: str = "") -> list[str]:
    """The entries of a list without the signs behind names, and without the lines of those who were not there.

    Where some have a sign for having been there, those without were not; a letter is a sign where it stands behind
    more than one full name, and so is the list's `own` sign, a plus or an asterisk.
    """
    lines = [[(line, _SIGN.fullmatch(_lettered(line, own))) for line in text.split("\n")] for text in texts]
    signs = [sign for entry in lines for _, sign in entry if sign]
    lettered = sum(sign["letter"] is not None and _is_full(sign["name"]) for sign in signs) >= _DECISIVE
    here = [sign for sign in signs if sign["here"] or (lettered and sign["letter"])]
    if not (here or any(sign["away"] for sign in signs)):
        return list(texts)
    decided = len(here) >= _DECISIVE or len(here) < len(signs)
    found = []
    for entry in lines:
        kept = [
            line if sign is None or (sign["letter"] and not lettered) else sign["name"]
            for line, sign in entry
            if (sign is None and not (decided and here)) or (sign is not None and not sign["away"])
        ]
        found.append("\n".join(kept))
    return found


def _lettered(line: str, own: str) -> str:
    """`Ann Ode*` as `Ann Ode x`."""
    bare = line.rstrip()
    return f"{bare.removesuffix(own)} x" if own and bare.endswith(own) else line


def of_line(line: str) -> str:
    """`Ann Ode ✅, Bob Ray ❌, Carl Sol ✅` as `Ann Ode, Carl Sol`; any other line unchanged."""
    if _ANY.search(line) is None or len(pieces := _BETWEEN.split(line)) == 1:
        return line
    return ", ".join(filter(None, those_with_sign(pieces)))


def _is_full(entry: str) -> bool:
    name = one_name(entry)
    return name is not None and is_full_name(name)

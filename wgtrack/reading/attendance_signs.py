"""Signs behind the names of an attendance list: `Ann Ode ✅`, `Bob Ray x`, `Carl Sol ❌`."""

from __future__ import annotations

from collections.abc import Sequence

from wgtrack.reading.later import later
from wgtrack.reading.person_names import is_full_name, one_name

_SIGN = later(
    r"(?P<name>.*[\w)\]].*?)\s*(?:(?P<here>[\u2611\u2705\u2713\u2714]\ufe0f?)|(?<=\s)(?P<letter>[xX])|"
    r"(?P<away>[\u274c\u2716\u2717\u2b1c\u2610\U0001F534\U0001F6AB]\ufe0f?))\s*"
)
_DECISIVE = 2
"""Names with a sign that make the others of the list absent."""


def those_with_sign(texts: Sequence[str]) -> list[str]:
    """The entries of a list without the signs behind names, and without the lines of those who were not there.

    Where some have a sign for having been there, those without were not; a letter is a sign where it stands behind
    more than one full name.
    """
    lines = [[(line, _SIGN.fullmatch(line)) for line in text.split("\n")] for text in texts]
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


def _is_full(entry: str) -> bool:
    name = one_name(entry)
    return name is not None and is_full_name(name)

"""What people type, in a terminal or on the page: days, names, texts. UsageProblem where it can't be meant."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable

from wgtrack.errors import UsageProblem


def words(text: str, instead: str) -> str:
    """`text` on one line and without control characters; where nothing is left, `instead` says what to do."""
    kept = "".join(" " if sign.isspace() else sign for sign in text)
    kept = " ".join("".join(sign for sign in kept if unicodedata.category(sign) not in ("Cc", "Cf", "Cs")).split())
    if not any(sign.isalnum() for sign in kept):
        raise UsageProblem(f"there is no text in {text!r}; {instead}.")
    return kept


def owners(typed: Iterable[str]) -> list[str]:
    """The names in `typed`, split at commas, each once; `none` alone is nobody."""
    names = [words(name, "name an owner, or say `none`").lstrip("@ ") for each in typed for name in each.split(",")]
    if [name.casefold() for name in names] == ["none"]:
        return []
    if "none" in {name.casefold() for name in names}:
        raise UsageProblem("`none` takes all owners away: say it alone, or name the owners.")
    return list({name.casefold(): name for name in reversed(names)}.values())[::-1]


def when(typed: str, today: dt.date) -> dt.date | None:
    """The day that `typed` means, counted from `today`; None for `none`."""
    from wgtrack.reading.dates import parse_when

    if typed.strip().casefold() == "none":
        return None
    try:
        return parse_when(typed, today)
    except ValueError as error:
        raise UsageProblem(f"{error}.") from None

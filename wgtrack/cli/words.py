"""What people type, checked: days, names, texts. UsageProblem, one sentence, where it can't be meant."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from wgtrack.errors import UsageProblem

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def day(text: str, option: str, example: str) -> dt.date:
    """The day that `text`, as YYYY-MM-DD, names; `option` is where it was typed."""
    if _DAY.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            pass
    raise UsageProblem(f"{option} {text}: write a day like {example}.")


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


def repository(typed: str) -> str:
    """A repository as typed; UsageProblem where it is not owner/repo."""
    from wgtrack.config.checks import REPO

    try:
        return str(REPO.read(typed))
    except ValueError:
        raise UsageProblem(f"{typed!r} is no repository: write owner/repo, such as example/site.") from None


def paths_of(typed: Iterable[str]) -> list[Path]:
    """The paths as typed; UsageProblem for an empty one, which would mean the folder itself."""
    paths = list(typed)
    if "" in paths:
        raise UsageProblem("a path is empty: name a note, or a folder of notes.")
    return [Path(path) for path in paths]


def check_encoding(arguments: Sequence[str]) -> None:
    """UsageProblem for an argument whose bytes are no text in this terminal's encoding."""
    for number, argument in enumerate(arguments, 1):
        try:
            argument.encode("utf-8")
        except UnicodeEncodeError:
            raise UsageProblem(
                f"argument {number} is not text in UTF-8: correct it, or run in a UTF-8 locale (LC_ALL=C.UTF-8)."
            ) from None

"""What people type on the command line, checked. UsageProblem, one sentence, where it can't be meant."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from wgtrack.errors import UsageProblem
from wgtrack.workflow.typed import owners, when, words

__all__ = ["check_encoding", "day", "owners", "paths_of", "repository", "when", "words"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def day(text: str, option: str, example: str) -> dt.date:
    """The day that `text`, as YYYY-MM-DD, names; `option` is where it was typed."""
    if _DAY.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            pass
    raise UsageProblem(f"{option} {text}: write a day like {example}.")


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

"""What people type on the command line, checked. UsageProblem, one sentence, where it can't be meant."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path

from wgtrack.errors import UsageProblem
from wgtrack.workflow.typed import owners, when, words

__all__ = ["day", "owners", "paths_of", "repository", "when", "words"]

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

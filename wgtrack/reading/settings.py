"""What the configuration may change about reading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from wgtrack.model import Person


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """How one group writes its notes; the defaults suit a group that configured nothing."""

    group: str = ""
    """Part of every key, so that two groups never share an item."""
    people: tuple[Person, ...] = ()
    default_repo: str | None = None
    """`owner/repo` that a bare `#12` means; None: a bare number means nothing."""
    repos: Mapping[str, str] = field(default_factory=dict)
    """Short names, `warehouse` -> `pypa/warehouse`, for `warehouse#12`."""
    hosts: frozenset[str] = frozenset({"github.com"})
    """Hosts whose issue addresses are references."""
    markers: tuple[str, ...] = ()
    """Words that mark an action, beside the built-in ones."""
    sections: tuple[str, ...] = ()
    """Headings that open a section of actions, beside the built-in ones."""
    reassess_after: str = "6 weeks"
    """How long a reassessment sleeps where its note gives no time."""
    next_call: Callable[[dt.date], dt.date | None] | None = None
    """The group's first call after a date, where the configuration says when it meets."""

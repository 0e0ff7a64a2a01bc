"""A command that changes something, and what is different about an item: the fields that history speaks of, as text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from wgtrack.model import Item


@dataclass(frozen=True, slots=True)
class Batch:
    """The command that is running: who runs it, its words, and when. `today` may be set apart from `at`."""

    at: dt.datetime
    today: dt.date
    actor: str
    command: str
    speaker: str = ""
    """For whom the actor speaks; empty where for nobody else."""


FIELDS = ("status", "owners", "due", "wake", "kind", "text")
"""The fields whose changes are events, in the order in which they are told."""


def field_text(item: Item, field: str) -> str:
    """A field's value as events store it: owners with commas, days in ISO form, nothing as an empty text."""
    value = getattr(item, field)
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)


def differences(before: Item, after: Item) -> Iterator[tuple[str, str, str]]:
    """Field, value before, value after, for each of `FIELDS` that changed."""
    for field in FIELDS:
        old, new = field_text(before, field), field_text(after, field)
        if old != new:
            yield field, old, new

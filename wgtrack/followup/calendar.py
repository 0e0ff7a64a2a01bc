"""What stands in the group's calendar: what is due, what is to be looked at again, and the calls."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from wgtrack.followup.calls import calls_after
from wgtrack.followup.people import is_owned_by
from wgtrack.model import Item, Kind

CALLS = 26
"""How many calls to come a calendar shows: a year of those every two weeks."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What a calendar shows, each by its day."""

    due: tuple[Item, ...]
    """Items with a due date, the closed ones too, so that a subscribed calendar learns that they are."""
    reassess: tuple[Item, ...]
    """Open items with a day on which they are looked at again."""
    calls: tuple[dt.date, ...]


def calendar_entries(
    items: Iterable[Item],
    *,
    today: dt.date,
    calls: str | None,
    held: Sequence[dt.date],
    only: frozenset[str] | None = None,
) -> Entries:
    """The entries of a calendar as of `today`: the group's calls by the rule `calls`, counted from those `held`.

    `only` are the names, case folded, of one owner; calls are everybody's.
    """
    theirs = [item for item in items if only is None or is_owned_by(item, only)]
    due = [item for item in theirs if item.kind is Kind.ACTION and item.due]
    again = [item for item in theirs if item.kind is Kind.REASSESS and item.wake and not item.status.closed]
    to_come = islice(calls_after(calls, today - dt.timedelta(days=1), held), CALLS) if calls else ()
    return Entries(
        tuple(sorted(due, key=lambda item: (item.due or dt.date.max, item.key))),
        tuple(sorted(again, key=lambda item: (item.wake or dt.date.max, item.key))),
        tuple(to_come),
    )

"""In which order to do things."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from wgtrack.model import Item, Kind, Status


def what_first(items: Iterable[Item], today: dt.date) -> list[Item]:
    """`items` by what to do first, as of `today`.

    Those with a day, earliest first, so that what is overdue leads; what is to be reassessed; what was carried over
    most calls, the oldest first among equals; what waits for a chair; what is asleep; what is done or dropped, the
    latest first.
    """
    return sorted(items, key=lambda item: _order(item, today))


def _order(item: Item, today: dt.date) -> tuple[int, int, int, str]:
    stated = (item.first_stated or dt.date.max).toordinal()
    if item.status.closed:
        return 5, -(item.closed_on or dt.date.min).toordinal(), stated, item.key
    if item.asleep(today):
        return 4, (item.wake or dt.date.max).toordinal(), stated, item.key
    if item.status is Status.REVIEW:
        return 3, 0, stated, item.key
    if item.kind is Kind.REASSESS:
        return 1, (item.wake or dt.date.min).toordinal(), stated, item.key
    if item.due:
        return 0, item.due.toordinal(), stated, item.key
    return 2, -item.carried, stated, item.key

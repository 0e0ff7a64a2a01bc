"""Reassessments: until when one sleeps again that a call decided to keep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from wgtrack.model import Item


def asleep_again(item: Item, kept_on: dt.date, wake_after: Callable[[dt.date], dt.date]) -> dt.date:
    """The day until which `item` sleeps that is kept by a call of `kept_on`: as long again as at first.

    `wake_after` gives the day where no note ever said until when. OverflowError beyond the calendar.
    """
    return kept_on + item.interval if item.interval else wake_after(kept_on)

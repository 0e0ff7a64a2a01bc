"""When the group meets: the next call, counted by its recurrence rule (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dateutil.rrule import rrule, rruleset, rrulestr


def next_call(rule: str, after: dt.date, held: Iterable[dt.date] = ()) -> dt.date | None:
    """The first call after the day `after` by `rule`, `RRULE:…` with or without a `DTSTART` line.

    Without DTSTART the rule counts from the latest of the days in `held` on which it could meet, so that "every
    second Thursday" keeps its step; without such a day, from `after`. None where the rule has ended.
    """
    if "DTSTART" in rule.upper():
        return _first_after(rrulestr(rule), after)
    anchor = max((day for day in held if day <= after and _meets(rule, day)), default=None)
    return _first_after(rrulestr(rule, dtstart=_midnight(anchor or after)), after)


def _meets(rule: str, day: dt.date) -> bool:
    """True where a series that starts on `day` has its first call that very day."""
    first = next(iter(rrulestr(rule, dtstart=_midnight(day))), None)
    return first is not None and first.date() == day


def _first_after(series: rrule | rruleset, after: dt.date) -> dt.date | None:
    end_of_day = dt.datetime.combine(after, dt.time.max)
    found = series.after(end_of_day if _naive(series) else end_of_day.replace(tzinfo=dt.UTC))
    return found.date() if found else None


def _naive(series: rrule | rruleset) -> bool:
    start = getattr(series, "_dtstart", None)
    return start is None or start.tzinfo is None


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())

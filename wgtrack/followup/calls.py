"""When the group meets: the next call, counted by its recurrence rule (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from dateutil.rrule import rrule, rruleset, rrulestr


def next_call(rule: str, after: dt.date, held: Iterable[dt.date] = ()) -> dt.date | None:
    """The first call after the day `after` by `rule`, `RRULE:…` with or without a `DTSTART` line.

    Without DTSTART the rule counts from the latest of the days in `held` on which it could meet, so that "every
    second Thursday" keeps its step; without such a day, from `after`. None where the rule has ended.
    """
    if "DTSTART" in rule.upper():
        series = rrulestr(rule, ignoretz=True)
    else:
        anchor = max((day for day in held if day <= after and _starts_on(rule, day)), default=after)
        series = _series(rule, anchor)
    # A call is a day here; the hour and its zone matter to the calendar alone.
    found = series.after(dt.datetime.combine(after, dt.time.max))
    return found.date() if found else None


def calls_after(rule: str, after: dt.date, held: Iterable[dt.date] = ()) -> Iterator[dt.date]:
    """The calls after the day `after`, each counted from the one before it; see `next_call`."""
    past = tuple(held)
    while day := next_call(rule, after, past):
        yield day
        past, after = (*past[-1:], day), day


def _series(rule: str, start: dt.date) -> rrule | rruleset:
    return rrulestr(rule, dtstart=dt.datetime.combine(start, dt.time()), ignoretz=True)


def _starts_on(rule: str, day: dt.date) -> bool:
    """True where a series that is counted from `day` has its first call that very day."""
    first = next(iter(_series(rule, day)), None)
    return first is not None and first.date() == day

"""When an action is due: by its words, its cell in a table, or the heading above it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from wgtrack.reading.actions import Found
from wgtrack.reading.date_meaning import NextCall
from wgtrack.reading.date_roles import DateRole
from wgtrack.reading.date_unknown import is_unknown_time
from wgtrack.reading.dates import DatePhrase, due_day, find_calendar_days, find_date_phrases, pick_due
from wgtrack.reading.directory import Directory
from wgtrack.reading.later import later
from wgtrack.reading.marks import outcome_start


@dataclass(frozen=True, slots=True)
class Due:
    """What a note says of when an action is due."""

    date: dt.date | None = None
    words: str = ""
    """The phrase as it is written, empty where the action's own words hold none."""
    flagged: str = ""
    """How a phrase was read that could mean another day too."""
    unknown: str = ""
    """A phrase that is not understood, as it is written."""


def find_due(
    found: Found,
    texts: Sequence[str],
    date: dt.date | None,
    known: Directory,
    *,
    next_call: NextCall | None,
    closed: bool,
) -> Due:
    """When `found` is due: by its cell in a table, else by the first of `texts` that names a time, else by its heading.

    Counted from the meeting's `date`. Of an action that is over where `closed`, a day that has just passed is meant.
    """
    cell = found.due_text
    for text in filter(None, (cell,) if cell else texts):
        phrases = find_date_phrases(text, date, next_call=next_call)
        if closed and not cell:
            phrases = _of_task(phrases, outcome_start(text))
        due = pick_due(one for one in phrases if one.understood or not known.knows(one.words.split()[-1]))
        if due is not None:
            return _told(due_day(due, closed=closed))
        if cell and not phrases and is_unknown_time(cell):
            return Due(unknown=" ".join(cell.split()))
    return Due(_heading_day(found.heading or found.opener, date))


_LIMIT = later(r"by|due|until|till|before|deadline|bis|avant|antes|para|hasta", re.IGNORECASE)


def _of_task(phrases: Sequence[DatePhrase], outcome: int) -> tuple[DatePhrase, ...]:
    """Those `phrases` of a closed action that date the task: one behind the `outcome` tells of that, unless a limit."""
    return tuple(one for one in phrases if one.start < outcome or _LIMIT.match(one.words))


def _told(due: DatePhrase) -> Due:
    flagged = f"{due.words!r} is read as {due.date} ({due.note})" if due.date and due.note else ""
    return Due(due.date, due.words, flagged, "" if due.understood else due.words)


_DATE_ONLY = 5
"""A heading with fewer other characters than this is only a date: of a meeting, not of a task."""
_PLANNED = later(
    r"release|deadline|due|launch|freeze|milestone|submission|conference|frist|abgabe|échéance|sortie|entrega",
    re.IGNORECASE,
)
"""What a heading with a day must name to date a task; else the day is the meeting's, or that of what is talked of."""
_AHEAD = later(r"\bfor\s(?:the\s)?(?P<when>(?:next|coming)\s(?:week|month))\W*$", re.IGNORECASE)
"""How a heading says by when its list is to be done: `To do for next week`."""
_DIGIT = later(r"\d")
_CALL = later(r"meeting|call\b|agenda|minutes|notes|session|last|previous", re.IGNORECASE)


def _heading_day(heading: str, date: dt.date | None) -> dt.date | None:
    """The day that the heading right above dates the task with: `Release of April 18th`, `To do by Friday`."""
    if date is None or _CALL.search(heading):
        return None
    phrases = find_date_phrases(heading, date)
    if (
        (ahead := _AHEAD.search(heading))
        and len(phrases) == 1
        and ahead.start() <= phrases[0].start <= ahead.start("when")
    ):
        return phrases[0].date
    limit = pick_due(phrases)
    if limit and limit.date and limit.role is DateRole.DEADLINE and (limit.start > 0 or _LIMIT.match(limit.words)):
        return limit.date
    if not _DIGIT.search(heading) or not _PLANNED.search(heading):
        return None
    days = [one for one in find_calendar_days(heading, date) if one.sure and one.date >= date]
    return days[0].date if len(days) == 1 and len(heading) - (days[0].end - days[0].start) > _DATE_ONLY else None

"""What a date phrase means: the day that a rule's match names, counted from the meeting.

Each resolver takes a rule's match and a `Frame` and gives a `Reading`, or None where the words turn out not to be
a date phrase at all. Nothing here looks at the words around the phrase.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum

from wgtrack.reading import date_words as words
from wgtrack.reading.date_words import Unit

NextCall = Callable[[dt.date], dt.date | None]
"""The group's first call after a date, None where nobody knows."""


class Nature(IntEnum):
    """How much the words around a phrase must say before it dates an action."""

    RELATIVE = 0
    """Says by itself when: `tomorrow`, `in two weeks`."""
    DATED = 1
    """A day that could be anything's: needs a lead such as `by`, or a place of its own."""
    LED = 2
    """Might be no date at all (`3/4`, `26th`): needs a lead."""
    VAGUE = 3
    """Names no day (`early May`): with a lead such as `by` a deadline that is not understood."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a phrase is counted from."""

    meeting: dt.date | None
    next_call: NextCall | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase means: its day, if one is known, and what a reader should know about it."""

    date: dt.date | None
    nature: Nature = Nature.DATED
    note: str = ""
    understood: bool = True
    absolute: bool = False
    """True for a day of the calendar, False for one counted from the meeting."""
    range_end: bool = False
    """True where the phrase itself runs on to a second day, as an event's dates do."""


Resolver = Callable[[re.Match[str], Frame], Reading | None]

_FAR = 300
"""Days ahead from which a day without a year may as well have meant the past one."""
_FRIDAY_NOTE = "the Friday of that week"
FAR_AHEAD = "the next such day, far ahead"
"""The note of a day without a year that was just over."""
EARLIER = "the earlier of"
"""How the note begins where the words name several days."""
MONTH_FIRST = "read as month/day"
"""The note where day and month could be meant the other way round."""


def _capital_missing(name: str) -> bool:
    """True for a name that is also a common word and is written without a capital."""
    return name.lower() in words.CAPITAL_ONLY and name[:1].islower()


def _dated(day: dt.date | None, nature: Nature = Nature.DATED, note: str = "") -> Reading:
    """A full date; one that the calendar lacks (31 June) is a phrase that is not understood."""
    return Reading(day, nature, note if day else "no such day", understood=day is not None, absolute=True)


def _yearless(frame: Frame, month: int, day: int, nature: Nature, note: str = "") -> Reading:
    """A day and month: the nearest on or after the meeting."""
    if words.make_date(2000, month, day) is None:
        return _dated(None, nature)
    if frame.meeting is None:
        return Reading(None, nature, note, absolute=True)
    found = words.on_or_after(frame.meeting, month, day)
    if found and not note and (found - frame.meeting).days > _FAR:
        note = FAR_AHEAD
    return Reading(found, nature, note, absolute=True)


def iso_date(match: re.Match[str], _: Frame) -> Reading:
    """`2020-03-05`."""
    return _dated(words.make_date(int(match["year"]), int(match["month"]), int(match["day"])))


def iso_week(match: re.Match[str], frame: Frame) -> Reading:
    """`2020-W14`, `KW 14` (ISO 8601): the week's Friday, unless the day is given."""
    named = match.groupdict()
    week, weekday = int(match["week"]), named.get("weekday")
    if match["year"]:
        year = int(match["year"])
    elif frame.meeting:
        year = frame.meeting.year + (week < frame.meeting.isocalendar().week)
    else:
        return Reading(None, Nature.LED)
    try:
        day = dt.date.fromisocalendar(year, week, int(weekday or 5))
    except ValueError:
        return _dated(None, Nature.LED)
    return Reading(day, Nature.LED, "" if weekday else _FRIDAY_NOTE)


def slashed(match: re.Match[str], frame: Frame) -> Reading | None:
    """`3/14` and `3/14/2020`: month first, as notes in the US have it, unless that cannot be."""
    month, day = int(match["first"]), int(match["second"])
    note = MONTH_FIRST if day <= 12 and day != month else ""
    if month > 12:
        month, day, note = day, month, ""
    year = match["year"]
    if year:
        nature = Nature.DATED if len(year) == 4 else Nature.LED
        return _dated(words.make_date(words.full_year(year), month, day), nature, note)
    if words.make_date(2000, month, day) is None:
        return None
    return _yearless(frame, month, day, Nature.LED, note)


def dotted(match: re.Match[str], frame: Frame) -> Reading | None:
    """`14.3.2020` and `14.3.`: day first."""
    day, month, year = int(match["day"]), int(match["month"]), match["year"]
    if year:
        nature = Nature.DATED if len(year) == 4 else Nature.LED
        return _dated(words.make_date(words.full_year(year), month, day), nature)
    if words.make_date(2000, month, day) is None:
        return None
    return _yearless(frame, month, day, Nature.LED)


def named_month(match: re.Match[str], frame: Frame) -> Reading | None:
    """`March 3`, `3rd of March 2020`; of `March 3-5` the first day."""
    if _capital_missing(match["name"]) and not match["year"]:
        return None
    month, day = words.MONTHS[match["name"].lower()], int(match["day"])
    if match["year"]:
        reading = _dated(words.make_date(int(match["year"]), month, day))
    else:
        reading = _yearless(frame, month, day, Nature.DATED)
    if match["until"]:
        return replace(reading, range_end=True, note=f"{EARLIER} two days")
    return reading


def day_of_month(match: re.Match[str], frame: Frame) -> Reading | None:
    """`the 26th`: the nearest day of that number on or after the meeting."""
    day = int(match["day"])
    if not 1 <= day <= 31:
        return None
    if frame.meeting is None:
        return Reading(None, Nature.LED)
    for ahead in range(12):
        start = words.later(frame.meeting.replace(day=1), ahead, Unit.MONTH)
        found = start and words.make_date(start.year, start.month, day)
        if found and found >= frame.meeting:
            return Reading(found, Nature.LED)
    return _dated(None, Nature.LED)


def weekday(match: re.Match[str], frame: Frame) -> Reading | None:
    """`Friday`, `next Friday`: the first after the meeting; `Friday next week`: that of the week after this one."""
    if _capital_missing(match["name"]):
        return None
    number = words.WEEKDAYS[match["name"].lower()]
    in_next_week = bool(match["week_before"] or match["week_after"])
    nature = Nature.RELATIVE if in_next_week or match["which"] else Nature.DATED
    if frame.meeting is None:
        return Reading(None, nature)
    if in_next_week:
        monday = words.next_weekday(frame.meeting, 0)
        return Reading(words.later(monday, number, Unit.DAY), nature)
    return Reading(words.next_weekday(frame.meeting, number), nature)


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else words.NUMBERS[text.lower()]


def duration(match: re.Match[str], frame: Frame) -> Reading:
    """`in 2-3 weeks`: the smaller number counts, and the note says so."""
    if match["few"]:
        return Reading(None, Nature.VAGUE)
    unit = words.UNITS[match["unit"].lower()]
    if match["work"] and unit is Unit.DAY:
        unit = Unit.WORKDAY
    count, note = 2, "a couple is read as two"
    if not match["couple"]:
        count, note = _count(match["low"]), ""
        if match["high"]:
            count = min(count, _count(match["high"]))
        if match["high"] or match["more"]:
            note = f"{EARLIER} {match['low']}-{match['high'] or 'more'} {match['unit']}"
    if frame.meeting is None:
        return Reading(None, Nature.RELATIVE, note)
    day = words.later(frame.meeting, count, unit)
    return Reading(day, Nature.RELATIVE, note, understood=day is not None)


def same_day(_: re.Match[str], frame: Frame) -> Reading:
    """`today`, `after this call`: the meeting's own date."""
    return Reading(frame.meeting, Nature.RELATIVE)


def days_ahead(days: int) -> Resolver:
    """A resolver for words that mean `days` days on, as `tomorrow` means one."""

    def resolve(_: re.Match[str], frame: Frame) -> Reading:
        return Reading(frame.meeting and words.later(frame.meeting, days, Unit.DAY), Nature.RELATIVE)

    return resolve


def coming_unit(match: re.Match[str], frame: Frame) -> Reading:
    """`next week`, `in the next week`: one unit on; several of them, a quarter or a year on name no day."""
    unit = words.UNITS[match["unit"].lower()]
    part = match.groupdict().get("part")
    if match["unit"].lower() in words.SEVERAL:
        return Reading(None, Nature.VAGUE)  # `in the coming weeks`
    if unit in (Unit.QUARTER, Unit.YEAR) or (part and unit is not Unit.WEEK):
        return Reading(None, Nature.VAGUE)
    day = frame.meeting and words.later(frame.meeting, 1, unit)
    return Reading(day, Nature.RELATIVE, "a week from the meeting" if part else "")


def this_unit(match: re.Match[str], frame: Frame) -> Reading:
    """`this week`: its Friday; `this month` and longer name no day."""
    if words.UNITS[match["unit"].lower()] is not Unit.WEEK:
        return Reading(None, Nature.VAGUE)
    return replace(_unit_end(Unit.WEEK, frame.meeting), nature=Nature.DATED)


def _unit_end(unit: Unit, day: dt.date | None) -> Reading:
    """The last day of the unit that `day` is in: of a week its Friday."""
    if day is None:
        return Reading(None, Nature.RELATIVE)
    match unit:
        case Unit.WEEK:
            return Reading(words.week_friday(day), Nature.RELATIVE, _FRIDAY_NOTE)
        case Unit.MONTH:
            day = words.month_end(day.year, day.month)
        case Unit.QUARTER:
            day = words.quarter_end(day.year, (day.month + 2) // 3)
        case Unit.YEAR:
            day = dt.date(day.year, 12, 31)
        case _:
            pass
    return Reading(day, Nature.RELATIVE)


def unit_end(match: re.Match[str], frame: Frame) -> Reading:
    """`end of the week`, `end of next month`: the last day, of a week its Friday."""
    unit, day = words.UNITS[match["unit"].lower()], frame.meeting
    if day and match["next"]:
        day = words.later(day, 1, unit)
    return _unit_end(unit, day)


def short_unit_end(match: re.Match[str], frame: Frame) -> Reading:
    """`EOD`, `COB`, `EOW`, `EOM`, `EOQ`, `EOY`, and `year-end` with its like."""
    return _unit_end(words.PERIOD_ENDS[match["short"].lower()], frame.meeting)


def month_end(match: re.Match[str], frame: Frame) -> Reading | None:
    """`end of March`: that month's last day, on or after the meeting."""
    if _capital_missing(match["name"]):
        return None
    month = words.MONTHS[match["name"].lower()]
    return _last_day(lambda year: words.month_end(year, month), match["year"], frame)


def quarter_end(match: re.Match[str], frame: Frame) -> Reading:
    """`end of Q2`: the last day of that quarter of the calendar year, on or after the meeting."""
    quarter = int(match["quarter"])
    return _last_day(lambda year: words.quarter_end(year, quarter), match["year"], frame)


def _last_day(of_year: Callable[[int], dt.date], year: str | None, frame: Frame) -> Reading:
    if year:
        return Reading(of_year(int(year)), Nature.RELATIVE)
    if frame.meeting is None:
        return Reading(None, Nature.RELATIVE)
    day = of_year(frame.meeting.year)
    if day < frame.meeting and frame.meeting.year < dt.MAXYEAR:
        day = of_year(frame.meeting.year + 1)
    return Reading(day, Nature.RELATIVE)


def year_end(match: re.Match[str], _: Frame) -> Reading:
    """`end of 2024`."""
    return Reading(dt.date(int(match["year"]), 12, 31), Nature.RELATIVE)


def vague(match: re.Match[str], _: Frame) -> Reading | None:
    """`early May`, `Q3`, `March`: a time, but no day."""
    name = match.groupdict().get("name")
    return None if name and _capital_missing(name) else Reading(None, Nature.VAGUE)


def next_call(_: re.Match[str], frame: Frame) -> Reading:
    """`next meeting`: the day of the group's next call where the configuration tells it."""
    known = frame.meeting and frame.next_call and frame.next_call(frame.meeting)
    return Reading(known or None, Nature.RELATIVE)

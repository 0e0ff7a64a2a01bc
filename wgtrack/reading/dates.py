"""When: the date phrases of a text, counted from the meeting, and the one that says when an action is due.

The phrases are those of `date_rules`. What a label `due` means follows the way secretaries count: `next week` is
seven days after the meeting, a weekday the first such day after it, a day without a year the nearest to come.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from wgtrack.reading import date_words as words
from wgtrack.reading.date_meaning import Frame, Nature, NextCall
from wgtrack.reading.date_roles import DateRole, lead_start, role_of
from wgtrack.reading.date_scan import Found, join, scan


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """Words of a text that name a time: `text[start:end]`, with the lead word (`by`) where there is one."""

    start: int
    end: int
    words: str
    date: dt.date | None
    understood: bool
    """False for a deadline whose day is not known: kept as written and reported, never guessed."""
    note: str
    """What was decided for the reader, such as `the earlier of 2-3 weeks`; else empty."""
    role: DateRole


_HALF_YEAR = 182
_MARKUP = 12
"""Characters that brackets and emphasis around a date may take."""


def _is_whole(text: str, found: Found) -> bool:
    """True where the text is the phrase and nothing else, as in a table's column of due dates."""
    if len(text) - (found.end - found.start) > _MARKUP:
        return False
    return not any(character.isalnum() for character in text[: found.start] + text[found.end :])


def _judge(text: str, found: Found, meeting: dt.date | None) -> DatePhrase:
    reading = found.reading
    past = bool(meeting and reading.date and reading.date < meeting)
    role = role_of(text, found.start, found.end, reading.nature, event=reading.range_end, past=past)
    if _is_whole(text, found):
        role = DateRole.DEADLINE
    start = found.start if role is DateRole.MENTION else lead_start(text, found.start)
    understood = reading.understood
    if role is DateRole.DEADLINE and reading.nature is Nature.VAGUE:
        understood = False
    if role is DateRole.MENTION:
        understood = True
    return DatePhrase(start, found.end, text[start : found.end], reading.date, understood, reading.note, role)


def find_date_phrases(
    text: str, meeting: dt.date | None, *, next_call: NextCall | None = None
) -> tuple[DatePhrase, ...]:
    """The date phrases of `text`, in order, each with its day counted from `meeting`.

    Without a meeting's date relative phrases are understood but have no date. Times that name no day (`in May`) are
    only given where they are a deadline. Takes time linear in the length of `text`.
    """
    joined = join(text, scan(text, Frame(meeting, next_call)), meeting)
    phrases = (_judge(text, found, meeting) for found in joined)
    return tuple(
        phrase for phrase in phrases if phrase.date or not phrase.understood or phrase.role is not DateRole.MENTION
    )


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of the calendar that `text[start:end]` names; `sure` is False where it may be a fraction (`3/4`)."""

    start: int
    end: int
    date: dt.date
    sure: bool


def find_calendar_days(text: str, around: dt.date | None) -> tuple[CalendarDay, ...]:
    """The days that `text` names by month and day, in order.

    One without a year is the nearest to `around`, and left out where that is None.
    """
    frame = Frame(around and words.later(around, -_HALF_YEAR, words.Unit.DAY))
    return tuple(
        CalendarDay(found.start, found.end, found.reading.date, found.reading.nature is not Nature.LED)
        for found in join(text, scan(text, frame), around)
        if found.reading.absolute and found.reading.date
    )


def pick_due(phrases: Iterable[DatePhrase]) -> DatePhrase | None:
    """The phrase that says when the action is due: a deadline before another time, the first of each; else None.

    The phrase may have no date: a deadline that is not understood, or a relative one without a meeting's date.
    """
    by_role: dict[DateRole, DatePhrase] = {}
    for phrase in phrases:
        by_role.setdefault(phrase.role, phrase)
    return by_role.get(DateRole.DEADLINE) or by_role.get(DateRole.DUE)


def due_in_heading(text: str, meeting: dt.date | None) -> dt.date | None:
    """The day that a heading gives for what stands below it, `Release planned for March 20`; None for other dates.

    Only a day of the calendar behind a lead word counts: a heading that is a date says when people met.
    """
    days = {(day.end, day.date): day.start for day in find_calendar_days(text, meeting)}
    for phrase in find_date_phrases(text, meeting):
        led_from = days.get((phrase.end, phrase.date)) if phrase.date else None
        if led_from is not None and phrase.start < led_from and phrase.role is not DateRole.MENTION:
            return phrase.date
    return None


_DURATION = re.compile(
    rf"\s*(\d{{1,4}}|{words.alternatives(words.NUMBERS)})\s*({words.alternatives(words.UNITS)})\s*", re.I
)


def parse_duration(text: str) -> relativedelta:
    """`6 weeks` or `a month` as calendar arithmetic; ValueError with a sentence where it is none."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a span of time: write one like `6 weeks`, `10 days` or `2 months`")
    number = match[1]
    count = int(number) if number.isdecimal() else words.NUMBERS[number.lower()]
    return words.span(count, words.UNITS[match[2].lower()])


def add_duration(day: dt.date, text: str) -> dt.date:
    """`day` plus a span of time such as `6 weeks`; ValueError with a sentence where that is none or too long."""
    span = parse_duration(text)
    try:
        return day + span
    except (OverflowError, ValueError):
        raise ValueError(f"{text!r} from {day} is beyond the calendar") from None


def parse_when(text: str, today: dt.date) -> dt.date:
    """The day that somebody typed: a date, `2 weeks`, `next friday`, `end of march`; else ValueError, a sentence."""
    asked = text.strip()
    if _DURATION.fullmatch(asked):
        return add_duration(today, asked)
    titled = asked[:1].upper() + asked[1:]
    for phrase in find_date_phrases(titled.title() if asked.islower() else titled, today):
        if phrase.date is not None and not titled[: phrase.start].strip() and phrase.end == len(titled):
            return phrase.date
    raise ValueError(f"{text!r} is not a day: write a date like `{today}`, `2 weeks` or `next friday`")

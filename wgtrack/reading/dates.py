"""When: the date phrases of a text, counted from the meeting, and the one that says when an action is due.

The phrases are those of `date_rules`. What a label `due` means follows the way secretaries count: `next week` is
seven days after the meeting, a weekday the first such day after it, a day without a year the nearest to come.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dateutil.relativedelta import relativedelta

from wgtrack.reading import date_words as words
from wgtrack.reading.date_meaning import EARLIER, FAR_AHEAD, MONTH_FIRST, Frame, Nature, NextCall
from wgtrack.reading.date_roles import DateRole, lead_start, role_of
from wgtrack.reading.date_scan import Found, join, scan
from wgtrack.reading.date_unknown import unknown_deadlines
from wgtrack.reading.kept import kept
from wgtrack.reading.later import later


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


_DIGIT = later(r"\d")
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


@kept
def find_date_phrases(
    text: str, meeting: dt.date | None, *, next_call: NextCall | None = None
) -> tuple[DatePhrase, ...]:
    """The date phrases of `text`, in order, each with its day counted from `meeting`.

    Without a meeting's date relative phrases are understood but have no date. Times that name no day (`in May`) are
    only given where they are a deadline. Takes time linear in the length of `text`.
    """
    joined = join(text, scan(text, Frame(meeting, next_call)), meeting)
    phrases = (_judge(text, found, meeting) for found in joined)
    told = [one for one in phrases if one.date or not one.understood or one.role is not DateRole.MENTION]
    for start, end in unknown_deadlines(text, [(one.start, one.end) for one in told]):
        told.append(DatePhrase(start, end, text[start:end], None, False, "", DateRole.DEADLINE))
    return tuple(sorted(told, key=lambda phrase: phrase.start))


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of the calendar that `text[start:end]` names; `sure` is False where it may be a fraction (`3/4`)."""

    start: int
    end: int
    date: dt.date
    sure: bool


@kept
def find_calendar_days(text: str, around: dt.date | None) -> tuple[CalendarDay, ...]:
    """The days that `text` names by month and day, in order.

    One without a year is the nearest to `around`, and left out where that is None.
    """
    if _DIGIT.search(text) is None:
        return ()  # every rule for a day of the calendar has a number in it
    frame = Frame(around and words.later(around, -_HALF_YEAR, words.Unit.DAY))
    return tuple(
        CalendarDay(found.start, found.end, found.reading.date, found.reading.nature is not Nature.LED)
        for found in join(text, scan(text, frame), around)
        if found.reading.absolute and found.reading.date
    )


def pick_due(phrases: Iterable[DatePhrase]) -> DatePhrase | None:
    """The phrase that says when the action is due: a deadline before another time, the first of each; else None.

    The phrase may have no date: a deadline that is not understood, or a relative one without a meeting's date. It
    gives way to a deadline that has one.
    """
    first: dict[tuple[DateRole, bool], DatePhrase] = {}
    for phrase in phrases:
        first.setdefault((phrase.role, phrase.date is not None), phrase)
    deadlines = (first.get((DateRole.DEADLINE, dated)) for dated in (True, False))
    others = (first.get((DateRole.DUE, dated)) for dated in (True, False))
    return next((phrase for phrase in (*deadlines, *others) if phrase), None)


def due_day(due: DatePhrase, *, closed: bool) -> DatePhrase:
    """The phrase as it is meant of a task that is over where `closed`: a day that has just passed is the past one."""
    if not closed or due.date is None or due.note != FAR_AHEAD:
        return due
    return replace(due, date=words.later(due.date, -1, words.Unit.YEAR), note="")


_SHORT_UNITS = {**words.UNITS, "d": words.Unit.DAY, "w": words.Unit.WEEK}
_DURATION = later(
    rf"\s*(\d{{1,4}}|{words.alternatives(words.NUMBERS)})\s*((?:business|working)\s+(?=days?\b))?"
    rf"({words.alternatives(_SHORT_UNITS)})\s*",
    re.IGNORECASE,
)
_LONGEST_SHOWN = 60
"""Characters of what somebody typed that a sentence repeats."""


def _duration(text: str) -> tuple[int, words.Unit]:
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(f"{_shown(text)} is not a span of time: write one like `6 weeks`, `10 days` or `2 months`")
    number, working, unit = match.groups()
    count = int(number) if number.isdecimal() else words.NUMBERS[number.lower()]
    return count, words.Unit.WORKDAY if working else _SHORT_UNITS[unit.lower()]


def parse_duration(text: str) -> relativedelta:
    """`6 weeks` or `a month` as calendar arithmetic; ValueError with a sentence where it is none."""
    count, unit = _duration(text)
    if unit is words.Unit.WORKDAY:
        raise ValueError(f"{_shown(text)} depends on the day it begins: write one like `6 weeks` or `10 days`")
    return words.span(count, unit)


def add_duration(day: dt.date, text: str) -> dt.date:
    """`day` plus a span of time such as `6 weeks`; ValueError with a sentence where that is none or too long."""
    found = words.later(day, *_duration(text))
    if found is None:
        raise ValueError(f"{_shown(text)} from {day} is beyond the calendar")
    return found


def parse_when(text: str, today: dt.date) -> dt.date:
    """The day that somebody typed: a date, `2 weeks`, `next friday`, `end of march`; else ValueError, a sentence.

    Words that may mean several days are refused: nobody sees here how they were read.
    """
    asked = " ".join(text.split())
    if _DURATION.fullmatch(asked):
        return add_duration(today, asked)
    for said in dict.fromkeys((asked, asked.title() if asked.islower() else asked)):
        for phrase in find_date_phrases(said, today):
            if phrase.date is not None and _is_all(said, phrase):
                return _only_day(asked, phrase)
    raise ValueError(f"{_shown(asked)} is not a day: write a date like `{today}`, `2 weeks` or `next friday`")


def _is_all(said: str, phrase: DatePhrase) -> bool:
    return phrase.end == len(said) and said[: phrase.start].strip().lower() in ("", "the")


def _only_day(asked: str, phrase: DatePhrase) -> dt.date:
    """The day of a phrase that can mean no other."""
    assert phrase.date is not None
    if phrase.note == MONTH_FIRST:
        told = f"may put the month or the day first: write `{phrase.date}` if you mean that, year and month first"
        raise ValueError(f"{_shown(asked)} {told}")
    if phrase.note.startswith(EARLIER):
        raise ValueError(f"{_shown(asked)} names more than one day: write one of them, such as `{phrase.date}`")
    return phrase.date


def _shown(text: str) -> str:
    return repr(text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…")

"""Dates: the golden table of dues, and what a phrase tells beside its day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from wgtrack.reading.dates import (
    DatePhrase,
    add_duration,
    find_calendar_days,
    find_date_phrases,
    parse_duration,
    parse_when,
    pick_due,
)

THURSDAY = dt.date(2024, 3, 14)


def _cases() -> list[tuple[str, str, str]]:
    table = Path(__file__).parent / "golden" / "dues.txt"
    rows = [line.split("|") for line in table.read_text("utf-8").splitlines() if line.strip() and line[0] != "#"]
    return [(text.strip(), meeting.strip(), due.strip()) for text, meeting, due in rows]


def due_of(text: str, meeting: dt.date | None = THURSDAY) -> DatePhrase | None:
    return pick_due(find_date_phrases(text, meeting))


@pytest.mark.parametrize(("text", "meeting", "due"), _cases())
def test_due(text: str, meeting: str, due: str) -> None:
    phrase = due_of(text, dt.date.fromisoformat(meeting))
    found = "-" if phrase is None or (phrase.date is None and phrase.understood) else str(phrase.date or "?")
    assert found == due


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("look again in 2-3 weeks", "the earlier of 2-3 weeks"),
        ("look again in a couple of weeks", "a couple is read as two"),
        ("send it by EOW", "the Friday of that week"),
        ("send it on Monday or Tuesday", "the earlier of two days"),
        ("send it by 4/5", "read as month/day"),
        ("send it by March 1", "the next such day, far ahead"),
        ("send it by June 31", "no such day"),
        ("send it by Friday", ""),
        ("send it by 4/22", ""),
    ],
)
def test_a_decision_made_for_the_reader_is_told(text: str, note: str) -> None:
    phrase = due_of(text)
    assert phrase is not None
    assert phrase.note == note


def test_a_phrase_is_kept_as_written_with_its_lead() -> None:
    text = "Robin: sort the shelves by end of March, please"
    phrase = due_of(text)
    assert phrase is not None
    assert phrase.words == "by end of March"
    assert text[phrase.start : phrase.end] == phrase.words


@pytest.mark.parametrize("text", ["tomorrow", "in two weeks", "by Friday", "by March 3", "next meeting", "EOM"])
def test_without_a_meeting_a_relative_phrase_is_understood_but_has_no_date(text: str) -> None:
    phrase = due_of(text, None)
    assert phrase is not None
    assert phrase.understood
    assert phrase.date is None


def test_without_a_meeting_a_full_date_still_counts() -> None:
    phrase = due_of("by 2024-04-01", None)
    assert phrase is not None
    assert phrase.date == dt.date(2024, 4, 1)


@pytest.mark.parametrize("text", ["by next call", "for the next meeting", "at our next team meeting"])
def test_the_next_call_is_asked_of_the_calendar(text: str) -> None:
    phrases = find_date_phrases(text, THURSDAY, next_call=lambda day: day + dt.timedelta(days=14))
    phrase = pick_due(phrases)
    assert phrase is not None
    assert phrase.date == dt.date(2024, 3, 28)


def test_a_deadline_goes_before_another_time() -> None:
    phrase = due_of("Robin starts tomorrow and is done by March 28")
    assert phrase is not None
    assert phrase.date == dt.date(2024, 3, 28)


def test_a_date_in_the_past_is_due_only_as_a_deadline() -> None:
    assert due_of("sort the shelves (2024-03-01)") is None
    late = due_of("sort the shelves, due 2024-03-01")
    assert late is not None
    assert late.date == dt.date(2024, 3, 1)


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("3/22", "2024-03-22"),
        ("2024-03-01", "2024-03-01"),
        (" March 20 ", "2024-03-20"),
        ("**W14**", "2024-04-05"),
        ("next week", "2024-03-21"),
        ("Friday", "2024-03-15"),
        ("May", "?"),
    ],
)
def test_a_cell_that_is_only_a_date_is_a_deadline(cell: str, due: str) -> None:
    phrase = due_of(cell)
    assert phrase is not None
    assert str(phrase.date or "?") == due
    assert phrase.understood == (due != "?")


def test_calendar_days_without_a_year_are_near_the_day_asked_for() -> None:
    (day,) = find_calendar_days("Minutes of December 28", dt.date(2024, 1, 4))
    assert day.date == dt.date(2023, 12, 28)
    assert find_calendar_days("Minutes of December 28", None) == ()
    assert find_calendar_days("next Friday, in two weeks", dt.date(2024, 1, 4)) == ()


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        ("2024-04-01", "2024-04-01"),
        ("2 weeks", "2024-03-28"),
        ("a month", "2024-04-14"),
        ("next friday", "2024-03-15"),
        ("friday", "2024-03-15"),
        (" Tomorrow ", "2024-03-15"),
        ("today", "2024-03-14"),
        ("may 3", "2024-05-03"),
        ("3 may 2025", "2025-05-03"),
        ("end of march", "2024-03-31"),
        ("in 10 days", "2024-03-24"),
        ("eom", "2024-03-31"),
        ("by friday", "2024-03-15"),
        ("next  friday", "2024-03-15"),
        ("0 days", "2024-03-14"),
        ("3d", "2024-03-17"),
        ("2 W", "2024-03-28"),
        ("10 business days", "2024-03-28"),
        ("the 20th", "2024-03-20"),
        ("end of q1", "2024-03-31"),
        ("in a couple of weeks", "2024-03-28"),
        ("3/14/2024", "2024-03-14"),
        ("22/4", "2024-04-22"),
        ("morgen", "2024-03-15"),
        ("nächste woche", "2024-03-21"),
        ("in zwei wochen", "2024-03-28"),
    ],
)
def test_what_is_typed_as_a_day(asked: str, day: str) -> None:
    assert parse_when(asked, THURSDAY) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "asked",
    [
        *("", "soon", "may", "friday or so", "10", "#12", "2024-02-30", "9999 years", "99999 weeks", "x" * 9999),
        *("31 June", "friday week", "tomorrow at noon", "after friday", "last friday", "2 weeks ago", "mid march"),
    ],
)
def test_what_is_no_day_is_refused_with_a_sentence(asked: str) -> None:
    with pytest.raises(ValueError, match=r"write a date like|beyond the calendar"):
        parse_when(asked, THURSDAY)


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ("1/2/2024", r"'1/2/2024' may put the month or the day first: write `2024-01-02` if you mean that"),
        ("3/4", r"'3/4' may put the month or the day first: write `2025-03-04` if you mean that"),
        ("next friday or monday", r"names more than one day: write one of them, such as `2024-03-15`"),
        ("monday to wednesday", r"names more than one day"),
        ("april 3-5", r"names more than one day: write one of them, such as `2024-04-03`"),
        ("march 3-5", r"names more than one day"),
        ("in 2-3 weeks", r"names more than one day"),
    ],
)
def test_what_may_be_several_days_is_refused(asked: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_when(asked, THURSDAY)


def test_a_long_text_is_not_repeated_whole() -> None:
    with pytest.raises(ValueError, match="not a day") as failure:
        parse_when("x" * 9999, THURSDAY)
    assert len(str(failure.value)) < 200


def test_durations_are_calendar_arithmetic() -> None:
    assert add_duration(dt.date(2024, 1, 31), "1 month") == dt.date(2024, 2, 29)
    assert add_duration(dt.date(2024, 1, 31), "6 weeks") == dt.date(2024, 3, 13)
    assert THURSDAY + parse_duration("ten days") == dt.date(2024, 3, 24)
    assert add_duration(dt.date(2024, 3, 15), "1 working day") == dt.date(2024, 3, 18)


def test_working_days_have_no_fixed_length() -> None:
    with pytest.raises(ValueError, match="depends on the day it begins"):
        parse_duration("3 working days")


@pytest.mark.parametrize("text", ["", "weeks", "6", "6 moons", "six and a half weeks", "-1 week"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a span of time"):
        parse_duration(text)

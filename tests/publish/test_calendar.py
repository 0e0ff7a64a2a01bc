"""The calendar, read back by another library."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
import vobject  # type: ignore[import-untyped]

from wgtrack.followup.calendar import CALLS, Entries, calendar_entries
from wgtrack.model import Item, Kind, Place, Status
from wgtrack.publish.calendar import calendar_text

TODAY = dt.date(2030, 3, 8)
NOW = dt.datetime(2030, 3, 8, 9, 30, tzinfo=dt.UTC)
TABLES = Item("aaaaaa2", "send the tide tables; all of them, soon", ("Mira", "Bo"), due=dt.date(2030, 3, 31))
HALL = Item("aaaaaa3", "book the hall", due=dt.date(2030, 3, 1), status=Status.DONE, closed_on=dt.date(2030, 3, 4))
ROOF = Item("aaaaaa4", "mend the roof", ("Bo",), due=dt.date(2030, 4, 1), status=Status.DROPPED)
BOAT = Item("aaaaaa5", "paint the boat", ("Bo",), due=dt.date(2030, 4, 2), status=Status.IN_PROGRESS)
DOOR = Item("aaaaaa6", "paint the door", ("Bo",))
HORN = Item("aaaaaa7", "look at the fog horn again", ("group",), kind=Kind.REASSESS, wake=dt.date(2030, 5, 2))
GONE = replace(HORN, key="aaaaaa8", status=Status.DONE)
ITEMS = (HORN, BOAT, ROOF, TABLES, HALL, DOOR, GONE)
EVERY_OTHER_THURSDAY = "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"


def entries(*items: Item, calls: str | None = None, only: frozenset[str] | None = None) -> Entries:
    return calendar_entries(items, today=TODAY, calls=calls, held=[dt.date(2030, 2, 28)], only=only)


def text_of(made: Entries, call_time: dt.time | None = dt.time(16), zone: str = "Europe/Berlin", **more: Any) -> str:
    options = {"group": "Harbour WG", "now": NOW, "notes_url": None, **more}
    return calendar_text(made, call_time=call_time, timezone=zone, **options)


def parts(text: str, name: str) -> list[Any]:
    return list(getattr(vobject.readOne(text), f"{name}_list", []))


def test_what_is_due_is_a_task_with_its_day_and_state() -> None:
    todos = parts(text_of(entries(*ITEMS)), "vtodo")
    assert [(t.uid.value, t.due.value, t.status.value) for t in todos] == [
        ("aaaaaa3.due@wgtrack.invalid", dt.date(2030, 3, 1), "COMPLETED"),
        ("aaaaaa2.due@wgtrack.invalid", dt.date(2030, 3, 31), "NEEDS-ACTION"),
        ("aaaaaa4.due@wgtrack.invalid", dt.date(2030, 4, 1), "CANCELLED"),
        ("aaaaaa5.due@wgtrack.invalid", dt.date(2030, 4, 2), "IN-PROCESS"),
    ]
    assert todos[1].summary.value == "Mira, Bo: send the tide tables; all of them, soon"
    assert todos[0].completed.value.date() == dt.date(2030, 3, 4)
    assert todos[1].dtstamp.value == NOW


def test_a_due_date_is_a_date_and_never_shifted() -> None:
    text = text_of(entries(*ITEMS), zone="Pacific/Kiritimati")
    assert "DUE;VALUE=DATE:20300331\r\n" in text


def test_a_reassessment_is_a_day() -> None:
    (event,) = parts(text_of(entries(*ITEMS)), "vevent")
    assert (event.uid.value, event.dtstart.value) == ("aaaaaa7.reassess@wgtrack.invalid", dt.date(2030, 5, 2))
    assert event.summary.value == "Reassess: group: look at the fog horn again"


@pytest.mark.parametrize(
    ("zone", "hours"),
    [("Europe/Berlin", [15, 15, 15, 14]), ("America/New_York", [20, 20, 20, 20]), ("UTC", [16, 16, 16, 16])],
)
def test_a_call_is_at_the_group_s_own_time_across_daylight_saving(zone: str, hours: list[int]) -> None:
    # In 2030 the clocks change on 10 March in New York and on 31 March in Berlin.
    events = parts(text_of(entries(calls="RRULE:FREQ=WEEKLY;BYDAY=TH"), zone=zone), "vevent")[:4]
    days = ["2030-03-14", "2030-03-21", "2030-03-28", "2030-04-04"]
    assert [e.dtstart.value.date().isoformat() for e in events] == days
    assert [(e.dtstart.value.hour, e.dtstart.value.minute) for e in events] == [(16, 0)] * 4
    assert [e.dtstart.value.astimezone(dt.UTC).hour for e in events] == hours


def test_calls_keep_their_step_and_their_names() -> None:
    made = entries(calls=EVERY_OTHER_THURSDAY)
    assert made.calls[:3] == (dt.date(2030, 3, 14), dt.date(2030, 3, 28), dt.date(2030, 4, 11))
    assert len(made.calls) == CALLS
    events = parts(text_of(made), "vevent")
    assert len({e.uid.value for e in events}) == CALLS
    later = calendar_entries(
        (), today=dt.date(2030, 3, 15), calls=EVERY_OTHER_THURSDAY, held=[dt.date(2030, 2, 28), dt.date(2030, 3, 14)]
    )
    assert [e.uid.value for e in parts(text_of(later), "vevent")][:3] == [e.uid.value for e in events][1:4]
    assert events[0].summary.value == "Harbour WG: call"


def test_a_rule_that_ends_ends() -> None:
    rule = "DTSTART:20300314T160000\nRRULE:FREQ=WEEKLY;COUNT=2"
    assert entries(calls=rule).calls == (dt.date(2030, 3, 14), dt.date(2030, 3, 21))
    assert entries(calls=None).calls == ()


def test_a_call_without_a_time_is_a_day() -> None:
    events = parts(text_of(entries(calls=EVERY_OTHER_THURSDAY), call_time=None), "vevent")
    assert events[0].dtstart.value == dt.date(2030, 3, 14)


def test_one_owner_s_calendar_has_their_items_and_all_calls() -> None:
    made = entries(*ITEMS, calls=EVERY_OTHER_THURSDAY, only=frozenset({"bo"}))
    assert [item.key for item in (*made.due, *made.reassess)] == ["aaaaaa2", "aaaaaa4", "aaaaaa5"]
    assert len(made.calls) == CALLS


def test_the_same_state_gives_the_same_text() -> None:
    made = entries(*ITEMS, calls=EVERY_OTHER_THURSDAY)
    assert text_of(made) == text_of(made)
    changed = text_of(entries(replace(TABLES, due=dt.date(2030, 4, 9), text="send tables")))
    assert [t.uid.value for t in parts(changed, "vtodo")] == ["aaaaaa2.due@wgtrack.invalid"]


def test_the_form_is_that_of_the_standard() -> None:
    text = text_of(entries(*ITEMS, calls=EVERY_OTHER_THURSDAY))
    lines = text.split("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "VERSION:2.0" in lines
    assert lines.count("BEGIN:VTIMEZONE") == 1
    assert set(re.findall(r"TZID=([^:;]+)", text)) == {"Europe/Berlin"}


def test_hostile_words_open_no_line() -> None:
    evil = replace(TABLES, text="x\r\nEND:VTODO\r\nBEGIN:VEVENT\x1b[2J", owners=("a\nb",))
    text = text_of(entries(evil))
    assert (text.count("\r\nBEGIN:"), text.count("\r\nEND:")) == (1, 2)
    assert "\x1b" not in text
    (todo,) = parts(text, "vtodo")
    assert todo.summary.value == "a b: x END:VTODO BEGIN:VEVENT"


def test_it_links_to_the_latest_note() -> None:
    place = Place("aaaaaa2", "notes/2030-03-07.md", 3, dt.date(2030, 3, 7), "")
    text = text_of(entries(replace(TABLES, places=(place,))), notes_url="https://example.org/{stem}")
    assert parts(text, "vtodo")[0].url.value == "https://example.org/2030-03-07"

from __future__ import annotations

import datetime as dt

import pytest

from wgtrack.followup.calls import next_call


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


FORTNIGHT = "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"


@pytest.mark.parametrize(
    ("rule", "after", "held", "expected"),
    [
        # 7 March 2030 is a Thursday.
        (FORTNIGHT, "2030-03-07", ["2030-03-07"], "2030-03-21"),
        (FORTNIGHT, "2030-03-08", ["2030-03-07"], "2030-03-21"),
        (FORTNIGHT, "2030-03-21", ["2030-03-07"], "2030-04-04"),
        # A call on another day does not shift the step.
        (FORTNIGHT, "2030-03-13", ["2030-03-07", "2030-03-12"], "2030-03-21"),
        # The latest call on such a day counts, also where the group changed its step.
        (FORTNIGHT, "2030-03-15", ["2030-03-07", "2030-03-14"], "2030-03-28"),
        (FORTNIGHT, "2030-03-08", [], "2030-03-21"),
        ("DTSTART:20300307T160000\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "2030-03-15", ["2030-03-14"], "2030-03-21"),
        ("DTSTART:20300307T160000Z\nRRULE:FREQ=WEEKLY;BYDAY=TH", "2030-03-08", [], "2030-03-14"),
        ("RRULE:FREQ=MONTHLY;BYDAY=1WE", "2030-03-07", ["2030-03-06"], "2030-04-03"),
        ("RRULE:FREQ=WEEKLY;BYDAY=TH;UNTIL=20300310", "2030-03-08", ["2030-03-07"], None),
    ],
)
def test_the_next_call(rule: str, after: str, held: list[str], expected: str | None) -> None:
    assert next_call(rule, day(after), map(day, held)) == (day(expected) if expected else None)

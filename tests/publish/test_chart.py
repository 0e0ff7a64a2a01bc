from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

import pytest

from wgtrack.publish.chart import chart

START = dt.date(2030, 1, 1)


def days(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def test_the_line_steps_on_each_day_and_goes_on_to_today() -> None:
    made = chart([(START, 4), (days(50), 2)], [], days(100))
    assert made is not None
    assert made["levels"] == [4, 3, 2, 1, 0]
    assert made["line"] == "M0.0 0.0H500.0V100.0H1000.0"
    assert made["area"] == "M0.0 0.0H500.0V100.0H1000.0V200H0Z"
    assert made["days"] == [days(0), days(25), days(50), days(75), days(100)]
    assert (made["first"], made["most"], made["last"]) == ((START, 4), (START, 4), (days(100), 2))


def test_bars_reach_as_far_as_the_call_with_most() -> None:
    made = chart([(START, 1)], [(START, 2, 0), (days(10), 1, 2), (days(900), 1, 1)], days(10))
    assert made is not None
    assert made["bars"] == [
        {"x": "0.0", "opened": "0.0", "closed": "51.0"},
        {"x": "1000.0", "opened": "24.5", "closed": "100.0"},
    ]


@pytest.mark.parametrize("most", [1, 2, 3, 5, 6, 9, 10, 11, 49, 51, 203, 1_000, 7_777])
def test_the_levels_are_few_even_and_hold_every_number(most: int) -> None:
    made = chart([(START, most)], [], days(1))
    assert made is not None
    levels = made["levels"]
    assert isinstance(levels, list)
    assert levels[0] >= most
    assert levels[-1] == 0
    assert 2 <= len(levels) <= 6
    assert len({high - low for high, low in pairwise(levels)}) == 1
    assert re.fullmatch(r"[125]0*", str(levels[-2]))


def test_no_time_is_no_chart() -> None:
    assert chart([], [], START) is None
    assert chart([(START, 3)], [], START) is None

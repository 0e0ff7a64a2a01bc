from __future__ import annotations

import datetime as dt
import random
from typing import Any

from wgtrack.followup.order import what_first
from wgtrack.model import Item, Kind, Status

TODAY = dt.date(2030, 3, 8)


def day(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


def item(key: str, **facts: Any) -> Item:
    return Item(key=key, text="wipe the lens", **{"first_stated": day(-50), **facts})


IN_ORDER = [
    item("overdue2", due=day(-9), carried=1),
    item("overdue3", due=day(-2), carried=5),
    item("due2", due=day(0)),
    item("due3", due=day(90)),
    item("awake2", kind=Kind.REASSESS, wake=day(-30)),
    item("awake3", kind=Kind.REASSESS, wake=day(0), due=day(-60)),
    item("carried2", carried=4, status=Status.IN_PROGRESS),
    item("carried3", carried=3, first_stated=day(-90)),
    item("carried4", carried=3, first_stated=day(-80)),
    item("new2"),
    item("undated2", first_stated=None),
    item("review2", status=Status.REVIEW, due=day(-9), carried=9),
    item("asleep2", kind=Kind.REASSESS, wake=day(1)),
    item("asleep3", kind=Kind.REASSESS, wake=day(40)),
    item("done2", status=Status.DONE, closed_on=day(-1)),
    item("done3", status=Status.DROPPED, closed_on=day(-4), due=day(-90)),
    item("done4", status=Status.DONE),
]


def test_what_to_do_first_leads() -> None:
    rng = random.Random(7)
    for _ in range(5):
        shuffled = rng.sample(IN_ORDER, len(IN_ORDER))
        assert [each.key for each in what_first(shuffled, TODAY)] == [each.key for each in IN_ORDER]

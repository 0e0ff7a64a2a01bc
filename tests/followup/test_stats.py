from __future__ import annotations

import datetime as dt
from typing import Any

from wgtrack.followup.stats import Call, Share, build_stats, stats_dict
from wgtrack.model import Item, Kind, Person, Status

TODAY = dt.date(2030, 3, 20)
HELD = [dt.date(2030, 2, 7), dt.date(2030, 2, 21), dt.date(2030, 3, 7)]


def item(key: str, stated: str, closed: str = "", **facts: Any) -> Item:
    done = {"status": Status.DONE, "closed_on": dt.date.fromisoformat(closed)} if closed else {}
    given = {"owners": ("Mira",), **done, **facts}
    return Item(key=key, text="wipe the lens", first_stated=dt.date.fromisoformat(stated), **given)


ITEMS = (
    item("aaaaaa2", "2030-02-07", "2030-02-07"),
    item("aaaaaa3", "2030-02-07", "2030-02-12", owners=("MH", "Oskar")),
    item("aaaaaa4", "2030-02-07", carried=2, due=dt.date(2030, 3, 1)),
    item("aaaaaa5", "2030-02-10", "2030-03-11", status=Status.DROPPED),
    item("aaaaaa6", "2030-03-07", "2030-03-15", owners=("Oskar",)),
    item("aaaaaa7", "2030-03-07", owners=(), kind=Kind.REASSESS, wake=dt.date(2030, 3, 10), due=dt.date(2030, 3, 10)),
    item("aaaaaa8", "2030-03-15", owners=("mira",)),
)
MIRA = Person("mira", "Mira Holm", aliases=("MH",))


def test_what_calls_opened_and_closed_since_the_one_before() -> None:
    assert build_stats(ITEMS, today=TODAY, held=HELD).calls == (
        Call(HELD[0], opened=3, closed=1, open=2),
        Call(HELD[1], opened=1, closed=1, open=2),
        Call(HELD[2], opened=2, closed=0, open=4),
        Call(None, opened=1, closed=2, open=3),
    )
    assert [call.date for call in build_stats(ITEMS[:4], today=TODAY, held=HELD).calls] == [*HELD, None]
    assert [call.date for call in build_stats(ITEMS[:3], today=TODAY, held=HELD).calls] == HELD


def test_each_owner_s_share_under_all_their_names() -> None:
    found = build_stats(ITEMS, today=TODAY, held=HELD, people=[MIRA])
    assert found.all == Share("", open=3, overdue=1, done=3, dropped=1, median_days=5.0)
    assert found.owners == (
        Share("Mira", open=2, overdue=1, done=2, dropped=1, median_days=2.5),
        Share("", open=1, overdue=0, done=0, dropped=0, median_days=None),
        Share("Oskar", open=0, overdue=0, done=2, dropped=0, median_days=6.5),
    )


def test_how_often_open_items_were_carried() -> None:
    assert build_stats(ITEMS, today=TODAY, held=HELD).carried == ((0, 2), (2, 1))


def test_the_json() -> None:
    found = stats_dict(build_stats(ITEMS[:1], today=TODAY, held=HELD[:1]))
    assert found == {
        "open": 0,
        "overdue": 0,
        "done": 1,
        "dropped": 0,
        "median_days": 0.0,
        "calls": [{"date": "2030-02-07", "opened": 1, "closed": 1, "open": 0}],
        "carried": [],
        "owners": [{"owner": "Mira", "open": 0, "overdue": 0, "done": 1, "dropped": 0, "median_days": 0.0}],
    }


def test_nothing_has_numbers_too() -> None:
    found = build_stats((), today=TODAY, held=())
    assert (found.calls, found.carried, found.owners, found.all.median_days) == ((), (), (), None)

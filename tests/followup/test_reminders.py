from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from wgtrack.followup.reminders import Why, build_reminders, reminders_dict, why_remind
from wgtrack.model import Item, Kind, Person, Status

TODAY = dt.date(2030, 3, 8)
SOON = dt.date(2030, 3, 15)


def day(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


def item(key: str = "a2bcdef", **facts: Any) -> Item:
    return Item(key=key, text="wipe the lens", **({"owners": ("Mira",)} | facts))


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, None),
        ({"due": day(-1)}, Why.OVERDUE),
        ({"due": day(0)}, Why.DUE),
        ({"due": day(7)}, Why.DUE),
        ({"due": day(8)}, None),
        ({"due": day(8), "carried": 4}, Why.CARRIED),
        ({"due": day(-1), "carried": 4}, Why.OVERDUE),
        ({"carried": 3}, None),
        ({"carried": 4}, Why.CARRIED),
        ({"carried": 4, "status": Status.IN_PROGRESS}, Why.CARRIED),
        ({"kind": Kind.REASSESS, "wake": day(1), "carried": 9}, None),
        ({"kind": Kind.REASSESS, "wake": day(0)}, Why.REASSESS),
        ({"kind": Kind.REASSESS, "wake": day(-9), "due": day(-9)}, Why.REASSESS),
        ({"due": day(-1), "status": Status.REVIEW}, None),
        ({"due": day(-1), "status": Status.DONE}, None),
        ({"due": day(-1), "status": Status.DROPPED}, None),
    ],
)
def test_why_somebody_is_reminded(facts: dict[str, Any], why: Why | None) -> None:
    assert why_remind(item(**facts), today=TODAY, soon=SOON, carried_limit=3) is why


MIRA = Person("mira", "Mira Holm", "miraholm", ("MH",), "mira@example.org")
ITEMS = (
    item("aaaaaa2", carried=5),
    item("aaaaaa3", owners=("MH", "Oskar"), due=day(-1)),
    item("aaaaaa4", owners=(), due=day(2)),
    item("aaaaaa5", owners=("miraholm",), due=day(-4)),
    item("aaaaaa6", owners=("Ada",)),
)


def reminded(only: frozenset[str] | None = None) -> list[tuple[str, str | None, list[str]]]:
    found = build_reminders(ITEMS, today=TODAY, soon=SOON, carried_limit=3, people=[MIRA], only=only)
    return [(r.owner, r.person.handle if r.person else None, [each.key for _, each in r.items]) for r in found]


def test_each_owner_is_reminded_once_of_each_item_most_pressing_first() -> None:
    assert reminded() == [
        ("Mira", "mira", ["aaaaaa5", "aaaaaa3", "aaaaaa2"]),
        ("Oskar", None, ["aaaaaa3"]),
        ("", None, ["aaaaaa4"]),
    ]


def test_only_one_owner() -> None:
    assert [owner for owner, _, _ in reminded(frozenset({"oskar"}))] == ["Oskar"]
    assert [keys for _, _, keys in reminded(frozenset({"mira", "mh", "mira holm"}))] == [
        ["aaaaaa5", "aaaaaa3", "aaaaaa2"]
    ]
    assert reminded(frozenset({"ada"})) == []


def test_an_item_of_one_person_under_two_names_is_said_once() -> None:
    twice = item(owners=("Mira", "MH"), due=day(-1))
    (reminder,) = build_reminders([twice], today=TODAY, soon=SOON, carried_limit=3, people=[MIRA])
    assert len(reminder.items) == 1


def test_the_json() -> None:
    found = build_reminders(ITEMS[1:2], today=TODAY, soon=SOON, carried_limit=3, people=[MIRA])
    told = {
        "key": "aaaaaa3",
        "why": "overdue",
        "text": "wipe the lens",
        "due": "2030-03-07",
        "wake": None,
        "carried": 0,
    }
    assert reminders_dict(found) == {
        "reminders": [
            {"owner": "MH", "person": "mira", "email": "mira@example.org", "items": [told]},
            {"owner": "Oskar", "person": None, "email": None, "items": [told]},
        ]
    }

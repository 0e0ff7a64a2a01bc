from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from wgtrack.followup.pages import Standing, build_site, open_over_time, slug, standing_of
from wgtrack.model import Item, Kind, Meeting, Person, Place, Status

TODAY = dt.date(2030, 3, 21)


def day(number: int) -> dt.date:
    return dt.date(2030, 3, number)


def item(key: str, *owners: str, **fields: object) -> Item:
    base = Item(key, f"words of {key}", owners, first_stated=day(7))
    return replace(base, **fields)  # type: ignore[arg-type]


def meeting(date: int | None, path: str = "") -> Meeting:
    when = day(date) if date else None
    return Meeting(path or f"m{date}", "", when, "Call", (), path or f"notes/2030-03-{date:02}.md", "")


@pytest.mark.parametrize(
    ("fields", "standing"),
    [
        ({}, Standing.OPEN),
        ({"due": day(20)}, Standing.OVERDUE),
        ({"due": TODAY}, Standing.DUE),
        ({"due": day(20), "status": Status.IN_PROGRESS}, Standing.OVERDUE),
        ({"due": day(22), "status": Status.IN_PROGRESS}, Standing.IN_PROGRESS),
        ({"due": day(20), "status": Status.REVIEW}, Standing.REVIEW),
        ({"due": day(20), "status": Status.DONE}, Standing.DONE),
        ({"kind": Kind.REASSESS, "wake": day(22)}, Standing.ASLEEP),
        ({"kind": Kind.REASSESS, "wake": day(20)}, Standing.REASSESS),
        ({"kind": Kind.REASSESS, "wake": day(20), "status": Status.DROPPED}, Standing.DROPPED),
    ],
)
def test_where_an_item_stands(fields: dict[str, object], standing: Standing) -> None:
    assert standing_of(item("a2b3c4d", **fields), TODAY) is standing


@pytest.mark.parametrize(("name", "made"), [("Mira", "mira"), ("Ann Ash", "ann-ash")])
def test_a_plain_name_is_its_own_file_name(name: str, made: str) -> None:
    assert slug(name) == made


def test_other_names_get_file_names_of_their_own() -> None:
    names = [
        "Zoë",
        "Zoe",
        "zo/e",
        "../zoe",
        "Zoe.",
        "宿題",
        "課題",
        "con",
        "",
        "a" * 300,
        "a" * 301,
        "Ann  Ash",
        "\ud800",
    ]
    made = [slug(name) for name in names]
    assert len(set(made)) == len(names)
    assert [slug(name) for name in names] == made
    for each in made:
        assert set(each) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert 0 < len(each) < 60
    assert made[names.index("con")] != "con"


def test_every_name_of_one_person_is_one_owner_and_several_owners_each_have_the_item() -> None:
    robin = Person("robin", name="Robin Example", aliases=("RE",))
    items = [item("a", "RE"), item("b", "robin", "Dana"), item("c", "dana"), item("d"), item("e", "RE", "Robin")]
    site = build_site(items, [], group="", today=TODAY, people=[robin])
    shown = [(each.owner.slug, each.owner.name, [i.key for i in each.open]) for each in site.owners]
    assert shown == [("dana", "Dana", ["b", "c"]), ("robin", "RE", ["a", "b", "e"]), ("", "", ["d"])]
    assert site.owners[1].owner.person is robin
    first = [(owner.name, [i.key for i in theirs]) for owner, theirs in site.first_owner]
    assert first == [("Dana", ["c"]), ("RE", ["a", "b", "e"]), ("", ["d"])]


def test_a_call_opens_what_is_first_stated_and_closes_what_was_closed_since_the_call_before() -> None:
    here = [
        Place("a", "notes/2030-03-07.md", 3, day(7), "words"),
        Place("x", "notes/2030-03-14.md", 3, day(14), "words"),
    ]
    items = [
        item("a", places=tuple(here)),
        item("b", status=Status.DONE, closed_on=day(10)),
        item("c", first_stated=day(14), status=Status.DROPPED, closed_on=day(14)),
        item("d", first_stated=day(18)),
        item("e", first_stated=None),
    ]
    site = build_site(items, [meeting(14), meeting(7)], group="", today=TODAY)
    told = [
        (call.slug, *([i.key for i in each] for each in (call.opened, call.closed, call.again)), call.left)
        for call in site.calls
    ]
    assert told == [
        ("", ["d"], [], [], 2),
        ("2030-03-14", ["c"], ["c", "b"], ["a"], 1),
        ("2030-03-07", ["a", "b"], [], [], 2),
    ]


def test_a_call_without_a_day_has_what_its_note_states() -> None:
    path = "notes/undated.md"
    place = Place("a", path, 3, None, "words")
    items = [item("a", first_stated=None, places=(place,)), item("b", places=(replace(place, key="b"),))]
    site = build_site(items, [meeting(7), meeting(None, path)], group="", today=TODAY)
    undated = site.calls[-1]
    assert undated.date is None
    assert undated.slug.startswith("undated-notes-undated-md")
    assert ([i.key for i in undated.opened], [i.key for i in undated.again]) == (["a"], ["b"])


def test_how_many_were_open_changes_on_the_days_on_which_it_does() -> None:
    items = [
        item("a"),
        item("b", status=Status.DONE, closed_on=day(10)),
        item("c", first_stated=day(10)),
        item("d", first_stated=day(12), status=Status.DONE, closed_on=day(9)),
        item("e", first_stated=None),
    ]
    assert open_over_time(items) == ((day(7), 2),)
    assert open_over_time(items[:2]) == ((day(7), 2), (day(10), 1))
    assert open_over_time([]) == ()

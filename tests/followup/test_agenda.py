from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgtrack.followup.agenda import Agenda, SectionName, agenda_dict, build_agenda, group_by_owner
from wgtrack.model import Item, Kind, Person, Place, Status

CALL = dt.date(2020, 3, 5)
BEFORE = dt.date(2020, 2, 20)
NAMES = ["overdue", "review", "due", "reassess", "open", "unowned", "asleep", "done_since"]
"""In the order of the agenda; a last section, `moved`, holds issues."""


def day(number: int) -> dt.date:
    return CALL + dt.timedelta(days=number)


def item(key: str = "a2bcdef", **facts: Any) -> Item:
    return Item(key=key, text="wipe the lens", **({"owners": ("Mira",)} | facts))


def agenda_of(*items: Item, today: dt.date = CALL, last_call: dt.date | None = BEFORE) -> Agenda:
    return build_agenda(items, date=CALL, today=today, last_call=last_call, group="Lamp WG")


def places(agenda: Agenda) -> list[tuple[str, str]]:
    return [(section.name.value, item.key) for section in agenda.sections for item in section.items]


@pytest.mark.parametrize(
    ("facts", "section"),
    [
        ({}, "open"),
        ({"status": Status.IN_PROGRESS}, "open"),
        ({"due": day(1)}, "open"),
        ({"due": day(0)}, "due"),
        ({"due": day(-1)}, "overdue"),
        ({"due": day(-1), "owners": ()}, "overdue"),
        ({"owners": ()}, "unowned"),
        ({"due": day(1), "owners": ()}, "unowned"),
        ({"status": Status.REVIEW, "due": day(-1)}, "review"),
        ({"kind": Kind.REASSESS, "wake": day(1)}, "asleep"),
        ({"kind": Kind.REASSESS, "wake": day(0)}, "reassess"),
        ({"kind": Kind.REASSESS, "wake": day(-90)}, "reassess"),
        ({"kind": Kind.REASSESS, "wake": day(-90), "due": day(-90)}, "reassess"),
        ({"kind": Kind.REASSESS, "wake": None}, "reassess"),
        ({"kind": Kind.REASSESS, "wake": day(9), "owners": ()}, "asleep"),
        ({"wake": day(9)}, "open"),
        ({"status": Status.DONE, "closed_on": BEFORE}, "done_since"),
        ({"status": Status.DROPPED, "closed_on": CALL}, "done_since"),
        ({"status": Status.DONE, "closed_on": CALL, "kind": Kind.REASSESS, "wake": day(9)}, "done_since"),
    ],
)
def test_each_item_is_in_the_section_of_the_first_rule_that_holds(facts: dict[str, Any], section: str) -> None:
    assert places(agenda_of(item(**facts))) == [(section, "a2bcdef")]


@pytest.mark.parametrize("closed_on", [BEFORE - dt.timedelta(days=1), None])
def test_what_was_closed_before_the_last_call_is_on_no_agenda(closed_on: dt.date | None) -> None:
    closed = item(status=Status.DONE, closed_on=closed_on)
    assert places(agenda_of(closed)) == []
    assert places(agenda_of(closed, last_call=None)) == [("done_since", "a2bcdef")]


@pytest.mark.parametrize(
    ("today", "due", "section"),
    [
        (day(-10), day(-11), "overdue"),
        (day(-10), day(-10), "due"),
        (day(-10), day(-1), "due"),
        (day(-10), day(0), "due"),
        (day(-10), day(1), "open"),
        (day(30), day(-1), "overdue"),
        (day(30), day(0), "due"),
        (day(30), day(1), "open"),
    ],
)
def test_due_is_what_can_still_be_done_before_the_call(today: dt.date, due: dt.date, section: str) -> None:
    assert places(agenda_of(item(due=due), today=today)) == [(section, "a2bcdef")]


def test_a_chair_sees_the_longest_due_first_and_the_open_by_owner() -> None:
    agenda = agenda_of(
        item("late222", due=day(-2), owners=("Mira",)),
        item("late333", due=day(-9), owners=("Oskar",)),
        item("late444", due=day(-2), owners=("ada",)),
        item("open222", owners=("Oskar",), first_stated=day(-40)),
        item("open333", owners=("mira",), first_stated=day(-20)),
        item("open444", owners=("Mira",), first_stated=day(-30)),
        item("open555", owners=("mira", "Oskar"), due=day(5)),
        item("wake222", kind=Kind.REASSESS, wake=day(-1)),
        item("wake333", kind=Kind.REASSESS, wake=day(-8)),
        item("done222", status=Status.DONE, closed_on=day(-1)),
        item("done333", status=Status.DONE, closed_on=day(-3)),
    )
    assert [key for _, key in places(agenda)] == [
        *("late333", "late444", "late222"),
        *("wake333", "wake222"),
        *("open555", "open444", "open333", "open222"),
        *("done333", "done222"),
    ]


def test_what_one_note_stated_keeps_the_order_of_its_lines() -> None:
    keys = {9: "aaaaaa2", 40: "zzzzzz2", 41: "bbbbbb2"}
    items = [
        item(key, first_stated=BEFORE, places=(Place(key, "n.md", line, BEFORE, ""),)) for line, key in keys.items()
    ]
    agenda = agenda_of(*reversed(items))
    assert [key for _, key in places(agenda)] == ["aaaaaa2", "zzzzzz2", "bbbbbb2"]


def test_items_are_grouped_by_their_first_owner_whatever_the_case() -> None:
    agenda = agenda_of(
        item("open222", owners=("Oskar", "Mira")), item("open333", owners=("mira",)), item("open444", due=day(1))
    )
    grouped = group_by_owner(agenda.section(SectionName.OPEN))
    assert [(owner, [each.key for each in items]) for owner, items in grouped] == [
        ("Mira", ["open444", "open333"]),
        ("Oskar", ["open222"]),
    ]


def test_a_person_with_several_names_is_one_owner() -> None:
    mira = Person("mira", "Mira Holm", "miraholm", ("MH",))
    items = [
        item("open222", owners=("Oskar",)),
        item("open333", owners=("MH",), first_stated=day(-9)),
        item("open444", owners=("Mira Holm",), first_stated=day(-8)),
        item("open555", owners=("MiraHolm",), first_stated=day(-7)),
    ]
    agenda = build_agenda(items, date=CALL, today=CALL, last_call=None, group="", people=[mira])
    grouped = group_by_owner(agenda.section(SectionName.OPEN), agenda.people)
    assert [(owner, [each.key for each in found]) for owner, found in grouped] == [
        ("MH", ["open333", "open444", "open555"]),
        ("Oskar", ["open222"]),
    ]


def test_the_json_has_every_section_in_the_promised_order() -> None:
    made = agenda_dict(agenda_of(item("late222", due=day(-2)), item("open222")))
    expected = {"overdue": ["late222"], "open": ["open222"]}
    assert made == {
        "date": "2020-03-05",
        "sections": [{"name": name, "items": expected.get(name, [])} for name in [*NAMES, "moved"]],
    }


DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2020, 6, 1))
ITEMS = st.lists(
    st.builds(
        Item,
        key=st.text(alphabet="abc23", min_size=3, max_size=7),
        text=st.just("wipe the lens"),
        owners=st.sampled_from([(), ("Mira",), ("mira", "Oskar")]),
        due=st.none() | DAYS,
        wake=st.none() | DAYS,
        status=st.sampled_from(Status),
        kind=st.sampled_from(Kind),
        first_stated=st.none() | DAYS,
        closed_on=st.none() | DAYS,
    ),
    unique_by=lambda each: each.key,
)


@given(items=ITEMS, date=DAYS, today=DAYS, last_call=st.none() | DAYS)
def test_the_sections_are_a_partition(
    items: list[Item], date: dt.date, today: dt.date, last_call: dt.date | None
) -> None:
    agenda = build_agenda(items, date=date, today=today, last_call=last_call, group="Lamp WG")
    assert [section.name.value for section in agenda.sections] == NAMES
    shown = {each.key: section.name for section in agenda.sections for each in section.items}
    assert len(shown) == sum(len(section.items) for section in agenda.sections)
    for each in items:
        name = shown.get(each.key)
        if each.status.closed:
            known = each.closed_on is not None and last_call is not None and each.closed_on < last_call
            assert name in ({None} if known else {None, SectionName.DONE_SINCE})
        else:
            assert name not in (None, SectionName.DONE_SINCE)
        if each.kind is Kind.REASSESS:
            assert name not in (SectionName.OVERDUE, SectionName.DUE)


@given(items=ITEMS, date=DAYS)
def test_the_order_of_reading_changes_nothing(items: list[Item], date: dt.date) -> None:
    agendas = [
        build_agenda(each, date=date, today=date, last_call=None, group="Lamp WG") for each in (items, items[::-1])
    ]
    assert agendas[0] == agendas[1]

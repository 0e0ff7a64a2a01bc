"""Merging, splitting and adding: what people decide about items stands against notes read later."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factory import keys, note, refs
from tests.store.conftest import Memory, known
from wgtrack.errors import UsageProblem
from wgtrack.model import Status

MARCH = note("2020-03-05", "Dana: repair the lamp of the north tower", "Lee: order new charts")
APRIL = note("2020-04-02", "Dana: see to the light up north", "Lee: order new charts")
MAY = note("2020-05-07", "Dana: see to the light up north", "Lee: order new charts")


def test_merged_items_stay_one_when_notes_are_read_again(memory: Memory) -> None:
    memory.ingest(MARCH, APRIL)
    lamp, light = keys(MARCH)[0], keys(APRIL)[0]
    assert len(memory.items()) == 3
    merged = memory.merge(lamp, light)
    assert (merged.key, merged.times_stated, merged.text) == (lamp, 2, "see to the light up north")
    memory.ingest(MARCH, APRIL, anew=True)
    memory.ingest(MAY)
    lights = memory.item("light up north")
    assert (lights.key, lights.times_stated) == (lamp, 3)
    assert memory.say(light, status="done").key == lamp


def test_what_was_said_of_both_counts_for_the_merged_item(memory: Memory) -> None:
    memory.ingest(MARCH, APRIL)
    memory.today = dt.date(2020, 4, 3)
    memory.say(keys(MARCH)[0], due="2020-05-01")
    memory.say(keys(APRIL)[0], owners="Kim")
    merged = memory.merge(keys(APRIL)[0], keys(MARCH)[0])
    assert (merged.due, merged.owners) == (dt.date(2020, 5, 1), ("Kim",))
    assert {event.what for event in memory.events(merged.key)} >= {"due", "owners", "merge"}


def test_a_split_statement_is_never_joined_again(memory: Memory) -> None:
    memory.ingest(MARCH, APRIL)
    charts = memory.item("charts")
    assert charts.times_stated == 2
    staying, leaving = memory.split(charts.key, keys(APRIL)[1])
    assert (staying.key, leaving.key) == (keys(MARCH)[1], keys(APRIL)[1])
    result = memory.ingest(MARCH, APRIL, MAY, anew=True)
    assert len([item for item in memory.items() if "charts" in item.text]) == 2
    assert not any(set(pair) == {staying.key, leaving.key} for pair in result.questions)


def test_the_first_statement_may_leave_and_history_stays(memory: Memory) -> None:
    memory.ingest(MARCH, APRIL, MAY)
    charts = memory.item("charts")
    memory.say(charts.key, status="done")
    staying, leaving = memory.split(charts.key, charts.key)
    assert (staying.status, staying.times_stated) == (Status.DONE, 2)
    assert (leaving.key, leaving.status, leaving.times_stated) == (charts.key, Status.OPEN, 1)


def test_split_refuses_what_it_cannot_do(memory: Memory) -> None:
    memory.ingest(MARCH)
    with pytest.raises(UsageProblem, match="has only this one statement"):
        memory.split(keys(MARCH)[1], keys(MARCH)[1])
    with pytest.raises(UsageProblem, match="is no statement of"):
        memory.split(keys(MARCH)[1], keys(MARCH)[0])
    assert len(memory.items()) == 2


def test_an_added_item_stands_in_no_note_and_survives(memory: Memory) -> None:
    memory.ingest(MARCH)
    memory.today = dt.date(2020, 3, 10)
    rope = memory.add("Kim: buy forty metres of rope", due=dt.date(2020, 4, 1), refs=refs("harbour/site#4"))
    assert (rope.times_stated, rope.first_stated, rope.owners) == (0, dt.date(2020, 3, 10), ("Kim",))
    assert memory.item("rope").places == ()
    before = known(memory.database)
    memory.ingest(MARCH, anew=True)
    assert known(memory.database) == before
    memory.ingest(note("2020-03-19", "Kim: buy forty metres of rope (done)"))
    bought = memory.item("rope")
    assert (bought.key, bought.times_stated, bought.status) == (rope.key, 1, Status.DONE)


def test_adding_what_is_open_already(memory: Memory) -> None:
    memory.ingest(MARCH)
    with pytest.raises(UsageProblem, match=f"this is {keys(MARCH)[1]} already"):
        memory.add("Lee: order new charts")
    again = memory.add("Lee: order new charts", apart=True)
    assert again.key != keys(MARCH)[1]
    assert len(memory.items()) == 3
    memory.ingest(MARCH, anew=True)
    assert len(memory.items()) == 3


def test_adding_the_same_words_once_more_after_it_is_done(memory: Memory) -> None:
    first = memory.add("Kim: buy rope for the boats")
    memory.say(first.key, status="done")
    second = memory.add("Kim: buy rope for the boats")
    assert first.key != second.key
    assert {item.key: item.status for item in memory.items()} == {first.key: Status.DONE, second.key: Status.OPEN}


def test_a_closed_item_that_is_stated_again_waits_for_an_answer(memory: Memory) -> None:
    memory.ingest(MARCH)
    memory.today = dt.date(2020, 3, 10)
    charts = keys(MARCH)[1]
    memory.say(charts, status="done")
    memory.today = dt.date(2020, 5, 8)
    result = memory.ingest(APRIL)
    assert result.stated_again == (charts,)
    item = memory.item("charts")
    assert (item.status, item.closed_on, item.stated_again) == (Status.DONE, dt.date(2020, 3, 10), dt.date(2020, 4, 2))
    confirmed = memory.say(charts, status="done")
    assert (confirmed.stated_again, confirmed.status) == (None, Status.DONE)
    assert memory.ingest(MAY).stated_again == (), "the answer came after that call"
    memory.ingest(note("2020-06-04", "Lee: order new charts"))
    assert memory.say(charts, status="open").stated_again is None
    assert memory.item("charts").status is Status.OPEN


def test_only_an_explicit_reopened_in_a_note_opens(memory: Memory) -> None:
    memory.ingest(note("2020-03-05", "Lee: order new charts (done)"))
    memory.ingest(note("2020-03-19", {"text": "Lee: order new charts", "reopened": True}))
    charts = memory.item("charts")
    assert (charts.status, charts.closed_on, charts.stated_again) == (Status.OPEN, None, None)


def test_an_answer_on_an_agenda_settles_what_was_stated_again(memory: Memory) -> None:
    memory.ingest(note("2020-03-05", "Lee: order new charts (done)"), note("2020-03-19", "Lee: order new charts"))
    charts = memory.item("charts")
    assert charts.stated_again
    tick = {"text": "", "item_key": charts.key, "from_agenda": True}
    memory.ingest(note("2020-04-02", {**tick, "status": Status.DONE}))
    assert memory.item("charts").stated_again is None
    memory.ingest(note("2020-04-16", {**tick, "reopened": True}))
    assert memory.item("charts").status is Status.OPEN


def test_an_added_task_that_a_note_closed_before_is_another_one(memory: Memory) -> None:
    memory.ingest(note("2020-03-05", "Lee: order new charts of the bay (done)"))
    again = memory.add("Lee: order new charts of the bay")
    assert {item.key: item.status for item in memory.items()} == {
        again.key: Status.OPEN,
        keys(note("2020-03-05", "order new charts of the bay"))[0]: Status.DONE,
    }


def test_adding_what_people_spoke_of_already(memory: Memory) -> None:
    memory.ingest(MARCH)
    memory.say(keys(MARCH)[1], owners="Kim, Lee")
    with pytest.raises(UsageProblem, match=f"this is {keys(MARCH)[1]} already"):
        memory.add("Lee: order new charts")


def test_closed_on_a_day_that_nobody_knows_and_stated_again(memory: Memory) -> None:
    memory.ingest(note(None, "Lee: order new charts of the bay (done)", path="notes/old.md"))
    result = memory.ingest(note("2020-04-02", "Lee: order new charts of the bay"))
    charts = memory.item("charts")
    assert (charts.status, charts.stated_again) == (Status.DONE, dt.date(2020, 4, 2))
    assert result.stated_again == (charts.key,)


def test_a_key_on_a_line_that_decisions_speak_against_is_asked_about(memory: Memory) -> None:
    memory.ingest(MARCH)
    lamp, charts = keys(MARCH)
    memory.say(lamp, status="in_progress")
    memory.say(charts, status="in_progress")
    named = {"text": "Lee: order new charts", "item_key": lamp}
    result = memory.ingest(note("2020-03-05", "Dana: repair the lamp of the north tower", named))
    assert [set(pair) for pair in result.questions] == [{lamp, charts}]
    assert len(memory.items()) == 2


def test_the_same_words_for_two_people_in_one_list_are_two_tasks(memory: Memory) -> None:
    listed = [{"text": f"{who}: send your days for the sprint", "listed": True} for who in ("Dana", "Lee", "Kim")]
    memory.ingest(note("2020-03-05", *listed), note("2020-03-19", *listed))
    assert [(item.owners, item.times_stated) for item in memory.items()] == [
        (("Dana",), 2),
        (("Lee",), 2),
        (("Kim",), 2),
    ]

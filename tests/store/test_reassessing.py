"""What becomes of an item that is to be looked at again: notes, people's words, and answers in agendas."""

from __future__ import annotations

import datetime as dt

from tests.factory import REASSESS, note
from tests.store.conftest import Memory
from wgtrack.model import Kind

FOG = "group: look at the fog horns again"


def stated(wake: str | None) -> dict[str, object]:
    day = wake and dt.date.fromisoformat(wake)
    return {"text": FOG, **REASSESS, "wake": day, "due": day}


def test_the_interval_is_that_of_the_earliest_note_that_says_one(memory: Memory) -> None:
    memory.ingest(note("2020-03-19", stated("2020-05-14")))
    assert memory.item("fog").interval == dt.timedelta(weeks=8)
    memory.ingest(note("2020-02-06", stated(None)), note("2020-02-20", stated("2020-03-05")))
    fog = memory.item("fog")
    assert (fog.first_stated, fog.interval) == (dt.date(2020, 2, 6), dt.timedelta(weeks=2))


def test_a_day_on_or_before_the_call_is_no_interval(memory: Memory) -> None:
    memory.ingest(note("2020-03-19", stated("2020-03-19")))
    assert memory.item("fog").interval is None


def test_a_reassessment_that_is_made_an_action_has_no_due_date(memory: Memory) -> None:
    memory.ingest(note("2020-03-05", stated("2020-04-16")))
    fog = memory.say(memory.item("fog").key, kind="action", wake="")
    assert (fog.kind, fog.wake, fog.due) == (Kind.ACTION, None, None)


def test_a_note_in_the_same_words_does_not_make_it_a_reassessment_again(memory: Memory) -> None:
    memory.ingest(note("2020-03-05", stated("2020-04-16")))
    memory.say(memory.item("fog").key, kind="action", wake="")
    memory.ingest(note("2020-06-04", stated("2020-07-16")))
    fog = memory.item("fog")
    assert (fog.times_stated, fog.kind, fog.wake) == (2, Kind.ACTION, None)


def answer(**fields: object) -> dict[str, object]:
    return {"text": "", "from_agenda": True, **REASSESS, **fields}


def test_a_call_that_only_keeps_it_lets_it_sleep_as_long_again(memory: Memory) -> None:
    memory.ingest(note("2020-03-05", stated("2020-03-26")))
    fog = memory.item("fog")
    memory.ingest(note("2020-04-02", answer(item_key=fog.key)))
    kept = memory.item("fog")
    assert (kept.wake, kept.interval, kept.times_stated) == (dt.date(2020, 4, 23), dt.timedelta(weeks=3), 1)


def test_what_was_agreed_without_a_time_sleeps_by_the_setting(memory: Memory) -> None:
    memory.ingest(note("2020-03-05", stated(None)))
    fog = memory.item("fog")
    assert fog.wake == dt.date(2020, 4, 16)
    memory.ingest(note("2020-04-30", answer(item_key=fog.key)))
    assert memory.item("fog").wake == dt.date(2020, 6, 11)


def test_the_day_that_the_call_says_counts(memory: Memory) -> None:
    memory.ingest(note("2020-03-05", stated("2020-03-26")))
    fog = memory.item("fog")
    memory.ingest(note("2020-04-02", answer(item_key=fog.key, wake=dt.date(2020, 12, 3))))
    assert memory.item("fog").wake == dt.date(2020, 12, 3)


def test_other_answers_leave_the_day_alone(memory: Memory) -> None:
    memory.ingest(note("2020-03-05", stated("2020-03-26")))
    fog = memory.item("fog")
    memory.ingest(note("2020-04-02", answer(item_key=fog.key, owners=("Mo",))))
    assert (memory.item("fog").wake, memory.item("fog").owners) == (dt.date(2020, 3, 26), ("Mo",))

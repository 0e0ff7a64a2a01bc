from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest

from tests.factory import REASSESS, keys, note, refs
from tests.store.conftest import Memory, dump
from wgtrack.errors import UsageProblem
from wgtrack.model import Kind, Status
from wgtrack.store import features

FIRST = note(
    "2020-03-05", "Dana: repair the lamp of the north tower", "Lee: order new charts", "Mo: paint the boat (done)"
)
SECOND = note("2020-03-19", "Dana: repair the lamp of the north tower", "Kim: count the buoys in the bay")


def test_what_two_calls_state(memory: Memory) -> None:
    first = memory.ingest(FIRST)
    assert first.meetings == 1
    assert list(first.new) == keys(FIRST)
    second = memory.ingest(SECOND)
    assert list(second.new) == keys(SECOND)[1:]
    assert list(second.restated) == keys(FIRST)[:1]
    lamp = memory.item("lamp")
    assert (lamp.key, lamp.times_stated, lamp.carried) == (keys(FIRST)[0], 2, 1)
    assert (lamp.first_stated, lamp.last_stated) == (dt.date(2020, 3, 5), dt.date(2020, 3, 19))
    assert [(p.path, p.line) for p in lamp.places] == [("notes/2020-03-05.md", 1), ("notes/2020-03-19.md", 1)]
    assert memory.item("boat").status is Status.DONE
    assert memory.item("boat").closed_on == dt.date(2020, 3, 5)


def test_reading_again_changes_no_row(memory: Memory) -> None:
    memory.ingest(FIRST, SECOND)
    before = dump(memory.database)
    again = memory.ingest(FIRST, SECOND)
    assert (again.new, again.restated, again.changed, again.closed, again.gone) == ((), (), (), (), ())
    # A note that is read again to the letter is written again to the letter, but for the number of its meeting.
    after = dump(memory.database)
    assert {name: rows for name, rows in before.items() if name != "meeting"} == {
        name: rows for name, rows in after.items() if name != "meeting"
    }
    assert len(after["meeting"]) == 2


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_order_of_reading_changes_nothing(memory: Memory, order: tuple[int, ...]) -> None:
    third = note("2020-04-02", "Lee: order new charts (done)", "Dana, Lee: repair the lamp of the north tower")
    notes = [FIRST, SECOND, third]
    for place in order:
        memory.ingest(notes[place])
    lamp, charts = memory.item("lamp"), memory.item("charts")
    assert [item.key for item in memory.items()] == [*keys(FIRST), keys(SECOND)[1]]
    assert (lamp.key, lamp.times_stated, lamp.owners) == (keys(FIRST)[0], 3, ("Dana", "Lee"))
    assert (charts.status, charts.closed_on, charts.times_stated) == (Status.DONE, dt.date(2020, 4, 2), 2)


def test_a_later_note_closes_and_a_restatement_does_not_open(memory: Memory) -> None:
    memory.ingest(note("2020-03-05", "Lee: order new charts"))
    closing = memory.ingest(note("2020-03-19", "Lee: order new charts (done)"))
    assert len(closing.closed) == 1
    memory.ingest(note("2020-04-02", "Lee: order new charts"))
    charts = memory.item("charts")
    assert (charts.status, charts.closed_on, charts.times_stated) == (Status.DONE, dt.date(2020, 3, 19), 3)


def test_an_edited_note(memory: Memory) -> None:
    memory.ingest(FIRST)
    edited = note(
        "2020-03-05", "Dana: repair the lamp of the north tower", "Mo: paint the boat (done)", "Lee: buy rope and sails"
    )
    result = memory.ingest(edited)
    assert [memory.item("charts").key] == list(result.gone)
    assert memory.item("charts").gone
    assert memory.item("charts").status is Status.OPEN
    assert len(result.new) == 1
    assert memory.ingest(FIRST).gone == (memory.item("rope").key,)
    assert not memory.item("charts").gone


def test_a_line_written_anew_is_still_the_item_that_it_was(memory: Memory) -> None:
    old = note("2020-03-05", "Dana: repair the lamp of the north tower", "Lee: order new charts")
    memory.ingest(old)
    lamp = keys(old)[0]
    memory.say(lamp, due="2020-07-01")
    reworded = ("Dana: see to the light of the tower up north", "Lee: order new charts")
    result = memory.ingest(note("2020-03-05", *reworded))
    assert (result.new, result.gone) == ((), ())
    light = memory.item("light")
    assert (light.key, light.times_stated, light.due) == (lamp, 1, dt.date(2020, 7, 1))
    memory.ingest(note("2020-03-05", "Kim: sell the boat", *reworded))
    assert memory.item("light").key == lamp
    memory.ingest(old)
    assert memory.item("lamp").key == lamp
    memory.undo()
    assert memory.item("light").key == lamp
    assert memory.say(lamp, status="done").key == lamp


def test_a_note_moved_to_another_file_is_the_same_note(memory: Memory) -> None:
    memory.ingest(FIRST)
    moved = note(
        "2020-03-05",
        *["Dana: repair the lamp of the north tower", "Lee: order new charts", "Mo: paint the boat (done)"],
        path="notes/old/march.md",
    )
    result = memory.ingest(moved, vanished=["notes/2020-03-05.md"])
    assert (result.new, result.restated, result.gone) == ((), (), ())
    assert [p.path for p in memory.item("lamp").places] == ["notes/old/march.md"]
    assert memory.item("lamp").times_stated == 1


def test_two_files_about_one_call_state_an_item_once(memory: Memory) -> None:
    copy = note("2020-03-05", "Dana: repair the lamp of the north tower", path="notes/copy.md")
    memory.ingest(FIRST, copy)
    lamp = memory.item("lamp")
    assert lamp.times_stated == 1
    assert len(lamp.places) == 2


def test_a_vanished_note_loses_nothing(memory: Memory) -> None:
    memory.ingest(FIRST)
    result = memory.ingest(vanished=["notes/2020-03-05.md"])
    assert sorted(result.gone) == sorted(keys(FIRST))
    assert len(memory.items()) == 3
    memory.ingest(FIRST)
    assert not any(item.gone for item in memory.items())


def test_what_people_say_stands_against_a_mere_restatement(memory: Memory) -> None:
    memory.ingest(FIRST)
    key = memory.item("lamp").key
    memory.today = dt.date(2020, 3, 10)
    memory.say(key, owners="Kim", due="2020-04-01")
    memory.today = dt.date(2020, 6, 1)
    memory.ingest(SECOND)
    lamp = memory.item("lamp")
    assert (lamp.owners, lamp.due) == (("Kim",), dt.date(2020, 4, 1))
    memory.ingest(note("2020-04-02", "Lee: repair the lamp of the north tower"))
    assert memory.item("lamp").owners == ("Lee",)


def test_done_by_a_person_stays_done(memory: Memory) -> None:
    memory.ingest(FIRST)
    key = memory.item("lamp").key
    memory.today = dt.date(2020, 3, 10)
    assert memory.say(key, status="done", note="new bulb").status is Status.DONE
    memory.ingest(SECOND)
    lamp = memory.item("lamp")
    assert (lamp.status, lamp.closed_on, lamp.carried) == (Status.DONE, dt.date(2020, 3, 10), 0)
    assert memory.say(key, status="open").status is Status.OPEN
    history = [(e.what, e.after, e.note) for e in memory.events(lamp.key)]
    assert ("status", "done", "new bulb") in history
    assert history[-1] == ("status", "open", "")


def test_items_that_people_spoke_of_are_never_joined(memory: Memory) -> None:
    # Alone, either is near the other; only the longer words of an older note would bring them together.
    memory.ingest(note("2020-03-19", "Dana: paint the ferry bell house"))
    memory.ingest(note("2020-04-02", "Lee: paint the ferry ticket house"))
    assert len(memory.items()) == 2
    for item in memory.items():
        memory.say(item.key, status="in_progress")
    result = memory.ingest(note("2020-03-05", "paint the ferry bell and ticket house"))
    assert len(memory.items()) == 2
    assert result.questions


def test_reassessment_sleeps_and_wakes(memory: Memory) -> None:
    memory.ingest(
        note(
            "2020-03-05",
            {
                "text": "group: look again at the fog signal plan",
                "wake": dt.date(2020, 4, 16),
                "due": dt.date(2020, 4, 16),
                **REASSESS,
            },
            {"text": "group: revisit the tariff", **REASSESS},
        )
    )
    plan, tariff = memory.item("fog"), memory.item("tariff")
    assert (plan.kind, plan.wake, plan.due) == (Kind.REASSESS, dt.date(2020, 4, 16), None)
    assert plan.asleep(dt.date(2020, 4, 15))
    assert not plan.asleep(dt.date(2020, 4, 16))
    assert tariff.wake == dt.date(2020, 4, 16)


def test_a_relative_day_copied_into_the_next_note_does_not_move(memory: Memory) -> None:
    memory.ingest(note("2020-03-05", {"text": "Dana: call the pilot next week", "due": dt.date(2020, 3, 12)}))
    memory.ingest(note("2020-03-19", {"text": "Dana: call the pilot next week", "due": dt.date(2020, 3, 26)}))
    assert memory.item("pilot").due == dt.date(2020, 3, 12)


def test_answers_in_an_agenda(memory: Memory) -> None:
    memory.ingest(FIRST)
    lamp, charts = memory.item("lamp").key, memory.item("charts").key
    filled = note(
        "2020-03-19",
        {"text": "repair the lamp of the north tower", "item_key": lamp, "from_agenda": True, "status": Status.DONE},
        {"text": "order", "item_key": charts, "from_agenda": True, "owners": ("Kim",)},
        {"text": "nothing known yet", "item_key": "z9z9z9z", "from_agenda": True, "status": Status.DONE},
    )
    result = memory.ingest(filled)
    assert result.closed == (lamp,)
    assert result.new == ()
    assert memory.item("lamp").times_stated == 1
    assert memory.item("order").owners == ("Kim",)
    assert len(memory.items()) == 3


def test_an_answer_waits_for_its_statement(memory: Memory) -> None:
    lamp = keys(FIRST)[0]
    memory.ingest(note("2020-03-19", {"text": "", "item_key": lamp, "from_agenda": True, "status": Status.DONE}))
    assert memory.items() == []
    memory.ingest(FIRST)
    assert memory.item("lamp").status is Status.DONE


def test_keys_are_found_by_prefix(memory: Memory) -> None:
    with pytest.raises(UsageProblem, match="no note has been read yet"):
        memory.say("k3f9abc", status="done")
    memory.ingest(FIRST, SECOND)
    lamp = memory.item("lamp")
    assert memory.say(f"({lamp.key[:5].upper()})", status="done").key == lamp.key
    assert memory.say(keys(SECOND)[0], status="open").key == lamp.key
    with pytest.raises(UsageProblem, match=r"no item has the key 'zzzzzzz'"):
        memory.say("zzzzzzz", status="done")
    wrong = lamp.key[:6] + ("2" if lamp.key[6] != "2" else "3")
    with pytest.raises(UsageProblem, match=f"Near it: {lamp.key} "):
        memory.say(wrong, status="done")


def test_linked_issues_of_one_item(memory: Memory) -> None:
    memory.ingest(
        note("2020-03-05", {"text": "Dana: answer the question about moorings", "refs": refs("harbour/site#4")}),
        note("2020-03-19", {"text": "Dana: answer the question about moorings", "refs": refs("harbour/site#9")}),
        note("2020-04-02", {"text": "Dana: answer what was asked about moorings", "refs": refs("harbour/site#4")}),
    )
    assert sorted((item.times_stated, [str(r) for r in item.refs]) for item in memory.items()) == [
        (1, ["harbour/site#9"]),
        (2, ["harbour/site#4"]),
    ]


def test_what_is_compared_of_a_statement_is_worked_out_once_however_many_there_are(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does that rest on a cache, which would hold less than all of them in a long history."""
    worked_out: list[str] = []
    make = features.Features

    def noting(**values: Any) -> features.Features:
        worked_out.append(values["line"])
        return make(**values)

    monkeypatch.setattr(features, "Features", noting)
    notes = [
        note(f"2020-0{month}-{day}", *(f"Dana: mend net {n} of pier {month}" for n in range(5)))
        for month in (1, 2, 3)
        for day in (10, 20)
    ]
    memory.ingest(*notes, anew=True)
    assert len(worked_out) == sum(len(keys(each)) for each in notes)

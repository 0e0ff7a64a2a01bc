"""Taking back whole commands: what is known becomes as it was, what was said stays in the log."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.factory import keys, note
from tests.store.conftest import Memory, known
from wgtrack.errors import UsageProblem
from wgtrack.model import Status
from wgtrack.store.history import open_batch

MARCH = note("2020-03-05", "Dana: repair the lamp of the north tower", "Lee: order new charts")
MARCH_EDITED = note("2020-03-05", "Dana: repair the lamp of the north tower (done)", "Kim: count the buoys in the bay")
APRIL = note("2020-04-02", "Dana: repair the lamp of the north tower", "Lee: order new charts (done)")
MOVED = note("2020-03-05", "Dana: repair the lamp of the north tower", "Lee: order new charts", path="old/march.md")

COMMANDS: dict[str, Callable[[Memory], object]] = {
    "ingest of a new note": lambda m: m.ingest(APRIL),
    "ingest of a note without actions": lambda m: m.ingest(note("2020-05-07")),
    "ingest of an edited note": lambda m: m.ingest(MARCH_EDITED),
    "ingest of a moved note": lambda m: m.ingest(MOVED, vanished=["notes/2020-03-05.md"]),
    "ingest after a note vanished": lambda m: m.ingest(vanished=["notes/2020-03-05.md"]),
    "ingest of many": lambda m: m.ingest(*(note(f"2020-05-{day:02}", f"Mo: paint boat {day}") for day in range(1, 31))),
    "done": lambda m: m.say(keys(MARCH)[0], status="done"),
    "another owner and day": lambda m: m.say(keys(MARCH)[0], owners="Kim", due="2020-07-01"),
    "merge": lambda m: m.merge(*keys(MARCH)),
    "add": lambda m: m.add("Kim: buy rope"),
    "add beside one that is alike": lambda m: m.add("Lee: order new charts", apart=True),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_undo_restores_exactly_and_redo_brings_back(memory: Memory, command: str) -> None:
    memory.ingest(MARCH)
    before = known(memory.database)
    said = len(memory.events())
    COMMANDS[command](memory)
    after = known(memory.database)
    assert after != before
    for _ in range(2):
        memory.undo()
        assert known(memory.database) == before
        memory.redo()
        assert known(memory.database) == after
    assert len(memory.events()) > said
    assert not any(event.undone for event in memory.events() if event.batch <= 2)


def test_a_split_is_taken_back(memory: Memory) -> None:
    memory.ingest(MARCH, APRIL)
    before = known(memory.database)
    memory.split(keys(MARCH)[1], keys(APRIL)[1])
    memory.undo()
    assert known(memory.database) == before


def test_undo_goes_back_step_by_step_and_redo_forward(memory: Memory) -> None:
    states = [known(memory.database)]
    steps = ["ingest of a new note", "done", "another owner and day", "ingest of an edited note"]
    memory.ingest(MARCH)
    states.append(known(memory.database))
    for step in steps[1:]:
        COMMANDS[step](memory)
        states.append(known(memory.database))
    for state in reversed(states[:-1]):
        memory.undo()
        assert known(memory.database) == state
    with pytest.raises(UsageProblem, match="nothing to take back"):
        memory.undo()
    for state in states[1:]:
        memory.redo()
        assert known(memory.database) == state
    with pytest.raises(UsageProblem, match="nothing to say again"):
        memory.redo()


def test_a_batch_further_back(memory: Memory) -> None:
    memory.ingest(MARCH)
    memory.say(keys(MARCH)[0], status="done")
    memory.say(keys(MARCH)[1], owners="Kim")
    reversal = memory.undo(2)
    assert [item.key for item in reversal.changed] == [keys(MARCH)[0]]
    assert memory.item("lamp").status is Status.OPEN
    assert memory.item("charts").owners == ("Kim",)
    assert [e.undone for e in memory.events(keys(MARCH)[0]) if e.what == "status"] == [True, False]
    with pytest.raises(UsageProblem, match="is taken back already"):
        memory.undo(2)


def test_what_was_read_again_or_spoken_of_is_not_taken_from_under_it(memory: Memory) -> None:
    memory.ingest(MARCH)
    memory.ingest(MARCH_EDITED)
    with pytest.raises(UsageProblem, match=r"notes/2020-03-05\.md was read again in batch 2"):
        memory.undo(1)
    memory.undo()
    memory.say(keys(MARCH)[0], status="done")
    before = known(memory.database)
    with pytest.raises(UsageProblem, match=r"batch 4 \(`wgtrack test`\) speaks of"):
        memory.undo(1)
    assert known(memory.database) == before
    memory.undo()
    memory.undo()
    assert memory.items() == []


def test_taking_back_a_first_reading_leaves_words_about_what_others_still_state(memory: Memory) -> None:
    memory.ingest(MARCH)
    memory.ingest(APRIL)
    memory.say(keys(MARCH)[0], status="in_progress")
    memory.undo(1)
    lamp = memory.item("lamp")
    assert (lamp.key, lamp.status) == (keys(APRIL)[0], Status.IN_PROGRESS)


def test_nothing_to_say_again_after_something_new(memory: Memory) -> None:
    memory.ingest(MARCH)
    memory.undo()
    memory.ingest(APRIL)
    with pytest.raises(UsageProblem, match="nothing to say again"):
        memory.redo()


def test_a_note_whose_reading_was_taken_back_is_read_again(memory: Memory) -> None:
    memory.ingest(MARCH)
    before = known(memory.database)
    memory.undo()
    assert list(memory.ingest(MARCH).new) == keys(MARCH)
    assert known(memory.database) == before


def test_what_left_the_machine_is_refused_with_the_way_past_it(memory: Memory) -> None:
    memory.ingest(MARCH)
    with memory.database.writing() as session:
        open_batch(session, memory.batch, beyond="it wrote into notes")
    with pytest.raises(UsageProblem, match="since it wrote into notes; `wgtrack undo 1` takes back"):
        memory.undo()
    memory.undo(1)
    assert memory.items() == []


def test_unknown_batches_and_reversals(memory: Memory) -> None:
    memory.ingest(MARCH)
    memory.undo()
    with pytest.raises(UsageProblem, match="there is no batch 9"):
        memory.undo(9)
    with pytest.raises(UsageProblem, match=r"batch 2 .* took something back: `wgtrack redo`"):
        memory.undo(2)


def test_reading_a_note_again_that_did_not_change_is_no_command(memory: Memory) -> None:
    memory.ingest(MARCH)
    memory.ingest(MARCH, anew=True)
    assert {event.batch for event in memory.events()} == {1}
    memory.undo()
    assert memory.items() == []


def test_a_merge_is_not_taken_from_under_what_was_said_of_the_one_item(memory: Memory) -> None:
    memory.ingest(MARCH)
    memory.merge(*keys(MARCH))
    memory.say(keys(MARCH)[0], status="done")
    before = known(memory.database)
    with pytest.raises(UsageProblem, match=r"batch 2 .* cannot be taken back: batch 3 .* speaks of"):
        memory.undo(2)
    assert known(memory.database) == before
    memory.undo()
    memory.undo()
    assert len(memory.items()) == 2


def test_what_was_said_under_a_key_that_went_away_stays_with_the_item(memory: Memory) -> None:
    memory.ingest(note("2020-03-05", "Lee: order new charts of the bay"))
    memory.ingest(note("2020-04-02", "Lee: order new charts of the bay"))
    first = memory.item("charts").key
    memory.say(first, note="they came", status="done")
    memory.undo(1)
    charts = memory.item("charts")
    assert (charts.key != first, charts.status) == (True, Status.DONE)
    assert "they came" in [event.note for event in memory.events(charts.key)]
    assert memory.say(first, status="open").key == charts.key

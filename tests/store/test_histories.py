"""Random histories: whatever is read, said, decided and taken back, in any order, nothing is lost or doubled."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.factory import note
from tests.store.conftest import NOW, Memory, dump, known
from wgtrack.errors import UsageProblem
from wgtrack.model import Note
from wgtrack.store.database import open_database

OWNERS = ("", "Dana: ", "Lee: ", "Dana, Lee: ")
TASKS = (
    "repair the lamp of the north tower",
    "repair the lamp of the south tower",
    "see to the lamp in the north tower",
    "order new charts of the bay",
    "order charts of the inner bay",
    "paint the ferry bell house",
    "count the buoys",
)
OUTCOMES = ("", "", "", " (done)")
DAYS = tuple(f"2020-0{month}-05" for month in range(1, 7))

lines = st.lists(
    st.tuples(st.sampled_from(OWNERS), st.sampled_from(TASKS), st.sampled_from(OUTCOMES)).map("".join), max_size=4
)
pick = st.integers(min_value=0, max_value=50)


class Histories(RuleBasedStateMachine):
    """Commands on a real database file; `notes` is what lies on disk."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.memory = Memory(open_database(f"sqlite:///{self.folder}/wgtrack.db", create=True, now=NOW))
        self.notes: dict[str, Note] = {}

    def teardown(self) -> None:
        self.memory.database.close()
        shutil.rmtree(self.folder)

    @initialize(said=st.lists(lines, min_size=2, max_size=4))
    def start(self, said: list[list[str]]) -> None:
        for day, each in zip(DAYS, said, strict=False):
            self.write(day, each)
        self.ingest()

    def write(self, day: str, said: list[str]) -> None:
        made = note(day, *said)
        self.notes[made.path] = made

    def changed(self) -> list[Note]:
        with self.memory.database.reading() as session:
            from wgtrack.store.note_rows import known_notes

            digests = {path: digest for path, (digest, _) in known_notes(session).items()}
        return [each for path, each in self.notes.items() if digests.get(path) != each.digest]

    def vanished(self) -> list[str]:
        with self.memory.database.reading() as session:
            from wgtrack.store.note_rows import known_notes

            return sorted(known_notes(session).keys() - self.notes.keys())

    def key(self, number: int) -> str:
        items = self.memory.items()
        return items[number % len(items)].key

    def some_items(self) -> bool:
        return bool(self.memory.items())

    @rule(day=st.sampled_from(DAYS), said=lines)
    def edit_a_note(self, day: str, said: list[str]) -> None:
        self.write(day, said)

    @precondition(lambda self: self.notes)
    @rule(number=pick)
    def remove_a_note(self, number: int) -> None:
        del self.notes[sorted(self.notes)[number % len(self.notes)]]

    @precondition(lambda self: self.notes)
    @rule(number=pick, name=st.sampled_from(["notes/a.md", "notes/z.md"]), keep=st.booleans())
    def move_or_copy_a_note(self, number: int, name: str, keep: bool) -> None:
        path = sorted(self.notes)[number % len(self.notes)]
        moved = self.notes[path] if keep else self.notes.pop(path)
        meetings = tuple(replace(told, meeting=replace(told.meeting, path=name)) for told in moved.meetings)
        self.notes[name] = replace(moved, path=name, meetings=meetings, digest=f"{moved.digest} {name}")

    @precondition(lambda self: self.some_items())
    @rule(number=pick, day=st.sampled_from(DAYS), said=lines, summed_up=st.booleans())
    def write_a_key_into_a_note(self, number: int, day: str, said: list[str], summed_up: bool) -> None:
        named = {"text": "that one, as said", "item_key": self.key(number), "listed": summed_up}
        made = note(day, *said, named)
        self.notes[made.path] = made

    @rule()
    def ingest(self) -> None:
        self.memory.ingest(*self.changed(), vanished=self.vanished())
        before = dump(self.memory.database)
        self.memory.ingest(*self.changed(), vanished=self.vanished())
        assert dump(self.memory.database) == before, "a second ingest changes nothing"

    @precondition(lambda self: self.some_items())
    @rule(number=pick, status=st.sampled_from(["done", "open", "dropped", "in_progress"]))
    def say(self, number: int, status: str) -> None:
        self.carry_out("say", self.key(number), status=status)

    @precondition(lambda self: self.some_items())
    @rule(number=pick, owner=st.sampled_from(["Dana", "Kim"]), day=st.sampled_from(["", "2020-07-01"]))
    def assign(self, number: int, owner: str, day: str) -> None:
        self.carry_out("say", self.key(number), owners=owner, due=day)

    @precondition(lambda self: len(self.memory.items()) > 1)
    @rule(first=pick, second=pick)
    def merge(self, first: int, second: int) -> None:
        keys = {self.key(first), self.key(second)}
        if len(keys) == 2:
            self.carry_out("merge", *sorted(keys))

    @precondition(lambda self: any(len({p.key for p in i.places}) > 1 for i in self.memory.items()))
    @rule(number=pick, place=pick)
    def split(self, number: int, place: int) -> None:
        items = [item for item in self.memory.items() if len({p.key for p in item.places}) > 1]
        item = items[number % len(items)]
        self.carry_out("split", item.key, item.places[place % len(item.places)].key)

    @rule(task=st.sampled_from(TASKS), owner=st.sampled_from(OWNERS))
    def add(self, task: str, owner: str) -> None:
        self.carry_out("add", owner + task, apart=True)

    def carry_out(self, command: str, *words: Any, **more: Any) -> None:
        """Run a command; then take it back and say it again: both have to restore exactly."""
        before, said = known(self.memory.database), len(self.memory.events())
        getattr(self.memory, command)(*words, **more)
        after = known(self.memory.database)
        if len(self.memory.events()) == said:
            assert before == after
            return
        self.memory.undo()
        assert known(self.memory.database) == before
        self.memory.redo()
        assert known(self.memory.database) == after

    @rule()
    def undo(self) -> None:
        with suppress(UsageProblem):
            self.memory.undo()

    @rule()
    def redo(self) -> None:
        with suppress(UsageProblem):
            self.memory.redo()

    @rule(number=st.integers(min_value=1, max_value=15))
    def undo_further_back(self, number: int) -> None:
        before = known(self.memory.database)
        try:
            self.memory.undo(number)
        except UsageProblem:
            assert known(self.memory.database) == before
            return
        self.memory.redo()
        assert known(self.memory.database) == before

    @precondition(lambda self: not self.changed() and not self.vanished())
    @rule()
    def rebuild(self) -> None:
        before = known(self.memory.database)
        self.memory.ingest(*self.notes.values(), anew=True)
        assert known(self.memory.database) == before

    @invariant()
    def every_statement_has_an_item_and_every_item_a_statement(self) -> None:
        with self.memory.database.reading() as session:
            ask = session.connection().exec_driver_sql
            assert ask("SELECT path, key FROM statement WHERE item IS NULL").all() == []
            assert ask("SELECT path, key FROM statement WHERE item NOT IN (SELECT key FROM item)").all() == []
            assert ask("SELECT key FROM item WHERE key NOT IN (SELECT item FROM statement)").all() == []

    @invariant()
    def what_stands_in_a_note_that_was_read_is_known(self) -> None:
        stale = {each.path for each in self.changed()}
        places = {(place.path, place.key) for item in self.memory.items() for place in item.places}
        for path, each in self.notes.items():
            if path not in stale:
                assert {(path, s.key) for told in each.meetings for s in told.statements} <= places


TestHistories = pytest.mark.slow(Histories.TestCase)
TestHistories.settings = settings(
    max_examples=40,
    stateful_step_count=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a history is short enough to be read as it is
    suppress_health_check=[HealthCheck.too_slow],
)

"""A change is matched with what it hangs together with alone: the outcome is that of matching everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factory import Said, note, refs
from tests.store.conftest import Memory, dump
from tests.store.test_order import memory_in
from wgtrack.model import Note
from wgtrack.store import said_words
from wgtrack.store.calls import CROWD, NO_TIE, Tie, ties
from wgtrack.store.candidates import ASK, WITHIN, edges
from wgtrack.store.features import features
from wgtrack.store.likeness import likeness, most_likeness
from wgtrack.store.matching import match, one_each
from wgtrack.store.reach import Change, Reach, reach
from wgtrack.store.rows import stored

pytestmark = pytest.mark.slow

SAID: list[Said] = [
    "Dana: repair the lamp of the north tower",
    "Dana: lamp of the north tower: not yet",
    "Dana: lamp of the north tower (done)",
    "Lee: repair the lamp of the north tower",
    "Dana: repair the broken lamp of the old north tower at once",
    "Dana: repair the lamp of the south tower",
    "repair it for the south tower",
    "backup",
    {"text": "Dana: answer the pilots", "refs": refs("harbour/site#4")},
    {"text": "Dana: write to the pilots", "refs": refs("harbour/site#4")},
    {"text": "Dana: their rope", "number": "action-14"},
    {"text": "Dana: rope for the boats", "number": "action-14"},
    {"text": "Dana: repair lamp", "listed": True},
    {"text": "rope and lamp of the tower", "listed": True, "context": "what harbour/site#4 is about"},
    {"text": "Dana: ask about it", "context": "the lamp of the north tower is dark"},
]
LINES = st.lists(st.sampled_from(SAID), min_size=0, max_size=5)
CALLS = ["2019-01-10", "2020-03-05", "2020-03-19", "2020-04-02", "2022-09-01", None]
EDITS = st.lists(st.tuples(st.integers(0, 4), st.sampled_from(CALLS), LINES), min_size=1, max_size=7)


def naming(said: Sequence[Said], keys: Sequence[str]) -> Iterator[Said]:
    """The lines, of which the second names the last of `keys` that are known so far."""
    for place, each in enumerate(said):
        fields = {"text": each} if isinstance(each, str) else dict(each)
        yield {**fields, "item_key": keys[-1]} if place == 1 and keys else fields


@settings(max_examples=30, deadline=None)
@given(EDITS, st.booleans())
def test_portions_and_edits_end_where_reading_all_anew_does(
    edits: list[tuple[int, str | None, list[Said]]], with_keys: bool
) -> None:
    with TemporaryDirectory() as folder, memory_in(Path(folder)) as memory:
        there: dict[str, Note] = {}
        keys: list[str] = []
        for number, day, said in edits:
            made = note(day, *naming(said, keys if with_keys else []), path=f"notes/{number}.md")
            keys += [s.key for told in made.meetings for s in told.statements]
            vanished = [made.path] if made.path in there and not said else []
            there = {path: each for path, each in {**there, made.path: made}.items() if path not in vanished}
            memory.ingest(*([] if vanished else [made]), vanished=vanished)
            incremental = dump(memory.database)
            memory.ingest(*there.values(), anew=True)
            assert known_without_index(memory) == {n: r for n, r in incremental.items() if n in KNOWN}


KNOWN = ("item", "statement")


def known_without_index(memory: Memory) -> dict[str, list[str]]:
    return {name: rows for name, rows in dump(memory.database).items() if name in KNOWN}


@pytest.fixture
def crowd(memory: Memory) -> Memory:
    """A hundred calls with tasks of their own, one of which comes back in other words."""
    parts = "lam rop buo cha mas qua jet sai tow dri".split()
    things = [f"{a}{b} and {b}{a}x" for a in parts for b in parts]
    days = [f"2020-{n // 25 + 1:02}-{n % 25 + 1:02}" for n in range(100)]
    notes = [note(day, f"Dana: paint {thing}") for day, thing in zip(days, things, strict=True)]
    memory.ingest(*notes)
    return memory


def reached(memory: Memory, *keys: str) -> Reach:
    with memory.database.writing() as session:
        return reach(session, Change(frozenset(keys)))


def test_only_what_hangs_together_is_looked_at(crowd: Memory) -> None:
    assert len(crowd.items()) == 100
    item = crowd.item("paint lambuo")
    crowd.ingest(note("2020-06-01", "Dana: paint lambuo and buolamx soon"))
    assert crowd.item("paint lambuo").times_stated == 2
    within = reached(crowd, item.key)
    assert not within.everything
    assert {each.mention.date.isoformat() for each in within.statements if each.mention.date} == {
        "2020-01-03",
        "2020-06-01",
    }
    assert {each.kin for each in within.statements} == {item.key}


def test_without_a_change_nothing_is_looked_at(crowd: Memory) -> None:
    assert reached(crowd).statements == []


def test_everything_is_looked_at_where_nobody_looked_since_the_index_is_there(crowd: Memory) -> None:
    with crowd.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE statement SET kin = NULL WHERE text LIKE 'paint lambuo%%'")
        session.commit()
    assert len(reached(crowd, crowd.item("paint roplam").key).statements) == 100


def test_what_an_undone_reading_held_together_falls_apart_again(memory: Memory) -> None:
    memory.ingest(note("2020-03-05", "Dana: repair the lamp"), note("2020-03-19", "Dana: lamp of the tower"))
    before = memory.items()
    memory.ingest(note("2020-03-12", "Dana: repair the lamp of the tower"))
    memory.undo()
    assert memory.items() == before


@pytest.mark.parametrize(
    "tie", [NO_TIE, Tie("k3f9abc"), Tie("", ("k3f9abc", "m4g8def"), True), Tie("k3f9abc", ("m4",))]
)
def test_a_tie_is_read_as_it_was_written(tie: Tie) -> None:
    assert Tie.parse(str(tie)) == tie


def test_of_a_crowd_in_one_call_only_the_first_are_compared() -> None:
    made = note("2020-03-05", *(f"chore{n} of the long harbour wall" for n in range(CROWD + 7)))
    known = one_each(mention_of(made))
    found = ties(known, {m.statement.key: features(m) for m in known})
    assert [m.statement.line for m in known if found.get(m.statement.key, NO_TIE).aside] == [
        *range(CROWD + 1, CROWD + 8)
    ]


def mention_of(*notes: Note):  # type: ignore[no-untyped-def]
    from wgtrack.store.folding import Mention

    return [Mention(s, n.path, told.meeting.date) for n in notes for told in n.meetings for s in told.statements]


@pytest.mark.parametrize(("day", "items"), [("2021-04-09", 1), ("2021-04-10", 2)])
def test_what_was_not_said_for_long_is_known_by_its_very_words_alone(day: str, items: int) -> None:
    first, other = "Dana: repair the lamp of the north tower", "Dana: lamp of the north tower: repair its glass"
    assert WITHIN.days == 400
    assert len(match(mention_of(note("2020-03-05", first), note(day, other))).clusters) == items
    assert len(match(mention_of(note("2020-03-05", first), note(day, first))).clusters) == 1


SOME = st.lists(st.tuples(st.sampled_from(CALLS), LINES), min_size=1, max_size=6)


@settings(deadline=None, max_examples=30)
@given(SOME)
def test_the_index_in_the_database_finds_what_is_alike(calls: list[tuple[str | None, list[Said]]]) -> None:
    notes = [note(day, *said, path=f"notes/{n}.md") for n, (day, said) in enumerate(calls)]
    with TemporaryDirectory() as folder, memory_in(Path(folder)) as memory:
        memory.ingest(*notes)
        with memory.database.reading() as session:
            every = one_each(each.mention for each in stored(session))
            seen = {m.statement.key: features(m) for m in every}
            for key, found in seen.items():
                near = {other for _, other in said_words.near(session, [said_words.wording(found)])}
                for edge in edges(every, seen, {}):
                    if key in edge.pair and said_words.is_compared(found) and edge.score < 1:
                        assert said_words.wording(seen[edge.other(key)]) in near


@settings(deadline=None)
@given(SOME)
def test_no_topic_makes_statements_more_alike_than_they_may_be(calls: list[tuple[str | None, list[Said]]]) -> None:
    known = one_each(mention_of(*(note(day, *said, path=f"n/{n}.md") for n, (day, said) in enumerate(calls))))
    seen = [features(m) for m in known]
    for a in seen:
        for b in seen:
            assert likeness(a, b) <= most_likeness(a, b) or likeness(a, b) < ASK

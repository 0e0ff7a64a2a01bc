"""In whatever order notes are read, and in whatever portions: the same items, statements, states and keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factory import note, refs
from tests.store.conftest import NOW, Memory, known
from tests.store.test_verdicts import GROUPS, TASK
from tests.test_real_notes import CORPUS
from wgtrack.model import Note
from wgtrack.reading.note import read_note
from wgtrack.reading.settings import ReadingSettings
from wgtrack.store.database import open_database

pytestmark = pytest.mark.slow

ORDERS = 20


@contextmanager
def memory_in(folder: Path) -> Iterator[Memory]:
    database = open_database(f"sqlite:///{folder / 'wgtrack.db'}", create=True, now=NOW)
    try:
        yield Memory(database)
    finally:
        database.close()


def read(files: Sequence[Path]) -> list[Note]:
    return [
        read_note(TASK.sub("", file.read_text(encoding="utf-8")), file.name, file.name, ReadingSettings(group="a"))
        for file in sorted(files)
    ]


def without_its_end(whole: Note, random: Random) -> Note:
    """The same note while it was still being written: only the first of what each call states."""
    meetings = (
        replace(told, statements=told.statements[: random.randint(0, len(told.statements))]) for told in whole.meetings
    )
    return replace(whole, meetings=tuple(meetings), digest=f"{whole.digest} so far")


def portions(notes: Sequence[Note], random: Random) -> Iterator[list[Note]]:
    """The notes in random order and portions; some before they were written to the end, some once more."""
    waiting = random.sample(notes, len(notes))
    done: list[Note] = []
    while waiting:
        some = waiting[: random.randint(1, len(notes))]
        del waiting[: len(some)]
        again = random.sample(done, random.randint(0, len(done)) // 2)
        soon = random.sample(waiting, random.randint(0, len(waiting)) // 3)
        yield [*some, *again, *(without_its_end(each, random) for each in soon)]
        done += some


def outcome(notes: Sequence[Note], folder: Path, random: Random | None = None) -> dict[str, list[str]]:
    """What is known after all notes were read, at once or as `random` has it."""
    folder.mkdir()
    with memory_in(folder) as memory:
        for some in portions(notes, random) if random else [notes]:
            memory.ingest(*some)
        return known(memory.database)


def assert_order_changes_nothing(notes: Sequence[Note], folder: Path) -> None:
    expected = outcome(notes, folder / "at once")
    assert expected["item"]
    for number in range(ORDERS):
        assert outcome(notes, folder / str(number), Random(number)) == expected


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_of_invented_groups(group: Path, tmp_path: Path) -> None:
    assert_order_changes_nothing(read(list(group.glob("*.md"))), tmp_path)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real notes are not beside the project")
def test_of_a_real_group(tmp_path: Path) -> None:
    assert_order_changes_nothing(read(list(CORPUS.glob("*.md"))), tmp_path)


LINES = st.lists(
    st.sampled_from(
        [
            "Dana: repair the lamp of the north tower",
            "Dana: lamp of the north tower: not yet",
            "Dana: lamp of the north tower (done)",
            "Lee: repair the lamp of the north tower",
            "Dana: repair the lamp of the south tower",
            "repair the lamp",
            "review",
            {"text": "Dana: answer the pilots", "refs": refs("harbour/site#4")},
            {"text": "Dana: write an answer to the pilots", "refs": refs("harbour/site#4")},
        ]
    ),
    min_size=1,
    max_size=5,
)
DAYS = ["2020-03-05", "2020-03-19", "2020-04-02", None]


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(DAYS), LINES), min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_of_any_notes(calls: list[tuple[str | None, list[str]]], random: Random) -> None:
    notes = [note(day, *said, path=f"notes/{number}.md") for number, (day, said) in enumerate(calls)]
    with TemporaryDirectory() as folder:
        assert outcome(notes, Path(folder) / "mixed", random) == outcome(notes, Path(folder) / "at once")

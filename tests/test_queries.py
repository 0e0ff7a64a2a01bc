"""How many queries a command makes, and how many rows it walks over, does not depend on how many items there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from tests.cli.conftest import Project

FEW, MANY = 3, 60
COMMANDS = (
    ["list"],
    ["list", "--all", "--json"],
    ["list", "--owner", "Mira"],
    ["show", "KEY"],
    ["done", "KEY"],
    ["add", "buy lamp oil", "--owner", "Bo"],
    ["agenda"],
    ["agenda", "--json"],
    ["remind"],
    ["calendar"],
    ["stats"],
    ["plan"],
    ["site"],
    ["log"],
    ["ingest"],
    ["ingest", "one-more.md"],
    ["rebuild"],
)
ONE_MORE = "# 2 May 2030\n\n- TODO: Mira to repaint the bench at the lock\n"


@contextmanager
def counted() -> Iterator[list[str]]:
    asked: list[str] = []

    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def queries(folder: Path, items: int, words: list[str]) -> list[str]:
    """What a command asks the database of a project with so many items in a few notes."""
    project = Project(folder, today="2030-05-03")
    for note in range(3):
        lines = (
            f"- TODO: Mira to paint the {'abcdefghij'[n % 10] * 7} of {'klmnopqrst'[n // 10] * 7} wall{note}x"
            for n in range(items)
        )
        project.write(f"notes/2030-0{note + 1}-07.md", f"# 7.{note + 1}.2030\n\n" + "\n".join(lines) + "\n")
    project.write("one-more.md", ONE_MORE)
    assert project.run("ingest").code == 0
    first = project.run("list", "--json").json["items"]
    assert len(first) >= items
    given = {"KEY": first[0]["key"], "BEGINNING": first[0]["key"][:5]}
    with counted() as asked:
        answer = project.run(*[given.get(word, word) for word in words])
    assert answer.code == 0, answer.err
    return asked


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_asks_no_more_of_many_items(words: list[str], tmp_path: Path) -> None:
    few, many = (queries(tmp_path / str(number), number, words) for number in (FEW, MANY))
    assert few
    assert len(many) <= len(few), many


def test_notes_that_were_read_as_they_are_are_only_asked_for(tmp_path: Path) -> None:
    queries(tmp_path, FEW, ["list"])
    with counted() as asked:
        Project(tmp_path, today="2030-05-03").run("ingest")
    assert [each for each in asked if not each.startswith(("BEGIN", "SELECT", "PRAGMA"))] == []


OFTEN = (["list"], ["show", "KEY"], ["show", "BEGINNING"], ["done", "KEY"], ["agenda"])


@pytest.mark.parametrize("words", OFTEN, ids=" ".join)
def test_what_is_asked_often_walks_over_no_table_of_all_that_was_stated(words: list[str], tmp_path: Path) -> None:
    asked = queries(tmp_path, FEW, words)
    with sqlite3.connect(tmp_path / ".wgtrack" / "wgtrack.db") as database:
        ways = [
            (step[-1], each)
            for each in asked
            if each.startswith(("SELECT", "UPDATE")) and "?" in each
            for step in database.execute(f"EXPLAIN QUERY PLAN {each}", [""] * each.count("?"))
        ]
    database.close()
    assert any("SEARCH statement" in way for way, _ in ways)
    assert [each for way, each in ways if way.startswith(("SCAN statement", "SCAN item", "SCAN event"))] == []

"""Each failure is one sentence with its exit code; other notes are still read, and nothing stored is lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Project

GOOD = "# Call\n\n2030-03-07\n\n- TODO: Dana to mend the nets\n"


def is_one_sentence(answer: Answer, code: int) -> str:
    assert answer.code == code
    errors = [line for line in answer.err.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 1
    assert errors[0].endswith(".")
    assert "Traceback" not in answer.err
    return errors[0]


def stored(project: Project) -> list[str]:
    return sorted(project.items())


@pytest.mark.parametrize("command", ["parse", "ingest"])
@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("gone.md", None, "gone.md"),
        ("binary.md", b"\x89PNG\r\n\x1a\n\0\0\0", "binary"),
        ("latin.md", "- TODO: Zoë to écrire\n".encode("latin-1"), "latin.md:1 is not UTF-8"),
    ],
)
def test_a_note_that_cannot_be_read(
    project: Project, command: str, name: str, content: bytes | None, told: str
) -> None:
    good = project.write("good.md", GOOD)
    bad = project.folder / name
    if content is not None:
        bad.write_bytes(content)
    answer = project.run(command, "--json", str(bad), str(good))
    assert told in is_one_sentence(answer, 4)
    assert "mend the nets" in answer.out or command == "ingest"
    if command == "ingest":
        assert stored(project) == ["mend the nets"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("notes/empty.md", "", "this note is empty"),
        ("notes/2030-03-07.md", "# Call, 7 March 2030\n\n- TODO: Dana to call in 2-3 weeks\n", "flagged-date"),
        ("notes/2030-03-07.md", "# A call without actions\n", ""),
        ("notes/undated.md", "- TODO: Dana to mend the nets in 2 weeks\n", "date"),
    ],
)
def test_warnings_are_no_errors(project: Project, name: str, content: str, told: str) -> None:
    project.write(name, content)
    answer = project.run("ingest")
    assert answer.code == 0
    assert told in answer.err
    assert not answer.err or answer.err.startswith("Warning: ")


def test_a_note_without_a_date_keeps_its_items(project: Project) -> None:
    project.write("notes/undated.md", "- TODO: Dana to mend the nets in 2 weeks\n")
    project.run("ingest")
    assert project.items()["mend the nets in 2 weeks"]["due"] is None


def test_a_folder_without_notes(project: Project) -> None:
    (project.folder / "notes").mkdir()
    for words in (["ingest"], ["ingest", "notes"], ["parse", "notes"]):
        answer = project.run(*words)
        assert answer.code == 0
        assert answer.err.startswith("Warning: ")


def test_a_folder_that_goes_away_takes_nothing_with_it(project: Project) -> None:
    project.write("notes/2030-03-07.md", GOOD)
    project.run("ingest")
    (project.folder / "notes" / "2030-03-07.md").rename(project.folder / "elsewhere.md")
    (project.folder / "notes").rmdir()
    assert project.run("ingest", "--json").json["gone"] == []
    assert stored(project) == ["mend the nets"]


def test_a_note_that_turns_unreadable_takes_nothing_with_it(project: Project) -> None:
    file = project.write("notes/2030-03-07.md", GOOD)
    project.run("ingest")
    file.write_bytes(b"\0\0")
    answer = project.run("ingest")
    is_one_sentence(answer, 4)
    project.write("notes/2030-03-07.md", GOOD)
    assert project.run("ingest", "--json").json["gone"] == []


@pytest.mark.slow
def test_a_note_of_ten_megabytes(project: Project) -> None:
    line = "Dana: the tide was high and the nets were full of weed that day\n\n"
    project.write("notes/2030-03-07.md", line * (10_000_000 // len(line)) + GOOD)
    answer = project.run("ingest", "--json")
    assert len(answer.json["new"]) == 1


def test_an_unreadable_database(project: Project) -> None:
    project.write(".wgtrack/wgtrack.db", b"no database at all" * 1000)
    project.write("notes/2030-03-07.md", GOOD)
    for words in (["ingest"], ["list"], ["agenda"], ["log"]):
        assert "is not a readable wgtrack database" in is_one_sentence(project.run(*words), 5)


def test_a_database_of_a_newer_version(project: Project) -> None:
    project.write("notes/2030-03-07.md", GOOD)
    project.run("ingest")
    file = project.folder / ".wgtrack" / "wgtrack.db"
    with sqlite3.connect(file) as connection:
        connection.execute("INSERT INTO schema_migration VALUES (99, 'later', '2040-01-01')")
    connection.close()
    for words in (["ingest"], ["list"], ["done", "k2"]):
        assert "newer wgtrack" in is_one_sentence(project.run(*words), 5)
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT text FROM item").fetchall() == [("mend the nets",)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["list", "--frobnicate"], "No such option: --frobnicate"),
        (["list", "--status", "asleep"], "asleep"),
        (["frobnicate"], "No such command 'frobnicate'"),
        (["done"], "Missing argument"),
        (["done", "k2f9abc"], "no note has been read yet"),
        (["agenda", "--date", "soon"], "--date soon: write a day like 2020-03-05"),
        (["done", "k2f9abc", "--on", "31.12."], "--on 31.12.: write a day"),
        (["--db", "here.db", "list"], "'here.db' is not the address of a database"),
        (["-C", "nowhere", "list"], "nowhere"),
    ],
)
def test_usage(project: Project, words: list[str], told: str) -> None:
    assert told in is_one_sentence(project.run(*words), 2)


def test_a_wrong_setting(project: Project) -> None:
    project.write("wgtrack.toml", "grupp = 'x'\n")
    sentence = is_one_sentence(project.run("list"), 3)
    assert "wgtrack.toml" in sentence
    assert "grupp" in sentence
    assert "group" in sentence


def test_a_wrong_clock(project: Project) -> None:
    assert "WGTRACK_TODAY yesterday: write a day like" in is_one_sentence(project.run("list", today="yesterday"), 2)


HOSTILE = "# Call\n\n2030-03-07\n\n- TODO: Dana to \x1b]0;owned\x07mend\x1b[2J the \u202estne\u202c \x9b31mnets\x85\n"


def test_nothing_in_a_note_is_obeyed_by_a_terminal(project: Project) -> None:
    project.write("notes/2030-03-07 \x1b[31m.md", HOSTILE)
    project.run("ingest")
    key = next(iter(project.items().values()))["key"]
    asked = ["parse notes", "parse --json notes", "ingest", "list", "list --json", "list --csv", "log"]
    asked += [f"show {key}", "agenda --date 2030-04-01", "done zzzzzzz", f"done {key}"]
    answers = [project.run(*words.split()) for words in asked] + [project.run("parse", "no\x1b[2Jne.md")]
    for answer in answers:
        for character in (answer.out + answer.err).replace("\n", "").replace("\r", ""):
            assert character.isprintable(), repr(character)


def test_a_link_out_of_the_project_is_not_followed(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "2030-03-07.md").write_text(GOOD)
    (project.folder / "notes").mkdir()
    Path(project.folder / "notes" / "out").symlink_to(outside)
    Path(project.folder / "notes" / "one.md").symlink_to(outside / "2030-03-07.md")
    project.run("ingest")
    assert stored(project) == []

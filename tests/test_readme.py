from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from tests.readme import README, make_anew
from wgtrack import errors
from wgtrack.model import Statement, Status
from wgtrack.publish.templates import shipped
from wgtrack.reading.check import ERRORS
from wgtrack.reading.note import read_note
from wgtrack.reading.settings import ReadingSettings

TEXT = README.read_text(encoding="utf-8")


def rows_after(heading: str) -> list[str]:
    """The first cells of the table below the line that starts with `heading`, without its head."""
    table = TEXT.split(heading, 1)[1].split("\n\n", 1)[0]
    return [line.split("|")[1].strip() for line in table.splitlines()[2:]]


def test_the_session_and_the_tables_are_what_the_program_prints(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    assert make_anew(TEXT, folder) == TEXT


def test_the_session_shows_the_whole_loop() -> None:
    shown = re.findall(r"^\$ wgtrack (\w+)", TEXT, re.MULTILINE)
    assert [shown.index(command) for command in ("ingest", "list", "done", "show", "agenda")] == [0, 1, 2, 3, 4]
    assert "- [ ] group: reassess" in TEXT
    assert "Done: enter the lamps of the east mole" in TEXT


def test_every_exit_code_is_explained() -> None:
    failures = [each for _, each in inspect.getmembers(errors, inspect.isclass)]
    codes = {each.exit_code for each in failures if issubclass(each, errors.WgtrackError)}
    assert {str(code) for code in codes | {0, 130}} == set(rows_after("| exit code "))


def test_every_variable_that_the_program_reads_is_explained() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (README.parent / "wgtrack").rglob("*.py"))
    read = set(re.findall(r"""environ(?:\.get\(|\[)["'](\w+)["']""", source))
    assert read
    explained = {name.strip("`") for name in rows_after("| environment ")}
    assert read - explained == set()


def test_every_block_of_the_agenda_is_named() -> None:
    blocks = re.findall(r"{% block (\w+)", dict(shipped())["agenda.md.j2"])
    sentence = re.search(r"The blocks are ([^.]*)\.", TEXT)
    assert sentence is not None
    assert re.split(r",\s+|\s+and\s+", sentence[1]) == blocks


def test_the_first_two_commands_are_one_line_each_and_stand_at_the_top() -> None:
    commands = [line.strip() for line in TEXT.splitlines()[:14] if line.startswith("    python3 -m venv ")]
    assert len(commands) == 2
    assert commands[0].endswith(".venv/bin/wgtrack ingest && .venv/bin/wgtrack agenda --date 2024-05-02")
    assert ".venv/bin/pytest" in commands[1]


def test_every_file_that_is_linked_exists() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT)
    assert len(links) >= 3
    assert [link for link in links if not (README.parent / link).exists()] == []


def words_of(table: str) -> list[str]:
    row = next(line for line in TEXT.splitlines() if line.startswith(f"| {table} | `"))
    return re.findall(r"`([^`]+)`", row)


def the_only_action(text: str) -> Statement:
    told = read_note(f"# Call, 7 March 2030\n\n{text}\n", "notes/2030-03-07.md", "", ReadingSettings()).meetings
    (statement,) = (s for meeting in told for s in meeting.statements)
    return statement


@pytest.mark.parametrize("marker", words_of("markers"))
def test_every_marker_of_the_table_marks(marker: str) -> None:
    # The capital of ß is two letters: such a marker is known as it is written.
    shouted = marker.upper() if len(marker.upper()) == len(marker) else marker
    for line in (f"- {marker}: Dana to mend the nets", f"**{shouted}**: Dana to mend the nets"):
        assert (the_only_action(line).owners, the_only_action(line).text) == (("Dana",), "mend the nets")


@pytest.mark.parametrize("tag", words_of("tags"))
def test_every_tag_of_the_table_marks(tag: str) -> None:
    assert the_only_action(f"- Dana to mend the nets {tag}").owners == ("Dana",)


@pytest.mark.parametrize("section", words_of("sections"))
def test_every_section_of_the_table_opens_a_list(section: str) -> None:
    assert the_only_action(f"## {section}\n\n- Dana to mend the nets").owners == ("Dana",)


@pytest.mark.parametrize(("table", "status"), [("done", Status.DONE), ("dropped", Status.DROPPED)])
def test_every_outcome_of_the_tables_is_read(table: str, status: Status) -> None:
    for word in words_of(table):
        for mark in (f"({word})", f"-- {word}", f"-- {word.upper()}") if word.isascii() else (word, f"-- {word}"):
            statement = the_only_action(f"- TODO: Dana to mend the nets {mark}")
            assert (statement.status, statement.text) == (status, "mend the nets"), mark


def test_every_code_of_check_is_named() -> None:
    source = "".join((README.parent / "wgtrack" / "reading" / name).read_text() for name in ("check.py", "note.py"))
    codes = set(re.findall(r'Diagnostic\([\w.]+, [\w. ()]+, "([a-z-]+)"', source))
    assert len(codes) > 5
    errors_named = re.search(r"Errors are ([^;]*);", TEXT)
    assert errors_named is not None
    assert set(re.findall(r"`([a-z-]+)`", errors_named[1])) == ERRORS
    assert {code for code in codes if f"`{code}`" not in TEXT} == set()

from __future__ import annotations

import inspect
import re
from pathlib import Path

from tests.readme import README, make_anew
from wgtrack import errors
from wgtrack.publish.templates import shipped

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

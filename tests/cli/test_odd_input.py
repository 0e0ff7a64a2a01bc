"""What clumsy and hostile users do: odd arguments, odd files, full disks, closed streams."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Project
from tests.nobody import as_nobody, open_to_all
from wgtrack.config import load_config
from wgtrack.workflow import notes

NOTE = "# Call, 7 March 2030\n\n- TODO: Dana to mend the nets\n- TODO: Lee to paint the boat\n- TODO: buy rope\n"


@pytest.fixture
def read(project: Project) -> Project:
    project.write("notes/2030-03-07.md", NOTE)
    assert project.run("ingest").code == 0
    return project


def key(project: Project, words: str = "mend the nets") -> str:
    return str(project.items()[words]["key"])


@pytest.mark.parametrize(
    "words",
    [
        ["assign", "KEY", ""],
        ["assign", "KEY", ","],
        ["assign", "KEY", "@@"],
        ["assign", "KEY", "none", "Mo"],
        ["edit", "KEY", " "],
        ["edit", "KEY", "\x1b\x07\u202e"],
        ["ingest", ""],
        ["-C", "", "list"],
        ["--db", "", "list"],
        ["agenda", "--json", "-o", "x.md"],
        ["agenda", "-o", "/dev/null"],
        ["agenda", "--date", "20300401"],
        ["done", "KEY", "--on", "2030-03-09"],
        ["show", "x\udcff"],
        ["edit", "KEY", "x\udcff"],
    ],
)
def test_what_cannot_be_meant_changes_nothing(read: Project, words: list[str]) -> None:
    before = read.items()
    answer = read.run(*(key(read) if word == "KEY" else word for word in words))
    assert answer.code == 2, answer.out
    assert answer.err.startswith("Error: ")
    assert answer.err.count("\n") == 1
    assert read.items() == before


def test_names_are_cleaned(read: Project) -> None:
    assert read.run("assign", key(read), "Mi\nra", "mi ra", "@kim").code == 0
    assert read.items()["mend the nets"]["owners"] == ["Mi ra", "kim"]
    assert read.run("assign", key(read), "None").code == 0
    assert read.items()["mend the nets"]["owners"] == []


def test_items_without_an_owner_can_be_listed(read: Project) -> None:
    for nobody in ("nobody", "none"):
        found = read.run("list", "--owner", nobody, "--json").json["items"]
        assert [item["text"] for item in found] == ["buy rope"]


def test_saying_it_again_says_so(read: Project) -> None:
    assert "is that already" in read.run("edit", key(read), "mend the nets").out
    assert "is that already" in read.run("assign", key(read), "Dana").out


def test_the_day_of_an_outcome_can_be_corrected(read: Project) -> None:
    for day in (None, "2030-03-08", "2030-03-07"):
        read.run("done", key(read), *(["--on", day] if day else []))
    read.run("done", key(read), "-m", "the last one too")
    events = read.run("show", key(read), "--json").json["items"][0]["history"]
    assert len([event for event in events if event["what"] == "status"]) == 3
    assert "done 2030-03-07" in read.run("list", "--all").out


def test_annotating_and_reading_back_keeps_the_day(read: Project) -> None:
    read.write("notes/2030-03-07.md", NOTE.replace("- TODO: Dana", "- [ ] Dana"))
    read.run("ingest")
    read.run("done", key(read), today="2030-03-28")
    read.run("annotate", "--yes", today="2030-03-28")
    assert "[x] Dana" in (read.folder / "notes/2030-03-07.md").read_text()
    read.run("ingest", today="2030-03-28")
    assert "done 2030-03-28" in read.run("list", "--all").out


def test_a_file_name_that_is_not_utf_8(read: Project) -> None:
    bad = os.fsencode(read.folder / "notes") + b"/2030-03-14-\xff.md"
    with open(bad, "wb") as file:
        file.write(NOTE.encode())
    read.write("notes/2030-03-21.md", "# Call, 21 March 2030\n\n- TODO: Kim to count the buoys\n")
    answer = read.run("ingest")
    assert answer.code == 4
    assert "the name is not UTF-8: rename the file" in answer.err
    assert "count the buoys" in read.items()


def test_a_folder_that_may_not_be_read(project: Project) -> None:
    project.write("notes/2030-03-07.md", NOTE)
    project.write("notes/locked/2030-03-14.md", NOTE)
    open_to_all(project.folder)
    locked = project.folder / "notes" / "locked"
    locked.chmod(0o700 if os.getuid() == 0 else 0)

    def look() -> str:
        config = load_config(project.folder)
        by_default = notes.search(config, [], project.folder)
        named = notes.search(config, [Path("notes/locked")], project.folder)
        found = [each.path for each in by_default.found]
        return f"{found} {[str(e) for e in by_default.failures]} {[str(e) for e in named.failures]}"

    try:
        told = as_nobody(look)
    finally:
        locked.chmod(0o755)
    assert told.startswith("['notes/2030-03-07.md'] ")
    assert told.count("locked: this folder cannot be read") == 2


def test_an_agenda_of_a_newer_version_is_not_read(read: Project) -> None:
    read.run("agenda", "--date", "2030-03-21", "-o", "notes/2030-03-21.md")
    file = read.folder / "notes" / "2030-03-21.md"
    file.write_text(file.read_text().replace("wgtrack:agenda:1", "wgtrack:agenda:99"))
    answer = read.run("ingest", today="2030-03-22")
    assert "newer-agenda" in answer.err
    assert read.items()["mend the nets"]["times_stated"] == 1


def test_an_agenda_put_off_is_a_draft_again(read: Project) -> None:
    read.run("agenda", "--date", "2030-03-21", "-o", "notes/2030-03-21.md")
    file = read.folder / "notes" / "2030-03-21.md"
    file.write_text(
        file.read_text()
        .replace("agenda for 2030-03-21", "agenda for 2030-03-28")
        .replace("Agenda for 2030-03-21", "Agenda for 2030-03-28")
        .replace("[ ] Lee", "[x] Lee")
    )
    assert "draft" in read.run("ingest", today="2030-03-22").err
    assert read.items()["paint the boat"]["status"] == "open"
    read.run("ingest", today="2030-03-28")
    assert read.items()["paint the boat"]["status"] == "done"


def run(project: Project, command: str) -> subprocess.CompletedProcess[str]:
    program = f"{sys.executable} -m wgtrack -C {project.folder}"
    environment = {**os.environ, "WGTRACK_TODAY": "2030-03-08"}
    return subprocess.run(
        ["sh", "-c", command.replace("wgtrack", program)],
        capture_output=True,
        text=True,
        errors="replace",
        env=environment,
        check=False,
    )


@pytest.mark.parametrize("words", ["list", "list --json", "--help", "--version", "log", "agenda"])
def test_a_full_disk_is_one_sentence(read: Project, words: str) -> None:
    ended = run(read, f"wgtrack {words} >/dev/full")
    assert ended.returncode == 1
    assert ended.stderr.startswith("Error: the output could not be written (No space left on device)")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("command", "code"),
    [("wgtrack list >&-", 0), ("wgtrack done zzzz 2>&-", 2), ("wgtrack list | head -n 1", 0)],
)
def test_closed_streams(read: Project, command: str, code: int) -> None:
    ended = run(read, command)
    assert ended.returncode == code
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_that_lacks_characters(read: Project, encoding: str) -> None:
    read.run("edit", key(read), "größere Netze")
    ended = run(read, f"LC_ALL=C PYTHONUTF8=0 PYTHONIOENCODING={encoding} wgtrack log")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "text: mend the nets" in ended.stdout
    assert run(read, f"LC_ALL=C PYTHONUTF8=0 PYTHONIOENCODING={encoding} wgtrack --help").returncode == 0


def test_a_working_folder_that_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    ended = subprocess.run(
        ["sh", "-c", f"cd {gone} && rmdir {gone} && {sys.executable} -P -m wgtrack list"],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert ended.returncode == 2
    assert ended.stderr == "Error: the working folder is not there any more: change to another one.\n"


def test_no_command_is_a_question_for_help(project: Project) -> None:
    ended = run(project, "wgtrack")
    assert ended.returncode in (0, 2)
    from typer.testing import CliRunner

    from wgtrack.cli.app import app

    answer = CliRunner().invoke(app, [])
    assert answer.exit_code == 0
    assert "After the call" in answer.stdout

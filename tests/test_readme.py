from __future__ import annotations

import datetime as dt
import inspect
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.readme import README, bare_environment, make_anew
from wgtrack import errors
from wgtrack.model import Kind, Statement, Status
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
    # What typer's scripts for shells set when they ask for completions is no concern of people.
    read = {name for name in read if not name.startswith(("_", "COMP_"))}
    explained = {name.strip("`") for name in rows_after("| environment ")}
    assert read - explained == set()


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


def shouted(word: str) -> str:
    """`word` in capitals; as it is where those are spelt otherwise (the capital of ß is two letters)."""
    return word.upper() if len(word.upper()) == len(word) else word


@pytest.mark.parametrize("marker", words_of("markers"))
def test_every_marker_of_the_table_marks(marker: str) -> None:
    written = marker if marker.startswith("AI") else shouted(marker)
    for line in (f"- {written}: Dana to mend the nets", f"**{written}**: Dana to mend the nets"):
        assert (the_only_action(line).owners, the_only_action(line).text) == (("Dana",), "mend the nets")


@pytest.mark.parametrize("tag", words_of("tags"))
def test_every_tag_of_the_table_marks(tag: str) -> None:
    assert the_only_action(f"- Dana to mend the nets {tag}").owners == ("Dana",)


@pytest.mark.parametrize("section", words_of("sections"))
def test_every_section_of_the_table_opens_a_list(section: str) -> None:
    assert the_only_action(f"## {section}\n\n- Dana to mend the nets").owners == ("Dana",)


@pytest.mark.parametrize(
    ("table", "status", "reopened"),
    [("done", Status.DONE, False), ("dropped", Status.DROPPED, False), ("reopened", Status.OPEN, True)],
)
def test_every_outcome_of_the_tables_is_read(table: str, status: Status, reopened: bool) -> None:
    for word in words_of(table):
        for mark in (f"({word})", f"-- {word}", f"-- {shouted(word)}") if word != "✅" else (word, f"-- {word}"):
            statement = the_only_action(f"- TODO: Dana to mend the nets {mark}")
            told = (statement.status, statement.reopened, statement.text)
            assert told == (status, reopened, "mend the nets"), mark


@pytest.mark.parametrize("verb", words_of("to look at again"))
def test_every_verb_of_looking_again_makes_a_reassessment(verb: str) -> None:
    statement = the_only_action(f"- TODO: Dana to {verb} in two weeks")
    assert (statement.kind, statement.wake) == (Kind.REASSESS, dt.date(2030, 3, 21))


@pytest.mark.parametrize("everybody", words_of("everybody"))
def test_every_word_for_everybody_is_an_owner(everybody: str) -> None:
    owner = "all" if everybody in ("all of us", "we all") else everybody
    assert the_only_action(f"- TODO: {everybody}: mend the nets").owners == (owner,)


@pytest.mark.parametrize("group", words_of("a group's last word"))
def test_every_word_for_a_group_ends_the_name_of_an_owner(group: str) -> None:
    assert the_only_action(f"- TODO: harbour {group}: mend the nets").owners == (f"harbour {group}",)


@pytest.mark.parametrize("will", words_of("who does what"))
def test_every_auxiliary_stands_between_who_and_what(will: str) -> None:
    assert the_only_action(f"- TODO: Dana {will} mend the nets").owners == ("Dana",)


def test_every_column_of_the_tables_is_known() -> None:
    for actions in words_of("column of actions"):
        told = the_only_action(f"## Actions\n\n| {actions} | Owner |\n|---|---|\n| mend the nets | Dana |")
        assert (told.text, told.owners) == ("mend the nets", ("Dana",)), actions
    for owners in words_of("column of owners"):
        told = the_only_action(
            f"## Actions\n\n| Task | {owners.replace('…', 'a')} |\n|---|---|\n| mend the nets | Dana |"
        )
        assert (told.text, told.owners) == ("mend the nets", ("Dana",)), owners
    for days in words_of("column of days"):
        head = f"## Actions\n\n| Task | Owner | {days} |\n|---|---|---|\n"
        assert the_only_action(f"{head}| mend the nets | Dana | 3 May |").due == dt.date(2030, 5, 3), days
    for states in words_of("column of states"):
        head = f"## Actions\n\n| Task | Owner | {states} |\n|---|---|---|\n"
        assert the_only_action(f"{head}| mend the nets | Dana | done |").status is Status.DONE, states


def test_every_name_of_the_calendar_is_known() -> None:
    for month in words_of("months"):
        assert the_only_action(f"- TODO: mend the nets by 9 {month.title()} 2031").due is not None, month
    for weekday in words_of("days of the week"):
        due = the_only_action(f"- TODO: mend the nets by {weekday.title()}").due
        assert due is not None, weekday
        assert 1 <= (due - dt.date(2030, 3, 7)).days <= 7
    for number in words_of("numbers"):
        due = the_only_action(f"- TODO: mend the nets in {number} weeks").due
        assert due is not None, number
        assert 1 <= (due - dt.date(2030, 3, 7)).days / 7 <= 12
    for span in words_of("spans of time"):
        assert the_only_action(f"- TODO: mend the nets in 30 {span}").due is not None, span
    for end in words_of("ends of them"):
        assert the_only_action(f"- TODO: mend the nets by {end}").due is not None, end


def test_what_sets_no_day_is_not_reported() -> None:
    table = "## Actions\n\n| Task | Owner | Due |\n|---|---|---|\n"
    for word in words_of("no day to hold to"):
        text = f"# Call, 7 March 2030\n\n{table}| mend the nets | Dana | {word.replace('…', 'spring')} |\n"
        assert read_note(text, "x.md", "", ReadingSettings()).diagnostics == (), word


@pytest.mark.parametrize("form", words_of("an owner"))
def test_every_form_of_an_owner_is_read(form: str) -> None:
    owner = re.search(r"@?(mira(?:\.k)?)\b", form, re.IGNORECASE)
    assert owner is not None
    assert the_only_action(f"- TODO: {form}").owners == (owner[1],)


@pytest.mark.parametrize("form", words_of("several owners"))
def test_every_form_of_several_owners_is_read(form: str) -> None:
    assert [owner.lower() for owner in the_only_action(f"- TODO: {form}").owners] == ["mira", "odo"]


def test_every_code_of_check_is_named() -> None:
    source = "".join((README.parent / "wgtrack" / "reading" / name).read_text() for name in ("check.py", "note.py"))
    codes = set(re.findall(r'Diagnostic\([\w.]+, [\w. ()]+, "([a-z-]+)"', source))
    assert len(codes) > 5
    errors_named = re.search(r"Errors are ([^;]*);", TEXT)
    assert errors_named is not None
    assert set(re.findall(r"`([a-z-]+)`", errors_named[1])) == ERRORS
    assert {code for code in codes if f"`{code}`" not in TEXT} == set()


def test_five_minutes_lead_from_nothing_to_a_page_with_the_readmes_own_lines(tmp_path: Path) -> None:
    section = TEXT.split("## Five minutes", 1)[1].split("\n## ", 1)[0]
    blocks = re.findall(r"(?:^    .*\n)+", section, re.MULTILINE)
    assert re.match(r"    pipx install \. +# or: uv tool install \.\n", blocks[0])
    minutes = tmp_path / "home" / "minutes"
    shutil.copytree(README.parent / "notes", minutes, ignore=shutil.ignore_patterns(".*"))
    folder = tmp_path / "group"
    folder.mkdir()
    environment = bare_environment(folder) | {"HOME": str(tmp_path / "home")}
    script = f"set -eu\n{blocks[1]}"
    ran = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert ran.returncode == 0, ran.stderr
    assert "4 meetings read: 13 new." in ran.stdout
    assert "print twenty copies of the lamp check form" in ran.stdout.split("STATED", 1)[1]
    assert "agenda for " in ran.stdout.casefold()
    assert "print twenty copies" in (folder / "site/index.html").read_text(encoding="utf-8")
    assert ran.stderr.count("Warning") == ran.stderr.count("Error") == 0

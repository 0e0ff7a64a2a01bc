from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Answer, Project
from tests.postgres import Server
from tests.schema_dump import SCHEMAS
from wgtrack.store.health import NEWEST_SCHEMA

CONFIG = """\
group = "Harbour map"
"""
CALL = """\
# Harbour map, 7 March 2030

- TODO: Lee to draw the pier
- TODO: Dana to buy two lamps
- TODO: Dana to sweep the quay -- DONE
- TODO: group to thank the divers
"""
LATER = "# Harbour map, 21 March 2030\n\n- TODO: Mo to count the buoys\n"


@pytest.fixture
def kept(project: Project) -> Project:
    """A project in order: one call, read."""
    project.write("wgtrack.toml", CONFIG)
    project.write("notes/2030-03-07.md", CALL)
    assert project.run("ingest").code == 0
    return project


def findings(project: Project, *words: str) -> dict[str, str]:
    """The findings by code; no code comes twice."""
    answer = project.run(*words, "doctor", "--json")
    found = answer.json["findings"]
    assert len({finding["code"] for finding in found}) == len(found), found
    return {finding["code"]: finding["message"] for finding in found}


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@contextmanager
def memory(project: Project) -> Iterator[sqlite3.Connection]:
    """The database, for breaking it: foreign keys are not looked after."""
    with closing(sqlite3.connect(project.folder / ".wgtrack" / "wgtrack.db")) as connection, connection:
        yield connection


def damaged(answer: Answer) -> str:
    """What a doctor says who found damage: a sentence for each on stderr, and exit code 5."""
    assert answer.code == 5
    assert all(line.startswith("Error: ") for line in answer.err.splitlines())
    return answer.err


def test_all_is_well(kept: Project) -> None:
    before = snapshot(kept.folder)
    answer = kept.run("doctor")
    assert (answer.code, answer.out, answer.err) == (0, "All is well.\n", "")
    assert kept.run("doctor", "--json").json == {"findings": []}
    assert snapshot(kept.folder) == before


def test_a_project_that_has_no_database_gets_none(project: Project) -> None:
    project.write("notes/2030-03-07.md", CALL)
    assert findings(project) == {
        "no-database": "there is no database yet: run `wgtrack ingest`",
        "unread": "notes/2030-03-07.md: never read: run `wgtrack ingest`",
    }
    assert not (project.folder / ".wgtrack").exists()


def test_a_file_that_is_no_database(kept: Project) -> None:
    kept.write(".wgtrack/wgtrack.db", b"these are not the pages of a database " * 100)
    before = snapshot(kept.folder)
    assert "is not a readable wgtrack database: restore a backup" in damaged(kept.run("doctor"))
    assert snapshot(kept.folder) == before


def test_a_damaged_page(kept: Project) -> None:
    file = kept.folder / ".wgtrack" / "wgtrack.db"
    with memory(kept) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'statement_item'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    data = bytearray(file.read_bytes())
    data[(page - 1) * size : page * size] = b"\x55" * size
    file.write_bytes(data)
    assert "damaged" in damaged(kept.run("doctor"))
    answer = kept.run("doctor", "--json")
    assert answer.code == 5
    assert '"damaged": true' in answer.out


def test_rows_that_belong_to_no_row(kept: Project) -> None:
    with memory(kept) as connection:
        connection.execute("DELETE FROM item WHERE text = 'draw the pier'")
    told = damaged(kept.run("doctor"))
    assert "is damaged (1 rows of statement belong to no item)" in told
    assert "put a backup in its place" in told


def test_a_database_of_a_newer_program(kept: Project) -> None:
    with memory(kept) as connection:
        connection.execute("INSERT INTO schema_migration VALUES (99, 'from the future', '2040-01-01')")
    assert "was written by a newer wgtrack (its schema is 99" in damaged(kept.run("doctor"))


def test_a_database_of_an_older_program_stays_as_it_is(project: Project) -> None:
    file = project.folder / "old.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((SCHEMAS / "1.sql").read_text(encoding="utf-8"))
    before = file.read_bytes()
    found = findings(project, "--db", f"sqlite:///{file}")
    assert found.keys() == {"older", "no-notes"}
    assert f"is 1, this program's is {NEWEST_SCHEMA}" in found["older"]
    assert "`wgtrack backup FILE`" in found["older"]
    assert file.read_bytes() == before


STRAYS = {
    "stray-statement": "UPDATE statement SET item = NULL WHERE text = 'draw the pier'",
    "stray-item": "UPDATE statement SET item = (SELECT item FROM statement WHERE text = 'buy two lamps') "
    "WHERE text = 'draw the pier'",
}


@pytest.mark.parametrize("code", STRAYS)
def test_what_belongs_to_nothing_is_mended_by_rebuild(kept: Project, code: str) -> None:
    before = kept.items()
    with memory(kept) as connection:
        connection.execute(STRAYS[code])
    found = findings(kept)
    assert "run `wgtrack rebuild`" in found[code]
    if code == "stray-item":
        assert before["draw the pier"]["key"] in found[code]
    else:
        assert "notes/2030-03-07.md:3" in found[code]
    assert kept.run("rebuild").code == 0
    assert findings(kept) == {}
    assert kept.items() == before


def test_history_of_what_is_not_there(kept: Project) -> None:
    key = kept.items()["draw the pier"]["key"]
    kept.run("done", key)
    assert findings(kept) == {}
    with memory(kept) as connection:
        connection.execute("UPDATE event SET item = 'z9z9z9z' WHERE said")
    assert "z9z9z9z" in findings(kept)["stray-event"]


def test_an_item_that_a_person_added_is_no_stray(kept: Project) -> None:
    assert kept.run("add", "oil the hinges", "--owner", "Lee").code == 0
    assert findings(kept) == {}


def test_what_was_taken_back_is_no_stray(kept: Project) -> None:
    kept.write("notes/2030-03-21.md", LATER)
    kept.run("ingest", today="2030-03-22")
    assert kept.run("undo", today="2030-03-22").code == 0
    assert findings(kept) == {"unread": "notes/2030-03-21.md: never read: run `wgtrack ingest`"}


def test_an_answer_to_a_key_that_no_note_states(kept: Project) -> None:
    """Another machine, where only the agenda was read, with a box ticked."""
    file = kept.folder / "notes" / "2030-03-21.md"
    assert kept.run("agenda", "--date", "2030-03-21", "-o", str(file)).code == 0
    key = kept.items()["draw the pier"]["key"]
    lines = file.read_text().splitlines()
    line = next(number for number, text in enumerate(lines, 1) if f"({key})" in text)
    lines[line - 1] = lines[line - 1].replace("[ ]", "[x]")
    file.write_text("\n".join(lines) + "\n")
    other = ("--db", f"sqlite:///{kept.folder}/other.db")
    assert kept.run(*other, "ingest", str(file), today="2030-03-22").code == 0
    found = findings(kept, *other)
    assert found.keys() == {"waiting", "unread"}
    assert f"(notes/2030-03-21.md:{line})" in found["waiting"]
    kept.run(*other, "ingest", today="2030-03-22")
    assert findings(kept, *other) == {}


def test_notes_and_memory_differ(kept: Project) -> None:
    for name in ("gone", "changed", "binary"):
        kept.write(f"notes/{name}.md", f"# {name}, 8 March 2030\n\n- TODO: Lee to {name} the rope\n")
    kept.run("ingest")
    (kept.folder / "notes" / "gone.md").unlink()
    kept.write("notes/changed.md", "# Changed\n")
    kept.write("notes/binary.md", b"a\0b")
    kept.write("notes/new.md", LATER)
    kept.run("agenda", "--date", "2030-03-21", "-o", str(kept.folder / "notes" / "draft.md"))
    assert findings(kept) == {
        "missing": "notes/gone.md: remembered and not on disk any more: put it back, or run `wgtrack ingest`, "
        "which calls gone what only it stated",
        "changed": "notes/changed.md: changed since it was read: run `wgtrack ingest`",
        "unread": "notes/new.md: never read: run `wgtrack ingest`",
        "unreadable": "notes/binary.md is binary, not a text: save it as text in UTF-8",
    }
    (kept.folder / "notes" / "binary.md").unlink()
    kept.run("ingest")
    assert findings(kept) == {}


def test_other_settings_read_otherwise(kept: Project) -> None:
    kept.write("wgtrack.toml", CONFIG + 'reassess_after = "3 weeks"\n')
    assert findings(kept) == {
        "outdated": "notes/2030-03-07.md: read with other settings or by another wgtrack: run `wgtrack ingest` to "
        "read it anew"
    }
    kept.run("ingest")
    assert findings(kept) == {}


def test_many_notes_are_counted(kept: Project) -> None:
    for day in range(10, 20):
        kept.write(f"notes/2030-03-{day}.md", f"# Harbour map, {day} March 2030\n")
    assert findings(kept) == {
        "unread": "notes/2030-03-10.md, notes/2030-03-11.md, notes/2030-03-12.md and 7 more: never read: "
        "run `wgtrack ingest`"
    }


def test_two_files_of_one_call(kept: Project) -> None:
    kept.write("notes/copy.md", CALL)
    kept.run("ingest")
    assert findings(kept) == {
        "same-meeting": "notes/2030-03-07.md and notes/copy.md tell of the same call: keep one of them"
    }


def test_owners_that_are_nobody(kept: Project) -> None:
    """The group is no person, and what is done needs no owner."""
    kept.write("notes/2030-03-21.md", LATER.replace("Mo", "Lee"))
    kept.write("wgtrack.toml", CONFIG + '[people.dana]\nname = "Dana Example"\n')
    kept.run("ingest", today="2030-03-22")
    assert findings(kept) == {
        "unknown-owner": "'Lee' owns 2 open items and is not in [people]: add the person there, or the name to "
        "somebody's aliases"
    }
    kept.write("wgtrack.toml", CONFIG + '[people.dana]\n[people.leonie]\naliases = ["Lee"]\n')
    kept.run("ingest", today="2030-03-22")
    assert findings(kept) == {}


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ('calls = "RRULE:FREQ=WEEKLY;BYDAY=TH"\ncall_time = "16:00"', r"call_time \(16:00\) counts in UTC"),
        ('call_time = "16:00"\ntimezone = "Europe/Berlin"', "nothing says on which days"),
        ('calls = "RRULE:FREQ=WEEKLY;BYDAY=TH;UNTIL=20300201T000000"', "the last call by calls is over"),
        ("confirm = true", "names nobody who could confirm"),
        ('confirm = true\nchairs = ["kim"]\n[people.lee]\n[people.dana]', r'chairs names "kim"'),
        ('agenda_file = "agendas/{date}.md"', "lies outside of notes"),
    ],
)
def test_settings_that_are_likely_mistakes(kept: Project, lines: str, sentence: str) -> None:
    kept.write("wgtrack.toml", CONFIG + lines + "\n")
    kept.run("ingest")
    found = findings(kept)
    assert found.keys() == {"configuration"}
    assert re.search(sentence, found["configuration"])


def test_settings_that_are_none(kept: Project) -> None:
    lines = """\
calls = "RRULE:FREQ=WEEKLY;BYDAY=TH"
call_time = "16:00"
timezone = "UTC"
notes = ["notes/**/*.md"]
agenda_file = "notes/{date}.md"
confirm = true
chairs = ["lee"]
[people.lee]
[people.dana]
[github]
tracker = "harbour-example/map"
"""
    kept.write("wgtrack.toml", CONFIG + lines)
    kept.run("ingest")
    assert findings(kept) == {}


def test_a_shared_database_that_holds_nothing_yet(kept: Project, postgresql: Server) -> None:
    found = findings(kept, "--db", postgresql.url)
    assert found.keys() == {"no-database", "unread"}
    assert "holds nothing yet: run `wgtrack ingest`" in found["no-database"]
    assert postgresql.run("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'") == [(0,)]


def test_a_shared_database(kept: Project, postgresql: Server) -> None:
    words = ("--db", postgresql.url)
    assert kept.run(*words, "ingest").code == 0
    assert findings(kept, *words) == {}
    postgresql.run("UPDATE statement SET item = NULL WHERE text = 'draw the pier'")
    found: dict[str, Any] = findings(kept, *words)
    assert found.keys() == {"stray-statement", "stray-item"}
    postgresql.run("INSERT INTO schema_migration VALUES (99, 'from the future', '2040-01-01')")
    assert "its schema is 99" in damaged(kept.run(*words, "doctor"))


def test_a_shared_database_that_cannot_be_reached(kept: Project) -> None:
    answer = kept.run("--db", "postgresql+psycopg://robin:secret@127.0.0.1:1/wgtrack", "doctor")
    assert "wgtrack on 127.0.0.1 cannot be reached" in damaged(answer)
    assert "secret" not in answer.err

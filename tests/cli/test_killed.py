"""An ingest that is killed: the next one completes it, and nothing is lost or doubled."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

import pytest

from tests.cli.conftest import Project
from tests.postgres import Server

pytestmark = pytest.mark.slow

PROGRAM = Path(__file__).resolve().parents[2]
NOTES = 60
TODAY = "2031-12-31"
MOMENTS = 25
SYLLABLES = "ba cu di fo ge hi ka lu me no pi ra so te vu za".split()

AT_STATEMENT = """
import os, signal, sys
from sqlalchemy import Engine, event
last, seen = int(sys.argv.pop(1)), 0

@event.listens_for(Engine, "before_cursor_execute")
def count(connection, cursor, statement, *rest):
    global seen
    seen += 1
    if seen == last:
        os.kill(os.getpid(), signal.SIGKILL)

@event.listens_for(Engine, "commit")
def committing(connection):
    if last == -1 and seen > 20:
        os.kill(os.getpid(), signal.SIGKILL)

from wgtrack.cli.app import app
try:
    app()
finally:
    print(seen)
"""
"""The program, killed when it is about to send the statement of that number, or with -1 when it is about to commit
what it read. It says how many statements it sent."""


def write_notes(folder: Path) -> None:
    """Sixty calls of two weeks; each states new tasks, says one of the last call's again and closes another."""
    (folder / "notes").mkdir(parents=True)
    first = dt.date(2029, 1, 4)
    for number in range(NOTES):
        day = first + dt.timedelta(14 * number)
        lines = [f"- TODO: Dana to {task(3 * number + place)}" for place in range(3)]
        if number:
            lines += [f"- TODO: Dana to {task(3 * number - 3)}", f"- TODO: Dana to {task(3 * number - 2)} -- DONE"]
        text = f"# Tower keepers, {day:%d %B %Y}\n\nPresent: Dana, Lee\n\n" + "\n".join(lines) + "\n"
        (folder / "notes" / f"{day}.md").write_text(text, encoding="utf-8")


def task(number: int) -> str:
    """Words that no other task has, nor any like them."""
    digits = blake2b(str(number).encode(), digest_size=6).hexdigest()
    syllables = [SYLLABLES[int(digit, 16)] for digit in digits]
    first, second, third = ("".join(syllables[start : start + 4]) for start in (0, 4, 8))
    return f"{first} the {second} of {third}"


def dump(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / ".wgtrack" / "wgtrack.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        # The words of the command are the caller's.
        connection.execute("UPDATE batch SET command = ''")
        return list(connection.iterdump())


def start(folder: Path, *program: str, **more: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(PROGRAM), "WGTRACK_TODAY": TODAY, "GIT_CONFIG_GLOBAL": os.devnull}
    environment |= more
    environment |= {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "user.name", "GIT_CONFIG_VALUE_0": "Robin Example"}
    command = [sys.executable, *program, "ingest"]
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("killed") / "notes-only"
    write_notes(folder)
    return folder


@pytest.fixture(scope="module")
def unkilled(notes: Path) -> tuple[list[str], float, int]:
    """The database after an undisturbed ingest, how many seconds that took, and how many statements it sent."""
    folder = notes.with_name("unkilled")
    shutil.copytree(notes, folder)
    before = time.monotonic()
    process = start(folder, "-m", "wgtrack")
    process.communicate(timeout=120)
    took = time.monotonic() - before
    assert process.returncode == 0
    counted = notes.with_name("counted")
    shutil.copytree(notes, counted)
    out, _ = start(counted, "-c", AT_STATEMENT, "0").communicate(timeout=120)
    return dump(folder), took, int(out.split()[-1])


def complete(folder: Path, undisturbed: list[str]) -> None:
    """Ingest again, and once more: the first completes, the second has nothing to do."""
    project = Project(folder, TODAY)
    assert project.run("ingest").code == 0
    assert dump(folder) == undisturbed
    assert project.run("ingest", "--json").json["meetings"] == 0
    assert dump(folder) == undisturbed


@pytest.mark.usefixtures("unkilled")
def test_the_undisturbed_run_is_what_it_should_be(notes: Path) -> None:
    """Three tasks a call, each but the last call's first and second stated twice."""
    items = Project(notes.with_name("unkilled"), TODAY).run("list", "--all", "--json").json["items"]
    assert len(items) == 3 * NOTES
    assert sum(item["times_stated"] for item in items) == 5 * NOTES - 2
    assert sum(item["status"] == "done" for item in items) == NOTES - 1


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_killed_after_some_time(
    moment: int, notes: Path, unkilled: tuple[list[str], float, int], tmp_path: Path
) -> None:
    undisturbed, took, _ = unkilled
    shutil.copytree(notes, tmp_path, dirs_exist_ok=True)
    process = start(tmp_path, "-m", "wgtrack")
    time.sleep(took * (moment + 1) / (MOMENTS + 1))
    process.kill()
    process.communicate(timeout=120)
    assert process.returncode in {-signal.SIGKILL, 0}
    complete(tmp_path, undisturbed)


@pytest.mark.parametrize("share", [0.02, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, -1])
def test_killed_at_a_statement(
    share: float, notes: Path, unkilled: tuple[list[str], float, int], tmp_path: Path
) -> None:
    undisturbed, _, statements = unkilled
    shutil.copytree(notes, tmp_path, dirs_exist_ok=True)
    last = max(1, round(share * statements)) if share > 0 else -1
    process = start(tmp_path, "-c", AT_STATEMENT, str(last))
    process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL
    complete(tmp_path, undisturbed)


@pytest.mark.parametrize("share", [0.3, 0.7, -1])
def test_killed_at_a_statement_on_postgresql(
    share: float, notes: Path, unkilled: tuple[list[str], float, int], tmp_path: Path, postgresql: Server
) -> None:
    shutil.copytree(notes, tmp_path, dirs_exist_ok=True)
    last = str(max(1, round(share * unkilled[2]))) if share > 0 else "-1"
    process = start(tmp_path, "-c", AT_STATEMENT, last, WGTRACK_DATABASE_URL=postgresql.url)
    process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL
    project = Project(tmp_path, TODAY)
    words = ("--db", postgresql.url)
    assert project.run(*words, "ingest").code == 0
    undisturbed = Project(notes.with_name("unkilled"), TODAY)
    assert project.run(*words, "list", "--all", "--json").json == undisturbed.run("list", "--all", "--json").json
    assert postgresql.run("SELECT count(*), count(DISTINCT batch) FROM event WHERE what = 'stated'") == [(3 * NOTES, 1)]
    assert project.run(*words, "ingest", "--json").json["meetings"] == 0

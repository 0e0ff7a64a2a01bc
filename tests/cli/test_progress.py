"""Work that lasts tells so on a terminal, on stderr alone, and leaves nothing behind."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.cli.conftest import Project

WIPED = "\x1b[2K"
"""A line is taken away (ECMA-48, EL)."""


@pytest.fixture
def slow(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Notes that take a while: each waits a moment before it is read."""
    for day in range(1, 25):
        project.write(f"notes/2030-01-{day:02}.md", f"# Call 2030-01-{day:02}\n\n- TODO: Ada to do task {day}\n")
    hook = project.write(
        "hook/sitecustomize.py",
        "import time\n"
        "import wgtrack.reading.files as files\n"
        "import wgtrack.reading.note as note\n"
        "read = note.read_note\n"
        "def slowly(*given):\n"
        "    time.sleep(0.08)\n"
        "    return read(*given)\n"
        "note.read_note = slowly\n",
    )
    monkeypatch.setenv("PYTHONPATH", f"{hook.parent}{os.pathsep}{Path(__file__).parents[2]}")
    return project


def run(project: Project, *words: str, program: str = "", stderr_too: bool = True, **more: str) -> tuple[str, str]:
    """What `wgtrack WORDS…` writes to a terminal that its stderr, or also its stdout, is; and its stdout elsewhere."""
    ours, theirs = pty.openpty()
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    started = subprocess.Popen(
        [sys.executable, *(("-c", program) if program else ("-m", "wgtrack", "-C", str(project.folder), *words))],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs if stderr_too else subprocess.STDOUT,
        env={"TERM": "xterm", "WGTRACK_TODAY": "2030-03-08", **kept, **more},
    )
    os.close(theirs)
    seen: list[bytes] = []

    def listen() -> None:
        while True:
            try:
                chunk = os.read(ours, 65536)
            except OSError:
                return
            if not chunk:
                return
            seen.append(chunk)

    listening = threading.Thread(target=listen)
    listening.start()
    out = started.communicate(timeout=120)[0].decode()
    listening.join(timeout=10)
    os.close(ours)
    assert started.returncode == 0, out
    return b"".join(seen).decode(), out


@pytest.mark.parametrize("command", ["ingest", "rebuild", "parse notes", "check notes"])
def test_reading_many_notes_shows_how_far_it_is_and_wipes_that_away(slow: Project, command: str) -> None:
    shown, out = run(slow, *command.split())
    counts = [int(count) for count in re.findall(r"Reading notes .*?(\d+)/24", shown)]
    assert counts, shown
    assert counts == sorted(counts)
    assert 0 < counts[-1] <= 24
    assert WIPED in shown
    after = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.rpartition(WIPED)[2])
    assert "Reading" not in after
    assert "Reading" not in out


def test_none_of_it_where_stderr_is_no_terminal(slow: Project) -> None:
    _, out = run(slow, "ingest", stderr_too=False)
    assert out.splitlines()[0] == "24 meetings read: 24 new."
    assert "\x1b" not in out
    assert "Reading" not in out


def test_none_of_it_where_somebody_wants_quiet(slow: Project) -> None:
    shown, _ = run(slow, "ingest", WGTRACK_PROGRESS="no")
    assert shown == ""


def test_what_is_quick_shows_nothing(project: Project) -> None:
    project.write("notes/2030-01-01.md", "# Call 2030-01-01\n\n- TODO: Ada to do a task\n")
    project.run("ingest")
    shown, _ = run(project, "parse", "notes")
    assert shown == ""


def test_a_wait_takes_the_place_of_the_bar_and_gives_it_back(project: Project) -> None:
    program = (
        "import time\n"
        "from wgtrack.cli.progress import busy, wait\n"
        "with busy('Telling GitHub', 3) as step:\n"
        "    time.sleep(1.2)\n"
        "    step()\n"
        "    wait(1.5, 'GitHub limits how fast it is asked')\n"
        "    time.sleep(1.2)\n"
        "    step()\n"
        "    time.sleep(0.3)\n"
        "print('end')\n"
    )
    shown, out = run(project, program=program)
    assert out == "end\n"
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)
    order = [found[0] for found in re.finditer(r"Telling GitHub|GitHub limits[^\r]*: [12] s", plain)]
    assert order[0] == order[-1] == "Telling GitHub"
    assert "GitHub limits how fast it is asked: 1 s" in order
    waiting = [place for place, each in enumerate(order) if each.startswith("GitHub limits")]
    assert waiting == list(range(waiting[0], waiting[-1] + 1))
    assert re.search(r"2/3", plain.rpartition("GitHub limits")[2])

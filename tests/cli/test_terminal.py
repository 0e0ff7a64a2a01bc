"""What a terminal shows: a table that fits, colour only there, and whole lines where there is none."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios

import pytest

from tests.cli.conftest import Project

LONG = "mend the nets and the sails and the ropes of every boat of the harbour before the summer regatta begins in June"
WORD = "nets" * 40
QUIET = {"WGTRACK_PROGRESS": "no"}
"""On a slow machine a bar may show up where nobody expects it."""
NOTE = f"# Call, 7 March 2030\n\nParticipants: Dana, Lee\n\n- TODO: Dana to {LONG}\n- TODO: Lee to untangle {WORD}\n"


def on_terminal(project: Project, columns: int, *words: str, **environment: str) -> str:
    """What `wgtrack WORDS…` writes to a terminal of `columns` columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    started = subprocess.Popen(
        [sys.executable, "-m", "wgtrack", "-C", str(project.folder), *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={
            "PATH": os.environ["PATH"],
            "TERM": "xterm-256color",
            "WGTRACK_TODAY": "2030-03-08",
            **QUIET,
            **environment,
        },
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:
            break
        if not chunk:
            break
        seen += chunk
    os.close(ours)
    assert started.wait(timeout=60) == 0
    return seen.decode()


@pytest.fixture
def read(project: Project) -> Project:
    project.write("notes/2030-03-07.md", NOTE)
    assert project.run("ingest").code == 0
    return project


@pytest.mark.parametrize("columns", [50, 80, 119, 120, 160])
@pytest.mark.parametrize("command", ["list", "log"])
def test_tables_fit_and_lose_nothing(read: Project, columns: int, command: str) -> None:
    shown = re.sub(r"\x1b\[[0-9;]*m", "", on_terminal(read, columns, command))
    lines = shown.splitlines()
    assert max(map(len, lines)) <= columns
    letters = re.sub(r"\s", "", shown)
    assert letters.count("nets") >= 41
    for word in LONG.split():
        assert word in letters


def test_colour_is_for_terminals_only(read: Project) -> None:
    assert "\x1b[36m" in on_terminal(read, 100, "list")
    assert "\x1b[36m" not in on_terminal(read, 100, "list", NO_COLOR="1")
    assert "\x1b" not in read.run("list").out


def test_a_pipe_gets_whole_lines(read: Project) -> None:
    lines = read.run("list").out.splitlines()
    assert len(lines) == 3
    assert sorted((LONG in line, WORD in line) for line in lines) == [(False, False), (False, True), (True, False)]

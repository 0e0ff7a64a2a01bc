"""`sync` in a terminal: what it shows, what it asks, and how it is stopped."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.sync.clone import CONFIG, Clone
from tests.sync.world import World


def on_terminal(clone: Clone, typed: str, *words: str) -> tuple[int, str]:
    """The exit code and what is shown of `wgtrack WORDS…` in a terminal where somebody types `typed`."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "wgtrack", "-C", str(clone.folder), *words]
    environment = {**os.environ, **clone.environment, "TERM": "xterm-256color"}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as started:
        os.close(theirs)
        os.write(ours, typed.encode())
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
        code = started.wait(timeout=60)
    return code, re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen.decode())


@pytest.fixture
def clone(tmp_path: Path, world: World) -> Clone:
    return Clone.make(tmp_path, world)


def test_it_shows_asks_and_does(world: World, clone: Clone) -> None:
    code, shown = on_terminal(clone, "y\n", "sync")
    assert code == 0
    assert "Plan: 4 issues to make, 1 comment to post." in shown
    assert "Do this on GitHub? [y/N]" in shown
    assert "5 done." in shown
    assert len(world.issues()) == 4


def test_whoever_says_no_has_changed_nothing(world: World, clone: Clone) -> None:
    code, shown = on_terminal(clone, "n\n", "sync")
    assert code == 0
    assert "Nothing was done." in shown
    assert world.writes() == []


def test_a_reworded_task_is_asked_about(tmp_path: Path, world: World) -> None:
    clone = Clone.make(tmp_path, world, "# Lamps\n\n7 March 2030\n\n- TODO: Ada to oil the hinges of the gate\n")
    clone.sync()
    clone.edit("notes/2030-03-07.md", "oil the hinges of the gate", "oil all hinges of the gate")
    clone.forget()
    assert "nobody said that they are the same" in clone.sync().err
    assert len(world.issues()) == 1
    code, shown = on_terminal(clone, "y\ny\n", "sync")
    assert code == 0
    assert "Is boats/actions#1 (oil the hinges of the gate) the issue of item" in shown
    clone.sync()
    assert [issue["title"] for issue in world.issues()] == ["oil all hinges of the gate"]
    assert clone.sync().nothing


def test_an_interrupted_sync_says_so_and_goes_on_the_next_time(world: World, clone: Clone) -> None:
    world.fault("status", status=502, method="POST", path="/issues$", skip=1, seconds=20, applied=True)
    with clone.start("sync", "--yes") as process:
        deadline = time.monotonic() + 30
        while len(world.writes()) < 3:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
    world.mend()
    assert clone.sync().code == 0
    assert len(world.issues()) == 4
    assert clone.sync().nothing


def test_what_is_left_for_one_reason_is_one_sentence(tmp_path: Path, world: World) -> None:
    clone = Clone.make(tmp_path, world, config=CONFIG.replace("max_writes = 400", "max_writes = 2"))
    answer = clone.sync()
    assert answer.code == 0
    assert len(world.issues()) + len(world.comments()) == 2
    (left,) = (line for line in answer.err.splitlines() if line.startswith("Left: "))
    assert left.startswith("Left: boats/actions, ")
    assert left.endswith(": max_writes, 2, is reached: the next sync goes on.")

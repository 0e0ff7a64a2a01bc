"""Several commands at the same time, each a process of its own, on one database."""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Project
from tests.postgres import Server
from wgtrack.store.database import open_database

PROGRAM = Path(__file__).resolve().parents[2]
PATIENT = "60"
"""Seconds: on a small machine the last of twenty processes begins long after the first."""

PLACES = (
    "mole quay lock weir pier ramp dock crane ferry beacon slip basin canal jetty dune reef marsh spit cove inlet"
).split()
TASKS = [f"- TODO: Lee to draw the {place} on sheet {number}" for number, place in enumerate(PLACES, 1)]
MANY = len(TASKS)


@dataclass
class Shared:
    """A project whose database several processes use."""

    project: Project
    database: str
    patience: str
    """What the address says to wait as long as PATIENT."""
    hasty: str
    """What it says to wait for 0.2 seconds."""

    def start(self, *words: str) -> subprocess.Popen[str]:
        """`wgtrack WORDS…` in a process of its own."""
        command = [
            sys.executable,
            "-m",
            "wgtrack",
            "-C",
            str(self.project.folder),
            "--db",
            self.database + self.patience,
        ]
        environment = {**os.environ, "WGTRACK_TODAY": "2030-03-08", "NO_COLOR": "1"}
        return subprocess.Popen(
            [*command, *words],
            cwd=PROGRAM,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def items(self) -> list[dict[str, Any]]:
        answer = self.project.run("--db", self.database, "list", "--all", "--json")
        return list(answer.json["items"])

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Another program in the middle of a change."""
        if self.database.startswith("sqlite"):
            with closing(sqlite3.connect(self.database.removeprefix("sqlite:///"), isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                yield
        else:
            with open_database(self.database, create=True, now=dt.datetime.now(dt.UTC)).writing():
                yield


def ended(processes: Sequence[subprocess.Popen[str]]) -> list[tuple[int, str, str]]:
    """The exit code and output of each, all waited for."""
    told = []
    with ExitStack() as stack:
        for process in processes:
            stack.callback(process.kill)
        for process in processes:
            out, err = process.communicate(timeout=120)
            told.append((process.returncode, out, err))
    return told


@pytest.fixture(params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, project: Project) -> Shared:
    project.write("notes/2030-03-07.md", "# Harbour map, 7 March 2030\n\n" + "\n".join(TASKS) + "\n")
    if request.param == "sqlite":
        return Shared(project, f"sqlite:///{project.folder / 'memory.db'}", f"?timeout={PATIENT}", "?timeout=0.2")
    server: Server = request.getfixturevalue("postgresql")
    wait = "&options=-clock_timeout%3D"
    return Shared(project, server.url, f"{wait}{PATIENT}s", f"{wait}200ms")


@pytest.mark.slow
def test_twenty_processes_close_one_item_each(shared: Shared) -> None:
    assert shared.project.run("--db", shared.database, "ingest").code == 0
    keys = [item["key"] for item in shared.items()]
    assert len(keys) == MANY
    with shared.locked():
        # Held until all are on their way, so that they meet at the lock.
        processes = [shared.start("done", key, "-m", f"number {number}") for number, key in enumerate(keys)]
    told = ended(processes)
    assert [(code, err.count("Error")) for code, _, err in told] == [(0, 0)] * MANY
    assert {item["key"] for item in shared.items() if item["status"] == "done"} == set(keys)
    for number, key in enumerate(keys):
        shown = shared.project.run("--db", shared.database, "show", key, "--json").json["items"][0]
        assert [e["note"] for e in shown["history"] if e["what"] == "status"] == [f"number {number}"]


@pytest.mark.slow
def test_several_are_the_first_at_once(shared: Shared) -> None:
    told = ended([shared.start("ingest", "--json") for _ in range(6)])
    assert [(code, err) for code, _, err in told] == [(0, "")] * 6
    assert sorted(len(json.loads(out)["new"]) for _, out, _ in told) == [0, 0, 0, 0, 0, MANY]
    items = shared.items()
    assert [item["times_stated"] for item in items] == [1] * MANY
    assert {item["text"].split()[2] for item in items} == set(PLACES)


def test_a_lock_that_is_held_beyond_the_wait(shared: Shared) -> None:
    assert shared.project.run("--db", shared.database, "ingest").code == 0
    key = shared.items()[0]["key"]
    with shared.locked():
        answer = shared.project.run("--db", shared.database + shared.hasty, "done", key)
        # Looking waits for nobody.
        assert shared.project.run("--db", shared.database + shared.hasty, "show", key).code == 0
    assert (answer.code, answer.out) == (5, "")
    assert answer.err.startswith("Error: the database ")
    assert answer.err.endswith(
        " is in use by another wgtrack command that did not finish: wait for it, then try again.\n"
    )
    assert answer.err.count("\n") == 1
    assert shared.items()[0]["status"] == "open"
    assert shared.project.run("--db", shared.database + shared.hasty, "done", key).code == 0
    assert shared.items()[0]["status"] == "done"

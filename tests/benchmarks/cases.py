"""What is measured: a row for each goal, with the work and the yardstick that it is held against."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import data, stored
from tests.benchmarks.measure import Sample, inside, process
from wgtrack.config import load_config

PROGRAM = ["-c", "from wgtrack.cli.entry import main; main()"]
Runner = Callable[[], Sample]


@dataclass(frozen=True)
class Row:
    """A line of the table. Its ratio is `take` of the work's median through that of the yardstick's."""

    name: str
    what: str
    yardstick: str
    goal: float
    take: str = "seconds"
    """`seconds`, `peak` or `count`."""


@dataclass(frozen=True)
class Case:
    """Work that is measured alternating with its yardstick. None for a count, whose ratio is the count itself."""

    rows: tuple[Row, ...]
    work: Runner
    yardstick: Runner | None
    runs: int
    """How often, unless told otherwise."""


class Lab:
    """The folder in which data is made as far as it is asked for, and everything is a tenth of its size if `quick`."""

    def __init__(self, folder: Path, *, quick: bool) -> None:
        self._folder = folder / ("quick" if quick else "full")
        self._share = 10 if quick else 1
        self._fresh = itertools.count()
        shutil.rmtree(self._folder / "runs", ignore_errors=True)
        (self._folder / "runs").mkdir(parents=True)

    def size(self, full: int) -> int:
        """As many as there are in this run, of `full` in a whole one."""
        return full // self._share

    def project(self, calls: int) -> Path:
        """A project with notes of so many calls, and that of one more in `later`."""
        return self._once(f"project-{self.size(calls)}", lambda place: data.write_project(place, self.size(calls)))

    def ingested(self, calls: int) -> Path:
        """The database of that project, with all notes read."""

        def make(place: Path) -> None:
            project = self.project(calls)
            words = ["-C", str(project), "--db", f"sqlite:///{place}", "ingest"]
            process([*PROGRAM, *words], self.environment(calls))

        return self._once(f"ingested-{self.size(calls)}.db", make)

    def items(self, items: int, unfinished: int) -> Path:
        """A database of so many items, as many of them open as `unfinished` says."""
        number = self.size(items)
        name = f"items-{number}-{self.size(unfinished)}.db"
        return self._once(name, lambda place: stored.write_items(place, number, self.size(unfinished)))

    def linked(self, items: int) -> tuple[Path, Path]:
        """A database of so many open items with an issue each, and those issues."""
        number = self.size(items)
        shown = self._folder / f"issues-{number}.pickle"
        config = load_config(self.project(1000))
        return self._once(f"linked-{number}.db", lambda p: stored.write_links(p, number, config, shown)), shown

    def new_place(self, name: str) -> Path:
        """Where nothing is yet, for one run."""
        return self._folder / "runs" / f"{next(self._fresh)}-{name}"

    def copy(self, database: Path) -> Path:
        """A copy for one run to change, all of it on the disk: else what the run writes would wait for the rest too."""
        made = self.new_place(database.name)
        shutil.copyfile(database, made)
        with made.open("rb+") as file:
            os.fsync(file.fileno())
        return made

    def environment(self, calls: int) -> dict[str, str]:
        """What the program is told in a project of so many calls: a day behind all of them."""
        return {"WGTRACK_TODAY": data.day_after(self.size(calls)).isoformat()}

    def _once(self, name: str, make: Callable[[Path], None]) -> Path:
        place = self._folder / name
        if not place.exists():
            unfinished = place.with_name(f"unfinished-{name}")
            for left in self._folder.glob(f"{unfinished.name}*"):
                shutil.rmtree(left) if left.is_dir() else left.unlink()
            make(unfinished)
            if unfinished.is_file():
                with closing(sqlite3.connect(unfinished)) as database:
                    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            unfinished.rename(place)
        return place


def every_case(lab: Lab) -> Iterator[Case]:
    """The cases in the order of the table; what they need is made when they are first run."""
    yield from _reading(lab)
    yield from _remembering(lab)
    yield from _asking(lab)
    yield from _starting()
    yield from _telling(lab)
    yield _site(lab)


def _commonmark(lab: Lab, calls: int) -> Runner:
    return lambda: inside(["commonmark", str(lab.project(calls) / "notes")], {})


def _reading(lab: Lab) -> Iterator[Case]:
    yield Case(
        (Row("parse", "1,000 notes", "CommonMark parse of them", 1.0),),
        lambda: _command(lab, 1000, "parse", str(lab.project(1000) / "notes"), "--json"),
        _commonmark(lab, 1000),
        runs=5,
    )


def _command(lab: Lab, calls: int, *words: str, database: Path | None = None) -> Sample:
    where = ["--db", f"sqlite:///{database or lab.new_place('new.db')}"]
    return inside(["wgtrack", "-C", str(lab.project(calls)), *where, *words], lab.environment(calls))


def _remembering(lab: Lab) -> Iterator[Case]:
    yield Case(
        (Row("ingest", "1,000 notes, first time", "CommonMark parse of them", 2.5),),
        lambda: _command(lab, 1000, "ingest"),
        _commonmark(lab, 1000),
        runs=5,
    )
    yield Case(
        (Row("ingest-again", "10,000 notes, nothing changed", "read and hash the files", 2.0),),
        lambda: _command(lab, 10_000, "ingest", database=lab.ingested(10_000)),
        lambda: inside(["hashing", str(lab.project(10_000) / "notes")], {}),
        runs=5,
    )

    def note() -> str:
        return str(next((lab.project(10_000) / "later").rglob("*.md")))

    yield Case(
        (Row("ingest-note", "one new note into 10,000", "into an empty project", 1.5),),
        lambda: _command(lab, 10_000, "ingest", note(), database=lab.copy(lab.ingested(10_000))),
        lambda: _command(lab, 10_000, "ingest", note()),
        runs=5,
    )
    yield Case(
        (
            Row("growth", "first ingest, 10,000 notes", "1,000 notes", 11.0),
            Row("memory", "first ingest, 10,000 notes", "1,000 notes", 2.0, take="peak"),
        ),
        lambda: _command(lab, 10_000, "ingest"),
        lambda: _command(lab, 1000, "ingest"),
        runs=3,
    )


def _on(lab: Lab, items: int) -> dict[str, str]:
    return {"WGTRACK_TODAY": stored.day_after(lab.size(items)).isoformat()}


def _asking(lab: Lab) -> Iterator[Case]:
    def bare(modules: str) -> Runner:
        return lambda: process(["-c", f"import {modules}"], {})

    def whole(database: Path, *words: str) -> Sample:
        place = ["-C", str(lab.project(1000)), "--db", f"sqlite:///{database}"]
        return process([*PROGRAM, *place, *words], _on(lab, 100_000))

    def items() -> Path:
        return lab.items(100_000, 300)

    def some_open() -> str:
        with closing(sqlite3.connect(items())) as database:
            return str(database.execute("SELECT key FROM item WHERE status = 'open' ORDER BY key").fetchone()[0])

    libraries = "typer, sqlmodel"
    asked = {
        "list": lambda: whole(items(), "list"),
        "show": lambda: whole(items(), "show", some_open()),
        "done": lambda: whole(lab.copy(items()), "done", some_open()),
    }
    for name, work in asked.items():
        yield Case((Row(name, "100,000 items, 300 open", f"import {libraries}", 1.3),), work, bare(libraries), runs=9)
    libraries = "typer, sqlmodel, jinja2"
    yield Case(
        (Row("agenda", "100,000 items, 300 open", f"import {libraries}", 1.5),),
        lambda: whole(items(), "agenda"),
        bare(libraries),
        runs=9,
    )


def _starting() -> Iterator[Case]:
    completing = {"_WGTRACK_COMPLETE": "complete_bash", "COMP_WORDS": "wgtrack li", "COMP_CWORD": "1"}
    started: dict[str, tuple[list[str], Mapping[str, str]]] = {
        "help": (["--help"], {}),
        "completion": ([], completing),
    }
    for name, (words, env) in started.items():
        yield Case(
            (Row(name, "whole process", "import typer", 1.5),),
            lambda words=words, env=env: process([*PROGRAM, *words], env),  # type: ignore[misc]
            lambda: process(["-c", "import typer"], {}),
            runs=21,
        )


def _telling(lab: Lab) -> Iterator[Case]:
    def plan() -> Sample:
        database, shown = lab.linked(10_000)
        day = _on(lab, 10_000)["WGTRACK_TODAY"]
        return inside(["plan", str(lab.project(1000)), str(database), day, str(shown)], {})

    yield Case(
        (Row("plan", "10,000 links, nothing changed", "a query of as many rows", 3.0),),
        plan,
        lambda: inside(["links", str(lab.linked(10_000)[0])], {}),
        runs=5,
    )
    yield Case(
        (Row("sync", "requests, 1,000 links in 10 repositories", "", 20.0, take="count"),),
        lambda: inside(["sync", "10", str(lab.size(100))], {}),
        None,
        runs=1,
    )


def _site(lab: Lab) -> Case:
    def place() -> tuple[str, str]:
        return str(lab.project(1000)), str(lab.items(10_000, 300))

    def site() -> Sample:
        project, database = place()
        words = ["-C", project, "--db", f"sqlite:///{database}", "site", "-o", str(lab.new_place("site"))]
        return inside(["wgtrack", *words], _on(lab, 10_000))

    def renders() -> Sample:
        return inside(["renders", *place(), str(lab.new_place("renders"))], _on(lab, 10_000))

    return Case((Row("site", "10,000 items", "bare Jinja2 renders", 2.0),), site, renders, runs=3)

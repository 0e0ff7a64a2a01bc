"""What is measured inside of a process, once all is imported: a command of the program, or a yardstick.

`python -m tests.benchmarks.inside NAME ARGUMENT…` prints the seconds that the work took as a line of JSON.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import json
import os
import pickle
import pkgutil
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any, TextIO

Work = Callable[[], object]


def _texts(folder: str) -> list[str]:
    return [file.read_text(encoding="utf-8") for file in sorted(Path(folder).rglob("*.md"))]


def command(*words: str) -> Work:
    """`wgtrack WORDS…`; what it prints is thrown away."""
    import wgtrack

    for module in pkgutil.walk_packages(wgtrack.__path__, "wgtrack."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    from wgtrack.cli.app import app
    from wgtrack.cli.entry import look_for_garbage_seldom

    look_for_garbage_seldom()

    def work() -> None:
        with redirect_stdout(io.StringIO()):
            try:
                app(list(words))
            except SystemExit as end:
                if end.code:
                    sys.exit(f"wgtrack {' '.join(words)}: exit {end.code}")

    return work


def commonmark(folder: str) -> Work:
    """A plain CommonMark parse of the notes in a folder."""
    from markdown_it import MarkdownIt

    parser, texts = MarkdownIt("commonmark"), _texts(folder)
    return lambda: [parser.parse(text) for text in texts]


def hashing(folder: str) -> Work:
    """The notes in a folder read and hashed."""
    return lambda: [hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(Path(folder).rglob("*.md"))]


def links(database: str) -> Work:
    """Every link of a database through one query of SQLModel."""
    from sqlmodel import Session, create_engine, select

    from wgtrack.store.tables import LinkRow

    engine = create_engine(f"sqlite:///{database}")

    def work() -> None:
        with Session(engine) as session:
            session.exec(select(LinkRow)).all()

    return work


def plan(project: str, database: str, today: str, shown: str) -> Work:
    """A plan in which nothing changed; the tracker answers out of memory, as GitHub's own time is not ours."""
    import datetime as dt

    from wgtrack.config import load_config
    from wgtrack.store.changes import Batch
    from wgtrack.tracking import Repository, Seen
    from wgtrack.workflow import syncing
    from wgtrack.workflow.memory import Setting

    issues = pickle.loads(Path(shown).read_bytes())
    day = dt.date.fromisoformat(today)
    batch = Batch(dt.datetime.combine(day, dt.time(), dt.UTC), day, "mira", "wgtrack plan")
    setting = Setting(load_config(Path(project)), f"sqlite:///{database}", batch)

    class Remembering:
        """Shows each issue as it was made."""

        def look(self, wanted: Any) -> Seen:
            assert len(wanted.nodes) == len(issues)
            return Seen(issues=issues, repository=Repository("example-harbour/tasks"))

    def work() -> None:
        tracker: Any = Remembering()
        made = syncing.planned(setting, syncing.Asked(lambda _: tracker)).plan
        assert not made.steps, f"{len(made.steps)} steps where nothing changed"

    return work


def renders(project: str, database: str, folder: str) -> Work:
    """The item page filled in for every item by a plain Jinja2, and each written to a file."""
    from jinja2 import Environment, FileSystemLoader

    from wgtrack.publish.site import SitePages
    from wgtrack.publish.templates import _environment, _shipped_folder
    from wgtrack.workflow import site as module

    pages: list[dict[str, Any]] = []

    class Noting(SitePages):
        def _page(self, *_: Any) -> str:
            return ""

        @property
        def _item_page(self) -> Callable[[Any], str]:
            def note(values: Any) -> str:
                pages.append({**self._common, "section": "index", "top": False, **values})
                return ""

            return note

    vars(module)["SitePages"] = Noting
    command("-C", project, "--db", f"sqlite:///{database}", "site", "-o", f"{folder}-values")()
    plain = Environment(
        loader=FileSystemLoader(_shipped_folder()), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    plain.filters |= _environment(None, autoescape=True).filters
    item = plain.get_template("item.html.j2")
    out = Path(folder)
    out.mkdir()

    assert pages

    def work() -> int:
        for number, values in enumerate(pages):
            (out / f"{number}.html").write_text(item.render(values), encoding="utf-8")
        return len(pages)

    return work


def sync(repos: str, each: str) -> Work:
    """The requests of a sync in which nothing changed, with so many repositories of so many linked issues each."""
    from tempfile import TemporaryDirectory

    from tests.sync.clone import linked_clone
    from tests.sync.standin.server import StandIn
    from tests.sync.world import World

    def work() -> int:
        with TemporaryDirectory() as folder, StandIn() as server:
            world = World(server.url)
            clone = linked_clone(Path(folder), world, int(repos), int(each))
            before = len(world.journal)
            assert clone.sync().nothing
            return len(world.journal) - before

    return work


WORK: dict[str, Callable[..., Work]] = {
    "wgtrack": command,
    "commonmark": commonmark,
    "hashing": hashing,
    "links": links,
    "plan": plan,
    "sync": sync,
    "renders": renders,
}


def main(name: str, *words: str) -> None:
    """Prepare the work, do it, and print how long that took."""
    with _nothing_else_printed() as out:
        work = WORK[name](*words)
        cpu, wall = _cpu(), time.perf_counter()
        found = work()
        told = {
            "wall": time.perf_counter() - wall,
            "cpu": _cpu() - cpu,
            "count": found if isinstance(found, int) else 0,
        }
        out.write(json.dumps(told) + "\n")


def _cpu() -> float:
    """Seconds of processor time so far, those of ended processes of ours included."""
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in spent)


@contextmanager
def _nothing_else_printed() -> Iterator[TextIO]:
    """The real stdout, while all else that is printed goes to stderr."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)
        yield out


if __name__ == "__main__":
    main(*sys.argv[1:])

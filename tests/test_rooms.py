"""The house rules: which room may import which, and who alone knows which library."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "wgtrack"
MODULES = sorted(PACKAGE.rglob("*.py"))

STAGES: tuple[tuple[str, ...], ...] = (
    ("wgtrack.model", "wgtrack.errors"),
    ("wgtrack.reading", "wgtrack.config"),
    ("wgtrack.store.matching", "wgtrack.followup", "wgtrack.sync.plan", "wgtrack.sync.wording"),
    ("wgtrack.store", "wgtrack.sync", "wgtrack.publish"),
    ("wgtrack.workflow",),
    ("wgtrack.web",),
    ("wgtrack.cli",),
)
"""A module imports from its own room and from earlier stages."""

SAME_ROOM = {
    "wgtrack.store.calls": "wgtrack.store.matching",
    "wgtrack.store.candidates": "wgtrack.store.matching",
    "wgtrack.store.edits": "wgtrack.store.matching",
    "wgtrack.store.features": "wgtrack.store.matching",
    "wgtrack.store.folding": "wgtrack.store.matching",
    "wgtrack.store.joining": "wgtrack.store.matching",
    "wgtrack.store.likeness": "wgtrack.store.matching",
    "wgtrack.store.summaries": "wgtrack.store.matching",
    "wgtrack.store.shorthand": "wgtrack.store.matching",
    "wgtrack.store.vocabulary": "wgtrack.store.matching",
    "wgtrack.sync.adopting": "wgtrack.sync.plan",
    "wgtrack.sync.comment_texts": "wgtrack.sync.plan",
    "wgtrack.sync.commenting": "wgtrack.sync.plan",
    "wgtrack.sync.fields": "wgtrack.sync.plan",
    "wgtrack.sync.following": "wgtrack.sync.plan",
    "wgtrack.sync.merging": "wgtrack.sync.plan",
    "wgtrack.sync.people": "wgtrack.sync.plan",
    "wgtrack.sync.posting": "wgtrack.sync.plan",
    "wgtrack.sync.rules": "wgtrack.sync.plan",
    "wgtrack.sync.sending": "wgtrack.sync.plan",
    "wgtrack.sync.texts": "wgtrack.sync.plan",
    "wgtrack.sync.wording": "wgtrack.sync.plan",
    "wgtrack.tracking": "wgtrack.model",
    "wgtrack.__main__": "wgtrack.cli",
}
"""Modules that are part of a room which has another one's name."""

ONLY = {
    "markdown_it": "wgtrack.reading.markdown",
    "sqlmodel": "wgtrack.store",
    "sqlalchemy": "wgtrack.store",
    "github": "wgtrack.sync.github",
    "jinja2": "wgtrack.publish.templates",
    "icalendar": "wgtrack.publish.calendar",
    "flask": "wgtrack.web",
    "waitress": "wgtrack.web",
    "typer": "wgtrack.cli",
}
"""Libraries that one module or room alone may import."""

PURE_ROOMS = ("wgtrack.reading", "wgtrack.store.matching", "wgtrack.followup", "wgtrack.sync.plan")
IMPURE = re.compile(r"socket|urllib\.request|http|requests|subprocess|sqlite3|threading|asyncio|typer|rich")
"""What a pure room may not import: the network, processes, databases, the terminal."""


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def inside(module: str, room: str) -> bool:
    return module == room or module.startswith(room + ".")


def room_of(module: str) -> tuple[int, str] | None:
    """The stage and the room of `module`, by the longest room name that fits."""
    for own, room in SAME_ROOM.items():
        if inside(module, own):
            return room_of(room)
    fits = [(len(room), stage, room) for stage, rooms in enumerate(STAGES) for room in rooms if inside(module, room)]
    return max(fits)[1:] if fits else None


def imports_of(module: str, source: str) -> Iterator[str]:
    """Every module that `source` imports anywhere, with the names taken from it, as `package.name`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join([*module.split(".")[: -node.level], *filter(None, [base])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def offences(module: str, source: str) -> list[str]:
    """What `module`, made of `source`, imports against the rules."""
    here = room_of(module)
    found = []
    for imported in imports_of(module, source):
        there = room_of(imported)
        library = imported.split(".")[0]
        if here and there and there[0] >= here[0] and there[1] != here[1]:
            found.append(f"{module} imports {imported}, of a room that is not above it")
        if library in ONLY and not inside(module, ONLY[library]):
            found.append(f"{module} imports {library}; only {ONLY[library]} may")
        if here and here[1] in PURE_ROOMS and IMPURE.match(imported):
            found.append(f"{module} is pure and imports {imported}")
    return found


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_keeps_to_the_rules(path: Path) -> None:
    module = name_of(path)
    source = path.read_text(encoding="utf-8")
    assert offences(module, source) == []
    assert source.count("\n") <= 400, "split it by trade"
    assert module == "wgtrack" or room_of(module) is not None, "give it a room"


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("wgtrack.model", "import wgtrack.config"),
        ("wgtrack.errors", "from wgtrack import __version__, reading"),
        ("wgtrack.reading.dates", "from wgtrack.config import Config"),
        ("wgtrack.reading.dates", "def f():\n    from wgtrack.store import matching"),
        ("wgtrack.reading.dates", "from ..followup import agenda"),
        ("wgtrack.config.checks", "from wgtrack.reading import keys"),
        ("wgtrack.store.matching", "from wgtrack.store import rows"),
        ("wgtrack.store.likeness", "from wgtrack.store.tables import ItemRow"),
        ("wgtrack.followup.agenda", "from wgtrack.store.matching import match"),
        ("wgtrack.sync.plan", "import wgtrack.sync.apply"),
        ("wgtrack.store.rows", "from wgtrack.publish import templates"),
        ("wgtrack.publish.agenda", "from wgtrack.workflow import notes"),
        ("wgtrack.workflow.notes", "from wgtrack.cli import output"),
        ("wgtrack.reading.meeting", "import markdown_it"),
        ("wgtrack.workflow.memory", "from sqlmodel import Session"),
        ("wgtrack.publish.agenda", "from sqlalchemy.exc import SQLAlchemyError"),
        ("wgtrack.sync.apply", "from github import Github"),
        ("wgtrack.publish.agenda", "import jinja2.sandbox"),
        ("wgtrack.followup.calendar", "from icalendar import Event"),
        ("wgtrack.workflow.notes", "import typer"),
        ("wgtrack.workflow.desk", "from flask import request"),
        ("wgtrack.web.app", "from wgtrack.cli.words import day"),
        ("wgtrack.reading.files", "from urllib.request import urlopen"),
        ("wgtrack.followup.agenda", "import sqlite3"),
    ],
)
def test_an_offence_is_caught(module: str, source: str) -> None:
    assert len(offences(module, source)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("wgtrack.reading.dates", "import datetime\nfrom wgtrack.model import Item\nfrom . import keys"),
        ("wgtrack.reading.markdown", "from markdown_it import MarkdownIt"),
        ("wgtrack.store.ingest", "from sqlmodel import Session\nfrom wgtrack.store.matching import match"),
        ("wgtrack.sync.github", "import github"),
        ("wgtrack.publish.templates", "from jinja2 import Environment"),
        ("wgtrack.publish.agenda", "from wgtrack.followup.agenda import Agenda\nfrom . import templates"),
        ("wgtrack.cli.app", "import typer\nfrom wgtrack.workflow import notes"),
    ],
)
def test_what_is_allowed_is_no_offence(module: str, source: str) -> None:
    assert offences(module, source) == []


HEAVY = (
    "sqlmodel sqlalchemy github jinja2 markdown_it rapidfuzz dateutil rich icalendar flask multiprocessing "
    "wgtrack.store wgtrack.reading wgtrack.sync wgtrack.publish"
).split()


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (["--help"], set()),
        (["--version"], set()),
        (["parse", "--help"], set()),
        (["sync", "--help"], set()),
        (
            ["parse", "notes", "--json"],
            {"markdown_it", "rapidfuzz", "dateutil", "wgtrack.store", "wgtrack.reading"},
        ),
    ],
)
def test_a_command_loads_only_what_it_needs(arguments: list[str], needed: set[str]) -> None:
    program = (
        "import atexit, json, sys\n"
        f"loaded = lambda: [m for m in {HEAVY} if m in sys.modules]\n"
        "atexit.register(lambda: print(json.dumps(loaded()), file=sys.stderr))\n"
        f"sys.argv = ['wgtrack', *{arguments}]\n"
        "from wgtrack.cli.entry import main\n"
        "main()\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=PACKAGE.parent
    )
    assert ran.returncode == 0
    assert set(json.loads(ran.stderr)) == needed
    assert ran.stdout

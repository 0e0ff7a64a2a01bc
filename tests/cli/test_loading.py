"""What the commands load that are run many times a day: to load it takes longer than all that they do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import wgtrack
from tests.cli.conftest import Project

NONE = (
    "rapidfuzz github flask icalendar multiprocessing statistics rich.console "
    "wgtrack.tracking wgtrack.store.tables wgtrack.store.tracker_tables wgtrack.sync"
).split()
"""What none of them needs, as long as no item has an issue."""
AGENDA = "markdown_it dateutil jinja2 wgtrack.reading.dates wgtrack.publish".split()
"""What an agenda is made with: a template, and what reads again what it says."""
SAID = ["wgtrack.store.said_tables"]


@pytest.mark.parametrize(
    ("words", "besides"),
    [
        (["list"], [*AGENDA, *SAID]),
        (["list", "--owner", "Mira", "--json"], [*AGENDA, *SAID]),
        (["show", "KEY"], AGENDA),
        (["done", "KEY"], AGENDA),
        (["agenda"], SAID),
    ],
    ids=str,
)
def test_only_what_is_needed_is_loaded(words: list[str], besides: list[str], project: Project) -> None:
    project.write("notes/2030-03-07.md", "# 7 March 2030\n\n- TODO: Mira to paint the bench by Friday\n")
    assert project.run("ingest").code == 0
    (item,) = project.items().values()
    loaded = loaded_by(project, [item["key"] if word == "KEY" else word for word in words])
    assert "sqlmodel" in loaded
    assert [each for each in (*NONE, *besides) if each in loaded] == []


def loaded_by(project: Project, words: list[str]) -> set[str]:
    """The modules that a command has loaded at its end."""
    program = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: print(json.dumps(list(sys.modules)), file=sys.stderr))\n"
        f"sys.argv = ['wgtrack', *{words}]\n"
        "from wgtrack.cli.entry import main\n"
        "main()\n"
    )
    env = {**os.environ, **project.environment(), "PYTHONPATH": str(Path(wgtrack.__file__).parents[1])}
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=project.folder, env=env
    )
    assert ran.returncode == 0
    return set(json.loads(ran.stderr.splitlines()[-1]))

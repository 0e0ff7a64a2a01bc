"""The commands are loaded one by one; that this changes nothing which people see."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import typer

import wgtrack.cli
from tests.cli.conftest import Project
from wgtrack.cli.families import FAMILIES, name_of

EVERY = [name for names in FAMILIES.values() for name in names]


def test_every_module_with_commands_is_known_with_all_of_them() -> None:
    found = {}
    for file in Path(wgtrack.cli.__file__).parent.glob("*.py"):
        if "\ndef register(" in file.read_text(encoding="utf-8"):
            app = typer.Typer()
            import_module(f"wgtrack.cli.{file.stem}").register(app)
            found[file.stem] = tuple(map(name_of, app.registered_commands))
    assert found == FAMILIES


def test_the_help_tells_of_every_command_under_one_heading(project: Project) -> None:
    shown = project.run("--help").out.splitlines()
    assert {name: sum(line.startswith(f"  {name}  ") for line in shown) for name in EVERY} == dict.fromkeys(EVERY, 1)
    assert "Others:" not in shown


@pytest.mark.parametrize("name", EVERY)
def test_every_command_is_found_with_both_options_for_help(name: str, project: Project) -> None:
    for option in ("-h", "--help"):
        answer = project.run(name, option)
        assert (answer.code, answer.err) == (0, "")
        assert answer.out.splitlines()[0].split()[2:4] == [name, "[OPTIONS]"]
        assert "--install-completion" not in answer.out


def test_what_is_no_command_is_told_with_what_it_is_like(project: Project) -> None:
    answer = project.run("shw", "abc")
    assert answer.code == 2
    assert answer.err.startswith("Error: No such command 'shw'. Did you mean 'show'?; see ")
    # The module of `list` and `show` is none.
    assert project.run("items").err.startswith("Error: No such command 'items'")


@pytest.mark.parametrize(
    ("words", "families"),
    [([], []), (["--help"], []), (["--version"], []), (["shw"], []), (["list", "--help"], ["items"])],
    ids=str,
)
def test_only_the_command_that_is_asked_for_is_loaded(words: list[str], families: list[str]) -> None:
    program = (
        "import atexit, json, sys\n"
        "loaded = lambda: [m for m in sys.modules if m.startswith('wgtrack.') or m == 'pydantic']\n"
        "atexit.register(lambda: print(json.dumps(loaded()), file=sys.stderr))\n"
        f"sys.argv = ['wgtrack', *{words}]\n"
        "from wgtrack.cli.entry import main\n"
        "main()\n"
    )
    root = Path(wgtrack.cli.__file__).parents[2]
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=root)
    loaded = json.loads(ran.stderr.splitlines()[-1])
    assert [family for family in FAMILIES if f"wgtrack.cli.{family}" in loaded] == families
    if words in ([], ["--help"]):
        assert not {"pydantic", "wgtrack.model", "wgtrack.config"} & set(loaded)

"""`wrapup` with a GitHub: the plan is shown and asked about, and the agenda is made whatever becomes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import terminal
from tests.sync.clone import CONFIG, NOTE, Clone
from tests.sync.world import World
from tests.terminal import STOP

pytestmark = pytest.mark.slow

CALLS = 'agenda_file = "notes/{date}.md"\ncalls = "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"\n'
CALL = "notes/2030-03-07.md"
NEXT = "notes/2030-03-21.md"


@pytest.fixture
def clone(tmp_path: Path, world: World) -> Clone:
    made = Clone(tmp_path, world)
    made.write("wgtrack.toml", CALLS + CONFIG)
    made.write(CALL, NOTE)
    return made


def wrap_up(clone: Clone, *answers: str) -> tuple[int, str]:
    return terminal.answer(clone.folder, clone.environment, ["wrapup", CALL], answers)


def test_it_asks_shows_and_does(world: World, clone: Clone) -> None:
    code, shown = wrap_up(clone, "Lee", "y")
    assert code == 0, shown
    assert "Zed is neither of the call nor in [people], and is to do: " in shown
    assert shown.index("[1 of 1]") < shown.index("Plan: 4 issues to make, 1 comment to post.") < shown.index(NEXT)
    assert len(world.issues()) == 4
    paint = next(issue for issue in world.issues() if "paint" in issue["title"])
    assert [user["login"] for user in paint["assignees"]] == ["lee"]
    assert (clone.folder / NEXT).exists()
    before = len(world.writes())
    code, shown = wrap_up(clone)
    assert code == 0
    assert "Nothing to do." in shown
    assert len(world.writes()) == before


def test_whoever_says_no_to_the_plan_has_an_agenda_all_the_same(world: World, clone: Clone) -> None:
    code, shown = wrap_up(clone, "", "n")
    assert code == 0
    assert "Nothing was done." in shown
    assert world.writes() == []
    assert (clone.folder / NEXT).exists()


def test_stopped_at_the_plan_it_goes_on_there(world: World, clone: Clone) -> None:
    code, shown = wrap_up(clone, "ok", STOP)
    assert (code, world.writes()) == (130, [])
    assert "goes on" in shown
    assert not (clone.folder / NEXT).exists()
    code, shown = wrap_up(clone, "y")
    assert code == 0
    assert "[1 of" not in shown
    assert len(world.issues()) == 4


def test_unattended_it_does_the_plan(world: World, clone: Clone) -> None:
    told = clone.run("wrapup", "--yes", CALL)
    assert told.code == 0, told.err
    assert "1 decision is open:" in told.out
    assert len(world.issues()) == 4
    assert f"{NEXT}: the agenda of 2030-03-21." in told.err


def test_without_a_token_github_is_left_out_and_said(clone: Clone) -> None:
    clone.token = ""
    told = clone.run("wrapup", "--yes", CALL)
    assert told.code == 0, told.err
    assert "GitHub is left out: there is no token for GitHub: set GITHUB_TOKEN" in told.err
    assert (clone.folder / NEXT).exists()


@pytest.mark.parametrize("world", ["stand_in"], indirect=True)
def test_a_github_that_fails_costs_no_agenda_and_is_the_exit_code(world: World, clone: Clone) -> None:
    clone.token = "nonsense"
    told = clone.run("wrapup", "--yes", CALL)
    assert told.code == 6
    assert told.err.count("Error: ") == 1
    assert (clone.folder / NEXT).exists()
    assert world.writes() == []


def test_a_conflict_is_left_and_said(world: World, clone: Clone) -> None:
    assert clone.run("wrapup", "--yes", CALL).code == 0
    paint = next(issue for issue in world.issues() if "paint" in issue["title"])
    world.change(paint["number"], title="Buy red paint")
    clone.run("edit", str(clone.item("paint")["key"]), "buy green paint")
    told = clone.run("wrapup", "--yes", CALL)
    assert told.code == 7, told.err
    assert "conflict is left" in told.err
    assert f"{NEXT}: the agenda of 2030-03-21." in told.err

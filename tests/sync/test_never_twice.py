"""Whatever happens to a request, and whenever the program is killed: after one clean sync all is there, once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.sync.clone import Clone, kill_at, linked_clone
from tests.sync.scenarios import OWN, SEEDED, Scenario
from tests.sync.world import World
from wgtrack.cli import progress
from wgtrack.sync import apply, github

BREAKS: dict[str, dict[str, Any]] = {
    "cut before it is applied": {"kind": "drop_before"},
    "cut after it is applied": {"kind": "drop_after"},
    "reset after it is applied": {"kind": "reset_after"},
    "answer broken off": {"kind": "truncate"},
    "502 after it is applied": {"kind": "status", "status": 502, "applied": True},
    "502 before": {"kind": "status", "status": 502},
    "a page of a proxy": {"kind": "garbage"},
    "timeout": {"kind": "delay", "seconds": 1.4},
    "secondary limit": {"kind": "secondary", "retry_after": 1},
    "secondary limit, 429": {"kind": "secondary", "status": 429, "retry_after": 1},
    "limit beyond the bound": {"kind": "secondary", "retry_after": 900},
}


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits as long as a user would."""
    monkeypatch.setattr(github, "BACKOFF", 0.01)
    monkeypatch.setattr(apply, "SETTLE", 0.01)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the program waited for limits and second tries, in seconds: noted and not waited for."""
    found: list[float] = []
    monkeypatch.setattr(progress, "wait", lambda seconds, _why: found.append(seconds))
    return found


@pytest.fixture(params=["own note, stand-in", "seed, full server"])
def first_sync(request: pytest.FixtureRequest) -> tuple[Scenario, World]:
    """A first sync and the server that it is run on, for what takes too long to be run on all of them twice."""
    scenario, server = {"own note, stand-in": (OWN, "stand_in"), "seed, full server": (SEEDED, "full_server")}[
        request.param
    ]
    url = request.getfixturevalue(server)
    if not scenario.there():
        pytest.skip("WGTRACK_SHARED names no folder with the seed")
    return scenario, World(url)


def requests_of_a_sync(folder: Path, scenario: Scenario, world: World) -> int:
    """How many requests the first sync sends."""
    clone = scenario.clone(folder, world)
    assert clone.sync().code == 0
    count = len(world.journal)
    scenario.check_settled(world, clone)
    # What is asked, five writes, and nothing that is asked for each item.
    assert 9 <= count <= 12
    return count


@pytest.mark.slow
@pytest.mark.parametrize("how", BREAKS.values(), ids=BREAKS)
def test_every_request_of_a_first_sync_broken_in_turn(
    tmp_path: Path,
    first_sync: tuple[Scenario, World],
    how: dict[str, Any],
    waits: list[float],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scenario, world = first_sync
    count = requests_of_a_sync(tmp_path / "whole", scenario, world)
    struck = 0
    for number in range(count):
        clone = scenario.clone(tmp_path / str(number), world)
        world.fault(skip=number, **how)
        with monkeypatch.context() as patch:
            if how["kind"] == "delay":
                patch.setattr(github, "TIMEOUT", 1)
            answer = clone.sync()
        assert answer.code in (0, 6), answer
        assert (answer.code == 0) or answer.err.count("Error: ") >= 1
        struck += len(world.journal) > number
        world.mend()
        assert clone.sync().code == 0
        scenario.check_settled(world, clone)
        assert world.violations == []
    assert struck == count
    if how["kind"] == "secondary" and how["retry_after"] == 1:
        assert waits.count(1) == count


@pytest.mark.slow
@pytest.mark.parametrize("applied", [True, False], ids=["applied", "not applied"])
def test_killed_at_every_request_of_a_first_sync(
    tmp_path: Path, first_sync: tuple[Scenario, World], applied: bool
) -> None:
    scenario, world = first_sync
    count = requests_of_a_sync(tmp_path / "whole", scenario, world)
    for number in range(count):
        clone = scenario.clone(tmp_path / str(number), world)
        kill_at(clone, number, applied=applied)
        assert clone.sync().code == 0
        scenario.check_settled(world, clone)
        assert world.violations == []


def test_a_lost_answer_is_found_by_its_marker_in_the_same_sync(tmp_path: Path, world: World) -> None:
    clone = Clone.make(tmp_path, world)
    world.fault("drop_after", method="POST", path="/issues$", times=-1)
    answer = clone.sync()
    assert (answer.code, answer.out.splitlines()[-1]) == (0, "5 done.")
    OWN.check_settled(world, clone)


def test_what_stays_unclear_is_left_to_the_next_sync(tmp_path: Path, world: World) -> None:
    clone = Clone.make(tmp_path, world)
    world.fault("drop_before", method="POST", path="/issues$", times=-1)
    answer = clone.sync()
    assert answer.code == 6
    assert answer.err.count("nothing is done twice") == 4
    assert world.issues() == []
    world.mend()
    assert clone.sync().code == 0
    OWN.check_settled(world, clone)


@pytest.mark.parametrize("kind", ["drop_before", "drop_after"])
def test_an_issue_that_the_item_had_before_is_not_taken_for_the_new_one(
    tmp_path: Path, world: World, kind: str
) -> None:
    clone = Clone.make(tmp_path, world, "# Lamps\n\n7 March 2030\n\n- TODO: Ada to oil the hinges\n")
    clone.sync()
    assert clone.run("link", clone.item("oil")["key"], "new").code == 0
    world.fault(kind, method="POST", path="/issues$")
    clone.sync()
    world.mend()
    assert clone.sync().code == 0
    assert [issue["number"] for issue in world.issues()] == [1, 2]
    assert [link["ref"] for link in clone.item("oil")["links"]] == ["boats/actions#2"]
    assert clone.sync().nothing


def many(count: int) -> str:
    tasks = "".join(f"- TODO: Ada to mend lamp number {n} of pier {chr(97 + n % 26)}{n}\n" for n in range(count))
    return f"# Lamps\n\n7 March 2030\n\n{tasks}"


@pytest.mark.slow
def test_three_hundred_issues_with_a_limit_after_each_twenty(tmp_path: Path, world: World) -> None:
    clone = Clone.make(tmp_path, world, many(300))
    for number in range(15):
        # Waited for, but for two that ask for too long: the sync stops there and is run again.
        patience = 900 if number in (4, 9) else 0
        world.fault("secondary", method="POST", path="/issues$", skip=20 * number + 20, retry_after=patience)
    made = []
    for _ in range(3):
        answer = clone.sync()
        made.append(len(world.issues()))
        assert len({issue["title"] for issue in world.issues()}) == made[-1]
    assert made[0] < made[1] < made[2] == 300
    assert answer.code == 0
    assert clone.sync().nothing


def test_creations_cost_a_request_each_and_a_few(tmp_path: Path, world: World) -> None:
    clone = Clone.make(tmp_path, world, many(40))
    before = len(world.journal)
    clone.sync()
    assert len(world.issues()) == 40
    assert len([entry for entry in world.journal[before:] if "per_page=100&page=" not in entry["target"]]) <= 40 + 5


@pytest.mark.slow
def test_a_thousand_links_over_ten_repositories_cost_twenty_requests(tmp_path: Path, world: World) -> None:
    clone = linked_clone(tmp_path, world, 10, 100)
    before = len(world.journal)
    assert clone.sync().nothing
    assert len(world.journal) - before <= 20

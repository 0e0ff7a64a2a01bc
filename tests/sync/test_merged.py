"""Two items with an issue each that turn out to be one: the older issue goes on, the other is closed when asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sync.clone import Clone
from tests.sync.test_asking import on_terminal
from tests.sync.world import World
from wgtrack.model import IssueRef
from wgtrack.sync.merging import further_issues
from wgtrack.tracking import Link, Role

NOTE = "# Lamps\n\n7 March 2030\n\n- TODO: Ada to buy paint\n- TODO: Lee to fetch the colours from the shop\n"


@pytest.fixture
def clone(tmp_path: Path, world: World) -> Clone:
    """A clone whose two items, with issues 1 and 2, were merged."""
    clone = Clone.make(tmp_path, world, NOTE)
    clone.sync()
    numbers = {issue["title"]: issue["number"] for issue in world.issues()}
    assert sorted(numbers.values()) == [1, 2]
    keys = [item["key"] for item in clone.items().values()]
    assert clone.run("merge", *keys).code == 0
    return clone


def states(world: World) -> list[tuple[str, str | None]]:
    return [(issue["state"], issue["state_reason"]) for issue in world.issues()]


def test_unattended_the_other_issue_stays_open_and_is_said(world: World, clone: Clone) -> None:
    for _ in range(2):
        answer = clone.sync()
        assert answer.code == 0
        assert "boats/actions#2 is item" in answer.err
        assert (
            "which goes on in boats/actions#1: `wgtrack sync --close-merged` closes it, or say `wgtrack link"
            in answer.err
        )
    assert [state for state, _ in states(world)] == ["open", "open"]
    assert clone.sync().nothing


def test_asked_for_expressly_it_is_closed_with_a_line_that_leads_to_the_other(world: World, clone: Clone) -> None:
    clone.sync()
    person = "Found a tin in the shed."
    world.change(2, body=f"{world.issue(2)['body']}\n\n{person}")
    answer = clone.sync("--close-merged")
    assert "close: it was merged, and goes on in boats/actions#1" in answer.out
    assert states(world) == [("open", None), ("closed", "not_planned")]
    body = world.issue(2)["body"]
    assert person in body
    assert body.rstrip().endswith("Merged into boats/actions#1, where it goes on.")
    assert world.comments() == []
    (item,) = clone.items().values()
    assert item["status"] == "open"
    before = len(world.journal)
    assert clone.sync("--close-merged").nothing
    assert clone.sync().err == ""
    assert world.writes(before) == []


@pytest.mark.parametrize(("typed", "closed"), [("y\ny\n", True), ("y\nn\n", False)])
def test_on_a_terminal_it_is_asked(world: World, clone: Clone, typed: str, closed: bool) -> None:
    clone.sync()
    code, shown = on_terminal(clone, typed, "sync")
    assert code == 0
    assert "Close boats/actions#2, which was merged into boats/actions#1? [y/N]" in shown
    assert states(world)[1][0] == ("closed" if closed else "open")


def test_what_a_person_closed_is_no_question(world: World, clone: Clone) -> None:
    clone.sync()
    world.close(2)
    assert clone.sync("--close-merged").nothing
    assert states(world) == [("open", None), ("closed", "completed")]
    (item,) = clone.items().values()
    assert item["status"] == "open"


def test_what_is_closed_once_is_not_closed_again(world: World, clone: Clone) -> None:
    clone.sync("--close-merged")
    world.change(2, state="open")
    before = len(world.journal)
    assert clone.sync("--close-merged").nothing
    assert world.writes(before) == []
    assert states(world)[1][0] == "open"


@pytest.mark.parametrize("command", ["undo", "split"])
def test_two_again_each_has_its_own_issue_again(world: World, clone: Clone, command: str) -> None:
    clone.sync("--close-merged")
    (item,) = clone.items().values()
    if command == "undo":
        merged = next(line.split()[2] for line in clone.run("log").out.splitlines() if "made one with" in line)
        assert clone.run("undo", merged).code == 0
    else:
        other = next(s["key"] for s in item["statements"] if s["key"] != item["key"])
        assert clone.run("split", item["key"], other).code == 0
    assert sorted(link["ref"] for item in clone.items().values() for link in item["links"]) == [
        "boats/actions#1",
        "boats/actions#2",
    ]
    assert all(len(item["links"]) == 1 for item in clone.items().values())
    clone.sync()
    assert [state for state, _ in states(world)] == ["open", "open"]
    assert len(world.issues()) == 2
    assert clone.sync().nothing


def test_cut_off_in_between_it_is_closed_by_the_next_sync(world: World, clone: Clone) -> None:
    clone.sync()
    world.fault("drop_after", method="PATCH", times=-1)
    clone.sync("--close-merged")
    world.mend()
    clone.sync("--close-merged")
    assert states(world)[1] == ("closed", "not_planned")
    assert world.issue(2)["body"].count("Merged into") == 1
    assert clone.sync("--close-merged").nothing


def test_the_older_issue_goes_on() -> None:
    def link(number: int, repo: str = "boats/actions") -> Link:
        return Link("k3f9abc", IssueRef.parse(f"{repo}#{number}"), Role.TRACKS, node=f"{repo}{number}")

    seven, three, elsewhere = link(7), link(3), link(1, "boats/map")
    assert further_issues([seven, three]) == [(seven, three.ref)]
    assert further_issues([seven, elsewhere]) == [(elsewhere, seven.ref)]
    assert further_issues([seven]) == []

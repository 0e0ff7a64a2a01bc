"""A label's open issues taken over: items that are linked, kept in step and never made anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sync.clone import CONFIG, Clone
from tests.sync.world import World


@pytest.fixture
def clone(tmp_path: Path, world: World) -> Clone:
    for title, labels, assignees in (
        ("mend the  crane", ["todo"], ["ada"]),
        ("paint the shed", ["todo", "urgent"], []),
        ("ask about depths", ["other"], []),
        ("sell the old boat", ["todo"], []),
    ):
        world.act("POST", "/repos/boats/actions/issues", {"title": title, "labels": labels, "assignees": assignees})
    world.close(4)
    return Clone.make(tmp_path, world, note="# Call\n\n7 March 2030\n\n- TODO: Lee to buy rope\n", config=CONFIG)


def test_open_issues_of_a_label_become_linked_items(world: World, clone: Clone) -> None:
    before = len(world.journal)
    answer = clone.run("import", "--github", "boats/actions", "--label", "todo")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[0] == "2 new."
    assert world.writes(before) == []
    crane = clone.item("mend the crane")
    assert crane["owners"] == ["Ada Example"]
    assert [(link["ref"], link["role"]) for link in crane["links"]] == [("boats/actions#1", "tracks")]
    assert set(clone.items()) == {"mend the crane", "paint the shed", "buy rope"}


def test_several_labels_are_all_asked_for(clone: Clone) -> None:
    clone.run("import", "--github", "boats/actions", "--label", "todo", "--label", "urgent")
    assert set(clone.items()) == {"paint the shed", "buy rope"}


def test_again_changes_nothing_and_sync_makes_none_of_them(world: World, clone: Clone) -> None:
    clone.run("import", "--github", "boats/actions", "--label", "todo")
    assert clone.run("import", "--github", "boats/actions", "--label", "todo").out == "2 known.\n"
    assert clone.sync().code == 0
    assert [issue["title"] for issue in world.issues()][4:] == ["buy rope"]
    assert clone.sync().nothing


def test_both_sides_are_kept_in_step(world: World, clone: Clone) -> None:
    clone.run("import", "--github", "boats/actions", "--label", "todo")
    clone.run("done", clone.item("mend the crane")["key"])
    world.close(2)
    assert clone.sync().code == 0
    assert world.issue(1)["state"] == "closed"
    assert world.issue(1)["title"] == "mend the  crane"
    assert clone.item("paint the shed")["status"] == "done"


def test_an_item_that_is_known_gets_its_issue(world: World, clone: Clone) -> None:
    world.act("POST", "/repos/boats/actions/issues", {"title": "buy rope", "labels": ["rope"], "assignees": ["lee"]})
    answer = clone.run("import", "--github", "boats/actions", "--label", "rope")
    assert answer.out == "1 known, 1 linked.\n"
    assert [link["ref"] for link in clone.item("buy rope")["links"]] == ["boats/actions#5"]
    assert clone.sync().code == 0
    assert len(world.issues()) == 5
    assert clone.run("undo").code == 2


def test_an_undone_import_can_be_said_again(clone: Clone) -> None:
    clone.run("import", "--github", "boats/actions", "--label", "todo")
    assert clone.run("undo").code == 0
    assert set(clone.items()) == {"buy rope"}
    clone.today = "2030-03-09"
    clone.run("import", "--github", "boats/actions", "--label", "todo")
    assert [link["ref"] for link in clone.item("mend the crane")["links"]] == ["boats/actions#1"]


def test_issues_that_wgtrack_made_are_the_items_that_they_were(world: World, clone: Clone) -> None:
    assert clone.sync().code == 0
    key = clone.item("buy rope")["key"]
    other = Clone(clone.folder.parent / f"{clone.folder.name}-other", world)
    other.write("wgtrack.toml", CONFIG)
    assert other.run("import", "--github", "boats/actions", "--label", "action item").out.startswith("1 new")
    assert other.item("buy rope")["key"] == key
    assert other.sync().nothing
    assert clone.run("import", "--github", "boats/actions", "--label", "action item").out == "1 known.\n"


def test_a_repository_that_is_not_there_is_one_sentence(clone: Clone) -> None:
    answer = clone.run("import", "--github", "boats/nowhere", "--label", "todo")
    assert (answer.code, answer.out) == (6, "")
    assert answer.err.startswith("Error: ")
    assert "boats/nowhere" in answer.err

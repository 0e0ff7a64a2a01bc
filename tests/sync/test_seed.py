"""The note that the project grew from, with its own world on the server, where both lie beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sync.clone import Clone
from tests.sync.scenarios import SEEDED
from tests.sync.world import World

pytestmark = pytest.mark.skipif(not SEEDED.there(), reason="WGTRACK_SHARED names no folder with the seed")


@pytest.fixture
def clone(tmp_path: Path, world: World) -> Clone:
    return SEEDED.clone(tmp_path, world)


def test_the_seed_from_the_plan_to_the_last_word(world: World, clone: Clone) -> None:
    steps = clone.plan()
    assert sorted((step["do"], step["ref"] or step["repo"]) for step in steps) == [
        ("comment", "pypa/warehouse#5837"),
        *[("create_issue", "psf/packaging-wg")] * 4,
    ]
    assert clone.sync().code == 0
    assert len(world.issues(SEEDED.tracker)) == 4
    comments = world.comments(5837, "pypa/warehouse")
    assert len(comments) == 1
    assert "- [x] @brainwane: note these meeting notes in " in comments[0]["body"]
    assert "https://example.org/notes/2020-01-23-pip" in comments[0]["body"]
    assert clone.item("note these meeting notes")["status"] == "done"
    before = len(world.journal)
    assert clone.sync().nothing
    assert world.writes(before) == []

    (invitation,) = (issue for issue in world.issues(SEEDED.tracker) if "invite" in str(issue["title"]))
    path = f"/repos/psf/packaging-wg/issues/{invitation['number']}"
    world.act("PATCH", path, {"state": "closed"})
    assert clone.sync().code == 0
    assert clone.item("invite")["status"] == "done"
    assert clone.sync().nothing
    assert world.act("GET", path)["state"] == "closed"
    clone.forget()
    before = len(world.journal)
    assert clone.sync().code == 0
    assert world.writes(before) == []
    assert clone.item("invite")["status"] == "done"
    assert clone.item("note these meeting notes")["status"] == "done"

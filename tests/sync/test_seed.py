"""The note that the project grew from, with its own world on the server, where both lie beside the project."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.sync.clone import Clone
from tests.sync.world import World

SHARED = Path(os.environ.get("WGTRACK_SHARED", "nowhere"))
pytestmark = pytest.mark.skipif(not (SHARED / "seed").is_dir(), reason="WGTRACK_SHARED names no folder with the seed")

CONFIG = """group = "Packaging WG"
notes = ["notes"]
notes_url = "https://example.org/notes/{stem}"
agenda_file = "notes/{date}.md"
calls = "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"
call_time = "16:00"
timezone = "Europe/Berlin"
reassess_after = "6 weeks"
due_within = "7 days"
carried_limit = 3
confirm = false
chairs = ["sumana"]

[github]
tracker = "psf/packaging-wg"
comment_on = ["pypa/*", "pypi/*"]
labels = ["action item"]
max_writes = 30
default_repo = "pypa/pip"
repos = { warehouse = "pypa/warehouse" }

[people.sumana]
name = "Sumana Harihareswara"
github = "brainwane"
aliases = ["SH"]
email = "sumana@example.org"
"""


@pytest.fixture
def clone(tmp_path: Path, world: World) -> Clone:
    world.reset(json.loads((SHARED / "github" / "packaging-wg.json").read_text(encoding="utf-8")))
    clone = Clone(tmp_path, world, today="2020-01-24", token="tok-chair")
    clone.write("wgtrack.toml", CONFIG)
    (note,) = (SHARED / "seed").glob("*.md")
    clone.write(f"notes/{note.name}", note.read_text(encoding="utf-8"))
    assert clone.run("ingest").code == 0
    return clone


def issues(world: World) -> list[dict[str, object]]:
    listed: list[dict[str, object]] = world.act("GET", "/repos/psf/packaging-wg/issues?state=all", token="tok-chair")
    return listed


def test_the_seed_from_the_plan_to_the_last_word(world: World, clone: Clone) -> None:
    steps = clone.plan()
    assert sorted((step["do"], step["ref"] or step["repo"]) for step in steps) == [
        ("comment", "pypa/warehouse#5837"),
        *[("create_issue", "psf/packaging-wg")] * 4,
    ]
    assert clone.sync().code == 0
    assert len(issues(world)) == 4
    comments = world.act("GET", "/repos/pypa/warehouse/issues/5837/comments", token="tok-chair")
    assert len(comments) == 1
    assert "- [x] @brainwane: note these meeting notes in " in comments[0]["body"]
    assert "https://example.org/notes/2020-01-23-pip" in comments[0]["body"]
    assert clone.item("note these meeting notes")["status"] == "done"
    before = len(world.journal)
    assert clone.sync().nothing
    assert world.writes(before) == []

    (invitation,) = (issue for issue in issues(world) if "invite" in str(issue["title"]))
    path = f"/repos/psf/packaging-wg/issues/{invitation['number']}"
    world.act("PATCH", path, {"state": "closed"}, token="tok-chair")
    assert clone.sync().code == 0
    assert clone.item("invite")["status"] == "done"
    assert clone.sync().nothing
    assert world.act("GET", path, token="tok-chair")["state"] == "closed"
    clone.forget()
    before = len(world.journal)
    assert clone.sync().code == 0
    assert world.writes(before) == []
    assert clone.item("invite")["status"] == "done"
    assert clone.item("note these meeting notes")["status"] == "done"

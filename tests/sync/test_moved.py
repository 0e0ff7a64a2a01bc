"""Linked issues that people merged, closed or opened again, on the next agenda."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.sync.clone import CONFIG, NOTE, Clone
from tests.sync.world import World

TODAY = dt.date.today()
"""The servers' clock is that of this machine."""
NEXT = str(TODAY + dt.timedelta(days=7))


@pytest.fixture
def clone(tmp_path: Path, world: World) -> Clone:
    note = NOTE.replace("7 March 2030", str(TODAY - dt.timedelta(days=2)))
    clone = Clone(tmp_path, world, today=str(TODAY))
    clone.write("wgtrack.toml", CONFIG)
    clone.write("notes/call.md", f"{note}- TODO: Ada to ask about https://github.com/boats/map/issues/6\n")
    assert clone.run("ingest").code == 0
    assert clone.sync().code == 0
    return clone


def moved(clone: Clone, date: str = NEXT) -> list[str]:
    sections: list[dict[str, Any]] = clone.run("agenda", "--json", "--date", date).json["sections"]
    (found,) = (section["items"] for section in sections if section["name"] == "moved")
    return list(found)


def test_what_is_closed_and_reopened_between_two_calls(world: World, clone: Clone) -> None:
    assert moved(clone) == []
    world.close(6, "boats/map")
    gate = next(issue for issue in world.issues() if "gate" in issue["title"])
    world.close(gate["number"])
    assert moved(clone) == []
    assert clone.sync().code == 0
    assert sorted(moved(clone)) == [f"boats/actions#{gate['number']}", "boats/map#6"]
    text = clone.run("agenda", "--date", NEXT).out
    section = text.partition("## Issues that moved since the last call\n\n")[2].partition("\n\n")[0]
    lines = [line.partition(": closed 20")[0] for line in section.splitlines()]
    assert "Depths" in next(line for line in lines if "boats/map#6" in line)
    world.change(6, "boats/map", state="open")
    assert clone.sync().code == 0
    assert "boats/map#6" in moved(clone)
    text = clone.run("agenda", "--date", NEXT).out
    assert any("[boats/map#6](" in line and " Depths: reopened 20" in line for line in text.splitlines())


def test_what_moved_before_the_last_call_is_told_no_more(world: World, clone: Clone) -> None:
    world.close(6, "boats/map")
    assert clone.sync().code == 0
    assert moved(clone) == ["boats/map#6"]
    tomorrow = TODAY + dt.timedelta(days=1)
    clone.write("notes/later.md", f"# Lamps\n\n{tomorrow}\n\n- TODO: Ada to sing\n")
    clone.today = str(tomorrow)
    assert clone.run("ingest").code == 0
    assert moved(clone) == []


def test_the_agenda_asks_nobody(world: World, clone: Clone) -> None:
    world.close(6, "boats/map")
    assert clone.sync().code == 0
    clone.token = ""
    before = world.asked()
    assert moved(clone) == ["boats/map#6"]
    assert world.asked() == before

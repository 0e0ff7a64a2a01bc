"""Real notes one after another, each with the agenda of the next call: every open item once, nothing that is closed.

The notes lie beside the project: `WGTRACK_SHARED`, or `../shared`.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.conftest import Project
from wgtrack.reading.choices import CHOICE

SHARED = Path(os.environ.get("WGTRACK_SHARED", Path(__file__).resolve().parents[2] / "shared"))
NOTES = sorted((SHARED / "corpus" / "packaging-wg" / "notes").glob("2020-0[1-4]-*.md"))
DAY = re.compile(r"\d{4}-\d\d-\d\d")
BOX = re.compile(r"^ *- \[ \] .*\((?P<key>[a-z0-9]{7})\)$", re.MULTILINE)
ASLEEP = re.compile(r"^- .*\((?P<key>[a-z0-9]{7})\): asleep until ", re.MULTILINE)

pytestmark = [
    pytest.mark.skipif(not NOTES, reason="the real notes are not beside the project"),
    pytest.mark.slow,
]


def day_of(note: Path) -> str:
    found = DAY.match(note.name)
    assert found is not None
    return found[0]


def test_each_next_call_s_agenda_has_every_open_item_once_and_nothing_closed(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write("wgtrack.toml", 'group = "Packaging WG"\n')
    (project.folder / "notes").mkdir()
    assert len(NOTES) > 20
    days = [*map(day_of, NOTES), "2020-05-07"]
    boxes_seen = 0
    for note, today, following in zip(NOTES, days[:-1], days[1:], strict=True):
        shutil.copy(note, project.folder / "notes")
        assert project.run("ingest", today=today).code == 0
        call = following if following > today else today
        text = project.run("agenda", "--date", call, today=today).out
        items = project.run("list", "--all", "--json", today=today).json["items"]
        closed = {item["key"] for item in items if item["status"] in ("done", "dropped")}
        boxes = Counter(BOX.findall(CHOICE.sub("", text)))
        asleep = Counter(ASLEEP.findall(text))
        asked = closed & boxes.keys()
        # What was closed and is stated again is asked about, under review; nothing else that is closed has a box.
        sections = project.run("agenda", "--date", call, "--json", today=today).json["sections"]
        review = {key for section in sections if section["name"] == "review" for key in section["items"]}
        assert asked <= review, note
        open_items = {item["key"] for item in items} - closed
        assert boxes + asleep == Counter(open_items | asked), note
        boxes_seen += len(boxes)
    assert boxes_seen > 100

"""The whole loop on real notes, where they lie beside the project: `WGTRACK_SHARED`, or `../shared`."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Project

SHARED = Path(os.environ.get("WGTRACK_SHARED", Path(__file__).resolve().parents[2] / "shared"))
SEED = SHARED / "seed" / "2020-01-23-pip.md"
CORPUS = SHARED / "corpus" / "packaging-wg" / "notes"
CONFIG = """\
group = "Packaging WG"
calls = "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"
[github]
repos = { warehouse = "pypa/warehouse" }
[people.sumana]
name = "Sumana Harihareswara"
github = "brainwane"
aliases = ["SH"]
"""

pytestmark = pytest.mark.skipif(not SEED.is_file(), reason="the real notes are not beside the project")

LINES = [69, 87, 89, 127, 135, 137, 139, 141, 143, 145]
SUMANA = ["Sumana"]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path, today="2020-01-24")
    made.write("wgtrack.toml", CONFIG)
    (tmp_path / "notes").mkdir()
    shutil.copy(SEED, tmp_path / "notes")
    return made


def items(project: Project) -> list[dict[str, Any]]:
    return list(project.run("list", "--all", "--json").json["items"])


def test_the_note_states_ten_actions(project: Project) -> None:
    (meeting,) = project.run("parse", "--json", str(SEED)).json["meetings"]
    actions = meeting["actions"]
    assert [a["line"] for a in actions] == LINES
    assert (meeting["date"], meeting["participants"]) == ("2020-01-23", ["Pradyun", "Sumana", "Ernest"])
    owners = [["sumana"], SUMANA, SUMANA, SUMANA, ["Sumana", "Pradyun"], ["group"], SUMANA, SUMANA, SUMANA, SUMANA]
    assert [a["owners"] for a in actions] == owners
    assert [a["status"] for a in actions] == ["done", *["open"] * 9]
    assert {a["line"]: a["due"] for a in actions if a["due"]} == {137: "2020-03-05"}
    assert {a["line"]: a["refs"] for a in actions if a["refs"]} == {145: ["pypa/warehouse#5837"]}
    assert {a["line"]: a["same_as"] for a in actions if a["same_as"]} == {139: 87, 141: 89, 143: 127}
    assert [a["kind"] for a in actions].count("reassess") == 1


def test_they_are_seven_items_and_stay_seven(project: Project) -> None:
    project.run("ingest")
    found = items(project)
    assert [item["times_stated"] for item in found] == [1, 2, 2, 2, 1, 1, 1]
    assert [item["status"] for item in found] == ["done", *["open"] * 6]
    assert [(i["wake"], i["due"]) for i in found if i["kind"] == "reassess"] == [("2020-03-05", None)]
    with sqlite3.connect(project.folder / ".wgtrack" / "wgtrack.db") as connection:
        before = list(connection.iterdump())
        again = project.run("ingest", "--json").json
        assert again["new"] == again["restated"] == again["changed"] == []
        assert list(connection.iterdump()) == before


def test_the_reassessment_is_asked_for_on_its_day(project: Project) -> None:
    project.run("ingest")
    (key,) = (item["key"] for item in items(project) if item["kind"] == "reassess")
    for day, section in (("2020-03-05", "reassess"), ("2020-02-06", "asleep")):
        sections = project.run("agenda", "--date", day, "--json", today=day).json["sections"]
        assert [each["name"] for each in sections if key in each["items"]] == [section]
    assert f"({key}): asleep until 2020-03-05" in project.run("agenda", "--date", "2020-02-06", today="2020-02-06").out


def test_the_filled_in_agenda_of_the_next_call(project: Project) -> None:
    project.run("ingest")
    before = {item["key"]: item for item in items(project)}
    file = project.folder / "notes" / "2020-02-06.md"
    project.run("agenda", "--date", "2020-02-06", "-o", str(file))
    text = file.read_text()
    ticked = [key for key in before if f"({key})" in text and f"- [ ] {before[key]['owners'][0]}" in text][1:3]
    for line in text.splitlines():
        if any(f"({key})" in line for key in ticked):
            text = text.replace(line, line.replace("[ ]", "[x]", 1))
    file.write_text(text.replace("## Notes", "## Notes\n\nTODO: Ernest to count the workers of the build farm\n"))
    result = project.run("ingest", "--json", today="2020-02-06").json
    assert sorted(result["closed"]) == sorted(ticked)
    assert len(result["new"]) == 1
    assert result["restated"] == result["changed"] == result["gone"] == []
    after = {item["key"]: item for item in items(project)}
    assert len(after) == 8
    assert {key: after[key]["times_stated"] for key in before} == {k: i["times_stated"] for k, i in before.items()}


def test_all_notes_of_the_group_are_taken_in(project: Project) -> None:
    shutil.copytree(CORPUS, project.folder / "notes", dirs_exist_ok=True)
    answer = project.run("ingest", "--json", today="2021-01-01")
    result = answer.json
    assert result["meetings"] >= 63
    assert all("Error" not in line for line in answer.err.splitlines())
    labels = json.loads((CORPUS.parent / "labels.json").read_text(encoding="utf-8"))
    firm = sum(not action.get("optional") for note in labels for action in note["actions"])
    assert len(result["new"]) < firm
    assert project.run("ingest", "--json", today="2021-01-01").json["meetings"] == 0
    assert project.run("agenda", "--date", "2021-01-07", today="2021-01-01").code == 0

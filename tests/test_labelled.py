"""How well notes of many habits are read: `labelled/` holds notes of invented groups, each action labelled by hand.

The labels say, for each action, its line, owners, due day and status; `?` where that is not clear from the note,
and `optional` where a careful secretary could go either way.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from wgtrack.model import Note, Statement
from wgtrack.reading.note import read_note
from wgtrack.reading.settings import ReadingSettings

FOLDER = Path(__file__).parent / "labelled"
LABELS: list[dict[str, Any]] = json.loads((FOLDER / "labels.json").read_text(encoding="utf-8"))
FOUND, WHOLE, DATES = 0.97, 0.93, 0.97
"""The least share that must be found, be found whole, and of notes whose date is right."""


def read(label: dict[str, Any]) -> Note:
    text = (FOLDER / "notes" / label["file"]).read_text(encoding="utf-8")
    return read_note(text, label["file"], "", ReadingSettings())


def is_whole(label: dict[str, Any], statement: Statement) -> bool:
    """True where owners, due day and status are as labelled, as far as the label knows them."""
    owners = {owner.casefold() for owner in statement.owners}
    due = statement.due.isoformat() if statement.due else None
    return (
        (label["owners"] == "?" or {owner.lstrip("@").casefold() for owner in label["owners"]} == owners)
        and (label.get("due") == "?" or label.get("due") == due)
        and label.get("status", "open") == statement.status.value
    )


def counts() -> tuple[int, int, int, int]:
    """Actions found, found whole, made up, and missed, over all notes."""
    found = whole = made_up = missed = 0
    for label in LABELS:
        by_line: dict[int, list[Statement]] = defaultdict(list)
        for told in read(label).meetings:
            for statement in told.statements:
                by_line[statement.line].append(statement)
        for action in label["actions"]:
            here = by_line[action["line"]]
            best = max(here, key=lambda s: is_whole(action, s), default=None)
            if best is not None:
                here.remove(best)
            if action.get("optional"):
                continue
            missed += best is None
            found += best is not None
            whole += best is not None and is_whole(action, best)
        made_up += sum(map(len, by_line.values()))
    return found, whole, made_up, missed


def test_actions_are_found_and_none_is_made_up() -> None:
    found, whole, made_up, missed = counts()
    assert found + missed > 250
    assert 2 * found / (2 * found + made_up + missed) >= FOUND
    assert 2 * whole / (2 * found + made_up + missed) >= WHOLE


def test_the_date_of_each_note() -> None:
    right = sum(
        label["date"] in [told.meeting.date.isoformat() if told.meeting.date else None for told in read(label).meetings]
        for label in LABELS
    )
    assert right / len(LABELS) >= DATES


@pytest.mark.parametrize("label", LABELS, ids=lambda label: label["file"])
def test_every_label_points_into_its_note(label: dict[str, Any]) -> None:
    lines = (FOLDER / "notes" / label["file"]).read_text(encoding="utf-8").splitlines()
    for action in label["actions"]:
        assert lines[action["line"] - 1].strip()

"""The numbers that groups give their actions, and what is none."""

from __future__ import annotations

import pytest

from wgtrack.reading.note import read_note
from wgtrack.reading.settings import ReadingSettings


def numbers(text: str) -> list[str]:
    note = read_note(f"# Call, 5 March 2030\n\n{text}\n", "a.md", "", ReadingSettings())
    return [statement.number for told in note.meetings for statement in told.statements]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("AI-36: Dana to mend the lamp", "ai-36"),
        ("**ACTION-41** - Dana to paint the door", "action-41"),
        ("ACTION-12 (Dana): mend the pier", "action-12"),
        ("[AI-4] Dana: fetch the paint", "ai-4"),
        ("ACTION-2029-04: Dana to mend the pier", "action-2029-4"),
        ("Action-HB-2029-11: Dana to mend the pier", "action-hb-2029-11"),
        ("[AI-HB-2] Dana: mend the pier", "ai-hb-2"),
        ("<dana> ACTION-007: Lee to buy rope", "action-7"),
        ("AI 36: Dana to mend the lamp", ""),
        ("TODO: Dana: see ACTION-12 for the rope", ""),
        ("TODO (see ACTION-12): Dana to fetch rope", ""),
        ("ACTION: Dana to answer issue-7", ""),
    ],
)
def test_of_a_marked_line(line: str, number: str) -> None:
    assert numbers(line) == [number]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("- A3: Dana to mend the lamp", "a-3"),
        ("- [A4] Lee to mend the pier", "a-4"),
        ("- [ ] AP5: Lee to mend the pier", "ap-5"),
        ("- ACTION-12 Dana: pier", "action-12"),
        ("- ACTION-HB-2029-05 Dana: rope", "action-hb-2029-5"),
        ("- A4 paper: Dana", ""),
        ("- #7 Dana: rope", ""),
        ("1. Dana: rope", ""),
        ("- Dana: order A3 and A4 paper", ""),
    ],
)
def test_of_a_line_in_a_list(line: str, number: str) -> None:
    assert numbers(f"## Actions\n\n{line}") == [number]


def test_of_a_row() -> None:
    rows = "| AI-36 | lamp | Dana |\n| 7 | pier | Lee |\n| T12 | rope | Mo |"
    assert numbers(f"| ID | Action | Owner |\n|---|---|---|\n{rows}") == ["ai-36", "", "t-12"]
    rows = "| B52 | lamp | Dana |\n| C | A9: pier | Lee |"
    assert numbers(f"| Place | Action | Owner |\n|---|---|---|\n{rows}") == ["", "a-9"]


def test_rows_of_actions_stand_in_a_list() -> None:
    table = "# Call, 5 March 2030\n\n| Action | Owner |\n|---|---|\n| mend the lamp | Dana |\n"
    note = read_note(table, "a.md", "", ReadingSettings())
    assert [statement.listed for told in note.meetings for statement in told.statements] == [True]

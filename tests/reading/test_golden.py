"""Golden cases of reading: text files to which a chair can add a note and what it should say.

Every meeting is of Thursday, 2024-03-07. An expected line reads `line | status | owners | due | text`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from wgtrack.model import Kind, Statement
from wgtrack.reading.note import read_note
from wgtrack.reading.settings import ReadingSettings

DATA = Path(__file__).parent.parent / "data"
FILES = ("markers", "sections", "boxes", "owners", "outcomes", "traps", "languages")
CASES = [
    pytest.param(text, expected, id=f"{name}:{line} {title}")
    for name in FILES
    for line, title, text, expected in read_fixture_file(DATA / f"{name}.md")
]


def shown(statement: Statement) -> str:
    status = statement.status.value + (", reassess" if statement.kind is Kind.REASSESS else "")
    status += ", reopened" if statement.reopened else ""
    owners = ", ".join(statement.owners) or "-"
    due = statement.due.isoformat() if statement.due else "-"
    return f"{statement.line} | {status} | {owners} | {due} | {statement.text}"


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_note_says(text: str, expected: str) -> None:
    note = read_note(text, "2024-03-07.md", "", ReadingSettings())
    told = [shown(statement) for meeting in note.meetings for statement in meeting.statements]
    assert told == expected.splitlines()

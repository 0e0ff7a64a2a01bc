"""What MeetBot writes behind the lines that it logs is no part of the task."""

from __future__ import annotations

from wgtrack.reading.note import read_note
from wgtrack.reading.settings import ReadingSettings


def test_who_logged_it_and_when_is_left_out() -> None:
    text = "# Call, 7 March 2030\n\n1. *ACTION:* Dana to mend the nets  (`dana_x`, 20:08:19)\n"
    told = read_note(text, "notes/2030-03-07.md", "", ReadingSettings()).meetings
    (statement,) = (s for meeting in told for s in meeting.statements)
    assert (statement.owners, statement.text) == (("Dana",), "mend the nets")

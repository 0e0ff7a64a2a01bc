"""Every label of an attendance list, and every way to write a name, in every layout that groups use for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from wgtrack.reading.note import read_note
from wgtrack.reading.settings import ReadingSettings

PEOPLE = ("Wilma Ek", "Odo Bly", "Tarek Nur", "Ines Lund")
LAYOUTS: dict[str, Callable[[str, Sequence[str]], str]] = {
    "heading, list": lambda label, rows: f"## {label}\n\n" + "\n".join(f"- {row}" for row in rows),
    "heading with colon": lambda label, rows: f"### {label}:\n" + "\n".join(f"* {row}" for row in rows),
    "bold, list": lambda label, rows: f"**{label}:**\n\n" + "\n".join(f"- {row}" for row in rows),
    "lead-in, list": lambda label, rows: f"{label}:\n\n" + "\n".join(f"- {row}" for row in rows),
    "line": lambda label, rows: f"{label}: {', '.join(rows)}",
    "bold line": lambda label, rows: f"**{label}:** {', '.join(rows)}",
    "bullet": lambda label, rows: f"* **{label}**: {', '.join(rows)}",
    "nested": lambda label, rows: f"- {label}:\n" + "\n".join(f"  - {row}" for row in rows),
    "nested by four": lambda label, rows: f"* {label}\n" + "\n".join(f"    * {row}" for row in rows),
    "below a heading": lambda label, rows: f"## {label}\n\n{', '.join(rows)}",
    "lines below a heading": lambda label, rows: f"## {label}\n" + "\n".join(rows),
    "numbered": lambda label, rows: f"## {label}\n\n" + "\n".join(f"{n}. {row}" for n, row in enumerate(rows, 1)),
    "boxes": lambda label, rows: f"## {label}\n\n" + "\n".join(f"- [x] {row}" for row in rows) + "\n- [ ] Kim Odo",
    "italic": lambda label, rows: f"*{label}:* {', '.join(rows)}",
    "table": lambda label, rows: (
        f"## {label}\n\n| Name | Firm |\n|---|---|\n" + "\n".join(f"| {r} | A |" for r in rows)
    ),
    "semicolons": lambda label, rows: f"{label}: {'; '.join(rows)}",
    "and": lambda label, rows: f"{label}: {', '.join(rows[:-1])} and {rows[-1]}",
    "underlined": lambda label, rows: f"{label}\n-------\n\n" + "\n".join(f"- {row}" for row in rows),
    "numbered title": lambda label, rows: f"1. {label}\n" + "\n".join(f"   - {row}" for row in rows),
    "hard breaks": lambda label, rows: f"**{label}:**\\\n" + "\\\n".join(rows),
    "quote": lambda label, rows: f"> {label}: {', '.join(rows)}",
}
LABELS = (
    "Participants", "Attendees", "Present", "Attendance", "In attendance", "Attending", "Attended", "People present",
    "Members present", "Roll call", "On the call", "Meeting participants", "List of attendees", "In the room",
    "Those present", "Participating", "Joined", "Roster", "Attendee list", "Sign-in", "Voting members present",
    "Anwesend", "Teilnehmer", "Teilnehmende", "Teilnehmer:innen", "Présents", "Asistentes", "Presentes", "Presenti",
    "Aanwezig", "Närvarande", "Attendees (in alphabetical order)", "Attendees/Participants", "Attendees 📋",
    "Here today", "Today's attendees", "Present (remote)",
)  # fmt: skip
FORMS = {
    "name": ("{n}", "**{n}**", "{n} (Acme)", "{n} - Acme", "[{n}](https://example.org/{l})", "{n} [Acme]",
             "{n} <{l}@example.org>", "{n} ({i})", "{i} - {n}", "{n} (chair)", "{n} (he/him)", "{n} (Acme, @{l})",
             "{n} @{l}", "{n} – Acme Corp", "{n} (she/her) - Acme", "{n}*", "{n} [@{l}](https://github.com/{l})",
             "{n} (@{l})", "`{n}`", "_{n}_", "[{i}] {n}", "{n} (remote)", "{n} ({i}) - Acme", "{n}- Acme", "{n} -Acme"),
    "login": ("@{l}", "[@{l}](https://github.com/{l})"),
    "first": ("{f}",),
}  # fmt: skip


def present(body: str) -> tuple[str, ...]:
    text = f"# Harbour call, 7 March 2030\n\n{body}\n\n## Agenda\n\n- nets\n- ropes\n\n## Notes\n\nTalk went on.\n"
    return read_note(text, "notes/2030-03-07.md", "", ReadingSettings()).meetings[0].meeting.participants


@pytest.mark.parametrize("label", LABELS)
def test_a_label(label: str) -> None:
    for name, layout in LAYOUTS.items():
        assert present(layout(label, PEOPLE)) == PEOPLE, name


@pytest.mark.parametrize(("kind", "form"), [(kind, form) for kind, forms in FORMS.items() for form in forms])
def test_a_way_to_write_a_name(kind: str, form: str) -> None:
    rows, expected = [], []
    for full in PEOPLE:
        first, family = full.split()
        login = f"{first}{family[0]}".lower()
        rows.append(form.format(n=full, f=first, l=login, i=first[0] + family[0]))
        expected.append({"name": full, "login": login, "first": first}[kind])
    for label in ("Attendees", "Present"):
        for name, layout in LAYOUTS.items():
            assert present(layout(label, rows)) == tuple(expected), name


@pytest.mark.parametrize(
    "label", ["Agenda", "Links", "Regrets", "Absent", "Apologies", "Invited", "Next meeting", "Topics"]
)
def test_a_label_of_something_else(label: str) -> None:
    for name, layout in LAYOUTS.items():
        if name != "boxes":
            assert present(layout(label, PEOPLE)) == (), name

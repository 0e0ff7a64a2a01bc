"""Participants: attendance lists in the forms that groups use."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from tests.plain_forms import plain_forms
from wgtrack.model import Person
from wgtrack.reading.attendance_sentences import may_tell
from wgtrack.reading.attendance_words import PRESENT
from wgtrack.reading.markdown import read_document
from wgtrack.reading.meeting import find_meetings
from wgtrack.reading.settings import ReadingSettings

FILES = ("attendance.txt", "attendance_forms.txt")


def _golden() -> str:
    return "".join((Path(__file__).parent / "golden" / name).read_text("utf-8") for name in FILES)


def _cases() -> list[tuple[str, str, str]]:
    return re.findall(r"^### (.+)\n((?s:.*?))\n->[ ]?(.*)$", _golden(), re.MULTILINE)


def people(text: str, settings: ReadingSettings | None = None) -> tuple[str, ...]:
    (meeting,) = find_meetings(read_document(text), "notes/garden.md", settings or ReadingSettings())
    return meeting.participants


@pytest.mark.parametrize(("text", "names"), [pytest.param(text, names, id=name) for name, text, names in _cases()])
def test_participants(text: str, names: str) -> None:
    assert "; ".join(people(text)) == names


def test_every_golden_case_is_read() -> None:
    assert len(_cases()) == sum(line.startswith("->") for line in _golden().splitlines())


def test_known_people_are_recognised_without_a_label() -> None:
    note = "Garden call\n\n- Ann\n- Bob\n\nSeeds are in."
    assert people(note) == ()
    settings = ReadingSettings(people=(Person("ann"), Person("b", name="Bob")))
    assert people(note, settings) == ("Ann", "Bob")


def test_nobody_is_named_twice() -> None:
    assert people("Present: Ann, Bob, ann") == ("Ann", "Bob")


LONG = 100_000


@pytest.mark.parametrize(
    "text",
    [
        "Present: " + "Ann, " * LONG,
        "Present: " + "(" * LONG,
        "Present: Ann" + " " * LONG + "x",
        "Present: Prof" + ". Prof" * LONG,
        "Present: " + "Ann Ode (Bob Ray, " * LONG,
        "Attendees:\n" + "Ann Ode: Acme, Ulm\n" * (LONG // 10),
        "## Attendees\n\n" + "Chair: Ann\n\n" * (LONG // 10),
        "12 participants\n\n- Ann\n\n" * (LONG // 50),
        "| Member | Present |\n|--|--|\n| Ann | yes " + "(" * LONG + " |\n",
        "## Attendees\n" + "- Ann Ode\n- we talked of it, and more. \n" * (LONG // 50),
        "## Attendees\n- Ann Ode\n- " + "a b " * (LONG // 4),
        "Attendees: Ann Ode [x]" + ", Bob (Ray" * (LONG // 10),
        "present+ \n" * (LONG // 10),
    ],
    ids=lambda text: text[:20],
)
def test_a_long_text_is_read_in_time_that_grows_with_its_length(text: str) -> None:
    begin = time.process_time()
    names = people(text)
    assert time.process_time() - begin < 10
    assert all(name.strip() for name in names)


def test_every_label_of_those_present_passes_the_cheap_look() -> None:
    forms = [form for pattern in PRESENT for form in plain_forms(pattern)]
    assert len(forms) > 100
    for form in forms:
        for said in (form, form.upper(), form.capitalize()):
            assert may_tell(f"{said}: Ann, Bob", opening=False), said

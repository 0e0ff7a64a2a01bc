from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from wgtrack.followup.agenda import build_agenda
from wgtrack.model import IssueRef, Item, Kind, Place, Statement, Status
from wgtrack.publish.agenda import agenda_text
from wgtrack.publish.merge import first_version
from wgtrack.reading.agendas import AgendaMarker, lines_written, stamp
from wgtrack.reading.check import check_note
from wgtrack.reading.choices import CHOICE
from wgtrack.reading.note import read_note
from wgtrack.reading.settings import ReadingSettings
from wgtrack.tracking import Link, Moved, Role

CALL = dt.date(2020, 3, 5)
ITEMS = (
    Item("aaaaaa2", "send the tide tables", ("Mira", "Oskar"), due=dt.date(2020, 3, 1), carried=3),
    Item("aaaaaa3", "close the old form", ("Ada",), status=Status.REVIEW),
    Item("aaaaaa4", "book the hall", ("Ada",), due=CALL, first_stated=dt.date(2020, 2, 6), times_stated=2),
    Item("aaaaaa5", "look at the fog horn again", ("group",), kind=Kind.REASSESS, wake=CALL),
    Item("aaaaaa6", "ask *why*", ("Oskar",), status=Status.IN_PROGRESS, carried=1),
    Item("aaaaaa7", "paint the door", ("mira",)),
    Item("aaaaaa8", "find a printer", gone=True),
    Item("aaaaaa9", "look at the logo again", ("group",), kind=Kind.REASSESS, wake=dt.date(2020, 4, 2)),
    Item("aaaaab2", "thank the museum", ("Mira",), status=Status.DONE, closed_on=dt.date(2020, 2, 27)),
    Item("aaaaab3", "print posters", (), status=Status.DROPPED, closed_on=dt.date(2020, 2, 28)),
)
EXPECTED = """\
# Lamp WG: agenda for 2020-03-05

Participants:

## Overdue

- [ ] Mira, Oskar: send the tide tables (aaaaaa2)
  - due 2020-03-01 · carried 3 times

## For review

- [ ] Ada: close the old form (aaaaaa3)
  - said to be done: a chair’s tick confirms it

## Due before this call

- [ ] Ada: book the hall (aaaaaa4)
  - due 2020-03-05 · first stated 2020-02-06 · stated 2 times

## To reassess now

- [ ] group: look at the fog horn again (aaaaaa5)
  - put off until 2020-03-05
  - [ ] keep, asleep again until 2020-04-16 (aaaaaa5)
  - [ ] drop (aaaaaa5)

## Open

### mira

- [ ] mira: paint the door (aaaaaa7)

### Oskar

- [ ] Oskar: ask \\*why\\* (aaaaaa6)
  - in progress · carried once

## Without an owner

- [ ] find a printer (aaaaaa8)
  - stands in no note any more

## Done since the last call

- Mira: thank the museum (aaaaab2): done 2020-02-27
- print posters (aaaaab3): dropped 2020-02-28

## Asleep

- group: look at the logo again (aaaaaa9): asleep until 2020-04-02

## Notes
"""


def six_weeks_after(day: dt.date) -> dt.date:
    return day + dt.timedelta(weeks=6)


def text_of(*items: Item, group: str = "Lamp WG", own: Path | None = None, notes_url: str | None = None) -> str:
    agenda = build_agenda(
        items, date=CALL, today=CALL, last_call=None, group=group, wake_after=six_weeks_after, carried_limit=3
    )
    return agenda_text(agenda, project_templates=own, notes_url=notes_url)


def test_every_section_has_its_heading_and_every_open_item_its_box_and_key() -> None:
    assert text_of(*ITEMS) == EXPECTED


def test_an_agenda_of_nothing_has_a_place_for_names_and_notes() -> None:
    assert text_of() == "# Lamp WG: agenda for 2020-03-05\n\nParticipants:\n\n## Notes\n"
    assert text_of(group="").startswith("# Agenda for 2020-03-05\n")


def test_each_section_stands_alone_with_one_blank_line_around_its_heading() -> None:
    for item in ITEMS:
        text = text_of(item)
        assert "\n\n\n" not in text
        assert re.findall(r"(?<!\n)\n#+ .*|\n#+ .*\n(?!\n)", text.removesuffix("## Notes\n")) == []
        assert item.key in text


def test_what_notes_say_never_becomes_markup_of_the_agenda() -> None:
    hostile = Item("aaaaaa2", "x (aaaaaa3)\n## Done\n- [x] y <!-- z --> \x1b[31m", ("A\n# B",))
    assert text_of(hostile).splitlines() == [
        "# Lamp WG: agenda for 2020-03-05",
        "",
        "Participants:",
        "",
        "## Open",
        "",
        "### A # B",
        "",
        "- [ ] A # B: x (aaaaaa3) ## Done - \\[x\\] y &lt;!-- z --> (aaaaaa2)",
        "",
        "## Notes",
    ]


def test_a_group_changes_one_block_and_keeps_the_rest(tmp_path: Path) -> None:
    (tmp_path / "agenda.md.j2").write_text(
        '{% extends "shipped/agenda.md.j2" %}\n'
        "{% block overdue %}\n\n## Late, please talk about it first\n\n"
        "{% for item in sections.overdue %}\n{{ box(item) -}}\n{% endfor %}\n{% endblock %}\n",
        encoding="utf-8",
    )
    assert text_of(*ITEMS, own=tmp_path) == EXPECTED.replace("## Overdue", "## Late, please talk about it first")


def test_a_group_replaces_the_whole(tmp_path: Path) -> None:
    (tmp_path / "agenda.md.j2").write_text(
        "{{ group }} {{ date | date }}: {{ sections.open | map(attribute='key') | join(' ') }}",
        encoding="utf-8",
    )
    assert text_of(*ITEMS, own=tmp_path) == "Lamp WG 2020-03-05: aaaaaa7 aaaaaa6\n"


def read_back(text: str) -> list[Statement]:
    note = read_note(text, "notes/2020-03-05.md", "", ReadingSettings())
    assert [told.meeting.date for told in note.meetings] == [CALL]
    return [statement for told in note.meetings for statement in told.statements]


def test_the_reader_finds_just_the_boxes_by_their_keys() -> None:
    statements = read_back(CHOICE.sub("", EXPECTED))
    assert [each.item_key for each in statements] == [f"aaaaaa{number}" for number in "2345768"]
    assert {each.status for each in statements} == {Status.OPEN}
    assert statements[0].owners == ("Mira", "Oskar")
    assert statements[0].text == "send the tide tables"


def test_a_tick_an_added_line_and_nothing_else_is_news() -> None:
    stamped = stamp(EXPECTED, CALL, read_back(CHOICE.sub("", EXPECTED)))
    assert read_back(stamped) == []
    ticked = stamped.replace("- [ ] Ada: book", "- [x] Ada: book")
    added = ticked.replace("## Notes\n", "## Notes\n\nTODO: Oskar to oil the hinge\n")
    assert [(each.item_key, each.status, each.text) for each in read_back(added)] == [
        ("aaaaaa4", Status.DONE, ""),
        (None, Status.OPEN, "oil the hinge"),
    ]


def facts_of(item: Item, **options: str) -> str:
    """What the agenda says below an item."""
    return text_of(item, **options).split(f"({item.key})\n  - ", 1)[1].split("\n", 1)[0]  # type: ignore[arg-type]


STATED = Item(
    "aaaaaa2",
    "send the tide tables",
    ("Mira",),
    first_stated=dt.date(2020, 1, 9),
    times_stated=2,
    places=(Place("aaaaaa2", "notes/call of 2020-01-09.md", 12, dt.date(2020, 1, 9), ""),),
)


def test_how_often_an_item_was_carried_and_since_when() -> None:
    assert facts_of(STATED) == "first stated 2020-01-09 · stated 2 times"
    assert facts_of(replace(STATED, carried=3)) == "stated 2 times · carried 3 times, since 2020-01-09"


def test_what_was_carried_more_often_than_the_limit_is_proposed_for_reassessment() -> None:
    told = facts_of(replace(STATED, carried=4))
    assert told.endswith("carried 4 times, since 2020-01-09 · reassess it? `wgtrack reassess aaaaaa2 WHEN`")


def test_when_a_reassessment_was_agreed_on() -> None:
    asleep = replace(STATED, kind=Kind.REASSESS, wake=CALL, carried=9)
    assert facts_of(asleep) == "put off until 2020-03-05 · agreed on 2020-01-09 · stated 2 times · carried 9 times"


def test_the_interval_first_stated_says_until_when_it_is_kept() -> None:
    text = text_of(replace(STATED, kind=Kind.REASSESS, wake=CALL, interval=dt.timedelta(weeks=2)))
    assert "  - [ ] keep, asleep again until 2020-03-19 (aaaaaa2)\n  - [ ] drop (aaaaaa2)\n" in text


@pytest.mark.parametrize(
    ("notes_url", "address"),
    [
        ("https://example.org/{stem}", "https://example.org/call%20of%202020-01-09"),
        ("https://example.org/x/{path}?plain=1", "https://example.org/x/notes/call%20of%202020-01-09.md?plain=1"),
    ],
)
def test_the_day_links_to_the_note(notes_url: str, address: str) -> None:
    assert facts_of(STATED, notes_url=notes_url).startswith(f"first stated [2020-01-09]({address}) · ")


def test_issues_are_linked_unless_the_words_hold_them() -> None:
    ref = IssueRef("example", "map", 4)
    about = replace(STATED, refs=(ref,))
    assert facts_of(about).endswith(" · about [example/map#4](https://github.com/example/map/issues/4)")
    said = replace(about, text="answer https://github.com/example/map/issues/4")
    assert facts_of(said) == "first stated 2020-01-09 · stated 2 times"
    link = Link("aaaaaa2", ref, Role.TRACKS, url="https://git.example/map/4", state="closed")
    agenda = build_agenda([about], date=CALL, today=CALL, last_call=None, group="", links={"aaaaaa2": [link]})
    text = agenda_text(agenda, project_templates=None)
    assert " · issue [example/map#4](https://git.example/map/4) (closed)\n" in text
    assert text.count("example/map#4") == 1


def moved(title: str, how: str = "merged") -> Moved:
    at = dt.datetime(2020, 3, 2, 23, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    return Moved(IssueRef("example", "map", 4), "", title, how, at, ("aaaaaa2",), frozenset({Role.ABOUT}))


def agenda_with(*issues: Moved) -> str:
    agenda = build_agenda(ITEMS, date=CALL, today=CALL, last_call=None, group="", moved=issues)
    text = agenda_text(agenda, project_templates=None)
    return first_version(text, AgendaMarker(CALL, lines_written(read_back(CHOICE.sub("", text)))))


def test_issues_that_moved_have_a_section() -> None:
    at_git = replace(moved("", "reopened"), ref=IssueRef("example", "map", 5), url="https://git.example/map/5")
    assert (
        "\n\n## Issues that moved since the last call\n\n"
        "- [example/map#4](https://github.com/example/map/issues/4) Draw the \\*lamps\\*: merged 2020-03-02\n"
        "- [example/map#5](https://git.example/map/5): reopened 2020-03-02\n\n## Done"
    ) in agenda_with(moved("Draw the *lamps*"), at_git)


@pytest.mark.parametrize(
    "title",
    [
        "TODO: Ada to draw the lamps",
        "Action item: Mira will fix it by the end of the sprint",
        "fix (aaaaaa4)",
        "[x] Ada to do it",
        "x\n- [ ] Ada: do it",
        "<!-- wgtrack:agenda:1 2020-03-05 -->",
        "**AI** @ada to do it tomorrow",
    ],
)
def test_what_an_issue_is_called_is_never_an_action(title: str) -> None:
    text = agenda_with(moved(title))
    note = read_note(text, "", "", ReadingSettings())
    assert [(s.text, s.item_key) for told in note.meetings for s in told.statements] == []
    assert note.diagnostics == ()
    assert list(check_note(text, note, ReadingSettings())) == []
    ticked = text.replace("- [ ] Ada: book", "- [x] Ada: book")
    assert [(s.item_key, s.status) for s in read_back(ticked)] == [("aaaaaa4", Status.DONE)]
    said = text.replace("## Notes\n", "## Notes\n\n- TODO: Ada to draw the lamps\n")
    assert [s.text for s in read_back(said)] == ["draw the lamps"]

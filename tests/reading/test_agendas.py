from __future__ import annotations

import datetime as dt

import pytest

from wgtrack.model import Statement, Status
from wgtrack.reading.agendas import find_marker, stamp
from wgtrack.reading.note import read_note
from wgtrack.reading.settings import ReadingSettings

DAY = dt.date(2030, 3, 21)
AGENDA = """\
# Harbour map: agenda for 2030-03-21

Participants:

## Open

- [ ] Dana: buy rope by Friday (k3f9abc)
  - first stated 2030-03-07
- [ ] Lee, Mo: paint the boat (m4g8xyz)
- [ ] mend the nets (p5h7qrs)

## Notes
"""


def stamped() -> str:
    return stamp(AGENDA, DAY, read(AGENDA))


def read(text: str) -> tuple[Statement, ...]:
    return tuple(s for told in read_note(text, "x.md", "", ReadingSettings()).meetings for s in told.statements)


def test_the_marker_names_each_line() -> None:
    marker = find_marker(stamped())
    assert marker is not None
    assert marker.date == DAY
    assert sorted(marker.lines) == ["k3f9abc", "m4g8xyz", "p5h7qrs"]
    assert stamped().startswith(AGENDA.rstrip())


def test_what_nobody_changed_says_nothing() -> None:
    assert read(stamped()) == ()
    assert read(stamped().replace("\n", "\r\n")) == ()
    assert read_note(stamped(), "x.md", "", ReadingSettings()).meetings[0].is_agenda


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        ("- [ ] Dana: buy", "- [x] Dana: buy", {"status": Status.DONE}),
        ("rope by Friday (", "rope by Friday -- done (", {"status": Status.DONE}),
        ("Dana: buy rope", "Kim: buy rope", {"owners": ("Kim",)}),
        ("(k3f9abc)", "(k3f9abc) -- DONE", {"status": Status.DONE}),
        ("(k3f9abc)", "(k3f9abc) dropped", {"status": Status.DROPPED}),
        (
            "- [ ] Dana: buy rope by Friday (k3f9abc)",
            "- [x] Dana: buy rope by Friday (K3F9ABC) done by phone",
            {"status": Status.DONE},
        ),
        ("(k3f9abc)", "(k3f9abc) reopened", {"status": Status.OPEN, "reopened": True}),
        ("by Friday (", "by Friday -- reopened (", {"status": Status.OPEN, "reopened": True}),
        ("- [ ] Dana: buy", "- [ ] REOPENED: Dana: buy", {"status": Status.OPEN, "reopened": True}),
        ("(k3f9abc)", "(k3f9abc) reopened, but done now", {"status": Status.DONE, "reopened": False}),
        # The day stays what it was when its words stay: counted from this call it would be another.
        ("buy rope by", "buy new rope by", {"text": "buy new rope by Friday"}),
        ("by Friday", "by 2030-05-02", {"due": dt.date(2030, 5, 2), "text": "buy rope by 2030-05-02"}),
    ],
)
def test_what_a_person_changed(old: str, new: str, answer: dict[str, object]) -> None:
    (statement,) = read(stamped().replace(old, new, 1))
    assert (statement.item_key, statement.from_agenda) == ("k3f9abc", True)
    expected: dict[str, object] = {"status": Status.OPEN, "owners": (), "due": None, "text": "", **answer}
    assert {name: getattr(statement, name) for name in expected} == expected


def test_words_that_read_as_done_need_a_tick() -> None:
    text = AGENDA.replace("mend the nets (", "say when it is finished -- done (")
    marked = stamp(text, DAY, read(text))
    assert read(marked) == ()
    (statement,) = read(marked.replace("- [ ] say", "- [x] say"))
    assert (statement.item_key, statement.status) == ("p5h7qrs", Status.DONE)


def test_words_that_read_as_reopened_say_nothing_by_themselves() -> None:
    text = AGENDA.replace("mend the nets (", "sort the drawer -- reopened (")
    assert read(stamp(text, DAY, read(text))) == ()


DONE_SINCE = """
## Done since the last call

- Dana: buy paint (q6j5tuv): done 2030-03-10

- Lee: count the buoys (r7k4mnp): dropped 2030-03-12
"""


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("- Dana: buy paint (q6j5tuv): done 2030-03-10", []),
        ("- Dana: buy paint (q6j5tuv): done 2030-03-10 -- reopened", ["q6j5tuv"]),
        ("- Dana: buy paint (q6j5tuv): done 2030-03-10 reopened by Lee", ["q6j5tuv"]),
        ("- Dana: buy paint (Q6J5TUV): REOPENED", ["q6j5tuv"]),
        ("- Dana: buy paint (q6j5tuv): not reopened", []),
        ("- Dana: buy paint (q6j5tuv): reopened, then done", []),
        ("- Dana: find out what was reopened (q6j5tuv): done 2030-03-10", []),
        ("- Dana: buy paint: reopened", []),
    ],
)
def test_what_was_done_is_reopened_on_its_own_line(line: str, keys: list[str]) -> None:
    text = stamped().replace("## Notes", f"{DONE_SINCE}\n## Notes")
    answers = read(text.replace("- Dana: buy paint (q6j5tuv): done 2030-03-10", line))
    assert [(s.item_key, s.reopened, s.from_agenda, s.text, s.status) for s in answers] == [
        (key, True, True, "", Status.OPEN) for key in keys
    ]


def test_boxes_of_people_are_statements() -> None:
    text = stamped().replace(
        "## Notes", "### More\n\n- [ ] Kim: count the buoys\n- [x] Mo to lock the shed\n\n## Notes"
    )
    assert [(s.text, s.owners, s.status) for s in read(text)] == [
        ("count the buoys", ("Kim",), Status.OPEN),
        ("lock the shed", ("Mo",), Status.DONE),
    ]


def test_lines_of_people_are_statements() -> None:
    (statement,) = read(stamped().replace("## Notes", "## Notes\n\nTODO: Kim to count the buoys\n"))
    assert (statement.text, statement.owners, statement.from_agenda) == ("count the buoys", ("Kim",), False)


def test_a_key_that_we_did_not_write_is_a_statement_of_its_own() -> None:
    (statement,) = read(stamped().replace("## Notes", "## Notes\n\n- [ ] Kim: count the buoys (q6j5tuv)\n"))
    assert (statement.item_key, statement.from_agenda) == ("q6j5tuv", False)


@pytest.mark.parametrize(
    "line",
    [
        "<!-- wgtrack:agenda:2 2030-03-21 -->",
        "<!-- wgtrack:agenda:1 2030-02-31 -->",
        "<!-- wgtrack:agenda:1 -->",
        "text <!-- wgtrack:agenda:1 2030-03-21 -->",
    ],
)
def test_no_marker_of_ours(line: str) -> None:
    assert find_marker(f"# Call\n\n{line}\n") is None

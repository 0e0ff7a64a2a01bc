"""What a call decides on an agenda: keep or drop, and days written on a line."""

from __future__ import annotations

import datetime as dt

import pytest

from wgtrack.model import Kind, Statement, Status
from wgtrack.reading.agendas import stamp
from wgtrack.reading.note import read_note
from wgtrack.reading.settings import ReadingSettings

CALL = dt.date(2030, 3, 21)
AGENDA = """\
# Harbour map: agenda for 2030-03-21

## To reassess now

- [ ] group: reassess in ~6 weeks whether the ferry stops here (k3f9abc)
  - agreed on 2030-02-07
  - [ ] keep, asleep again until 2030-05-02 (k3f9abc)
  - [ ] drop (k3f9abc)
- [ ] Dana: look at the nets again (m4g8xyz)
  - [ ] keep, asleep again until 2030-05-02 (m4g8xyz)
  - [ ] drop (m4g8xyz)

## Open

- [ ] Lee: buy rope by Friday (p5h7qrs)
- [ ] Mo: paint the boat (q6j5tuv)

## Notes
"""


def read(text: str) -> tuple[Statement, ...]:
    return tuple(s for told in read_note(text, "x.md", "", ReadingSettings()).meetings for s in told.statements)


STAMPED = stamp(AGENDA, CALL, read(AGENDA.replace("  - [ ] keep", "  - keep").replace("  - [ ] drop", "  - drop")))


def test_nothing_chosen_says_nothing() -> None:
    assert read(STAMPED) == ()
    assert read(STAMPED.replace("\n", "\r\n")) == ()


KEPT = {"status": Status.OPEN, "kind": Kind.REASSESS, "wake": dt.date(2030, 5, 2)}


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        ("[ ] keep", "[x] keep", KEPT),
        ("- [ ] keep, asleep again until 2030-05-02", "* [X] **Keep**, asleep again until 2 May", KEPT),
        ("[ ] keep, asleep again until 2030-05-02", "[x] keep", {**KEPT, "wake": None}),
        ("[ ] keep, asleep again until 2030-05-02", "[x] keep, in 2 weeks", {**KEPT, "wake": dt.date(2030, 4, 4)}),
        (
            "[ ] keep, asleep again until 2030-05-02 (k3f9abc)",
            "[x] keep, asleep again until 2030-05-02 (K3F9ABC) rather 1 June",
            {**KEPT, "wake": dt.date(2030, 6, 1)},
        ),
        ("[ ] drop", "[x] drop", {"status": Status.DROPPED, "wake": None}),
        ("- [ ] group", "- [x] group", {"status": Status.DONE, "wake": None}),
        ("here (k3f9abc)", "here (k3f9abc) 2030-06-06", {**KEPT, "wake": dt.date(2030, 6, 6)}),
        ("here (k3f9abc)", "here (k3f9abc) → moved to 6 June", {**KEPT, "wake": dt.date(2030, 6, 6)}),
    ],
)
def test_what_was_chosen(old: str, new: str, answer: dict[str, object]) -> None:
    (statement,) = read(STAMPED.replace(old, new, 1))
    assert (statement.item_key, statement.from_agenda, statement.text, statement.owners) == ("k3f9abc", True, "", ())
    assert {name: getattr(statement, name) for name in answer} == answer


@pytest.mark.parametrize(
    ("old", "new", "due", "text"),
    [
        ("Friday (p5h7qrs)", "Friday (p5h7qrs) 2030-04-18", dt.date(2030, 4, 18), ""),
        ("Friday (p5h7qrs)", "Friday (p5h7qrs) - new date: April 18", dt.date(2030, 4, 18), ""),
        ("by Friday (p5h7qrs)", "by 18 April (p5h7qrs)", dt.date(2030, 4, 18), "buy rope by 18 April"),
        # Our own "by Friday" counts from the call that said it, not from this one.
        (
            "by Friday (p5h7qrs)",
            "by Friday, 2030-04-18 (p5h7qrs)",
            dt.date(2030, 4, 18),
            "buy rope by Friday, 2030-04-18",
        ),
        ("boat (q6j5tuv)", "boat (q6j5tuv) by next Tuesday", dt.date(2030, 3, 26), ""),
        ("boat (q6j5tuv)", "boat (q6j5tuv) no paint since 18 March", None, "paint the boat no paint since 18 March"),
    ],
)
def test_a_day_on_a_line_is_the_new_due_date(old: str, new: str, due: dt.date | None, text: str) -> None:
    (statement,) = read(STAMPED.replace(old, new, 1))
    assert (statement.due, statement.text, statement.status) == (due, text, Status.OPEN)
    assert statement.from_agenda


def test_both_boxes_ticked_are_reported_and_neither_counts() -> None:
    text = STAMPED.replace("[ ] keep", "[x] keep").replace("[ ] drop (m", "[x] drop (m")
    note = read_note(text, "x.md", "", ReadingSettings())
    assert [(s.item_key, s.wake) for told in note.meetings for s in told.statements] == [("k3f9abc", KEPT["wake"])]
    assert [(d.line, d.code) for d in note.diagnostics] == [(11, "keep-and-drop")]


def test_boxes_of_items_that_we_did_not_write_are_people_s_own() -> None:
    added = STAMPED.replace("## Notes", "## Notes\n\n- [ ] keep the lamp lit (r7k4mnp)\n")
    assert [(s.text, s.item_key, s.from_agenda) for s in read(added)] == [("keep the lamp lit", "r7k4mnp", False)]
    plain = "# Call 2030-03-21\n\n## To do\n\n- [x] drop the anchor (k3f9abc)\n"
    assert [s.text for s in read(plain)] == ["drop the anchor"]


def test_a_line_of_ours_does_not_change_the_key_of_one_in_the_same_words() -> None:
    own = "TODO: Mo to paint the boat"
    (plain,) = read(f"# Harbour map: 2030-03-21\n\n{own}\n")
    (beside_ours,) = read(STAMPED.replace("## Notes", f"## Notes\n\n{own}\n"))
    assert (beside_ours.text, beside_ours.key, beside_ours.item_key) == ("paint the boat", plain.key, None)


def test_a_long_line_takes_no_time() -> None:
    text = STAMPED.replace("## Notes", "## Notes\n\n" + "- [x] keep (" * 100_000)
    assert read(text)

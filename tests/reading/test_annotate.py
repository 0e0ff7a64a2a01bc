"""Writing outcomes back: in the note's own way, nothing else touched, a second time nothing at all."""

from __future__ import annotations

import datetime as dt

import pytest

from wgtrack.model import Status
from wgtrack.reading.annotate import Outcome, annotate
from wgtrack.reading.note import read_note
from wgtrack.reading.settings import ReadingSettings

DAY = dt.date(2024, 3, 14)
SETTINGS = ReadingSettings()
DONE, DROPPED = Status.DONE, Status.DROPPED


def written(text: str, *outcomes: Outcome, lines: tuple[int, ...] = ()) -> str:
    """The annotated text, having made sure that annotating it again changes nothing."""
    result = annotate(text, outcomes, lines)
    assert annotate(result, outcomes, lines) == result
    return result


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("TODO: Ann to sow", "TODO: Ann to sow (done 2024-03-14)"),
        ("- TODO: Ann to sow\n", "- TODO: Ann to sow (done 2024-03-14)\n"),
        ("- [ ] Ann: sow\n", "- [x] Ann: sow\n"),
        ("1. [ ] Ann: sow\n", "1. [x] Ann: sow\n"),
        ("* **[ ] Ann:** sow\n", "* **[x] Ann:** sow\n"),
        ("> * [ ] Ann: sow\n", "> * [x] Ann: sow\n"),
        ("- \\[ \\] Ann: sow\n", "- \\[x\\] Ann: sow\n"),
        ("- \u2610 Ann: sow\n", "- \u2611 Ann: sow\n"),
        (
            "**ACTION** Ann: sow [beans](https://b.example)",
            "**ACTION** Ann: sow [beans](https://b.example) (done 2024-03-14)",
        ),
    ],
)
def test_done(before: str, after: str) -> None:
    assert written(before, Outcome(1, DONE, DAY)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("TODO: Ann to sow", "TODO: Ann to sow (dropped 2024-03-14)"),
        ("- [ ] Ann: sow\n", "- [ ] Ann: sow (dropped 2024-03-14)\n"),
    ],
)
def test_dropped(before: str, after: str) -> None:
    assert written(before, Outcome(1, DROPPED, DAY)) == after


def test_without_a_day_there_is_none() -> None:
    assert written("TODO: sow", Outcome(1, DONE)) == "TODO: sow (done)"


@pytest.mark.parametrize(
    ("used", "done", "dropped"),
    [
        (" -- DONE", " -- DONE", " -- DROPPED"),
        (" \\-- DONE", " \\-- DONE", " \\-- DROPPED"),
        (" -- done", " -- done", " -- dropped"),
        (" \u2014 Done", " \u2014 Done", " \u2014 Dropped"),
        (" (DONE)", " (DONE)", " (DROPPED)"),
        (" DONE", " DONE", " DROPPED"),
        (" \u2705", " \u2705", " (dropped 2024-03-14)"),
    ],
)
def test_the_notes_own_mark_is_used(used: str, done: str, dropped: str) -> None:
    text = f"- TODO: Ann to dig{used}\n- TODO: Bob to sow\n- TODO: Cy to rake\n"
    result = written(text, Outcome(2, DONE, DAY), Outcome(3, DROPPED, DAY))
    assert result == f"- TODO: Ann to dig{used}\n- TODO: Bob to sow{done}\n- TODO: Cy to rake{dropped}\n"


@pytest.mark.parametrize(
    "text",
    [
        "- TODO: Ann to sow -- DONE\n",
        "- TODO: Ann to sow (now done)\n",
        "- [x] Ann: sow\n",
        "- [X] Ann: sow\n",
        "- \u2611 Ann: sow\n",
        "TODO: Ann to sow \u2705",
    ],
)
def test_what_says_so_already_stays(text: str) -> None:
    assert written(text, Outcome(1, DONE, DAY)) == text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_mark_and_final_newline_stay(end: str) -> None:
    text = f"\ufeffTODO: Ann to sow{end}{end}- [ ] Bob: dig\t{end}\u2028 TODO: rake\\{end}end"
    result = written(text, Outcome(1, DONE), Outcome(3, DONE), lines=(1, 3))
    assert result == f"\ufeffTODO: Ann to sow (done){end}{end}- [x] Bob: dig\t{end}\u2028 TODO: rake\\{end}end"


def test_the_mark_stands_behind_the_last_word_of_a_wrapped_action() -> None:
    text = "- TODO: Ann to sow\n  the beans\n- next\n"
    assert written(text, Outcome(1, DONE)) == "- TODO: Ann to sow\n  the beans (done)\n- next\n"


def test_the_next_action_of_the_same_paragraph_ends_the_first() -> None:
    text = "TODO: Ann to sow\nthe beans\nTODO: Bob to dig\n"
    result = written(text, Outcome(1, DONE), lines=(1, 3))
    assert result == "TODO: Ann to sow\nthe beans (done)\nTODO: Bob to dig\n"


@pytest.mark.parametrize("hard_break", ["\\", "  "])
def test_a_hard_line_break_stays_at_the_end(hard_break: str) -> None:
    text = f"TODO: sow{hard_break}\nTODO: dig"
    assert written(text, Outcome(1, DONE), lines=(1, 2)) == f"TODO: sow (done){hard_break}\nTODO: dig"


def test_a_status_cell_is_filled() -> None:
    table = "| Owner | Task | Status |\n|---|---|---|\n| Ann | sow \\| dig | open |\n"
    assert written(table, Outcome(3, DONE, DAY)).splitlines()[2] == "| Ann | sow \\| dig | done |"
    assert written(table, Outcome(3, DROPPED, DAY)).splitlines()[2] == "| Ann | sow \\| dig | dropped |"


@pytest.mark.parametrize("bars", ["| {} |", "{}"])
def test_a_row_without_a_status_is_marked_in_its_task(bars: str) -> None:
    rows = [bars.format(row) for row in ("Owner of it | Task", "--- | ---", "Annabel Underhill | sow")]
    result = written("\n".join(rows), Outcome(3, DONE, DAY))
    assert result.splitlines()[2] == bars.format("Annabel Underhill | sow (done 2024-03-14)")


@pytest.mark.parametrize("status", [Status.OPEN, Status.IN_PROGRESS, Status.REVIEW])
def test_other_states_write_nothing(status: Status) -> None:
    assert written("- [ ] Ann: sow", Outcome(1, status, DAY)) == "- [ ] Ann: sow"


def test_a_line_that_is_not_there_is_left_alone() -> None:
    text = "```\nTODO: sow\n```\n"
    assert written(text, Outcome(0, DONE), Outcome(2, DONE), Outcome(99, DONE)) == text


@pytest.mark.parametrize(
    "text",
    [
        "ACTION: Ann to sow\nWe meet on Friday again.\n",
        "ACTION: Ann to sow\nOwner: Ben\n",
        "- TODO: Ann to sow\n  The rest of us digs the long bed behind the shed, as we did last year.\n",
    ],
)
def test_the_mark_stands_where_the_marked_words_end(text: str) -> None:
    heading = "# Call of 7 March 2024\n\n"
    first, _, rest = text.partition("\n")
    result = written(heading + text, Outcome(3, DONE, DAY))
    assert result == f"{heading}{first} (done 2024-03-14)\n{rest}"
    before, after = (read_note(one, "call.md", "", SETTINGS).meetings[0].statements for one in (heading + text, result))
    assert [(one.key, one.owners) for one in after] == [(one.key, one.owners) for one in before]
    assert [one.status for one in after] == [DONE]


def test_the_mark_stands_at_the_end_of_a_wrapped_line() -> None:
    text = "ACTION: Ann to sow the beans and the peas, and to ask the neighbour whether\nBen may have some\n"
    assert written(text, Outcome(1, DONE, DAY)) == text.rstrip("\n") + " (done 2024-03-14)\n"


def test_a_word_for_a_mark_is_written_once() -> None:
    assert written("TODO DONE ", Outcome(1, DROPPED)) == "TODO DONE DROPPED "


@pytest.mark.parametrize(
    "line",
    [
        "- sow the long bed - TODO", "- sow the long bed - ACTION: Ann", "- sow the long bed. ACTION: Ann",
        "- TODO: sow **Ann**", "- TODO: sow _Ann_",
        "### ACTION: Ann to sow ###", "##ACTION: Ann to sow##", "### ACTION: Ann to sow", "- TODO: sow, Ann",
        "- TODO: sow (Ann)", "- TODO: sow (Ann) - see the plan", "- TODO: sow | Ann", "- TODO: sow. *Ongoing*",
        "- Ann TODO: sow", "- `TODO`: Ann to sow", "Talk went on. Action for Ann: sow",
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", [DONE, DROPPED])
def test_what_was_written_is_read_and_nothing_else_changes(line: str, status: Status) -> None:
    text = f"# Garden, March 14, 2024\n\nPresent: Ann, Lee\n\n{line}\n"

    def read(note: str) -> tuple[tuple[str, ...], str, str]:
        (said,) = read_note(note, "notes/garden.md", "", SETTINGS).meetings[0].statements
        return said.owners, str(said.status), said.key

    owners, before, key = read(text)
    assert before == "open"
    assert read(written(text, Outcome(5, status, DAY), lines=(5,))) == (owners, str(status), key)

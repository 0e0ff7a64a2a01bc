"""Action lists that groups keep elsewhere: CSV and JSON of any tool, row by row."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgtrack.errors import NoteError
from wgtrack.model import Kind, Person, Status
from wgtrack.reading.entries import Entries, read_entries
from wgtrack.reading.lists import read_rows
from wgtrack.reading.settings import ReadingSettings

TODAY = dt.date(2030, 3, 7)
"""A Thursday."""
PEOPLE = (Person("ada", name="Ada Example", login="ada-x", email="ada@boats.example"),)


def read(text: str) -> Entries:
    return read_entries(read_rows(text, "list.csv"), "list.csv", TODAY, ReadingSettings(people=PEOPLE))


def facts(text: str, *names: str) -> list[Any]:
    """What each entry says, by the names of a statement's fields."""
    found = [[getattr(each.statement, name) for name in names] for each in read(text).entries]
    return [each[0] for each in found] if len(names) == 1 else found


def faults(text: str) -> list[str]:
    return [f"{each.path}:{each.line} {each.code}" for each in read(text).remarks]


@pytest.mark.parametrize(
    "header",
    [
        "Action,Owner,Due,Status",
        "ACTION ITEM,WHO,BY WHEN,STATE",
        "task,assigned_to,due_date,status",
        "Summary,Assignee,Due Date,Status",
        "Card Name,Members,Due Date,List",
        "Aufgabe,Verantwortlich,Frist,Stand",
        "taskName,assignee,dueDate,state",
        "What,By,Deadline,Done?",
    ],
)
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_columns_are_known_in_any_order_and_case(header: str, order: tuple[int, ...]) -> None:
    lines = [header, "oil the hinges,Ada,2030-03-20,done"]
    text = "\n".join(",".join(line.split(",")[n] for n in order) for line in lines)
    (entry,) = read(text).entries
    one = entry.statement
    assert (one.text, one.owners, one.people) == ("oil the hinges", ("Ada",), ("ada",))
    assert (one.due, one.status, one.line) == (dt.date(2030, 3, 20), Status.DONE, 2)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_cells_may_stand_between_any_of_the_usual_signs(sign: str) -> None:
    assert facts(sign.join(["Owner", "Task"]) + "\n" + sign.join(["Bo", "mend it"]), "text", "owners") == [
        ["mend it", ("Bo",)]
    ]


def test_what_spreadsheets_write_is_read() -> None:
    text = '\ufeffsep=;\r\nTask;Who\r\n"walk; the\r\npier";Bo\r\n;\r\n"say ""when""";Lee\r\n'
    assert facts(text, "text", "line") == [["walk; the pier", 3], ['say "when"', 6]]


def test_a_quote_that_guards_a_spreadsheet_is_taken_off() -> None:
    assert facts("Task,Owner\n'=SUM(A1),'@ada-x\n'tis odd,Bo\n", "text", "owners") == [
        ["=SUM(A1)", ("ada-x",)],
        ["'tis odd", ("Bo",)],
    ]


@pytest.mark.parametrize(
    ("cell", "owners"),
    [
        ("Ada; Bo", ("Ada", "Bo")),
        ('"Ada, Bo"', ("Ada", "Bo")),
        ("Ada and Bo", ("Ada", "Bo")),
        ("Ada Example", ("Ada Example",)),
        ("@ada-x", ("ada-x",)),
        ("ada@boats.example", ("Ada Example",)),
        ("Unassigned", ()),
        ("tbd", ()),
        ("-", ()),
        ("", ()),
    ],
)
def test_owners(cell: str, owners: tuple[str, ...]) -> None:
    assert facts(f"Task,Owner\nmend it,{cell}\n", "owners") == [owners]


def test_without_a_column_the_words_say_who_and_when() -> None:
    assert facts("Action items\nBo to mend the rope by 20 March\n", "text", "owners", "due") == [
        ["Bo to mend the rope by 20 March", ("Bo",), dt.date(2030, 3, 20)]
    ]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2030-03-20", dt.date(2030, 3, 20)),
        ("2030-03-20T17:00:00Z", dt.date(2030, 3, 20)),
        ("2030-03-20 17:00", dt.date(2030, 3, 20)),
        ("20 March 2030", dt.date(2030, 3, 20)),
        ("next friday", dt.date(2030, 3, 8)),
        ("in 2 weeks", dt.date(2030, 3, 21)),
        ("n/a", None),
        ("", None),
    ],
)
def test_days_count_from_today(cell: str, day: dt.date | None) -> None:
    assert facts(f"Task,Due\nmend it,{cell}\n", "due") == [day]
    assert faults(f"Task,Due\nmend it,{cell}\n") == []


@pytest.mark.parametrize("cell", ["by blursday", "2030-02-30", "end of the sprint"])
def test_a_day_that_is_not_understood_is_told_with_its_line(cell: str) -> None:
    text = f"Task,Due\nmend it,\noil it,{cell}\n"
    assert facts(text, "due") == [None, None]
    assert faults(text) == ["list.csv:3 unknown-date"]


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("", Status.OPEN),
        ("To Do", Status.OPEN),
        ("Backlog", Status.OPEN),
        ("open", Status.OPEN),
        ("In Progress", Status.IN_PROGRESS),
        ("in_progress", Status.IN_PROGRESS),
        ("In review", Status.REVIEW),
        ("Done", Status.DONE),
        ("CLOSED", Status.DONE),
        ("Resolved", Status.DONE),
        ("Cancelled", Status.DROPPED),
        ("won't fix", Status.DROPPED),
    ],
)
def test_states(cell: str, status: Status) -> None:
    text = f"Task,Status\nmend it,{cell}\n"
    assert facts(text, "status") == [status]
    assert faults(text) == []


def test_a_state_that_is_not_known_is_told_and_left_open() -> None:
    text = "Task,Status\nmend it,purple\n"
    assert facts(text, "status") == [Status.OPEN]
    assert faults(text) == ["list.csv:2 unknown-status"]


def test_a_reassessment_keeps_its_day() -> None:
    ((kind, wake, due),) = facts("text,kind,wake\nlook at the horn,reassess,2030-05-01\n", "kind", "wake", "due")
    assert (kind, wake, due) == (Kind.REASSESS, dt.date(2030, 5, 1), dt.date(2030, 5, 1))
    assert facts("Task\nreassess in 6 weeks whether the horn stays\n", "kind", "wake") == [
        [Kind.REASSESS, dt.date(2030, 4, 18)]
    ]


def test_rows_with_a_fault_are_told_and_the_others_are_read() -> None:
    text = "Task,Owner\n,Bo\nmend it,Bo,and,more\noil it,Bo\n...,Bo\n"
    found = read(text)
    assert [each.statement.text for each in found.entries] == ["oil it"]
    assert faults(text) == ["list.csv:2 no-text", "list.csv:3 broken-row", "list.csv:5 no-text"]
    assert found.left_out == 3


@pytest.mark.parametrize("text", ["", "\ufeff \n\n", "Task,Owner\n", "[]", '{"items": []}'])
def test_a_list_may_be_empty(text: str) -> None:
    assert read(text) == Entries("list.csv", ())


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("print the form,Mira,2024-05-01\n", "list.csv:1: no column"),
        ("Owner,Due\nBo,2030-03-20\n", "list.csv:1: no column"),
        ('{"items": [\n  {"text": "a"},\n  {"text" "b"}]}', "list.csv:3 is not JSON"),
        ('[{"text": "a"}', "list.csv:1 is not JSON"),
        ('{"text": "mend it"}', "list.csv: this object holds no list"),
        ('[{"what is": 3}, {"owner": "Bo"}]', "list.csv:1: no column"),
        ("[" * 100_000, "list.csv is nested too deeply"),
    ],
)
def test_what_is_no_list_is_one_sentence(text: str, where: str) -> None:
    with pytest.raises(NoteError) as caught:
        read(text)
    assert str(caught.value).startswith(where)


def test_json_of_several_tools_is_read_with_its_lines() -> None:
    ours = {"items": [{"key": "k3f9abc", "text": "mend it", "owners": ["Ada", "Bo"], "due": "2030-03-20"}]}
    assert facts(json.dumps(ours), "key", "text", "owners", "due") == [
        ["k3f9abc", "mend it", ("Ada", "Bo"), dt.date(2030, 3, 20)]
    ]
    gh = '[\n {"title": "mend it",\n  "assignees": [{"login": "bo-x"}], "state": "OPEN"},\n\n 7,\n {"title": "oil it"}]'
    assert facts(gh, "text", "owners", "line") == [["mend it", ("bo-x",), 2], ["oil it", (), 6]]
    assert faults(gh) == ["list.csv:5 broken-row"]


def test_an_item_keeps_the_day_since_which_it_is_known() -> None:
    days = [each.since for each in read("Task,Created at\na b,2030-01-02\nc d,2031-01-01\ne f,\n").entries]
    assert days == [dt.date(2030, 1, 2), TODAY, TODAY]


def test_issues_are_remembered() -> None:
    refs = facts("Task,Issue\nanswer,boats/map#4\nask in https://github.com/boats/map/issues/5,\n", "refs")
    assert [[str(ref) for ref in each] for each in refs] == [["boats/map#4"], ["boats/map#5"]]


@given(st.text() | st.binary().map(lambda data: data.decode("latin-1")))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    for given_text in (text, f"Task,Due,Status,Owner\n{text}", f'[{{"text": {json.dumps(text)}}}]'):
        texts: list[str] = []
        with contextlib.suppress(NoteError):
            texts = [each.statement.text for each in read(given_text).entries]
        assert [one for one in texts if not one or one != " ".join(one.split())] == []

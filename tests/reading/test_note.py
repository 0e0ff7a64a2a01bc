"""A whole note: what the golden cases do not show."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgtrack.model import Kind, Note, Person, Statement
from wgtrack.reading.note import read_note
from wgtrack.reading.settings import ReadingSettings

DANA = Person("dana", name="Dana Reyes", login="dreyes", aliases=("DR",))
LEE = Person("lee", name="Lee Park")


def read(text: str, settings: ReadingSettings | None = None) -> Note:
    return read_note(text, "2024-03-07.md", "", settings or ReadingSettings())


def statements(text: str, settings: ReadingSettings | None = None) -> list[Statement]:
    return [statement for told in read(text, settings).meetings for statement in told.statements]


@pytest.mark.parametrize("owner", ["Dana", "Dana Reyes", "@dreyes", "DR", "dana"])
def test_owners_are_the_configured_persons_by_any_spelling(owner: str) -> None:
    (said,) = statements(f"- TODO: {owner}: write it", ReadingSettings(people=(DANA, LEE)))
    assert said.people == ("dana",)
    assert said.owners == (owner.removeprefix("@"),)


def test_a_first_name_that_two_persons_share_is_neither() -> None:
    twins = (Person("reyes", name="Dana Reyes"), Person("moss", name="Dana Moss"))
    (said,) = statements("- TODO: Dana: write it", ReadingSettings(people=twins))
    assert (said.owners, said.people) == (("Dana",), ())


def test_own_markers_and_sections_work_like_the_built_in_ones() -> None:
    settings = ReadingSettings(markers=("hausaufgabe",), sections=("wer macht was",))
    text = "- Hausaufgabe: Dana to write it\n\n## Wer macht was\n\n- Lee to read it\n"
    assert [(one.line, one.owners) for one in statements(text, settings)] == [(1, ("Dana",)), (5, ("Lee",))]
    assert statements(text) == []


def test_a_key_at_the_end_of_a_line_is_the_items_own() -> None:
    (said,) = statements("- TODO: Dana to write it (k3f9abc)")
    assert (said.text, said.item_key) == ("write it", "k3f9abc")


def test_a_keys_words_leave_out_owner_day_and_outcome() -> None:
    first, second = statements("- TODO: Dana to write it by Friday -- DONE\n- ACTION Lee: write it\n")
    assert first.words == second.words == "write it"
    assert first.key != second.key


def test_a_reassessment_wakes_on_the_day_stated() -> None:
    (said,) = statements("- TODO: reassess in 6 weeks")
    assert (said.kind, said.due, said.wake) == (Kind.REASSESS, dt.date(2024, 4, 18), dt.date(2024, 4, 18))


def test_refs_come_from_text_and_links_of_the_action_alone() -> None:
    (said,) = statements("- TODO: see [the issue](https://github.com/acme/lab/issues/7)\n    - acme/lab#8\n")
    assert [str(ref) for ref in said.refs] == ["acme/lab#7"]


HOSTILE = {
    "one long line": "TODO: x " * 50_000,
    "brackets": "[" * 300_000,
    "bold": "**a " * 100_000,
    "names": "TODO: " + "Dana, " * 50_000,
    "empty lines": "\n" * 200_000 + "TODO: x",
    "nested": "\n".join("  " * depth + "- TODO: x" for depth in range(600)),
    "quotes": "> " * 50_000 + "x",
    "spaces": "TODO:" + " " * 300_000 + "x",
    "backticks": "`" * 300_000,
    "initials": "AI " * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_more_than_time_in_proportion(name: str) -> None:
    text = HOSTILE[name]
    started = time.process_time()
    assert read(text).meetings
    spent = time.process_time() - started
    assert spent < 10, f"{len(text)} characters took {spent:.1f} s"


ODD = st.text(alphabet=st.sampled_from("ab TODO:AI-*#[]()x|@~`<>\n\t\\1.,;!?\u2028\u0130\ud800\0"), max_size=120)


@given(ODD)
def test_no_text_fails(text: str) -> None:
    lines = text.replace("\r", "\n").count("\n") + 1
    for said in statements("## Action items\n\n" + text):
        assert 1 <= said.line <= lines + 2

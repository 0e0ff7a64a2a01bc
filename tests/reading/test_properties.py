"""What holds for any text: nothing fails, line numbers are true, what is written can be read back."""

from __future__ import annotations

import datetime as dt
import random
import sys
import time
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from wgtrack.model import Note, Statement, Status
from wgtrack.reading.annotate import Outcome, annotate
from wgtrack.reading.dates import find_date_phrases
from wgtrack.reading.note import read_note
from wgtrack.reading.refs import find_refs
from wgtrack.reading.settings import ReadingSettings

PLAIN = ReadingSettings()
DAY = dt.date(2024, 3, 14)
unhurried = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

WORDS = st.sampled_from(
    """TODO TODO: ACTION ACTION: AI AI: [ ] [x] - * 1. # ## > | |- --- ``` ~~ ** _ : ( ) [ ] \\ \\-- DONE (done) dropped
    Ann Bob Ann: Bob: @ann to will by in next Friday March 3 2024-03-14 weeks 2-3 #12 club/garden#12
    https://github.com/club/garden/issues/12 Present: Attendees Participants: Regrets Date: team all None
    <!-- --> <br> &amp; Action Items Next steps Owner Task Due Status""".split()
)
GAPS = st.sampled_from(
    [" ", " ", " ", "\n", "\n", "\n\n", "\n  ", "\n    ", "\t", "\r\n", "\n- ", "\n| ", "\n## ", "\u00a0", "\u2028"]
)
NOTES = st.lists(st.tuples(WORDS | st.text(max_size=6), GAPS), max_size=80).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)


def read(text: str, path: str = "notes/2024-03-14.md") -> Note:
    return read_note(text, path, "", PLAIN)


def statements(text: str) -> list[Statement]:
    return [statement for meeting in read(text).meetings for statement in meeting.statements]


def line_count(text: str) -> int:
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


@unhurried
@given(NOTES | st.text(max_size=300))
@example("")
@example("\ufeff\ufeff- [ ] \0")
@example("---\ndate: 0000-00-00\n---")
@example("TODO: x by 31.02.9999 in 9999 years W99 by 0/0/0000")
@example("\ud800 TODO: x")
@example("TODO\nRegrets\n[x]\u00a0")
def test_any_text_is_read_and_lines_are_true(text: str) -> None:
    lines = line_count(text)
    for meeting in read(text).meetings:
        numbers = [statement.line for statement in meeting.statements]
        assert numbers == sorted(numbers)
        assert all(1 <= number <= lines for number in numbers)


@unhurried
@given(NOTES | st.text(max_size=300))
def test_reading_twice_says_the_same(text: str) -> None:
    assert read(text) == read(text)


@unhurried
@given(NOTES | st.text(max_size=200), st.dates() | st.none())
@example("Friday in 3 weeks, EOM, end of Q4, Feb 29, W53", dt.date.max)
@example("Friday next week, yesterday, end of last year", dt.date.min)
def test_date_phrases_are_where_they_say(text: str, meeting: dt.date | None) -> None:
    end = 0
    for phrase in find_date_phrases(text, meeting):
        assert text[phrase.start : phrase.end] == phrase.words
        assert phrase.words
        assert phrase.end > end
        end = phrase.end
        assert phrase.understood or phrase.date is None


@unhurried
@given(NOTES | st.text(max_size=200))
def test_references_are_written_out(text: str) -> None:
    found = find_refs(text, (), PLAIN)
    assert len(set(found)) == len(found)
    for ref in found:
        assert ref.repo in text
        assert str(ref.number) in text


# ---- what is written can be read back ---------------------------------------------------------------------------

VERBS = st.sampled_from(["write", "send", "paint", "count", "mend", "water"])
THINGS = st.sampled_from(["the shed door", "the seed list", "a letter to the mayor", "all the pots", "bed four"])
OWNERS = st.sampled_from(["Ann", "Bob", "Dora", ""])
DUES = st.sampled_from(["", "by 2024-04-01", "by Friday", "in 2 weeks"])
DUE_DATES = {
    "": None,
    "by 2024-04-01": dt.date(2024, 4, 1),
    "by Friday": dt.date(2024, 3, 15),
    "in 2 weeks": dt.date(2024, 3, 28),
}
TASKS = st.lists(st.tuples(OWNERS, VERBS, THINGS, DUES, st.booleans()), min_size=1, max_size=8)
Task = tuple[str, str, str, str, bool]


def written(tasks: Sequence[Task]) -> str:
    lines = ["# Garden call 2024-03-14", "", "Present: Ann, Bob, Dora", "", "## Action items", ""]
    for owner, verb, thing, due, done in tasks:
        said = " ".join(part for part in (f"{owner}:" if owner else "", verb, thing, due) if part)
        lines.append(f"- [{'x' if done else ' '}] {said}")
    return "\n".join(lines) + "\n"


def as_task(statement: Statement) -> tuple[tuple[str, ...], dt.date | None, Status]:
    return statement.owners, statement.due, statement.status


@unhurried
@given(TASKS)
def test_a_list_that_was_written_reads_as_it_was_meant(tasks: list[Task]) -> None:
    found = statements(written(tasks))
    meant = [
        ((owner,) if owner else (), DUE_DATES[due], Status.DONE if done else Status.OPEN)
        for owner, _, _, due, done in tasks
    ]
    assert [as_task(statement) for statement in found] == meant
    assert [statement.line for statement in found] == list(range(7, 7 + len(tasks)))


@unhurried
@given(TASKS)
def test_a_list_that_was_read_can_be_written_again(tasks: list[Task]) -> None:
    first = statements(written(tasks))
    again = written(
        [
            (statement.owners[0] if statement.owners else "", statement.text, "", "", statement.status.closed)
            for statement in first
        ]
    )
    assert [(*as_task(one), one.text, one.key) for one in statements(again)] == [
        (*as_task(one), one.text, one.key) for one in first
    ]


@unhurried
@given(
    TASKS, st.data(), st.sampled_from(["- [ ] ", "- TODO: ", "TODO: ", "* ACTION: "]), st.sampled_from(["\n", "\r\n"])
)
def test_what_annotate_writes_is_read_and_nothing_else_changes(
    tasks: list[Task], data: st.DataObject, marker: str, end: str
) -> None:
    text = written([(*task[:4], False) for task in tasks]).replace("- [ ] ", marker).replace("\n", end)
    before = statements(text)
    chosen = data.draw(st.sampled_from(before))
    status = data.draw(st.sampled_from([Status.DONE, Status.DROPPED]))
    outcomes = [Outcome(chosen.line, status, dt.date(2024, 3, 20))]
    lines = [statement.line for statement in before]
    result = annotate(text, outcomes, lines)
    after = statements(result)
    assert [one.status for one in after] == [status if one is chosen else one.status for one in before]
    assert [(one.line, one.owners, one.due, one.key) for one in after] == [
        (one.line, one.owners, one.due, one.key) for one in before
    ]
    assert annotate(result, outcomes, lines) == result
    assert result.count(end) == text.count(end)


@unhurried
@given(NOTES, st.lists(st.tuples(st.integers(-1, 60), st.sampled_from(list(Status))), max_size=8))
def test_annotating_any_text_only_adds_and_only_once(text: str, asked: list[tuple[int, Status]]) -> None:
    outcomes = [Outcome(line, status) for line, status in dict(asked).items()]
    result = annotate(text, outcomes)
    assert line_count(result) == line_count(text)
    assert len(result) >= len(text) - 20 * len(outcomes)
    assert annotate(result, outcomes) == result


# ---- hostile texts ----------------------------------------------------------------------------------------------


def seconds_to_read(text: str) -> float:
    started = time.process_time()
    read(text)
    return time.process_time() - started


def every_category() -> str:
    """The last character of each general category of Unicode, apart from the spaces that end a line."""
    last = {unicodedata.category(chr(code)): chr(code) for code in range(sys.maxunicode + 1)}
    assert len(last) == 30
    return " ".join(last[category] for category in sorted(last))


HOSTILE = {
    "brackets": "[" * 1_000_000,
    "parentheses after a marker": "TODO: " + "(" * 300_000,
    "stars": "*" * 500_000,
    "backticks": "`" * 500_000,
    "bars": "|a|b|\n|-|-|\n" + "|" * 300_000,
    "quotes": ">" * 20_000,
    "white space": " " * 500_000 + "x",
    "empty lines": "\n" * 300_000,
    "tildes": "- ~a " * 100_000,
    "empty bullets": "- - a\n" * 60_000,
    "names to meet": "TODO: Ann to meet with " + "Bo, " * 100_000,
    "digits": "TODO: " + "1" * 500_000,
    "fractions": "TODO: " + "1/" * 100_000,
    "dates": "TODO: dig " + "by March 3 " * 20_000,
    "numbers": "TODO: dig " + "#1 " * 50_000,
    "addresses": "TODO: " + "https://" * 60_000,
    "labels of lists": "## Attendees\n\n" * 10_000,
    "headings that repeat a word": ("## Action items " + "next " * 20 + "\n\n") * 5_000,
    "headings that repeat words of two languages": ("## " + "de la " * 17 + "acties\n\n") * 5_000,
    "headings of a wiki": "= x " + " " * 300_000 + "\n== " + "=" * 300_000,
    "lettered lists": "a. x\nb. x\n\nii. x\n" * 10_000,
    "paragraphs with a report each": "## Actions\n\n" + "Ann to dig.\n\n- dug\n\n" * 5_000,
    "apostrophes": "TODO: " + "'" * 500_000,
    "talk below a label of a list": "## Attendees\n" + "- Ann Ode\n- we talked of it, and more. \n" * 5_000,
    "a sign that does not come": "## Attendees\n- Ann Ode\n- " + "a b " * 100_000 + "\n",
    "names": "Present: " + "Ann, " * 50_000,
    "markers": "TODO: " * 50_000,
    "boxes": "- [ ] x\n" * 10_000,
    "emphasised words": "TODO: Ann to *dig* **a** bed\n" * 8_000,
    "a line of emphasised words": "TODO: Ann to dig " + "*a* b " * 30_000,
    "bullets below a number": "1." + " " * 20_000 + "x\n" + " - a\n" * 5_000,
    "blanks behind a name": "TODO to Ann" + "\t\u00a0" * 20_000 + "x",
    "blanks behind a marker": "TODO " + "\t" * 100_000 + " x",
    "labels of who": "!" * 100_000 + "\n\n" + "Who:\n" * 5_000,
    "links": "TODO: Ann to dig [a](http://b.example)\n" * 8_000,
    "blanks behind a key": "- [ ] Ann (x)" + "\t\u00a0" * 50_000 + "x",
    "names in brackets": "Attendees:\n\nAnn, Bob " + "[Ann]" * 20_000,
    "lists in lists": "".join("  " * depth + "- [ ] a\n" for depth in range(1000)),
}


@pytest.mark.slow
@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HOSTILE.items()])
def test_time_is_linear_in_length(text: str) -> None:
    quarter, whole = seconds_to_read(text[: len(text) // 4]), seconds_to_read(text)
    assert whole < 8 * quarter + 1
    assert whole < 20


@pytest.mark.slow
def test_ten_megabytes_of_one_line() -> None:
    assert seconds_to_read("TODO: Ann to dig " + "and dig " * 1_250_000) < 60


def test_every_unicode_category_is_read() -> None:
    categories = every_category()
    (statement,) = statements(f"- TODO: Ann to dig {categories} the garden")
    assert statement.line == 1
    shuffled = list(categories)
    random.Random(14).shuffle(shuffled)
    read("- [ ] " + "".join(shuffled))


def test_a_thousand_levels_keep_their_lines() -> None:
    text = "## Action items\n" + "".join("  " * depth + f"- [ ] Ann: dig hole {depth}\n" for depth in range(1000))
    assert [one.line for one in statements(text)] == sorted({one.line for one in statements(text)})
    assert statements(text)[0].line == 2

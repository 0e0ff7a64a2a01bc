"""A note is edited and read again: its items are recognised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import assert_no_quadratic_time
from tests.factory import Said, note, refs
from wgtrack.store.edits import successors
from wgtrack.store.folding import Mention
from wgtrack.store.matching import match

DAY = "2020-03-05"


def reading(*said: Said, date: str = DAY) -> list[Mention]:
    made = note(date, *said, path="notes/a.md")
    return [Mention(s, made.path, dt.date.fromisoformat(date)) for told in made.meetings for s in told.statements]


def in_place_of(before: Sequence[Said], now: Sequence[Said]) -> dict[str, str]:
    """What `successors` finds, as words."""
    old, new = reading(*before), reading(*now)
    words = {m.statement.key: m.statement.text for m in [*old, *new]}
    return {words[a]: words[b] for a, b in successors(old, new).items()}


CHARTS, BOAT = "Lee: order new charts", "Mo: sell the boat"
LAMP, LIGHT = "Dana: repair the lamp of the north tower", "Dana: see to the light up north"


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ([LAMP], [LIGHT]),
        ([CHARTS, LAMP, BOAT], [CHARTS, LIGHT, BOAT]),
        ([CHARTS, LAMP, BOAT], ["Mo: buy rope", CHARTS, "Kim: call the pilots", LIGHT, BOAT]),
        ([LAMP, BOAT], [LIGHT, CHARTS, BOAT]),
        ([CHARTS, LAMP], [CHARTS, "Dana: write to Kim", LIGHT]),
    ],
)
def test_a_line_written_anew_in_its_place(before: list[Said], now: list[Said]) -> None:
    assert in_place_of(before, now) == {LAMP[6:]: LIGHT[6:]}


def test_the_number_that_the_group_gives_a_task_stays() -> None:
    def numbered(text: str, number: str) -> Said:
        return {"text": text, "number": number}

    lamp, light = numbered(LAMP, "ai-3"), numbered("Lee: order glass", "ai-3")
    assert in_place_of([lamp], [light]) == {LAMP[6:]: "order glass"}
    assert in_place_of([lamp], [LIGHT, light]) == {LAMP[6:]: "order glass"}
    assert in_place_of([lamp], [numbered(LIGHT, "ai-4")]) == {}


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ([LAMP], [LAMP]),
        ([LAMP], []),
        ([], [LAMP]),
        ([CHARTS, LAMP, BOAT], [LIGHT, CHARTS, BOAT]),
        ([LAMP], ["Lee: see to the light up north"]),
        ([LAMP], ["see to the light up north"]),
        ([LAMP], ["Dana: order oil"]),
        (["Dana: write the report"], ["Dana: write to Kim"]),
        (["Dana: open door 4 of the tower"], ["Dana: open door 5 of the tower"]),
        (
            [{"text": "Dana: answer in the north", "refs": refs("harbour/site#4")}],
            [{"text": "Dana: reply to the north", "refs": refs("harbour/site#5")}],
        ),
        ([LAMP], [{"text": LIGHT, "item_key": "abcdef2"}]),
    ],
)
def test_another_task_has_no_claim_to_the_place(before: list[Said], now: list[Said]) -> None:
    assert in_place_of(before, now) == {}


def test_of_several_the_likest() -> None:
    found = in_place_of(
        ["Dana: repair the lamp of the north tower", "Dana: paint the door of the north tower"],
        ["Dana: new paint for the north tower's door, the green one", "Dana: see to the north lamp"],
    )
    assert found == {
        "repair the lamp of the north tower": "see to the north lamp",
        "paint the door of the north tower": "new paint for the north tower's door, the green one",
    }


def test_one_line_split_in_two_goes_on_in_one_of_them() -> None:
    found = in_place_of(
        ["Dana: write the harbour report, then send it to the pilots"],
        ["Dana: write the harbour report", "Dana: send it to the pilots"],
    )
    assert found == {"write the harbour report, then send it to the pilots": "write the harbour report"}


def test_the_day_of_the_call_was_mended() -> None:
    old, new = reading("Dana: review", CHARTS), reading("Dana: review", CHARTS, date="2020-03-06")
    assert successors(old, new) == {a.statement.key: b.statement.key for a, b in zip(old, new, strict=True)}


def test_one_file_for_call_after_call() -> None:
    assert successors(reading(LAMP, CHARTS), reading(LIGHT, CHARTS, date="2020-03-19")) == {
        a.statement.key: b.statement.key
        for a, b in zip(reading(CHARTS), reading(CHARTS, date="2020-03-19"), strict=True)
    }


def test_what_was_gone_before_and_answers_are_left_alone() -> None:
    old, new = reading(LAMP), reading(LIGHT)
    assert successors([replace(m, gone=True) for m in old], new) == {}
    answers = [replace(m, statement=replace(m.statement, from_agenda=True)) for m in old]
    assert successors(answers, new) == {}


def test_the_item_is_recognised_and_its_old_key_answers() -> None:
    old, new = reading(CHARTS, LAMP, BOAT), reading(CHARTS, LIGHT, BOAT)
    gone, fresh = old[1], new[1]
    (pair,) = successors(old, new).items()
    assert pair == (gone.statement.key, fresh.statement.key)
    left = replace(gone, gone=True, statement=replace(gone.statement, item_key=pair[1]))
    assert pair in match([*new, left]).clusters
    assert pair not in match([*new, replace(gone, gone=True)]).clusters


LINES = st.lists(st.sampled_from([CHARTS, BOAT, LAMP, LIGHT, "Dana: lamp oil", "lamp", "Lee: charts", ""]), max_size=8)


@given(LINES, LINES)
def test_nothing_is_its_own_successor_and_none_has_two(before: list[Said], now: list[Said]) -> None:
    old, new = reading(*before), reading(*now)
    found = successors(old, new)
    ours, theirs = ({m.statement.key for m in some} for some in (old, new))
    assert found.keys() <= ours - theirs
    assert set(found.values()) <= theirs - ours
    assert len(set(found.values())) == len(found)
    assert successors(reversed(old), reversed(new)) == found


def test_a_long_note_written_anew_takes_no_quadratic_time() -> None:
    def following(lines: int) -> Callable[[], object]:
        old = reading(*(f"Dana: harbour lamp number {n}" for n in range(lines)))
        new = reading(*(f"Dana: lamp of the harbour, {n}" for n in range(lines)))
        return lambda: successors(old, new)

    assert_no_quadratic_time(following, 400, 2000)

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factory import Said, note, refs
from wgtrack.store.folding import Mention
from wgtrack.store.matching import Matching, match

MARCH, APRIL = "2020-03-05", "2020-04-02"


def mentions(*calls: tuple[str, list[Said]]) -> list[Mention]:
    return [
        Mention(statement, made.path, told.meeting.date)
        for date, said in calls
        for made in [note(date, *said)]
        for told in made.meetings
        for statement in told.statements
    ]


def together(first: Said, second: Said, *, dates: tuple[str, str] = (MARCH, APRIL)) -> bool:
    known = (
        mentions((dates[0], [first]), (dates[1], [second]))
        if dates[0] != dates[1]
        else mentions((dates[0], [first, second]))
    )
    return len(match(known).clusters) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Dana: repair the lamp", "Dana: repair the lamp"),
        ("Dana: repair the lamp of the north tower", "Dana: North tower: repair its lamp"),
        ("Dana: invite Mo to a later call", "Dana: inviting Mo to a later call"),
        ("repair the lamp of the north tower", "Dana: repair the lamp of the north tower"),
        ("Dana: write the winter tariff up for the harbour site", "Dana: write up the winter tariff of the harbour"),
        ("Dana: repair the lamp of the old north tower", "Lee: repair the lamp of the old north tower"),
        (
            {"text": "Dana: answer the pilots", "refs": refs("harbour/site#4")},
            {"text": "Dana: write an answer to the pilots' question", "refs": refs("harbour/site#4")},
        ),
    ],
)
def test_the_same_task(first: Said, second: Said) -> None:
    assert together(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Dana: review", "Lee: review"),
        ("Dana: follow up", "Dana: follow up on the tariff"),
        ("Dana: ask Mo about charts", "Dana: ask Mo about ropes"),
        ("Dana: repair the lamp of the north tower", "Dana: paint the door of the north tower"),
        ("Dana: provide a change for 611", "Dana: provide a change for 612"),
        ("Dana: repair the lamp of the north tower", "Lee: repair the lamp of the south tower"),
        (
            {"text": "Dana: close the question", "refs": refs("harbour/site#4")},
            {"text": "Dana: close the question", "refs": refs("harbour/site#5")},
        ),
    ],
)
def test_two_tasks(first: Said, second: Said) -> None:
    assert not together(first, second)


def test_words_that_point_at_what_was_said_before() -> None:
    context: Mapping[str, object] = {
        "text": "Dana: ask Mo about this",
        "context": "The keys of the fog signal are lost",
    }
    assert together(context, "Dana: ask Mo about the keys of the fog signal", dates=(MARCH, MARCH))
    assert not together(context, "Dana: ask Mo about the price of the winter moorings", dates=(MARCH, MARCH))


def test_a_key_on_the_line_comes_before_all_likeness() -> None:
    known = mentions((MARCH, ["Dana: repair the lamp"]))
    key = known[0].statement.key
    known += mentions((APRIL, [{"text": "Lee: climb the tower", "item_key": key}]))
    assert match(known).clusters == ((key, known[1].statement.key),)


def test_pairs_that_are_not_sure_are_asked() -> None:
    known = mentions(
        (MARCH, ["Dana: ask the pilots about the winter tariff"]),
        (APRIL, ["Dana: ask the pilots about the summer tariff"]),
    )
    found = match(known)
    assert len(found.clusters) == 2
    assert found.questions == ((known[0].statement.key, known[1].statement.key),)


def test_people_spoke_of_both() -> None:
    known = mentions((MARCH, ["Dana: repair the lamp"]), (APRIL, ["Dana: repair the lamp"]))
    first, second = (m.statement.key for m in known)
    assert len(match(known, {first: first, second: second}).clusters) == 2
    assert len(match(known, {first: first}).clusters) == 1


WORDS = st.sampled_from("lamp tower chart rope boat harbour tariff winter summer pilot paint repair ask write".split())
LINES = st.tuples(st.sampled_from(["", "Dana: ", "Lee: ", "Dana, Lee: "]), st.lists(WORDS, min_size=1, max_size=5)).map(
    lambda parts: parts[0] + " ".join(parts[1])
)
CALLS = st.dictionaries(
    st.sampled_from([MARCH, "2020-03-19", APRIL]), st.lists(LINES, min_size=1, max_size=6), min_size=1
)


@given(CALLS, st.randoms())
def test_order_changes_nothing_and_nothing_is_lost(calls: dict[str, list[Said]], random: object) -> None:
    known = mentions(*calls.items())
    expected = match(known)
    shuffled = list(known)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert match(shuffled) == expected
    assert sorted(key for cluster in expected.clusters for key in cluster) == sorted({m.statement.key for m in known})
    _questions_are_apart(expected)


def _questions_are_apart(found: Matching) -> None:
    head = {key: cluster[0] for cluster in found.clusters for key in cluster}
    assert all(head[first] != head[second] for first, second in found.questions)

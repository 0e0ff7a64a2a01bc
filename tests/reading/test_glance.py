"""What is looked for before a pattern is tried: no text that the pattern matches may lack it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wgtrack.reading import attendance_labels, date_unknown, grammar, marks, refs, reopenings, unmarked
from wgtrack.reading import outcome_words as outcomes
from wgtrack.reading.glance import folded, holds

OUTCOMES = ("DATED", "_SEPARATED", "_AT_END", "_AT_START", "_DROPPED", "_DROPPED_END", "_DROPPED_START", "_PERSON_DID")
SOUGHT: list[tuple[re.Pattern[str], Sequence[str]]] = [
    *((vars(marks)[name], outcomes.OUTCOME_HINTS) for name in OUTCOMES),
    (marks.DATED, unmarked._STANDING_HINTS),
    *((vars(unmarked)[name], unmarked._STANDING_HINTS) for name in ("_STRIP_END", "_STRIP_STANDING")),
    *((vars(reopenings)[name], outcomes.REOPENED_HINTS) for name in ("_SEPARATED", "_AT_START", "_AT_END")),
    (date_unknown._LEAD, date_unknown._LEAD_HINTS),
    (date_unknown._SLOT, date_unknown._SLOT_HINTS),
    (refs._HASH, refs._HASH_HINTS),
    (refs._ADDRESS, ("/",)),
    (attendance_labels._MEMBERS, attendance_labels._MEMBER_WORDS),
]
TABLES = [
    (outcomes.DONE_WORDS, outcomes.OUTCOME_HINTS),
    (outcomes.REPORTED, outcomes.OUTCOME_HINTS),
    (outcomes.DROPPED_WORDS, outcomes.OUTCOME_HINTS),
    (outcomes.REOPENED_WORDS, outcomes.REOPENED_HINTS),
]


@pytest.mark.parametrize(("pattern", "words"), SOUGHT, ids=lambda value: str(getattr(value, "pattern", ""))[:24] or "-")
def test_a_text_that_matches_holds_a_word_that_is_looked_for(pattern: re.Pattern[str], words: Sequence[str]) -> None:
    @settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.filter_too_much])
    @given(st.from_regex(re.compile(pattern.pattern, pattern.flags), fullmatch=True), st.text(max_size=20))
    def hold(text: str, before: str) -> None:
        found = pattern.search(before + text)
        assert found is None or holds(found[0], words)

    hold()


@pytest.mark.parametrize(("table", "words"), TABLES, ids=lambda value: str(value)[:24])
def test_each_word_of_a_table_holds_one_that_is_looked_for(table: str, words: Sequence[str]) -> None:
    @settings(deadline=None, max_examples=1500)
    @given(st.from_regex(re.compile(grammar.opened_up(table), re.IGNORECASE), fullmatch=True))
    def hold(text: str) -> None:
        assert holds(text, words)

    hold()


@pytest.mark.parametrize("words", dict.fromkeys(tuple(words) for _, words in SOUGHT), ids=lambda words: words[0])
def test_the_words_are_given_as_texts_are_folded(words: Sequence[str]) -> None:
    assert [folded(word) for word in words] == list(words)


@pytest.mark.parametrize("text", ["TODO", "todo", "toDo", "TODOs: mend it", "ein ToDo für März"])
def test_case_does_not_matter(text: str) -> None:
    assert holds(text, ("todo",))


def test_letters_that_match_without_regard_to_case_are_taken_for_one() -> None:
    letters = [(a, b) for a in map(chr, range(0x80, 0x3000)) for b in "abcdefghijklmnopqrstuvwxyz" if _same(a, b)]
    assert letters, "there are such letters: the Kelvin sign is one"
    assert [(a, b) for a, b in letters if not holds(a, (b,))] == []


def _same(one: str, other: str) -> bool:
    return re.fullmatch(other, one, re.IGNORECASE) is not None


def test_a_text_without_them_holds_none() -> None:
    assert not holds("water the lime tree", ("todo", "action"))

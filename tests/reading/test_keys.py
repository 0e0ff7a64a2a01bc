from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgtrack.reading.keys import ALPHABET, KEY, make_key, meeting_key, named_key, normalise, statement_keys

DAY = dt.date(2030, 3, 7)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_a_key_is_seven_characters_that_cannot_be_misread(parts: list[str]) -> None:
    key = make_key(*parts)
    assert len(key) == 7
    assert set(key) <= set(ALPHABET)
    assert not set(key) & set("01ilo")
    assert KEY.fullmatch(key)
    assert make_key(*parts) == key


def test_equal_words_of_one_meeting_are_told_apart() -> None:
    first, second, other = statement_keys("g", DAY, ["buy rope", "buy rope", "buy paint"])
    assert len({first, second, other}) == 3
    assert statement_keys("g", DAY, ["buy paint", "buy rope"]) == [other, first]
    assert statement_keys("h", DAY, ["buy rope"]) != [first]
    assert statement_keys("g", DAY + dt.timedelta(1), ["buy rope"]) != [first]
    assert statement_keys("g", None, ["buy rope"]) != [first]


def test_parts_do_not_run_together() -> None:
    assert make_key("ab", "c") != make_key("a", "bc")
    assert meeting_key("a", DAY) != meeting_key("b", DAY)


def test_a_hundred_thousand_keys_hardly_ever_meet() -> None:
    keys = {make_key("group", "2030-03-07", f"task {n}", "1") for n in range(100_000)}
    assert len(keys) >= 99_998


@pytest.mark.parametrize(
    ("text", "normal"),
    [("Buy  ROPE!", "buy rope"), ("“Straße”", "strasse"), ("a_b-c", "a b c"), ("\ufb01sh", "fish"), ("...", "")],
)
def test_normal_words(text: str, normal: str) -> None:
    assert normalise(text) == normal


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("buy rope (k3f9abc)", "k3f9abc"),
        ("buy rope (k3f9abc) ", "k3f9abc"),
        ("buy rope (K3F9ABC)", "k3f9abc"),
        ("buy rope k3f9abc", None),
        ("(k3f9abc) buy rope", None),
        ("buy rope (another)", None),
        ("buy rope (python3)", None),
        ("buy rope (2f9abck)", None),
    ],
)
def test_a_key_at_the_end_of_a_line(text: str, key: str | None) -> None:
    found = named_key(text)
    assert (found and found.key) == key


def test_a_key_of_ours_is_known_anywhere() -> None:
    found = named_key("buy rope (K3F9ABC) -- done", {"k3f9abc"})
    assert found is not None
    assert (found.key, found.start, found.end) == ("k3f9abc", 8, 18)
    assert named_key("buy rope (k3f9abc) -- done", {"m4g8xyz"}) is None

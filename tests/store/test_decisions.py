"""What people decided about items, from their words alone."""

from __future__ import annotations

import datetime as dt
from itertools import count, pairwise

from hypothesis import given
from hypothesis import strategies as st

from wgtrack.store.decisions import ADDED, APART, MERGE, SPLIT, Decisions, decide
from wgtrack.store.folding import Said

DAY = dt.date(2020, 3, 5)
_numbers = count(1)


def word(item: str, keys: str, what: str = "status", after: str = "done") -> Said:
    """A word about `item`, with its statements as letters."""
    return Said(DAY, next(_numbers), DAY, what, after, item, frozenset(keys))


def together(decided: Decisions, keys: str) -> bool:
    return len({decided.groups.get(key) for key in keys}) == 1 and keys[0] in decided.groups


def test_statements_of_an_item_that_was_spoken_of_stay_together() -> None:
    decided = decide([word("a", "abc"), word("d", "de")])
    assert together(decided, "abc")
    assert together(decided, "de")
    assert decided.groups["a"] != decided.groups["d"]
    assert [said.after for said in decided.words_of("abc")] == ["done"]
    assert decided.words_of("x") == ()


def test_an_item_that_got_another_key_is_still_the_one_that_was_spoken_of() -> None:
    decided = decide([word("b", "b"), word("a", "ab", "due", "2020-04-01")])
    assert together(decided, "ab")
    assert len(decided.words_of("ab")) == 2


def test_merging_brings_words_and_statements_together() -> None:
    decided = decide([word("a", "ab"), word("c", "cd", "due", "2020-04-01"), word("a", "abcd", MERGE, "c")])
    assert together(decided, "abcd")
    assert {said.what for said in decided.words_of("abcd")} == {"status", "due"}
    assert decided.settled == frozenset()


def test_merging_items_that_nobody_spoke_of() -> None:
    assert together(decide([word("a", "abcd", MERGE, "c")]), "abcd")


def test_many_merged_one_after_the_other() -> None:
    keys = [f"k{number}" for number in range(2000)]
    words = [Said(DAY, n, DAY, MERGE, b, a, frozenset([a, b])) for n, (b, a) in enumerate(pairwise(keys))]
    decided = decide(words)
    assert len(set(decided.groups.values())) == 1
    assert len(decided.groups) == 2000


def test_a_split_leaves_what_was_said_with_what_stays() -> None:
    # Also where the statement that leaves is the one that gave the item its key.
    decided = decide([word("a", "abc"), word("a", "abc", SPLIT, "a")])
    assert decided.groups["a"] != decided.groups["b"]
    assert together(decided, "bc")
    assert decided.words_of("a") == ()
    assert len(decided.words_of("bc")) == 1
    assert decided.settled == frozenset([frozenset([decided.groups["a"], decided.groups["b"]])])


def test_what_was_split_can_be_merged_again() -> None:
    decided = decide([word("a", "ab", SPLIT, "b"), word("a", "ab", MERGE, "b")])
    assert together(decided, "ab")
    assert decided.settled == frozenset()


def test_a_word_about_what_a_merge_taken_back_had_joined_goes_to_the_item_it_names() -> None:
    first, second, _merge, later = (
        word("a", "a"),
        word("b", "b"),
        word("a", "ab", MERGE, "b"),
        word("a", "ab", "text", "x"),
    )
    decided = decide([first, second, later])
    assert decided.groups["a"] != decided.groups["b"]
    assert [said.what for said in decided.words_of("a")] == ["status", "text"]
    assert [said.what for said in decided.words_of("b")] == ["status"]


def test_an_added_item_is_a_group_without_words() -> None:
    decided = decide([word("a", "a", ADDED, "{}")])
    assert "a" in decided.groups
    assert decided.words_of("a") == ()


words = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.sets(st.sampled_from("abcdef")),
        st.sampled_from(["status", MERGE, SPLIT]),
        st.sampled_from("abcdef"),
    ),
    max_size=12,
)


@given(words, st.randoms())
def test_the_order_in_which_words_are_given_changes_nothing(
    given_words: list[tuple[str, set[str], str, str]], random: object
) -> None:
    said = [
        Said(DAY, number, DAY, what, after if what != "status" else "done", item, frozenset(keys))
        for number, (item, keys, what, after) in enumerate(given_words)
    ]
    shuffled = list(said)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    decided = decide(said)
    assert decide(shuffled) == decided
    assert all(len(pair) == 2 for pair in decided.settled)
    heard = [each for each in said if each.what == "status"]
    assert sorted(w.number for group in decided.words.values() for w in group) == [w.number for w in heard]


def test_two_that_are_said_to_be_two_keep_their_words_and_are_not_asked_about() -> None:
    words = [word("c", "cd", "due", "2020-04-01"), word("a", "abcd", APART, "c d")]
    decided = decide(words)
    assert together(decided, "ab")
    assert together(decided, "cd")
    assert decided.settled == {frozenset({decided.groups["a"], decided.groups["c"]})}
    assert [said.what for said in decided.words_of("cd")] == ["due"]
    assert decided.words_of("ab") == ()


def test_two_that_nobody_spoke_of_before_are_two_groups() -> None:
    decided = decide([word("a", "abcd", APART, "c d")])
    assert (together(decided, "ab"), together(decided, "cd"), together(decided, "ac")) == (True, True, False)


def test_a_merge_after_all_makes_one_of_two_that_were_said_to_be_two() -> None:
    decided = decide([word("a", "abcd", APART, "c d"), word("a", "abcd", MERGE, "c")])
    assert together(decided, "abcd")
    assert decided.settled == frozenset()

"""The graph of candidates: sparse, found through an index, and the same as if all were compared with all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.effort import assert_no_quadratic_time
from tests.factory import Said
from tests.store.test_matching import drawn, groups_of, mentions
from wgtrack.store.calls import ties
from wgtrack.store.candidates import ASK, edges, look_up
from wgtrack.store.features import Features, features
from wgtrack.store.folding import Mention
from wgtrack.store.likeness import likeness
from wgtrack.store.matching import match

OBJECTS = "lamp tower chart rope boat harbour tariff winter summer pilot mooring moorings 7.2 7.3 buoy jetty".split()
VERBS = "repair painting ask writing write check the of for: - done yet".split()
LINES = st.tuples(
    st.sampled_from(["", "Dana: ", "Lee: ", "Dana, Lee: ", "team: "]),
    st.lists(st.sampled_from(OBJECTS + VERBS), min_size=1, max_size=7),
).map(lambda parts: parts[0] + " ".join(parts[1]))
CALLS = st.dictionaries(
    st.sampled_from(["2020-03-05", "2020-03-19", "2020-04-02"]), st.lists(LINES, min_size=1, max_size=8), min_size=1
)


def components(keys: Iterable[str], pairs: Iterable[tuple[str, str]]) -> set[frozenset[str]]:
    """The keys that hang together by `pairs`."""
    of = {key: {key} for key in keys}
    for first, second in pairs:
        if of[first] is not of[second]:
            of[first] |= of[second]
            for key in of[second]:
                of[key] = of[first]
    return set(map(frozenset, of.values()))


def stated(known: Iterable[Mention]) -> tuple[list[Mention], dict[str, Features]]:
    """Statements without answers, in the order of their meetings, and what is compared of them."""
    every = sorted((m for m in known if not m.statement.from_agenda), key=lambda m: m.order)
    return every, {m.statement.key: features(m) for m in every}


@given(CALLS, st.randoms(use_true_random=False))
def test_the_index_finds_all_that_comparing_all_with_all_finds(calls: dict[str, list[Said]], random: Random) -> None:
    without_topics = [replace(m, statement=replace(m.statement, listed=True, context="")) for m in drawn(calls, random)]
    known, seen = stated(without_topics)
    found = [edge.pair for edge in edges(known, seen, {}) if likeness(*(seen[key] for key in edge.pair)) >= ASK]
    alike = [(a, b) for a, b in combinations(seen, 2) if likeness(seen[a], seen[b]) >= ASK]
    assert components(seen, found) == components(seen, alike)
    assert set(map(frozenset, found)) <= set(map(frozenset, alike))


@given(CALLS, st.randoms(use_true_random=False))
def test_likeness_has_no_direction(calls: dict[str, list[Said]], random: Random) -> None:
    _, seen = stated(drawn(calls, random))
    for a, b in combinations(seen.values(), 2):
        assert 0 <= likeness(a, b) <= 1
        assert likeness(a, b) == likeness(b, a)


@given(CALLS, st.randoms(use_true_random=False))
def test_what_does_not_hang_together_does_not_matter(calls: dict[str, list[Said]], random: Random) -> None:
    every = drawn(calls, random)
    groups = groups_of(every, random) if random.random() < 0.5 else {}
    settled = frozenset({frozenset("ab")})
    whole = match(every, groups, settled)
    parts = components({m.statement.key for m in every}, _what_hangs_together(every, groups))
    alone = [match((m for m in every if m.statement.key in part), groups, settled) for part in parts]
    assert {c for found in alone for c in found.clusters} == set(whole.clusters)
    assert {q for found in alone for q in found.questions} == set(whole.questions)


def _what_hangs_together(every: list[Mention], groups: dict[str, str]) -> list[tuple[str, str]]:
    keys = {m.statement.key for m in every}
    known, seen = stated(every)
    pairs = [edge.pair for edge in edges(known, seen, ties(known, seen))]
    pairs += [(m.statement.key, m.statement.item_key) for m in every if m.statement.item_key in keys]
    pairs += [(a, b) for a, b in combinations(groups, 2) if groups[a] == groups[b]]
    # The lines of a list are compared with the talk and the other lists of their own note as a whole.
    pairs += [
        (a.statement.key, b.statement.key)
        for a, b in combinations(known, 2)
        if (a.path, a.date) == (b.path, b.date) and (a.statement.listed or b.statement.listed)
    ]
    return pairs


def test_the_rarest_words_are_looked_up() -> None:
    frequency = {"the": 90, "rope": 5, "splice": 2, "long": 9, "eight": 1}
    assert look_up(["the", "rope", "splice", "long", "eight"], 1, frequency) == ["eight", "splice", "rope", "long"]
    assert look_up(["the", "rope", "splice", "long", "eight"], 2.5, frequency) == ["eight", "splice", "rope"]
    assert look_up(["rope", "splice"], 0, frequency) == ["splice"]
    assert look_up(["rope"], 0, frequency) == []


def carried_over(calls: int, lines: int, random: Random) -> list[Mention]:
    """A group that reads its list at every call: most lines stay, some are reworded, some make room for new ones."""
    nouns = [
        a + b for a in "lamp tower chart rope boat quay buoy jetty sail mast".split() for b in map(str, range(200))
    ]

    def fresh() -> str:
        return " ".join(random.sample(nouns, 5))

    current = [f"{random.choice(['Dana', 'Lee', 'Mo'])}: repair {fresh()}" for _ in range(lines)]
    said: dict[str, list[Said]] = {}
    for call in range(calls):
        for place in range(lines):
            lot = random.random()
            if lot < 0.1:
                current[place] = f"Dana: write about {fresh()}"
            elif lot < 0.2:
                current[place] += random.choice([" - not yet", " again", ", waiting", " in the harbour"])
        said[f"{2000 + call // 300}-{call // 25 % 12 + 1:02}-{call % 25 + 1:02}"] = list(current)
    return mentions(*said.items())


def test_many_statements_take_no_quadratic_time() -> None:
    def matching(calls: int) -> Callable[[], object]:
        known = carried_over(calls, 20, Random(1))
        return lambda: match(known)

    assert_no_quadratic_time(matching, 40, 400)


def test_words_that_everybody_uses_take_no_quadratic_time() -> None:
    def matching(lines: int) -> Callable[[], object]:
        known = mentions(("2020-03-05", [f"chore number n{n} of the harbour" for n in range(lines)]))
        return lambda: match(known)

    assert len(match(mentions(("2020-03-05", [f"chore number n{n} of the harbour" for n in range(99)]))).clusters) == 99
    assert_no_quadratic_time(matching, 1500, 4500)

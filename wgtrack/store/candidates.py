"""Which statements may be one task: a sparse graph of pairs with the likeness of each, without comparing all with all.

Statements that say the same form a chain in the order of their meetings. Two wordings that are alike are joined by
one edge, where the later of the two came up: between its first statement and the last one before in the other
wording. So an edge depends on its two wordings alone, never on what else was read.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from wgtrack.store.calls import NO_TIE, Tie
from wgtrack.store.features import Features
from wgtrack.store.folding import Mention
from wgtrack.store.joining import SURE, Edge
from wgtrack.store.likeness import (
    LEAST,
    SHARE,
    SHORTER_SHARE,
    comparable,
    likeness,
    other_topics,
    same_number,
)

ASK = 0.68
"""From here up to sure the chair is asked: on the notes that `joining.SURE` was measured with 11 times, at 0.60 20
times."""
WITHIN = dt.timedelta(days=400)
"""How far apart in time two wordings may be that are compared, where both have a day: what was not said for longer than
a year is known again by its words, its number or its key."""

Pair = tuple[int, int]
Near = tuple[int, int, float]
"""Two statements, by their places, and their likeness."""


def edges(known: Sequence[Mention], seen: Mapping[str, Features], tied: Mapping[str, Tie]) -> list[Edge]:
    """The pairs of `known`, in the order of their meetings, that may be one task, likeliest first.

    Each depends on the statements of its two wordings alone, and on what `tied` says of them.
    """
    place = {m.statement.key: number for number, m in enumerate(known)}
    found: dict[tuple[int, int], float] = {}
    compared = [not tied.get(m.statement.key, NO_TIE).aside for m in known]
    alike, numbered = _alike(known, seen, compared), _numbered(known, seen, compared)
    for first, second, score in (*alike, *_pointing(place, seen, tied), *numbered):
        if score >= ASK:
            pair = (min(first, second), max(first, second))
            found[pair] = max(score, found.get(pair, 0.0))
    ranked = sorted((-score, first, second) for (first, second), score in found.items())
    keys = list(place)
    return [Edge(-score, (keys[first], keys[second])) for score, first, second in ranked]


def _alike(known: Sequence[Mention], seen: Mapping[str, Features], compared: Sequence[bool]) -> Iterator[Near]:
    features = [seen[m.statement.key] for m in known]
    places: dict[Hashable, list[int]] = defaultdict(list)
    for place, found in enumerate(features):
        # What a statement says in itself; the topic that it stands in differs from call to call.
        said = (
            found.words,
            found.head,
            found.start,
            found.number,
            found.numbers,
            found.months,
            found.owners,
            found.refs,
        )
        places[said].append(place)
    for same in places.values():
        _hand_on_topics(known, features, same)
    pairs = [pair for same in places.values() for pair in pairwise(same)]
    wordings = sorted(some for same in places.values() if (some := [each for each in same if compared[each]]))
    spans = [(known[same[0]].date, known[same[-1]].date) for same in wordings]
    for first, second in _candidates([features[same[0]] for same in wordings], spans):
        a, b = _where_they_meet(wordings[first], wordings[second])
        if _within(known[a].date, known[b].date):
            pairs.append((a, b))
    for a, b in pairs:
        yield a, b, _in_talk(known[a], known[b], features[a], features[b])


def _within(first: dt.date | None, second: dt.date | None) -> bool:
    return first is None or second is None or abs(second - first) <= WITHIN


def _hand_on_topics(known: Sequence[Mention], features: list[Features], same: Sequence[int]) -> None:
    """A list restates its lines without their topic: they are about the issues of the line that they repeat."""
    for before, place in pairwise(same):
        found, topic_refs = features[place], features[before].topic_refs
        if known[place].statement.listed and not found.refs and not topic_refs <= found.topic_refs:
            if likeness(features[before], found) < SURE:
                return
            features[place] = replace(found, topic_refs=found.topic_refs | topic_refs)


def _where_they_meet(a: Sequence[int], b: Sequence[int]) -> tuple[int, int]:
    """The first place of the wording that came up later, and the last before it of the other."""
    if a[0] > b[0]:
        a, b = b, a
    return a[bisect_left(a, b[0]) - 1], b[0]


def _in_talk(first: Mention, second: Mention, a: Features, b: Features) -> float:
    """Their likeness; not sure where both were said in the same call about different topics, or where one was closed
    before the other was listed: some tasks come back."""
    score = likeness(a, b)
    if not _in_one_call(first, second) or first.statement.listed != second.statement.listed:
        return score
    other = (a.closed and not b.closed) if first.statement.listed else other_topics(a, b)
    return min(score, ASK) if other else score


def _in_one_call(first: Mention, second: Mention) -> bool:
    return first.path == second.path and first.date == second.date


def look_up(words: Iterable[str], least: float, frequency: Mapping[str, int]) -> list[str]:
    """The words, rarest first, one of which any wording has that shares at least `least` of `words`.

    Prefix filtering (Chaudhuri et al. 2006): two sets that share s words of n share one among the first n - s + 1 of
    each, in any order that is the same for both. Counted by `frequency`, these are the fewest to look through.
    """
    rarest = sorted(words, key=lambda word: (frequency[word], word))
    return rarest[: max(0, len(rarest) - max(LEAST, math.ceil(least)) + 1)]


def _candidates(wordings: Sequence[Features], spans: Sequence[tuple[dt.date | None, dt.date | None]]) -> Iterator[Pair]:
    """Pairs of `wordings` that are comparable; each pair once.

    `wordings` are in the order in which they came up; `spans` says when each was first and last stated, and those
    that are sure to be too far apart may be left out.

    Of the shorter one of a pair more of the words are shared, so fewer are looked up. As either one may be the shorter,
    each stands on two shelves and looks on the other kind.
    """
    said = [found.words for found in wordings]
    frequency = Counter(word for words in said for word in words)
    shorter, longer = _Shelf(spans), _Shelf(spans)
    for number, found in enumerate(wordings):
        if len(found.words) < LEAST and not found.refs:
            continue
        # A word that no other wording has leads to none: it need not stand on a shelf.
        few, many = (
            [*found.refs, *(word for word in look_up(found.words, least, frequency) if frequency[word] > 1)]
            for least in (SHORTER_SHARE * len(found.head), SHARE * len(found.words))
        )
        near = longer.near(few, number) | shorter.near(many, number)
        shorter.put(few, number)
        longer.put(many, number)
        words, least = found.words, 0 if found.refs else max(LEAST, SHARE * len(found.words))
        for other in sorted(other for other in near if len(words & said[other]) >= least):
            if comparable(wordings[other], found):
                yield other, number


class _Shelf:
    """Wordings by what they are looked up by; those that were last stated too long ago stand apart."""

    def __init__(self, spans: Sequence[tuple[dt.date | None, dt.date | None]]) -> None:
        self._spans = spans
        self._on_it: dict[Hashable, list[int]] = defaultdict(list)
        self._past: dict[Hashable, list[int]] = defaultdict(list)

    def put(self, places: Iterable[Hashable], number: int) -> None:
        for place in places:
            self._on_it[place].append(number)

    def near(self, places: Iterable[Hashable], number: int) -> set[int]:
        """The wordings at `places` that may be near in time to the one with `number`, which came up later."""
        day = self._spans[number][0]
        found: set[int] = set()
        for place in places:
            there = self._on_it.get(place, [])
            if day is None:
                found.update(self._past.get(place, ()))
            elif there and not _within(self._spans[there[0]][1], day):
                self._past[place] += (each for each in there if not _within(self._spans[each][1], day))
                there = self._on_it[place] = [each for each in there if _within(self._spans[each][1], day)]
            found.update(there)
        return found


def _pointing(place: Mapping[str, int], seen: Mapping[str, Features], tied: Mapping[str, Tie]) -> Iterator[Near]:
    """Statements with pointing words, each with those that hold all its words."""
    for key, tie in tied.items():
        for other in tie.points_at:
            if key in place and other in place:
                yield place[key], place[other], max(likeness(seen[key], seen[other]), SURE)


def _numbered(known: Sequence[Mention], seen: Mapping[str, Features], compared: Sequence[bool]) -> Iterator[Near]:
    """Statements that bear the same number, each with those before it that it is one task with."""
    bearing: dict[Hashable, list[int]] = defaultdict(list)
    for place, second in enumerate(known):
        found = seen[second.statement.key]
        if not found.given or not compared[place]:
            continue
        # One of these two statements of one task have in common, be it only their call.
        common = [(found.given, each) for each in (*found.named, found.owners, (second.path, second.date))]
        for earlier in sorted({each for marks in common for each in bearing[marks]}):
            first = known[earlier]
            summed_up = _in_one_call(first, second) and first.statement.listed != second.statement.listed
            if _within(first.date, second.date) and same_number(
                seen[first.statement.key], found, in_one_call=summed_up
            ):
                yield earlier, place, 1.0
        for marks in common:
            bearing[marks].append(place)

"""Which statements may be one task: a sparse graph of pairs with the likeness of each, without comparing all with all.

Statements that say the same form a chain in the order of their meetings. Two wordings that are alike are joined by
one edge, where the later of the two came up: between its first statement and the last one before in the other
wording. So an edge depends on its two wordings alone, never on what else was read.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from wgtrack.store.features import Features
from wgtrack.store.folding import Mention
from wgtrack.store.joining import SURE, Edge
from wgtrack.store.likeness import (
    LEAST,
    SHARE,
    SHORTER_SHARE,
    agree,
    comparable,
    contradict,
    likeness,
    other_topics,
    points_at,
    same_number,
)

ASK = 0.68
"""From here up to sure the chair is asked: on the notes that `joining.SURE` was measured with 11 times, at 0.60 20
times."""
COMMON = 200
"""Wordings with a word in common that are compared with a new one: the last so many before it."""
MOST_COMPARED = 1000
"""Wordings after which a new one's words are looked up no further. Both bound the work on text that was made to be
slow; people's notes hardly get there, as the rarest words are looked up first."""
NEAR = 50
"""Statements of one call that may be what another one points at, on either side of it."""


def edges(known: Sequence[Mention], seen: Mapping[str, Features]) -> list[Edge]:
    """The pairs of `known`, in the order of their meetings, that may be one task, likeliest first."""
    place = {m.statement.key: number for number, m in enumerate(known)}
    found: dict[tuple[int, int], float] = {}
    for first, second, score in (*_alike(known, seen), *_pointing(known, seen), *_numbered(known, seen)):
        if score >= ASK:
            pair = (min(first, second), max(first, second))
            found[pair] = max(score, found.get(pair, 0.0))
    ranked = sorted((-score, first, second) for (first, second), score in found.items())
    keys = list(place)
    return [Edge(-score, (keys[first], keys[second])) for score, first, second in ranked]


def _alike(known: Sequence[Mention], seen: Mapping[str, Features]) -> Iterator[tuple[int, int, float]]:
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
    wordings = list(places.values())
    for same in wordings:
        _hand_on_topics(known, features, same)
    pairs = [pair for same in wordings for pair in pairwise(same)]
    candidates = _candidates([features[same[0]] for same in wordings])
    pairs += [_where_they_meet(wordings[first], wordings[second]) for first, second in candidates]
    for a, b in pairs:
        yield a, b, _in_talk(known[a], known[b], features[a], features[b])


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


def _candidates(wordings: Sequence[Features]) -> Iterator[tuple[int, int]]:
    """Pairs of `wordings` that are comparable; each pair once.

    Of the shorter one of a pair more of the words are shared, so fewer are looked up. As either one may be the shorter,
    each stands on two shelves and looks on the other kind.
    """
    said = [found.words for found in wordings]
    frequency = Counter(word for words in said for word in words)
    shorter: dict[Hashable, list[int]] = defaultdict(list)
    longer: dict[Hashable, list[int]] = defaultdict(list)
    for number, found in enumerate(wordings):
        few = [*found.refs, *look_up(found.words, SHORTER_SHARE * len(found.head), frequency)]
        many = [*found.refs, *look_up(found.words, SHARE * len(found.words), frequency)]
        near: set[int] = set()
        for theirs, places in ((longer, few), (shorter, many)):
            for place in places:
                if len(near) < MOST_COMPARED:
                    near.update(theirs[place][-COMMON:])
        for mine, places in ((shorter, few), (longer, many)):
            for place in places:
                mine[place].append(number)
        words, least = found.words, 0 if found.refs else max(LEAST, SHARE * len(found.words))
        for other in sorted(other for other in near if len(words & said[other]) >= least):
            if comparable(wordings[other], found):
                yield other, number


def _pointing(known: Sequence[Mention], seen: Mapping[str, Features]) -> Iterator[tuple[int, int, float]]:
    """Statements with pointing words, each with those of its day that hold all its words, near it."""
    days: dict[object, list[int]] = defaultdict(list)
    for place, mention in enumerate(known):
        days[mention.date].append(place)
    for places in days.values():
        for number, place in enumerate(places):
            a = seen[known[place].statement.key]
            if not a.points or not a.words:
                continue
            for other in places[max(0, number - NEAR) : number + NEAR + 1]:
                b = seen[known[other].statement.key]
                if other != place and points_at(a, b) and agree(a.owners, b.owners) and not contradict(a, b):
                    yield place, other, max(likeness(a, b), SURE)


def _numbered(known: Sequence[Mention], seen: Mapping[str, Features]) -> Iterator[tuple[int, int, float]]:
    """Statements that bear the same number, each with those before it that it is one task with."""
    bearing: dict[str, list[int]] = defaultdict(list)
    for place, mention in enumerate(known):
        if mention.statement.number:
            bearing[mention.statement.number].append(place)
    for places in bearing.values():
        for number, place in enumerate(places):
            second = known[place]
            for earlier in places[max(0, number - NEAR) : number]:
                first = known[earlier]
                summed_up = _in_one_call(first, second) and first.statement.listed != second.statement.listed
                if same_number(seen[first.statement.key], seen[second.statement.key], in_one_call=summed_up):
                    yield earlier, place, 1.0

"""Is this statement an item we know? Pure, and blind to the order in which notes are read.

All statements are decided together: an index proposes pairs, each pair gets a likeness, and the likeliest
join first. Precision comes before recall, since of two tasks that are joined wrongly one is lost. Pairs that
are alike, yet not surely, are handed back as questions.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wgtrack.store.folding import Mention
from wgtrack.store.joining import SURE, Joiner
from wgtrack.store.likeness import FEW, Features, agree, contradict, features, other_topics, points_at, wording
from wgtrack.store.summaries import retold

SURE_SAME_ISSUE = 0.5
"""From here up two statements that name the same issue are one item."""
ASK = 0.68
"""From here up to sure the chair is asked."""
OVERLAP = 1 / 3
"""Pairs that share less of either side's words cannot reach `ASK`, so the index may leave them out."""


@dataclass(frozen=True, slots=True)
class Matching:
    """Which statements belong together: clusters of keys, and the pairs that are not sure.

    In a cluster the earliest statement is first, and answers given in agendas are last.
    """

    clusters: tuple[tuple[str, ...], ...]
    questions: tuple[tuple[str, str], ...] = ()


def match(
    mentions: Iterable[Mention],
    anchors: Mapping[str, str] | None = None,
    settled: frozenset[frozenset[str]] = frozenset(),
) -> Matching:
    """The items among `mentions`; the same ones give the same answer in any order.

    `anchors` names, for a statement's key, the group that people decided it belongs to. The keys of one group
    end in one cluster, whatever speaks against it, and those of two groups never do. A group that would have
    ended in a cluster without other groups anyway changes nothing. Of two clusters with a group each it is
    asked whether they are one, unless `settled` holds the pair of their groups.
    """
    every = sorted(mentions, key=lambda m: (m.gone, m.order))
    known = _one_each(m for m in every if not m.statement.from_agenda)
    answers = _one_each(m for m in every if m.statement.from_agenda)
    seen = {m.statement.key: features(m) for m in known}
    joiner = Joiner(known, answers, seen, anchors or {})
    joiner.join_explicit(known)
    for first, second in retold(known, seen):
        joiner.try_join(1.0, first, second)
    questions = []
    for score, first, second in _pairs(known, seen):
        if not joiner.try_join(score, first, second) and score >= ASK:
            questions.append((first, second))
    joiner.join_answers(answers)
    joiner.join_groups()
    return Matching(clusters=joiner.clusters(), questions=tuple(joiner.still_apart(questions, settled)))


def _one_each(mentions: Iterable[Mention]) -> list[Mention]:
    """One mention a key, the first of those given, in their order: two files about one call state the same, once."""
    known: dict[str, Mention] = {}
    for mention in mentions:
        known.setdefault(mention.statement.key, mention)
    return sorted(known.values(), key=lambda m: m.order)


def _pairs(known: Sequence[Mention], seen: Mapping[str, Features]) -> list[tuple[float, str, str]]:
    """The pairs that may be one item, likeliest first; ties by their keys, so that no order enters."""
    place = {m.statement.key: number for number, m in enumerate(known)}
    scored = []
    for first, second in _candidates(known, seen):
        a, b = sorted((first, second), key=place.__getitem__)
        score = _score(known[place[a]], seen[a], known[place[b]], seen[b])
        if score >= ASK:
            scored.append((score, a, b))
    return sorted(scored, key=lambda s: (-s[0], place[s[1]], place[s[2]]))


def _score(first: Mention, a: Features, second: Mention, b: Features) -> float:
    """Likeness of two statements, with what speaks for and against them; 0 where they cannot be one item."""
    if contradict(a, b):
        return 0.0
    if first.date == second.date and agree(a.owners, b.owners) and (points_at(a, b) or points_at(b, a)):
        return max(wording(a, b), SURE)
    if not a.refs.isdisjoint(b.refs):
        score = wording(a, b)
        return max(score, SURE) if score >= SURE_SAME_ISSUE else score
    in_talk = first.path == second.path and not (first.statement.listed or second.statement.listed)
    if in_talk and first.date == second.date and other_topics(a, b):
        return min(wording(a, b), ASK)
    if a.line == b.line and len(a.words) >= 2 and agree(a.owners, b.owners):
        return wording(a, b)
    return wording(a, b, ASK) if len(a.words & b.words) >= FEW else 0.0


def _candidates(known: Sequence[Mention], seen: Mapping[str, Features]) -> set[tuple[str, str]]:
    """Pairs worth a look: words alike by prefix filtering (Chaudhuri et al. 2006), or the same issue.

    Words are ordered rarest first. Two sets that share at least s words of n share one among the first n - s + 1
    of each, so only those are indexed and no all-pairs comparison is made.
    """
    frequency = Counter(word for f in seen.values() for word in f.words)
    shelves: dict[object, list[str]] = defaultdict(list)
    pairs: set[tuple[str, str]] = set()
    first_said: dict[tuple[object, ...], str] = {}
    for mention in known:
        key = mention.statement.key
        found = seen[key]
        # Words said again to the letter are compared once with all others, through their first statement.
        said = (found.line, found.owners, found.refs, found.numbers)
        if said in first_said:
            pairs.add((first_said[said], key))
            continue
        first_said[said] = key
        rarest = sorted(found.words, key=lambda word: (frequency[word], word))
        least = max(FEW, math.ceil(OVERLAP * len(rarest)))
        for place in (found.line, *found.refs, *rarest[: max(0, len(rarest) - least + 1)]):
            shelf = shelves[place]
            pairs.update((other, key) for other in shelf)
            shelf.append(key)
    return pairs | _pointing_pairs(known, seen, frequency)


def _pointing_pairs(
    known: Sequence[Mention], seen: Mapping[str, Features], frequency: Mapping[str, int]
) -> set[tuple[str, str]]:
    """Statements with pointing words, each with those of its meeting that hold all its words."""
    shelves: dict[tuple[object, str], list[str]] = defaultdict(list)
    for mention in known:
        for word in seen[mention.statement.key].words:
            shelves[mention.date, word].append(mention.statement.key)
    pairs: set[tuple[str, str]] = set()
    for mention in known:
        found = seen[mention.statement.key]
        if found.points and found.words:
            rarest = min(found.words, key=lambda word: (frequency[word], word))
            pairs.update(
                (mention.statement.key, other)
                for other in shelves[mention.date, rarest]
                if other != mention.statement.key
            )
    return pairs

"""Is this statement an item we know? Pure, and blind to the order in which notes are read.

All statements are decided together: an index proposes pairs, each pair gets a likeness, and the likeliest
join first. Precision comes before recall, since of two tasks that are joined wrongly one is lost. Pairs that
are alike, yet not surely, are handed back as questions.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wgtrack.model import IssueRef
from wgtrack.store.folding import Mention
from wgtrack.store.likeness import FEW, Features, agree, contradict, features, other_topics, points_at, wording
from wgtrack.store.summaries import retold

SURE = 0.76
"""From here up two statements are one item, where their owners agree."""
SURE_OTHER_OWNERS = 0.85
"""The same, where they name other owners: a task that was handed on."""
SURE_SAME_ISSUE = 0.5
"""The same, where both name the same issue."""
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


@dataclass(slots=True)
class _Cluster:
    keys: list[str]
    owners: frozenset[str]
    refs: frozenset[IssueRef]
    anchors: frozenset[str] = field(default_factory=frozenset)


def match(mentions: Iterable[Mention], anchors: Mapping[str, str] | None = None) -> Matching:
    """The items among `mentions`.

    `anchors` maps a statement's key to the item it belongs to for good, because people spoke about that item;
    items with different anchors are never joined. The same mentions give the same answer in any order.
    """
    every = list(mentions)
    known = _one_each(m for m in every if not m.statement.from_agenda)
    order = [m.statement.key for m in known]
    seen = {m.statement.key: features(m) for m in known}
    joiner = _Joiner(known, seen, anchors or {})
    joiner.join_explicit(known)
    for first, second in retold(known, seen):
        joiner.try_join(1.0, first, second)
    questions = []
    for score, first, second in _pairs(known, seen):
        if not joiner.try_join(score, first, second) and score >= ASK:
            questions.append((first, second))
    place = {key: number for number, key in enumerate(order)}
    clusters = sorted((sorted(c.keys, key=place.__getitem__) for c in joiner.clusters()), key=lambda c: place[c[0]])
    answers = _answers(every, clusters)
    return Matching(
        clusters=tuple((*cluster, *answers.get(cluster[0], ())) for cluster in clusters),
        questions=tuple(joiner.still_apart(questions)),
    )


def _answers(mentions: Iterable[Mention], clusters: Iterable[Sequence[str]]) -> dict[str, list[str]]:
    """The answers given in agendas, by the first key of the item whose key they name; the others wait."""
    head = {key: cluster[0] for cluster in clusters for key in cluster}
    answers: dict[str, dict[str, None]] = defaultdict(dict)
    for mention in sorted(mentions, key=lambda m: m.order):
        statement = mention.statement
        if statement.from_agenda and statement.item_key in head:
            answers[head[statement.item_key]][statement.key] = None
    return {first: list(keys) for first, keys in answers.items()}


def _one_each(mentions: Iterable[Mention]) -> list[Mention]:
    """One mention a key, earliest first: two files about one call state the same, once."""
    known: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda m: (m.gone, m.order)):
        known.setdefault(mention.statement.key, mention)
    return sorted(known.values(), key=lambda m: m.order)


class _Joiner:
    """Joins clusters where nothing speaks against it."""

    def __init__(self, known: Sequence[Mention], seen: Mapping[str, Features], anchors: Mapping[str, str]) -> None:
        self._of: dict[str, _Cluster] = {}
        by_anchor: dict[str, _Cluster] = {}
        for mention in known:
            key = mention.statement.key
            anchor = anchors.get(key)
            cluster = _Cluster([key], seen[key].owners, seen[key].refs, frozenset([anchor] if anchor else []))
            self._of[key] = cluster
            if anchor:
                first = by_anchor.setdefault(anchor, cluster)
                if first is not cluster:
                    self._join(first, cluster)

    def clusters(self) -> list[_Cluster]:
        return list({id(cluster): cluster for cluster in self._of.values()}.values())

    def join_explicit(self, known: Iterable[Mention]) -> None:
        """A key written on the line itself comes before all likeness; one that is not known yet waits."""
        for mention in known:
            named = mention.statement.item_key
            if named and named in self._of:
                a, b = self._of[named], self._of[mention.statement.key]
                if a is not b and len(a.anchors | b.anchors) <= 1:
                    self._join(a, b)

    def try_join(self, score: float, first: str, second: str) -> bool:
        """Join the clusters of two keys if `score` is enough for them; True if they are one now."""
        a, b = self._of[first], self._of[second]
        if a is b:
            return True
        if len(a.anchors | b.anchors) > 1:
            return False
        if a.refs and b.refs and a.refs.isdisjoint(b.refs):
            return False
        if score < (SURE if agree(a.owners, b.owners) else SURE_OTHER_OWNERS):
            return False
        self._join(a, b)
        return True

    def still_apart(self, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """The pairs that did not come together by another way, one for each two clusters."""
        asked = set()
        for first, second in pairs:
            a, b = self._of[first], self._of[second]
            both = frozenset((id(a), id(b)))
            if a is not b and both not in asked:
                asked.add(both)
                yield first, second

    def _join(self, a: _Cluster, b: _Cluster) -> None:
        if len(a.keys) < len(b.keys):
            a, b = b, a
        a.keys.extend(b.keys)
        a.owners |= b.owners
        a.refs |= b.refs
        a.anchors |= b.anchors
        for key in b.keys:
            self._of[key] = a


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

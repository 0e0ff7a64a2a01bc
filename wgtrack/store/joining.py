"""Joins statements into items, the likeliest first, where nothing speaks against it and no person said otherwise.

What people decided enters in two places only. Before: two clusters of different groups are not joined. After:
what is left of a group is brought together. A join within one group, or with what has none, is neither hurried
nor held up, so speaking of an item as the matching found it rearranges nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from wgtrack.model import IssueRef
from wgtrack.store.features import NOTHING, Features
from wgtrack.store.folding import Mention
from wgtrack.store.likeness import agree, likeness, weight

SURE = 0.76
"""From here up two statements are one item, where their owners agree.

Measured, as all that follows, on the 169 pairs of one task in `tests/verdicts/notes` and the 62 labelled ones of a
real group: 0.76 joins 156 and 58, none wrongly; 0.72 joins 158 and 58, and four wrongly; 0.80 only 153 and 58.
"""
SURE_OTHER_OWNERS = 0.85
"""The same, where they name other owners: a task that was handed on. With 0.90 one more of them is missed."""
NEARLY_EQUAL = 0.95
"""From here up two statements are one item, even if longer ones that were joined to them seem to differ. With 0.85
two pairs are joined wrongly, with 0.76 eight; without such an exception one more is missed."""
MARGIN = 0.05
"""Where a statement fits two of one list, and one of them not better than the other by this, it is asked which. Without
the rule two pairs are joined wrongly."""
MOST_RIVALS = 20
"""Edges of a statement that are looked through for such another one."""
QUESTIONS_EACH = 2
"""Questions about one item: whoever has answered the likeliest needs no more."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Two statements, by their keys, the earlier one first, and how surely they are one task."""

    score: float
    pair: tuple[str, str]

    def other(self, key: str) -> str:
        """The one that is not `key`."""
        return self.pair[1] if key == self.pair[0] else self.pair[0]


@dataclass(slots=True)
class _Cluster:
    keys: list[str]
    owners: frozenset[str]
    refs: frozenset[IssueRef]
    lists: dict[Hashable, frozenset[frozenset[str]]]
    """Where its statements stand side by side with others, and what they say there, a remark left out."""
    theirs: dict[Hashable, frozenset[str]]
    """In which of these they name owners, and whom."""
    fullest: Features
    """What its longest statement says."""
    group: str | None
    """The group that people decided on; None where nobody spoke of any statement in it."""
    stated: bool
    """True where it holds a statement, and not answers alone."""


def _length(found: Features) -> tuple[float, str]:
    return weight(found.words), found.line


def _list_of(mention: Mention) -> Hashable:
    """The list, or the topic of a talk, that a statement stands in."""
    return mention.path, mention.date, mention.statement.context, mention.statement.listed


def _lists(mention: Mention, found: Features) -> dict[Hashable, frozenset[frozenset[str]]]:
    """Its list with what it says there, and the count that it is numbered in with its number."""
    lists: dict[Hashable, frozenset[frozenset[str]]] = {_list_of(mention): frozenset({found.head or found.words})}
    if found.given:
        lists[mention.path, mention.date, found.kind] = frozenset({frozenset({found.given})})
    return lists


def _side_by_side(a: _Cluster, b: _Cluster) -> bool:
    """True where one list has both, in other words or for other people, or one note with other numbers: whoever wrote
    it took them for two tasks."""
    if len(a.lists) > len(b.lists):
        a, b = b, a
    return any(b.lists.get(place, said) != said for place, said in a.lists.items()) or any(
        place in b.theirs and not agree(owners, b.theirs[place]) for place, owners in a.theirs.items()
    )


def _apart(a: _Cluster, b: _Cluster) -> bool:
    """True where it is certain that two clusters are two items: by their issues, or by whoever wrote a list."""
    return bool(a.refs and b.refs and a.refs.isdisjoint(b.refs)) or _side_by_side(a, b)


def _is_enough(score: float, a: _Cluster, b: _Cluster) -> bool:
    return score >= (SURE if agree(a.owners, b.owners) else SURE_OTHER_OWNERS) and not _apart(a, b)


class Joiner:
    """Clusters of statements and answers, one each to begin with; `groups` names the group of a key."""

    def __init__(
        self,
        known: Sequence[Mention],
        answers: Sequence[Mention],
        seen: Mapping[str, Features],
        groups: Mapping[str, str],
    ) -> None:
        self._seen = seen
        self._place = {m.statement.key: number for number, m in enumerate([*known, *answers])}
        self._of: dict[str, _Cluster] = {}
        for mention in answers:
            key = mention.statement.key
            self._of[key] = _Cluster([key], frozenset(), frozenset(), {}, {}, NOTHING, groups.get(key), stated=False)
        for mention in known:
            key = mention.statement.key
            found = seen[key]
            lists = {} if mention.gone else _lists(mention, found)
            theirs = {_list_of(mention): found.owners} if found.owners and lists else {}
            self._of[key] = _Cluster(
                [key], found.owners, found.refs, lists, theirs, found, groups.get(key), stated=True
            )

    def join_explicit(self, known: Iterable[Mention]) -> list[Edge]:
        """A key written on the line itself comes before all likeness; one that is not known yet waits.

        Returns what people's decisions keep apart all the same.
        """
        kept_apart = []
        for mention in known:
            key, other = mention.statement.key, mention.statement.item_key or ""
            named = self._of.get(other)
            if named and named.stated and not self._join_unless_decided(named, self._of[key]):
                kept_apart.append(Edge(1.0, (other, key)))
        return kept_apart

    def join_retold(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Join a call's talk and the list that sums it up, as far as issues don't speak against it."""
        for first, second in pairs:
            a, b = self._of[first], self._of[second]
            if a is not b and not _apart(a, b):
                self._join_unless_decided(a, b)

    def join_alike(self, edges: Sequence[Edge]) -> list[Edge]:
        """Join what is alike, the likeliest first as `edges` come; returns those that were not enough."""
        beside: dict[str, list[Edge]] = defaultdict(list)
        for edge in edges:
            for key in edge.pair:
                beside[key].append(edge)
        return [edge for edge in edges if not self._try_join(edge, beside)]

    def _try_join(self, edge: Edge, beside: Mapping[str, Sequence[Edge]]) -> bool:
        a, b = (self._of[key] for key in edge.pair)
        if a is b:
            return True
        if not _is_enough(edge.score, a, b):
            return False
        if edge.score < NEARLY_EQUAL:
            as_found = all(self._of[key].fullest is self._seen[key] for key in edge.pair)
            if not as_found and likeness(a.fullest, b.fullest) < SURE:
                return False
            if any(self._has_rival(edge, key, beside[key]) for key in edge.pair):
                return False
        return self._join_unless_decided(a, b)

    def _has_rival(self, edge: Edge, key: str, others: Iterable[Edge]) -> bool:
        """True where `key` fits the other one of `edge` no better than something that stands beside that one."""
        own, fits = self._of[key], self._of[edge.other(key)]
        for rival in islice(others, MOST_RIVALS):
            c = self._of[rival.other(key)]
            if rival.score < edge.score - MARGIN:
                return False
            if c is not own and c is not fits and _side_by_side(fits, c) and _is_enough(rival.score, own, c):
                return True
        return False

    def join_groups(self) -> None:
        """Bring what is left of each group together, whatever speaks against it."""
        parts: dict[str, dict[int, _Cluster]] = defaultdict(dict)
        for cluster in self._of.values():
            if cluster.group is not None:
                parts[cluster.group][id(cluster)] = cluster
        for first, *others in map(dict.values, parts.values()):
            for other in others:
                first = self._join(first, other)  # noqa: PLW2901 - the larger one takes in the smaller

    def join_answers(self, answers: Iterable[Mention]) -> None:
        """Give each answer to the item whose key it names, unless people decided otherwise; the others wait."""
        for mention in answers:
            own, named = self._of[mention.statement.key], self._of.get(mention.statement.item_key or "")
            if named and named.stated and not own.stated:
                self._join_unless_decided(named, own)

    def clusters(self) -> tuple[tuple[str, ...], ...]:
        """The items as keys: statements first, earliest first, then answers. Answers that wait are left out."""
        each = {id(cluster): cluster for cluster in self._of.values() if cluster.stated}
        return tuple(
            sorted((tuple(sorted(c.keys, key=self._place.__getitem__)) for c in each.values()), key=self._first)
        )

    def _first(self, cluster: tuple[str, ...]) -> int:
        return self._place[cluster[0]]

    def questions(
        self, named: Sequence[Edge], edges: Iterable[Edge], settled: frozenset[frozenset[str]]
    ) -> Iterator[tuple[str, str]]:
        """Pairs that may be one item yet, likeliest first as `edges` come: one for each two clusters, few for each.

        First come those `named` on a line. Left out is what people settled, by the groups of the two, and, where
        nobody named it, what certainly is two items.
        """
        asked: set[frozenset[int]] = set()
        times: Counter[int] = Counter()
        for number, edge in enumerate(chain(named, edges)):
            a, b = (self._of[key] for key in edge.pair)
            both = frozenset((id(a), id(b)))
            if a is b or both in asked or frozenset((a.group, b.group)) in settled:
                continue
            if number >= len(named) and _apart(a, b):
                continue
            asked.add(both)
            if max(times[id(a)], times[id(b)]) < QUESTIONS_EACH:
                times.update(both)
                yield edge.pair

    def _join_unless_decided(self, a: _Cluster, b: _Cluster) -> bool:
        """True if the two are one now: not where people decided on a group for each."""
        if a is not b and a.group is not None and b.group is not None and a.group != b.group:
            return False
        self._join(a, b)
        return True

    def _join(self, a: _Cluster, b: _Cluster) -> _Cluster:
        if a is b:
            return a
        if len(a.keys) < len(b.keys):
            a, b = b, a
        a.keys.extend(b.keys)
        a.owners |= b.owners
        a.refs |= b.refs
        for place, said in b.lists.items():
            a.lists[place] = a.lists.get(place, said) | said
        for place, owners in b.theirs.items():
            a.theirs[place] = a.theirs.get(place, owners) | owners
        a.fullest = max(a.fullest, b.fullest, key=_length)
        a.group = b.group if a.group is None else a.group
        a.stated |= b.stated
        for key in b.keys:
            self._of[key] = a
        return a

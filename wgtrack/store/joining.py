"""Joins statements into items, the likeliest first, where nothing speaks against it and no person said otherwise.

What people decided enters in two places only. Before: two clusters of different groups are not joined. After:
what is left of a group is brought together. A join within one group, or with what has none, is neither hurried
nor held up, so speaking of an item as the matching found it rearranges nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wgtrack.model import IssueRef
from wgtrack.store.folding import Mention
from wgtrack.store.likeness import Features, agree

SURE = 0.76
"""From here up two statements are one item, where their owners agree."""
SURE_OTHER_OWNERS = 0.85
"""The same, where they name other owners: a task that was handed on."""


@dataclass(slots=True)
class _Cluster:
    keys: list[str]
    owners: frozenset[str]
    refs: frozenset[IssueRef]
    group: str | None
    """The group that people decided on; None where nobody spoke of any statement in it."""
    stated: bool
    """True where it holds a statement, and not answers alone."""


class Joiner:
    """Clusters of statements and answers, one each to begin with; `groups` names the group of a key."""

    def __init__(
        self,
        known: Sequence[Mention],
        answers: Sequence[Mention],
        seen: Mapping[str, Features],
        groups: Mapping[str, str],
    ) -> None:
        self._place = {m.statement.key: number for number, m in enumerate([*known, *answers])}
        self._of: dict[str, _Cluster] = {}
        for mention in answers:
            key = mention.statement.key
            self._of[key] = _Cluster([key], frozenset(), frozenset(), groups.get(key), stated=False)
        for mention in known:
            key = mention.statement.key
            self._of[key] = _Cluster([key], seen[key].owners, seen[key].refs, groups.get(key), stated=True)

    def join_explicit(self, known: Iterable[Mention]) -> None:
        """A key written on the line itself comes before all likeness; one that is not known yet waits."""
        for mention in known:
            named = self._of.get(mention.statement.item_key or "")
            if named and named.stated:
                self._join_unless_decided(named, self._of[mention.statement.key])

    def try_join(self, score: float, first: str, second: str) -> bool:
        """Join the clusters of two keys if `score` is enough for them; True if they are one now."""
        a, b = self._of[first], self._of[second]
        if a is b:
            return True
        if a.refs and b.refs and a.refs.isdisjoint(b.refs):
            return False
        if score < (SURE if agree(a.owners, b.owners) else SURE_OTHER_OWNERS):
            return False
        return self._join_unless_decided(a, b)

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

    def still_apart(
        self, pairs: Iterable[tuple[str, str]], settled: frozenset[frozenset[str]]
    ) -> Iterator[tuple[str, str]]:
        """The pairs that did not come together by another way, one for each two clusters, but for settled ones."""
        asked = set()
        for first, second in pairs:
            a, b = self._of[first], self._of[second]
            both = frozenset((id(a), id(b)))
            if a is not b and both not in asked and frozenset((a.group, b.group)) not in settled:
                asked.add(both)
                yield first, second

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
        a.group = b.group if a.group is None else a.group
        a.stated |= b.stated
        for key in b.keys:
            self._of[key] = a
        return a

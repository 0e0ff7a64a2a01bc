"""What the lines of one call have to do with each other: worked out for each call by itself, and kept with its lines.

What depends on a whole call is told of each of its statements, so that all other matching looks at two statements
alone and needs no more of their notes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wgtrack.store.features import Features
from wgtrack.store.folding import Mention
from wgtrack.store.likeness import LEAST, agree, contradict, points_at
from wgtrack.store.summaries import in_full, retold

NEAR = 50
"""Statements of one call that may be what another one points at, on either side of it."""
CROWD = 200
"""Lines of one call with the same words, issue or number that are compared with others; people's notes hardly have so
many, and each more would be compared with all of them."""


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties a statement to others of its call."""

    retells: str = ""
    """The key of what it sums up; empty for nothing."""
    points_at: tuple[str, ...] = ()
    """The keys of what its pointing words may stand for."""
    aside: bool = False
    """True where it is one of a crowd: only the very same words, or its key, make it one with another one."""

    def __str__(self) -> str:
        words = [f"retells={self.retells}"] if self.retells else []
        words += [f"points={key}" for key in self.points_at]
        return " ".join([*words, "aside"] if self.aside else words)

    @classmethod
    def parse(cls, text: str) -> Tie:
        """The tie that `str()` made `text` of."""
        if not text:
            return NO_TIE
        told: dict[str, list[str]] = defaultdict(list)
        for word in text.split():
            name, _, key = word.partition("=")
            told[name].append(key)
        return cls("".join(told["retells"]), tuple(told["points"]), "aside" in told)


NO_TIE = Tie()


def ties(known: Iterable[Mention], seen: Mapping[str, Features]) -> dict[str, Tie]:
    """The ties of the statements `known`, in the order of their meetings, of whole calls; those without one left out.

    `seen` holds what is compared of each, by key.
    """
    calls: dict[object, list[Mention]] = defaultdict(list)
    for mention in known:
        calls[mention.path, mention.date].append(mention)
    found: dict[str, Tie] = {}
    for call in calls.values():
        found |= _ties_in_call(call, seen)
    return found


def _ties_in_call(call: Sequence[Mention], seen: Mapping[str, Features]) -> dict[str, Tie]:
    retells = {listed: told for told, listed in retold(call, seen)}
    full = {listed: in_full(seen[listed], seen[told]) for listed, told in retells.items()}
    points: dict[str, list[str]] = defaultdict(list)
    for key, other in _pointing([(m.statement.key, full.get(m.statement.key, seen[m.statement.key])) for m in call]):
        points[key].append(other)
    aside = frozenset(_crowded(call, seen)) if len(call) > CROWD else frozenset()
    tied = retells.keys() | points.keys() | aside
    return {key: Tie(retells.get(key, ""), tuple(points.get(key, ())), key in aside) for key in tied}


def _pointing(told: Sequence[tuple[str, Features]]) -> Iterator[tuple[str, str]]:
    """Statements with pointing words, each with those near it that hold all its words."""
    for place, (key, a) in enumerate(told):
        if not a.points or not a.words:
            continue
        for other, b in told[max(0, place - NEAR) : place + NEAR + 1]:
            if other != key and points_at(a, b) and agree(a.owners, b.owners) and not contradict(a, b):
                yield key, other


def _crowded(call: Iterable[Mention], seen: Mapping[str, Features]) -> Iterator[str]:
    """The statements that come too late: as many wordings before them have the same words, issue or number."""
    known: set[object] = set()
    times: Counter[object] = Counter()
    for mention in call:
        key = mention.statement.key
        found = seen[key]
        others = {*found.refs, *((found.given,) if found.given else ())}
        if any(times[each] >= CROWD for each in others) or sum(times[w] >= CROWD for w in found.words) >= LEAST:
            yield key
        elif (found.words, found.refs, found.given) not in known:
            known.add((found.words, found.refs, found.given))
            times.update(found.words)
            times.update(others)

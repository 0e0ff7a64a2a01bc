"""A note was edited and is read again: which of its new statements is which of those that it had before? Pure.

Likeness alone is not sure of a line that was written anew. That it stands where another one stood, between the same
neighbours and for the same owner, is further evidence, which only the two readings of one note give.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from wgtrack.store.features import Features, features
from wgtrack.store.folding import Mention
from wgtrack.store.likeness import agree, contradict, likeness, other_number, wording
from wgtrack.store.vocabulary import LIGHT_WORDS

NEAR = 25
"""Places up or down among the changed lines between two neighbours; bounds the work where all of a note changed."""

Gap = tuple[str | None, str | None]
"""The unchanged statements next to a changed one, before and after it; None at the note's ends."""


def successors(before: Iterable[Mention], now: Iterable[Mention]) -> dict[str, str]:
    """For statements that one note had and has no longer: the key of the one that stands in its place, where one does.

    `before` and `now` are what two readings of the note gave; statements gone before and answers are left out. A
    successor has a word in common that says what the task is, may have the same owner, names no other issue, number
    or month, and no key of its own; or it bears the number that the group gave the task, and never another one. Where
    the day of the call differs, the words are the same. Each statement succeeds one at most.
    """
    old = _in_order(mention for mention in before if not mention.gone)
    new = _in_order(now)
    known = {mention.statement.key for mention in old}
    kept = known.intersection(mention.statement.key for mention in new)
    leaving, fresh = _by_gap(old, kept), _by_gap(new, kept)
    found: dict[str, str] = {}
    for gap in leaving.keys() & fresh.keys():
        found |= _paired(leaving[gap], [mention for mention in fresh[gap] if not mention.statement.item_key])
    return found


def _in_order(mentions: Iterable[Mention]) -> list[Mention]:
    stated = {m.statement.key: m for m in mentions if not m.statement.from_agenda}
    return sorted(stated.values(), key=lambda m: (m.statement.line, m.statement.key))


def _by_gap(mentions: Sequence[Mention], kept: set[str]) -> dict[Gap, list[Mention]]:
    """The statements that are not `kept`, by the two that are kept next to them."""
    gaps: dict[Gap, list[Mention]] = defaultdict(list)
    above: str | None = None
    changed: list[Mention] = []
    for mention in mentions:
        key = mention.statement.key
        if key in kept:
            gaps[above, key] += changed
            above, changed = key, []
        else:
            changed.append(mention)
    gaps[above, None] += changed
    return gaps


def _paired(leaving: Sequence[Mention], fresh: Sequence[Mention]) -> Mapping[str, str]:
    """Each of `leaving` with the one of `fresh` that resembles it most, the likeliest first."""
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, i, j in sorted(_resembling(leaving, fresh)):
        old, new = leaving[i].statement.key, fresh[j].statement.key
        if old not in pairs and new not in taken:
            pairs[old] = new
            taken.add(new)
    return pairs


def _resembling(leaving: Sequence[Mention], fresh: Sequence[Mention]) -> Iterator[tuple[float, int, int, int]]:
    """Pairs that may be one statement, by their places: minus their likeness, how far apart they are, the places."""
    if not (leaving and fresh):
        return
    olds, news = [features(m) for m in leaving], [features(m) for m in fresh]
    for i, old in enumerate(olds):
        for j in range(max(0, i - NEAR), min(len(news), i + NEAR + 1)):
            # One file may serve call after call: what it says of another day is another statement.
            as_before = leaving[i].date == fresh[j].date or old.words == news[j].words
            if as_before and _may_be_one(old, news[j]):
                numbered = bool(old.given) and old.given == news[j].given
                yield -max(likeness(old, news[j]), wording(old, news[j]), numbered), abs(i - j), i, j


def _may_be_one(a: Features, b: Features) -> bool:
    if a.given and a.given == b.given:
        return not contradict(a, b)
    same = a.owners == b.owners or bool(a.owners and b.owners and agree(a.owners, b.owners))
    if not same or contradict(a, b) or other_number(a, b):
        return False
    return bool(a.words & b.words - LIGHT_WORDS) or a.words == b.words or not a.refs.isdisjoint(b.refs)

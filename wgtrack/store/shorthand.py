"""A word or two in a list of actions, for what the same person was given before: "Kim: backup".

A word that names a task is enough where its owner has but one task that it could be, and the task but one such line.
So it goes for the talk of a call and the list below it, and for the review of the last call's actions and the list of
those that stay open.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from wgtrack.reading.keys import normalise
from wgtrack.store.features import Features
from wgtrack.store.folding import Mention
from wgtrack.store.likeness import contradict, other_number, unshared
from wgtrack.store.vocabulary import REVIEWS

_OF_A_DAY = re.compile(r"\b(?:from|since|vom|seit)\b[^\d]{1,20}\d")
LONGEST_HEADING = 80
"""Characters of a heading or opening line."""
PART = 4
"""Letters of a word that another one is made of."""
LEFT_OVER = 1
"""Words that a line may have of its own where it shares more with the talk."""

Told = tuple[Mention, Features]


def is_review(mention: Mention) -> bool:
    """True for what stands in a list under a heading or opening line that tells of the last call's actions."""
    if not mention.statement.listed:
        return False
    above = (line for line in mention.statement.context.splitlines() if len(line) <= LONGEST_HEADING)
    return any(not REVIEWS.isdisjoint(normalise(line).split()) or _OF_A_DAY.search(line) for line in above)


def named_shortly(lines: Iterable[Told]) -> Iterator[tuple[str, str]]:
    """Pairs of keys, of all `lines` of one call: an open one, and the only line listed later that names it."""
    known = list(lines)
    reviewed = [one for one in known if is_review(one[0])]
    listed = [one for one in known if one[0].statement.listed and not is_review(one[0])]
    yield from _only_ones([one for one in known if not one[0].statement.listed], listed, _mostly_named)
    yield from _only_ones(reviewed, listed, _all_named)


def _only_ones(
    told: Sequence[Told], listed: Sequence[Told], names: Callable[[Told, Told], bool]
) -> Iterator[tuple[str, str]]:
    theirs: dict[str, list[Told]] = defaultdict(list)
    for one in listed:
        for owner in one[1].owners:
            theirs[owner].append(one)
    near: dict[tuple[str, str], bool] = {}
    for a in (one for one in told if not one[1].closed):
        for b in (line for owner in sorted(a[1].owners) for line in theirs[owner]):
            if _missing(b[1], a[1].words) != b[1].named:
                near[a[0].statement.key, b[0].statement.key] = _may_be(a, b) and names(a, b)
    firsts, seconds = (Counter(pair[side] for pair in near) for side in (0, 1))
    yield from (pair for pair, named in near.items() if named and firsts[pair[0]] == seconds[pair[1]] == 1)


def _may_be(told: Told, short: Told) -> bool:
    a, b = told[1], short[1]
    return told[0].order < short[0].order and not (b.closed or contradict(a, b) or other_number(a, b))


def _all_named(told: Told, short: Told) -> bool:
    return not _missing(short[1], told[1].words)


def _mostly_named(told: Told, short: Told) -> bool:
    """True where the talk and its topic hold more than half of what names the task; of one day, half of it."""
    missing, named = len(_missing(short[1], told[1].words | told[1].context)), len(short[1].named)
    same_day = told[0].statement.due is not None and told[0].statement.due == short[0].statement.due
    return missing <= LEFT_OVER and missing * 2 < named + same_day


def _missing(short: Features, words: frozenset[str]) -> frozenset[str]:
    """What names a task and is not among `words`, nor made of one of them as `blogpost` is."""
    long = tuple(word for word in words if len(word) >= PART)
    missing = unshared(short.named, words)
    return frozenset(word for word in missing if not long or not (word.startswith(long) or word.endswith(long)))

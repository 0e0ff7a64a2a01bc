"""A list of actions that goes through the call once more: which of its lines is which of the talk's?

Whoever sums a call up says shortly, or in full, what was said with a marker during the talk, mostly in the same
order and sorted by owner. So besides the words, the order counts: between two lines that are sure, as many lines
on either side are the same tasks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from wgtrack.store.features import Features, content_words
from wgtrack.store.folding import Mention
from wgtrack.store.likeness import FEW, contradict, other_number, points_at, wording
from wgtrack.store.shorthand import is_review, named_shortly
from wgtrack.store.vocabulary import LIGHT_WORDS

ALIKE = 0.7
"""Likeness of words from which on a line of the list is sure to be one of the talk's, by the same owner."""
COVERED = 0.55
"""Share of a listed line's words that the talk and its topic must hold, next to some words of its own."""
MOSTLY = 0.6
"""Where nobody is named, the share of the talk's words that the line must repeat as well."""
NEARLY_ALL = 0.8
"""Or the share that one of the two must have of the other, where it is more than a few words."""
HINTED = 0.5
"""The same, where only the order speaks for it."""
HINTED_IN_SUMMARY = 0.4
"""The same in a list that surely has another line of the talk."""
MOST = 200
"""Lines of a list, and of the talk: no list that people sum a call up with is longer."""


def retold(known: Iterable[Mention], seen: Mapping[str, Features]) -> Iterator[tuple[str, str]]:
    """Pairs of keys, of the talk and of the list that sums it up, that are one task; each key at most once."""
    calls: dict[object, list[Mention]] = defaultdict(list)
    for mention in known:
        calls[mention.date, mention.path].append(mention)
    for mentions in calls.values():
        place = {m.statement.key: number for number, m in enumerate(mentions)}
        told = [m.statement.key for m in mentions if not m.statement.listed]
        listed = [m.statement.key for m in mentions if m.statement.listed]
        if len(told) <= MOST and 0 < len(listed) <= MOST:
            # Where a line of the last call's stands tells nothing of this one's talk.
            place |= {m.statement.key: -1 for m in mentions if is_review(m)}
            pairs = list(_retold_in_call(told, listed, seen, place))
            yield from pairs
            taken = {key for pair in pairs for key in pair}
            yield from named_shortly((m, seen[m.statement.key]) for m in mentions if m.statement.key not in taken)


def in_full(listed: Features, told: Features) -> Features:
    """What is compared of a listed line, with the topic that the talk said it in."""
    topic_refs = listed.topic_refs | told.topic_refs | told.refs
    return replace(listed, context=listed.context | told.context, topic_refs=topic_refs)


def _retold_in_call(
    told: Sequence[str], listed: Sequence[str], seen: Mapping[str, Features], place: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    by_owners: dict[frozenset[str], list[str]] = defaultdict(list)
    for key in listed:
        by_owners[seen[key].owners].append(key)
    taken: set[str] = set()
    hint = HINTED_IN_SUMMARY if any(is_retold(seen[a], seen[b]) for a in told for b in listed) else HINTED
    for owners, theirs in sorted(by_owners.items(), key=lambda entry: (not entry[0], sorted(entry[0]))):
        free = [key for key in told if key not in taken and may_be_for(seen[key], owners)]
        for pair, is_sure in _aligned(free, theirs, seen, hint):
            # A list that comes before the talk, and what is done in it though the talk asks for it, is of the last
            # call, unless the words are sure. Of these doubts one is borne.
            before = place[pair[1]] < place[pair[0]]
            settled = seen[pair[1]].closed and not seen[pair[0]].closed
            if before + settled + (not is_sure) > 1:
                continue
            taken.add(pair[0])
            yield pair


def may_be_for(statement: Features, owners: frozenset[str]) -> bool:
    """True where a statement names one of `owners`, by name or initials, or nobody; or where `owners` is empty."""
    if not statement.owners or not owners:
        return True
    return any(a == b or _initials_of(a, b) or _initials_of(b, a) for a in statement.owners for b in owners)


def _initials_of(short: str, name: str) -> bool:
    """True for `di` and `dana`, `di` and `dana ives`: initials of a name, of which the note may give only the first."""
    if not 2 <= len(short) <= 3 or len(name) <= 3:
        return False
    words = name.split()
    return "".join(word[0] for word in words) == short if len(words) > 1 else name[0] == short[0]


def _aligned(
    told: Sequence[str], listed: Sequence[str], seen: Mapping[str, Features], hint: float
) -> Iterator[tuple[tuple[str, str], bool]]:
    """Sure pairs, with True; and, with False, what lies between them where it is as much on both sides."""
    anchors = _longest_chain([(i, j) for j, b in enumerate(listed) for i in _sure(told, seen, b)])
    yield from (((told[i], listed[j]), True) for i, j in anchors)
    edges = [(-1, -1), *anchors, (len(told), len(listed))]
    for number, ((i, j), (next_i, next_j)) in enumerate(pairwise(edges)):
        theirs = listed[j + 1 : next_j]
        mine = [key for key in told[i + 1 : next_i] if theirs and _same_owners(seen[key], seen[theirs[0]])]
        pairs = list(zip(mine, theirs, strict=False))
        flanked = 0 < number < len(edges) - 2
        if len(mine) == len(theirs) and (flanked or all(_hinted(seen[a], seen[b], hint) for a, b in pairs)):
            yield from ((pair, False) for pair in pairs if not contradict(seen[pair[0]], seen[pair[1]]))


def _hinted(told: Features, listed: Features, hint: float) -> bool:
    """True where the talk and its topic hold two of the line's words, and the share `hint` of them."""
    return len(listed.words & (told.words | told.context)) >= 2 and covered(told, listed) >= hint


def _same_owners(a: Features, b: Features) -> bool:
    """True where both name owners, and as many, who may be the same."""
    return bool(a.owners) and len(a.owners) == len(b.owners) and may_be_for(a, b.owners)


def _sure(told: Sequence[str], seen: Mapping[str, Features], listed: str) -> list[int]:
    """The place in `told` of what is surely the listed line; none where several would do as well."""
    b = seen[listed]
    ranked = sorted(((_rank(seen[key], b), -i) for i, key in enumerate(told) if is_retold(seen[key], b)), reverse=True)
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        return []
    return [-place for _, place in ranked[:1]]


def _rank(told: Features, listed: Features) -> tuple[bool, bool, float]:
    about = not listed.refs.isdisjoint(told.refs | told.topic_refs)
    return about, told.owners == listed.owners, round(wording(told, listed), 1)


def is_retold(told: Features, listed: Features) -> bool:
    """True where words, issue or topic make it sure that a listed line is a statement of the talk."""
    if contradict(told, listed) or other_number(told, listed):
        return False
    return _by_issue(told, listed) or _by_topic(told, listed) or _by_words(told, listed)


def _by_issue(told: Features, listed: Features) -> bool:
    """True where both speak of one issue, the talk perhaps in what it said just before."""
    if told.owners and told.owners == listed.owners and not told.refs.isdisjoint(listed.refs):
        return True
    own = not told.words.isdisjoint(listed.words)
    return own and not told.refs and not listed.refs.isdisjoint(told.topic_refs)


def _by_topic(told: Features, listed: Features) -> bool:
    """True where nobody in particular is to "ask Dana about it", and a line of Dana's tells of what was said before."""
    asked = content_words(word for owner in listed.owners for word in owner.split())
    asks = not told.owners and not told.words.isdisjoint(asked) and told.words <= asked | LIGHT_WORDS
    return asks and len(listed.words & told.context) >= 2 and covered(told, listed) >= HINTED


def _by_words(told: Features, listed: Features) -> bool:
    own = len(told.words & listed.words)
    if not own:
        return False
    if not (told.owners and listed.owners):
        return (own >= FEW and (wording(told, listed) >= ALIKE or _covers(told, listed))) or _spells_out(told, listed)
    if told.words <= listed.words or (listed.words <= told.words and len(listed.words) >= 2):
        return True
    if wording(told, listed) >= ALIKE or points_at(told, listed):
        return own >= 2
    held = covered(told, listed)
    all_held = held == 1 and told.owners == listed.owners and len(listed.words) >= 2
    return all_held or (own >= FEW and held >= COVERED)


def _covers(told: Features, listed: Features) -> bool:
    """True where the line repeats most of the talk's words and is mostly covered by it, or one holds nearly all."""
    own = len(told.words & listed.words)
    repeated, held = own / len(told.words), covered(told, listed)
    return (repeated >= MOSTLY and held >= COVERED) or (own > FEW and max(repeated, held) >= NEARLY_ALL)


def _spells_out(told: Features, listed: Features) -> bool:
    """True where the line repeats all that the talk names, and most of the rest of it is the talk's topic."""
    named = told.words - LIGHT_WORDS
    topic = listed.words & told.context
    return len(named) >= 2 and named <= listed.words and len(topic) > FEW and covered(told, listed) >= COVERED


def covered(told: Features, listed: Features) -> float:
    """The share of a listed line's words that a statement or its topic says."""
    return len(listed.words & (told.words | told.context)) / len(listed.words) if listed.words else 0.0


def _longest_chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of `pairs`, sorted by their second place, whose first places rise too."""
    best: list[list[tuple[int, int]]] = []
    for i, j in pairs:
        before = max((chain for chain in best if chain[-1][0] < i and chain[-1][1] < j), key=len, default=[])
        best.append([*before, (i, j)])
    return max(best, key=len, default=[])

"""Is this statement an item we know? Pure, and blind to the order in which notes are read.

All statements are decided together: an index proposes pairs, each pair gets a likeness, and the likeliest
join first. Precision comes before recall, since of two tasks that are joined wrongly one is lost. Pairs that
are alike, yet not surely, are handed back as questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from wgtrack.store.calls import Tie, ties
from wgtrack.store.candidates import edges
from wgtrack.store.features import Features, features
from wgtrack.store.folding import Mention
from wgtrack.store.joining import Joiner
from wgtrack.store.summaries import in_full

Place = tuple[str, str]
"""The path of a note and the key of a statement in it."""
MOST_QUESTIONS = 20
"""As many questions as anybody may be asked at once; they come likeliest first."""


@dataclass(frozen=True, slots=True)
class Matching:
    """Which statements belong together: clusters of keys, and the pairs that are not sure.

    In a cluster the earliest statement is first, and answers given in agendas are last.
    """

    clusters: tuple[tuple[str, ...], ...]
    questions: tuple[tuple[str, str], ...] = ()
    kin: Mapping[str, str] = field(default_factory=dict)
    """For each key the first of all those that it hangs together with: nothing else bears on which item it is of."""
    tied: Mapping[str, Tie] = field(default_factory=dict)
    """What each statement has to do with others of its call."""
    seen: Mapping[Place, Features] = field(default_factory=dict)
    """What was compared of each, by the path of its note and its key: it takes a while to work out."""


def match(
    mentions: Iterable[Mention],
    anchors: Mapping[str, str] | None = None,
    settled: frozenset[frozenset[str]] = frozenset(),
    tied: Mapping[str, Tie] | None = None,
) -> Matching:
    """The items among `mentions`; the same ones give the same answer in any order.

    `anchors` names, for a statement's key, the group that people decided it belongs to. The keys of one group
    end in one cluster, whatever speaks against it, and those of two groups never do. A group that would have
    ended in a cluster without other groups anyway changes nothing. Of two clusters with a group each it is
    asked whether they are one, unless `settled` holds the pair of their groups. `tied` says what each statement has to
    do with others of its call, where `mentions` are not whole calls; else that is worked out.
    """
    every = one_each(mentions)
    known = [m for m in every if not m.statement.from_agenda]
    answers = [m for m in every if m.statement.from_agenda]
    seen = {m.statement.key: features(m) for m in known}
    by_place = {(m.path, m.statement.key): seen[m.statement.key] for m in known}
    tied = ties(known, seen) if tied is None else tied
    told = [(tie.retells, key) for key in seen if (tie := tied.get(key)) and tie.retells in seen]
    seen |= {listed: in_full(seen[listed], seen[talk]) for talk, listed in told}
    joiner = Joiner(known, answers, seen, anchors or {})
    kept_apart = joiner.join_explicit(known)
    joiner.join_retold(told)
    likely = edges(known, seen, tied)
    unsure = joiner.join_alike(likely)
    joiner.join_answers(answers)
    joiner.join_groups()
    named = [(m.statement.item_key, m.statement.key) for m in every if m.statement.item_key]
    return Matching(
        clusters=joiner.clusters(),
        questions=tuple(joiner.questions(kept_apart, unsure, settled)),
        kin=_kin([m.statement.key for m in every], [*named, *told, *(edge.pair for edge in likely)], anchors or {}),
        tied=tied,
        seen=by_place,
    )


def one_each(mentions: Iterable[Mention]) -> list[Mention]:
    """One mention a key, earliest first: two files about one call state the same, once; what is gone comes last."""
    known: dict[tuple[bool, str], Mention] = {}
    for mention in sorted(mentions, key=lambda m: (m.gone, m.order)):
        known.setdefault((mention.statement.from_agenda, mention.statement.key), mention)
    return sorted(known.values(), key=lambda m: m.order)


def _kin(keys: Sequence[str], pairs: Iterable[tuple[str, str]], groups: Mapping[str, str]) -> dict[str, str]:
    """For each of `keys` the first one that it hangs together with by `pairs` or in one of `groups`."""
    above = {key: key for key in keys}

    def first(key: str) -> str:
        while above[key] != key:
            above[key] = key = above[above[key]]
        return key

    place = {key: number for number, key in enumerate(keys)}
    chosen: dict[str, str] = {}
    in_groups = ((chosen.setdefault(groups[key], key), key) for key in keys if key in groups)
    for one, other in chain(pairs, in_groups):
        if one in above and other in above:
            a, b = sorted((first(one), first(other)), key=place.__getitem__)
            above[b] = a
    return {key: first(key) for key in keys}

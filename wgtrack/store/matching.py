"""Is this statement an item we know? Pure, and blind to the order in which notes are read.

All statements are decided together: an index proposes pairs, each pair gets a likeness, and the likeliest
join first. Precision comes before recall, since of two tasks that are joined wrongly one is lost. Pairs that
are alike, yet not surely, are handed back as questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wgtrack.store.candidates import edges
from wgtrack.store.features import features
from wgtrack.store.folding import Mention
from wgtrack.store.joining import Joiner
from wgtrack.store.summaries import in_full, retold

MOST_QUESTIONS = 20
"""As many questions as anybody may be asked at once; they come likeliest first."""


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
    told = list(retold(known, seen))
    seen |= {listed: in_full(seen[listed], seen[talk]) for talk, listed in told}
    joiner = Joiner(known, answers, seen, anchors or {})
    kept_apart = joiner.join_explicit(known)
    joiner.join_retold(told)
    unsure = joiner.join_alike(edges(known, seen))
    joiner.join_answers(answers)
    joiner.join_groups()
    return Matching(clusters=joiner.clusters(), questions=tuple(joiner.questions(kept_apart, unsure, settled)))


def _one_each(mentions: Iterable[Mention]) -> list[Mention]:
    """One mention a key, the first of those given, in their order: two files about one call state the same, once."""
    known: dict[str, Mention] = {}
    for mention in mentions:
        known.setdefault(mention.statement.key, mention)
    return sorted(known.values(), key=lambda m: m.order)

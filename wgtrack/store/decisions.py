"""What people decided about which statements are one item. Pure: words in, groups of statements out.

Whoever says something of an item speaks of all its statements, so those stay together from then on, and the
item is never joined with another one that people spoke of. `merge` and `split` are such words as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from wgtrack.store.changes import FIELDS
from wgtrack.store.folding import Said

ADDED = "added"
"""A word that makes an item which stands in no note: `after` holds it as JSON."""
MERGE = "merge"
"""A word that makes one item of two: `after` is the key of the other one."""
SPLIT = "split"
"""A word that makes an item of its own of the statements whose keys, with blanks between, are `after`."""
APART = "apart"
"""A word that two items are two: `after` are the keys, with blanks between, of the other one's statements."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """Groups of statements: one group's are one item, two groups' never are."""

    groups: Mapping[str, str] = field(default_factory=dict)
    """The key of a statement -> the name of its group."""
    words: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    """What was said of each group's fields, by its name, in order."""
    settled: frozenset[frozenset[str]] = frozenset()
    """Pairs of groups that a person took apart: nobody needs to be asked about them."""

    def words_of(self, keys: Iterable[str]) -> tuple[Said, ...]:
        """What was said of the item that has the statements `keys`."""
        names = dict.fromkeys(self.groups[key] for key in keys if key in self.groups)
        return tuple(chain.from_iterable(self.words.get(name, ()) for name in names))


def decide(said: Iterable[Said]) -> Decisions:
    """What people's words, in any order, come to when they are heard in the order in which they were said.

    A word about statements that are in two groups by then, since one in between was taken back, goes to the
    group of the item that it names.
    """
    heard = _Heard()
    for word in sorted(said, key=lambda word: word.number):
        heard.hear(word)
    return heard.decisions()


class _Heard:
    def __init__(self) -> None:
        self._group: dict[str, str] = {}
        self._absorbed: dict[str, str] = {}
        self._words: dict[str, list[Said]] = defaultdict(list)
        self._settled: list[tuple[str, str]] = []

    def hear(self, word: Said) -> None:
        others = word.after.split() if word.what == APART else []
        mine = self._group_of([word.item, *sorted(word.keys.difference(others))], f"{word.item}/{word.number}")
        if others:
            self._settled.append((mine, self._group_of(others, f"{word.item}/{word.number}/apart")))
        if word.what == MERGE:
            theirs = self._root(self._group.setdefault(word.after, mine))
            if theirs != mine:
                self._absorbed[theirs] = mine
                self._words[mine] += self._words.pop(theirs, [])
        elif word.what == SPLIT:
            apart = f"{word.item}/{word.number}/apart"
            self._group.update(dict.fromkeys(word.after.split(), apart))
            self._settled.append((mine, apart))
        elif word.what in FIELDS:
            self._words[mine].append(word)

    def _group_of(self, keys: Sequence[str], name: str) -> str:
        """The group of the first of `keys` that has one, else one called `name`; those without one are in it now."""
        # An earlier statement, read later, may have given the item another key than people knew it by before.
        found = self._root(next((self._group[key] for key in keys if key in self._group), name))
        for key in keys:
            self._group.setdefault(key, found)
        return found

    def _root(self, name: str) -> str:
        while (above := self._absorbed.get(name)) is not None:
            # Each step also shortens the way for the next look.
            self._absorbed[name] = self._absorbed.get(above, above)
            name = above
        return name

    def decisions(self) -> Decisions:
        pairs = (frozenset(map(self._root, pair)) for pair in self._settled)
        return Decisions(
            groups={key: self._root(name) for key, name in self._group.items()},
            words={name: tuple(words) for name, words in self._words.items()},
            settled=frozenset(pair for pair in pairs if len(pair) == 2),
        )

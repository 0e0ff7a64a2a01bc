"""Which statements a change may bear on: those that hang together with what changed, found through an index.

What a statement hangs together with is kept with it as its kin, so that only what changed is compared with others.
More than is needed does no harm: what does not hang together is matched as it would be alone.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from wgtrack.store import said_words
from wgtrack.store.calls import NO_TIE, Tie, ties
from wgtrack.store.candidates import ASK
from wgtrack.store.decisions import Decisions
from wgtrack.store.features import Features, features
from wgtrack.store.folding import Mention
from wgtrack.store.history import decisions
from wgtrack.store.likeness import most_likeness, same_number
from wgtrack.store.matching import one_each
from wgtrack.store.rows import Stored, stored
from wgtrack.store.tables import StatementRow

FEW = 500
"""So many changed statements are never too many to be looked at by themselves."""
MOST = 0.25
"""The share of all statements from which on it is quicker to look at all of them."""


Call = tuple[str, dt.date | None]
"""The path and day of a call as one note tells of it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What came, changed or went, or was spoken of."""

    keys: frozenset[str] = frozenset()
    """Of statements and items."""
    calls: frozenset[Call] = frozenset()
    """Those whose lines are not the same as before."""
    kin: frozenset[str] = frozenset()
    """What statements hung together with that are not there any more."""

    def __or__(self, other: Change) -> Change:
        return Change(self.keys | other.keys, self.calls | other.calls, self.kin | other.kin)


def change_of(rows: Iterable[StatementRow]) -> Change:
    """The change that statements go, which are still there."""
    every = list(rows)
    return Change(
        frozenset(key for row in every for key in (row.key, row.item) if key),
        frozenset((row.path, row.date) for row in every),
        frozenset(row.kin for row in every if row.kin),
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """Statements that hang together with nothing else, and what people decided about them."""

    statements: Sequence[Stored]
    decided: Decisions
    tied: Mapping[str, Tie] | None = None
    """What ties each to others of its call; None where the calls are whole."""
    everything: bool = True


def reach(session: Session, change: Change | None) -> Reach:
    """The statements that `change` may bear on; with None, everything."""
    if change is None or _are_most(session, change.keys):
        return Reach(list(stored(session)), decisions(session))
    found = _Found(session)
    found.add(StatementRow.key, sorted(change.keys))
    found.add(StatementRow.kin, sorted(change.kin))
    if _without_kin(session) > sum(each.kin is None for each in found.statements()):
        # Nobody looked at them since the index is there.
        return Reach(list(stored(session)), decisions(session))
    retied = found.add_calls(change)
    said_words.enter(session, (found.known[key] for key in retied))
    found.add_named()
    found.add_alike(retied)
    found.add_kin()
    decided = found.add_decided()
    tied = {each.key: Tie.parse(each.ties) for each in found.statements() if each.ties} | retied
    return Reach(found.statements(), decided, tied, everything=False)


def _are_most(session: Session, touched: Collection[str]) -> bool:
    if len(touched) <= FEW:
        return False
    return len(touched) > MOST * session.exec(select(func.count()).select_from(StatementRow)).one()


def _without_kin(session: Session) -> int:
    return session.exec(select(func.count()).where(col(StatementRow.kin).is_(None))).one()


class _Found:
    """Statements that were found so far, by path and key."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._by_place: dict[tuple[str, str], Stored] = {}
        self._kin: set[str] = set()
        self.known: dict[str, Mention] = {}
        """Of those that `add_calls` found, one a key."""

    def statements(self) -> list[Stored]:
        return list(self._by_place.values())

    def add(self, column: Any, values: Iterable[Any]) -> list[Stored]:
        """Add the statements whose `column` has one of `values`; returns those that are new."""
        new = []
        for each in stored(self._session, column, values):
            place = each.mention.path, each.key
            if place not in self._by_place:
                self._by_place[place] = each
                new.append(each)
        return new

    def add_calls(self, change: Change) -> dict[str, Tie]:
        """Add what else was said in the calls that `change` bears on; returns the ties of all that is stated there."""
        calls = {(each.mention.path, each.mention.date) for each in self.statements() if each.key in change.keys}
        calls |= change.calls
        there = stored(self._session, StatementRow.path, sorted({path for path, _ in calls}))
        for each in there:
            if (each.mention.path, each.mention.date) in calls:
                self._by_place.setdefault((each.mention.path, each.key), each)
        self.add(StatementRow.key, sorted({each.key for each in self.statements()}))
        known = [m for m in one_each(each.mention for each in self.statements()) if not m.statement.from_agenda]
        told = [mention for mention in known if (mention.path, mention.date) in calls]
        found = ties(told, {m.statement.key: features(m) for m in told})
        self.known = {m.statement.key: m for m in told}
        return {key: found.get(key, NO_TIE) for key in self.known}

    def add_named(self) -> None:
        """Add what those found name by key, and what names them."""
        keys = {each.key for each in self.statements()}
        named = {key for each in self.statements() if (key := each.mention.statement.item_key)}
        self.add(StatementRow.item_key, sorted(keys))
        self.add(StatementRow.key, sorted(named - keys))

    def add_alike(self, keys: Iterable[str]) -> None:
        """Add what may be one task with the statements `keys`, by words, issues or numbers."""
        mine: dict[int, list[Features]] = defaultdict(list)
        for key in keys:
            found = features(self.known[key])
            mine[said_words.wording(found)].append(found)
        same = {number for number, each in mine.items() if any(map(said_words.is_compared, each))}
        self.add(StatementRow.wording, sorted(same))
        pairs = said_words.near(self._session, mine)
        others: dict[int, set[int]] = defaultdict(set)
        for number, other in pairs:
            others[other].add(number)
        for each in stored(self._session, StatementRow.wording, sorted(others.keys() - same)):
            b = features(each.mention)
            if any(_may_be_one(a, b) for number in others[each.wording or 0] for a in mine[number]):
                self._by_place.setdefault((each.mention.path, each.key), each)

    def add_kin(self) -> None:
        """Add the kin of all that were found, and where else they stand."""
        fresh = {each.kin for each in self.statements() if each.kin} - self._kin
        self._kin |= fresh
        self.add(StatementRow.kin, sorted(fresh))

    def add_decided(self) -> Decisions:
        """Add what people spoke of together with those found; returns what they decided."""
        while True:
            keys = {each.key for each in self.statements()}
            decided = decisions(self._session, keys)
            if not self.add(StatementRow.key, sorted(decided.groups.keys() - keys)):
                return decided
            self.add_kin()


def _may_be_one(a: Features, b: Features) -> bool:
    return most_likeness(a, b) >= ASK or same_number(a, b, in_one_call=True)

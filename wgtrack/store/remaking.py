"""Items made anew from what the notes state and people said: matched, folded, and written where they differ."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, update
from sqlmodel import Session, col, select

from wgtrack.model import Item
from wgtrack.store import rows
from wgtrack.store.changes import differences
from wgtrack.store.folding import fold
from wgtrack.store.history import Followed, decisions
from wgtrack.store.matching import Matching, match
from wgtrack.store.tables import ItemRow, StatementRow

WakeAfter = Callable[[dt.date], dt.date]
"""The day on which a reassessment wakes that was agreed on a day without saying when."""


@dataclass(frozen=True, slots=True)
class Made:
    """An item that was worked out anew, what it was before, if it was one, and all its statements."""

    before: Item | None
    after: Item
    statements: Sequence[StatementRow]


@dataclass(frozen=True, slots=True)
class Remade:
    """What working out the items anew gave."""

    items: tuple[Made, ...]
    """Those that may differ from before, earliest stated first."""
    lost: tuple[Item, ...]
    """Those that have no statement any more."""
    questions: tuple[tuple[str, str], ...]
    """Pairs of keys of statements that are alike, whose items are not surely one."""
    heads: Mapping[str, str]
    """For each key of a statement, that of its item."""
    statements: Sequence[StatementRow]
    """All there are."""


def remake(session: Session, touched: Collection[str] | None, wake_after: WakeAfter) -> Remade:
    """Bring the items up to date after the statements with the keys `touched` changed, or what was said of them.

    With None every item is worked out anew. The result depends on the statements and on what people said,
    not on the items as they were.
    """
    statements = session.exec(select(StatementRow)).all()
    decided = decisions(session)
    matching = match(map(rows.mention, statements), decided.groups, settled=decided.settled)
    before = {row.key: rows.item(row) for row in session.exec(select(ItemRow))}
    kept = {cluster[0] for cluster in matching.clusters}
    absorbed = {key: item for key, item in before.items() if key not in kept}
    made = [
        Made(
            before.get(cluster[0]) or _first_of(absorbed, members),
            fold(map(rows.mention, members), decided.words_of(cluster), wake_after),
            members,
        )
        for cluster, members in _changed(statements, matching, before, touched)
    ]
    heads = {key: cluster[0] for cluster in matching.clusters for key in cluster}
    _write(session, made, before)
    for row in statements:
        if row.item != heads.get(row.key):
            row.item = heads.get(row.key)
    session.flush()
    _drop(session, absorbed.keys())
    lost = [item for key, item in absorbed.items() if key not in heads]
    return Remade(tuple(made), tuple(lost), matching.questions, heads, statements)


def _changed(
    statements: Iterable[StatementRow],
    matching: Matching,
    before: Mapping[str, Item],
    touched: Collection[str] | None,
) -> Iterator[tuple[Sequence[str], Sequence[StatementRow]]]:
    """The clusters that may be another item than before, each with all its statements."""
    by_key: dict[str, list[StatementRow]] = defaultdict(list)
    held: Counter[str | None] = Counter()
    for row in statements:
        by_key[row.key].append(row)
        held[row.item] += 1
    for cluster in matching.clusters:
        members = [row for key in cluster for row in by_key[key]]
        head = cluster[0]
        as_before = head in before and {row.item for row in members} == {head} and held[head] == len(members)
        if touched is None or not as_before or any(key in touched for key in cluster):
            yield cluster, members


def _first_of(absorbed: Mapping[str, Item], members: Iterable[StatementRow]) -> Item | None:
    """The item that has come into another one, or under another key, with these statements; the first by key."""
    return next((absorbed[key] for key in sorted({row.item for row in members if row.item}) if key in absorbed), None)


def _write(session: Session, made: Iterable[Made], before: Mapping[str, Item]) -> None:
    inserts, updates = [], []
    for each in made:
        values = rows.item_values(each.after)
        old = before.get(each.after.key)
        if old is None:
            inserts.append(values)
        elif rows.item_values(old) != values:
            updates.append(values)
    if inserts:
        session.execute(insert(ItemRow), inserts)
    if updates:
        session.execute(update(ItemRow), updates)


def _drop(session: Session, keys: Collection[str]) -> None:
    """Items that became part of another one, or that nothing states any more, have no row of their own."""
    if keys:
        session.execute(delete(ItemRow).where(col(ItemRow.key).in_(sorted(keys))))


def told_differences(remade: Remade) -> Iterator[Followed]:
    """What became different of items that were there before: item, what, before, after."""
    for made in remade.items:
        if made.before:
            for what, was, now in differences(made.before, made.after):
                yield made.after.key, what, was, now

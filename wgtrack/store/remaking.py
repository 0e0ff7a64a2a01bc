"""Items made anew from what the notes state and people said: matched, folded, and written where they differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, update
from sqlmodel import Session, col, select

from wgtrack.model import Item
from wgtrack.store import rows, said_words
from wgtrack.store.calls import NO_TIE
from wgtrack.store.changes import differences
from wgtrack.store.features import features
from wgtrack.store.folding import Mention, WakeAfter, fold
from wgtrack.store.history import Followed
from wgtrack.store.matching import Matching, match
from wgtrack.store.parts import in_parts
from wgtrack.store.reach import Change, Reach, reach
from wgtrack.store.rows import Stored
from wgtrack.store.tables import ItemRow, StatementRow


@dataclass(frozen=True, slots=True)
class Made:
    """An item that was worked out anew, what it was before, if it was one, and all its statements."""

    before: Item | None
    after: Item
    statements: Sequence[Mention]


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
    """For each key of a statement that was looked at, that of its item."""


def remake(session: Session, change: Change | None, wake_after: WakeAfter) -> Remade:
    """Bring the items up to date after `change` in the statements, or in what was said of them.

    With None every item is worked out anew. The result depends on the statements and on what people said,
    not on the items as they were.
    """
    session.flush()
    within = reach(session, change)
    decided = within.decided
    mentions = [each.mention for each in within.statements]
    matching = match(mentions, decided.groups, settled=decided.settled, tied=within.tied)
    before = _items_of(session, within, change)
    kept = {cluster[0] for cluster in matching.clusters}
    absorbed = {key: item for key, item in before.items() if key not in kept}
    made = [
        Made(
            before.get(cluster[0]) or _first_of(absorbed, members),
            fold(stated := [each.mention for each in members], decided.words_of(cluster), wake_after),
            stated,
        )
        for cluster, members in _changed(within.statements, matching, before, None if change is None else change.keys)
    ]
    heads = {key: cluster[0] for cluster in matching.clusters for key in cluster}
    _write(session, made, before)
    _keep(session, within.statements, matching, heads)
    if within.everything:
        said_words.enter(session, mentions, matching.seen, anew=True)
    _drop(session, absorbed.keys())
    session.expire_all()
    lost = [item for key, item in absorbed.items() if key not in heads]
    return Remade(tuple(made), tuple(lost), matching.questions, heads)


def _items_of(session: Session, within: Reach, change: Change | None) -> dict[str, Item]:
    """The items as they were, by key: all there are, or those of the statements looked at, and of those that went."""
    if change is None or within.everything:
        return {row.key: rows.item(row) for row in session.exec(select(ItemRow))}
    keys = {key for each in within.statements for key in (each.key, each.item) if key} | change.keys
    found = (session.exec(select(ItemRow).where(col(ItemRow.key).in_(some))) for some in in_parts(sorted(keys)))
    return {row.key: rows.item(row) for some in found for row in some}


def _keep(session: Session, statements: Iterable[Stored], matching: Matching, heads: Mapping[str, str]) -> None:
    """Write, where it changed, the item of each statement and what was worked out of it."""
    table = StatementRow.__table__  # type: ignore[attr-defined]
    values = []
    for each in statements:
        key, mention = each.key, each.mention
        wording = None
        if not mention.statement.from_agenda:
            wording = said_words.wording(matching.seen.get((mention.path, key)) or features(mention))
        tie = str(matching.tied.get(key, NO_TIE))
        now = heads.get(key), matching.kin[key], wording, tie
        if now != (each.item, each.kin, each.wording, each.ties):
            names = ("item", "kin", "wording", "ties")
            values.append({"at_path": mention.path, "at_key": key, **dict(zip(names, now, strict=True))})
    if values:
        here = (table.c.path == bindparam("at_path"), table.c.key == bindparam("at_key"))
        names_only: dict[str, Any] = {name: bindparam(name) for name in ("item", "kin", "wording", "ties")}
        session.connection().execute(update(table).where(*here).values(names_only), values)


def _changed(
    statements: Iterable[Stored],
    matching: Matching,
    before: Mapping[str, Item],
    touched: Collection[str] | None,
) -> Iterator[tuple[Sequence[str], Sequence[Stored]]]:
    """The clusters that may be another item than before, each with all its statements."""
    by_key: dict[str, list[Stored]] = defaultdict(list)
    held: Counter[str | None] = Counter()
    for each in statements:
        by_key[each.key].append(each)
        held[each.item] += 1
    for cluster in matching.clusters:
        members = [each for key in cluster for each in by_key[key]]
        head = cluster[0]
        as_before = head in before and {each.item for each in members} == {head} and held[head] == len(members)
        if touched is None or not as_before or any(key in touched for key in cluster):
            yield cluster, members


def _first_of(absorbed: Mapping[str, Item], members: Iterable[Stored]) -> Item | None:
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
        session.connection().execute(insert(ItemRow), inserts)
    if updates:
        session.execute(update(ItemRow), updates)


def _drop(session: Session, keys: Collection[str]) -> None:
    """Items that became part of another one, or that nothing states any more, have no row of their own."""
    for some in in_parts(sorted(keys)):
        session.connection().execute(delete(ItemRow).where(col(ItemRow.key).in_(some)))


def told_differences(remade: Remade) -> Iterator[Followed]:
    """What became different of items that were there before: item, what, before, after."""
    for made in remade.items:
        if made.before:
            for what, was, now in differences(made.before, made.after):
                yield made.after.key, what, was, now

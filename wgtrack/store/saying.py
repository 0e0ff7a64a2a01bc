"""What people say about the fields of items."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import update
from sqlmodel import Session, col, select

from wgtrack.model import Item
from wgtrack.store import rows
from wgtrack.store.changes import Batch, field_text
from wgtrack.store.folding import WakeAfter, fold
from wgtrack.store.history import decisions, record
from wgtrack.store.known_tables import ItemRow, StatementRow


def say(
    session: Session,
    key: str,
    changes: Mapping[str, str],
    *,
    batch: Batch,
    number: int,
    on: dt.date | None,
    note: str,
    wake_after: WakeAfter,
) -> tuple[Item, Item]:
    """Record a person's word about item `key`: fields and their new values as text, true from the day `on`.

    `number` is the open batch's; `on` is the batch's day where it is None. Returns the item before and after;
    fields that have the value already are no event, unless another day or a reason is given, or the item was
    stated again since.
    """
    before = known_item(session, key)
    keys = keys_of(session, key)
    for what, after in changes.items():
        old = field_text(before, what)
        is_news = old != after or note or (on is not None and on != before.closed_on)
        if not is_news and not (what == "status" and before.stated_again):
            continue
        known_day = before.closed_on if old == after else None
        record(
            session,
            number,
            batch,
            item=key,
            keys=keys,
            what=what,
            before=old,
            after=after,
            note=note,
            said_on=_after_all_statements(batch, before),
            date=on or known_day or batch.today,
        )
    return before, refold(session, key, wake_after)


def _after_all_statements(batch: Batch, item: Item) -> dt.date:
    """A word's place among the statements: said today, it answers also notes of a later day."""
    return max(filter(None, (batch.today, item.last_stated)))


def keys_of(session: Session, item: str) -> list[str]:
    """The keys of all statements of `item`; answers in agendas are none."""
    query = select(StatementRow.key).where(StatementRow.item == item, col(StatementRow.from_agenda).is_(False))
    return sorted(set(session.exec(query)))


def refold(session: Session, key: str, wake_after: WakeAfter) -> Item:
    """Work out item `key` anew from its statements and what was said; writes and returns it."""
    statements = session.exec(select(StatementRow).where(StatementRow.item == key)).all()
    keys = {row.key for row in statements}
    item = fold(map(rows.mention, statements), decisions(session, keys).words_of(sorted(keys)), wake_after)
    session.execute(update(ItemRow), [rows.item_values(replace(item, key=key))])
    return item


def known_item(session: Session, key: str) -> Item:
    """The item with the key `key`, without its statements; it has to be there."""
    return rows.item(session.exec(select(ItemRow).where(ItemRow.key == key)).one())

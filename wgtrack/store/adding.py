"""Items that stand in no note, because a person added them: they live in what was said."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from wgtrack.errors import UsageProblem
from wgtrack.model import Item, Statement
from wgtrack.reading.keys import statement_keys
from wgtrack.store import rows
from wgtrack.store.changes import Batch
from wgtrack.store.decisions import ADDED, SPLIT
from wgtrack.store.folding import WakeAfter
from wgtrack.store.history import add_events, record
from wgtrack.store.reach import Change, change_of
from wgtrack.store.remaking import remake, told_differences
from wgtrack.store.saying import known_item
from wgtrack.store.tables import BatchRow, EventRow, StatementRow

NO_NOTE = ""
"""The path of a statement that a person added."""


def add_item(
    session: Session,
    statement: Statement,
    *,
    group: str,
    apart: bool,
    batch: Batch,
    number: int,
    wake_after: WakeAfter,
) -> Item:
    """Remember an item that stands in no note, said today; `statement` needs no key.

    UsageProblem where an open item is surely the same, unless it is to stay `apart` from that one. One that is done
    or dropped is another task.
    """
    taken = set(session.exec(select(StatementRow.key).where(StatementRow.path == NO_NOTE)))
    every = statement_keys(group, batch.today, [statement.words] * (len(taken) + 1))
    key = next(key for key in every if key not in taken)
    values = rows.statement_values(replace(statement, key=key), NO_NOTE, batch.today)
    session.execute(insert(StatementRow), [values])
    # Before it is a word of its own, which would keep it from every item that people spoke of.
    remade = remake(session, Change(frozenset([key])), wake_after)
    record(session, number, batch, item=key, keys=[key], what=ADDED, before="", after=added_text(values))
    made = next(made for made in remade.items if remade.heads[key] == made.after.key)
    alike = made.before
    if alike is not None:
        if not (apart or alike.status.closed):
            raise UsageProblem(
                f"this is {alike.key} already ({alike.text}): say what is new of it with `wgtrack edit`, `assign` or "
                "`due`, or add it all the same with --new."
            )
        keys = sorted({m.statement.key for m in made.statements if not m.statement.from_agenda})
        record(session, number, batch, item=alike.key, keys=keys, what=SPLIT, before="", after=key)
        remade = remake(session, Change(frozenset([*keys, alike.key])), wake_after)
    add_events(session, number, batch, told_differences(remade))
    return known_item(session, remade.heads[key])


def restore_added(session: Session) -> Change:
    """Make the statements that people added those of the words that count; returns what came or went."""
    query = select(EventRow).join(BatchRow, col(BatchRow.id) == col(EventRow.batch))
    query = query.where(EventRow.what == ADDED, col(BatchRow.undone).is_(False), col(EventRow.said).is_(True))
    wanted = {row.item: _from_text(row.after) for row in session.exec(query)}
    present = {row.key: row for row in session.exec(select(StatementRow).where(StatementRow.path == NO_NOTE))}
    leaving = present.keys() - wanted.keys()
    change = change_of(present[key] for key in leaving)
    if leaving:
        gone = delete(StatementRow).where(col(StatementRow.path) == NO_NOTE, col(StatementRow.key).in_(sorted(leaving)))
        session.execute(gone.execution_options(synchronize_session="fetch"))
    coming = [values for key, values in wanted.items() if key not in present]
    if coming:
        session.execute(insert(StatementRow), coming)
    came = frozenset(values["key"] for values in coming)
    return change | Change(came, frozenset((NO_NOTE, values["date"]) for values in coming))


def added_text(values: Mapping[str, Any]) -> str:
    """The columns of an added statement, as the word that made it holds them."""
    return json.dumps(values, default=dt.date.isoformat, ensure_ascii=False, sort_keys=True)


def _from_text(text: str) -> dict[str, Any]:
    values = json.loads(text)
    days = {name: dt.date.fromisoformat(values[name]) for name in ("date", "due", "wake") if values.get(name)}
    return {**values, **days}

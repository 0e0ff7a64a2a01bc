"""Who said what when: batches, one a command, and the events in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import insert
from sqlmodel import Session, col, select

from wgtrack.model import Event
from wgtrack.store import rows
from wgtrack.store.tables import BatchRow, EventRow, StatementRow


@dataclass(frozen=True, slots=True)
class Batch:
    """The command that is running: who runs it, its words, and when. `today` may be set apart from `at`."""

    at: dt.datetime
    today: dt.date
    actor: str
    command: str
    speaker: str = ""
    """For whom the actor speaks; empty where for nobody else."""


def add_events(session: Session, batch: Batch, events: Iterable[tuple[str, str, str, str]]) -> None:
    """Record what followed from the notes: item, what, before, after. Without events there is no batch."""
    told = list(events)
    if not told:
        return
    number = open_batch(session, batch)
    session.execute(
        insert(EventRow),
        [
            {
                "batch": number,
                "said_on": batch.today,
                "date": batch.today,
                "actor": batch.actor,
                "item": item,
                "what": what,
                "before": before,
                "after": after,
                "note": "",
                "said": False,
            }
            for item, what, before, after in told
        ],
    )


def open_batch(session: Session, batch: Batch) -> int:
    """Record the command; returns its number."""
    row = BatchRow(at=batch.at.isoformat(timespec="seconds"), actor=batch.actor, command=batch.command)
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def events_of(session: Session, item: str | None) -> list[Event]:
    """The history of an item, or of everything with None, oldest first."""
    query = select(EventRow, BatchRow.at).join(BatchRow, col(BatchRow.id) == col(EventRow.batch))
    if item is not None:
        keys = select(StatementRow.key).where(StatementRow.item == item)
        query = query.where(col(EventRow.item).in_(keys) | (col(EventRow.item) == item))
    return [rows.event(row, at) for row, at in session.exec(query.order_by(col(EventRow.id)))]

"""Who said what when: batches, one a command, and the events in them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from wgtrack.model import Event
from wgtrack.store import rows
from wgtrack.store.changes import Batch
from wgtrack.store.decisions import Decisions, decide
from wgtrack.store.known_tables import StatementRow
from wgtrack.store.parts import in_parts
from wgtrack.store.said_tables import BatchRow, EventRow, SpokenRow

WROTE = "it wrote the file "
"""How it is said, with the file's name, that a batch changed a file and nothing else."""

Followed = tuple[str, str, str, str]
"""What followed for an item: its key, what, before, after."""


def add_events(session: Session, number: int, batch: Batch, events: Iterable[Followed]) -> None:
    """Record, in the open batch `number`, what followed from the notes or from what was decided."""
    told = [
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
        for item, what, before, after in events
    ]
    if told:
        session.execute(insert(EventRow), told)


def open_batch(session: Session, batch: Batch, *, reverses: int | None = None, beyond: str = "") -> int:
    """Record the command; returns its number.

    `reverses` is the batch that it takes back, `beyond` what it changes outside of this database.
    """
    row = BatchRow(
        at=batch.at.isoformat(timespec="seconds"),
        actor=batch.actor,
        command=batch.command,
        reverses=reverses,
        beyond=beyond,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def record_file(session: Session, batch: Batch, shown: str) -> None:
    """Record that the command wrote the file `shown`; once, where it is run again and again and nothing else is."""
    beyond = f"{WROTE}{shown}"
    last = session.exec(select(BatchRow).order_by(col(BatchRow.id).desc()).limit(1)).first()
    if last is None or (last.command, last.beyond) != (batch.command, beyond):
        add_events(session, open_batch(session, batch, beyond=beyond), batch, [("", "wrote", "", shown)])


def forget_batch(session: Session, number: int) -> None:
    """Take the batch `number` away: nothing happened in it."""
    session.execute(delete(BatchRow).where(col(BatchRow.id) == number))


def forget_if_empty(session: Session, number: int) -> None:
    """Take the batch `number` away if nothing was said in it."""
    if session.exec(select(EventRow.id).where(EventRow.batch == number).limit(1)).first() is None:
        forget_batch(session, number)


def record(
    session: Session,
    number: int,
    batch: Batch,
    *,
    item: str,
    keys: Iterable[str],
    what: str,
    before: str,
    after: str,
    note: str = "",
    said_on: dt.date | None = None,
    date: dt.date | None = None,
) -> None:
    """Record a person's word about `item`, which has the statements `keys`, in the open batch `number`.

    `date` is the day from which it is true, `said_on` its place among the statements; both the batch's day
    where they are None.
    """
    row = EventRow(
        batch=number,
        said_on=said_on or batch.today,
        date=date or batch.today,
        actor=batch.speaker or batch.actor,
        item=item,
        what=what,
        before=before,
        after=after,
        note=note,
        said=True,
    )
    session.add(row)
    session.flush()
    session.execute(insert(SpokenRow), [{"event": row.id, "key": key} for key in sorted({item, *keys})])


def record_all(session: Session, number: int, batch: Batch, *, what: str, after: Mapping[str, str]) -> None:
    """Record a person's word of the same sort about many items that have one statement each, by its key."""
    events = [
        EventRow(
            batch=number,
            said_on=batch.today,
            date=batch.today,
            actor=batch.speaker or batch.actor,
            item=key,
            what=what,
            before="",
            after=text,
            said=True,
        )
        for key, text in after.items()
    ]
    session.add_all(events)
    session.flush()
    if events:
        session.execute(insert(SpokenRow), [{"event": row.id, "key": row.item} for row in events])


def decisions(session: Session, about: Iterable[str] | None = None) -> Decisions:
    """What people decided, as far as it is not taken back; only what bears on the statements `about` if given."""
    query = select(SpokenRow.event, SpokenRow.key).join(EventRow, col(EventRow.id) == col(SpokenRow.event))
    query = query.join(BatchRow, col(BatchRow.id) == col(EventRow.batch)).where(col(BatchRow.undone).is_(False))
    keys: dict[int, set[str]] = defaultdict(set)
    if about is None:
        for number, key in session.exec(query):
            keys[number].add(key)
    else:
        # Words about statements that were once one item with these lead to further words.
        known: set[str] = set()
        fresh = set(about)
        while fresh:
            known |= fresh
            numbers = {
                n for some in in_parts(fresh) for n, _ in session.exec(query.where(col(SpokenRow.key).in_(some)))
            }
            for some in in_parts(numbers - keys.keys()):
                for number, key in session.exec(query.where(col(SpokenRow.event).in_(some))):
                    keys[number].add(key)
            fresh = {key for number in numbers for key in keys[number]} - known
    return decide(rows.said(row, keys[row.id or 0]) for row in _events_numbered(session, keys))


def _events_numbered(session: Session, numbers: Collection[int]) -> list[EventRow]:
    return [
        row for some in in_parts(numbers) for row in session.exec(select(EventRow).where(col(EventRow.id).in_(some)))
    ]


def heirs(session: Session, item_of: Mapping[str, str], about: Iterable[str] | None = None) -> dict[str, str]:
    """For keys of statements that no note has any more, but people spoke of: the item that holds what they said.

    `item_of` gives the items of the statements there are; only what bears on the statements `about`, if given.
    """
    groups = decisions(session, about).groups
    holder = {groups[key]: item for key, item in item_of.items() if key in groups}
    return {key: holder[name] for key, name in groups.items() if key not in item_of and name in holder}


def events_of(session: Session, item: str | None) -> list[Event]:
    """The history of an item, or of everything with None, oldest first."""
    query = select(EventRow, BatchRow).join(BatchRow, col(BatchRow.id) == col(EventRow.batch))
    if item is not None:
        keys = {*session.exec(select(StatementRow.key).where(StatementRow.item == item)), item}
        keys |= heirs(session, dict.fromkeys(keys, item), keys).keys()
        query = query.where(col(EventRow.item).in_(sorted(keys)))
    return [rows.event(row, batch) for row, batch in session.exec(query.order_by(col(EventRow.id)))]

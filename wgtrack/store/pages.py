"""What pages need beside items: the calls that notes tell of, and the history of every item at once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from sqlalchemy import func, select
from sqlmodel import Session, col

from wgtrack.model import Event, Meeting
from wgtrack.store.history import heirs
from wgtrack.store.tables import BatchRow, EventRow, MeetingRow, NoteRow, StatementRow


def meetings_told(session: Session) -> list[Meeting]:
    """Every call as a note tells of it, by day, then by the note's path; without the name of the group."""
    told = select(
        col(MeetingRow.key),
        col(MeetingRow.date),
        col(MeetingRow.title),
        col(MeetingRow.participants),
        col(MeetingRow.path),
        col(NoteRow.digest),
    ).join(NoteRow, col(NoteRow.path) == col(MeetingRow.path))
    found = [
        Meeting(key, "", date, title, tuple(participants), path, digest)
        for key, date, title, participants, path, digest in session.execute(told)
    ]
    return sorted(found, key=lambda each: (each.date or dt.date.max, each.path, each.title))


def every_history(session: Session) -> dict[str, list[Event]]:
    """The history of each item, by its key, oldest first. Four queries, whatever the number of items."""
    stated = select(col(StatementRow.key), col(StatementRow.item)).where(col(StatementRow.item).is_not(None))
    # Asked of the connection, past the ORM, as there are some for each item.
    ask = session.connection().execute
    item_of = {key: item for key, item in ask(stated) if item}
    item_of |= {item: item for item in set(item_of.values())}
    item_of |= heirs(session, item_of)
    batches = {row.id: row for row in session.scalars(select(BatchRow))}
    at = {number: dt.datetime.fromisoformat(row.at) for number, row in batches.items()}
    told = select(
        col(EventRow.actor),
        col(EventRow.item),
        col(EventRow.what),
        col(EventRow.before),
        col(EventRow.after),
        col(EventRow.batch),
        col(EventRow.note),
    ).order_by(col(EventRow.id))
    found: dict[str, list[Event]] = defaultdict(list)
    for actor, key, what, before, after, number, note in ask(told):
        batch = batches[number]
        event = Event(
            at[number], actor, key, what, before, after, number, note, batch.undone, batch.command, batch.actor
        )
        found[item_of.get(key, key)].append(event)
    return found


def state_of(session: Session) -> int:
    """A number that grows with every command that changes anything, an `undo` too."""
    return session.execute(select(func.max(col(BatchRow.id)))).scalar() or 0

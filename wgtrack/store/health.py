"""Is the database whole, and does all in it hang together? Only ever reads."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlalchemy import exists
from sqlmodel import Session, col, select

from wgtrack.model import Status
from wgtrack.reading.keys import normalise
from wgtrack.store.migrations import MIGRATIONS, version
from wgtrack.store.note_rows import told_twice
from wgtrack.store.tables import BatchRow, EventRow, ItemRow, MeetingRow, StatementRow

NEWEST_SCHEMA = MIGRATIONS[-1].number
"""The schema that this program works with."""
_MOST = 5
"""How many faults SQLite lists before it stops looking."""


def schema_of(session: Session) -> int:
    """The number of the database's schema; 0 for a database that holds nothing yet."""
    return version(session.connection())


def damage(session: Session) -> list[str]:
    """What is broken in a SQLite file, in SQLite's words; PostgreSQL guards itself. Needs no known schema."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return []
    found = connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST})").scalars().all()
    faults = [] if found == ["ok"] else [str(fault) for fault in found]
    lost = Counter((row[0], row[2]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check"))
    faults += [f"{number} rows of {table} belong to no {parent}" for (table, parent), number in sorted(lost.items())]
    return faults


@dataclass(frozen=True, slots=True)
class Strays:
    """What belongs to nothing."""

    statements: tuple[tuple[str, int], ...]
    """Path and line of statements without an item, answers on agendas aside: those may wait for their note."""
    items: tuple[str, ...]
    """Keys of items that nothing states."""
    events: tuple[str, ...]
    """Keys that history speaks of and that nothing answers for any more; what was taken back is left out."""
    waiting: tuple[tuple[str, int], ...]
    """Path and line of answers on agendas to keys that no note read so far states."""


def strays(session: Session) -> Strays:
    """Rows that belong to nothing."""
    loose = select(StatementRow.path, StatementRow.line, StatementRow.from_agenda)
    loose = loose.where(col(StatementRow.item).is_(None), col(StatementRow.gone).is_(False))
    without_item = session.exec(loose.order_by(col(StatementRow.path), col(StatementRow.line))).all()
    stated = exists().where(col(StatementRow.item) == col(ItemRow.key))
    answered = exists().where(col(StatementRow.key) == col(EventRow.item))
    is_item = exists().where(col(ItemRow.key) == col(EventRow.item))
    # A command that was taken back may have spoken of items that went with it.
    events = select(EventRow.item).join(BatchRow, col(BatchRow.id) == col(EventRow.batch))
    events = events.where(col(BatchRow.undone).is_(False), col(BatchRow.reverses).is_(None), ~answered, ~is_item)
    events = events.where(EventRow.item != "")  # A file that was written is about no one item.
    return Strays(
        statements=tuple((path, line) for path, line, from_agenda in without_item if not from_agenda),
        items=tuple(session.exec(select(ItemRow.key).where(~stated).order_by(col(ItemRow.key)))),
        events=tuple(session.exec(events.distinct().order_by(col(EventRow.item)))),
        waiting=tuple((path, line) for path, line, from_agenda in without_item if from_agenda),
    )


def owners_of_open_items(session: Session) -> Counter[str]:
    """How many items that are not done or dropped each name owns, the name as the notes write it."""
    open_items = select(ItemRow.owners).where(col(ItemRow.status).not_in([Status.DONE.value, Status.DROPPED.value]))
    return Counter(owner for owners in session.exec(open_items) for owner in owners)


def calls_told_twice(session: Session) -> list[tuple[str, ...]]:
    """The paths of notes that tell of the same call: of the same day, with the same title or a statement in common."""
    paths: dict[tuple[str, str], set[str]] = defaultdict(set)
    for meeting in session.exec(select(MeetingRow).where(col(MeetingRow.date).is_not(None))):
        if title := normalise(meeting.title):
            paths[meeting.key, title].add(meeting.path)
    stated = ({first, other} for first, other in told_twice(session))
    groups = [each for each in (*paths.values(), *stated) if len(each) > 1]
    return sorted({tuple(sorted(group)) for group in groups})

"""Taking notes into the database: statements kept, items worked out anew, and what that changed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, insert, update
from sqlmodel import Session, col, select

from wgtrack.model import Item, Note
from wgtrack.store import rows
from wgtrack.store.changes import differences
from wgtrack.store.folding import Mention, Said, fold
from wgtrack.store.history import Batch, add_events
from wgtrack.store.matching import Matching, match
from wgtrack.store.tables import EventRow, ItemRow, MeetingRow, NoteRow, StatementRow


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What reading the notes changed, as keys of items in the order in which they were first stated."""

    meetings: int = 0
    new: tuple[str, ...] = ()
    restated: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    questions: tuple[tuple[str, str], ...] = ()
    """Pairs of items that are alike, yet not surely one."""
    told_twice: tuple[tuple[str, str], ...] = ()
    """Notes just read, each with another note that tells of the same call."""


@dataclass(slots=True)
class _Tally:
    new: list[str] = field(default_factory=list)
    restated: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def known_notes(session: Session) -> dict[str, tuple[str, str]]:
    """For each note that was read: the digest of its bytes and the fingerprint of its reader."""
    notes = session.exec(select(NoteRow.path, NoteRow.digest, NoteRow.reader))
    return {path: (digest, reader) for path, digest, reader in notes}


def take_in(
    session: Session,
    notes: Sequence[Note],
    vanished: Iterable[str],
    *,
    reader: str,
    batch: Batch,
    wake_after: Callable[[dt.date], dt.date],
) -> IngestResult:
    """Remember `notes`, read with settings of fingerprint `reader`; the notes at `vanished` are no more.

    Statements that a note no longer has are kept as gone. Nothing is written where nothing is to be read.
    """
    vanished = list(vanished)
    if not notes and not vanished:
        return IngestResult()
    touched = _write_notes(session, notes, vanished, reader)
    statements = session.exec(select(StatementRow)).all()
    said, anchors = _what_people_said(session, statements)
    matching = match(map(rows.mention, statements), anchors)
    tally = _write_items(session, statements, matching, touched=touched, said=said, batch=batch, wake_after=wake_after)
    head = {key: cluster[0] for cluster in matching.clusters for key in cluster}
    return IngestResult(
        meetings=sum(len(note.meetings) for note in notes),
        new=tuple(tally.new),
        restated=tuple(tally.restated),
        changed=tuple(tally.changed),
        closed=tuple(tally.closed),
        gone=tuple(tally.gone),
        questions=tuple(
            (head[first], head[second]) for first, second in matching.questions if first in touched or second in touched
        ),
        told_twice=_told_twice(statements, {note.path for note in notes}),
    )


def _told_twice(statements: Iterable[StatementRow], read: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Of the notes at `read`, those that state an action of another note's call of that day, with that note."""
    paths: dict[str, set[str]] = defaultdict(set)
    for row in statements:
        if row.date and not row.gone and not row.from_agenda:
            paths[row.key].add(row.path)
    twice: dict[str, str] = {}
    for first, *others in (sorted(each) for each in paths.values() if len(each) > 1):
        for other in others:
            if first in read or other in read:
                twice.setdefault(other, first)
    return tuple(sorted(twice.items()))


def _write_notes(session: Session, notes: Sequence[Note], vanished: Sequence[str], reader: str) -> dict[str, bool]:
    """Write what the notes say; returns the keys of statements that changed, True for the new ones."""
    _write_meetings(session, notes, vanished, reader)
    paths = [note.path for note in notes] + list(vanished)
    before = {(row.path, row.key): row for row in _rows_where(session, StatementRow.path, paths)}
    now = {
        (note.path, statement.key): rows.statement_values(statement, note.path, told.meeting.date)
        for note in notes
        for told in note.meetings
        for statement in told.statements
    }
    touched = {}
    for place in before.keys() & now.keys():
        if _update(before[place], now[place]):
            touched[place[1]] = False
    for place in before.keys() - now.keys():
        if not before[place].gone:
            before[place].gone = True
            touched[place[1]] = False
    fresh = [values for place, values in now.items() if place not in before]
    known = {row.key for row in _rows_where(session, StatementRow.key, [values["key"] for values in fresh])}
    touched |= {values["key"]: values["key"] not in known for values in fresh}
    if fresh:
        session.execute(insert(StatementRow), fresh)
    session.flush()
    _drop_moved(session)
    return touched


def _write_meetings(session: Session, notes: Sequence[Note], vanished: Sequence[str], reader: str) -> None:
    for some in _in_parts([note.path for note in notes] + list(vanished)):
        session.execute(delete(MeetingRow).where(col(MeetingRow.path).in_(some)))
        session.execute(delete(NoteRow).where(col(NoteRow.path).in_(some)))
    told = [told.meeting for note in notes for told in note.meetings]
    if notes:
        values = [{"path": note.path, "digest": note.digest, "reader": reader} for note in notes]
        session.execute(insert(NoteRow), values)
    if told:
        meetings = [
            {"path": m.path, "key": m.key, "date": m.date, "title": m.title, "participants": list(m.participants)}
            for m in told
        ]
        session.execute(insert(MeetingRow), meetings)


def _in_parts(values: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    """`values` in pieces that a database takes as parameters of one query."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _rows_where(session: Session, column: str, values: Sequence[str]) -> Iterator[StatementRow]:
    for some in _in_parts(values):
        yield from session.exec(select(StatementRow).where(col(column).in_(some)))


def _update(row: StatementRow, values: Mapping[str, Any]) -> bool:
    """Bring a row up to date; True if anything differed."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)


def _drop_moved(session: Session) -> None:
    """A statement that is gone from one file and stands in another has moved: only its new place is kept."""
    live = select(StatementRow.key).where(col(StatementRow.gone).is_(False))
    session.execute(
        delete(StatementRow)
        .where(col(StatementRow.gone).is_(True), col(StatementRow.key).in_(live))
        .execution_options(synchronize_session="fetch")
    )


def _what_people_said(
    session: Session, statements: Iterable[StatementRow]
) -> tuple[dict[str, list[Said]], dict[str, str]]:
    """People's words by the key they were said of, and the item that each statement of such an item stays with."""
    said: dict[str, list[Said]] = defaultdict(list)
    for row in session.exec(select(EventRow).where(col(EventRow.said).is_(True)).order_by(col(EventRow.id))):
        said[row.item].append(rows.said(row))
    item_of = {row.key: row.item for row in statements if row.item}
    spoken_of = {item_of[key] for key in said if key in item_of}
    return said, {key: item for key, item in item_of.items() if item in spoken_of}


def _write_items(
    session: Session,
    statements: Sequence[StatementRow],
    matching: Matching,
    *,
    touched: Mapping[str, bool],
    said: Mapping[str, list[Said]],
    batch: Batch,
    wake_after: Callable[[dt.date], dt.date],
) -> _Tally:
    before = {row.key: rows.item(row) for row in session.exec(select(ItemRow))}
    by_key: dict[str, list[StatementRow]] = defaultdict(list)
    for row in statements:
        by_key[row.key].append(row)
    tally = _Tally()
    inserts, updates, moves = [], [], []
    events: list[tuple[str, str, str, str]] = []
    heads = set()
    for cluster in matching.clusters:
        members = [row for key in cluster for row in by_key[key]]
        earlier = {row.item for row in members} - {None}
        heads.add(cluster[0])
        if earlier == {cluster[0]} and not any(key in touched for key in cluster) and all(r.item for r in members):
            continue
        item = _folded(members, [word for key in cluster for word in said.get(key, ())], wake_after)
        old = _earlier_item(before, item.key, earlier)
        values = rows.item_values(item)
        if item.key not in before:
            inserts.append(values)
        elif rows.item_values(before[item.key]) != values:
            updates.append(values)
        moves += [row for row in members if row.item != item.key]
        events += _tell(tally, old, item, members, touched)
    if inserts:
        session.execute(insert(ItemRow), inserts)
    if updates:
        session.execute(update(ItemRow), updates)
    heads_of = {key: cluster[0] for cluster in matching.clusters for key in cluster}
    for row in moves:
        row.item = heads_of[row.key]
    session.flush()
    _drop_joined(session, before.keys() - heads)
    add_events(session, batch, events)
    return tally


def _folded(members: Iterable[StatementRow], said: Iterable[Said], wake_after: Callable[[dt.date], dt.date]) -> Item:
    mentions: list[Mention] = [rows.mention(row) for row in members]
    return fold(mentions, said, wake_after)


def _earlier_item(before: Mapping[str, Item], key: str, earlier: set[str | None]) -> Item | None:
    """What this item was before: under its own key, or under the key of one that it has absorbed."""
    if key in before:
        return before[key]
    return next((before[k] for k in sorted(filter(None, earlier)) if k in before), None)


def _tell(
    tally: _Tally, old: Item | None, item: Item, members: Sequence[StatementRow], touched: Mapping[str, bool]
) -> Iterator[tuple[str, str, str, str]]:
    """Note in `tally` what became of an item, and give its events: item, what, before, after."""
    fresh = [row for row in members if touched.get(row.key) and not row.from_agenda and not row.gone]
    if old is None:
        tally.new.append(item.key)
        yield item.key, "stated", "", item.text
        return
    if fresh:
        tally.restated.append(item.key)
        for row in fresh:
            yield item.key, "restated", "", f"{row.path}:{row.line}"
    changes = list(differences(old, item))
    for what, was, now in changes:
        yield item.key, what, was, now
    if item.status.closed and not old.status.closed:
        tally.closed.append(item.key)
    elif changes:
        tally.changed.append(item.key)
    if item.gone and not old.gone:
        tally.gone.append(item.key)
        yield item.key, "gone", "", ""


def _drop_joined(session: Session, keys: set[str]) -> None:
    """Items that became part of another one, or were only ever gone and moved, have no row of their own."""
    if keys:
        session.execute(delete(ItemRow).where(col(ItemRow.key).in_(sorted(keys))))

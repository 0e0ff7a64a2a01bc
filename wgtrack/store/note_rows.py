"""Notes into rows and back: what each says now, and what it said before a command read it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import delete, insert
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, func, select

from wgtrack.model import Note
from wgtrack.store import rows
from wgtrack.store.edits import successors
from wgtrack.store.folding import Mention
from wgtrack.store.parts import SIZE, in_parts
from wgtrack.store.reach import Change, change_of
from wgtrack.store.tables import FormerNoteRow, MeetingRow, NoteRow, StatementRow

Row = TypeVar("Row", bound=SQLModel)

WORKED_OUT = ("item", "kin", "wording", "ties")
"""Columns of a statement that follow from it and others."""
_DAYS = ("date", "due", "wake")
"""Columns of days, which JSON holds as text."""


@dataclass(frozen=True, slots=True)
class Written:
    """What writing notes changed."""

    touched: Mapping[str, bool]
    """The keys of statements that changed, True for the new ones."""
    is_news: bool
    """False where the notes were read before as they are."""
    change: Change
    """The same statements, with the calls that they stand in."""


def known_notes(session: Session) -> dict[str, tuple[str, str]]:
    """For each note that was read: the digest of its bytes and the fingerprint of its reader."""
    # Asked of the connection, past the ORM: there may be thousands.
    notes = session.connection().execute(columns(col(NoteRow.path), col(NoteRow.digest), col(NoteRow.reader)))
    return {path: (digest, reader) for path, digest, reader in notes}


def write_notes(
    session: Session, notes: Sequence[Note], vanished: Sequence[str], *, reader: str, number: int
) -> Written:
    """Write what the notes say. Statements that a note no longer has are kept as gone.

    What was known of each note before is remembered under the batch `number`.
    """
    unread = _unread(session, notes, vanished)
    paths = [note.path for note in notes] + list(vanished)
    before = {(row.path, row.key): row for row in _rows_where(session, StatementRow.path, paths)}
    now = {
        (note.path, statement.key): rows.statement_values(statement, note.path, told.meeting.date)
        for note in notes
        for told in note.meetings
        for statement in told.statements
    }
    differing = {place for place in before.keys() & now.keys() if _differs(before[place], now[place])}
    leaving = {place for place in before.keys() - now.keys() if not before[place].gone}
    fresh = [values for place, values in now.items() if place not in before]
    moved = _moved_rows(session, leaving, now.keys(), before)
    changing = {path for path, _ in differing | leaving} | {each["path"] for each in fresh} | {r.path for r in moved}
    calls = {(path, before[path, key].date) for path, key in differing | leaving}
    calls |= {(path, now[path, key]["date"]) for path, key in differing}
    calls |= {(values["path"], values["date"]) for values in fresh}
    change = change_of(moved) | Change(calls=frozenset(calls))
    remember(session, number, dict.fromkeys([*paths, *(row.path for row in moved)]), changing)
    _write_meetings(session, notes, vanished, reader)
    touched = {key: False for _, key in differing | leaving}
    followed = _followed(before.values(), notes)
    for place in differing:
        for name, value in now[place].items():
            setattr(before[place], name, value)
    for place in leaving:
        before[place].gone = True
        before[place].item_key = followed.get(place, before[place].item_key)
    known = {row.key for row in _rows_where(session, StatementRow.key, [values["key"] for values in fresh])}
    touched |= {values["key"]: values["key"] not in known for values in fresh}
    if fresh:
        insert_rows(session, StatementRow, fresh)
    for row in moved:
        session.delete(row)
    session.flush()
    change |= Change(frozenset(touched))
    return Written(touched, bool(touched) or unread, change)


def _followed(before: Iterable[StatementRow], notes: Iterable[Note]) -> dict[tuple[str, str], str]:
    """For statements that a note had, by its path and their key: the key of what stands in their place now."""
    was: dict[str, list[Mention]] = defaultdict(list)
    for row in before:
        was[row.path].append(rows.mention(row))
    followed: dict[tuple[str, str], str] = {}
    for note in notes:
        now = [Mention(s, note.path, told.meeting.date) for told in note.meetings for s in told.statements]
        followed |= {(note.path, key): new for key, new in successors(was[note.path], now).items()}
    return followed


def _unread(session: Session, notes: Iterable[Note], vanished: Sequence[str]) -> bool:
    """True where a note differs from what was read of it before, or has vanished since."""
    digests = {note.path: note.digest for note in notes}
    known = {row.path: row.digest for row in _where(session, NoteRow, NoteRow.path, [*digests, *vanished])}
    return digests != known


def forget_reading(session: Session, number: int) -> None:
    """Take away what the batch `number` remembered: it changed nothing."""
    session.execute(delete(FormerNoteRow).where(col(FormerNoteRow.batch) == number))


def _differs(row: StatementRow, values: Mapping[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())


def _moved_rows(
    session: Session,
    leaving: Collection[tuple[str, str]],
    now: Collection[tuple[str, str]],
    before: Mapping[tuple[str, str], StatementRow],
) -> list[StatementRow]:
    """Rows of statements that are gone from one file and stand in another: of those only the new place is kept."""
    live = {key for _, key in now}
    elsewhere = {key for _, key in leaving} - live
    live |= {row.key for row in _rows_where(session, StatementRow.key, elsewhere) if _stays(row, leaving)}
    candidates = [before[place] for place in leaving if place[1] in live]
    candidates += [row for row in _rows_where(session, StatementRow.key, {key for _, key in now}) if row.gone]
    return list({(row.path, row.key): row for row in candidates if (row.path, row.key) not in now}.values())


def _stays(row: StatementRow, leaving: Collection[tuple[str, str]]) -> bool:
    return not row.gone and (row.path, row.key) not in leaving


def _write_meetings(session: Session, notes: Sequence[Note], vanished: Sequence[str], reader: str) -> None:
    _delete_where(session, MeetingRow.path, [note.path for note in notes] + list(vanished))
    _delete_where(session, NoteRow.path, [note.path for note in notes] + list(vanished))
    told = [told.meeting for note in notes for told in note.meetings]
    if notes:
        values = [{"path": note.path, "digest": note.digest, "reader": reader} for note in notes]
        insert_rows(session, NoteRow, values)
    if told:
        meetings = [
            {"path": m.path, "key": m.key, "date": m.date, "title": m.title, "participants": list(m.participants)}
            for m in told
        ]
        insert_rows(session, MeetingRow, meetings)


def remember(session: Session, number: int, paths: Iterable[str], with_statements: Collection[str]) -> None:
    """Keep what is known of the notes at `paths` under the batch `number`; statements only where they will change."""
    wanted = list(paths)
    content: dict[str, dict[str, Any]] = {path: {"notes": [], "meetings": []} for path in wanted}
    for note in _where(session, NoteRow, NoteRow.path, wanted):
        content[note.path]["notes"].append(_plain(note))
    for meeting in _where(session, MeetingRow, MeetingRow.path, wanted):
        content[meeting.path]["meetings"].append(_plain(meeting, "id"))
    changing = [path for path in wanted if path in with_statements]
    for path in changing:
        content[path]["statements"] = []
    for row in _rows_where(session, StatementRow.path, changing):
        content[row.path]["statements"].append(_plain(row, *WORKED_OUT))
    values = [{"batch": number, "path": path, "content": kept} for path, kept in content.items()]
    if values:
        insert_rows(session, FormerNoteRow, values)


def restore(session: Session, former: int, number: int) -> Change:
    """Bring back the notes as the batch `former` found them; what is known now is kept under the batch `number`.

    The item of a statement brought back is not known yet.
    """
    kept = {row.path: row.content for row in session.exec(select(FormerNoteRow).where(FormerNoteRow.batch == former))}
    changing = [path for path, content in kept.items() if "statements" in content]
    remember(session, number, kept, changing)
    leaving = list(_rows_where(session, StatementRow.path, changing))
    change = change_of(leaving)
    session.expire_all()
    _delete_where(session, StatementRow.path, changing)
    _delete_where(session, MeetingRow.path, list(kept))
    _delete_where(session, NoteRow.path, list(kept))
    for table, name in ((NoteRow, "notes"), (MeetingRow, "meetings"), (StatementRow, "statements")):
        values = [_filled(values) for content in kept.values() for values in content.get(name, ())]
        if values:
            insert_rows(session, table, values)
        if table is StatementRow:
            came = frozenset(each["key"] for each in values)
            change |= Change(came, frozenset((each["path"], each.get("date")) for each in values))
    return change


def _plain(row: SQLModel, *without: str) -> dict[str, Any]:
    values = row.model_dump(exclude=set(without))
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values.items()}


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    days = {name: dt.date.fromisoformat(values[name]) for name in _DAYS if values.get(name)}
    return {**values, **days}


def told_twice(session: Session, read: Collection[str] | None = None) -> tuple[tuple[str, str], ...]:
    """Of the notes at `read`, or of all, those that state an action of another note's call of that day, with that
    note."""
    live = (col(StatementRow.gone).is_(False), col(StatementRow.from_agenda).is_(False), StatementRow.path != "")
    stated = select(StatementRow.key, StatementRow.path).where(col(StatementRow.date).is_not(None), *live)
    several = select(StatementRow.key).where(*live).group_by(col(StatementRow.key)).having(func.count() > 1)
    if read is not None and len(read) <= SIZE:
        theirs = select(StatementRow.key).where(col(StatementRow.path).in_(sorted(read)))
        several = several.where(col(StatementRow.key).in_(theirs))
    paths: dict[str, set[str]] = defaultdict(set)
    for key, path in session.exec(stated.where(col(StatementRow.key).in_(several))):
        paths[key].add(path)
    twice: dict[str, str] = {}
    for first, *others in (sorted(each) for each in paths.values() if len(each) > 1):
        for other in others:
            if read is None or first in read or other in read:
                twice.setdefault(other, first)
    return tuple(sorted(twice.items()))


def insert_rows(session: Session, table: type[SQLModel], values: Sequence[Mapping[str, Any]]) -> None:
    """Write new rows, all at once: as objects of an ORM they would take several times as long."""
    session.connection().execute(insert(table), values)


def _rows_where(session: Session, column: str, values: Iterable[str]) -> Iterator[StatementRow]:
    return _where(session, StatementRow, column, values)


def _where(session: Session, table: type[Row], column: str, values: Iterable[str]) -> Iterator[Row]:
    for some in in_parts(values):
        yield from session.exec(select(table).where(col(column).in_(some)))


def _delete_where(session: Session, column: Any, values: Iterable[str]) -> None:
    for some in in_parts(values):
        session.execute(delete(column.class_).where(col(column).in_(some)))

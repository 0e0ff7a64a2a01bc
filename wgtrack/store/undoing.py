"""Taking back a whole command, and taking that back: history is only ever added to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from wgtrack.errors import UsageProblem
from wgtrack.model import Item
from wgtrack.store.adding import restore_added
from wgtrack.store.changes import Batch
from wgtrack.store.decisions import MERGE, Decisions
from wgtrack.store.folding import WakeAfter
from wgtrack.store.history import WROTE, Followed, add_events, decisions, open_batch
from wgtrack.store.note_rows import restore
from wgtrack.store.reach import Change
from wgtrack.store.remaking import Remade, remake, told_differences
from wgtrack.store.tables import BatchRow, EventRow, FormerNoteRow, SpokenRow, StatementRow


@dataclass(frozen=True, slots=True)
class Reversal:
    """What taking a command back, or saying it again, did."""

    batch: int
    """The number of the command."""
    command: str
    actor: str
    at: str
    changed: tuple[Item, ...]
    """Items that differ now."""
    came: tuple[Item, ...]
    """Items that were not there before."""
    went: tuple[Item, ...]
    """Items that are not there any more."""


def undo(session: Session, number: int | None, *, batch: Batch, wake_after: WakeAfter) -> Reversal:
    """Take back the batch `number`, or the last one that is not taken back yet.

    Statements and items become as they would be had it not run; history and links stay. UsageProblem where there
    is none, where it changed something outside of the database, or where later commands build on it.
    """
    target = _find(session, number)
    _refuse_later_readings(session, target)
    _refuse_words_of_the_merged(session, target)
    known = _stated(session)
    reversal = open_batch(session, batch, reverses=target.id)
    target.undone = True
    _flush(session, target)
    remade = _carry_out(session, target, former=target, reversal=reversal, wake_after=wake_after)
    add_events(session, reversal, batch, _told("undo", target, remade))
    _refuse_lost_words(session, target, known)
    return _reversal(target, remade)


def redo(session: Session, *, batch: Batch, wake_after: WakeAfter) -> Reversal:
    """Take back the last `undo`. UsageProblem where there is none, or where something was said since."""
    last = session.exec(select(BatchRow).where(col(BatchRow.undone).is_(False)).order_by(col(BatchRow.id).desc()))
    taken_back: BatchRow | None = None
    for row in last:
        if row.beyond.startswith(WROTE):
            continue  # A file that was written in between says nothing.
        original = session.get(BatchRow, row.reverses) if row.reverses else None
        if original is None:
            break  # A command of its own: what was undone before it stays so.
        if original.reverses is None:
            taken_back = row
            break
    if taken_back is None or taken_back.reverses is None:
        raise UsageProblem("there is nothing to say again: the last that was said is no `wgtrack undo`.")
    target = session.get_one(BatchRow, taken_back.reverses)
    reversal = open_batch(session, batch, reverses=taken_back.id)
    taken_back.undone, target.undone = True, False
    _flush(session, target)
    remade = _carry_out(session, target, former=taken_back, reversal=reversal, wake_after=wake_after)
    add_events(session, reversal, batch, _told("redo", target, remade))
    return _reversal(target, remade)


def _told(what: str, target: BatchRow, remade: Remade) -> list[Followed]:
    """The events of a reversal: itself, which is about no one item, and what became different."""
    return [("", what, target.command, str(target.id)), *told_differences(remade)]


def _flush(session: Session, row: BatchRow) -> None:
    session.add(row)
    session.flush()


def _find(session: Session, number: int | None) -> BatchRow:
    own = select(BatchRow).where(col(BatchRow.reverses).is_(None))
    if number is None:
        last = session.exec(own.where(col(BatchRow.undone).is_(False)).order_by(col(BatchRow.id).desc())).first()
        if last is None:
            raise UsageProblem("there is nothing to take back: `wgtrack log` shows what was said.")
        target = last
    else:
        found = session.get(BatchRow, number)
        if found is None:
            raise UsageProblem(f"there is no batch {number}: `wgtrack log` shows them with their numbers.")
        target = found
    if target.reverses is not None:
        raise UsageProblem(f"batch {target.id} (`{target.command}`) took something back: `wgtrack redo` says it again.")
    if target.undone:
        raise UsageProblem(
            f"batch {target.id} (`{target.command}`) is taken back already: `wgtrack redo` says it again."
        )
    if target.beyond:
        earlier = session.exec(
            own.where(col(BatchRow.undone).is_(False), BatchRow.beyond == "", col(BatchRow.id) < target.id).order_by(
                col(BatchRow.id).desc()
            )
        ).first()
        instead = f"; `wgtrack undo {earlier.id}` takes back `{earlier.command}` before it" if earlier else ""
        raise UsageProblem(
            f"batch {target.id} (`{target.command}`) cannot be taken back here, since {target.beyond}{instead}."
        )
    return target


def _refuse_later_readings(session: Session, target: BatchRow) -> None:
    """Of a note that was read again since, nobody could say what it would be like without the first reading."""
    theirs = select(FormerNoteRow.path).where(FormerNoteRow.batch == target.id)
    later = session.exec(
        select(BatchRow, FormerNoteRow.path)
        .join(FormerNoteRow, col(FormerNoteRow.batch) == col(BatchRow.id))
        .where(col(FormerNoteRow.path).in_(theirs), col(BatchRow.id) > target.id)
        .where(col(BatchRow.undone).is_(False), col(BatchRow.reverses).is_(None))
        .order_by(col(BatchRow.id).desc(), col(FormerNoteRow.path))
    ).first()
    if later:
        row, path = later
        raise UsageProblem(
            f"batch {target.id} (`{target.command}`) cannot be taken back: {path} was read again in batch {row.id} "
            f"(`{row.command}`); take that back first, with `wgtrack undo {row.id}`."
        )


def _refuse_words_of_the_merged(session: Session, target: BatchRow) -> None:
    """What was said later of a merged item is about both that it was made of: it could be given to neither."""
    merged = select(SpokenRow.key).join(EventRow, col(EventRow.id) == col(SpokenRow.event))
    merged = merged.where(EventRow.batch == target.id, EventRow.what == MERGE)
    later = session.exec(
        select(BatchRow, EventRow.item)
        .join(EventRow, col(EventRow.batch) == col(BatchRow.id))
        .join(SpokenRow, col(SpokenRow.event) == col(EventRow.id))
        .where(col(SpokenRow.key).in_(merged), col(BatchRow.id) > target.id, col(BatchRow.undone).is_(False))
        .order_by(col(BatchRow.id).desc())
    ).first()
    if later:
        row, item = later
        raise UsageProblem(
            f"batch {target.id} (`{target.command}`) cannot be taken back: batch {row.id} (`{row.command}`) speaks of "
            f"{item} as the one item that it made; take that back first, with `wgtrack undo {row.id}`."
        )


def _stated(session: Session) -> set[str]:
    """The keys of all statements."""
    return set(session.exec(select(StatementRow.key)))


def _refuse_lost_words(session: Session, target: BatchRow, known: set[str]) -> None:
    """What was said later would speak of nothing."""
    lost = known - _stated(session)
    later = (
        select(EventRow, BatchRow)
        .join(BatchRow, col(BatchRow.id) == col(EventRow.batch))
        .where(col(EventRow.said).is_(True), col(BatchRow.undone).is_(False), col(BatchRow.id) > target.id)
        .order_by(col(EventRow.id).desc())
    )
    decided: Decisions | None = None
    for event, row in session.exec(later):
        if event.item not in lost:
            continue
        decided = decided or decisions(session)
        group = decided.groups.get(event.item)
        if not any(key not in lost and key in known for key, name in decided.groups.items() if name == group):
            raise UsageProblem(
                f"batch {target.id} (`{target.command}`) cannot be taken back: batch {row.id} (`{row.command}`) speaks "
                f"of {event.item}, which it brought; take that back first, with `wgtrack undo {row.id}`."
            )


def _carry_out(session: Session, target: BatchRow, *, former: BatchRow, reversal: int, wake_after: WakeAfter) -> Remade:
    """Notes as `former` found them, items as they follow from what counts now."""
    assert target.id is not None
    assert former.id is not None
    change = restore(session, former.id, reversal) | restore_added(session)
    spoken = select(SpokenRow.key).join(EventRow, col(EventRow.id) == col(SpokenRow.event))
    change |= Change(frozenset(session.exec(spoken.where(EventRow.batch == target.id))))
    return remake(session, change, wake_after)


def _reversal(target: BatchRow, remade: Remade) -> Reversal:
    return Reversal(
        batch=target.id or 0,
        command=target.command,
        actor=target.actor,
        at=target.at,
        changed=tuple(m.after for m in remade.items if m.before and m.before != m.after),
        came=tuple(made.after for made in remade.items if made.before is None),
        went=remade.lost,
    )

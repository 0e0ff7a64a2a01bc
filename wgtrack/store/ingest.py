"""Taking notes into the database: statements kept, items worked out anew, and what that changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from sqlmodel import Session

from wgtrack.model import Item, Note
from wgtrack.store.adding import restore_added
from wgtrack.store.changes import Batch, differences
from wgtrack.store.folding import WakeAfter
from wgtrack.store.history import Followed, add_events, forget_batch, open_batch
from wgtrack.store.matching import MOST_QUESTIONS
from wgtrack.store.note_rows import forget_reading, told_twice, write_notes
from wgtrack.store.remaking import Made, Remade, remake


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
    stated_again: tuple[str, ...] = ()
    """Items that were closed and are stated again since: are they open, or is it another task?"""
    told_twice: tuple[tuple[str, str], ...] = ()
    """Notes just read, each with another note that tells of the same call."""
    items: Mapping[str, Item] = field(default_factory=dict)
    """The items named above but for questions, by key, earliest stated first."""


@dataclass(slots=True)
class _Tally:
    new: list[str] = field(default_factory=list)
    restated: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    stated_again: list[str] = field(default_factory=list)


def take_in(
    session: Session,
    notes: Sequence[Note],
    vanished: Iterable[str],
    *,
    reader: str,
    batch: Batch,
    wake_after: WakeAfter,
    anew: bool = False,
) -> IngestResult:
    """Remember `notes`, read with settings of fingerprint `reader`; the notes at `vanished` are no more.

    Statements that a note no longer has are kept as gone. With `anew` every item is worked out again, also
    those of which nothing changed. Without it nothing is written where nothing is to be read.
    """
    vanished = list(vanished)
    if not (notes or vanished or anew):
        return IngestResult()
    number = open_batch(session, batch)
    if anew:
        restore_added(session)
    written = write_notes(session, notes, vanished, reader=reader, number=number)
    touched = written.touched
    remade = remake(session, None if anew else written.change, wake_after)
    tally = _Tally()
    events = [event for made in remade.items for event in _tell(tally, made, touched)]
    add_events(session, number, batch, events)
    if not (written.is_news or events):
        forget_reading(session, number)
        forget_batch(session, number)
    told = {key for keys in (tally.new, tally.restated, tally.changed, tally.closed, tally.gone) for key in keys}
    return IngestResult(
        meetings=sum(len(note.meetings) for note in notes),
        new=tuple(tally.new),
        restated=tuple(tally.restated),
        changed=tuple(tally.changed),
        closed=tuple(tally.closed),
        gone=tuple(tally.gone),
        questions=_bounded(remade, touched),
        stated_again=tuple(tally.stated_again),
        told_twice=told_twice(session, {note.path for note in notes}) if notes else (),
        items={made.after.key: made.after for made in remade.items if made.after.key in told},
    )


def _bounded(remade: Remade, touched: Mapping[str, bool]) -> tuple[tuple[str, str], ...]:
    """Of the questions those about what was just read, by item, likeliest first; nobody answers two hundred."""
    fresh = ((remade.heads[a], remade.heads[b]) for a, b in remade.questions if a in touched or b in touched)
    return tuple(islice(fresh, MOST_QUESTIONS))


def _tell(tally: _Tally, made: Made, touched: Mapping[str, bool]) -> Iterator[Followed]:
    """Note in `tally` what became of an item, and give its events: item, what, before, after."""
    old, item = made.before, made.after
    if item.stated_again and (old is None or item.stated_again != old.stated_again):
        tally.stated_again.append(item.key)
    if old is None:
        tally.new.append(item.key)
        yield item.key, "stated", "", item.text
        return
    told = [m for m in made.statements if not (m.statement.from_agenda or m.gone)]
    fresh = [m for m in told if touched.get(m.statement.key)]
    if fresh:
        tally.restated.append(item.key)
        for m in fresh:
            yield item.key, "restated", "", f"{m.path}:{m.statement.line}"
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

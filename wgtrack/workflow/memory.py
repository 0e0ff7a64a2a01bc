"""What is remembered: notes taken in, items looked up, people's words recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from wgtrack.config import Config
from wgtrack.errors import NoteError, UsageProblem
from wgtrack.model import Diagnostic, Event, Item, Note
from wgtrack.reading.agendas import is_newer_agenda
from wgtrack.reading.files import read_file
from wgtrack.reading.note import read_note
from wgtrack.store.database import Database, open_database
from wgtrack.store.history import Batch, events_of, open_batch
from wgtrack.store.ingest import IngestResult, known_notes, take_in
from wgtrack.store.items import count_open, every_key, find_item, load_items, notes_read, say
from wgtrack.workflow import notes


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a command runs; the clock and the user come in from the command line."""

    config: Config
    database: str
    batch: Batch

    @property
    def today(self) -> dt.date:
        """The day that counts as today."""
        return self.batch.today


@contextmanager
def opened(setting: Setting, *, create: bool = False) -> Iterator[Database]:
    """The project's database; see `open_database`."""
    database = open_database(setting.database, create=create, now=setting.batch.at)
    try:
        yield database
    finally:
        database.close()


def ingest(
    setting: Setting, named: Sequence[Path], cwd: Path
) -> tuple[IngestResult, list[Diagnostic], list[NoteError]]:
    """Take the notes into the database: what changed, remarks, and the notes that could not be read.

    Notes that did not change since they were read are not read again. Nothing is written where nothing changed.
    """
    looked = notes.search(setting.config, named, cwd)
    warnings, failures = list(looked.warnings), list(looked.failures)
    reader = notes.fingerprint(setting.config)
    with opened(setting, create=True) as database:
        with database.reading() as session:
            known = known_notes(session)
        changed = []
        reading = notes.reading_settings(setting.config)
        for found in looked.found:
            try:
                file = read_file(found.file, found.shown)
            except NoteError as error:
                failures.append(error)
                continue
            if known.get(found.path) == (file.digest, reader):
                continue
            if is_newer_agenda(file.text):
                told = "this agenda was written by a newer wgtrack and is not read: upgrade wgtrack"
                warnings.append(Diagnostic(found.shown, 0, "newer-agenda", told))
                continue
            note = read_note(file.text, found.path, file.digest, reading)
            if notes.is_draft(note, setting.today):
                warnings.append(Diagnostic(found.shown, 0, "draft", "the agenda of a call to come is not read yet"))
                continue
            warnings += note.diagnostics
            changed.append(note)
        vanished = _vanished(setting.config, looked, known)
        if not changed and not vanished:
            return IngestResult(), warnings, failures
        result = _remember(setting, database, changed, vanished, reader)
    for path, other in result.told_twice:
        warnings.append(
            Diagnostic(path, 0, "same-meeting", f"this is the call that {other} tells of: keep one of the two")
        )
    return result, warnings, failures


def _remember(
    setting: Setting, database: Database, changed: Sequence[Note], vanished: Sequence[str], reader: str
) -> IngestResult:
    with database.writing() as session:
        return take_in(
            session,
            changed,
            vanished,
            reader=reader,
            batch=setting.batch,
            wake_after=partial(notes.wakes_after, setting.config),
        )


def _vanished(config: Config, looked: notes.Search, known: Mapping[str, object]) -> list[str]:
    """Known notes that are no more in the folders looked through. A folder that is not there has lost nothing."""
    gone = []
    for path in sorted(known.keys() - {found.path for found in looked.found}):
        file = config.root / path
        within = any(file.resolve().is_relative_to(folder.resolve()) for folder in looked.folders)
        try:
            is_gone = within and file.parent.is_dir() and not file.exists()
        except OSError:
            is_gone = False  # Who may not look does not know.
        if is_gone:
            gone.append(path)
    return gone


def items(setting: Setting, *, closed: bool) -> tuple[list[Item], int]:
    """All items, those done or dropped only with `closed`, and how many notes are in memory."""
    with opened(setting) as database, database.reading() as session:
        since = dt.date.min if closed else None
        return load_items(session, setting.today, closed_since=since), notes_read(session)


def item(setting: Setting, typed: str) -> tuple[Item, list[Event]]:
    """The item that `typed` names, with its history. UsageProblem where it names none or several."""
    with opened(setting) as database, database.reading() as session:
        key = find_item(session, typed)
        return load_items(session, setting.today, closed_since=dt.date.min, keys=[key])[0], events_of(session, key)


def known_keys(setting: Setting) -> frozenset[str]:
    """Every key that answers for an item."""
    with opened(setting) as database, database.reading() as session:
        return every_key(session)


def history(setting: Setting, typed: str | None) -> list[Event]:
    """The events of one item, or of all."""
    with opened(setting) as database, database.reading() as session:
        return events_of(session, find_item(session, typed) if typed else None)


@dataclass(frozen=True, slots=True)
class Told:
    """What a person's word did: the item before and after, and how many its owners have left."""

    before: Item
    after: Item
    left: int


def tell(
    setting: Setting,
    typed: Sequence[str],
    changes: Callable[[Item], Mapping[str, str]],
    *,
    on: dt.date | None = None,
    note: str = "",
) -> list[Told]:
    """Record that the user says `changes` of the items `typed`, all in one transaction or none.

    `changes` gives, for an item, its fields and their new values as text.
    """
    if on and on > setting.today:
        raise UsageProblem(f"{on} is still to come: --on takes today or a day before it.")
    with opened(setting) as database, database.writing() as session:
        keys = list(dict.fromkeys(find_item(session, each) for each in typed))
        number = open_batch(session, setting.batch)
        told = []
        for key in keys:
            known = load_items(session, setting.today, closed_since=dt.date.min, keys=[key])[0]
            before, after = say(
                session,
                key,
                changes(known),
                batch=setting.batch,
                number=number,
                on=on,
                note=note,
                wake_after=partial(notes.wakes_after, setting.config),
            )
            told.append((before, after))
        return [Told(before, after, count_open(session, after.owners)) for before, after in told]

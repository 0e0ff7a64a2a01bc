"""Notes on disk taken into memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from wgtrack.config import Config
from wgtrack.errors import NoteError
from wgtrack.model import Diagnostic, Note, Place, Status
from wgtrack.reading.files import NoteFile, digest_of
from wgtrack.store.database import Session
from wgtrack.store.ingest import IngestResult, take_in
from wgtrack.store.items import load_items
from wgtrack.store.note_rows import known_notes
from wgtrack.workflow import notes
from wgtrack.workflow.garbage import nothing_collected
from wgtrack.workflow.memory import Setting, opened


def ingest(
    setting: Setting, named: Sequence[Path], cwd: Path, *, anew: bool = False
) -> tuple[IngestResult, list[Diagnostic], list[NoteError]]:
    """Take the notes into the database: what changed, remarks, and the notes that could not be read.

    Notes that did not change since they were read are not read again, and nothing is written where nothing
    changed; with `anew` all of them are, and every item is worked out again.
    """
    looked = notes.search(setting.config, named, cwd)
    warnings, failures = list(looked.warnings), list(looked.failures)
    reader = notes.fingerprint(setting.config)
    with opened(setting, create=True) as database:
        with database.reading() as session:
            known = known_notes(session)
        unread = looked.found if anew else tuple(_unread(looked.found, known, reader))
        changed: list[Note] = []
        for made in _read(setting, replace(looked, found=unread), failures) if unread else ():
            if isinstance(made, Diagnostic):
                warnings.append(made)
            else:
                warnings += made.diagnostics
                changed.append(made)
        vanished = _vanished(setting.config, looked, known)
        if not (changed or vanished or anew):
            return IngestResult(), warnings, failures
        with nothing_collected(), setting.watch("Working out the items"), database.writing() as session:
            result = take_in(
                session,
                changed,
                vanished,
                reader=reader,
                batch=setting.batch,
                wake_after=setting.wake_after,
                anew=anew,
            )
            warnings += questions(session, result, setting.today)
    for path, other in result.told_twice:
        warnings.append(
            Diagnostic(path, 0, "same-meeting", f"this is the call that {other} tells of: keep one of the two")
        )
    return result, warnings, failures


def _unread(there: Iterable[notes.Found], known: Mapping[str, tuple[str, str]], reader: str) -> Iterator[notes.Found]:
    """Those that are not as `reader` read them before. They are read for that whole: a time of change may lie."""
    for found in there:
        digest, read_by = known.get(found.path, ("", ""))
        if read_by != reader or digest_of(found.file) != digest:
            yield found


def _read(setting: Setting, unread: notes.Search, failures: list[NoteError]) -> Iterator[Note | Diagnostic]:
    """Each of the notes, or why it is not to be taken in; what cannot be read at all goes to `failures`."""
    # Here, as all that reads notes takes a while to load, and mostly there is none to read.
    from wgtrack.reading.agendas import is_newer_agenda
    from wgtrack.reading.note import read_note

    reading = notes.reading_settings(setting.config)

    def read(found: notes.Found, file: NoteFile) -> Note | Diagnostic:
        if is_newer_agenda(file.text):
            told = "this agenda was written by a newer wgtrack and is not read: upgrade wgtrack"
            return Diagnostic(found.shown, 0, "newer-agenda", told)
        note = read_note(file.text, found.path, file.digest, reading)
        if notes.is_draft(note, setting.today):
            return Diagnostic(found.shown, 0, "draft", "the agenda of a call to come is not read yet")
        return note

    return (made for _, made in notes.made_of_each(unread, read, failures, setting.watch))


def questions(session: Session, result: IngestResult, today: dt.date) -> Iterator[Diagnostic]:
    """What only a person can decide after an ingest, each with the commands that do."""
    keys = {key for pair in result.questions for key in pair} | set(result.stated_again)
    known = {i.key: i for i in load_items(session, today, closed_since=dt.date.min, keys=sorted(keys))} if keys else {}
    for item in (known[key] for key in result.stated_again):
        again = next((p for p in reversed(item.places) if p.date == item.stated_again), item.places[-1])
        another = f", `wgtrack split {item.key} {again.key}` if this is another task"
        yield Diagnostic(
            again.path,
            again.line,
            "stated-again",
            f"{item.key} ({item.text}) was {item.status} on {item.closed_on} and is stated again: `wgtrack reopen "
            f"{item.key}` if it is open, `wgtrack {_VERBS[item.status]} {item.key}` if it is not"
            f"{another if again.key != item.key else ''}",
        )
    for first, second in ((known[a], known[b]) for a, b in result.questions):
        place = second.places[0] if second.places else Place(second.key, "", 0, None, second.text)
        yield Diagnostic(
            place.path,
            place.line,
            "maybe-same",
            f"is {second.key} ({second.text}) the same as {first.key} ({first.text})? They are two items; if they are "
            f"one, `wgtrack merge {first.key} {second.key}`, else the same with `--never`",
        )


_VERBS = {Status.DONE: "done", Status.DROPPED: "drop"}
"""The commands that close an item."""


def _vanished(config: Config, looked: notes.Search, known: Mapping[str, object]) -> list[str]:
    """Known notes that are no more in the folders looked through. A folder that is not there has lost nothing."""
    folders = tuple(notes.Places(config, config.root).beginning(folder) for folder in looked.folders)
    gone = []
    for path in sorted(known.keys() - {found.path for found in looked.found}):
        if not any(path.startswith(folder) and (folder or not path.startswith("../")) for folder in folders):
            continue
        file = config.root / path
        try:
            is_gone = not file.exists() and file.parent.is_dir()
        except OSError:
            is_gone = False  # Who may not look does not know.
        if is_gone:
            gone.append(path)
    return gone

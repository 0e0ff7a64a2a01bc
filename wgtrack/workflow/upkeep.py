"""Keeping a project in order: a copy of its memory, and a look at what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wgtrack.errors import NoteError, StoreError
from wgtrack.reading.agendas import is_newer_agenda
from wgtrack.reading.directory import Directory
from wgtrack.reading.files import read_file
from wgtrack.reading.names import is_collective
from wgtrack.reading.note import read_note
from wgtrack.store import health
from wgtrack.store.address import is_there
from wgtrack.store.backup import back_up
from wgtrack.store.database import Database, Session, look_at
from wgtrack.store.note_rows import known_notes
from wgtrack.workflow import notes
from wgtrack.workflow.configured import oddities
from wgtrack.workflow.memory import Setting, opened


def backup(setting: Setting, named: Path, folder: Path, *, replace: bool) -> str:
    """Copy the project's database into the file `named`, counted from `folder`; what was done, in a sentence."""
    to = folder / named
    source = back_up(setting.database, to, str(named), replace=replace)
    return f"{named} is a copy of {source}, {to.stat().st_size / 1024:,.0f} KiB"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something amiss: a stable code, and a sentence that says what to do."""

    code: str
    message: str
    damaged: bool = False
    """True where the database can't be used as it is."""


def doctor(setting: Setting, cwd: Path) -> list[Finding]:
    """All that is amiss with the project's database, notes and settings, the worst first. Changes nothing."""
    known: Mapping[str, tuple[str, str]] | None = None
    try:
        database = look_at(setting.database)
        if database is None:
            found = [Finding("no-database", "there is no database yet: run `wgtrack ingest`")]
            known = {}
        else:
            found, known = _examined(setting, database)
    except StoreError as error:
        found = [Finding("unusable", str(error).rstrip("."), damaged=True)]
    found += _notes(setting, cwd, known)
    found += [Finding("configuration", message) for message in oddities(setting.config, setting.today)]
    return sorted(found, key=lambda finding: not finding.damaged)


def _examined(setting: Setting, database: Database) -> tuple[list[Finding], Mapping[str, tuple[str, str]] | None]:
    """What is amiss in memory, and the notes that it knows, None where they can't be asked for."""
    try:
        with database.reading() as session:
            schema = health.schema_of(session)
            found = [
                Finding("damaged", f"the database {database.where} is damaged ({fault}): {_RESTORE}", damaged=True)
                for fault in health.damage(session)
            ]
            if schema == 0:
                empty = f"the database {database.where} holds nothing yet: run `wgtrack ingest`"
                return [*found, Finding("no-database", empty)], {}
            if schema != health.NEWEST_SCHEMA:
                return [*found, _other_schema(database.where, schema)], None
            found += _strays(health.strays(session))
            for paths in health.calls_told_twice(session):
                found.append(Finding("same-meeting", f"{_names(paths)} tell of the same call: keep one of them"))
            found += _owners(setting, session)
            return found, known_notes(session)
    finally:
        database.close()


_RESTORE = "put a backup in its place, or move it away and run `wgtrack ingest`"


def _other_schema(where: str, schema: int) -> Finding:
    if schema > health.NEWEST_SCHEMA:
        told = f"the database {where} was written by a newer wgtrack (its schema is {schema}, this program knows "
        return Finding("newer", f"{told}{health.NEWEST_SCHEMA}): upgrade wgtrack", damaged=True)
    told = (
        f"the schema of the database {where} is {schema}, this program's is {health.NEWEST_SCHEMA}: the next command "
    )
    return Finding("older", f"{told}that uses it brings it up to date; `wgtrack backup FILE` before keeps a way back")


def _strays(strays: health.Strays) -> Iterator[Finding]:
    if strays.statements:
        places = _names([f"{path}:{line}" for path, line in strays.statements])
        yield Finding("stray-statement", f"statements belong to no item ({places}): run `wgtrack rebuild`")
    if strays.items:
        yield Finding("stray-item", f"nothing states the items {_names(strays.items)}: run `wgtrack rebuild`")
    if strays.events:
        keys = _names(strays.events)
        told = f"history speaks of keys that nothing answers for any more ({keys}): if their notes are only away, "
        yield Finding("stray-event", f"{told}put them back and run `wgtrack ingest`")
    if strays.waiting:
        places = _names([f"{path}:{line}" for path, line in strays.waiting])
        told = f"agendas answer to keys that no note states ({places}): run `wgtrack check`, then correct them"
        yield Finding("waiting", f"{told}, or `wgtrack ingest` the notes that are missing")


def _owners(setting: Setting, session: Session) -> Iterator[Finding]:
    """Owners that are nobody of [people], where the group has written down who is who."""
    people = setting.config.people
    if not people:
        return
    directory = Directory(people, ())
    for name, number in health.owners_of_open_items(session).most_common():
        if not directory.handles([name]) and not is_collective(name):
            owns = f"owns {number} open {'item' if number == 1 else 'items'}"
            told = f"{name!r} {owns} and is not in [people]: add the person there, or the name to somebody's aliases"
            yield Finding("unknown-owner", told)


def _notes(setting: Setting, cwd: Path, known: Mapping[str, tuple[str, str]] | None) -> Iterator[Finding]:
    """What differs between the notes on disk and those in memory, `known`; with None only what can't be read."""
    looked = notes.search(setting.config, [], cwd)
    yield from (Finding(remark.code, f"{remark.path}: {remark.message}") for remark in looked.warnings)
    yield from (Finding("unreadable", str(error).rstrip(".")) for error in looked.failures)
    reader = notes.fingerprint(setting.config)
    there = {found.path: found for found in looked.found}
    sorts: dict[str, list[str]] = {sort: [] for sort in _SENTENCES}
    for path in [*there, *sorted((known or {}).keys() - there.keys())]:
        found = there.get(path) or notes.Found(path, path, str(setting.config.root / path))
        try:
            sort = _sort(setting, found, (known or {}).get(path), reader)
        except NoteError as error:
            yield Finding("unreadable", str(error).rstrip("."))
            continue
        if sort and known is not None:
            sorts[sort].append(found.shown)
    for sort, paths in sorts.items():
        if paths:
            yield Finding(sort, f"{_names(paths)}: {_SENTENCES[sort]}")


def unread(setting: Setting, cwd: Path) -> list[str]:
    """A sentence for each way in which notes on disk are not as they were read."""
    with opened(setting) as database, database.reading() as session:
        known = known_notes(session)
    return [finding.message for finding in _notes(setting, cwd, known) if finding.code in ("unread", "changed")]


_SENTENCES = {
    "missing": "remembered and not on disk any more: put it back, or run `wgtrack ingest`, which calls gone what only "
    "it stated",
    "newer-agenda": "written by a newer wgtrack and not read: upgrade wgtrack",
    "unread": "never read: run `wgtrack ingest`",
    "changed": "changed since it was read: run `wgtrack ingest`",
    "outdated": "read with other settings or by another wgtrack: run `wgtrack ingest` to read it anew",
}
"""What is said of notes, by code."""


def _sort(setting: Setting, found: notes.Found, known: tuple[str, str] | None, reader: str) -> str | None:
    """The code of what is said of a note; None where all is well. NoteError where it can't be read."""
    if known and not is_there(Path(found.file)):
        return "missing"
    file = read_file(found.file, found.shown)
    if known == (file.digest, reader):
        return None
    if is_newer_agenda(file.text):
        return "newer-agenda"
    if known:
        return "outdated" if known[0] == file.digest else "changed"
    note = read_note(file.text, found.path, file.digest, notes.reading_settings(setting.config))
    return None if notes.is_draft(note, setting.today) else "unread"


def _names(all_of_them: Collection[str], shown: int = 3) -> str:
    names: Sequence[str] = list(all_of_them)
    if len(names) <= shown + 1:
        return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0]
    return f"{', '.join(names[:shown])} and {len(names) - shown} more"

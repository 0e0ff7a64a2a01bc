"""Notes on disk to values: what `parse` shows and `ingest` remembers. Opens no database.

What reads notes is loaded where one is to be read: mostly there is none, and it takes a while.
"""

from __future__ import annotations

import datetime as dt
import glob
import itertools
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from wgtrack import __version__
from wgtrack.config import Config
from wgtrack.errors import NoteError
from wgtrack.model import Diagnostic, MeetingNotes, Note, Statement
from wgtrack.reading.files import NoteFile, look_for_notes, read_file
from wgtrack.reading.settings import ReadingSettings
from wgtrack.workflow.abreast import abreast
from wgtrack.workflow.watching import Watch, unwatched, watched

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Found:
    """A note on disk: `shown` as the user named it, `path` as it is stored, relative to the project."""

    shown: str
    path: str
    file: str


def reading_settings(config: Config) -> ReadingSettings:
    """What the configuration says about reading."""

    def next_call(after: dt.date) -> dt.date | None:
        from wgtrack.followup.calls import next_call as first_after

        # Counted from the note's own call alone: what a note says must not depend on which others were read.
        return first_after(config.calls, after, [after]) if config.calls else None

    return ReadingSettings(
        group=config.group,
        people=config.people,
        default_repo=config.github.default_repo,
        repos=config.github.repos,
        hosts=_hosts(config),
        markers=config.markers,
        sections=config.sections,
        reassess_after=config.reassess_after,
        next_call=next_call if config.calls else None,
    )


def _hosts(config: Config) -> frozenset[str]:
    """The hosts of issues: GitHub's, and that of the group's own server."""
    own = urlsplit(config.github.api_url or "").hostname
    return frozenset({"github.com", "www.github.com"} | ({own} if own else set()))


def fingerprint(config: Config) -> str:
    """A short digest of all that decides how a note is read: with another one, notes are read anew."""
    settings = replace(reading_settings(config), next_call=None)
    # Sorted, because the order of a set differs from one process to the next.
    text = repr((__version__, replace(settings, hosts=frozenset()), sorted(settings.hosts), config.calls))
    return sha256(text.encode()).hexdigest()[:16]


def wakes_after(config: Config, agreed: dt.date) -> dt.date:
    """The day on which a reassessment wakes that was agreed without saying when."""
    from wgtrack.reading.dates import add_duration

    return add_duration(agreed, config.reassess_after)


class Places:
    """Where files are, links followed, and how they are called from a folder; each folder is looked at but once."""

    def __init__(self, config: Config, shown_from: Path) -> None:
        self._root = os.path.realpath(config.root)
        self._shown_from = shown_from
        self._real: dict[str, str] = {}
        self._stored: dict[str, str] = {}
        self._shown: dict[str, str] = {}

    def stored(self, file: str, *, is_link: bool) -> str:
        """How a file's path is stored: relative to the project, with forward slashes."""
        if is_link:
            folder, name = os.path.split(os.path.realpath(file))
            return self._beginning(folder) + name
        folder, name = os.path.split(file)
        if folder not in self._real:
            self._real[folder] = self._beginning(os.path.realpath(folder))
        return self._real[folder] + name

    def beginning(self, folder: Path) -> str:
        """What the stored paths of all files in `folder` begin with."""
        return self._beginning(os.path.realpath(folder))

    def _beginning(self, real: str) -> str:
        if real not in self._stored:
            relative = os.path.relpath(real, self._root)
            self._stored[real] = "" if relative == os.curdir else Path(relative).as_posix() + "/"
        return self._stored[real]

    def shown(self, file: str) -> str:
        """How the user calls a file."""
        folder, name = os.path.split(file)
        if folder not in self._shown:
            relative = os.path.relpath(folder, self._shown_from)
            self._shown[folder] = "" if relative == os.curdir else os.path.join(relative, "")
        return self._shown[folder] + name


@dataclass(frozen=True, slots=True)
class Search:
    """What looking for notes gave: the notes, the folders looked through, and sentences about what is amiss."""

    found: tuple[Found, ...]
    folders: tuple[Path, ...]
    warnings: tuple[Diagnostic, ...]
    failures: tuple[NoteError, ...]


def search(config: Config, named: Sequence[Path], cwd: Path) -> Search:
    """The notes at the paths `named` on the command line, counted from `cwd`; without any, those of the project."""
    found: dict[str, Found] = {}
    folders: list[Path] = []
    warnings: list[Diagnostic] = []
    failures: list[NoteError] = []
    places = Places(config, cwd)
    for given in named:
        place = cwd / given
        if place.is_dir() and not os.access(place, os.R_OK | os.X_OK):
            failures.append(NoteError(f"{given}: this folder cannot be read: check its permissions."))
        elif place.is_dir():
            folders.append(place)
            inside = look_for_notes(place, ["."])
            if not inside.notes:
                warnings.append(Diagnostic(str(given), 0, "no-notes", "this folder holds no notes (*.md)"))
            warnings += (_left_out(str(given / os.path.relpath(link, place))) for link in inside.left_out)
            for file in inside.notes:
                path = places.stored(file, is_link=file in inside.links)
                found.setdefault(path, Found(str(given / os.path.relpath(file, place)), path, file))
        elif place.exists():
            path = places.stored(str(place), is_link=place.is_symlink())
            found.setdefault(path, Found(str(given), path, str(place)))
        else:
            failures.append(NoteError(f"{given}: there is no such note; name a file or a folder that is there."))
    if not named:
        folders.append(config.root)
        inside = look_for_notes(config.root, config.notes)
        warnings += (_left_out(os.path.relpath(link, cwd)) for link in inside.left_out)
        for file in inside.notes:
            path = places.stored(file, is_link=file in inside.links)
            found.setdefault(path, Found(places.shown(file), path, file))
        if not found:
            looked = ", ".join(config.notes)
            warnings.append(Diagnostic(looked, 0, "no-notes", f"no notes (*.md) were found there, in {config.root}"))
    failures += _unreadable_folders(folders if named else map(config.root.joinpath, map(_fixed_part, config.notes)))
    for path in [path for path in found if not _is_text(path)]:
        failures.append(NoteError(f"{found.pop(path).shown!r}: the name is not UTF-8: rename the file."))
    return Search(tuple(found.values()), tuple(folders), tuple(warnings), tuple(failures))


def _left_out(link: str) -> Diagnostic:
    message = "this link leads out of the folder, or nowhere, and is left out: put the notes themselves there"
    return Diagnostic(link, 0, "link", message)


def _fixed_part(pattern: str) -> str:
    """The folder in which a glob begins to look."""
    parts = itertools.takewhile(lambda part: not glob.has_magic(part), Path(pattern).parts)
    return os.path.join(*parts, "")


def _unreadable_folders(folders: Iterable[Path]) -> Iterator[NoteError]:
    """A sentence for each folder below `folders` that may not be looked into."""
    refused: list[OSError] = []
    for folder in folders:
        for _, inside, _ in os.walk(folder, onerror=refused.append):
            inside[:] = [name for name in inside if not name.startswith(".")]
    for error in (each for each in refused if isinstance(each, PermissionError)):
        yield NoteError(f"{error.filename}: this folder cannot be read ({error.strerror}): check its permissions.")


def _is_text(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def is_draft(note: Note, today: dt.date) -> bool:
    """True for an agenda of ours whose call is still to come."""
    return any(told.is_agenda and told.meeting.date and told.meeting.date > today for told in note.meetings)


def same_as(note: Note) -> dict[str, int]:
    """For each statement that repeats an earlier one of the same note: its key -> the line of the first."""
    from wgtrack.store.folding import Mention
    from wgtrack.store.matching import match

    told = [(s, m.meeting) for m in note.meetings for s in m.statements]
    lines = {statement.key: statement.line for statement, _ in told}
    clusters = match(Mention(s, note.path, meeting.date) for s, meeting in told).clusters
    repeats = {}
    for cluster in clusters:
        first, *later = sorted(lines[key] for key in cluster)
        repeats.update({key: first for key in cluster if lines[key] in later})
    return repeats


def read_each(
    looked: Search, settings: ReadingSettings, failures: list[NoteError], watch: Watch = unwatched
) -> Iterator[tuple[Found, str, Note]]:
    """The notes that were found, one after another, each with its text; what cannot be read goes to `failures`."""
    from wgtrack.reading.note import read_note

    def read(found: Found, file: NoteFile) -> tuple[str, Note]:
        return file.text, read_note(file.text, found.path, file.digest, settings)

    for found, (text, note) in made_of_each(looked, read, failures, watch):
        yield found, text, note


def made_of_each(
    looked: Search, make: Callable[[Found, NoteFile], R], failures: list[NoteError], watch: Watch = unwatched
) -> Iterator[tuple[Found, R]]:
    """What `make` makes of each note that was found, in their order; what cannot be read goes to `failures`.

    Of many notes, other processes read their share: `make` changes nothing outside of itself.
    """

    def attempt(found: Found) -> R | NoteError:
        try:
            return make(found, read_file(found.file, found.shown))
        except NoteError as error:
            return error

    answers = abreast(attempt, looked.found)
    for found, answer in zip(watched(watch, "Reading notes", looked.found), answers, strict=True):
        if isinstance(answer, NoteError):
            failures.append(answer)
        else:
            yield found, answer


def parsed(
    looked: Search, settings: ReadingSettings, watch: Watch = unwatched
) -> tuple[dict[str, Any], list[NoteError]]:
    """What `parse --json` prints, and the notes that could not be read."""
    from wgtrack.reading.note import read_note

    meetings: list[dict[str, Any]] = []
    warnings = list(looked.warnings)
    failures = list(looked.failures)

    def parse(found: Found, file: NoteFile) -> tuple[list[dict[str, Any]], list[Diagnostic]]:
        note = read_note(file.text, found.path, file.digest, settings)
        repeats = same_as(note)
        told = [_meeting(told, found.shown, repeats) for told in note.meetings]
        return told, [replace(remark, path=found.shown) for remark in note.diagnostics]

    for _, (told, remarks) in made_of_each(looked, parse, failures, watch):
        meetings += told
        warnings += remarks
    return {"meetings": meetings, "warnings": [warning(w) for w in warnings]}, failures


def _meeting(told: MeetingNotes, shown: str, repeats: dict[str, int]) -> dict[str, Any]:
    return {
        "path": shown,
        "date": told.meeting.date and told.meeting.date.isoformat(),
        "title": told.meeting.title,
        "participants": list(told.meeting.participants),
        "actions": [_action(statement, repeats) for statement in told.statements],
    }


def warning(remark: Diagnostic) -> dict[str, Any]:
    """A remark as JSON output gives it."""
    return {"path": remark.path, "line": remark.line, "code": remark.code, "message": remark.message}


def _action(statement: Statement, repeats: dict[str, int]) -> dict[str, Any]:
    return {
        "key": statement.key,
        "line": statement.line,
        "text": statement.text,
        "owners": list(statement.owners),
        "people": list(statement.people),
        "due": statement.due and statement.due.isoformat(),
        "wake": statement.wake and statement.wake.isoformat(),
        "status": statement.status.value,
        "kind": statement.kind.value,
        "refs": [str(ref) for ref in statement.refs],
        "same_as": repeats.get(statement.key),
    }

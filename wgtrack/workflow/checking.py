"""Looking notes over, as a linter does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from wgtrack.errors import NoteError
from wgtrack.model import Diagnostic, Note
from wgtrack.reading.check import check_keys, check_meetings, check_note
from wgtrack.reading.settings import ReadingSettings
from wgtrack.workflow.notes import Search, read_each
from wgtrack.workflow.watching import Watch


def check(
    looked: Search, project: Callable[[], Search], settings: ReadingSettings, known: Collection[str], watch: Watch
) -> tuple[list[Diagnostic], list[NoteError]]:
    """Remarks on the notes, by file and line, and the notes that could not be read; `known` are keys of items.

    `project` gives all notes of the project: a key that one of them states is known, also where nothing is remembered.
    """
    remarks = list(looked.warnings)
    failures = list(looked.failures)
    notes: list[Note] = []
    shown = {found.path: found.shown for found in looked.found}
    for _, text, note in read_each(looked, settings, failures, watch):
        remarks += check_note(text, note, settings)
        notes.append(note)
    if list(check_keys(notes, known)):
        known = {*known, *_stated(project(), looked, settings)}
    remarks += check_keys(notes, known)
    remarks += check_meetings(replace(note, path=shown[note.path]) for note in notes)
    named = [replace(remark, path=shown.get(remark.path, remark.path)) for remark in remarks]
    return sorted(named, key=lambda r: (r.path, r.line, r.code, r.message)), failures


def _stated(project: Search, besides: Search, settings: ReadingSettings) -> Iterator[str]:
    """The keys of what the project's notes state, without those that were looked over."""
    seen = {found.path for found in besides.found}
    others = replace(project, found=tuple(found for found in project.found if found.path not in seen))
    for _, _, note in read_each(others, settings, []):
        yield from (statement.key for told in note.meetings for statement in told.statements)

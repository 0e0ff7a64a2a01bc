"""Looking notes over, as a linter does."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from wgtrack.errors import NoteError
from wgtrack.model import Diagnostic, Note
from wgtrack.reading.check import check_keys, check_meetings, check_note
from wgtrack.reading.settings import ReadingSettings
from wgtrack.workflow.notes import Search, read_each
from wgtrack.workflow.watching import Watch, unwatched


def check(
    looked: Search, settings: ReadingSettings, known: Collection[str], watch: Watch = unwatched
) -> tuple[list[Diagnostic], list[NoteError]]:
    """Remarks on the notes, by file and line, and the notes that could not be read; `known` are keys of items."""
    remarks = list(looked.warnings)
    failures = list(looked.failures)
    notes: list[Note] = []
    shown = {found.path: found.shown for found in looked.found}
    for _, text, note in read_each(looked, settings, failures, watch):
        remarks += check_note(text, note, settings)
        notes.append(note)
    remarks += check_keys(notes, known)
    remarks += check_meetings(replace(note, path=shown[note.path]) for note in notes)
    named = [replace(remark, path=shown.get(remark.path, remark.path)) for remark in remarks]
    return sorted(named, key=lambda r: (r.path, r.line, r.code, r.message)), failures

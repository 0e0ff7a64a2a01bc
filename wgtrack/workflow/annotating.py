"""Writing outcomes back into the notes: what is known of an item, on the lines that state it."""

from __future__ import annotations

import difflib
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wgtrack.errors import NoteError, UsageProblem
from wgtrack.model import Diagnostic, Item
from wgtrack.reading.annotate import Outcome, annotate
from wgtrack.reading.files import read_file
from wgtrack.reading.note import read_note
from wgtrack.store.history import add_events, open_batch
from wgtrack.workflow import notes
from wgtrack.workflow.memory import Setting, items, opened

WRITTEN = "it wrote into notes, which git or your editor takes back"
"""Why `undo` leaves an `annotate` alone."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A note with outcomes written into it."""

    file: Path
    shown: str
    before: str
    after: str
    items: tuple[Item, ...]
    """Those whose outcome is written."""

    def diff(self) -> str:
        """The change as a unified diff, without its last newline."""
        lines = difflib.unified_diff(
            self.before.splitlines(), self.after.splitlines(), f"a/{self.shown}", f"b/{self.shown}", lineterm="", n=1
        )
        return "\n".join(lines)


def planned(setting: Setting) -> tuple[list[Edit], list[Diagnostic], list[NoteError]]:
    """The notes in which an item that is done or dropped still stands open, with its outcome written in.

    Statements are found by their keys in the note as it is now, so that moved lines do no harm.
    """
    known, _ = items(setting, closed=True)
    wanted: dict[str, dict[str, Item]] = defaultdict(dict)
    for item in known:
        if item.status.closed:
            for place in item.places:
                wanted[place.path][place.key] = item
    edits: list[Edit] = []
    remarks: list[Diagnostic] = []
    failures: list[NoteError] = []
    for path, closed in sorted(wanted.items()):
        file = setting.config.root / path
        if not file.resolve().is_relative_to(setting.config.root.resolve()):
            remarks.append(Diagnostic(path, 0, "outside", "this note lies outside the project and is left as it is"))
            continue
        try:
            text = read_file(file, path).text
        except NoteError as error:
            failures.append(error)
            continue
        outcomes = list(_outcomes(setting, path, text, closed))
        after = annotate(
            text, (outcome for outcome, _, _ in outcomes), {line for _, lines, _ in outcomes for line in lines}
        )
        if after != text:
            edits.append(Edit(file, path, text, after, tuple(item for _, _, item in outcomes)))
    return edits, remarks, failures


def _outcomes(
    setting: Setting, path: str, text: str, closed: dict[str, Item]
) -> Iterable[tuple[Outcome, frozenset[int], Item]]:
    """The outcomes of statements that the note still states as open; with the lines of all statements, and the item."""
    note = read_note(text, path, "", notes.reading_settings(setting.config))
    statements = [s for told in note.meetings for s in told.statements]
    lines = frozenset(s.line for s in statements)
    for statement in statements:
        item = closed.get(statement.key)
        if item and not statement.status.closed and not statement.from_agenda:
            yield Outcome(statement.line, item.status, item.closed_on), lines, item


def write(setting: Setting, edits: Sequence[Edit]) -> None:
    """Write the edited notes, each whole or not at all. UsageProblem where one cannot be written.

    History tells of it, so that nobody believes that `undo` could take it back.
    """
    told = [(item.key, "annotated", "", edit.shown) for edit in edits for item in edit.items]
    with opened(setting) as database, database.writing() as session:
        add_events(session, open_batch(session, setting.batch, beyond=WRITTEN), setting.batch, told)
    for edit in edits:
        new = edit.file.with_name(f".{edit.file.name}.wgtrack")
        try:
            new.write_bytes(edit.after.encode("utf-8"))
            os.chmod(new, edit.file.stat().st_mode & 0o7777)
            os.replace(new, edit.file)
        except OSError as error:
            new.unlink(missing_ok=True)
            raise UsageProblem(f"{edit.shown} cannot be written ({error.strerror}): make it writable.") from None

"""What a note's writer should look at: errors that lose something, and hints at what may be missing.

The codes are stable; `check` prints them, and a problem matcher may look for them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from wgtrack.model import Diagnostic, MeetingNotes, Note, Person, Statement
from wgtrack.reading.blocks import Block, BlockKind
from wgtrack.reading.directory import Directory
from wgtrack.reading.keys import normalise
from wgtrack.reading.markdown import Document, read_document
from wgtrack.reading.meeting_date import date_in_path
from wgtrack.reading.names import is_collective
from wgtrack.reading.sections import Sections, Strength
from wgtrack.reading.settings import ReadingSettings
from wgtrack.reading.whose import promises
from wgtrack.reading.written import lines_of_ours

ERRORS = frozenset({"unknown-date", "same-meeting", "duplicate-key", "unknown-key"})
"""The codes of errors; all others are hints."""
_LONGEST_TALK = 300
"""Characters: what is longer is talk, not an action that lacks its marker."""
_SHORTEST_NAME = 3
"""Letters from which on the beginning of somebody's first name stands for them."""


def check_note(text: str, note: Note, settings: ReadingSettings) -> Iterator[Diagnostic]:
    """Remarks on one note, whose `text` was read into `note`, beside those that reading itself made."""
    yield from note.diagnostics
    statements = [statement for told in note.meetings for statement in told.statements]
    yield from _duplicate_keys(note.path, statements)
    yield from _other_day(note, text)
    document = read_document(text)
    participants = [name for told in note.meetings for name in told.meeting.participants]
    known = Directory(settings.people, participants, document.source.text)
    for told in note.meetings:
        yield from _statement_hints(note.path, told, settings, known)
    lines = {statement.line for statement in statements} | lines_of_ours(text)
    yield from _empty_sections(note.path, document, known, settings, lines)
    yield from _unmarked(note.path, document, known, lines)


def check_keys(notes: Iterable[Note], known: Collection[str]) -> Iterator[Diagnostic]:
    """Keys that lines name and that neither another line states nor `known` holds."""
    every = list(notes)
    stated = {statement.key for note in every for told in note.meetings for statement in told.statements}
    for note in every:
        for told in note.meetings:
            for statement in told.statements:
                named = statement.item_key
                if named and named not in stated and named not in known:
                    told_so = f"no item has the key {named}: correct it, or take it out"
                    yield Diagnostic(note.path, statement.line, "unknown-key", told_so)


def check_meetings(notes: Iterable[Note]) -> Iterator[Diagnostic]:
    """Notes that tell of a meeting that an earlier one tells of: of the same day, with the same title or action."""
    first: dict[tuple[str, str], str] = {}
    for note in notes:
        for told in note.meetings:
            if told.meeting.date is None:
                continue
            title = normalise(told.meeting.title)
            signs = [s.key for s in told.statements] + ([title] if title else [])
            others = (first.setdefault((told.meeting.key, sign), note.path) for sign in signs)
            other = next((path for path in list(others) if path != note.path), None)
            if other:
                message = f"this is the meeting of {told.meeting.date} that {other} tells of: keep one of the two"
                yield Diagnostic(note.path, 0, "same-meeting", message)


def _duplicate_keys(path: str, statements: Sequence[Statement]) -> Iterator[Diagnostic]:
    first: dict[str, int] = {}
    for statement in statements:
        if statement.item_key:
            line = first.setdefault(statement.item_key, statement.line)
            if line != statement.line:
                told = f"the key {statement.item_key} stands on line {line} already: one of the two is another item's"
                yield Diagnostic(path, statement.line, "duplicate-key", told)


def _other_day(note: Note, text: str) -> Iterator[Diagnostic]:
    """A file named for one day whose only meeting is of another: often the title left over from the last call."""
    named = date_in_path(note.path, text).day
    days = [told.meeting.date for told in note.meetings]
    if named and len(days) == 1 and days[0] and days[0] != named:
        told = f"the file's name says {named}, the note itself {days[0]}, and the note is believed: correct one of them"
        yield Diagnostic(note.path, 0, "other-date", told)


def _statement_hints(
    path: str, told: MeetingNotes, settings: ReadingSettings, directory: Directory
) -> Iterator[Diagnostic]:
    date = told.meeting.date
    known = known_names(told.meeting.participants, settings.people)
    for statement in told.statements:
        if statement.status.closed:
            continue
        if not statement.owners:
            yield Diagnostic(path, statement.line, "no-owner", "nobody is named to do this")
        elif not statement.people and known:
            for owner in statement.owners:
                if is_unknown(owner, known) and not _is_short_for_somebody(owner, known, directory):
                    message = f"{owner!r} is neither among the participants nor in [people]"
                    yield Diagnostic(path, statement.line, "unknown-owner", message)
        if statement.due and date and statement.due < date:
            message = f"{statement.due} was over when this was written"
            yield Diagnostic(path, statement.line, "past-date", message)


def known_names(participants: Iterable[str], people: Iterable[Person]) -> frozenset[str]:
    """The first words, normalised, of the names of whoever took part or is configured."""
    names = [n for person in people for n in (person.handle, person.name, person.login, *person.aliases) if n]
    return frozenset(map(_first_word, [*participants, *names]))


def is_unknown(owner: str, known: Collection[str]) -> bool:
    """True for the name of one person that `known_names` does not hold."""
    return _first_word(owner) not in known and not is_collective(owner)


def _is_short_for_somebody(owner: str, known: Collection[str], directory: Directory) -> bool:
    """True for initials, a family name or the beginning of a first name (`Stef`) of somebody known."""
    if directory.knows(owner) and (owner.isupper() or directory.has_part(owner)):
        return True
    return len(owner) >= _SHORTEST_NAME and any(name.startswith(normalise(owner)) for name in known)


def _first_word(name: str) -> str:
    return normalise(name).partition(" ")[0]


def _empty_sections(
    path: str, document: Document, known: Directory, settings: ReadingSettings, lines: Collection[int]
) -> Iterator[Diagnostic]:
    """Sections of actions in which there is text, and no action was found."""
    talk: dict[int, bool] = {}
    for block, place in Sections(document, known, settings.sections).walk():
        if place.strength is Strength.FIRM and place.start >= 0:
            found = talk.get(place.start) is False or _holds(block, lines)
            if found:
                talk[place.start] = False
            elif len(normalise(block.content).split()) > 2:
                talk.setdefault(place.start, True)
    for start, only_talk in talk.items():
        if only_talk:
            yield _empty(path, document.blocks[start])


def _empty(path: str, heading: Block) -> Diagnostic:
    message = "no action was read below this: put each on a line of a list"
    return Diagnostic(path, heading.line, "empty-section", message)


def _unmarked(path: str, document: Document, known: Directory, lines: Collection[int]) -> Iterator[Diagnostic]:
    """Talk that says who will do what: shown, never taken for an action."""
    for block in document.blocks:
        if block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH) and 0 < len(block.content) <= _LONGEST_TALK:
            if _holds(block, lines):
                continue
            if promises(document.inline(block).text, known):
                message = "somebody is to do something here: put TODO before it if it is an action"
                yield Diagnostic(path, block.content_line or block.line, "probable-action", message)


def _holds(block: Block, lines: Collection[int]) -> bool:
    first = min(block.line, block.content_line or block.line)
    last = (block.content_line or block.line) + block.content.count("\n")
    return any(line in lines for line in range(first, last + 1))

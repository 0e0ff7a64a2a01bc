"""A whole note: its meetings, and what each of them states."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wgtrack.model import Diagnostic, Kind, Meeting, MeetingNotes, Note, Statement, Status
from wgtrack.reading import marks
from wgtrack.reading.actions import Found, find_actions
from wgtrack.reading.agendas import Written, find_marker, what_people_said
from wgtrack.reading.choices import day_behind, day_beside, decided, remarks_on, take_choices
from wgtrack.reading.context import context_above, sums_up
from wgtrack.reading.directory import Directory
from wgtrack.reading.due import Due, find_due
from wgtrack.reading.keys import first_key, meeting_key, named_key, normalise, statement_keys
from wgtrack.reading.kinds import kind_of
from wgtrack.reading.later import later
from wgtrack.reading.markdown import read_document
from wgtrack.reading.meeting import find_meetings
from wgtrack.reading.owner_endings import reported_by
from wgtrack.reading.owner_words import Owned
from wgtrack.reading.owners import find_owners, hinted_owners, speaker
from wgtrack.reading.refs import find_refs
from wgtrack.reading.settings import ReadingSettings
from wgtrack.reading.unmarked import without_mark
from wgtrack.reading.written import lines_of_ours


def read_note(text: str, path: str, digest: str, settings: ReadingSettings) -> Note:
    """What a note says: its meetings with their statements, in line order. Never fails, whatever the text.

    Of an agenda that wgtrack wrote, only what people changed in it or added to it.
    """
    if not text.strip("\ufeff \t\r\n"):
        return Note(path, digest, (), (Diagnostic(path, 0, "empty", "this note is empty"),))
    marker = find_marker(text)
    ours = marker.lines if marker else {}
    made = lines_of_ours(text) if marker else frozenset()
    text, chosen = take_choices(text, marker)
    document = read_document(text)
    sections = find_meetings(document, path, settings)
    participants = [name for section in sections for name in section.participants]
    known = Directory(settings.people, participants, document.source.text)
    found = find_actions(document, known, settings, in_agenda=marker is not None)
    actions = {one.block.index for one in found}
    meetings = []
    remarks: list[Diagnostic] = []
    for section in sections:
        own = [one for one in found if section.first_line <= one.line <= section.last_line]
        own = [replace(one, listed=True) if not one.listed and sums_up(document, one.block) else one for one in own]
        understood = [_understand(one, section.date, known, settings, ours) for one in own]
        # What we wrote about no item of ours, an issue's title for one, may read as an action and is none.
        understood = [one for one in understood if one.item_key in ours or one.found.line not in made]
        contexts = [context_above(document, one.found.block, actions) for one in understood]
        statements = _statements(understood, contexts, section.date, known, settings, ours=ours)
        remarks += _remarks(path, section.date, [one for one in understood if one.item_key not in ours])
        if marker:
            redated = {one.found.line for one in understood if one.redated}
            statements = what_people_said(statements, marker, {one.line for one in own if one.box is False}, redated)
            choices = [one for one in chosen if section.first_line <= one.line <= section.last_line]
            statements += decided(choices, settings.group, section.date)
            remarks += remarks_on(choices, path)
        meeting = Meeting(
            key=meeting_key(settings.group, section.date),
            group=settings.group,
            date=section.date,
            title=section.title,
            participants=section.participants,
            path=path,
            digest=digest,
        )
        meetings.append(MeetingNotes(meeting, statements, is_agenda=marker is not None))
    return Note(path, digest, tuple(meetings), tuple(remarks))


@dataclass(frozen=True, slots=True)
class _Understood:
    """A found action with everything but its key."""

    found: Found
    text: str
    words: str
    owners: tuple[str, ...]
    due: Due
    said: marks.Said
    """How it stands."""
    item_key: str | None
    redated: bool = False
    """True where people wrote a new day on a line of ours."""


def _remarks(path: str, date: dt.date | None, understood: Sequence[_Understood]) -> Iterator[Diagnostic]:
    """What the reader could not do, for the note's writer."""
    if date is None and understood:
        told = "this note says no date, so that its relative days stay open: write one into its heading"
        yield Diagnostic(path, 0, "no-date", told)
    for one in understood:
        if one.due.flagged:
            yield Diagnostic(path, one.found.line, "flagged-date", one.due.flagged)
        if one.due.unknown:
            told = f"{one.due.unknown!r} names no day that is understood, so none is set: write a date"
            yield Diagnostic(path, one.found.line, "unknown-date", told)


def _statements(
    understood: Sequence[_Understood],
    contexts: Sequence[str],
    date: dt.date | None,
    known: Directory,
    settings: ReadingSettings,
    *,
    ours: Collection[str],
) -> tuple[Statement, ...]:
    # A line of ours in the words of somebody's own, in the same agenda, must not change the key of theirs.
    words = (f"{one.words} {one.item_key}" if one.item_key in ours else one.words for one in understood)
    keys = statement_keys(settings.group, date, words)
    return tuple(
        _answer(one, key) if one.found.answer else _statement(one, key, context, known, settings)
        for one, key, context in zip(understood, keys, contexts, strict=True)
    )


def _statement(one: _Understood, key: str, context: str, known: Directory, settings: ReadingSettings) -> Statement:
    kind = kind_of(one.text)
    return Statement(
        key=key,
        line=one.found.line,
        text=one.text,
        words=one.words,
        context=context,
        owners=one.owners,
        people=known.handles(one.owners),
        due=one.due.date,
        wake=one.due.date if kind is Kind.REASSESS else None,
        status=one.said.status,
        reopened=one.said.reopened,
        kind=kind,
        refs=find_refs(one.found.context, one.found.hrefs, settings),
        item_key=one.item_key,
        listed=one.found.listed,
        number=one.found.number,
    )


def _answer(one: _Understood, key: str) -> Statement:
    """What a line of an agenda says that only tells that its item is open again."""
    return Statement(key, one.found.line, "", one.words, reopened=True, item_key=one.item_key, from_agenda=True)


_LOGGED = later(r"\s*\([\w\[\]\\`^{}|-]{1,30}, \d\d:\d\d:\d\d\)\s*$")
"""Who said it and when, as MeetBot writes it behind what it logs."""


_STOP = later(r"^[.!]\s+")
"""What stood behind an owner who is a sentence of their own: `@dana. Write it`."""


def _understand(
    found: Found, date: dt.date | None, known: Directory, settings: ReadingSettings, ours: Mapping[str, Written]
) -> _Understood:
    left = marks.still_said(found.text, found.struck)
    if left != found.text:
        found = replace(found, text=left, struck=())
    text = _LOGGED.sub("", marks.with_signs(" ".join(left.split())))
    own_key = first_key(text) if found.answer else named_key(text, ours)
    remark = ""
    behind = None
    if own_key:
        remark = text[own_key.end :].strip()
        text = text[: own_key.start]
        told = _tells_outcome(text, remark)
        behind = None if told or own_key.key not in ours else day_behind(remark, date, settings.next_call)
        if remark and not behind and not told:
            text, remark = f"{text} {remark}", ""
    bare = without_mark(text) or text
    if found.signature in found.emphasised and marks.label_said(found.signature).anything:
        bare = bare.removesuffix(found.signature).rstrip() or bare  # `… *done*`
    owned = find_owners(bare, known, found.title, found.signature)
    said = _STOP.sub("", owned.text.strip(" \t*_:;,–—-")) or bare
    outcome = _outcome(found, f"{text} {remark}", said, remark)
    texts = (found.aside, text, said)
    due = find_due(found, texts, date, known, next_call=settings.next_call, closed=outcome.status.closed)
    beside = day_beside(said, ours[own_key.key], date, settings.next_call) if own_key and own_key.key in ours else None
    due = Due(beside.date, beside.words) if beside else replace(due, date=behind or due.date)
    return _Understood(
        found=found,
        text=said,
        words=normalise(said.replace(due.words, " ", 1) if due.words else said),
        owners=_owners(found, owned, known),
        due=due,
        said=outcome,
        item_key=own_key.key if own_key else None,
        redated=behind is not None,
    )


def _owners(found: Found, owned: Owned, known: Directory) -> tuple[str, ...]:
    """The first that names somebody: marker or column, the words, the speaker before them, a parent.

    Words that are weak come last.
    """
    own = owned.owners
    hinted = () if marks.label_said(found.owner_text).anything else hinted_owners(found.owner_text, known)
    if (
        not hinted
        and found.owners
        and len(own) == 1
        and own[0].isupper()
        and len(own[0]) > 2
        and not known.knows(own[0])
    ):
        return found.owners  # `RFC to …` below somebody's item: a thing rather than a person
    around = speaker(found.lead, known) or found.owners
    said = around or own if owned.weak else own or around
    return hinted or said or reported_by(found.text, known)


def _tells_outcome(text: str, remark: str) -> bool:
    """True where what stands behind an item's key says how it stands, rather than more of what is to be done."""
    return marks.text_said(f"{text} {remark}").anything or marks.remarks_said([remark]).anything


def _outcome(found: Found, text: str, task: str, remark: str) -> marks.Said:
    """How an action stands: by its tick, its words, the label around its marker, a cell, or the remarks below it."""
    if found.box:
        return marks.Said(Status.DONE)
    indent = len(found.text) - len(found.text.lstrip())
    struck = [(max(0, start - indent), max(0, end - indent)) for start, end in found.struck]
    said = marks.text_said(text, struck)
    if not said.anything and marks.opens_as_done(task):
        said = marks.Said(Status.DONE)
    if not said.anything:
        said = marks.label_said(found.lead, found.owner_text, *found.emphasised)
    if not said.anything and found.aside:
        said = marks.text_said(f"{task} ({found.aside})")
    cell = marks.cell_said(found.status_text)
    said = cell if cell.anything else said
    below = marks.remarks_said([remark, *found.remarks], task)
    said = below if below.reopened or not said.anything else said
    if said.anything or found.box is not None or not found.listed:
        return said
    nearest = marks.heading_said(found.heading)
    return nearest if nearest.anything else marks.heading_said(found.opener)

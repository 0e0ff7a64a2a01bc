"""After a call: what its note leaves to decide, and when the next call is.

The questions follow from what is remembered, so that an answer is never asked for twice, whoever gave it and however:
an answer is the word that its own command would have recorded, and `undo` brings the question back.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from wgtrack.errors import UsageProblem
from wgtrack.model import Item, Kind, Note
from wgtrack.reading.check import is_unknown, known_names
from wgtrack.reading.files import read_file
from wgtrack.reading.note import read_note
from wgtrack.store import asking
from wgtrack.store.items import load_items
from wgtrack.workflow import agendas, notes
from wgtrack.workflow.memory import Setting, opened
from wgtrack.workflow.notes import Found


class Asks(StrEnum):
    """What a question asks."""

    SAME = "same"
    """Are these two items one?"""
    AGAIN = "again"
    """It was closed and is stated again: is it open, closed all the same, or is this another task?"""
    CHOICE = "choice"
    """Both its boxes are ticked: is it kept, or dropped?"""
    OWNER = "owner"
    """Who is to do it?"""
    WHO = "who"
    """Who is meant by this name?"""
    DAY = "day"
    """By when, or until when?"""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only people can decide: about which items, and where in the note it comes from."""

    asks: Asks
    items: tuple[Item, ...]
    """SAME: the two. WHO: all that the name is an owner of. Else the one."""
    path: str
    line: int
    detail: str = ""
    """AGAIN: the key of the statement. WHO: the name. DAY: the words that name no day."""

    @property
    def name(self) -> tuple[Asks, frozenset[str], str]:
        """What tells the question from others, however often they are worked out."""
        return self.asks, frozenset(item.key for item in self.items), self.detail


def the_note(setting: Setting, named: Path, cwd: Path) -> tuple[Found, Note]:
    """The note that was held, `named` as counted from `cwd`, as it reads.

    NoteError where it is not there or cannot be read; UsageProblem for a folder, and for the agenda of a call to come.
    """
    if (cwd / named).is_dir():
        raise UsageProblem(f"{named} is a folder: name the note of the call.")
    looked = notes.search(setting.config, [named], cwd)
    for failure in looked.failures:
        raise failure
    (found,) = looked.found
    note = _read(setting, found)
    if notes.is_draft(note, setting.today):
        date = max(told.meeting.date for told in note.meetings if told.meeting.date)
        raise UsageProblem(f"{named} is the agenda of {date}, a call to come: wrap it up on that day or later.")
    return found, note


def _read(setting: Setting, found: Found) -> Note:
    file = read_file(found.file, found.shown)
    return read_note(file.text, found.path, file.digest, notes.reading_settings(setting.config))


def held_on(note: Note) -> dt.date | None:
    """The day of the last call that the note tells of; None where it says none."""
    return max((told.meeting.date for told in note.meetings if told.meeting.date), default=None)


def next_date(setting: Setting, note: Note) -> dt.date | None:
    """The day of the call after that of `note`, today at the earliest; None without `calls`, or where they end."""
    return agendas.next_date(setting, held_on(note) or setting.today)


def said_as(setting: Setting, command: str) -> Setting:
    """`setting` as if the answer had been given with `command`, so that history tells what was decided."""
    return replace(setting, batch=replace(setting.batch, command=command))


def open_questions(setting: Setting, found: Found) -> list[Question]:
    """What the note leaves to decide, as of now: first which are one item and which are open, then line by line."""
    note = _read(setting, found)
    with opened(setting) as database, database.reading() as session:
        stated = asking.stated_in(session, found.path)
        about = {each.item for each in stated if not each.from_agenda}
        pairs = asking.unsure_pairs(session, about) if about else []
        wanted = sorted({each.item for each in stated}.union(*pairs) | _undecided(note).keys())
        items = {i.key: i for i in load_items(session, setting.today, closed_since=dt.date.min, keys=wanted)}
        asked = _Asked(
            today=setting.today,
            path=found.shown,
            note=note,
            stated=stated,
            items=items,
            said=asking.said_since(session, _keys_of(stated, items.values()), held_on(note) or dt.date.min),
            known=known_names(participants_of(note), setting.config.people) if setting.config.people else None,
            elsewhere=asking.owners_elsewhere(session, found.path),
        )
        others = [*_choices(asked), *_owners(asked), *_who(asked), *_days(asked)]
        return [*_same(pairs, asked), *_again(asked), *sorted(others, key=lambda question: question.line)]


def participants_of(note: Note) -> list[str]:
    """Whoever took part in one of the calls that the note tells of."""
    return [name for told in note.meetings for name in told.meeting.participants]


def _keys_of(stated: Iterable[asking.Stated], items: Iterable[Item]) -> dict[str, set[str]]:
    """For each item the keys of its statements and answers."""
    keys: dict[str, set[str]] = defaultdict(set)
    for each in stated:
        keys[each.item] |= {each.key, each.item}
    for item in items:
        keys[item.key] |= {item.key, *(place.key for place in item.places)}
    return keys


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the questions are worked out from."""

    today: dt.date
    path: str
    note: Note
    stated: Sequence[asking.Stated]
    items: Mapping[str, Item]
    """All that the questions may be about, by key."""
    said: Mapping[str, frozenset[str]]
    """For each item the fields of which people spoke since the call."""
    known: frozenset[str] | None
    """Whom one knows, as `known_names` gives them; None where the group has not written down who is who."""
    elsewhere: frozenset[str]
    """Owners in other notes, case folded."""

    def open_items(self, field: str) -> Iterator[tuple[Item, int]]:
        """Items that the note states and that are open, each with its first line; not those of whose `field` people
        have spoken since the call."""
        for each in {each.item: each for each in reversed(self.stated) if not each.from_agenda}.values():
            item = self.items[each.item]
            if not item.status.closed and field not in self.said[item.key]:
                yield item, each.line

    def marked(self, code: str, *fields: str) -> Iterator[tuple[Item, int, str]]:
        """Open items on the lines of which the reader remarked `code`, with the remark; but for those spoken of."""
        at = {each.line: each.item for each in self.stated}
        for remark in self.note.diagnostics:
            item = self.items.get(at.get(remark.line, "")) if remark.code == code else None
            if item and not item.status.closed and self.said[item.key].isdisjoint(fields):
                yield item, remark.line, remark.message


def _same(pairs: Iterable[tuple[str, str]], asked: _Asked) -> Iterator[Question]:
    lines = {each.item: each.line for each in reversed(asked.stated)}
    for first, second in pairs:
        both = asked.items[first], asked.items[second]
        if not all(item.status.closed for item in both):
            yield Question(Asks.SAME, both, asked.path, lines.get(second) or lines.get(first, 0))


def _again(asked: _Asked) -> Iterator[Question]:
    for key in dict.fromkeys(each.item for each in asked.stated):
        item = asked.items[key]
        if item.stated_again and item.status.closed:
            again = next((p for p in reversed(item.places) if p.date == item.stated_again), item.places[-1])
            yield Question(Asks.AGAIN, (item,), again.path, again.line, again.key)


def _undecided(note: Note) -> dict[str, int]:
    """The keys of items whose boxes are both ticked, with the line: the line of a box is no statement's."""
    remarks = (each for each in note.diagnostics if each.code == "keep-and-drop")
    return {remark.message.partition(" ")[0]: remark.line for remark in remarks}


def _choices(asked: _Asked) -> Iterator[Question]:
    for key, line in _undecided(asked.note).items():
        item = asked.items.get(key)
        if item and not item.status.closed and item.kind is Kind.REASSESS and not item.asleep(asked.today):
            yield Question(Asks.CHOICE, (item,), asked.path, line)


def _owners(asked: _Asked) -> Iterator[Question]:
    for item, line in asked.open_items("owners"):
        # What is to be looked at again comes back to the call itself.
        if not item.owners and item.kind is not Kind.REASSESS:
            yield Question(Asks.OWNER, (item,), asked.path, line)


def _who(asked: _Asked) -> Iterator[Question]:
    """Names that nobody knows, where the group has written down who is who: not in [people], nor of the call, nor in
    an earlier note."""
    if asked.known is None:
        return
    found: dict[str, list[tuple[Item, int]]] = defaultdict(list)
    for item, line in asked.open_items("owners"):
        for owner in item.owners:
            if is_unknown(owner, asked.known) and owner.casefold() not in asked.elsewhere:
                found[owner].append((item, line))
    for owner, places in found.items():
        yield Question(Asks.WHO, tuple(item for item, _ in places), asked.path, places[0][1], owner)


def _days(asked: _Asked) -> Iterator[Question]:
    for item, line, message in asked.marked("unknown-date", "due", "wake", "kind"):
        yield Question(Asks.DAY, (item,), asked.path, line, message.partition(" names no day")[0].strip("'\""))

"""What the next call has to talk about: every item in exactly one section."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from wgtrack.model import Item, Kind, Person, Status, asleep_again

if TYPE_CHECKING:
    from wgtrack.tracking import Link, Moved


class SectionName(StrEnum):
    """The sections in the order of the agenda; the values are promised to scripts."""

    OVERDUE = "overdue"
    REVIEW = "review"
    DUE = "due"
    REASSESS = "reassess"
    OPEN = "open"
    UNOWNED = "unowned"
    ASLEEP = "asleep"
    DONE_SINCE = "done_since"


@dataclass(frozen=True, slots=True)
class Section:
    """One section of an agenda with its items, most pressing first; it may be empty."""

    name: SectionName
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """What the call of `date` has to talk about. Every section is there, in the order of `SectionName`."""

    date: dt.date
    group: str
    sections: tuple[Section, ...]
    people: tuple[Person, ...] = ()
    """Whose names are known, for grouping by owner."""
    carried_limit: int | None = None
    """What was carried over more calls than this is proposed for reassessment."""
    kept_until: Mapping[str, dt.date] = field(default_factory=dict)
    """For each item to reassess, by key, until when it sleeps if this call keeps it."""
    links: Mapping[str, Sequence[Link]] = field(default_factory=dict)
    """The issues of items, by key, as they were last seen."""
    moved: tuple[Moved, ...] = ()
    """Linked issues that were merged, closed or reopened since the last call, the latest first."""

    def section(self, name: SectionName) -> tuple[Item, ...]:
        """The items of one section."""
        return next(section.items for section in self.sections if section.name is name)


def build_agenda(
    items: Iterable[Item],
    *,
    date: dt.date,
    today: dt.date,
    last_call: dt.date | None,
    group: str,
    people: Sequence[Person] = (),
    wake_after: Callable[[dt.date], dt.date] | None = None,
    carried_limit: int | None = None,
    links: Mapping[str, Sequence[Link]] | None = None,
    moved: Sequence[Moved] = (),
) -> Agenda:
    """The agenda of the call of `date`, as it is known on `today`; `people` are those with several names.

    `wake_after` gives the day on which a reassessment wakes that was agreed on a day without saying when; without
    it the agenda does not say until when one is kept.

    The first rule that holds decides an item's section:

    - review: its owner says that it is done; or it was closed and is stated again, and nobody has said yet
      whether it is open, or another task.
    - done_since: closed on or after `last_call`, or ever where there was no call yet. An item closed
      earlier, or nobody knows when, is on no agenda.
    - asleep: a reassessment that wakes after `date`; reassess: any other. Neither is ever due.
    - overdue: due before `today`, or before `date` where that comes first.
    - due: due from then up to and including `date`, so that there is still time to do it.
    - unowned: nobody is named. open: all else.
    """
    late_before = min(today, date)
    sorted_in: dict[SectionName, list[Item]] = {name: [] for name in SectionName}
    for item in items:
        name = _section_of(item, date, late_before, last_call)
        if name is not None:
            sorted_in[name].append(item)
    owner = _owner_of(people)
    kept = {i.key: asleep_again(i.interval, date, wake_after) for i in sorted_in[SectionName.REASSESS] if wake_after}
    return Agenda(
        date,
        group,
        tuple(_section(name, found, owner) for name, found in sorted_in.items()),
        tuple(people),
        carried_limit,
        kept,
        links or {},
        tuple(moved),
    )


def _section(name: SectionName, items: Iterable[Item], owner: _Owner) -> Section:
    return Section(name, tuple(sorted(items, key=lambda item: _order(item, name, owner))))


def _section_of(item: Item, date: dt.date, late_before: dt.date, last_call: dt.date | None) -> SectionName | None:
    if item.status is Status.REVIEW or item.stated_again:
        return SectionName.REVIEW
    if item.status.closed:
        return SectionName.DONE_SINCE if _closed_since(item, last_call) else None
    if item.kind is Kind.REASSESS:
        return SectionName.ASLEEP if item.asleep(date) else SectionName.REASSESS
    if item.due is not None and item.due <= date:
        return SectionName.OVERDUE if item.due < late_before else SectionName.DUE
    return SectionName.OPEN if item.owners else SectionName.UNOWNED


def _closed_since(item: Item, last_call: dt.date | None) -> bool:
    return last_call is None or (item.closed_on is not None and item.closed_on >= last_call)


_Owner = Callable[[Item], str]
"""Gives what an item is grouped by: its first owner, the same for every name of one person."""
_Order = tuple[dt.date | str | int, ...]

_BY_OWNER = frozenset({SectionName.REVIEW, SectionName.OPEN})
_BY_WAKE = frozenset({SectionName.REASSESS, SectionName.ASLEEP})


def _order(item: Item, name: SectionName, owner: _Owner) -> _Order:
    """By what the section is about, then earliest due, owner, and as first stated: day, and line of the note."""
    lead: dt.date | str = item.due or dt.date.max
    if name in _BY_OWNER:
        lead = owner(item)
    elif name in _BY_WAKE:
        lead = item.wake or dt.date.min
    elif name is SectionName.DONE_SINCE:
        lead = item.closed_on or dt.date.min
    line = item.places[0].line if item.places else 0
    first_stated = item.first_stated or dt.date.max
    return (lead, item.due or dt.date.max, owner(item), first_stated, line, item.key)


def _owner_of(people: Iterable[Person]) -> _Owner:
    known = {
        name.casefold(): person.handle.casefold()
        for person in people
        for name in (person.login, person.name, *person.aliases, person.handle)
        if name
    }

    def owner(item: Item) -> str:
        first = item.owners[0].casefold() if item.owners else ""
        return known.get(first, first)

    return owner


def group_by_owner(items: Iterable[Item], people: Iterable[Person] = ()) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """Items by their first owner, named as the group's first item names them, in the order in which they come.

    Neither case nor which of the names of one of the `people` is used tells owners apart.
    """
    owner = _owner_of(people)
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(owner(item), []).append(item)
    return tuple((found[0].owners[0] if key else "", tuple(found)) for key, found in groups.items())


def agenda_dict(agenda: Agenda) -> dict[str, object]:
    """The agenda as `agenda --json` prints it: the call's date, and each section's name and items.

    Items are keys, but in the last section, `moved`, references of issues.
    """
    sections = [{"name": s.name.value, "items": [item.key for item in s.items]} for s in agenda.sections]
    moved = {"name": "moved", "items": [str(each.ref) for each in agenda.moved]}
    return {"date": agenda.date.isoformat(), "sections": [*sections, moved]}

"""What the next call has to talk about: every item in exactly one section."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from wgtrack.model import Item, Kind, Status


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

    def section(self, name: SectionName) -> tuple[Item, ...]:
        """The items of one section."""
        return next(section.items for section in self.sections if section.name is name)


def build_agenda(
    items: Iterable[Item], *, date: dt.date, today: dt.date, last_call: dt.date | None, group: str
) -> Agenda:
    """The agenda of the call of `date`, as it is known on `today`.

    The first rule that holds decides an item's section:

    - done_since: closed on or after `last_call`, or ever where there was no call yet. An item closed
      earlier, or nobody knows when, is on no agenda.
    - review: its owner says that it is done.
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
    sections = (Section(name, tuple(sorted(found, key=_ORDER[name]))) for name, found in sorted_in.items())
    return Agenda(date, group, tuple(sections))


def _section_of(item: Item, date: dt.date, late_before: dt.date, last_call: dt.date | None) -> SectionName | None:
    if item.status.closed:
        return SectionName.DONE_SINCE if _closed_since(item, last_call) else None
    if item.status is Status.REVIEW:
        return SectionName.REVIEW
    if item.kind is Kind.REASSESS:
        return SectionName.ASLEEP if item.asleep(date) else SectionName.REASSESS
    if item.due is not None and item.due <= date:
        return SectionName.OVERDUE if item.due < late_before else SectionName.DUE
    return SectionName.OPEN if item.owners else SectionName.UNOWNED


def _closed_since(item: Item, last_call: dt.date | None) -> bool:
    return last_call is None or (item.closed_on is not None and item.closed_on >= last_call)


_Order = tuple[dt.date | str, ...]


def _by_due(item: Item) -> _Order:
    return (item.due or dt.date.max, _owner(item), item.first_stated or dt.date.max, item.key)


def _by_owner(item: Item) -> _Order:
    return (_owner(item), *_by_due(item))


def _by_wake(item: Item) -> _Order:
    return (item.wake or dt.date.min, *_by_due(item))


def _by_end(item: Item) -> _Order:
    return (item.closed_on or dt.date.min, *_by_due(item))


_ORDER = {
    SectionName.OVERDUE: _by_due,
    SectionName.REVIEW: _by_owner,
    SectionName.DUE: _by_due,
    SectionName.REASSESS: _by_wake,
    SectionName.OPEN: _by_owner,
    SectionName.UNOWNED: _by_due,
    SectionName.ASLEEP: _by_wake,
    SectionName.DONE_SINCE: _by_end,
}


def _owner(item: Item) -> str:
    """The first owner, for comparing; items without one come first."""
    return item.owners[0].casefold() if item.owners else ""


def group_by_owner(items: Iterable[Item]) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """Items by their first owner, in the order in which they come; case does not tell owners apart."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(_owner(item), []).append(item)
    return tuple((found[0].owners[0] if key else "", tuple(found)) for key, found in groups.items())


def agenda_dict(agenda: Agenda) -> dict[str, object]:
    """The agenda as `agenda --json` prints it: the call's date, and each section's name and item keys."""
    sections = [{"name": s.name.value, "items": [item.key for item in s.items]} for s in agenda.sections]
    return {"date": agenda.date.isoformat(), "sections": sections}

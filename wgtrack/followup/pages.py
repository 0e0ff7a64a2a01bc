"""What the pages of a group show: where items stand, whose they are, what each call opened and closed."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from wgtrack.followup.order import what_first
from wgtrack.followup.people import person_of
from wgtrack.followup.stats import Share, share_of
from wgtrack.model import Item, Kind, Meeting, Person, Status


class Standing(StrEnum):
    """Where an item stands for somebody who looks for what to do; the values stand in addresses that people share."""

    OVERDUE = "overdue"
    DUE = "due"
    """It has a day, which is not past."""
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    REVIEW = "review"
    REASSESS = "reassess"
    ASLEEP = "asleep"
    DONE = "done"
    DROPPED = "dropped"


def standing_of(item: Item, today: dt.date) -> Standing:
    """Where `item` stands on the day `today`; what is to be looked at again is never overdue."""
    if item.status.closed or item.status is Status.REVIEW:
        return Standing(item.status.value)
    if item.kind is Kind.REASSESS:
        return Standing.ASLEEP if item.asleep(today) else Standing.REASSESS
    if item.due and item.due < today:
        return Standing.OVERDUE
    if item.status is Status.IN_PROGRESS:
        return Standing.IN_PROGRESS
    return Standing.DUE if item.due else Standing.OPEN


def version_of(item: Item) -> str:
    """A short text that is another one as soon as somebody changes what `item` says, whoever does it and how."""
    said = (item.text, item.owners, item.due, item.wake, item.status, item.kind, item.closed_on, item.stated_again)
    return blake2b(repr(said).encode("utf-8", "replace"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who has or had items, or nobody, whose `name` and `slug` are empty."""

    slug: str
    """The name of their page: small letters, digits and dashes."""
    name: str
    """As the first of the items names them."""
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class OwnerItems:
    """What one owner has: open and closed, by what to do first."""

    owner: Owner
    open: tuple[Item, ...]
    closed: tuple[Item, ...]
    share: Share


@dataclass(frozen=True, slots=True)
class Call:
    """A call, or what happened since the last one, and what became of items there."""

    slug: str
    """The name of its page; empty for what happened since the last call."""
    date: dt.date | None
    meetings: tuple[Meeting, ...]
    """What notes tell of it: one, or several notes of the same day."""
    opened: tuple[Item, ...]
    """Items first stated then, or since the call before."""
    closed: tuple[Item, ...]
    """Items closed then, or since the call before."""
    again: tuple[Item, ...]
    """Items stated then, and first in an earlier call."""
    left: int
    """How many were open afterwards."""


@dataclass(frozen=True, slots=True)
class Site:
    """All that the pages show, as of `today`."""

    group: str
    today: dt.date
    items: tuple[Item, ...]
    """By what to do first."""
    owners: tuple[OwnerItems, ...]
    """By name, what nobody owns last."""
    first_owner: tuple[tuple[Owner, tuple[Item, ...]], ...]
    """The open items, each once, under the first of its owners; by name, what nobody owns last."""
    calls: tuple[Call, ...]
    """Latest first; those without a day last."""
    whole: Share
    """The numbers of all."""
    over_time: tuple[tuple[dt.date, int], ...]
    """How many items were open from a day on, for each day on which that changed."""
    owner_by_name: Mapping[str, Owner]
    """Whom a name, as an item has it, means."""


def build_site(
    items: Iterable[Item], meetings: Sequence[Meeting], *, group: str, today: dt.date, people: Sequence[Person] = ()
) -> Site:
    """What the pages show of `items`, which are all there are, and of the calls that `meetings` tell of."""
    ordered = tuple(what_first(items, today))
    named = _owners(ordered, people)
    return Site(
        group=group,
        today=today,
        items=ordered,
        owners=_by_owner(ordered, named, today),
        first_owner=_by_first_owner(ordered, named),
        calls=tuple(_calls(ordered, meetings)),
        whole=share_of("", ordered, today),
        over_time=open_over_time(ordered),
        owner_by_name=named,
    )


_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9])?")
"""Names that some file systems keep for themselves, and the empty one."""


def slug(name: str) -> str:
    """A file name for `name`: small letters, digits, dashes; different for different names, and always the same."""
    folded = name.casefold()
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode("ascii")
    short = _NOT_IN_NAMES.sub("-", plain).strip("-")[:40].strip("-")
    if short.replace("-", " ") == folded and not _RESERVED.fullmatch(short):
        return short
    return "-".join(filter(None, [short, blake2b(folded.encode("utf-8", "replace"), digest_size=4).hexdigest()]))


NOBODY = Owner("", "")


def _owners(items: Iterable[Item], people: Sequence[Person]) -> dict[str, Owner]:
    """Whom each name in `items` means; the same owner for every name of one person."""
    found: dict[str, Owner] = {"": NOBODY}
    by_slug: dict[str, Owner] = {}
    for name in (name for item in items for name in item.owners):
        if name not in found:
            person = person_of(name, people)
            own = slug(person.handle if person else name)
            found[name] = by_slug.setdefault(own, Owner(own, name, person))
    return found


def _by_owner(items: Iterable[Item], named: Mapping[str, Owner], today: dt.date) -> tuple[OwnerItems, ...]:
    theirs: dict[Owner, list[Item]] = defaultdict(list)
    for item in items:
        for owner in dict.fromkeys(named[name] for name in item.owners or ("",)):
            theirs[owner].append(item)
    return tuple(
        OwnerItems(
            owner,
            tuple(item for item in theirs[owner] if not item.status.closed),
            tuple(item for item in theirs[owner] if item.status.closed),
            share_of(owner.name, theirs[owner], today),
        )
        for owner in sorted(theirs, key=_by_name)
    )


def _by_first_owner(items: Iterable[Item], named: Mapping[str, Owner]) -> tuple[tuple[Owner, tuple[Item, ...]], ...]:
    groups: dict[Owner, list[Item]] = defaultdict(list)
    for item in items:
        if not item.status.closed:
            groups[named[item.owners[0]] if item.owners else NOBODY].append(item)
    return tuple((owner, tuple(groups[owner])) for owner in sorted(groups, key=_by_name))


def _by_name(owner: Owner) -> tuple[bool, str, str]:
    return not owner.slug, owner.name.casefold(), owner.slug


def _calls(items: Iterable[Item], meetings: Iterable[Meeting]) -> list[Call]:
    """The calls, latest first; as in the group's numbers, what lies between two calls counts for the later one."""
    told: dict[dt.date, list[Meeting]] = defaultdict(list)
    undated = []
    for meeting in meetings:
        if meeting.date:
            told[meeting.date].append(meeting)
        else:
            undated.append(meeting)
    held = sorted(told)
    opened, closed = defaultdict(list), defaultdict(list)
    again: dict[dt.date | str, list[Item]] = defaultdict(list)
    without_day: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.first_stated:
            opened[bisect_left(held, item.first_stated)].append(item)
            if item.status.closed and item.closed_on:
                closed[bisect_left(held, item.closed_on)].append(item)
        for place in {(place.date, place.path if place.date is None else "") for place in item.places}:
            date, path = place
            if date and item.first_stated and date > item.first_stated:
                again[date].append(item)
            elif date is None:
                (again if item.first_stated else without_day)[path].append(item)
    found, left = [], 0
    for number, date in enumerate(held):
        left += len(opened[number]) - len(closed[number])
        there = (tuple(told[date]), tuple(opened[number]), tuple(closed[number]), tuple(again[date]))
        found.append(Call(date.isoformat(), date, *there, left))
    since = len(held)
    if opened[since] or closed[since]:
        left += len(opened[since]) - len(closed[since])
        found.append(Call("", None, (), tuple(opened[since]), tuple(closed[since]), (), left))
    found.reverse()
    for meeting in undated:
        at = (tuple(without_day[meeting.path]), (), tuple(again[meeting.path]))
        found.append(Call(f"undated-{slug(meeting.path)}", None, (meeting,), *at, left))
    return found


def open_over_time(items: Iterable[Item]) -> tuple[tuple[dt.date, int], ...]:
    """How many of `items` were open from a day on, for each day on which that number changed, in order."""
    changes: dict[dt.date, int] = defaultdict(int)
    for item in items:
        if item.first_stated:
            changes[item.first_stated] += 1
            if item.status.closed and item.closed_on:
                changes[max(item.first_stated, item.closed_on)] -= 1
    found, count = [], 0
    for day in sorted(changes):
        if changes[day]:
            count += changes[day]
            found.append((day, count))
    return tuple(found)

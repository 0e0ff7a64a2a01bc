"""Whom to remind of what: overdue, due soon, to be looked at again, carried from call to call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wgtrack.followup.people import person_of
from wgtrack.model import Item, Kind, Person, Status


class Why(StrEnum):
    """Why somebody is reminded of an item, most pressing first; the values are promised to scripts."""

    OVERDUE = "overdue"
    DUE = "due"
    """Due from today up to the end of what counts as soon."""
    REASSESS = "reassess"
    CARRIED = "carried"
    """Carried over more calls than the group wants to."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one owner is reminded of, most pressing first."""

    owner: str
    """As the first of the items names them; empty for what nobody owns."""
    person: Person | None
    """Who that is, where the configuration knows them."""
    items: tuple[tuple[Why, Item], ...]


def build_reminders(
    items: Iterable[Item],
    *,
    today: dt.date,
    soon: dt.date,
    carried_limit: int,
    people: Sequence[Person] = (),
    only: frozenset[str] | None = None,
) -> tuple[Reminder, ...]:
    """A reminder for each owner of an item that asks for it, by name, what nobody owns last.

    `soon` is the last day that counts as soon, `only` the names, case folded, of those who are to be reminded. An
    item of several owners is in the reminder of each. One for review waits for a chair and not for its owner.
    """
    found: dict[str, list[tuple[Why, Item]]] = {}
    shown: dict[str, tuple[str, Person | None]] = {}
    for item in items:
        why = why_remind(item, today=today, soon=soon, carried_limit=carried_limit)
        if why is None:
            continue
        for owner in item.owners or ("",):
            person = person_of(owner, people)
            key = person.handle.casefold() if person else owner.casefold()
            if only is None or only & {owner.casefold(), *owner.casefold().split()[:1], key}:
                shown.setdefault(key, (owner, person))
                if (why, item) not in found.setdefault(key, [])[-1:]:
                    found[key].append((why, item))
    return tuple(
        Reminder(*shown[key], tuple(sorted(found[key], key=_order))) for key in sorted(found, key=lambda k: (not k, k))
    )


def why_remind(item: Item, *, today: dt.date, soon: dt.date, carried_limit: int) -> Why | None:
    """Why an item's owner is reminded of it; None where they are not."""
    if item.status.closed or item.status is Status.REVIEW:
        return None
    if item.kind is Kind.REASSESS:
        return None if item.asleep(today) else Why.REASSESS
    if item.due is not None and item.due <= soon:
        return Why.OVERDUE if item.due < today else Why.DUE
    return Why.CARRIED if item.carried > carried_limit else None


_RANK = {why: rank for rank, why in enumerate(Why)}


def _order(each: tuple[Why, Item]) -> tuple[int, dt.date, int, str]:
    why, item = each
    return _RANK[why], item.due or item.wake or dt.date.max, -item.carried, item.key


def reason(why: Why, item: Item) -> str:
    """Why somebody is reminded of `item`, in words."""
    match why:
        case Why.OVERDUE:
            return f"overdue since {item.due}"
        case Why.DUE:
            return f"due {item.due}"
        case Why.REASSESS:
            return f"to be reassessed since {item.wake}" if item.wake else "to be reassessed"
        case Why.CARRIED:
            return f"carried {item.carried} times, reassess it?"


def reminders_dict(reminders: Iterable[Reminder]) -> dict[str, object]:
    """The reminders as `remind --json` prints them."""
    return {
        "reminders": [
            {
                "owner": each.owner,
                "person": each.person.handle if each.person else None,
                "email": (each.person.email or None) if each.person else None,
                "items": [
                    {
                        "key": item.key,
                        "why": why.value,
                        "text": item.text,
                        "due": item.due.isoformat() if item.due else None,
                        "wake": item.wake.isoformat() if item.wake else None,
                        "carried": item.carried,
                    }
                    for why, item in each.items
                ],
            }
            for each in reminders
        ]
    }

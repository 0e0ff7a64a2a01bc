"""What the templates of pages see of items, people and history: texts and addresses, safe to publish."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from wgtrack.followup.pages import Owner, Standing, standing_of
from wgtrack.followup.telling import told
from wgtrack.model import Event, Item, Kind, Place
from wgtrack.publish.addresses import issue_address, note_address
from wgtrack.publish.plaintext import plain, without_mailboxes
from wgtrack.publish.templates import linked
from wgtrack.tracking import Link

Values = Mapping[str, object]

_ON_THE_WEB = re.compile(r"https?://[^\s\"'<>`\\]+", re.IGNORECASE)

STANDINGS = {
    Standing.OVERDUE: "overdue",
    Standing.DUE: "has a day to come",
    Standing.OPEN: "open, no day",
    Standing.IN_PROGRESS: "started",
    Standing.REVIEW: "for review",
    Standing.REASSESS: "to reassess",
    Standing.ASLEEP: "asleep",
    Standing.DONE: "done",
    Standing.DROPPED: "dropped",
}
"""Where items may stand, in words, in the order in which a page offers them."""


@lru_cache(maxsize=65_536)
def published(text: str) -> str:
    """`text` as it may be shown to everybody: one line, nothing that turns the direction of writing, no e-mail."""
    return without_mailboxes(plain(text))


def web(address: str) -> str:
    """`address` where a browser may follow it from a page; empty for any other, such as `javascript:`."""
    return address if _ON_THE_WEB.fullmatch(address) else ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What all pages are made with."""

    today: dt.date
    notes_url: str | None
    owner_by_name: Mapping[str, Owner]
    links: Mapping[str, Sequence[Link]] = field(default_factory=dict)
    """The issues of items, by key."""
    calls: Sequence[dt.date] = ()
    """The days on which a call was held, in order."""


def row_values(item: Item, facts: Facts) -> dict[str, object]:
    """An item as one line of a list.

    `key`, `text` and `standing`; `owners`, pairs of a slug and a name; `when`, `age`, `carried` and `stated` in words,
    empty where there is nothing to say; `day`, the day that `when` speaks of; `note`, a pair of a name and an address,
    which is empty where notes have none; `issues`, as `issue_values` makes them.
    """
    standing = standing_of(item, facts.today)
    return {
        "key": item.key,
        "text": published(item.text),
        "standing": standing.value,
        "owners": owners_of(item.owners, facts),
        "when": when(item, standing),
        "age": age(item, facts.today),
        "carried": f"carried {item.carried}×" if item.carried else "",
        "stated": f"stated {item.times_stated}×" if item.times_stated > 1 else "",
        "note": _note(item.places[-1], facts) if item.places else None,
        "issues": issue_values(item, facts),
    }


def item_values(item: Item, row: Values, events: Iterable[Event], facts: Facts) -> dict[str, object]:
    """An item with all that is known of it: what a line of a list has, `row`, and what `item.html.j2` says beside it.

    Days are texts, empty where there is none; `life` is None where it had less than a day.
    """
    values = dict(row)
    values["words"] = linked(str(values["text"]))
    values["due"] = _day(item.due) if item.kind is not Kind.REASSESS else ""
    values["wake"] = _day(item.wake) if item.kind is Kind.REASSESS else ""
    values["first"], values["last"], values["closed"] = map(_day, (item.first_stated, item.last_stated, item.closed_on))
    values["times_stated"] = item.times_stated
    values["times_carried"] = item.carried
    values["stated_again"] = _day(item.stated_again)
    values["gone"] = item.gone
    values["added"] = not item.places
    values["statements"] = [_statement(place, facts) for place in item.places]
    values["life"] = _life(item, facts)
    values["history"] = [event_values(event) for event in events]
    return values


def _life(item: Item, facts: Facts) -> Values | None:
    """Where in its life, a line from 0 to 1000, an item was stated, and the calls over which it was carried."""
    first = item.first_stated
    last = item.closed_on if item.status.closed else facts.today
    if first is None or last is None or last <= first:
        return None
    start, days = first.toordinal(), (last - first).days
    begin, end = bisect_right(facts.calls, first), bisect_right(facts.calls, last)
    stated = {place.date.toordinal() for place in item.places if place.date and first <= place.date <= last}
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "stated": [(day - start) * 1000 // days for day in sorted(stated)],
        "calls": [(call.toordinal() - start) * 1000 // days for call in facts.calls[begin:end]],
    }


def _statement(place: Place, facts: Facts) -> Values:
    shown, address = _note(place, facts)
    return {
        "day": _day(place.date),
        "words": linked(published(place.text)),
        "place": f"{published(place.path)}:{place.line}",
        "key": place.key,
        "address": address,
        "name": shown,
    }


def event_values(event: Event) -> Values:
    """An event: `at` in UTC, `who`, `what`. Neither the command as it was typed nor an e-mail address."""
    return {"at": _moment(event.at), "who": who(event.actor), "what": published(told(event))}


@lru_cache(maxsize=1024)
def _moment(at: dt.datetime) -> str:
    """A moment in UTC; all that a command did has the same one."""
    return f"{at:%Y-%m-%d %H:%M}"


def who(name: str) -> str:
    """Somebody's name; of an e-mail address the part before its @."""
    return published(name).removesuffix("@…")


def owners_of(names: Iterable[str], facts: Facts) -> list[tuple[str, str]]:
    """Slug and name of each owner."""
    return [(facts.owner_by_name[name].slug, who(name)) for name in names]


def issue_values(item: Item, facts: Facts) -> list[Values]:
    """The issues that are the item, and those that it is about: `ref`, `address`, `role`, `state`."""
    links = facts.links.get(item.key, ())
    known = {ref for link in links for ref in (link.ref, *link.named)}
    found: list[Values] = [
        {
            "ref": str(link.ref),
            "address": web(link.url) or issue_address(link.ref),
            "role": "issue" if link.role.value == "tracks" else "about",
            "state": published(link.gone or link.state),
        }
        for link in links
    ]
    others = [ref for ref in item.refs if ref not in known]
    return found + [{"ref": str(ref), "address": issue_address(ref), "role": "about", "state": ""} for ref in others]


def when(item: Item, standing: Standing) -> str:
    """What is to be said of an item's state and day, in a few words; empty where it is open and has no day."""
    due = f"due {item.due}" if item.due else ""
    words = {
        Standing.OVERDUE: f"overdue since {item.due}",
        Standing.REVIEW: "for review",
        Standing.REASSESS: f"reassess since {item.wake}" if item.wake else "reassess",
        Standing.ASLEEP: f"asleep until {item.wake}",
        Standing.IN_PROGRESS: f"started, {due}" if due else "started",
    }
    if item.status.closed:
        return f"{item.status} {item.closed_on or ''}".strip()
    return words.get(standing, due)


def age(item: Item, today: dt.date) -> str:
    """How long an item has been open, or was."""
    if item.first_stated is None:
        return ""
    end = (item.closed_on or item.first_stated) if item.status.closed else today
    days = max(0, (end - item.first_stated).days)
    if item.status.closed:
        return f"after {_days(days)}" if item.closed_on and days else ""
    return f"open {_days(days)}" if days else "new today"


def _days(days: int) -> str:
    if days > 2 * 365.25:
        return f"over {int(days / 365.25)} years"
    return "1 day" if days == 1 else f"{days} days"


def _note(place: Place, facts: Facts) -> tuple[str, str]:
    name = place.date.isoformat() if place.date else published(place.path)
    return name, web(note_address(facts.notes_url, place.path)) if facts.notes_url and place.path else ""


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""

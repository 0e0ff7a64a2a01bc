"""The group's numbers: what calls opened and closed, how long things take, what is carried, and by whom."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median

from wgtrack.followup.people import person_of
from wgtrack.model import Item, Kind, Person, Status


@dataclass(frozen=True, slots=True)
class Call:
    """What happened up to a call, since the one before it."""

    date: dt.date | None
    """None for what happened since the last call."""
    opened: int
    closed: int
    open: int
    """How many items were open then."""


@dataclass(frozen=True, slots=True)
class Share:
    """The numbers of one owner, or of all."""

    owner: str
    """As items first name them; empty for what nobody owns."""
    open: int
    overdue: int
    done: int
    dropped: int
    median_days: float | None
    """From the first statement to done; None where nothing was done yet."""


@dataclass(frozen=True, slots=True)
class Stats:
    """The numbers as of a day."""

    all: Share
    calls: tuple[Call, ...]
    """Oldest first."""
    carried: tuple[tuple[int, int], ...]
    """How many open items were carried over how many calls, fewest calls first."""
    owners: tuple[Share, ...]
    """Most open items first. An item of several owners counts for each."""


def build_stats(
    items: Iterable[Item], *, today: dt.date, held: Sequence[dt.date], people: Sequence[Person] = ()
) -> Stats:
    """The numbers of `items` as of `today`; `held` are the days of the calls until then, in order."""
    known = list(items)
    open_items = [item for item in known if not item.status.closed]
    by_owner: dict[str, list[Item]] = {}
    shown: dict[str, str] = {}
    for item in known:
        for owner in item.owners or ("",):
            person = person_of(owner, people)
            key = person.handle.casefold() if person else owner.casefold()
            shown.setdefault(key, owner)
            if item not in by_owner.setdefault(key, [])[-1:]:
                by_owner[key].append(item)
    shares = [share_of(shown[key], theirs, today) for key, theirs in by_owner.items()]
    return Stats(
        share_of("", known, today),
        _calls(known, held),
        tuple(sorted(Counter(item.carried for item in open_items).items())),
        tuple(sorted(shares, key=lambda share: (-share.open, share.owner.casefold()))),
    )


def share_of(owner: str, items: Sequence[Item], today: dt.date) -> Share:
    """The numbers of `items`, which are those of `owner`, as of `today`."""
    counts = Counter(item.status for item in items)
    late = [
        item
        for item in items
        if item.kind is not Kind.REASSESS and not item.status.closed and item.due and item.due < today
    ]
    days = [
        (item.closed_on - item.first_stated).days
        for item in items
        if item.status is Status.DONE and item.closed_on and item.first_stated
    ]
    closed = counts[Status.DONE] + counts[Status.DROPPED]
    return Share(
        owner=owner,
        open=len(items) - closed,
        overdue=len(late),
        done=counts[Status.DONE],
        dropped=counts[Status.DROPPED],
        median_days=float(median(days)) if days else None,
    )


def _calls(items: Sequence[Item], held: Sequence[dt.date]) -> tuple[Call, ...]:
    opened = Counter(bisect_left(held, item.first_stated) for item in items if item.first_stated)
    closed = Counter(
        bisect_left(held, item.closed_on)
        for item in items
        if item.status.closed and item.closed_on and item.first_stated
    )
    dates: list[dt.date | None] = [*held, None]
    found = []
    left = 0
    for number, date in enumerate(dates):
        left += opened[number] - closed[number]
        if date is not None or opened[number] or closed[number]:
            found.append(Call(date, opened[number], closed[number], left))
    return tuple(found)


def stats_dict(stats: Stats) -> dict[str, object]:
    """The numbers as `stats --json` prints them."""
    whole = asdict(stats.all)
    del whole["owner"]
    return {
        **whole,
        "calls": [{**asdict(call), "date": call.date.isoformat() if call.date else None} for call in stats.calls],
        "carried": [{"times": times, "items": number} for times, number in stats.carried],
        "owners": [asdict(share) for share in stats.owners],
    }

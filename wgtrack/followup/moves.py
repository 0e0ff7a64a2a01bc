"""Linked issues that were merged, closed or opened again since a moment, as far as a sync saw it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from wgtrack.tracking import Link, Moved


def moves_since(links: Iterable[Link], since: dt.datetime) -> tuple[Moved, ...]:
    """The issues of `links` whose state changed at `since`, an aware time, or later; latest first, each once."""
    found: dict[str, tuple[Link, dt.datetime]] = {}
    linked: dict[str, list[Link]] = {}
    for link in links:
        if link.detached or link.gone or not link.moved:
            continue
        name = link.node or str(link.ref)
        linked.setdefault(name, []).append(link)
        at = _moment(link.moved_at)
        # Each link was brought up to date when its item was synced: the latest of them knows most.
        if at is not None and at >= since and (name not in found or found[name][1] < at):
            found[name] = (link, at)
    moved = [
        Moved(
            ref=link.ref,
            url=link.url,
            title=link.title,
            how=link.moved,
            at=at,
            items=tuple(dict.fromkeys(each.item for each in linked[name])),
            roles=frozenset(each.role for each in linked[name]),
        )
        for name, (link, at) in found.items()
    ]
    return tuple(sorted(moved, key=lambda each: (-each.at.timestamp(), each.ref)))


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)

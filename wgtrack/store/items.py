"""Questions about items."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, between, inspect, or_, text
from sqlalchemy import select as columns
from sqlmodel import Session, col, func, select

from wgtrack.errors import UsageProblem
from wgtrack.model import Item, Kind, Place, Statement, Status
from wgtrack.store import rows
from wgtrack.store.folding import Mention, first_interval
from wgtrack.store.known_tables import ItemRow, MeetingRow, NoteRow, StatementRow

_OPEN = [status.value for status in Status if not status.closed]
LAST_CHARACTER = "\U0010ffff"
NEAR = 5
"""How many items are shown where a key is unknown or ambiguous."""


def find_item(session: Session, typed: str) -> str:
    """The key of the item that `typed` names: the key of any of its statements, or a prefix that only it has.

    UsageProblem, showing the near ones, where it names none or several.
    """
    wanted = typed.strip().strip("()`").casefold()
    if wanted:
        stated = select(StatementRow.key, StatementRow.item).where(col(StatementRow.item).is_not(None))
        stated = stated.where(_begins(session, wanted))
        found = {key: item for key, item in session.exec(stated) if item}
        if wanted in found:
            return found[wanted]
        items = sorted(set(found.values()))
        if len(items) == 1:
            return items[0]
        if not items and (heir := _heir(session, wanted)):
            return heir
        if items:
            raise UsageProblem(
                f"{typed!r} is the beginning of {len(items)} keys: type more of the one you mean. "
                + _shown(session, items[:NEAR], len(items))
            )
    if session.exec(select(ItemRow.key).limit(1)).first() is None:
        raise UsageProblem(f"no item has the key {typed!r}: no note has been read yet, run `wgtrack ingest` first.")
    raise UsageProblem(f"no item has the key {typed!r}; `wgtrack list --all` shows them all. {_near(session, wanted)}")


def _begins(session: Session, wanted: str) -> ColumnElement[bool]:
    """That the key of a statement begins so. An index finds it, where one can."""
    key = col(StatementRow.key)
    if session.get_bind().dialect.name == "sqlite":
        # Whose index knows what lies between two texts, in the order of their characters, but no beginnings.
        return between(key, wanted, wanted + LAST_CHARACTER)
    return key.startswith(wanted, autoescape=True)


def _heir(session: Session, key: str) -> str | None:
    """The item that holds what was said under a key that no statement has any more; None where there is none."""
    from wgtrack.store.history import decisions, heirs  # noqa: PLC0415 - seldom needed, and slow to load

    theirs = decisions(session, [key]).groups
    found = select(StatementRow.key, StatementRow.item).where(col(StatementRow.key).in_(sorted(theirs)))
    return heirs(session, {k: item for k, item in session.exec(found) if item}, [key]).get(key)


def find_statement(session: Session, typed: str) -> str:
    """The key of the one statement that `typed` names, whole or by its beginning; UsageProblem otherwise."""
    wanted = typed.strip().strip("()`").casefold()
    begun = select(StatementRow.key).where(_begins(session, wanted))
    found = sorted(set(session.exec(begun))) if wanted else []
    if wanted in found or len(found) == 1:
        return wanted if wanted in found else found[0]
    if found:
        raise UsageProblem(f"{typed!r} is the beginning of {len(found)} keys: type more of the one you mean.")
    raise UsageProblem(f"no statement has the key {typed!r}; `wgtrack show KEY` lists those of an item.")


def every_key(session: Session) -> frozenset[str]:
    """Every key that answers for an item."""
    return frozenset(session.exec(select(StatementRow.key).where(col(StatementRow.item).is_not(None))))


def _near(session: Session, wanted: str) -> str:
    from rapidfuzz import process  # noqa: PLC0415 - only who mistypes a key waits for it

    keys = session.exec(select(ItemRow.key)).all()
    near = [key for key, _, _ in process.extract(wanted, keys, limit=3, score_cutoff=60)] if wanted else []
    return "Near it: " + _shown(session, near, len(near)) if near else "No key is near it."


def _shown(session: Session, keys: Sequence[str], total: int) -> str:
    found = {row.key: row for row in session.exec(select(ItemRow).where(col(ItemRow.key).in_(keys)))}
    shown = "; ".join(f"{key} ({_short(found[key].text)})" for key in keys)
    return f"{shown}{f'; and {total - len(keys)} more' if total > len(keys) else ''}."


def _short(text: str, width: int = 40) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def load_items(
    session: Session, today: dt.date, *, closed_since: dt.date | None, keys: Sequence[str] | None = None
) -> list[Item]:
    """Items with their statements and how often they were carried, earliest stated first.

    Of those that are done or dropped, the ones closed on or after `closed_since` or stated again since, none with
    None; only those of `keys` where given. Two queries and one for the calls, whatever the number of items.
    """
    # Columns and not rows: the objects that an ORM keeps for each row cost more than all that is read from them.
    wanted = columns(*inspect(ItemRow).columns)
    told = [inspect(StatementRow).columns[name] for name in _Stated._fields]
    placed = columns(*told).where(col(StatementRow.from_agenda).is_(False))
    if keys is not None:
        wanted, placed = wanted.where(col(ItemRow.key).in_(keys)), placed.where(col(StatementRow.item).in_(keys))
    if closed_since == dt.date.min:
        placed = placed.where(col(StatementRow.item).is_not(None))
    else:
        is_open = col(ItemRow.status).in_(_OPEN)
        # "At any time" rather than "not none", for which SQLite would use no index.
        is_asked = col(ItemRow.stated_again) >= dt.date.min
        shown = or_(is_open, col(ItemRow.closed_on) >= closed_since, is_asked) if closed_since else is_open
        wanted = wanted.where(shown)
        # And not joined, for which SQLite would walk over all that was ever stated.
        placed = placed.where(col(StatementRow.item).in_(columns(col(ItemRow.key)).where(shown)))
    stated: dict[str, list[_Stated]] = defaultdict(list)
    for row in map(_Stated._make, session.execute(placed)):
        stated[row.item].append(row)
    found = session.execute(wanted).all()
    since = min((row.first_stated for row in found if row.first_stated), default=today)
    calls = calls_held(session, today, since=since)
    items = [_item(row, stated[row.key], calls) for row in found]
    return sorted(items, key=lambda item: (item.first_stated or dt.date.max, _first_line(item), item.key))


class _Stated(NamedTuple):
    """What there is to know of a statement in order to say where its item stands."""

    item: str
    key: str
    path: str
    line: int
    date: dt.date | None
    text: str
    gone: bool
    kind: str
    wake: dt.date | None


def _item(row: Row[Any], stated: Sequence[_Stated], calls: Sequence[dt.date]) -> Item:
    every = stated
    if len(stated) > 1:
        every = sorted(stated, key=lambda each: (each.date or dt.date.max, each.path, each.line, each.key))
    item = rows.item(row, _places(every), _carried(row.first_stated, row.closed_on, calls))
    return replace(item, interval=_interval(every)) if item.kind is Kind.REASSESS else item


def _interval(statements: Iterable[_Stated]) -> dt.timedelta | None:
    return first_interval(
        Mention(
            Statement(each.key, each.line, each.text, "", kind=Kind(each.kind), wake=each.wake), each.path, each.date
        )
        for each in statements
    )


def _places(statements: Sequence[_Stated]) -> list[Place]:
    """Where an item stands, or where it stood if no note has it any more."""
    shown = [each for each in statements if each.path and not each.gone]
    shown = shown or [each for each in statements if each.path]
    return [Place(each.key, each.path, each.line, each.date, each.text) for each in shown]


def _first_line(item: Item) -> tuple[str, int]:
    return (item.places[0].path, item.places[0].line) if item.places else ("", 0)


def calls_held(session: Session, today: dt.date, *, since: dt.date = dt.date.min) -> list[dt.date]:
    """The days on which a call was held, from `since` up to `today`, in order."""
    held = select(col(MeetingRow.date)).where(col(MeetingRow.date) >= since, col(MeetingRow.date) <= today)
    held = held.distinct().order_by(col(MeetingRow.date))
    return [date for date in session.exec(held) if date]


def _carried(first_stated: dt.date | None, closed_on: dt.date | None, calls: Sequence[dt.date]) -> int:
    """How many calls after the first statement were held while the item was open."""
    if first_stated is None:
        return 0
    end = bisect_left(calls, closed_on) if closed_on else len(calls)
    return max(0, end - bisect_right(calls, first_stated))


def notes_read(session: Session) -> int:
    """How many notes are in memory."""
    return session.exec(select(func.count()).select_from(NoteRow)).one()


def any_link(session: Session) -> bool:
    """True where an item has an issue. Only then is it worth while to load what knows of links."""
    return session.execute(text("SELECT 1 FROM link LIMIT 1")).first() is not None


def count_open(session: Session, owners: Sequence[str]) -> int:
    """How many items that share an owner with `owners` are not done or dropped; without owners, the unowned ones."""
    names = {owner.casefold() for owner in owners}
    open_rows = select(ItemRow.owners).where(col(ItemRow.status).in_(_OPEN))
    theirs = ({owner.casefold() for owner in found} for found in session.exec(open_rows))
    return sum(bool(found & names) or (not found and not names) for found in theirs)

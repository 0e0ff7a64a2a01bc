"""Questions about items."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import process
from sqlalchemy import or_
from sqlmodel import Session, col, select

from wgtrack.errors import UsageProblem
from wgtrack.model import Item, Kind, Place, Status
from wgtrack.store import rows
from wgtrack.store.folding import first_interval
from wgtrack.store.history import decisions, heirs
from wgtrack.store.tables import ItemRow, MeetingRow, NoteRow, StatementRow

NEAR = 5
"""How many items are shown where a key is unknown or ambiguous."""


def find_item(session: Session, typed: str) -> str:
    """The key of the item that `typed` names: the key of any of its statements, or a prefix that only it has.

    UsageProblem, showing the near ones, where it names none or several.
    """
    wanted = typed.strip().strip("()`").casefold()
    if wanted:
        prefixed = col(StatementRow.key).startswith(wanted, autoescape=True)
        stated = select(StatementRow.key, StatementRow.item).where(prefixed, col(StatementRow.item).is_not(None))
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


def _heir(session: Session, key: str) -> str | None:
    """The item that holds what was said under a key that no statement has any more; None where there is none."""
    theirs = decisions(session, [key]).groups
    found = select(StatementRow.key, StatementRow.item).where(col(StatementRow.key).in_(sorted(theirs)))
    return heirs(session, {k: item for k, item in session.exec(found) if item}, [key]).get(key)


def find_statement(session: Session, typed: str) -> str:
    """The key of the one statement that `typed` names, whole or by its beginning; UsageProblem otherwise."""
    wanted = typed.strip().strip("()`").casefold()
    prefixed = col(StatementRow.key).startswith(wanted, autoescape=True)
    found = sorted(set(session.exec(select(StatementRow.key).where(prefixed)))) if wanted else []
    if wanted in found or len(found) == 1:
        return wanted if wanted in found else found[0]
    if found:
        raise UsageProblem(f"{typed!r} is the beginning of {len(found)} keys: type more of the one you mean.")
    raise UsageProblem(f"no statement has the key {typed!r}; `wgtrack show KEY` lists those of an item.")


def every_key(session: Session) -> frozenset[str]:
    """Every key that answers for an item."""
    return frozenset(session.exec(select(StatementRow.key).where(col(StatementRow.item).is_not(None))))


def _near(session: Session, wanted: str) -> str:
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
    wanted = select(ItemRow)
    placed = select(StatementRow, ItemRow.key).join(ItemRow, col(ItemRow.key) == col(StatementRow.item))
    placed = placed.where(col(StatementRow.from_agenda).is_(False))
    if closed_since != dt.date.min:
        is_open = col(ItemRow.status).not_in([Status.DONE.value, Status.DROPPED.value])
        is_asked = col(ItemRow.stated_again).is_not(None)
        shown = or_(is_open, col(ItemRow.closed_on) >= closed_since, is_asked) if closed_since else is_open
        wanted, placed = wanted.where(shown), placed.where(shown)
    if keys is not None:
        wanted, placed = wanted.where(col(ItemRow.key).in_(keys)), placed.where(col(ItemRow.key).in_(keys))
    places: dict[str, list[StatementRow]] = defaultdict(list)
    for row, key in session.exec(placed):
        places[key].append(row)
    calls = calls_held(session, today)
    items = (rows.item(row, _places(places[row.key])) for row in session.exec(wanted))
    counted = [
        replace(item, carried=_carried(item, calls), interval=_interval(item, places[item.key])) for item in items
    ]
    return sorted(counted, key=lambda item: (item.first_stated or dt.date.max, _first_line(item), item.key))


def _interval(item: Item, statements: Iterable[StatementRow]) -> dt.timedelta | None:
    return first_interval(map(rows.mention, statements)) if item.kind is Kind.REASSESS else None


def _places(statements: Iterable[StatementRow]) -> list[Place]:
    """Where an item stands, or where it stood if no note has it any more."""
    every = sorted((rows.mention(row) for row in statements), key=lambda m: m.order)
    told = [m for m in every if not m.added]
    shown = [m for m in told if not m.gone] or told
    return [Place(m.statement.key, m.path, m.statement.line, m.date, m.statement.text) for m in shown]


def _first_line(item: Item) -> tuple[str, int]:
    return (item.places[0].path, item.places[0].line) if item.places else ("", 0)


def calls_held(session: Session, today: dt.date) -> list[dt.date]:
    """The days on which a call was held up to `today`, in order."""
    held = select(col(MeetingRow.date)).where(col(MeetingRow.date) <= today).distinct().order_by(col(MeetingRow.date))
    return [date for date in session.exec(held) if date]


def _carried(item: Item, calls: Sequence[dt.date]) -> int:
    """How many calls after the first statement were held while the item was open."""
    if item.first_stated is None:
        return 0
    end = bisect_left(calls, item.closed_on) if item.closed_on else len(calls)
    return max(0, end - bisect_right(calls, item.first_stated))


def notes_read(session: Session) -> int:
    """How many notes are in memory."""
    return len(session.exec(select(NoteRow.path)).all())


def count_open(session: Session, owners: Sequence[str]) -> int:
    """How many items that share an owner with `owners` are not done or dropped; without owners, the unowned ones."""
    names = {owner.casefold() for owner in owners}
    open_rows = select(ItemRow.owners).where(col(ItemRow.status).not_in([Status.DONE.value, Status.DROPPED.value]))
    theirs = ({owner.casefold() for owner in found} for found in session.exec(open_rows))
    return sum(bool(found & names) or (not found and not names) for found in theirs)

"""Between rows and values: the one place that knows how a value is written into a column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select
from sqlmodel import Session

from wgtrack.model import Event, IssueRef, Item, Kind, Place, Statement, Status
from wgtrack.store.folding import Mention, Said
from wgtrack.store.known_tables import ItemRow, StatementRow
from wgtrack.store.parts import in_parts

if TYPE_CHECKING:
    from wgtrack.store.said_tables import BatchRow, EventRow


def statement_values(statement: Statement, path: str, date: dt.date | None) -> dict[str, Any]:
    """The columns of a statement read in the note at `path`; which item it belongs to is not known yet."""
    return {
        "path": path,
        "key": statement.key,
        "date": date,
        "line": statement.line,
        "text": statement.text,
        "words": statement.words,
        "context": statement.context,
        "owners": list(statement.owners),
        "people": list(statement.people),
        "due": statement.due,
        "wake": statement.wake,
        "status": statement.status.value,
        "kind": statement.kind.value,
        "refs": [str(ref) for ref in statement.refs],
        "item_key": statement.item_key,
        "listed": statement.listed,
        "from_agenda": statement.from_agenda,
        "reopened": statement.reopened,
        "number": statement.number,
        "gone": False,
    }


def mention(row: StatementRow | Row[Any]) -> Mention:
    """The mention that a row holds."""
    return Mention(
        Statement(
            key=row.key,
            line=row.line,
            text=row.text,
            words=row.words,
            context=row.context,
            owners=tuple(row.owners),
            people=tuple(row.people),
            due=row.due,
            wake=row.wake,
            status=Status(row.status),
            kind=Kind(row.kind),
            refs=_refs(row.refs),
            item_key=row.item_key,
            listed=row.listed,
            from_agenda=row.from_agenda,
            reopened=row.reopened,
            number=row.number,
        ),
        path=row.path,
        date=row.date,
        gone=row.gone,
    )


@dataclass(frozen=True, slots=True)
class Stored:
    """A statement as it is kept, with what was worked out of it; see `StatementRow`."""

    mention: Mention
    item: str | None
    kin: str | None
    wording: int | None
    ties: str

    @property
    def key(self) -> str:
        """The statement's own."""
        return self.mention.statement.key


def stored(session: Session, column: Any = None, values: Iterable[Any] | None = None) -> Iterator[Stored]:
    """The statements whose `column` has one of `values`; without them, all."""
    # Read as bare rows: at a time there are many, and none of them is changed through what is made here.
    query = select(StatementRow.__table__)  # type: ignore[attr-defined]
    some = [query] if values is None else (query.where(column.in_(part)) for part in in_parts(values))
    for each in some:
        for row in session.connection().execute(each):
            yield Stored(mention(row), row.item, row.kin, row.wording, row.ties)


_item_columns = attrgetter(*ItemRow.model_fields)


def item_values(item: Item) -> dict[str, Any]:
    """The columns of an item."""
    return {
        "key": item.key,
        "text": item.text,
        "owners": list(item.owners),
        "due": item.due,
        "wake": item.wake,
        "status": item.status.value,
        "kind": item.kind.value,
        "refs": [str(ref) for ref in item.refs],
        "first_stated": item.first_stated,
        "last_stated": item.last_stated,
        "times_stated": item.times_stated,
        "closed_on": item.closed_on,
        "stated_again": item.stated_again,
        "gone": item.gone,
    }


def item(row: ItemRow | Row[Any], places: Sequence[Place] = (), carried: int = 0) -> Item:
    """The item that a row, or all of its columns, holds, with what is not in its row."""
    # All at once and in the table's order: to look each up by its name takes longer than all the rest.
    values = row if isinstance(row, Row) else _item_columns(row)
    key, text, owners, due, wake, status, kind, refs, first, last, times, closed_on, stated_again, gone = values
    return Item(
        key=key,
        text=text,
        owners=tuple(owners),
        due=due,
        wake=wake,
        status=Status(status),
        kind=Kind(kind),
        refs=_refs(refs),
        first_stated=first,
        last_stated=last,
        times_stated=times,
        carried=carried,
        closed_on=closed_on,
        stated_again=stated_again,
        gone=gone,
        places=tuple(places),
    )


def event(row: EventRow, batch: BatchRow) -> Event:
    """The event that a row holds, of `batch`."""
    return Event(
        at=dt.datetime.fromisoformat(batch.at),
        actor=row.actor,
        item=row.item,
        what=row.what,
        before=row.before,
        after=row.after,
        batch=row.batch,
        note=row.note,
        undone=batch.undone,
        command=batch.command,
        typed_by=batch.actor,
    )


def said(row: EventRow, keys: Iterable[str] = ()) -> Said:
    """A person's word, about the item with the statements `keys`."""
    return Said(
        said_on=row.said_on,
        number=row.id or 0,
        date=row.date,
        what=row.what,
        after=row.after,
        item=row.item,
        keys=frozenset(keys),
    )


def _refs(texts: Iterable[str]) -> tuple[IssueRef, ...]:
    return tuple(IssueRef.parse(text) for text in texts)

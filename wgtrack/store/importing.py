"""A list of items taken in at once: what is known already stays as it is, the rest are items that people added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import insert
from sqlmodel import Session, select

from wgtrack.model import Statement
from wgtrack.reading.entries import Entry, identity
from wgtrack.reading.keys import normalise, statement_keys
from wgtrack.store import rows
from wgtrack.store.adding import NO_NOTE, added_text
from wgtrack.store.changes import Batch
from wgtrack.store.decisions import ADDED, SPLIT
from wgtrack.store.folding import Mention, WakeAfter
from wgtrack.store.history import add_events, decisions, record, record_all
from wgtrack.store.matching import match
from wgtrack.store.reach import Change
from wgtrack.store.remaking import remake, told_differences
from wgtrack.store.tables import StatementRow

Identity = tuple[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Taken:
    """An entry, and the key of the item that it is: a new one, or one that was known."""

    entry: Entry
    key: str
    new: bool


def sort_entries(session: Session, entries: Sequence[Entry], *, group: str, batch: Batch) -> list[Taken]:
    """Which of `entries` are items that are known, by key, by words and owners or surely alike; writes nothing.

    A new one has the key that it names, where it names one, else one hashed from today and its words. Two entries
    of one list are one item only where key, or words and owners, say so.
    """
    statements = session.exec(select(StatementRow)).all()
    item_of = {row.key: row.item for row in statements if row.item}
    by_words = _by_words(statements)
    taken: list[Taken] = []
    fresh: dict[str, Entry] = {}
    keys = _Keys({row.key for row in statements}, group, batch)
    for entry in entries:
        one = entry.statement
        known = item_of.get(one.key) or by_words.get(identity(one))
        if known is None:
            key = keys.new(one)
            taken.append(Taken(entry, key, new=True))
            fresh[key] = entry
            item_of[key] = key
            by_words.setdefault(identity(one), key)
        else:
            taken.append(Taken(entry, known, new=False))
    alike = _alike(session, statements, fresh)
    return [replace(each, key=alike[each.key], new=False) if each.new and each.key in alike else each for each in taken]


class _Keys:
    """Keys for new statements of today."""

    def __init__(self, used: set[str], group: str, batch: Batch) -> None:
        self._used = used
        self._group = group
        self._day = batch.today

    def new(self, statement: Statement) -> str:
        """The key that `statement` names, else the first of its words that is free."""
        count = 1
        key = statement.key
        while not key or key in self._used:
            key = statement_keys(self._group, self._day, [statement.words] * count)[-1]
            count += 1
        self._used.add(key)
        return key


def _by_words(statements: Sequence[StatementRow]) -> dict[Identity, str]:
    """The items by the words and owners of each of their statements."""
    found: dict[Identity, str] = {}
    for row in statements:
        if row.item and not row.from_agenda:
            statement = rows.mention(row).statement
            found.setdefault(identity(statement), row.item)
            found.setdefault(identity(replace(statement, words=normalise(row.text))), row.item)
    return found


def _alike(session: Session, statements: Sequence[StatementRow], fresh: Mapping[str, Entry]) -> dict[str, str]:
    """The keys in `fresh` whose entry is surely an item that is known, each with that item's.

    Where several of a list could be the same one, they are items of their own: one joined wrongly would be lost.
    """
    if not fresh or not statements:
        return {}
    decided = decisions(session)
    mentions = [*map(rows.mention, statements), *(_mention(key, entry) for key, entry in fresh.items())]
    item_of = {row.key: row.item for row in statements if row.item}
    found = {}
    for cluster in match(mentions, decided.groups, settled=decided.settled).clusters:
        ours = [key for key in cluster if key in fresh]
        theirs = next((item_of[key] for key in cluster if key in item_of), None)
        if len(ours) == 1 and theirs:
            found[ours[0]] = theirs
    return found


def _mention(key: str, entry: Entry) -> Mention:
    return Mention(replace(entry.statement, key=key), NO_NOTE, entry.since)


def add_entries(session: Session, taken: Sequence[Taken], *, batch: Batch, number: int, wake_after: WakeAfter) -> None:
    """Remember those of `taken` that are new, each as an item of its own, in the open batch `number`."""
    fresh = {each.key: each.entry for each in taken if each.new}
    if not fresh:
        return
    values = {
        key: rows.statement_values(replace(entry.statement, key=key, line=0), NO_NOTE, entry.since)
        for key, entry in fresh.items()
    }
    session.execute(insert(StatementRow), list(values.values()))
    record_all(session, number, batch, what=ADDED, after={key: added_text(columns) for key, columns in values.items()})
    remade = remake(session, Change(frozenset(fresh)), wake_after)
    joined = dict(_joined(remade.heads, fresh))
    for key, others in joined.items():
        record(session, number, batch, item=others[0], keys=others, what=SPLIT, before="", after=key)
    if joined:
        spoken = frozenset([*joined, *(key for others in joined.values() for key in others)])
        remade = remake(session, Change(spoken), wake_after)
    add_events(session, number, batch, told_differences(remade))


def _joined(heads: Mapping[str, str], fresh: Mapping[str, Entry]) -> Iterator[tuple[str, list[str]]]:
    """The new keys that came into an item that was there, each with that one's statements."""
    members: dict[str, list[str]] = defaultdict(list)
    for key, head in heads.items():
        members[head].append(key)
    for key in fresh:
        others = [other for other in members[heads[key]] if other not in fresh]
        if others:
            yield key, others

"""What people decide about which statements are one item: `merge` and `split`, and that two are two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from sqlmodel import Session

from wgtrack.errors import UsageProblem
from wgtrack.model import Item
from wgtrack.store.changes import Batch
from wgtrack.store.decisions import APART, MERGE, SPLIT
from wgtrack.store.folding import WakeAfter
from wgtrack.store.history import add_events, record
from wgtrack.store.reach import Change
from wgtrack.store.remaking import remake, told_differences
from wgtrack.store.saying import keys_of, known_item


def merge_items(
    session: Session, keys: Sequence[str], *, batch: Batch, number: int, wake_after: WakeAfter
) -> tuple[list[Item], Item]:
    """Make one item of those with the keys `keys`, two or more; returns them, and what they are now."""
    before = [known_item(session, key) for key in keys]
    first, *others = keys
    statements = {key: keys_of(session, key) for key in keys}
    for other in others:
        together = [*statements[first], *statements[other]]
        record(session, number, batch, item=first, keys=together, what=MERGE, before="", after=other)
    remade = remake(session, Change(frozenset(chain.from_iterable(statements.values()))), wake_after)
    add_events(session, number, batch, told_differences(remade))
    return before, known_item(session, remade.heads[first])


def keep_two(session: Session, key: str, other: str, *, batch: Batch, number: int, wake_after: WakeAfter) -> None:
    """Remember that the items `key` and `other` are two: they are never joined, nor is it asked again."""
    theirs = keys_of(session, other)
    together = {*keys_of(session, key), *theirs}
    record(session, number, batch, item=key, keys=together, what=APART, before="", after=" ".join(theirs))
    remake(session, Change(frozenset(together)), wake_after)


def split_item(
    session: Session, key: str, leaving: str, *, batch: Batch, number: int, wake_after: WakeAfter
) -> tuple[Item, Item]:
    """Make an item of its own of the statement with the key `leaving` of item `key`; returns what stays, and it.

    UsageProblem where it is none of the item's statements, or its only one.
    """
    item = known_item(session, key)
    keys = keys_of(session, key)
    if leaving not in keys:
        raise UsageProblem(
            f"{leaving} is no statement of {key} ({item.text}): `wgtrack show {key}` lists its statements with "
            "their keys."
        )
    staying = [each for each in keys if each != leaving]
    if not staying:
        raise UsageProblem(f"{key} ({item.text}) has only this one statement: there is nothing to split it from.")
    record(session, number, batch, item=key, keys=keys, what=SPLIT, before="", after=leaving)
    remade = remake(session, Change(frozenset(keys)), wake_after)
    add_events(session, number, batch, told_differences(remade))
    return known_item(session, remade.heads[staying[0]]), known_item(session, remade.heads[leaving])

"""People's words, recorded: what they say of items, which of them are one, and what they take back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from wgtrack.config import Config
from wgtrack.errors import UsageProblem
from wgtrack.model import IssueRef, Item, Statement
from wgtrack.reading.keys import normalise
from wgtrack.store.history import forget_if_empty, open_batch
from wgtrack.store.items import count_open, find_item, find_statement, load_items
from wgtrack.store.saying import say
from wgtrack.workflow.memory import Setting, changing

# `tell` is what is run many times a day: what reads notes and matches them is imported where it is needed.
if TYPE_CHECKING:
    from wgtrack.store.undoing import Reversal


@dataclass(frozen=True, slots=True)
class Told:
    """What a person's word did: the item before and after, and how many its owners have left."""

    before: Item
    after: Item
    left: int


def tell(
    setting: Setting,
    typed: Sequence[str],
    changes: Callable[[Item], Mapping[str, str]],
    *,
    on: dt.date | None = None,
    note: str = "",
) -> list[Told]:
    """Record that the user says `changes` of the items `typed`, all in one transaction or none.

    `changes` gives, for an item, its fields and their new values as text.
    """
    if on and on > setting.today:
        raise UsageProblem(f"{on} is still to come: --on takes today or a day before it.")
    with changing(setting) as session:
        keys = list(dict.fromkeys(find_item(session, each) for each in typed))
        number = open_batch(session, setting.batch)
        told = []
        for key in keys:
            known = load_items(session, setting.today, closed_since=dt.date.min, keys=[key])[0]
            before, after = say(
                session,
                key,
                changes(known),
                batch=setting.batch,
                number=number,
                on=on,
                note=note,
                wake_after=setting.wake_after,
            )
            told.append((before, after))
        forget_if_empty(session, number)
        return [Told(before, after, count_open(session, after.owners)) for before, after in told]


def merge(setting: Setting, typed: Sequence[str]) -> tuple[list[Item], Item]:
    """Make one item of those that `typed` names; returns them, and what they are now."""
    from wgtrack.store.identity import merge_items

    with changing(setting) as session:
        keys = list(dict.fromkeys(find_item(session, each) for each in typed))
        if len(keys) < 2:
            raise UsageProblem(f"{' and '.join(typed)} are one item already: `wgtrack show {keys[0]}` shows it.")
        number = open_batch(session, setting.batch)
        before, _ = merge_items(session, keys, batch=setting.batch, number=number, wake_after=setting.wake_after)
        key = find_item(session, keys[0])
        return before, load_items(session, setting.today, closed_since=dt.date.min, keys=[key])[0]


def keep_apart(setting: Setting, typed: Sequence[str]) -> list[Item]:
    """Remember that the items that `typed` names are different ones; returns them."""
    from wgtrack.store.identity import keep_two

    with changing(setting) as session:
        keys = list(dict.fromkeys(find_item(session, each) for each in typed))
        if len(keys) < 2:
            told = f"{' and '.join(typed)} are one item: `wgtrack show {keys[0]}` lists its statements"
            raise UsageProblem(f"{told}, and `wgtrack split` takes one of them out.")
        number = open_batch(session, setting.batch)
        for key, other in combinations(keys, 2):
            keep_two(session, key, other, batch=setting.batch, number=number, wake_after=setting.wake_after)
        found = load_items(session, setting.today, closed_since=dt.date.min, keys=keys)
        return sorted(found, key=lambda item: keys.index(item.key))


def split(setting: Setting, typed: str, statement: str) -> tuple[Item, Item]:
    """Make an item of its own of one statement of an item; returns what stays, and the new one."""
    from wgtrack.store.identity import split_item

    with changing(setting) as session:
        key, leaving = find_item(session, typed), find_statement(session, statement)
        number = open_batch(session, setting.batch)
        return split_item(session, key, leaving, batch=setting.batch, number=number, wake_after=setting.wake_after)


def add(setting: Setting, statement: Statement, *, apart: bool) -> Item:
    """Remember an item that stands in no note; `apart` keeps it from an open one that is surely the same."""
    from wgtrack.store.adding import add_item

    with changing(setting, create=True) as session:
        number = open_batch(session, setting.batch)
        return add_item(
            session,
            statement,
            group=setting.config.group,
            apart=apart,
            batch=setting.batch,
            number=number,
            wake_after=setting.wake_after,
        )


def spoken(config: Config, text: str, owners: Sequence[str], *, due: dt.date | None, refs: Sequence[str]) -> Statement:
    """What a person says is to be done, as a statement without a key. UsageProblem for a reference that is none."""
    from wgtrack.reading.directory import Directory
    from wgtrack.reading.refs import find_refs
    from wgtrack.workflow.notes import reading_settings

    settings = reading_settings(config)
    found: list[IssueRef] = []
    for ref in refs:
        one = find_refs(ref, (), settings)
        if len(one) != 1:
            raise UsageProblem(f"--ref {ref}: write an issue as owner/repo#12, or as its address.")
        found += one
    people = Directory(config.people, ()).handles(owners)
    return Statement(
        key="",
        line=0,
        text=text,
        words=normalise(text),
        owners=tuple(owners),
        people=people,
        due=due,
        refs=tuple(dict.fromkeys([*found, *find_refs(text, (), settings)])),
    )


def undo(setting: Setting, number: int | None) -> Reversal:
    """Take back the batch `number`, or the last command."""
    from wgtrack.store import undoing

    with changing(setting) as session:
        return undoing.undo(session, number, batch=setting.batch, wake_after=setting.wake_after)


def redo(setting: Setting) -> Reversal:
    """Take back the last `undo`."""
    from wgtrack.store import undoing

    with changing(setting) as session:
        return undoing.redo(session, batch=setting.batch, wake_after=setting.wake_after)

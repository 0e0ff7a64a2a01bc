"""GitHub kept in step: what is remembered and what GitHub shows make a plan, which is carried out step by step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from wgtrack.config import Config
from wgtrack.errors import UsageProblem
from wgtrack.model import IssueRef, Item
from wgtrack.reading.refs import find_refs
from wgtrack.store import links as store
from wgtrack.store.database import Database, Session
from wgtrack.store.history import open_batch
from wgtrack.store.items import find_item, load_items
from wgtrack.store.locks import sync_lock
from wgtrack.store.saying import say
from wgtrack.sync import showing
from wgtrack.sync.apply import Outcome, Question, Write, apply
from wgtrack.sync.plan import make_plan, wanted
from wgtrack.sync.rules import QUIET_DAYS, Rules
from wgtrack.sync.tracker import Tracker
from wgtrack.tracking import (
    Choice,
    Comment,
    CreateIssue,
    Link,
    News,
    Plan,
    PostComment,
    Remembered,
    Role,
    Seen,
    Wanted,
)
from wgtrack.workflow import notes
from wgtrack.workflow.garbage import nothing_collected
from wgtrack.workflow.memory import Setting, opened

BEYOND = "what it told GitHub stays there"
"""Why a sync cannot be taken back."""
SAID = "which issue is an item's is taken back by saying it with `wgtrack link`"
"""Why a word about an item's issue cannot be taken back by `undo`."""
_POSTS = frozenset(showing.NAMES[kind] for kind in (CreateIssue, PostComment))

MakeTracker = Callable[[Callable[[str], bool]], Tracker]
"""Gives the tracker, told which repositories may be written to."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked for: items by key, none for all; which side wins; how to reach the tracker."""

    tracker: MakeTracker
    keys: tuple[str, ...] = ()
    prefer: str = ""
    close_merged: bool = False
    """Whether issues of merged items, but for the oldest, are to be closed."""
    only: tuple[str, ...] = ()
    """The repositories to keep to; none for all that the configuration names."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and what it was made from."""

    plan: Plan
    seen: Seen
    tracker: Tracker | None
    """None where there was nothing to ask, and so there is nothing to do."""


def rules_for(config: Config, today: dt.date, first_sync: str = "") -> Rules:
    """What the configuration says about a sync of `today`; `first_sync` is the day of the first one."""

    def filled(name: str, values: Mapping[str, object]) -> str:
        from wgtrack.publish.templates import render  # here, as most plans have no text to make

        return render(name, values, project_templates=config.root / "templates")

    first = dt.date.fromisoformat(first_sync) if first_sync else today
    return Rules(
        today=today,
        since=config.github.since or first - dt.timedelta(days=QUIET_DAYS),
        render=filled,
        group=config.group,
        people=config.people,
        tracker=config.github.tracker,
        comment_on=config.github.comment_on,
        labels=config.github.labels,
        notes_url=config.notes_url,
        confirm=config.confirm,
        chairs=frozenset(config.chairs),
    )


def planned(setting: Setting, asked: Asked) -> Planned:
    """What GitHub would be told. TrackerError where it cannot be asked at all."""
    with opened(setting) as database:
        return _planned(setting, asked, database)


def _planned(setting: Setting, asked: Asked, database: Database) -> Planned:
    with nothing_collected():
        return _made_plan(setting, asked, database)


def _made_plan(setting: Setting, asked: Asked, database: Database) -> Planned:
    with database.reading() as session:
        named = frozenset(find_item(session, typed) for typed in asked.keys)
        remembered = store.remembered(session)
        items = load_items(session, setting.today, closed_since=dt.date.min)
    rules = rules_for(setting.config, setting.today, remembered.first_sync)
    only = frozenset(repo.casefold() for repo in asked.only)
    rules = replace(rules, named=named, prefer=asked.prefer, close_merged=asked.close_merged, only=only)
    with setting.watch("Asking GitHub"):
        return _with_tracker(items, remembered, rules, asked)


def _with_tracker(items: Sequence[Item], remembered: Remembered, rules: Rules, asked: Asked) -> Planned:
    questions = wanted(items, remembered, rules)
    tracker = asked.tracker(rules.may_write) if questions != Wanted() else None
    seen = tracker.look(questions) if tracker else Seen()
    plan = make_plan(items, remembered, seen, rules)
    if tracker and plan.closings:
        # Who closed an issue is asked only where one was closed, a request for each repository; it may change the plan.
        closed_by = {ref: login for repo in plan.closings for ref, login in tracker.closers(repo).items()}
        seen = replace(seen, closed_by=closed_by, converted=tracker.converted(plan.locked))
        plan = make_plan(items, remembered, seen, rules)
    return Planned(plan, seen, tracker)


@contextmanager
def syncing(
    setting: Setting, asked: Asked
) -> Iterator[tuple[Planned, Callable[[Callable[[Question], bool]], Iterator[Outcome]]]]:
    """A plan, and the function that carries it out; no other sync of the project runs meanwhile.

    The function takes the one that decides on unsure adoptions and on closing what was merged, and gives an outcome
    for each step.
    """
    with sync_lock(setting.database), opened(setting) as database:
        made = _planned(setting, asked, database)

        def carry_out(ask: Callable[[Question], bool]) -> Iterator[Outcome]:
            if made.tracker is None:
                return
            memory = StoreMemory(setting, database)
            memory.begin(made.seen)
            most = setting.config.github.max_writes
            yield from apply(made.plan, made.tracker, memory, max_writes=most, ask=ask)

        yield made, carry_out


class StoreMemory:
    """Where a sync writes its steps down: the database. All that it says of items is one batch."""

    def __init__(self, setting: Setting, database: Database) -> None:
        self._setting = setting
        self._database = database
        self._batch: int | None = None

    def begin(self, seen: Seen) -> None:
        """Remember that there was a sync, and forget changes in place whose end is not known: they may be repeated."""
        with self._database.writing() as session:
            if not store.fact(session, store.FIRST_SYNC):
                store.keep_fact(session, store.FIRST_SYNC, self._setting.today.isoformat())
            store.forget_intents(session, besides=_POSTS)
        self._seen = seen

    def intend(self, step: Write) -> int:
        """Write down that `step` is about to be sent."""
        place = str(step.ref) if step.ref else step.repo
        at = self._setting.batch.at.isoformat(timespec="seconds")
        with self._database.writing() as session:
            return store.intend(session, at=at, what=showing.NAMES[type(step)], items=step.items, place=place)

    def keep(
        self,
        *,
        links: tuple[Link, ...] = (),
        news: tuple[News, ...] = (),
        comments: tuple[Comment, ...] = (),
        ended: int | None = None,
    ) -> None:
        """Remember what is true now, in one transaction."""
        if not (links or news or comments or ended or self._seen.seen_until):
            return
        batch = self._setting.batch
        with self._database.writing() as session:
            for comment in comments:
                store.save_comment(session, comment)
            for link in links:
                store.save_link(session, link, batch=batch, number=lambda: self._number(session))
            for each in news:
                self._say(session, each)
            if ended is not None:
                store.settle_intent(session, ended)
            # With the comments themselves, which are the first thing that is kept.
            store.keep_seen(session, self._seen.seen_until)
        self._seen = Seen()

    def _number(self, session: Session) -> int:
        if self._batch is None:
            self._batch = open_batch(session, self._setting.batch, beyond=BEYOND)
        return self._batch

    def _say(self, session: Session, news: News) -> None:
        say(
            session,
            find_item(session, news.item),
            {news.what: news.after},
            batch=replace(self._setting.batch, speaker=news.actor or "GitHub"),
            number=self._number(session),
            on=None,
            note=news.note,
            wake_after=self._setting.wake_after,
        )

    def unended(self) -> Mapping[int, tuple[str, ...]]:
        """The items of each write whose end is not known."""
        with self._database.reading() as session:
            return {number: items for number, (_, items) in store.open_intents(session).items()}


def link(setting: Setting, typed: str, wanted_ref: str) -> tuple[Item, str]:
    """Say which issue is the item's: a reference, `new` or `none`; returns the item and what was said."""
    with opened(setting) as database, database.writing() as session:
        key = find_item(session, typed)
        number = open_batch(session, setting.batch, beyond=SAID)
        word = wanted_ref.strip().casefold()
        ref = None if word in ("new", "none") else _reference(setting.config, wanted_ref)
        store.detach(session, key, batch=setting.batch, number=lambda: number)
        store.choose(session, key, Choice(word) if ref is None else None)
        said = word if ref is None else str(ref)
        made = ref and Link(key, ref, Role.TRACKS)
        if not made or not store.save_link(session, made, batch=setting.batch, number=lambda: number):
            store.say_linked(session, key, said, batch=setting.batch, number=number)
        return load_items(session, setting.today, closed_since=dt.date.min, keys=[key])[0], said


def _reference(config: Config, text: str) -> IssueRef:
    found = find_refs(text, (), notes.reading_settings(config))
    if len(found) != 1:
        raise UsageProblem(f"{text!r} names no issue: write owner/repo#12, its address, `new` or `none`.")
    return found[0]


def skip(setting: Setting, typed: str) -> Item:
    """Say that GitHub is never told of an item."""
    with opened(setting) as database, database.writing() as session:
        key = find_item(session, typed)
        number = open_batch(session, setting.batch, beyond=SAID)
        store.choose(session, key, Choice.SKIP)
        store.say_linked(session, key, Choice.SKIP.value, batch=setting.batch, number=number)
        return load_items(session, setting.today, closed_since=dt.date.min, keys=[key])[0]

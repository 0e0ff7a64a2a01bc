"""Databases with many items, made by the program's own `take_in`; only the reading of as many notes is left out."""

from __future__ import annotations

import datetime as dt
import pickle
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sqlalchemy import insert

from tests import factory
from tests.benchmarks import data
from wgtrack.config import Config
from wgtrack.model import IssueRef, Note
from wgtrack.store.changes import Batch
from wgtrack.store.database import open_database
from wgtrack.store.ingest import take_in
from wgtrack.store.items import load_items
from wgtrack.store.links import FIRST_SYNC, keep_fact, link_values, remembered
from wgtrack.store.tables import LinkRow
from wgtrack.sync.plan import make_plan
from wgtrack.sync.wording import marker_in
from wgtrack.tracking import CreateIssue, Issue, Repository, Seen
from wgtrack.workflow.syncing import rules_for

A_CALL = 10
"""Items that each call states."""
TRACKER = IssueRef("example-harbour", "tasks", 1)
CALLS_IN_A_PART = 500


def day_after(items: int) -> dt.date:
    """The day on which the program looks at a database of so many items."""
    return data.day_after(items // A_CALL)


def notes_of(items: int, unfinished: int) -> Iterator[Note]:
    """Notes that state so many items, each once; the last `unfinished` of them are open, the others done."""
    dice = random.Random(30)
    seen: set[str] = set()
    for call in range(items // A_CALL):
        said: list[factory.Said] = []
        while len(said) < A_CALL:
            owner = dice.choice(data.NAMES)
            words = data.unlike_words(dice)
            if words not in seen:
                seen.add(words)
                done = call * A_CALL + len(said) < items - unfinished
                said.append(f"{owner}: {words}{' (done)' if done else ''}")
        yield factory.note(str(data.FIRST_DAY + dt.timedelta(days=call)), *said, group=data.GROUP)


def write_items(database: Path, items: int, unfinished: int) -> None:
    """A database of so many items, `unfinished` of them open."""
    batch = _batch(day_after(items))
    opened = open_database(f"sqlite:///{database}", create=True, now=batch.at)
    with opened.writing() as session:
        notes = list(notes_of(items, unfinished))
        made = take_in(session, notes, [], reader="measured", batch=batch, wake_after=lambda day: day)
    opened.close()
    assert len(made.new) == items, f"{items - len(made.new)} of the tasks are taken for others"


def _batch(today: dt.date) -> Batch:
    return Batch(dt.datetime.combine(today, dt.time(), dt.UTC), today, "mira", "wgtrack ingest")


def write_links(database: Path, items: int, config: Config, shown: Path) -> None:
    """A database of so many open items, each with an issue that wgtrack made; `shown` keeps those issues."""
    write_items(database, items, items)
    today = day_after(items)
    opened = open_database(f"sqlite:///{database}", create=False, now=_batch(today).at)
    with opened.writing() as session:
        keep_fact(session, FIRST_SYNC, today.isoformat())
        known, every = remembered(session), load_items(session, today, closed_since=dt.date.min)
        there = Seen(repository=Repository(f"{TRACKER.owner}/{TRACKER.repo}"))
        plan = make_plan(every, known, there, rules_for(config, today, known.first_sync))
        issues: dict[str, Issue] = {}
        values = []
        for place, step in enumerate(plan.steps, 1):
            assert isinstance(step, CreateIssue)
            ref, node = replace(TRACKER, number=place), f"N{place}"
            issues[node] = Issue(ref, node, step.title, body=step.body, marker=marker_in(step.body))
            values.append(link_values(replace(step.links[0], ref=ref, node=node).showing(issues[node])))
        assert len(values) == items
        session.execute(insert(LinkRow), values)
    opened.close()
    shown.write_bytes(pickle.dumps(issues))

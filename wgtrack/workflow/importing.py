"""An existing action list, or a repository's issues, become items: read, compared with what is known, remembered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from wgtrack.config import Config
from wgtrack.model import Diagnostic, IssueRef, Item, Kind, Statement
from wgtrack.reading.directory import Directory
from wgtrack.reading.entries import Entries, Entry, read_entries, repeated
from wgtrack.reading.keys import KEY, make_key, normalise
from wgtrack.reading.kinds import kind_of
from wgtrack.reading.lists import read_rows
from wgtrack.store import links as store
from wgtrack.store.database import Session
from wgtrack.store.history import open_batch
from wgtrack.store.importing import Taken, add_entries, sort_entries
from wgtrack.store.items import load_items
from wgtrack.sync.fields import STATE
from wgtrack.sync.people import Team
from wgtrack.sync.tracker import Tracker
from wgtrack.tracking import Issue, Link, Remembered, Role
from wgtrack.workflow import notes
from wgtrack.workflow.memory import Setting, opened
from wgtrack.workflow.syncing import SAID

MOST_NAMED = 500


@dataclass(frozen=True, slots=True)
class Imported:
    """What taking in a list did, or would do: items by their keys, in the order of the list."""

    new: tuple[Item, ...] = ()
    known: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()
    """Items that were known and have got the issue of their entry."""
    remarks: tuple[Diagnostic, ...] = ()
    left_out: int = 0


def read_list(config: Config, text: str, path: str, today: dt.date) -> Entries:
    """The entries of the list `text`, which stands at `path`. NoteError where it is no list."""
    return read_entries(read_rows(text, path), path, today, notes.reading_settings(config))


def entries_of(config: Config, issues: Sequence[Issue], today: dt.date) -> list[Entry]:
    """Issues as entries of a list, in their order."""
    team, known = Team(config.people), Directory(config.people, ())
    return [Entry(_statement(issue, team, known), today) for issue in issues]


def _statement(issue: Issue, team: Team, known: Directory) -> Statement:
    text = " ".join(issue.title.split()) or str(issue.ref)
    owners = team.owners_after((), issue.assignees, ())
    # An issue that wgtrack made elsewhere keeps its item's key; the others have one that is the same on each day.
    own = next((key for key in (issue.marker.items if issue.marker else ()) if KEY.fullmatch(key)), "")
    return Statement(
        key=own or make_key("issue", str(issue.ref).casefold()),
        line=0,
        text=text,
        words=normalise(text),
        owners=owners,
        people=known.handles(owners),
        kind=kind_of(text),
        listed=True,
    )


def open_issues(tracker: Tracker, repo: str, labels: Sequence[str]) -> tuple[Issue, ...]:
    """The open issues of `repo` that have all `labels`, oldest first, without pull requests."""
    return tuple(issue for issue in tracker.labelled(repo, labels) if not issue.pull)


def take_in(setting: Setting, entries: Entries, issues: Sequence[Issue] = (), *, dry: bool = False) -> Imported:
    """Remember what of `entries` is not known, all in one batch; with `dry` only say what would be.

    `issues`, one for each entry where given, become the issues of their items, unless those have one.
    """
    with (
        setting.watch("Working out the items"),
        opened(setting, create=not dry) as database,
        database.reading() if dry else database.writing() as session,
    ):
        remembered = store.remembered(session) if issues else Remembered()
        known_refs = {ref: link.item for link in remembered.links for ref in (link.ref, *link.named)}
        listed = [_as_known(entry, issue, known_refs) for entry, issue in zip_longest(entries.entries, issues)]
        taken = sort_entries(session, listed, group=setting.config.group, batch=setting.batch)
        before = _load(session, setting, {each.key for each in taken if not each.new})
        linking = dict(_to_link(taken, issues, remembered))
        new = [each for each in taken if each.new]
        items = {each.key: _preview(each) for each in new}
        if not dry and (new or linking):
            _write(session, setting, taken, linking)
            items = _load(session, setting, set(items))
    remarks = [*entries.remarks, *_same_rows(entries), *_differing(taken, before, entries.path)]
    return Imported(
        new=tuple(items[each.key] for each in new),
        known=tuple(dict.fromkeys(each.key for each in taken if not each.new)),
        linked=tuple(key for key in linking if key in before),
        remarks=tuple(sorted(remarks, key=lambda remark: remark.line)),
        left_out=entries.left_out,
    )


def _load(session: Session, setting: Setting, keys: Collection[str]) -> dict[str, Item]:
    # A query names only so many keys.
    named = sorted(keys) if len(keys) <= MOST_NAMED else None
    every = load_items(session, setting.today, closed_since=dt.date.min, keys=named) if keys else []
    return {item.key: item for item in every if item.key in keys}


def _write(session: Session, setting: Setting, taken: Sequence[Taken], linking: Mapping[str, Issue]) -> None:
    new = {each.key for each in taken if each.new}
    number = open_batch(session, setting.batch, beyond="" if linking.keys() <= new else SAID)
    add_entries(session, taken, batch=setting.batch, number=number, wake_after=setting.wake_after)
    for key, issue in linking.items():
        store.save_link(session, _link(key, issue), batch=setting.batch, number=lambda: number)


def _as_known(entry: Entry | None, issue: Issue | None, known: Mapping[IssueRef, str]) -> Entry:
    """The entry, under the key of the item whose issue is its own already."""
    assert entry is not None
    item = known.get(issue.ref) if issue else None
    return replace(entry, statement=replace(entry.statement, key=item)) if item else entry


def _to_link(taken: Sequence[Taken], issues: Sequence[Issue], remembered: Remembered) -> Iterator[tuple[str, Issue]]:
    """The items that have no issue and about whose issue nobody said anything, each with that of its entry."""
    has = {link.item for link in remembered.links if link.role is Role.TRACKS and not link.detached}
    has |= remembered.choices.keys()
    linked = {link.ref for link in remembered.links}
    for each, issue in zip(taken, issues, strict=False):
        if each.key not in has and issue.ref not in linked:
            has.add(each.key)
            yield each.key, issue


def _link(key: str, issue: Issue) -> Link:
    """The link to an open issue, of which only the state is kept in step: title and text belong to whoever made it."""
    same = {STATE: "open"}
    return Link(
        key,
        issue.ref,
        Role.TRACKS,
        node=issue.node,
        url=issue.url,
        notes_said=same,
        issue_said=same,
        state="open",
    )


def _preview(taken: Taken) -> Item:
    """A new entry as the item that it would be."""
    one = taken.entry.statement
    return Item(taken.key, one.text, one.owners, one.due, one.wake, one.status, one.kind, one.refs, taken.entry.since)


def _same_rows(entries: Entries) -> Iterator[Diagnostic]:
    for entry, first in repeated(entries.entries):
        told = f"the words and owners are those of line {first.statement.line}: they are taken for one item"
        yield Diagnostic(entries.path, entry.statement.line, "same-row", told)


def _differing(taken: Iterable[Taken], known: Mapping[str, Item], path: str) -> Iterator[Diagnostic]:
    """Where an entry says otherwise than what is known, which stays as it is."""
    for each in taken:
        if each.new or each.key not in known:
            continue
        item, said = known[each.key], each.entry.statement
        pairs = {
            "status": (item.status.value, said.status.value),
            "due": (item.due, None if said.kind is Kind.REASSESS else said.due),
            "words": (normalise(item.text), said.words),
        }
        other = [name for name, (here, there) in pairs.items() if there is not None and here != there]
        if other and said.line:
            told = f"{each.key} ({item.text}) is known and stays as it is; the list gives another {' and '.join(other)}"
            yield Diagnostic(path, said.line, "differs", told)

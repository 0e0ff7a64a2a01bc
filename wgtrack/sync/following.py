"""What follows from the links there are: news taken over, fields written, conflicts shown, issues that are gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wgtrack.model import IssueRef, Item, Status
from wgtrack.sync.fields import (
    BLOCK,
    BODY,
    MARKED,
    MENTIONED,
    OWNERS,
    REVIEW,
    STATE,
    TITLE,
    Compared,
    Settled,
    Values,
    after_news,
    compare,
    is_ours,
    issue_values,
    marked,
    merged_owners,
    news_of,
    notes_values,
    settle,
)
from wgtrack.sync.rules import Rules, repo_of
from wgtrack.sync.texts import MARKER, issue_body, issue_facts, issue_text, marker_keys, meeting_of
from wgtrack.sync.wording import BODY_LENGTH, digest, replace_block
from wgtrack.tracking import AnyStep, Conflict, Issue, Link, News, Remember, Role, UpdateIssue


@dataclass(frozen=True, slots=True)
class Followed:
    """A link with what follows for it."""

    link: Link
    """As it was, under the name that its issue has now."""
    issue: Issue
    compared: Compared
    settled: Settled
    news: tuple[News, ...]
    notes: Values
    """What the notes say once all news is taken over."""


def follow(
    items: Mapping[str, Item],
    links: Iterable[tuple[Link, Issue]],
    boxes: Mapping[tuple[str, int], str],
    rules: Rules,
    closed_by: Mapping[IssueRef, str],
) -> tuple[dict[str, Item], list[Followed]]:
    """The items once all news is taken over, and what follows for each of `links`, given with their issues.

    An issue that is an item's is left out where nothing follows, as for nearly all. `boxes` are the states of the
    boxes in comments, by item and comment; `closed_by` tells who closed an issue.
    """
    compared: list[tuple[Issue, Compared, tuple[News, ...], Values, bool]] = []
    projected = dict(items)
    for link, issue in links:
        item = items[link.item]
        there = _there(link, issue, boxes, rules)
        here = notes_values(item, link, rules)
        if _is_settled(link, issue, here, there, rules):
            compared.append((issue, Compared(link, there), (), here, True))
            continue
        told = compare(link, here, there, rules.prefer)
        news = tuple(news_of(told, projected[link.item], issue, closed_by.get(issue.ref, ""), rules))
        if news:
            projected[link.item] = after_news(projected[link.item], news)
        compared.append((issue, told, news, here, False))
    followed = []
    for issue, told, news, before, is_settled in compared:
        was, item = items[told.link.item], projected[told.link.item]
        if is_settled and item is was:
            continue
        notes: Values = before if item is was else notes_values(item, told.link, rules)
        settled = settle(told, notes)
        if item is not was:
            settled = _without_echo(settled, was, item)
        followed.append(Followed(told.link, issue, told, _shown(settled, issue, notes, rules), news, notes))
    return projected, followed


def _is_settled(link: Link, issue: Issue, notes: Values, there: Values, rules: Rules) -> bool:
    """True where an issue and its item say what the link holds, so that nothing follows and no text is to be made.

    What it leaves out would be found too by going through all that follows; that takes a multiple of the time.
    """
    if link.role is not Role.TRACKS or link.showing(issue) is not link:
        return False
    if link.made and notes[BODY] != link.notes_said.get(BODY):
        return False
    if rules.confirm and link.made and issue.marker and link.issue_said.get(MARKED) != marked(issue):
        return False
    return all(
        said == notes[name] == link.notes_said.get(name) == link.issue_said.get(name) for name, said in there.items()
    )


def _without_echo(settled: Settled, before: Item, after: Item) -> Settled:
    """`settled` so that what came from the tracker is no reason to write it back into the issue's text."""
    if settled.remembered.notes_said.get(BODY) != issue_facts(before):
        return settled
    if Status.REVIEW in (before.status, after.status) and before.status is not after.status:
        # The text says what an issue's state cannot: that it waits to be confirmed.
        return settled
    facts = {BODY: issue_facts(after)}
    links = (settled.remembered, settled.written)
    remembered, written = (replace(link, notes_said={**link.notes_said, **facts}) for link in links)
    return replace(settled, remembered=remembered, written=written)


def _there(link: Link, issue: Issue, boxes: Mapping[tuple[str, int], str], rules: Rules) -> dict[str, str]:
    if link.role is Role.TRACKS:
        return issue_values(issue, link, rules)
    box = boxes.get((link.item, link.comment))
    return {STATE: box} if box else {}


def _shown(settled: Settled, issue: Issue, notes: Values, rules: Rules) -> Settled:
    """`settled` with what the issue is now, for agendas, and with what its marker says that was written into it."""
    ours: dict[str, str] = {}
    there: dict[str, str] = {}
    if settled.remembered.made and issue.marker:
        facts = issue.marker.said.get(BODY)
        # Written by another clone, which knows the same.
        ours = {BODY: facts} if facts and facts == notes.get(BODY) else {}
        there = {MARKED: marked(issue)} if rules.confirm else {}

    def shown(link: Link) -> Link:
        if not (ours.items() <= link.notes_said.items() and there.items() <= link.issue_said.items()):
            link = replace(link, notes_said={**link.notes_said, **ours}, issue_said={**link.issue_said, **there})
        return link.showing(issue)

    remembered = shown(settled.remembered)
    if settled.written is settled.remembered:
        return Settled(settled.updates, remembered, remembered)
    return replace(settled, remembered=remembered, written=shown(settled.written))


def told_steps(followed: Followed, item: Item) -> Iterator[AnyStep]:
    """What is taken over from the link's issue, and what is in conflict."""
    link, settled = followed.link, followed.settled
    changes = {
        name: (link.issue_said.get(name) or _before(followed, name), there)
        for name, there in followed.compared.issue.items()
        if name in followed.compared.news
    }
    if followed.issue.ref != link.ref:
        changes["ref"] = (str(link.ref), str(followed.issue.ref))
    for each in followed.news:
        if each.what == "status":
            changes[STATE] = (changes[STATE][0], each.after)
    if changes and (followed.news or "ref" in changes):
        yield Remember(
            items=(item.key,),
            ref=followed.issue.ref,
            repo=repo_of(followed.issue.ref),
            changes=changes,
            links=(settled.remembered,),
            news=followed.news,
        )
    if followed.compared.conflicts:
        yield Conflict(items=(item.key,), ref=followed.issue.ref, changes=dict(followed.compared.conflicts))


def _before(followed: Followed, name: str) -> str:
    """What the notes said of a field whose issue had not been seen before."""
    return followed.link.notes_said.get(name, "open" if name == STATE else "")


def update_step(followed: Followed, item: Item, rules: Rules, keys: Mapping[str, Sequence[str]]) -> UpdateIssue | None:
    """The write that brings a tracked issue up to date; None where there is nothing to write."""
    link, issue, updates = followed.link, followed.issue, dict(followed.settled.updates)
    facts = followed.notes.get(BODY, "")
    # Another clone may have written it already; and what only that one knows is no reason to write here.
    known = (followed.settled.remembered.notes_said.get(BODY), issue.marker.said.get(BODY) if issue.marker else None)
    if not updates and (not link.made or facts in known):
        return None
    text = _new_text(followed, item, rules)
    if text is not None and facts not in known:
        updates[BODY] = ("", "")
    if not updates:
        return None
    written = followed.settled.written
    body = None
    if text is not None:
        said = {**written.notes_said, BODY: facts, BLOCK: digest(text)}
        block = issue_body(item, text, meeting_of(item, rules), marker_keys(item, keys), said)
        body = replace_block(issue.body, block)
        written = replace(written, notes_said=said, issue_said={**written.issue_said, **_marks(said, issue, rules)})
    owners = updates.get(OWNERS)
    return UpdateIssue(
        items=(item.key,),
        ref=issue.ref,
        repo=repo_of(issue.ref),
        changes=updates,
        links=(written,),
        title=updates[TITLE][1] if TITLE in updates else None,
        status=Status(updates[STATE][1]) if STATE in updates else None,
        assignees=merged_owners(issue, link.notes_said.get(OWNERS, owners[0]), owners[1]) if owners else None,
        body=body,
    )


def _marks(said: Mapping[str, str], issue: Issue, rules: Rules) -> dict[str, str]:
    """What an issue says of its state once a marker with `said` is written into it."""
    marks = {MARKED: said[STATE]} if rules.confirm else {}
    return {**marks, STATE: REVIEW} if marks and said[STATE] == REVIEW and not issue.status.closed else marks


def _new_text(followed: Followed, item: Item, rules: Rules) -> str | None:
    """The text for the issue's body; None where it is not ours, a person changed it, or people have yet to agree."""
    if not followed.link.made or followed.compared.conflicts:
        return None
    if not is_ours(followed.issue, followed.link):
        return None
    room = BODY_LENGTH - len(replace_block(followed.issue.body, ""))
    if room < MARKER:
        # People's own words leave none for ours.
        return None
    mentioned = followed.link.notes_said.get(MENTIONED, "").split(",")
    return issue_text(item, rules, mentioned, room)

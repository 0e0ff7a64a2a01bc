"""Issues and comments that are an item's already: by our marker, or made by another tool for the same task.

What the marker holds serves as the memory that was lost. Where it cannot tell a change of the notes from a word of
a person that was lost with the database, the tracker's present state wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from wgtrack.model import Item
from wgtrack.reading.keys import normalise
from wgtrack.sync.fields import BLOCK, BODY, MENTIONED, OWNERS, STATE, TITLE, notes_values
from wgtrack.sync.rules import Rules
from wgtrack.sync.texts import meeting_of, words_digest
from wgtrack.sync.wording import boxes_in
from wgtrack.tracking import Adopt, Comment, Issue, Link, Remembered, Role

ALIKE = 0.5
"""Share of words, of at least three letters, that a reworded task must have in common: a person is asked."""
SURELY_ALIKE = 0.8
"""The same for another tool's issue of the same owner, where nobody is asked."""

_BOT_LABEL = "action"
_BOT_DUE = re.compile(r"^due:? (?:[0-9]{4}-[0-9]{2}-[0-9]{2}\b|[0-9]{1,2} [A-Za-z]{3,9} [0-9]{4}\b)", re.I | re.M)
"""GHURLBot's line with the day, in its present and its older form."""


def adopt_issues(
    items: Iterable[Item], wanting: Iterable[Item], listed: Iterable[Issue], remembered: Remembered, rules: Rules
) -> tuple[list[Adopt], list[str]]:
    """The issues, of all that are `listed`, that belong to `items`; and sentences about issues made twice.

    Any of `items` has the issue that names one of its keys; only those `wanting` one are compared by their words.
    """
    listed = list(listed)
    taken = {link.node for link in remembered.links}
    free = [issue for issue in listed if issue.node not in taken]
    steps: list[Adopt] = []
    by_key, twice = _by_key(free)
    known = {key: item for item, keys in remembered.keys.items() for key in keys}
    orphans = [i for i in free if i.marker and known.keys().isdisjoint(i.marker.keys())]
    bots = [issue for issue in free if is_bot_issue(issue)]
    used: set[str] = set()
    by_words = {item.key for item in wanting}
    for item in items:
        keys = (item.key, *remembered.keys.get(item.key, ()))
        own = next((by_key[key] for key in keys if key in by_key), None)
        found = own
        if not own and item.key in by_words:
            found = _of_bot(item, (issue for issue in bots if issue.node not in used), rules)
        sure = found is not None
        if not found and item.key in by_words:
            found = _reworded(item, (issue for issue in orphans if issue.node not in used), rules)
        if found and found.node not in used:
            used.add(found.node)
            steps.append(_adopt(item, found, rules, sure=sure))
    return steps, twice


def _by_key(issues: Iterable[Issue]) -> tuple[dict[str, Issue], list[str]]:
    found: dict[str, Issue] = {}
    twice = []
    for issue in sorted(issues, key=lambda issue: issue.ref.number):
        for key in issue.marker.keys() if issue.marker else ():
            other = found.setdefault(key, issue)
            if other is not issue and issue.marker and key in issue.marker.items:
                twice.append(f"{other.ref} and {issue.ref} are both item {key}: close the one that nobody works with.")
    return found, twice


def is_bot_issue(issue: Issue) -> bool:
    """True for an action issue as W3C's GHURLBot makes them."""
    is_action = any(label.casefold() == _BOT_LABEL for label in issue.labels)
    return is_action and not issue.pull and _BOT_DUE.search(issue.body.replace("\r\n", "\n")) is not None


def _of_bot(item: Item, issues: Iterable[Issue], rules: Rules) -> Issue | None:
    """The one action issue of another tool that has the item's words and one of its owners."""
    logins = {login.casefold() for login in rules.team.logins(item.owners)}
    logins |= {owner.lstrip("@").casefold() for owner in item.owners}
    found = [
        issue
        for issue in issues
        if likeness(item.text, issue.title) >= SURELY_ALIKE and logins & {who.casefold() for who in issue.assignees}
    ]
    return found[0] if len(found) == 1 else None


def _reworded(item: Item, issues: Iterable[Issue], rules: Rules) -> Issue | None:
    """The issue of ours, of the same meeting, whose item nobody knows any more and whose words are the most alike."""
    meeting = meeting_of(item, rules)
    scored = (
        (likeness(item.text, i.title), -i.ref.number, i) for i in issues if i.marker and i.marker.meeting == meeting
    )
    best = max(scored, key=lambda each: each[:2], default=None)
    return best[2] if best and best[0] >= ALIKE else None


def likeness(a: str, b: str) -> float:
    """How many of the words of two texts are the same, from 0 to 1; words of one or two letters do not count."""
    first, second = ({word for word in normalise(text).split() if len(word) > 2} for text in (a, b))
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _adopt(item: Item, issue: Issue, rules: Rules, *, sure: bool) -> Adopt:
    said = issue.marker.said if issue.marker else {}
    made = issue.marker is not None
    link = Link(item=item.key, ref=issue.ref, role=Role.TRACKS, node=issue.node, url=issue.url, made=made)
    notes, there = _memory(item, said, notes_values(item, link, rules))
    link = replace(link, notes_said=notes, issue_said=there)
    return Adopt(items=(item.key,), ref=issue.ref, links=(link,), title=issue.title, sure=sure)


def _memory(item: Item, said: Mapping[str, str], now: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What both sides last said, as far as a marker that holds `said` tells; the notes say `now`."""
    notes = {name: said[name] for name in (STATE, TITLE, BODY, BLOCK, MENTIONED) if name in said}
    there = {name: said[name] for name in (STATE, TITLE, OWNERS) if name in said}
    if said.get(STATE, "open") != "open":
        del notes[STATE], there[STATE]
    if TITLE in said and said.get("words") == words_digest(item):
        notes[TITLE] = now[TITLE]
        del there[TITLE]
    if OWNERS in said:
        notes[OWNERS] = now[OWNERS]
    return notes, there


def adopt_comments(
    groups: Mapping[tuple[str, str], Sequence[Item]],
    issues: Mapping[str, Issue],
    items: Mapping[str, Item],
    remembered: Remembered,
) -> dict[tuple[str, str], Adopt]:
    """For groups of items, by issue and meeting, the comment that is theirs already."""
    taken = {comment.id for comment in remembered.comments}
    known = {key: item for item, keys in remembered.keys.items() for key in (item, *keys)}
    found: dict[tuple[str, str], Adopt] = {}
    for (node, meeting), members in groups.items():
        issue = issues[node]
        keys = {key for item in members for key in (item.key, *remembered.keys.get(item.key, ()))}
        free = [each for each in issue.comments if each.id not in taken]
        own = next((each for each in free if each.meeting == meeting), None)
        own = own or next((each for each in free if each.marker and not keys.isdisjoint(each.marker.keys())), None)
        if own:
            taken.add(own.id)
            found[node, meeting] = _adopt_comment(own, issue, items, known)
    return found


def _adopt_comment(comment: Comment, issue: Issue, items: Mapping[str, Item], known: Mapping[str, str]) -> Adopt:
    assert comment.marker is not None
    links = tuple(_boxes(comment, issue, items, known))
    remembered = Comment(
        id=comment.id,
        ref=issue.ref,
        node=issue.node,
        meeting=comment.meeting,
        body=comment.body,
        url=comment.url,
        updated=comment.updated,
        digest=comment.marker.said.get("facts", ""),
    )
    keys = tuple(dict.fromkeys(link.item for link in links))
    return Adopt(items=keys, ref=issue.ref, links=links, comment=remembered, title="")


def _boxes(comment: Comment, issue: Issue, items: Mapping[str, Item], known: Mapping[str, str]) -> Iterator[Link]:
    """A link for each item of the comment that is known here."""
    assert comment.marker is not None
    boxes = boxes_in(comment.body)
    seen: set[str] = set()
    for first, others in comment.marker.items.items():
        item = next((known[key] for key in (first, *others) if key in known), None)
        if item is None or item not in items or item in seen:
            continue
        seen.add(item)
        is_open = comment.marker.said.get(first) == "open" and not boxes.get(first, False)
        memory = {STATE: "open"} if is_open else {}
        yield Link(
            item=item,
            ref=issue.ref,
            role=Role.ABOUT,
            node=issue.node,
            url=issue.url,
            comment=comment.id,
            notes_said=memory,
            issue_said=memory,
        )

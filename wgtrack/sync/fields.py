"""An item and its issue, field by field: each side is asked only "did you change?".

Every link keeps two memories, what the notes last said and what the issue last said. A side has changed where it
says something else than its own memory holds. With one memory, an issue that a person closed would be opened again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from wgtrack.model import Item, Status
from wgtrack.sync.people import MOST_ASSIGNEES
from wgtrack.sync.rules import Rules
from wgtrack.sync.texts import issue_facts
from wgtrack.sync.wording import cut
from wgtrack.tracking import Issue, Link, News, Role

STATE, TITLE, OWNERS, BODY = "state", "title", "owners", "body"
BLOCK = "block"
"""In a memory: digest of our text as it was last written, to see whether a person changed it."""
MENTIONED = "mentioned"
"""In a memory: logins that the text pings."""

Values = Mapping[str, str]


def state_text(status: Status) -> str:
    """A status as a memory holds it: open, done or dropped."""
    return status.value if status.closed else Status.OPEN.value


def notes_values(item: Item, link: Link, rules: Rules) -> dict[str, str]:
    """What the notes, with all that people said, say of the fields that `link` keeps in step."""
    if link.role is Role.ABOUT:
        return {STATE: "done" if item.status.closed else "open"}
    if not link.made:
        return {STATE: state_text(item.status)}
    return {
        STATE: state_text(item.status),
        TITLE: cut(item.text),
        OWNERS: rules.team.text(rules.team.assignees(item.owners)),
        BODY: issue_facts(item),
    }


def issue_values(issue: Issue, link: Link, rules: Rules) -> dict[str, str]:
    """What a tracked issue says of the fields that both sides may change."""
    values = {STATE: state_text(issue.status)}
    if link.made:
        values |= {TITLE: issue.title, OWNERS: rules.team.text(issue.assignees)}
    return values


@dataclass(frozen=True, slots=True)
class Compared:
    """How one link's sides differ: by field, what is news and what is in conflict."""

    link: Link
    issue: Values
    news: frozenset[str] = frozenset()
    conflicts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    forced: frozenset[str] = frozenset()
    """Conflicts that were settled for the notes."""


def compare(link: Link, notes: Values, issue: Values, prefer: str) -> Compared:
    """What changed on the issue, and what changed on both sides to different values."""
    news, conflicts, forced = set(), {}, set()
    for name, there in issue.items():
        here = notes[name]
        if here == there:
            continue
        issue_changed = link.issue_said.get(name) != there
        notes_changed = name in link.notes_said and link.notes_said[name] != here
        if not issue_changed:
            continue
        if not notes_changed or prefer == "github":
            news.add(name)
        elif prefer == "notes":
            forced.add(name)
        else:
            conflicts[name] = (here, there)
    return Compared(link, issue, frozenset(news), conflicts, frozenset(forced))


def news_of(compared: Compared, item: Item, issue: Issue | None, rules: Rules) -> Iterable[News]:
    """The news as words about the item."""
    where = str(compared.link.ref)
    for name in sorted(compared.news):
        there = compared.issue[name]
        if name == STATE:
            on_box = compared.link.role is Role.ABOUT
            is_known = (there != "open") is item.status.closed if on_box else there == state_text(item.status)
            if not is_known:
                how = f"{'ticked' if there != 'open' else 'unticked'} on" if on_box else _how(there)
                yield News(item.key, "status", there, f"{how} {where}")
        elif name == TITLE:
            yield News(item.key, "text", there, f"retitled as {where}")
        elif name == OWNERS and issue:
            before = set(filter(None, compared.link.issue_said.get(OWNERS, "").split(",")))
            now = {login.casefold(): login for login in issue.assignees}
            added = [login for folded, login in now.items() if folded not in before]
            owners = rules.team.owners_after(item.owners, added, before - now.keys())
            if owners != item.owners:
                yield News(item.key, "owners", ", ".join(owners), f"assigned on {where}")


def _how(state: str) -> str:
    return {"open": "reopened as", "done": "closed as", "dropped": "closed as not planned:"}[state]


def after_news(item: Item, news: Iterable[News]) -> Item:
    """The item once the news about it is taken over."""
    for each in news:
        if each.what == "status" and state_text(item.status) != each.after:
            item = replace(item, status=Status(each.after))
        elif each.what == "text":
            item = replace(item, text=each.after)
        elif each.what == "owners":
            item = replace(item, owners=tuple(name for name in each.after.split(", ") if name))
    return item


@dataclass(frozen=True, slots=True)
class Settled:
    """What follows for one link: fields to write, with the value before and after, and its memory then."""

    updates: Mapping[str, tuple[str, str]]
    remembered: Link
    """With what is taken over or agreed on; without the updates."""
    written: Link
    """With the updates too."""


def settle(compared: Compared, notes: Values) -> Settled:
    """What to write and what to remember, given what the notes say once all news is taken over."""
    link = compared.link
    here, there = dict(link.notes_said), dict(link.issue_said)
    updates = {}
    for name, issue in compared.issue.items():
        if name in compared.conflicts:
            continue
        said = notes[name]
        # Why an issue was closed can't be changed while it is closed: each side keeps its own reason.
        both_closed = name == STATE and "open" not in (said, issue)
        if name in compared.news or said == issue or both_closed:
            here[name], there[name] = said, issue
        elif link.notes_said.get(name) != said or name in compared.forced:
            updates[name] = (issue, said)
    remembered = replace(link, notes_said=here, issue_said=there)
    new = {name: after for name, (_, after) in updates.items()}
    written = replace(link, notes_said={**here, **new}, issue_said={**there, **new})
    return Settled(updates, remembered, written)


def merged_owners(issue: Issue, before: str, after: str) -> tuple[str, ...]:
    """Who is to be assigned: those whom the notes named come, those whom they dropped go, others stay."""
    old, new = set(filter(None, before.split(","))), set(filter(None, after.split(",")))
    stay = [login for login in issue.assignees if login.casefold() not in old - new]
    here = {login.casefold() for login in stay}
    return (*stay, *sorted(new - here))[:MOST_ASSIGNEES]

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
from wgtrack.sync.wording import block_in, cut, digest
from wgtrack.tracking import Issue, Link, News, Role

STATE, TITLE, OWNERS, BODY = "state", "title", "owners", "body"
BLOCK = "block"
"""In a memory: digest of our text as it was last written, to see whether a person changed it."""
MENTIONED = "mentioned"
"""In a memory: logins that the text pings."""
MARKED = "marked"
"""In a memory of an issue: the state that its marker held when it was last seen."""
REVIEW = Status.REVIEW.value
"""Said to be done, and not confirmed: the issue may be open, with a line that says so, or closed by whoever said it."""

Values = Mapping[str, str]


def state_text(status: Status) -> str:
    """A status as a memory holds it: open, review, done or dropped."""
    return status.value if status.closed or status is Status.REVIEW else Status.OPEN.value


def notes_values(item: Item, link: Link, rules: Rules) -> dict[str, str]:
    """What the notes, with all that people said, say of the fields that `link` keeps in step."""
    if link.role is Role.ABOUT:
        return {STATE: "done" if item.status.closed else state_text(item.status)}
    if not link.made:
        return {STATE: state_text(item.status)}
    return {
        STATE: state_text(item.status),
        TITLE: cut(item.text),
        OWNERS: rules.team.assigned(item.owners),
        BODY: issue_facts(item),
    }


def issue_values(issue: Issue, link: Link, rules: Rules) -> dict[str, str]:
    """What a tracked issue says of the fields that both sides may change."""
    values = {STATE: _state(issue, link, rules)}
    if link.made:
        values |= {TITLE: issue.title, OWNERS: rules.team.text(issue.assignees)}
    return values


def _state(issue: Issue, link: Link, rules: Rules) -> str:
    """The state of an issue; an open one is for review where some clone wrote so into the marker."""
    if issue.status.closed or not (rules.confirm and link.made) or marked(issue) != REVIEW:
        return state_text(issue.status)
    before = link.issue_said.get(STATE)
    was_reopened = before in ("done", "dropped") and link.issue_said.get(MARKED) == REVIEW
    # A marker around a text that people changed is not brought up to date any more.
    is_told = is_ours(issue, link) or before == REVIEW
    return REVIEW if is_told and not was_reopened else state_text(issue.status)


def marked(issue: Issue) -> str:
    """The state that the marker in an issue's body holds: what some clone wrote last; empty where there is none."""
    return issue.marker.said.get(STATE, "") if issue.marker else ""


def is_ours(issue: Issue, link: Link) -> bool:
    """True where the text in our marker is as we, or another clone, wrote it."""
    text = block_in(issue.body)
    written = (link.notes_said.get(BLOCK), issue.marker.said.get(BLOCK) if issue.marker else None)
    return text is not None and digest(text) in written


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
        if not issue_changed or (there == REVIEW and here not in ("open", REVIEW)):
            continue
        if not notes_changed or here == REVIEW or prefer == "github":
            news.add(name)
        elif prefer == "notes":
            forced.add(name)
        else:
            conflicts[name] = (here, there)
    return Compared(link, issue, frozenset(news), conflicts, frozenset(forced))


def news_of(compared: Compared, item: Item, issue: Issue, closed_by: str, rules: Rules) -> Iterable[News]:
    """The news as words about the item; `closed_by` is the login of who closed the issue, where that is known."""
    where = str(compared.link.ref)
    for name in sorted(compared.news):
        there = compared.issue[name]
        if name == STATE and compared.link.role is Role.ABOUT:
            here = "done" if item.status.closed else state_text(item.status)
            after = REVIEW if there == "done" and rules.confirm and not item.status.closed else there
            if after != here:
                yield News(item.key, "status", after, f"{'unticked' if there == 'open' else 'ticked'} on {where}")
        elif name == STATE:
            closer = closed_by if issue.status.closed else ""
            after = REVIEW if there == "done" and not _confirmed(compared.link, issue, closer, rules) else there
            if after != state_text(item.status):
                yield News(item.key, "status", after, f"{_how(there)} {where}", closer)
        elif name == TITLE:
            yield News(item.key, "text", there, f"retitled as {where}")
        elif name == OWNERS:
            before = set(filter(None, compared.link.issue_said.get(OWNERS, "").split(",")))
            now = {login.casefold(): login for login in issue.assignees}
            added = [login for folded, login in now.items() if folded not in before]
            owners = rules.team.owners_after(item.owners, added, before - now.keys())
            if owners != item.owners:
                yield News(item.key, "owners", ", ".join(owners), f"assigned on {where}")


def _confirmed(link: Link, issue: Issue, closer: str, rules: Rules) -> bool:
    """True where who closed the issue has the last word; also another clone, that has asked this itself."""
    by_clone = marked(issue) in ("done", "dropped") and link.issue_said.get(MARKED) != marked(issue)
    return by_clone or rules.may_close(closer)


def _how(state: str) -> str:
    how = {
        "open": "reopened as",
        "done": "closed as",
        "dropped": "closed as not planned:",
        REVIEW: "said to be done in",
    }
    return how[state]


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
        both_closed = name == STATE and not {"open", REVIEW} & {said, issue}
        # Whether it is done is not settled: neither an open issue nor a closed one is wrong.
        undecided = name == STATE and said == REVIEW
        if name in compared.news or said == issue or both_closed or undecided:
            here[name], there[name] = said, issue
        elif link.notes_said.get(name) != said or name in compared.forced:
            updates[name] = (issue, said)
    if not updates and here == link.notes_said and there == link.issue_said:
        return Settled(updates, link, link)
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

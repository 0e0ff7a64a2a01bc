"""Plans made from a few words: items, what is remembered, what the tracker shows. No server is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from wgtrack.model import IssueRef, Item, Person, Place, Status
from wgtrack.publish.templates import render
from wgtrack.sync.plan import make_plan, wanted
from wgtrack.sync.rules import Rules
from wgtrack.sync.wording import marker_in
from wgtrack.tracking import (
    AnyStep,
    Choice,
    Comment,
    CreateIssue,
    Issue,
    Link,
    Plan,
    PostComment,
    Remembered,
    Repository,
    Seen,
    Step,
    Wanted,
)

PEOPLE = (
    Person("ada", "Ada Example", "ada", ("AE",)),
    Person("lee", "Lee Example", "lee"),
    Person("mo", "Mo Example", "mo-far-away"),
)


def _render(name: str, values: Mapping[str, object]) -> str:
    return render(name, values, project_templates=None)


RULES = Rules(
    today=dt.date(2030, 3, 8),
    since=dt.date(2030, 1, 1),
    render=_render,
    group="Lamps",
    people=PEOPLE,
    tracker="boats/actions",
    comment_on=("boats/map*",),
    labels=("action item",),
)


def place(key: str, date: str | None, text: str, path: str = "", line: int = 3) -> Place:
    return Place(key, path or f"notes/{date}.md", line, dt.date.fromisoformat(date) if date else None, text)


def item(key: str, text: str, *dates: str, **fields: Any) -> Item:
    """An item stated in these words at each of `dates`, the first one at a key of its own."""
    days = dates or ("2030-03-07",)
    places = tuple(place(key if n == 0 else f"{key[:-1]}{n + 1}", day, text) for n, day in enumerate(days))
    refs = tuple(IssueRef.parse(ref) for ref in fields.pop("refs", ()))
    stated = [dt.date.fromisoformat(day) for day in days]
    return Item(
        key,
        text,
        refs=refs,
        places=places,
        first_stated=min(stated),
        last_stated=max(stated),
        times_stated=len(days),
        **fields,
    )


@dataclass
class Tracker:
    """What a tracker shows and what is remembered of it, moved on by carrying plans out on paper."""

    items: list[Item]
    links: list[Link] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    choices: dict[str, Choice] = field(default_factory=dict)
    issues: dict[str, Issue] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    bodies: dict[int, str] = field(default_factory=dict)
    rules: Rules = RULES
    shown: bool = True
    synced: bool = False
    closed_by: dict[IssueRef, str] = field(default_factory=dict)
    assignable: frozenset[str] = frozenset({"ada", "lee"})

    @property
    def remembered(self) -> Remembered:
        keys = {each.key: tuple(dict.fromkeys([each.key, *(p.key for p in each.places)])) for each in self.items}
        first = "2030-03-08" if self.synced else ""
        return Remembered(tuple(self.links), tuple(self.comments), self.choices, keys, first_sync=first)

    def wanted(self) -> Wanted:
        return wanted(self.items, self.remembered, self.rules)

    def plan(self, **rules: Any) -> Plan:
        return make_plan(self.items, self.remembered, self._seen(), replace(self.rules, **rules))

    def _seen(self) -> Seen:
        by_ref = {issue.ref: issue for node, issue in self.issues.items() if node not in self.lost}
        listed = [issue for ref, issue in sorted(by_ref.items()) if f"{ref.owner}/{ref.repo}" == self.rules.tracker]
        asked = [ref for each in self.items for ref in each.refs]
        return Seen(
            issues={node: issue for node, issue in self.issues.items() if node not in self.lost},
            lost=self.lost,
            named=by_ref,
            unknown={ref: "there is no such issue" for ref in asked if ref not in by_ref},
            listed=tuple(listed) if self.shown else (),
            repository=Repository("boats/actions") if self.shown else None,
            assignable=self.assignable,
            comments=self.bodies,
            closed_by=self.closed_by,
        )

    def carry_out(self, plan: Plan | None = None) -> list[AnyStep]:
        """Do on paper what a plan says; returns its steps."""
        plan = plan or self.plan()
        self.synced = True
        for step in plan.steps:
            if isinstance(step, CreateIssue):
                self._made(step)
            else:
                self._kept(step)
        for link in plan.quiet:
            self._keep(link)
        return list(plan.steps)

    def _made(self, step: CreateIssue) -> None:
        number = len(self.issues) + 1
        ref = IssueRef("boats", "actions", number)
        made = Issue(
            ref,
            f"N{number}",
            title=step.title,
            assignees=step.assignees,
            body=step.body,
            labels=step.labels,
            marker=marker_in(step.body),
        )
        self.issues[made.node] = made
        self._keep(replace(step.links[0], ref=ref, node=made.node))

    def _kept(self, step: Step) -> None:
        comment = step.comment
        links = step.links
        if comment:
            number = comment.id or 100 + len(self.comments)
            links = tuple(replace(link, comment=number) for link in links)
            comment = replace(comment, id=number)
            if isinstance(step, PostComment):
                shown = replace(comment, marker=marker_in(comment.body))
                issue = self.issues[comment.node]
                self.issues[comment.node] = replace(issue, comments=(*issue.comments, shown))
            self.comments = [each for each in self.comments if each.id != number] + [comment]
            self.bodies.pop(number, None)
        for link in links:
            self._keep(link)
        for news in step.news:
            self.say(news.item, status=Status(news.after)) if news.what == "status" else None
        for name in ("title", "status", "assignees", "body"):
            value = getattr(step, name, None)
            if value is not None and step.ref and not comment:
                node = next(node for node, issue in self.issues.items() if issue.ref == step.ref)
                self.issues[node] = replace(self.issues[node], **{name: value})
                self.issues[node] = replace(self.issues[node], marker=marker_in(self.issues[node].body))

    def _keep(self, link: Link) -> None:
        place = (link.item, link.role, link.node)
        self.links = [each for each in self.links if (each.item, each.role, each.node) != place] + [link]

    def say(self, key: str, **fields: Any) -> None:
        """The notes, or a person in the command line, say something of an item."""
        self.items = [replace(each, **fields) if each.key == key else each for each in self.items]

    def person(self, node: str, **fields: Any) -> None:
        """A person changes an issue."""
        self.issues[node] = replace(self.issues[node], **fields)

    def forget(self) -> None:
        """The database is thrown away."""
        self.links, self.comments, self.synced = [], [], False


def kinds(steps: Sequence[AnyStep]) -> list[str]:
    return [type(step).__name__ for step in steps]

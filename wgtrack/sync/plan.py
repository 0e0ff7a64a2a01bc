"""What the tracker would be told and what would be taken over from it. Pure: nothing is asked or written here.

First `wanted` says what the tracker has to show, then `make_plan` compares that with the items and what is
remembered. Adopting, taking over and writing are decided in that order, each on what the one before it left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from wgtrack.model import IssueRef, Item
from wgtrack.sync.adopting import adopt_comments, adopt_issues
from wgtrack.sync.commenting import Newcomer, boxes_of, comment_steps, groups_of
from wgtrack.sync.fields import BLOCK, MENTIONED, OWNERS, STATE, notes_values
from wgtrack.sync.following import Followed, follow, told_steps, update_step
from wgtrack.sync.merging import closing_steps, further_issues
from wgtrack.sync.rules import Rules, repo_of
from wgtrack.sync.sending import by_item, sort_out
from wgtrack.sync.texts import issue_body, issue_text, marker_keys, meeting_of
from wgtrack.sync.wording import digest
from wgtrack.tracking import (
    CONVERTED,
    DELETED,
    Adopt,
    AnyStep,
    Choice,
    Comment,
    CreateIssue,
    EditComment,
    Issue,
    Link,
    Marker,
    Missing,
    Plan,
    Remember,
    Remembered,
    Role,
    Seen,
    UpdateIssue,
    Wanted,
)


def wanted(items: Sequence[Item], remembered: Remembered, rules: Rules) -> Wanted:
    """What the tracker has to show for a plan: what is linked, and what is new."""
    sending = sort_out(items, remembered, rules)
    links = _links_of(items, remembered, rules)
    further = [link for link, _ in _further_issues(items, remembered, rules)]
    known = {item.key: item for item in items}
    unseen = [link.ref for link in links if not link.node]
    owners_changed = any(
        link.made and link.notes_said.get(OWNERS) != rules.team.assigned(known[link.item].owners)
        for link in links
        if link.role is Role.TRACKS
    )
    ours = {link.comment for link in links}
    # A database that never saw a sync may have lost one: every issue of ours is looked for once.
    may_be_lost = bool(items) and rules.tracker is not None and rules.is_now(rules.tracker)
    list_tracker = bool(sending.tracker) or (may_be_lost and not remembered.first_sync)
    repos = dict.fromkeys(repo_of(each.ref) for each in remembered.comments if each.id in ours and not each.gone)
    return Wanted(
        nodes=tuple(dict.fromkeys((link.node, link.ref) for link in (*links, *further) if link.node)),
        refs=tuple(dict.fromkeys([*unseen, *(ref for _, ref in (*sending.about, *sending.closed_about))])),
        list_tracker=list_tracker,
        people=bool(sending.tracker) or owners_changed,
        comments={repo: _since(repo, remembered) for repo in repos},
    )


def _since(repo: str, remembered: Remembered) -> str:
    """The moment up to which a repository's comments have been seen."""
    last = max((each.updated for each in remembered.comments if repo_of(each.ref) == repo), default="")
    return remembered.seen_until.get(repo) or last or "2008-01-01T00:00:00Z"


def _links_of(items: Iterable[Item], remembered: Remembered, rules: Rules) -> list[Link]:
    """The links to follow: of the items asked for and of those they share a comment with, else all."""
    here = {item.key for item in items if remembered.choices.get(item.key) is not Choice.SKIP}
    every = [each for each in remembered.links if each.item in here and not each.gone and not each.detached]
    further = {id(link) for link, _ in further_issues(every)}
    every = [link for link in every if id(link) not in further and rules.is_now(repo_of(link.ref))]
    if not rules.named:
        return every
    comments = {link.comment for link in every if link.item in rules.named} - {0}
    return [link for link in every if link.item in rules.named or link.comment in comments]


def _further_issues(items: Iterable[Item], remembered: Remembered, rules: Rules) -> list[tuple[Link, IssueRef]]:
    """Issues that are not known to be closed, of items that have an older one, with that one."""
    here = {item.key for item in items if remembered.choices.get(item.key) is not Choice.SKIP}
    every = [each for each in remembered.links if each.item in here and not each.gone and not each.detached]
    return [
        (link, kept)
        for link, kept in further_issues(every)
        if link.state not in ("closed", "merged")
        and link.item in (rules.named or here)
        and rules.is_now(repo_of(link.ref))
    ]


def make_plan(items: Sequence[Item], remembered: Remembered, seen: Seen, rules: Rules) -> Plan:
    """The steps, in the order in which they are to be carried out."""
    return _Planner(items, remembered, seen, rules).plan()


class _Planner:
    def __init__(self, items: Sequence[Item], remembered: Remembered, seen: Seen, rules: Rules) -> None:
        self._items = {item.key: item for item in items}
        self._remembered = remembered
        self._seen = _without_discussions(seen)
        self._rules = rules
        self._links = _links_of(items, remembered, rules)
        self._sending = sort_out(items, remembered, rules)
        self._left_out = list(self._sending.left_out)
        self._failures = list(seen.failures)

    def plan(self) -> Plan:
        adopted = self._adopted_issues()
        newcomers = self._newcomers()
        groups = groups_of(newcomers, self._rules)
        issues = {each.issue.node: each.issue for each in newcomers}
        closed = self._closed_newcomers()
        issues |= {each.issue.node: each.issue for each in closed}
        together = groups_of([*newcomers, *closed], self._rules)
        members = {place: [each.item for each in group] for place, group in together.items()}
        found = adopt_comments(members, issues, self._items, self._remembered)
        adopted += found.values()
        comments = self._comments([step.comment for step in found.values() if step.comment])
        groups = self._without_boxes(groups, found)

        links = self._links_with_issues([link for step in adopted if step.sure for link in step.links], issues)
        boxes = boxes_of(comments, (link for link, _ in links), self._remembered.keys)
        projected, followed = follow(self._items, links, boxes, self._rules, self._seen.closed_by)
        adopted = [_with_memory(step, followed) for step in adopted]
        told = [step for each in followed for step in told_steps(each, projected[each.link.item])]
        updates = [step for each in followed if (step := self._update(each, projected))]
        keys = self._remembered.keys
        posted = list(comment_steps(comments, followed, groups, items=projected, rules=self._rules, keys=keys))
        posted = [_known_already(step, comments) for step in posted]
        merged, known = self._closed_as_merged()
        made = self._created(adopted)
        steps: list[AnyStep] = [*adopted, *self._missing(), *told, *updates, *merged, *posted, *made]
        return Plan(
            steps=tuple(steps),
            left_out=tuple(self._left_out),
            quiet=(*self._quiet(followed, steps), *known),
            comments=tuple(self._changed_comments(comments)),
            failures=tuple(dict.fromkeys(self._failures)),
            closings=tuple(sorted({repo_of(each.issue.ref) for each in followed if self._is_closing(each)})),
            locked=tuple(each.issue.ref for each in followed if self._is_closing(each) and each.issue.locked),
        )

    def _is_closing(self, followed: Followed) -> bool:
        is_new = STATE in followed.compared.news and followed.issue.status.closed
        return is_new and followed.link.role is Role.TRACKS and followed.issue.ref not in self._seen.closed_by

    def _adopted_issues(self) -> list[Adopt]:
        if not self._seen.repository:
            return []
        has = {link.item for link in self._remembered.links if link.role is Role.TRACKS and not link.detached}
        free = [
            item
            for key, item in self._items.items()
            if key not in has and key not in self._remembered.choices and key in (self._rules.named or self._items)
        ]
        wanting = self._sending.tracker
        every = {item.key: item for item in (*free, *wanting)}.values()
        steps, twice = adopt_issues(every, wanting, self._seen.listed, self._remembered, self._rules)
        self._left_out += twice
        return steps

    def _closed_as_merged(self) -> tuple[list[UpdateIssue], list[Link]]:
        further = _further_issues(self._items.values(), self._remembered, self._rules)
        steps, sentences, known = closing_steps(further, self._seen.issues, self._rules)
        self._left_out += sentences
        return steps, known

    def _newcomers(self) -> list[Newcomer]:
        """The items that are to get a box, with the issue as it is now."""
        found = []
        for item, ref in self._sending.about:
            issue = self._seen.named.get(ref)
            if issue is None:
                if ref in self._seen.unknown:
                    self._left_out.append(f"{ref}, item {item.key}: {self._seen.unknown[ref]}.")
            elif not self._rules.may_comment(repo_of(issue.ref)):
                self._failures.append(
                    f"{ref}, item {item.key}: it is {issue.ref} now, and github.comment_on does not name that: add it."
                )
            else:
                found.append(Newcomer(item, ref, issue))
        return found

    def _closed_newcomers(self) -> list[Newcomer]:
        """Items that were closed before this database saw a sync, with the issue on which they may have a box."""
        named = self._seen.named
        found = [Newcomer(item, ref, named[ref]) for item, ref in self._sending.closed_about if ref in named]
        return [each for each in found if self._rules.may_comment(repo_of(each.issue.ref))]

    @staticmethod
    def _without_boxes(
        groups: Mapping[tuple[str, str], list[Newcomer]], found: Mapping[tuple[str, str], Adopt]
    ) -> dict[tuple[str, str], list[Newcomer]]:
        """The groups, under the meeting of an adopted comment, without those that have a box on it already."""
        left: dict[tuple[str, str], list[Newcomer]] = {}
        for place, group in groups.items():
            step = found.get(place)
            meeting = step.comment.meeting if step and step.comment else place[1]
            rest = [each for each in group if not step or each.item.key not in step.items]
            if rest:
                left[place[0], meeting] = rest
        return left

    def _comments(self, adopted: Iterable[Comment]) -> list[Comment]:
        """Every comment of ours, with the body that it has now."""
        changed = self._seen.comments
        known = [replace(each, body=changed.get(each.id, each.body)) for each in self._remembered.comments]
        return [*known, *adopted]

    def _links_with_issues(self, adopted: Iterable[Link], named: Mapping[str, Issue]) -> list[tuple[Link, Issue]]:
        """The links whose issue was shown: those remembered, and those that are being adopted."""
        listed = {issue.node: issue for issue in self._seen.listed} | dict(named)
        found = []
        for link in self._links:
            issue = self._seen.issues.get(link.node) if link.node else self._seen.named.get(link.ref)
            if issue:
                found.append((link, issue))
            elif not link.node and link.ref in self._seen.unknown:
                self._left_out.append(f"{link.ref}, item {link.item}: {self._seen.unknown[link.ref]}.")
            elif link.node in self._seen.lost and self._seen.lost[link.node] not in _FOR_GOOD:
                self._left_out.append(f"{link.ref}, item {link.item}: {self._seen.lost[link.node]}.")
        return found + [(link, listed[link.node]) for link in adopted if link.node in listed]

    def _missing(self) -> list[Missing]:
        return [
            Missing(
                items=(link.item,),
                ref=link.ref,
                repo=repo_of(link.ref),
                links=(replace(link, gone=self._seen.lost[link.node]),),
                why=_FOR_GOOD[self._seen.lost[link.node]].format(link.item),
            )
            for link in self._links
            if self._seen.lost.get(link.node) in _FOR_GOOD
        ]

    def _update(self, followed: Followed, items: Mapping[str, Item]) -> AnyStep | None:
        if followed.link.role is not Role.TRACKS:
            return None
        step = update_step(followed, items[followed.link.item], self._rules, self._remembered.keys)
        if step is None:
            return None
        if not self._rules.may_write(step.repo):
            self._failures.append(
                f"{step.ref}, item {followed.link.item}: the configuration does not name {step.repo}, so nothing is "
                "written there: name it in github.comment_on or as github.tracker."
            )
            return None
        if step.assignees is not None:
            old = {login.casefold() for login in followed.issue.assignees}
            allowed = self._seen.assignable | old
            step = replace(step, assignees=tuple(who for who in step.assignees if who.casefold() in allowed))
        return step

    def _quiet(self, followed: Iterable[Followed], steps: Iterable[AnyStep]) -> list[Link]:
        """Links whose memory changes without a step that says so."""
        told = {(link.item, link.role, link.node) for step in steps for link in step.links}
        return [
            each.settled.remembered
            for each in followed
            if each.settled.remembered is not each.link
            and each.settled.remembered != each.link
            and (each.link.item, each.link.role, each.settled.remembered.node) not in told
        ]

    def _changed_comments(self, comments: Iterable[Comment]) -> list[Comment]:
        """Comments of ours that people edited, as they are now: nobody's words are lost should a later step fail."""
        before = {each.id: each.body for each in self._remembered.comments}
        return [each for each in comments if before.get(each.id, each.body) != each.body]

    def _created(self, adopted: Iterable[Adopt]) -> list[CreateIssue]:
        repository = self._seen.repository
        theirs = {key for step in adopted for key in step.items}
        left = [item for item in self._sending.tracker if item.key not in theirs]
        if not left or not repository:
            return []
        why = None
        if not self._rules.is_tracker(repository.name):
            why = f"it is {repository.name} now: write that into github.tracker"
        elif repository.archived:
            why = "it is archived: name another repository in github.tracker"
        elif not repository.issues:
            why = "issues are switched off there: switch them on in its settings"
        if why:
            self._failures.append(f"{self._rules.tracker}: {why}; {len(left)} items wait for it.")
            return []
        links = by_item(self._remembered.links)
        return [self._create(item, repository.name, links.get(item.key, ())) for item in left]

    def _create(self, item: Item, repo: str, former: Iterable[Link]) -> CreateIssue:
        rules = self._rules
        logins = rules.team.assignees(item.owners)
        assigned = tuple(login for login in logins if login.casefold() in self._seen.assignable)
        mentioned = tuple(login for login in logins if login not in assigned)
        owner, _, name = repo.partition("/")
        link = Link(item=item.key, ref=IssueRef(owner, name, 0), role=Role.TRACKS, made=True)
        text = issue_text(item, rules, mentioned)
        said = {**notes_values(item, link, rules), BLOCK: digest(text), MENTIONED: ",".join(mentioned)}
        keys, meeting = marker_keys(item, self._remembered.keys), meeting_of(item, rules)
        there = {name: said[name] for name in ("state", "title")} | {OWNERS: rules.team.text(assigned)}
        return CreateIssue(
            items=(item.key,),
            repo=repo,
            links=(replace(link, notes_said=said, issue_said=there, state="open"),),
            title=said["title"],
            body=issue_body(item, text, meeting, keys, said),
            labels=rules.labels,
            assignees=assigned,
            marker=Marker(meeting, {item.key: keys}, said),
            former=frozenset(each.node for each in former if each.node),
        )


_FOR_GOOD = {
    DELETED: "it was deleted; `wgtrack link {} new` makes a new one",
    CONVERTED: "it became a discussion, which says nothing of the item; `wgtrack link {} new` makes a new issue",
}


def _without_discussions(seen: Seen) -> Seen:
    """`seen`, with issues that became discussions among what is lost: GitHub shows them as closed."""
    lost = {node: CONVERTED for node, issue in seen.issues.items() if issue.ref in seen.converted}
    issues = {node: issue for node, issue in seen.issues.items() if node not in lost}
    return replace(seen, issues=issues, lost={**seen.lost, **lost}) if lost else seen


def _with_memory(step: Adopt, followed: Iterable[Followed]) -> Adopt:
    """`step` with what its links remember where both sides agree; news is remembered by a step of its own."""
    agreed = {(f.link.item, f.link.node): f.settled.remembered for f in followed if not f.news}
    return replace(step, links=tuple(agreed.get((link.item, link.node), link) for link in step.links))


def _known_already(step: AnyStep, comments: Iterable[Comment]) -> AnyStep:
    """What is left of an edit whose text is there already: an earlier sync was cut off before it could note so."""
    if not isinstance(step, EditComment) or not step.comment:
        return step
    if all((each.id, each.body) != (step.comment.id, step.body) for each in comments):
        return step
    told = {"items": step.items, "ref": step.ref, "repo": step.repo, "changes": step.changes}
    return Remember(**told, links=step.links, news=step.news, comment=step.comment)  # type: ignore[arg-type]

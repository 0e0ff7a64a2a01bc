"""The comments on issues that items are about: one for each meeting and issue, edited in place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wgtrack.model import IssueRef, Item
from wgtrack.sync.comment_texts import CommentText, comment_facts, has_box, is_edited, with_room
from wgtrack.sync.fields import REVIEW, STATE, Compared, notes_values
from wgtrack.sync.following import Followed
from wgtrack.sync.posting import posts_notes
from wgtrack.sync.rules import Rules, repo_of
from wgtrack.sync.texts import meeting_of
from wgtrack.sync.wording import BODY_LENGTH, block_in, boxes_in, replace_block
from wgtrack.tracking import AnyStep, Comment, EditComment, Issue, Link, News, PostComment, Role

Keys = Mapping[str, Sequence[str]]


def boxes_of(comments: Iterable[Comment], links: Iterable[Link], keys: Keys) -> dict[tuple[str, int], str]:
    """The states of boxes, open or done, by item and comment; a box that a person took away has none."""
    bodies = {comment.id: boxes_in(comment.body) for comment in comments if not comment.gone}
    found = {}
    for link in links:
        boxes = bodies.get(link.comment, {}) if link.role is Role.ABOUT else {}
        ticked = next((boxes[key] for key in (link.item, *keys.get(link.item, ())) if key in boxes), None)
        if ticked is not None:
            found[link.item, link.comment] = "done" if ticked else "open"
    return found


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An item that is to get a box on an issue."""

    item: Item
    named: IssueRef
    """The issue as the notes name it."""
    issue: Issue

    @property
    def is_posting(self) -> bool:
        """True where the comment itself is what is to be done."""
        return posts_notes(self.item.text)

    def link(self, comment: int, *, box: str) -> Link:
        """The link once the box is there."""
        issue = self.issue
        link = Link(
            item=self.item.key,
            ref=issue.ref,
            role=Role.ABOUT,
            named=(self.named,) if self.named != issue.ref else (),
            comment=comment,
            notes_said={STATE: box},
            issue_said={STATE: box},
        )
        return link.showing(issue)

    def news(self) -> tuple[News, ...]:
        """What the comment's being there means for the item."""
        told = News(self.item.key, "status", "done", f"the notes are linked on {self.issue.ref}")
        return (told,) if self.is_posting else ()


def groups_of(newcomers: Iterable[Newcomer], rules: Rules) -> dict[tuple[str, str], list[Newcomer]]:
    """Newcomers by issue and meeting; one that names an issue by two names comes once."""
    groups: dict[tuple[str, str], dict[str, Newcomer]] = defaultdict(dict)
    for each in newcomers:
        groups[each.issue.node, meeting_of(each.item, rules)].setdefault(each.item.key, each)
    return {place: list(group.values()) for place, group in groups.items()}


def comment_steps(
    comments: Iterable[Comment],
    followed: Iterable[Followed],
    groups: Mapping[tuple[str, str], Sequence[Newcomer]],
    *,
    items: Mapping[str, Item],
    rules: Rules,
    keys: Keys,
) -> Iterator[AnyStep]:
    """The comments to edit, with the newcomers that belong on them, then those to post."""
    members: dict[int, list[Followed]] = defaultdict(list)
    for each in followed:
        if each.link.role is Role.ABOUT and each.link.comment:
            members[each.link.comment].append(each)
    groups = dict(groups)
    for comment in comments:
        new = groups.pop((comment.node, comment.meeting), ())
        if not comment.gone:
            step = _edit(comment, members[comment.id], new, items=items, rules=rules, keys=keys)
            if step:
                yield step
    for (_, meeting), new in groups.items():
        yield _post(meeting, new, rules, keys)


def _edit(
    comment: Comment,
    members: Sequence[Followed],
    new: Sequence[Newcomer],
    *,
    items: Mapping[str, Item],
    rules: Rules,
    keys: Keys,
) -> EditComment | None:
    last = block_in(comment.body)
    if last is None or not rules.may_comment(repo_of(comment.ref)):
        return None
    there = boxes_in(comment.body)
    # Whose box was taken away by a person, or found no room, gets none later.
    boxed = [each for each in members if has_box(there, each.link.item, keys)]
    told = [(items[each.link.item], _box(each.compared, items[each.link.item], each.link, rules)) for each in boxed]
    fresh = [(each.item, "done" if each.is_posting else "open") for each in new]
    hidden = len(members) - len(boxed)
    if not (told or fresh) or (not fresh and comment_facts(told, hidden) == comment.digest):
        return None
    text = with_room(CommentText(rules, keys, comment.meeting), comment.body)
    edited = is_edited(comment.body)
    written = text.rewritten(last, told, fresh, hidden) if edited else text.written([*told, *fresh], hidden)
    if written is None:
        return None
    body = comment.body if written.facts == comment.digest else replace_block(comment.body, written.block)
    if len(body) > BODY_LENGTH or (not fresh and block_in(body) == last):
        return None
    changes = {each.link.item: each.settled.updates[STATE] for each in members if STATE in each.settled.updates} | {
        each.item.key: ("", "done" if each.is_posting else "open") for each in new
    }
    links = [each.settled.written for each in members]
    links += [each.link(comment.id, box="done" if each.is_posting else "open") for each in new]
    return EditComment(
        items=tuple(item.key for item, _ in (*told, *fresh)),
        ref=comment.ref,
        repo=repo_of(comment.ref),
        changes=changes,
        links=tuple(links),
        news=tuple(news for each in new for news in each.news()),
        comment=replace(comment, body=body, digest=written.facts),
        body=body,
    )


def _box(compared: Compared, item: Item, link: Link, rules: Rules) -> str:
    """The state that a box is to show: the issue's own where people do not agree."""
    if STATE in compared.conflicts:
        return compared.conflicts[STATE][1]
    state = notes_values(item, link, rules)[STATE]
    # While it waits to be confirmed, a box stays as people left it.
    return compared.issue.get(STATE, "open") if state == REVIEW else state


def _post(meeting: str, new: Sequence[Newcomer], rules: Rules, keys: Keys) -> PostComment:
    told = [(each.item, "done" if each.is_posting else "open") for each in new]
    written = CommentText(rules, keys, meeting).written(told)
    issue = new[0].issue
    return PostComment(
        items=tuple(item.key for item, _ in told),
        ref=issue.ref,
        repo=repo_of(issue.ref),
        links=tuple(each.link(0, box=box) for each, (_, box) in zip(new, told, strict=True)),
        news=tuple(news for each in new for news in each.news()),
        comment=Comment(0, issue.ref, issue.node, meeting, written.block, digest=written.facts),
        body=written.block,
    )

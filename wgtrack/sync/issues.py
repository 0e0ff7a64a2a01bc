"""GitHub as an issue tracker: the requests that change something, each sent once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wgtrack.errors import TrackerError
from wgtrack.model import IssueRef, Status
from wgtrack.sync import views
from wgtrack.sync.answers import failure
from wgtrack.sync.github import Connection
from wgtrack.sync.looking import ASKED_SINGLY, issues_by_number, look
from wgtrack.sync.tracker import NotAssignable, Refused, Stopped, Unclear
from wgtrack.tracking import Comment, CreateIssue, EditComment, Issue, PostComment, Seen, UpdateIssue, Wanted

SHOWN = 5
"""Keys of a step's items that a sentence names."""
_REASONS = {Status.DONE: "completed", Status.DROPPED: "not_planned"}


class GitHub:
    """The `Tracker` on GitHub: issues become those of the repository `tracker`, where there is one."""

    def __init__(self, connection: Connection, tracker: str | None) -> None:
        self._connection = connection
        self._tracker = tracker

    def look(self, wanted: Wanted) -> Seen:
        """What GitHub shows of `wanted`."""
        return look(self._connection, self._tracker, wanted)

    def create_issue(self, step: CreateIssue) -> Issue:
        """Make the issue in `step.repo`."""
        where = f"{step.repo}, item {step.items[0]}"
        data = {"title": step.title, "body": step.body, "labels": list(step.labels), "assignees": list(step.assignees)}
        made = self._write(where, step.repo, "POST", f"/repos/{step.repo}/issues", data)
        return _checked(made, step.repo, where)

    def _write(self, where: str, repo: str, verb: str, path: str, data: dict[str, Any]) -> Issue:
        """Send an issue's fields; without assignees, who are named in the body, where those are all that is refused."""
        try:
            return views.issue_from_rest(self._connection.write(where, repo, verb, path, data))
        except NotAssignable:
            rest = {name: value for name, value in data.items() if name != "assignees"}
            if not rest:
                raise
            return views.issue_from_rest(self._connection.write(where, repo, verb, path, rest))

    def update_issue(self, step: UpdateIssue) -> Issue:
        """Change the fields that `step` gives."""
        assert step.ref is not None
        data: dict[str, Any] = {}
        if step.title is not None:
            data["title"] = step.title
        if step.body is not None:
            data["body"] = step.body
        if step.assignees is not None:
            data["assignees"] = list(step.assignees)
        if step.status is not None:
            data |= (
                {"state": "closed", "state_reason": _REASONS[step.status]} if step.status.closed else {"state": "open"}
            )
        where = f"{step.ref}, item {', '.join(step.items)}"
        path = f"/repos/{step.repo}/issues/{step.ref.number}"
        changed = self._write(where, step.repo, "PATCH", path, data)
        return _checked(changed, step.repo, where)

    def post_comment(self, step: PostComment) -> Comment:
        """Post the comment on `step.ref`."""
        assert step.ref is not None
        assert step.comment is not None
        where = f"{step.ref}, {_items(step.items)}"
        path = f"/repos/{step.repo}/issues/{step.ref.number}/comments"
        made = self._connection.write(where, step.repo, "POST", path, {"body": step.body})
        return views.comment_from_rest(made, step.ref, step.comment.node)

    def edit_comment(self, step: EditComment) -> Comment:
        """Change the text of `step.comment`."""
        assert step.ref is not None
        assert step.comment is not None
        where = f"{step.ref}, {_items(step.items)}"
        path = f"/repos/{step.repo}/issues/comments/{step.comment.id}"
        changed = self._connection.write(where, step.repo, "PATCH", path, {"body": step.body})
        return views.comment_from_rest(changed, step.ref, step.comment.node)

    def converted(self, refs: Sequence[IssueRef]) -> frozenset[IssueRef]:
        """Those of `refs`, the first twenty at the most, whose events tell that they became discussions.

        Nothing else does: GitHub shows such an issue as closed and locked.
        """
        return frozenset(ref for ref in refs[:ASKED_SINGLY] if self._is_converted(ref))

    def _is_converted(self, ref: IssueRef) -> bool:
        repo = f"{ref.owner}/{ref.repo}"
        try:
            events = self._connection.pages(str(ref), repo, f"/repos/{repo}/issues/{ref.number}/events", {})
            return any(isinstance(each, dict) and each.get("event") == "converted_to_discussion" for each in events)
        except Stopped:
            raise
        except TrackerError:
            return False

    def closers(self, repo: str) -> Mapping[IssueRef, str]:
        """Who closed the issues among the hundred of `repo` that changed last; empty where GitHub cannot be asked."""
        parameters = {"state": "closed", "sort": "updated", "direction": "desc", "per_page": 100}
        try:
            answer = self._connection.follow(repo, f"/repos/{repo}/issues", parameters)
            listed = answer.json() if answer.status == 200 else []
        except TrackerError:
            return {}
        return dict(filter(None, map(views.closer_from_rest, listed if isinstance(listed, list) else [])))

    def labelled(self, repo: str, labels: Sequence[str]) -> tuple[Issue, ...]:
        """The open issues of `repo` that have all `labels`, oldest first."""
        named = {"labels": ",".join(labels)} if labels else {}
        parameters = {"state": "open", "sort": "created", "direction": "asc", **named}
        entries = self._connection.pages(f"the issues of {repo}", repo, f"/repos/{repo}/issues", parameters)
        return tuple(map(views.issue_from_rest, entries))

    def find_issue(self, step: CreateIssue) -> Issue | None:
        """The oldest issue among the newest hundred that carries the marker of `step`."""
        where = f"{step.repo}, item {step.items[0]}"
        parameters = {"state": "all", "sort": "created", "direction": "desc", "per_page": 100}
        answer = self._connection.follow(where, f"/repos/{step.repo}/issues", parameters)
        if answer.status != 200:
            raise failure(answer, where, step.repo)
        listed = answer.json()
        if not isinstance(listed, list):
            raise Unclear(f"{where}: the answer is not a list: is a proxy in between?")
        keys = step.marker.keys()
        found = [views.issue_from_rest(each) for each in listed]
        found = [each for each in found if each.node not in step.former]
        ours = [each for each in found if each.marker and not keys.isdisjoint(each.marker.items)]
        return min(ours, key=lambda each: each.ref.number, default=None)

    def find_comment(self, step: PostComment) -> Comment | None:
        """The comment of the meeting of `step` on its issue."""
        assert step.ref is not None
        assert step.comment is not None
        named, unknown = issues_by_number(self._connection, [step.ref])
        if step.ref not in named:
            raise Refused(f"{step.ref}: {unknown.get(step.ref, 'it is not shown')}.")
        ours = (each for each in named[step.ref].comments if each.meeting == step.comment.meeting)
        return next(ours, None)


def _checked(issue: Issue, repo: str, where: str) -> Issue:
    if f"{issue.ref.owner}/{issue.ref.repo}".casefold() != repo.casefold():
        raise Refused(f"{where}: the answer speaks of {issue.ref}: {repo} has moved, correct the configuration.")
    return issue


def _items(keys: Sequence[str]) -> str:
    shown = ", ".join(keys[:SHOWN]) + (f" and {len(keys) - SHOWN} more" if len(keys) > SHOWN else "")
    return f"item{'s' if len(keys) > 1 else ''} {shown}"

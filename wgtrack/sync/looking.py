"""What GitHub shows, in few requests: linked issues by the hundred, a repository's issues and comments as lists.

A list of lasting names also shows what was deleted; only of those that are lost is each asked for by itself. What
could not be asked is a sentence in `failures`: nothing found is not nothing there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from wgtrack.errors import TrackerError
from wgtrack.model import IssueRef
from wgtrack.sync import views
from wgtrack.sync.answers import failure
from wgtrack.sync.github import Connection
from wgtrack.sync.tracker import Stopped, Unclear
from wgtrack.tracking import DELETED, Comment, Issue, Repository, Seen, Wanted

NODES_AT_ONCE = 100
"""GitHub's bound for a list of node ids."""
NUMBERS_AT_ONCE = 20
"""Issues, with up to 100 comments each, in one query."""
ASKED_SINGLY = 20
"""Lost issues whose fate is asked one by one in a sync."""

_MALFORMED = (KeyError, TypeError, ValueError, AttributeError)
"""What it leads to when an answer has not the form that GitHub's description promises."""
_NOT_GITHUB = "the answer has not the form that GitHub gives it: is a proxy in between?"

T = TypeVar("T")


def look(connection: Connection, tracker: str | None, wanted: Wanted) -> Seen:
    """What GitHub shows of `wanted`; `tracker` is the repository whose issues may be asked for."""
    looking = _Looking(connection)
    for nodes in _in_parts(wanted.nodes, NODES_AT_ONCE):
        looking.attempt(looking.by_node, nodes)
    for refs in _in_parts(wanted.refs, NUMBERS_AT_ONCE):
        looking.attempt(looking.by_number, refs)
    if tracker and (wanted.list_tracker or wanted.people):
        looking.attempt(looking.tracker, (tracker, wanted.list_tracker))
    for repo, since in wanted.comments.items():
        looking.attempt(looking.comments_since, (repo, looking.name_now(repo, wanted.nodes), since))
    return looking.seen()


class _Looking:
    """The answers as they come in."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._issues: dict[str, Issue] = {}
        self._lost: dict[str, str] = {}
        self._named: dict[IssueRef, Issue] = {}
        self._unknown: dict[IssueRef, str] = {}
        self._comments: dict[int, str] = {}
        self._until: dict[str, str] = {}
        self._failures: list[str] = []
        self._tracker = Seen()
        self._asked_singly = 0

    def attempt(self, ask: object, argument: object) -> None:
        """Do `ask`; what GitHub refuses or loses is noted, so that the rest goes on."""
        assert callable(ask)
        try:
            ask(argument)
        except Stopped:
            raise
        except TrackerError as error:
            self._failures.append(str(error))
        except _MALFORMED:
            self._failures.append(f"{_where(argument)}: {_NOT_GITHUB}")

    def seen(self) -> Seen:
        """All that was shown."""
        return replace(
            self._tracker,
            issues=self._issues,
            lost=self._lost,
            named=self._named,
            unknown=self._unknown,
            comments=self._comments,
            seen_until=self._until,
            failures=tuple(self._failures),
        )

    def by_node(self, wanted: Sequence[tuple[str, IssueRef]]) -> None:
        """Issues by their lasting names."""
        answer = self._connection.graphql("the linked issues", views.NODES, {"ids": [node for node, _ in wanted]})
        errors = views.errors_by_place(answer)
        found = answer["data"].get("nodes") or [None] * len(wanted)
        for place, ((node, ref), shown) in enumerate(zip(wanted, found, strict=True)):
            trouble = errors.get(f"nodes.{place}", "NOT_FOUND")
            if shown:
                self._issues[node] = views.issue_from_node(shown)
            elif trouble != "NOT_FOUND":
                self._failures.append(f"{ref}: GitHub does not show it ({trouble.lower()}): try again later.")
            elif self._asked_singly < ASKED_SINGLY:
                self._asked_singly += 1
                self.attempt(self._fate, (node, ref))
            else:
                self._failures.append(f"{ref}: GitHub does not show it; what became of it is asked in a later sync.")

    def _fate(self, wanted: tuple[str, IssueRef]) -> None:
        """What became of an issue that is not found under its lasting name."""
        node, ref = wanted
        answer = self._connection.follow(str(ref), f"/repos/{ref.owner}/{ref.repo}/issues/{ref.number}")
        if answer.status == 200:
            self._issues[node] = views.issue_from_rest(answer.json())
        elif answer.status == 410:
            self._lost[node] = DELETED
        elif answer.status == 404:
            self._lost[node] = "not there any more, or hidden from this token"
        else:
            raise failure(answer, str(ref), f"{ref.owner}/{ref.repo}")

    def by_number(self, refs: Sequence[IssueRef]) -> None:
        """Issues that notes name, with our comments."""
        named, unknown = issues_by_number(self._connection, refs)
        self._named |= named
        self._unknown |= unknown

    def tracker(self, wanted: tuple[str, bool]) -> None:
        """The tracker's name, who may be assigned, and its issues if they are wanted."""
        repo, with_issues = wanted
        answer = self._connection.follow(repo, f"/repos/{repo}")
        if answer.status != 200:
            raise failure(answer, repo, repo)
        data = answer.json()
        if not isinstance(data, dict) or not isinstance(data.get("full_name"), str):
            raise Unclear(f"{repo}: the answer is not a repository: is a proxy in between?")
        name = data["full_name"]
        parameters = {"state": "all", "sort": "created", "direction": "asc"}
        issues = self._connection.pages(f"the issues of {name}", name, f"/repos/{name}/issues", parameters)
        listed = tuple(views.issue_from_rest(each) for each in issues) if with_issues else ()
        people = self._connection.pages(f"who may be assigned in {name}", name, f"/repos/{name}/assignees", {})
        assignable = frozenset(str(each.get("login", "")).casefold() for each in people)
        repository = Repository(name, bool(data.get("has_issues", True)), bool(data.get("archived")))
        self._tracker = Seen(listed=listed, assignable=assignable, repository=repository)

    def name_now(self, repo: str, wanted: Iterable[tuple[str, IssueRef]]) -> str:
        """The name that `repo` has now: the one under which all its linked issues were shown."""
        shown = {
            f"{issue.ref.owner}/{issue.ref.repo}"
            for node, ref in wanted
            if f"{ref.owner}/{ref.repo}" == repo and (issue := self._issues.get(node))
        }
        return shown.pop() if len(shown) == 1 else repo

    def comments_since(self, wanted: tuple[str, str, str]) -> None:
        """The comments, changed since a moment, of a repository that was known by a name and has one now."""
        known, repo, since = wanted
        parameters = {"since": since, "sort": "updated", "direction": "asc"}
        found, latest = {}, since
        path = f"/repos/{repo}/issues/comments"
        for each in self._connection.pages(f"the comments of {repo}", repo, path, parameters):
            found[int(each["id"])] = str(each.get("body") or "")
            latest = max(latest, str(each.get("updated_at") or ""))
        # Only now: half a list must not move the moment on.
        self._comments |= found
        self._until |= {known: latest, repo: latest}


def issues_by_number(
    connection: Connection, refs: Sequence[IssueRef]
) -> tuple[dict[IssueRef, Issue], dict[IssueRef, str]]:
    """The issues that `refs` name, with the comments that carry a marker; and why others are not shown."""
    answer = connection.graphql("the issues that notes name", views.numbers_query(refs))
    try:
        return _by_number(connection, refs, answer)
    except _MALFORMED:
        raise Unclear(f"the issues that notes name: {_NOT_GITHUB}") from None


def _by_number(
    connection: Connection, refs: Sequence[IssueRef], answer: Any
) -> tuple[dict[IssueRef, Issue], dict[IssueRef, str]]:
    errors = views.errors_by_place(answer)
    named, unknown = {}, {}
    for place, ref in enumerate(refs):
        found = (answer["data"].get(f"r{place}") or {}).get("issue")
        if found:
            issue = views.issue_from_node(found)
            comments = _all_comments(connection, issue) if views.more_comments(found) else issue.comments
            named[ref] = replace(issue, comments=views.with_marker(comments))
        else:
            kind = errors.get(f"r{place}") or errors.get(f"r{place}.issue") or "NOT_FOUND"
            unknown[ref] = "there is no such issue that this token may see" if kind == "NOT_FOUND" else kind.lower()
    return named, unknown


def _all_comments(connection: Connection, issue: Issue) -> tuple[Comment, ...]:
    repo = f"{issue.ref.owner}/{issue.ref.repo}"
    path = f"/repos/{repo}/issues/{issue.ref.number}/comments"
    entries = connection.pages(f"the comments of {issue.ref}", repo, path, {})
    return tuple(views.comment_from_rest(each, issue.ref, issue.node) for each in entries)


def _where(argument: object) -> str:
    """A phrase for what was asked."""
    first = argument[0] if isinstance(argument, tuple | list) and argument else "GitHub"
    return first if isinstance(first, str) else "the linked issues"


def _in_parts(values: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    every = list(values)
    for start in range(0, len(every), size):
        yield every[start : start + size]

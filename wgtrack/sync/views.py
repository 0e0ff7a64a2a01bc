"""GitHub's JSON as values, and the GraphQL queries that bring many issues in one request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wgtrack.model import IssueRef, Status
from wgtrack.sync.tracker import Unclear
from wgtrack.sync.wording import marker_in
from wgtrack.tracking import Comment, Issue

_SHARED = """id number title body url locked closedAt updatedAt repository { nameWithOwner }
    assignees(first: 20) { nodes { login } } labels(first: 50) { nodes { name } }"""
_COMMENTS = "comments(last: 100) { pageInfo { hasPreviousPage } nodes { databaseId body url updatedAt } }"

NODES = f"""query($ids: [ID!]!) {{ nodes(ids: $ids) {{ __typename
  ... on Issue {{ {_SHARED} state stateReason }}
  ... on PullRequest {{ {_SHARED} pullState: state }} }} }}"""
"""Issues by their lasting names, 100 at the most; null in the place of one that is gone."""

_ISSUE_URL = re.compile(r"/repos/(?P<repo>[^/]+/[^/]+)(?:/|$)")


def numbers_query(refs: Sequence[IssueRef]) -> str:
    """The query for issues known by number, with their latest comments; `refs[3]` is answered as `r3.issue`."""
    wanted = (
        f"{{ __typename ... on Issue {{ {_SHARED} state stateReason {_COMMENTS} }} "
        f"... on PullRequest {{ {_SHARED} pullState: state {_COMMENTS} }} }}"
    )
    parts = [
        f"r{place}: repository(owner: {json.dumps(ref.owner)}, name: {json.dumps(ref.repo)}) "
        f"{{ nameWithOwner issue: issueOrPullRequest(number: {ref.number}) {wanted} }}"
        for place, ref in enumerate(refs)
    ]
    return "{ " + " ".join(parts) + " }"


def status_of(state: str, reason: str, *, unmerged: bool = False) -> Status:
    """The state of an item whose issue has this state and reason, in whatever case.

    `unmerged` is true for a pull request that nobody merged.
    """
    if state.upper() == "OPEN":
        return Status.OPEN
    # A duplicate is not done here: the work goes on under another number, if it does.
    return Status.DROPPED if unmerged or reason.upper() in ("NOT_PLANNED", "DUPLICATE") else Status.DONE


def issue_from_node(node: Mapping[str, Any]) -> Issue:
    """An issue as GraphQL gives it."""
    ref = _ref(node["repository"]["nameWithOwner"], node["number"])
    body = node.get("body") or ""
    # The two kinds' states are of different types, which GraphQL lets no answer hold under one name.
    state = node.get("state") or node["pullState"]
    pull = node["__typename"] == "PullRequest"
    return Issue(
        ref=ref,
        node=node["id"],
        title=node["title"],
        status=status_of(state, node.get("stateReason") or "", unmerged=pull and state != "MERGED"),
        merged=state == "MERGED",
        pull=pull,
        locked=bool(node.get("locked")),
        assignees=tuple(each["login"] for each in node["assignees"]["nodes"]),
        url=node["url"],
        body=body,
        labels=tuple(each["name"] for each in node["labels"]["nodes"]),
        marker=marker_in(body),
        comments=tuple(
            _comment(ref, node["id"], each["databaseId"], each["body"], url=each["url"], updated=each["updatedAt"])
            for each in node.get("comments", {}).get("nodes", [])
        ),
        closed_at=node.get("closedAt") or "",
        updated=node.get("updatedAt") or "",
    )


def more_comments(node: Mapping[str, Any]) -> bool:
    """True where the issue has earlier comments than those in the answer."""
    return bool(node["comments"]["pageInfo"]["hasPreviousPage"])


def issue_from_rest(data: Any) -> Issue:
    """An issue as REST gives it; `Unclear` where the answer is none."""
    try:
        found = _ISSUE_URL.search(data["url"])
        assert found is not None
        body = data.get("body") or ""
        pull = data.get("pull_request") or {}
        merged = bool(pull.get("merged_at"))
        return Issue(
            ref=_ref(found["repo"], data["number"]),
            node=data["node_id"],
            title=data["title"],
            status=status_of(data["state"], data.get("state_reason") or "", unmerged=bool(pull) and not merged),
            merged=merged,
            pull=bool(pull),
            locked=bool(data.get("locked")),
            assignees=tuple(each["login"] for each in data.get("assignees") or []),
            url=data["html_url"],
            body=body,
            labels=tuple(each["name"] for each in data.get("labels") or []),
            marker=marker_in(body),
            closed_at=data.get("closed_at") or "",
            updated=data.get("updated_at") or "",
        )
    except (KeyError, TypeError, AttributeError, AssertionError, ValueError):
        raise Unclear("the answer is not an issue: is a proxy in between?") from None


def closer_from_rest(data: Any) -> tuple[IssueRef, str] | None:
    """An issue and the login of who closed it; None where the answer does not say."""
    try:
        return issue_from_rest(data).ref, str(data["closed_by"]["login"])
    except (KeyError, TypeError, Unclear):
        return None


def comment_from_rest(data: Any, ref: IssueRef, node: str) -> Comment:
    """A comment as REST gives it; `Unclear` where the answer is none."""
    try:
        return _comment(ref, node, data["id"], data["body"], url=data["html_url"], updated=data["updated_at"])
    except (KeyError, TypeError):
        raise Unclear("the answer is not a comment: is a proxy in between?") from None


def _comment(ref: IssueRef, node: str, number: int, body: str, *, url: str, updated: str) -> Comment:
    """A comment with what its marker says."""
    marker = marker_in(body or "")
    meeting = marker.meeting if marker else ""
    return Comment(number, ref, node, meeting, body or "", url=url, updated=updated, marker=marker)


def errors_by_place(answer: Any) -> dict[str, str]:
    """The errors of a GraphQL answer: the first name of each path, with an index behind where it has one -> type."""
    errors = answer.get("errors") if isinstance(answer, dict) else None
    found = {}
    for error in errors if isinstance(errors, list) else []:
        if not isinstance(error, dict):
            continue
        path = [str(part) for part in error.get("path") or []]
        found[".".join(path[:2])] = str(error.get("type") or error.get("message") or "")
    return found


def with_marker(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    """Those that carry a marker, oldest first."""
    return tuple(sorted((each for each in comments if each.marker), key=lambda each: each.id))


def _ref(repo: str, number: int) -> IssueRef:
    return IssueRef.parse(f"{repo}#{number}")

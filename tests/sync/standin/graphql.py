"""The GraphQL questions that wgtrack asks, known by their shape, and two mutations that the suite plays people with."""

from __future__ import annotations

import re
from typing import Any

from tests.sync.standin.hub import Call, Hub, Issue, Repo, route

_NUMBERED = re.compile(
    r'(r[0-9]+): repository\(owner: "([^"]+)", name: "([^"]+)"\) \{ nameWithOwner issue: '
    r"issueOrPullRequest\(number: ([0-9]+)\)"
)


@route("POST", "/graphql")
def graphql(hub: Hub, call: Call, _found: re.Match[str]) -> tuple[int, Any]:
    query, variables = call.body["query"], call.body.get("variables") or {}
    if "deleteIssue" in query:
        _issue(hub, variables["id"]).deleted = True
        return 200, {"data": {}}
    if "transferIssue" in query:
        return 200, _transfer(hub, _issue(hub, variables["id"]), variables["to"])
    if "nodes(ids: $ids)" in query:
        return 200, _nodes(hub, variables["ids"])
    asked = _NUMBERED.findall(query)
    assert asked, f"the stand-in does not know this question: {query}"
    return 200, _numbered(hub, asked)


def _issue(hub: Hub, node: str) -> Issue:
    return next(i for repo in hub.repos for i in repo.issues.values() if node == f"I_{i.id}")


def _transfer(hub: Hub, issue: Issue, target: str) -> Any:
    repo = next(r for r in hub.repos if target == f"R_{r.id}")
    new = hub.add(repo, issue.title, body=issue.body, user=issue.user)
    new.state, new.reason, new.comments = issue.state, issue.reason, issue.comments
    issue.moved = new
    return {"data": {}}


def _nodes(hub: Hub, ids: list[str]) -> Any:
    known = {f"I_{i.id}": i for repo in hub.repos for i in hub.shown(repo)}
    errors = [
        {"type": "NOT_FOUND", "path": ["nodes", place], "message": "Could not resolve"}
        for place, node in enumerate(ids)
        if node not in known
    ]
    shown = [_view(known[node]) if node in known else None for node in ids]
    return {"data": {"nodes": shown}, **({"errors": errors} if errors else {})}


def _numbered(hub: Hub, asked: list[tuple[str, str, str, str]]) -> Any:
    data: dict[str, Any] = {}
    errors = []
    for place, owner, name, number in asked:
        repo = _repo(hub, f"{owner}/{name}")
        issue = next((i for i in hub.shown(repo) if i.number == int(number)), None) if repo else None
        if not repo:
            errors.append({"type": "NOT_FOUND", "path": [place], "message": "Could not resolve to a Repository"})
        elif not issue:
            errors.append({"type": "NOT_FOUND", "path": [place, "issue"], "message": "Could not resolve to an issue"})
        data[place] = {"nameWithOwner": repo.name, "issue": issue and _view(issue)} if repo else None
    return {"data": data, **({"errors": errors} if errors else {})}


def _repo(hub: Hub, name: str) -> Repo | None:
    found = next((r for r in hub.repos if r.name.casefold() == name.casefold()), None)
    return found or hub.renamed.get(name.casefold())


def _view(issue: Issue) -> dict[str, Any]:
    comments = list(issue.comments.values())
    shown = [
        {"databaseId": c.id, "body": c.body, "url": f"https://github.com/x#{c.id}", "updatedAt": c.updated}
        for c in comments[-100:]
    ]
    return {
        "__typename": "PullRequest" if issue.pull else "Issue",
        "id": f"I_{issue.id}",
        "number": issue.number,
        "title": issue.title,
        "body": issue.body,
        "url": f"https://github.com/{issue.repo.name}/issues/{issue.number}",
        "pullState" if issue.pull else "state": "MERGED" if issue.merged else issue.state.upper(),
        "stateReason": issue.reason.upper() if issue.reason else None,
        "locked": issue.locked,
        "closedAt": issue.closed_at,
        "updatedAt": issue.updated,
        "repository": {"nameWithOwner": issue.repo.name},
        "assignees": {"nodes": [{"login": login} for login in issue.assignees]},
        "labels": {"nodes": [{"name": name} for name in issue.labels]},
        "comments": {"pageInfo": {"hasPreviousPage": len(comments) > 100}, "nodes": shown},
    }

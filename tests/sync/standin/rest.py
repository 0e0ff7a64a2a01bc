"""The REST endpoints that wgtrack and the suite use."""

from __future__ import annotations

import re
from typing import Any

from tests.sync.standin.hub import PUSH, TRIAGE, Call, Comment, Hub, Issue, Pull, Repo, refuse, route

_REPO = r"/(?:repos|repositories)/(?P<repo>[^/]+/[^/]+|[0-9]+)"
_ISSUE = _REPO + r"/issues/(?P<number>[0-9]+)"


def issue_json(call: Call, issue: Issue) -> dict[str, Any]:
    kind = "pull" if issue.pull else "issues"
    return {
        "id": issue.id,
        "node_id": f"I_{issue.id}",
        "url": f"{call.base}/repos/{issue.repo.name}/issues/{issue.number}",
        "html_url": f"https://github.com/{issue.repo.name}/{kind}/{issue.number}",
        "number": issue.number,
        "title": issue.title,
        "body": issue.body or None,
        "state": issue.state,
        "state_reason": issue.reason,
        "user": {"login": issue.user},
        "closed_by": {"login": issue.closed_by} if issue.closed_by else None,
        "assignees": [{"login": login} for login in issue.assignees],
        "labels": [{"name": name} for name in issue.labels],
        "locked": issue.locked,
        "closed_at": issue.closed_at,
        "updated_at": issue.updated,
        **({"pull_request": {"merged_at": issue.updated if issue.merged else None}} if issue.pull else {}),
    }


def comment_json(call: Call, issue: Issue, comment: Comment) -> dict[str, Any]:
    place = f"https://github.com/{issue.repo.name}/issues/{issue.number}#issuecomment-{comment.id}"
    url = f"{call.base}/repos/{issue.repo.name}/issues/comments/{comment.id}"
    return {
        "id": comment.id,
        "url": url,
        "html_url": place,
        "body": comment.body,
        "user": {"login": comment.user},
        "updated_at": comment.updated,
    }


@route("GET", _REPO)
def get_repo(hub: Hub, call: Call, found: re.Match[str]) -> tuple[int, Any]:
    repo = hub.repo(call, found["repo"])
    return 200, {"id": repo.id, "full_name": repo.name, "has_issues": repo.has_issues, "archived": repo.archived}


@route("PATCH", _REPO)
def rename(hub: Hub, call: Call, found: re.Match[str]) -> tuple[int, Any]:
    repo = hub.repo(call, found["repo"])
    hub.renamed[repo.name.casefold()] = repo
    repo.name = f"{repo.name.partition('/')[0]}/{call.body['name']}"
    return 200, {"full_name": repo.name}


@route("GET", _REPO + "/assignees")
def assignees(hub: Hub, call: Call, found: re.Match[str]) -> tuple[int, Any]:
    return 200, [{"login": login} for login in sorted(hub.repo(call, found["repo"]).roles)]


@route("GET", _REPO + "/issues")
def list_issues(hub: Hub, call: Call, found: re.Match[str]) -> tuple[int, Any]:
    rows = hub.shown(hub.repo(call, found["repo"]))
    state, since = call.query.get("state", "open"), call.query.get("since", "")
    labels = {name.casefold() for name in call.query.get("labels", "").split(",") if name}
    rows = [i for i in rows if state in ("all", i.state) and i.updated >= since]
    rows = [i for i in rows if labels <= {name.casefold() for name in i.labels}]
    rows.sort(key=lambda i: i.number, reverse=call.query.get("direction", "desc") == "desc")
    return 200, [issue_json(call, issue) for issue in rows]


@route("POST", _REPO + "/issues")
def create_issue(hub: Hub, call: Call, found: re.Match[str]) -> tuple[int, Any]:
    repo = hub.repo(call, found["repo"])
    if not repo.has_issues:
        raise refuse(410, "Issues are disabled for this repo")
    fields = _fields(hub, call, repo)
    issue = hub.add(repo, fields.pop("title"), user=call.me)
    _change(hub, call, issue, fields)
    return 201, issue_json(call, issue)


@route("GET", _ISSUE)
def get_issue(hub: Hub, call: Call, found: re.Match[str]) -> tuple[int, Any]:
    return 200, issue_json(call, hub.issue(call, found["repo"], found["number"]))


@route("PATCH", _ISSUE)
def update_issue(hub: Hub, call: Call, found: re.Match[str]) -> tuple[int, Any]:
    issue = hub.issue(call, found["repo"], found["number"])
    if hub.role(issue.repo, call.me) not in TRIAGE and call.me != issue.user:
        raise refuse(403, "Must have admin rights to Repository.")
    _change(hub, call, issue, _fields(hub, call, issue.repo))
    return 200, issue_json(call, issue)


def _fields(hub: Hub, call: Call, repo: Repo) -> dict[str, Any]:
    """The fields of a write, checked before anything is changed."""
    fields = {name: call.body[name] for name in call.body}
    if "title" in fields:
        fields["title"] = str(fields["title"] or "").strip()
        if not 0 < len(fields["title"]) <= 256:
            raise refuse(422, "Validation Failed", [{"resource": "Issue", "field": "title", "code": "custom"}])
    if len(fields.get("body") or "") > 65536:
        raise refuse(422, "Validation Failed", [{"resource": "Issue", "field": "body", "code": "custom"}])
    if hub.role(repo, call.me) not in TRIAGE:
        fields.pop("labels", None)
        fields.pop("assignees", None)
    known = {who.casefold(): who for who in repo.roles}
    strangers = [who for who in fields.get("assignees") or [] if who.casefold() not in known]
    if strangers:
        message = f"assignees {', '.join(strangers)} cannot be assigned to this issue"
        raise refuse(422, "Validation Failed", [{"field": "assignees", "code": "invalid", "message": message}])
    if "assignees" in fields:
        fields["assignees"] = [known[who.casefold()] for who in fields["assignees"]]
    return fields


def _change(hub: Hub, call: Call, issue: Issue, fields: dict[str, Any]) -> None:
    for name in ("title", "body", "labels", "assignees"):
        if name in fields:
            setattr(issue, name, fields[name])
    if fields.get("state", issue.state) != issue.state:
        closing = fields["state"] == "closed"
        issue.state = fields["state"]
        issue.reason = (fields.get("state_reason") or "completed") if closing else "reopened"
        issue.closed_by = call.me if closing else None
        issue.closed_at = hub.now() if closing else None
    issue.updated = hub.now()


@route("GET", _REPO + "/issues/comments")
def repo_comments(hub: Hub, call: Call, found: re.Match[str]) -> tuple[int, Any]:
    pairs = [(i, c) for i in hub.shown(hub.repo(call, found["repo"])) for c in i.comments.values()]
    rows = [(issue, comment) for issue, comment in pairs if comment.updated >= call.query.get("since", "")]
    rows.sort(key=lambda pair: (pair[1].updated, pair[1].id))
    return 200, [comment_json(call, issue, comment) for issue, comment in rows]


@route("GET", _ISSUE + "/comments")
def issue_comments(hub: Hub, call: Call, found: re.Match[str]) -> tuple[int, Any]:
    issue = hub.issue(call, found["repo"], found["number"])
    return 200, [comment_json(call, issue, each) for each in issue.comments.values()]


@route("PUT", _ISSUE + "/lock")
def lock(hub: Hub, call: Call, found: re.Match[str]) -> tuple[int, Any]:
    hub.issue(call, found["repo"], found["number"]).locked = True
    return 204, None


@route("GET", _ISSUE + "/events")
def issue_events(hub: Hub, call: Call, found: re.Match[str]) -> tuple[int, Any]:
    issue = hub.issue(call, found["repo"], found["number"])
    return 200, [{"event": name} for name in issue.events]


@route("POST", _ISSUE + "/comments")
def post_comment(hub: Hub, call: Call, found: re.Match[str]) -> tuple[int, Any]:
    issue = hub.issue(call, found["repo"], found["number"])
    if issue.locked and hub.role(issue.repo, call.me) not in PUSH:
        raise refuse(403, "Unable to create comment because issue is locked.")
    comment = Comment(hub.next_id(), call.me or "", call.body["body"], hub.now())
    issue.comments[comment.id] = comment
    return 201, comment_json(call, issue, comment)


@route("PATCH", _REPO + r"/issues/comments/(?P<id>[0-9]+)")
def edit_comment(hub: Hub, call: Call, found: re.Match[str]) -> tuple[int, Any]:
    issue, comment = _comment(hub, call, found)
    comment.body, comment.updated = call.body["body"], hub.now()
    return 200, comment_json(call, issue, comment)


@route("DELETE", _REPO + r"/issues/comments/(?P<id>[0-9]+)")
def delete_comment(hub: Hub, call: Call, found: re.Match[str]) -> tuple[int, Any]:
    issue, comment = _comment(hub, call, found)
    del issue.comments[comment.id]
    return 204, None


def _comment(hub: Hub, call: Call, found: re.Match[str]) -> tuple[Issue, Comment]:
    for issue in hub.shown(hub.repo(call, found["repo"])):
        comment = issue.comments.get(int(found["id"]))
        if comment:
            if hub.role(issue.repo, call.me) not in PUSH and call.me != comment.user:
                raise refuse(403, "Must have admin rights to Repository.")
            return issue, comment
    raise refuse(404, "Not Found")


def _pull_json(pull: Pull) -> dict[str, Any]:
    return {"number": pull.number, "title": pull.title, "state": pull.state, "merged_at": pull.merged_at}


@route("GET", _REPO + "/pulls")
def list_pulls(hub: Hub, call: Call, found: re.Match[str]) -> tuple[int, Any]:
    state, head = call.query.get("state", "open"), call.query.get("head", "").rpartition(":")[2]
    pulls = [pull for pull in hub.repo(call, found["repo"]).pulls if pull.head == head]
    return 200, [_pull_json(pull) for pull in pulls if state in ("all", pull.state)]


@route("POST", _REPO + "/pulls")
def create_pull(hub: Hub, call: Call, found: re.Match[str]) -> tuple[int, Any]:
    repo = hub.repo(call, found["repo"])
    if any((pull.head, pull.state) == (call.body["head"], "open") for pull in repo.pulls):
        raise refuse(422, "Validation Failed", [{"message": "A pull request already exists"}])
    pull = Pull(1000 + len(repo.pulls), call.body["head"], call.body["base"], call.body["title"])
    repo.pulls.append(pull)
    return 201, _pull_json(pull)


@route("PATCH", _REPO + r"/pulls/(?P<number>[0-9]+)")
def change_pull(hub: Hub, call: Call, found: re.Match[str]) -> tuple[int, Any]:
    (pull,) = (each for each in hub.repo(call, found["repo"]).pulls if each.number == int(found["number"]))
    pull.title, pull.state = call.body.get("title", pull.title), call.body.get("state", pull.state)
    pull.merged_at = call.body.get("merged_at", pull.merged_at)
    return 200, _pull_json(pull)

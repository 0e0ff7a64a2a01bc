"""State and rules: repositories, issues, comments, who may do what."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

PUSH = {"write", "maintain", "admin"}
TRIAGE = PUSH | {"triage"}


@dataclass
class Refusal(Exception):
    """An answer that says no."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Comment:
    id: int
    user: str
    body: str
    updated: str


@dataclass
class Issue:
    repo: Repo
    number: int
    id: int
    user: str
    title: str
    body: str = ""
    labels: list[str] = field(default_factory=list)
    assignees: list[str] = field(default_factory=list)
    state: str = "open"
    reason: str | None = None
    pull: bool = False
    merged: bool = False
    locked: bool = False
    deleted: bool = False
    moved: Issue | None = None
    closed_by: str | None = None
    closed_at: str | None = None
    events: list[str] = field(default_factory=list)
    updated: str = ""
    comments: dict[int, Comment] = field(default_factory=dict)


@dataclass
class Pull:
    """A pull request, as far as an agenda is proposed by one."""

    number: int
    head: str
    base: str
    title: str
    state: str = "open"
    merged_at: str | None = None


@dataclass
class Repo:
    id: int
    name: str
    roles: dict[str, str] = field(default_factory=dict)
    has_issues: bool = True
    archived: bool = False
    issues: dict[int, Issue] = field(default_factory=dict)
    pulls: list[Pull] = field(default_factory=list)


@dataclass
class Call:
    """One request."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    me: str | None
    read_only: bool
    base: str

    @property
    def page(self) -> tuple[int, int]:
        return int(self.query.get("per_page", 30)), int(self.query.get("page", 1))


def refuse(status: int, message: str, errors: object = None, **headers: str) -> Refusal:
    body = {"message": message, **({"errors": errors} if errors else {})}
    return Refusal(status, body, {name.replace("_", "-"): value for name, value in headers.items()})


Handler = Callable[["Hub", Call, "re.Match[str]"], tuple[int, Any]]
ROUTES: list[tuple[str, re.Pattern[str], Handler]] = []


def route(method: str, path: str) -> Callable[[Handler], Handler]:
    def keep(handler: Handler) -> Handler:
        ROUTES.append((method, re.compile(path + r"\Z"), handler))
        return handler

    return keep


class Hub:
    """`answer` is the whole interface."""

    def __init__(self) -> None:
        self.reset({})

    def reset(self, seed: Mapping[str, Any]) -> None:
        self.tokens: dict[str, tuple[str, bool]] = {}
        self.repos: list[Repo] = []
        self.renamed: dict[str, Repo] = {}
        self.limits: dict[str, int] = {}
        self._ids = 1000
        for token, who in seed.get("tokens", {}).items():
            known = who if isinstance(who, dict) else {"login": who}
            self.tokens[token] = (known["login"], bool(known.get("read_only")))
        for spec in seed.get("repos", []):
            flags = {name: spec[name] for name in ("has_issues", "archived") if name in spec}
            repo = Repo(self.next_id(), spec["full_name"], dict(spec.get("roles", {})), **flags)
            self.repos.append(repo)
            for given in spec.get("issues", []):
                self.add(repo, **given)

    def next_id(self) -> int:
        self._ids += 1
        return self._ids

    def now(self) -> str:
        return f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"

    def add(self, repo: Repo, title: str, number: int | None = None, **given: Any) -> Issue:
        number = number or max([0, *repo.issues]) + 1
        user = given.get("user") or next(iter(repo.roles), "ghost")
        issue = Issue(repo, number, self.next_id(), user, title, given.get("body") or "", updated=self.now())
        issue.labels, issue.assignees = list(given.get("labels", [])), list(given.get("assignees", []))
        issue.pull, issue.merged = given.get("pull_request", False), given.get("merged", False)
        issue.locked, issue.state = given.get("locked", False), given.get("state", "open")
        issue.reason = given.get("state_reason") or ("completed" if issue.state == "closed" else None)
        issue.closed_at = self.now() if issue.state == "closed" else None
        repo.issues[number] = issue
        return issue

    def answer(self, method: str, target: str, body: Any, token: str, base: str) -> tuple[int, Any, dict[str, str]]:
        """Status, body and headers for a request."""
        path, query = urlsplit(target)[2], {k: v[0] for k, v in parse_qs(urlsplit(target).query).items()}
        try:
            if token not in self.tokens:
                raise refuse(401, "Bad credentials")
            call = Call(method, unquote(path), query, body, *self.tokens[token], base)
            for verb, pattern, handler in ROUTES:
                found = pattern.match(call.path)
                if verb == method and found:
                    status, value = handler(self, call, found)
                    return status, *self._paged(call, value)
            raise refuse(404, "Not Found")
        except Refusal as no:
            return no.status, no.body, no.headers

    def _paged(self, call: Call, value: Any) -> tuple[Any, dict[str, str]]:
        if not isinstance(value, list):
            return value, {}
        size, page = call.page
        headers = {}
        if page * size < len(value):
            link = f"{call.base}{call.path}?{urlencode({**call.query, 'page': page + 1})}"
            headers["Link"] = f'<{link}>; rel="next"'
        return value[(page - 1) * size : page * size], headers

    def repo(self, call: Call, name: str) -> Repo:
        """The repository `name`, given as owner/name or by its id."""
        found = next((r for r in self.repos if name.casefold() in (r.name.casefold(), str(r.id))), None)
        if found is None and name.casefold() in self.renamed:
            new = self.renamed[name.casefold()]
            rest = call.path.removeprefix(f"/repos/{name}")
            query = f"?{urlencode(call.query)}" if call.query else ""
            place = f"{call.base}/repositories/{new.id}{rest}{query}"
            raise refuse(301 if call.method == "GET" else 307, "Moved Permanently", Location=place)
        if found is None:
            raise refuse(404, "Not Found")
        if call.method != "GET":
            if call.read_only:
                needed = {"X_Accepted_GitHub_Permissions": "issues=write"}
                raise refuse(403, "Resource not accessible by personal access token", **needed)
            if found.archived:
                raise refuse(403, "Repository was archived so is read-only.")
        return found

    def issue(self, call: Call, name: str, number: str) -> Issue:
        repo = self.repo(call, name)
        issue = repo.issues.get(int(number))
        if issue is None:
            raise refuse(404, "Not Found")
        if not repo.has_issues and not issue.pull:
            raise refuse(410, "Issues are disabled for this repo")
        if issue.deleted:
            raise refuse(410, "This issue was deleted")
        if issue.moved:
            place = f"{call.base}/repositories/{issue.moved.repo.id}/issues/{issue.moved.number}"
            raise refuse(301 if call.method == "GET" else 307, "Moved Permanently", Location=place)
        return issue

    def convert(self, issue: Issue) -> None:
        """A person makes a discussion of an issue: it stays, closed and locked, and only its events tell why."""
        issue.state, issue.reason, issue.locked, issue.closed_at = "closed", "completed", True, self.now()
        issue.events += ["closed", "locked", "converted_to_discussion"]
        issue.updated = self.now()

    def shown(self, repo: Repo) -> list[Issue]:
        """The issues that are there."""
        every = (i for i in repo.issues.values() if not i.deleted and not i.moved)
        return [i for i in every if repo.has_issues or i.pull]

    def role(self, repo: Repo, login: str | None) -> str | None:
        return next((role for who, role in repo.roles.items() if login and who.casefold() == login.casefold()), None)

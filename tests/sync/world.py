"""A GitHub to talk to, whichever server plays it: what people do there, what it was asked, what goes wrong."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

SEED: dict[str, Any] = {
    "users": ["ada", "lee", "mo", "wg-bot", "passer-by"],
    "tokens": {
        "tok-bot": "wg-bot",
        "tok-ada": "ada",
        "tok-lee": "lee",
        "tok-stranger": "passer-by",
        "tok-readonly": {"login": "ada", "read_only": True},
    },
    "repos": [
        {"full_name": "boats/actions", "roles": {"ada": "admin", "lee": "write", "wg-bot": "write"}},
        {
            "full_name": "boats/map",
            "roles": {"ada": "admin", "mo": "write", "wg-bot": "triage"},
            "issues": [
                {"number": 4, "title": "Which colours?", "user": "mo"},
                {"number": 5, "title": "Draw the lamps", "user": "mo", "pull_request": True},
                {"number": 6, "title": "Depths", "user": "mo"},
            ],
        },
        {"full_name": "boats/old", "roles": {"ada": "admin", "wg-bot": "write"}, "archived": True},
        {"full_name": "boats/silent", "roles": {"ada": "admin", "wg-bot": "write"}, "has_issues": False},
        {"full_name": "harbour/elsewhere", "roles": {"ada": "admin"}, "issues": [{"title": "Not ours"}]},
    ],
}
"""A tracker, boats/actions; a repository that notes speak of, boats/map; and some that make trouble."""

_DELETE = "mutation($id: ID!) { deleteIssue(input: {issueId: $id}) { clientMutationId } }"
_TRANSFER = """mutation($id: ID!, $to: ID!) {
    transferIssue(input: {issueId: $id, repositoryId: $to}) { clientMutationId } }"""


@dataclass
class World:
    """The server at `url`; people act with the token `person`, at first of ada, who may do everything."""

    url: str
    person: str = "tok-ada"

    def reset(self, seed: dict[str, Any] = SEED, person: str = "tok-ada") -> None:
        self.person = person
        self._control("POST", "reset", seed)

    def fault(self, kind: str, **how: Any) -> None:
        """Strike the next request that matches, as the server's `Fault` says."""
        self._control("POST", "faults", {"kind": kind, **how})

    def mend(self) -> None:
        """No more faults."""
        self._control("DELETE", "faults", None)

    @property
    def journal(self) -> list[dict[str, Any]]:
        """Every request, oldest first, those of `act` included."""
        found: list[dict[str, Any]] = self._control("GET", "journal", None)
        return found

    @property
    def violations(self) -> list[str]:
        return [each for entry in self.journal for each in entry["violations"]]

    def asked(self, since: int = 0) -> int:
        """How many requests there were behind the first `since`."""
        return len(self.journal) - since

    def writes(self, since: int = 0) -> list[tuple[str, str]]:
        """Method and path of the requests that change something."""
        every = ((entry["method"], entry["target"]) for entry in self.journal[since:])
        return [(method, target) for method, target in every if method != "GET" and "graphql" not in target]

    def act(self, method: str, path: str, body: Any = None, token: str = "") -> Any:
        """What a person does."""
        return self._request(method, path, body, token or self.person)

    def issues(self, repo: str = "boats/actions") -> list[dict[str, Any]]:
        """Every issue, oldest first."""
        listed = self.act("GET", f"/repos/{repo}/issues?state=all&direction=asc&per_page=100")
        more = self.act("GET", f"/repos/{repo}/issues?state=all&direction=asc&per_page=100&page=2") if listed else []
        rest = self.act("GET", f"/repos/{repo}/issues?state=all&direction=asc&per_page=100&page=3") if more else []
        return [*listed, *more, *rest, *([] if len(rest) < 100 else self._fourth(repo))]

    def _fourth(self, repo: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.act(
            "GET", f"/repos/{repo}/issues?state=all&per_page=100&page=4&direction=asc"
        )
        return found

    def issue(self, number: int, repo: str = "boats/actions") -> dict[str, Any]:
        found: dict[str, Any] = self.act("GET", f"/repos/{repo}/issues/{number}")
        return found

    def change(self, number: int, repo: str = "boats/actions", token: str = "", **fields: Any) -> None:
        """A person changes an issue."""
        self.act("PATCH", f"/repos/{repo}/issues/{number}", fields, token)

    def close(self, number: int, repo: str = "boats/actions", reason: str = "completed", token: str = "") -> None:
        self.change(number, repo, token, state="closed", state_reason=reason)

    def comments(self, number: int = 4, repo: str = "boats/map") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.act("GET", f"/repos/{repo}/issues/{number}/comments?per_page=100")
        return found

    def edit_comment(self, comment: dict[str, Any], body: str) -> None:
        self.act("PATCH", comment["url"].removeprefix(self.url), {"body": body})

    def delete_comment(self, comment: dict[str, Any]) -> None:
        self.act("DELETE", comment["url"].removeprefix(self.url))

    def rename(self, repo: str, name: str) -> None:
        self.act("PATCH", f"/repos/{repo}", {"name": name})

    def convert(self, number: int, repo: str = "boats/actions") -> None:
        """A person makes a discussion of an issue; only the stand-in knows how."""
        self._control("POST", "convert", {"repo": repo, "number": number})

    def lock(self, number: int, repo: str = "boats/actions") -> None:
        self.act("PUT", f"/repos/{repo}/issues/{number}/lock", {})

    def delete(self, number: int, repo: str = "boats/actions") -> None:
        node = self.issue(number, repo)["node_id"]
        self.act("POST", "/graphql", {"query": _DELETE, "variables": {"id": node}})

    def transfer(self, number: int, repo: str, target: str) -> None:
        node = self.issue(number, repo)["node_id"]
        where = self.act("GET", f"/repos/{target}")
        to = where.get("node_id") or f"R_{where['id']}"
        self.act("POST", "/graphql", {"query": _TRANSFER, "variables": {"id": node, "to": to}})

    def _control(self, method: str, path: str, value: Any) -> Any:
        return self._request(method, f"/__lab/{path}", value, "")

    def _request(self, method: str, path: str, value: Any, token: str) -> Any:
        data = None if value is None else json.dumps(value).encode()
        headers = {"User-Agent": "the suite", "Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        request = urllib.request.Request(f"{self.url}{path}", data, headers, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=10) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read()!r}") from None
        return json.loads(text) if text else None

"""Requests to GitHub, through PyGithub's requester. Only this module knows that library.

Every request is made here, one way: a read is tried again when its answer is lost, a write never is; no redirect
is followed for a write; a limit is waited for up to a bound. PyGithub's own retries are off, because they repeat
POST, and so is its following of 301, because it drops the query and follows for writes too.
"""

from __future__ import annotations

import datetime as dt
import itertools
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from github import Auth, Github
from github.Requester import HTTPRequestsConnectionClass, HTTPSRequestsConnectionClass, RequestsResponse

from wgtrack import __version__
from wgtrack.sync.answers import MOVED, Answer, failure, lost, wait_for
from wgtrack.sync.tracker import Refused, Stopped, Unclear

TIMEOUT = 15
"""Seconds for one request."""
TRIES = 4
"""How often a read is asked at the most."""
BACKOFF = 1.0
"""Seconds before the second try of a read, doubled with each."""
LONGEST_WAIT = 120.0
"""Seconds that one request waits for limits altogether; with more, the sync stops and goes on another time."""
MOST_WAITS = 5
"""How often one request waits for limits at the most, however short."""
BETWEEN_WRITES = 1.0
"""Seconds between two writes, as GitHub asks; none to a server on this machine."""
MOST_PAGES = 1000
"""Pages of a list that are read at the most."""

_HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def _as_it_came(answer: RequestsResponse) -> RequestsResponse:
    """An answer that the library does not follow: 308 says the same as 301 and is left to us."""
    if answer.status == 301:
        answer.status = 308
    return answer


class _Https(HTTPSRequestsConnectionClass):
    def getresponse(self) -> RequestsResponse:
        return _as_it_came(super().getresponse())


class _Http(HTTPRequestsConnectionClass):
    def getresponse(self) -> RequestsResponse:
        return _as_it_came(super().getresponse())


class Connection:
    """A GitHub whose API is at `url`, spoken to with `token`; `wait(seconds, why)` sleeps and tells the user.

    Writes go only to repositories for which `may_write` is true. All methods may raise `TrackerError`; `where`
    is a phrase for its sentence.
    """

    def __init__(
        self, token: str, url: str, *, may_write: Callable[[str], bool], wait: Callable[[float, str], None]
    ) -> None:
        self._url = url.rstrip("/")
        self._token = token
        self._may_write = may_write
        self._wait = wait
        parts = urlsplit(self._url)
        host = parts.hostname or ""
        path = parts.path.removesuffix("/v3") + "/graphql"
        self._graphql_url = parts._replace(path=path).geturl()
        self._pause = 0.0 if host in _LOOPBACK else BETWEEN_WRITES
        self._last_write = 0.0
        library = Github(
            auth=Auth.Token(token),
            base_url=self._url,
            user_agent=f"wgtrack/{__version__}",
            timeout=TIMEOUT,
            retry=None,
            seconds_between_requests=None,
            seconds_between_writes=None,
        )
        self._requester = library.requester
        kind = _Https if parts.scheme == "https" else _Http
        self._channel = kind(host, parts.port, timeout=TIMEOUT, retry=None, pool_size=None)

    def _send(self, verb: str, url: str, parameters: Mapping[str, Any] | None, data: Any) -> Answer:
        status, headers, text = self._requester.requestJson(
            verb, url, dict(parameters or {}), dict(_HEADERS), data, cnx=self._channel
        )
        # Whoever repeats what it was sent, as a proxy may, does not make us show the token.
        return Answer(status, headers, text.replace(self._token, "***"))

    def _past_limits(self, send: Callable[[], Answer]) -> Answer:
        """The first answer that is not about a limit; Stopped where that would take too long."""
        waited = 0.0
        for count in itertools.count():
            answer = send()
            seconds = wait_for(answer, dt.datetime.now(dt.UTC))
            if seconds is None:
                break
            if waited + seconds > LONGEST_WAIT or count == MOST_WAITS:
                until = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds)
                raise Stopped(
                    f"GitHub asks to wait until {until:%Y-%m-%d %H:%M} UTC: what was done so far is remembered, "
                    "run `wgtrack sync` again after that."
                )
            waited += seconds
            self._wait(seconds, "GitHub limits how fast it is asked")
        return answer

    def _read(self, where: str, url: str, parameters: Mapping[str, Any] | None = None, data: Any = None) -> Answer:
        """The answer to a question, asked again where it was lost; a status of 400 and more is left to the caller."""
        verb = "GET" if data is None else "POST"
        for attempt in range(1, TRIES + 1):
            try:
                answer = self._past_limits(lambda: self._send(verb, url, parameters, data))
                if answer.status == 401:
                    raise failure(answer, where, "")
                if answer.status < 500:
                    if answer.status == 200:
                        answer.json()
                    return answer
                problem = failure(answer, where, "")
            except OSError as error:
                problem = lost(error, where)
                if isinstance(problem, Stopped):
                    raise problem from None
            except Unclear as error:
                problem = Unclear(f"{where}: {error}")
            if attempt < TRIES:
                self._wait(BACKOFF * 2 ** (attempt - 1), "GitHub did not answer well")
        raise problem

    def follow(self, where: str, path: str, parameters: Mapping[str, Any] | None = None) -> Answer:
        """The answer to a question, going after redirects on the same server; a refusal is left to the caller."""
        url, wanted = f"{self._url}{path}", parameters
        for _ in range(4):
            answer = self._read(where, url, wanted)
            if answer.status not in MOVED:
                return answer
            target = answer.headers.get("location", "")
            if urlsplit(target)[:2] != urlsplit(self._url)[:2]:
                break
            url, wanted = target, None if urlsplit(target).query else parameters
        return answer

    def pages(self, where: str, repo: str, path: str, parameters: Mapping[str, Any]) -> Iterator[Any]:
        """Every entry of a list, page by page."""
        for page in range(1, MOST_PAGES + 1):
            answer = self.follow(where, path, {**parameters, "per_page": 100, "page": page})
            if answer.status != 200:
                raise failure(answer, where, repo)
            entries = answer.json()
            if not isinstance(entries, list):
                raise Unclear(f"{where}: the answer is not a list: is a proxy in between?")
            yield from entries
            if 'rel="next"' not in answer.headers.get("link", ""):
                return
        # Half a list would be worse than none: what is not on it would be made anew.
        raise Refused(f"{where}: there are more than {MOST_PAGES * 100:,} of them, which is too many to look through.")

    def graphql(self, where: str, query: str, variables: Mapping[str, Any] | None = None) -> Any:
        """The whole answer to a GraphQL query: `data`, and `errors` where parts of it failed."""
        data = {"query": query, "variables": dict(variables or {})}
        answer = self._read(where, self._graphql_url, data=data)
        if answer.status != 200:
            raise failure(answer, where, "the repositories")
        found = answer.json()
        if not isinstance(found, dict) or not isinstance(found.get("data"), dict):
            errors = found.get("errors") if isinstance(found, dict) else None
            listed = errors if isinstance(errors, list) else []
            said = "; ".join(str(each.get("message", "")) for each in listed if isinstance(each, dict))
            raise Refused(f"{where}: GitHub does not answer the question ({said or 'no reason given'}).")
        return found

    def write(self, where: str, repo: str, verb: str, path: str, data: Mapping[str, Any]) -> Any:
        """The JSON of a write's answer. It is sent once, unless a limit held it off before anything was done."""
        if not self._may_write(repo):
            raise Refused(f"{where}: the configuration does not name {repo}, so nothing is written there.")
        pause = self._last_write + self._pause - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        try:
            answer = self._past_limits(lambda: self._send(verb, f"{self._url}{path}", None, dict(data)))
        except OSError as error:
            raise lost(error, where) from None
        finally:
            self._last_write = time.monotonic()
        if answer.status not in (200, 201):
            raise failure(answer, where, repo)
        try:
            return answer.json()
        except Unclear as error:
            raise Unclear(f"{where}: {error}") from None

"""What GitHub's answers mean: which are limits, which are final, and the sentence for each.

Sources: GitHub's REST description (statuses, `X-RateLimit-*`, `Retry-After`, `X-Accepted-GitHub-Permissions`,
`X-GitHub-SSO`), RFC 9110 for the statuses.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from wgtrack.errors import TrackerError
from wgtrack.sync.tracker import Gone, NotAssignable, Refused, Stopped, Unclear

NO_HINT = 60.0
"""Seconds to wait at a secondary limit that names no time, as GitHub asks."""
LONGEST = 366 * 86_400.0
"""Seconds beyond which it does not matter how long a limit lasts."""
SHOWN = 200
"""Characters of an answer's own words that a sentence repeats."""
MOVED = frozenset({301, 302, 307, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: status, headers by lower-case name, body as text."""

    status: int
    headers: Mapping[str, str]
    text: str

    def json(self) -> Any:
        """The body as JSON; `Unclear` where it is none."""
        try:
            return json.loads(self.text) if self.text else None
        except (ValueError, RecursionError):
            raise Unclear("the answer is not JSON: is a proxy or login page in between?") from None

    @property
    def message(self) -> str:
        """What the answer says in words, without its last point; empty where it says nothing."""
        try:
            data = json.loads(self.text)
        except (ValueError, RecursionError):
            return ""
        if not isinstance(data, dict):
            return ""
        details = [_detail(each) for each in data.get("errors") or [] if isinstance(each, dict | str)]
        said = "; ".join(filter(None, [str(data.get("message") or ""), *details]))
        return " ".join(said.split())[:SHOWN].rstrip(".")


def _detail(error: Mapping[str, Any] | str) -> str:
    if isinstance(error, str):
        return error
    return str(error.get("message") or " ".join(str(error.get(k, "")) for k in ("field", "code")).strip())


def wait_for(answer: Answer, now: dt.datetime) -> float | None:
    """Seconds after which the limit that `answer` speaks of is over; None where it speaks of none."""
    if answer.status not in (403, 429) and not _is_graphql_limit(answer):
        return None
    told = answer.headers.get("retry-after", "")
    if told.isdecimal():
        return min(float(told), LONGEST)
    if answer.headers.get("x-ratelimit-remaining") == "0":
        reset = answer.headers.get("x-ratelimit-reset", "")
        moment = _date(answer.headers.get("date", "")) or now
        return min(max(1.0, float(reset) - moment.timestamp()), LONGEST) if reset.isdecimal() else NO_HINT
    if answer.status != 403 or "rate limit" in answer.message.casefold():
        return NO_HINT
    return None


def _is_graphql_limit(answer: Answer) -> bool:
    """True for a GraphQL answer about a limit: its status is 200 all the same."""
    if answer.status != 200 or '"RATE_LIMITED"' not in answer.text:
        return False
    try:
        errors = json.loads(answer.text)["errors"]
    except (ValueError, RecursionError, KeyError, TypeError):
        return False
    return any(isinstance(error, dict) and error.get("type") == "RATE_LIMITED" for error in errors)


def _date(text: str) -> dt.datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None


def failure(answer: Answer, where: str, repo: str) -> TrackerError:
    """The failure that `answer` means for a request about `where`, a phrase that names repository and item."""
    status = answer.status
    if status >= 500:
        return Unclear(f"{where}: GitHub has trouble (status {status}): try again later, nothing is done twice.")
    if status == 401:
        return Stopped(_BAD_TOKEN)
    kind = Gone if status in (404, 410) else NotAssignable if _is_about_assignees(answer) else Refused
    return kind(f"{where}: {_why_refused(answer, repo)}")


def _is_about_assignees(answer: Answer) -> bool:
    """True where an answer refuses people to assign, and nothing else."""
    try:
        errors = json.loads(answer.text)["errors"]
    except (ValueError, RecursionError, KeyError, TypeError):
        return False
    is_list = answer.status == 422 and isinstance(errors, list) and bool(errors)
    return is_list and all(isinstance(each, dict) and each.get("field") == "assignees" for each in errors)


_BAD_TOKEN = (
    "GitHub does not accept the token: make a new one with the permission Issues: read and write, and set GITHUB_TOKEN."
)
_WHY_REFUSED = {
    **dict.fromkeys(MOVED, "{repo} has moved on GitHub: write its new name into github.tracker or github.comment_on."),
    404: "it is not there, or the token may not see it: check the name and the token's access.",
    410: "{said}: it is gone, or issues are switched off in the settings of {repo}.",
    422: "GitHub does not take it ({said}): correct what it names.",
}


def _why_refused(answer: Answer, repo: str) -> str:
    if answer.status == 403:
        return _why_forbidden(answer, repo)
    otherwise = f"GitHub answers with status {answer.status} ({{said}}): look it up in GitHub's documentation."
    said = answer.message or "no reason given"
    return _WHY_REFUSED.get(answer.status, otherwise).replace("{repo}", repo).replace("{said}", said)


def _why_forbidden(answer: Answer, repo: str) -> str:
    said = answer.message
    if "x-github-sso" in answer.headers:
        return f"the organisation asks for single sign-on: authorise the token for {repo.partition('/')[0]}."
    if "archived" in said:
        return f"{repo} is archived: take it out of the configuration, or ask its owners to open it again."
    if "locked" in said:
        return "the issue is locked: ask the repository's maintainers, or say `wgtrack skip` for the item."
    needed = answer.headers.get("x-accepted-github-permissions", "")
    if needed:
        return f"the token lacks the permission {needed} on {repo}: grant it in the token's settings."
    return (
        f"not allowed ({said or 'no reason given'}): the token needs the permission Issues: read and write on {repo}."
    )


def lost(error: OSError, where: str) -> TrackerError:
    """The failure that a lost connection means: `Stopped` where nothing was sent, else `Unclear`."""
    if _never_sent(error):
        return Stopped(f"GitHub cannot be reached ({_reason(error)}): check the network and GITHUB_API_URL.")
    return Unclear(f"{where}: the answer was lost ({_reason(error)}): try again later, nothing is done twice.")


_NEVER_SENT = frozenset(
    {"NewConnectionError", "NameResolutionError", "ConnectTimeoutError", "SSLError", "SSLCertVerificationError"}
    | {"ProxyError"}
)


def _causes(error: BaseException) -> list[BaseException]:
    """The error and what it wraps, outermost first."""
    found: list[BaseException] = []
    queue: list[object] = [error]
    while queue and len(found) < 10:
        each = queue.pop(0)
        if isinstance(each, BaseException):
            found.append(each)
            queue += [*each.args, getattr(each, "reason", None)]
    return found


def _never_sent(error: OSError) -> bool:
    return any(type(each).__name__ in _NEVER_SENT for each in _causes(error))


def _reason(error: OSError) -> str:
    names = {type(each).__name__ for each in _causes(error)}
    if {"SSLError", "SSLCertVerificationError"} & names:
        return "its certificate could not be verified"
    if names & {"ReadTimeout", "ReadTimeoutError", "ConnectTimeoutError", "ConnectTimeout"}:
        return "it took too long"
    if "NameResolutionError" in names:
        return "its name is not known here"
    return "the connection was refused" if "NewConnectionError" in names else "the connection broke off"

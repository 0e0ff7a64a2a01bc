"""Which issues, pull requests and discussions a text names.

Only what is written out counts: an address, `owner/repo#12`, or a short name and a default repository that the
configuration gives. `#2` alone is as often a pain point, an option or a colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from wgtrack.model import IssueRef
from wgtrack.reading.glance import holds
from wgtrack.reading.later import later
from wgtrack.reading.settings import ReadingSettings

_OWNER = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})"
_REPO = r"[A-Za-z0-9._-]{1,100}"
_NUMBER = r"(?P<number>[1-9][0-9]{0,8})(?![\w%])"
_KINDS = r"(?:issues?|prs?|pull\srequests?|bugs?|tickets?|discussions?)"
_NEAR = 160
"""How many characters before a number can name its repository."""
_NEAREST = 20
"""How many can make it the number of something else."""

_ADDRESS = later(
    r"(?:https?://|(?<![\w@/.-])(?=[\w-]{1,63}\.))(?P<host>[\w.-]{1,255})(?::\d{1,5})?(?P<path>/[^\s<>()\[\]\"'`|\\]{1,2000})"
)
_INNER_ADDRESS = later(r"https?://(?P<host>[\w.-]{1,255})(?P<path>/[^\s&]{1,500})")
_ISSUE_PATH = later(
    rf"/(?P<owner>{_OWNER})/(?P<repo>{_REPO})/(?:issues|pulls?|discussions)/(?P<number>[1-9][0-9]{{0,8}})(?![\w-])"
)
_NOT_OWNERS = frozenset({"orgs", "users", "apps", "settings", "marketplace"})
_HASH = later(rf"(?:\\?#|\bGH-|\b{_KINDS}\s{{1,2}}(?=\d)){_NUMBER}", re.IGNORECASE)
_HASH_HINTS = ("#", "gh-", "issue", "pr", "pull", "bug", "ticket", "discussion")
_DIGIT = later("[1-9]")
_KIND_WORDS = ("issue", "pr", "pull request", "bug", "ticket", "discussion")
_KINDS_BACKWARDS = "(?:s?(?:" + "|".join(word[::-1].replace(" ", r"\s") for word in _KIND_WORDS) + r")(?=\s))"
_FULL_BACKWARDS = later(rf"(?P<repo>{_REPO})/(?P<owner>[A-Za-z0-9-]{{0,38}}[A-Za-z0-9])(?![\w/.#-])")
_NAME_BACKWARDS = later(rf"\s?(?:{_KINDS_BACKWARDS}\s{{1,2}})?(?P<name>{_REPO})(?![\w/.#@-])", re.IGNORECASE)
"""What stands before a number, matched from the number towards the left: the cost is that of a word, not a line."""
_NOT_ISSUES = (
    r"(?:points?|options?|meetings?|calls?|steps?|items?|parts?|phases?|questions?|slides?|rules?|episodes?|sprints?|"
    r"pages?|sections?|figures?|tables?|chapters?|topics?|rounds?|days?|weeks?|rooms?|teams?|numbers?|priority|colou?r|"
    r"hex|background|foreground|versions?|releases?|proposals?|problems?|goals?|session|workshop)"
)
_OTHER_BEFORE = later(rf"(?:[\w&/]|\b{_NOT_ISSUES}\W{{0,2}})$", re.IGNORECASE)
_RANK_AFTER = later(r"\s(?:priority|choice|goal|reason|request|concern|thing|problem|ask)\b", re.IGNORECASE)
_COLOUR_DIGITS = 6


def _from_address(host: str, path: str, settings: ReadingSettings) -> Iterator[IssueRef]:
    bare_host = host.lower().removeprefix("www.")
    if bare_host in settings.hosts or host.lower() in settings.hosts:
        match = _ISSUE_PATH.match(path)
        if match and match["owner"].lower() not in _NOT_OWNERS:
            yield IssueRef(match["owner"], match["repo"], int(match["number"]))
    elif "http" in path:  # a word processor's export wraps addresses in its own
        for inner in _INNER_ADDRESS.finditer(unquote(path)):
            if inner["host"].lower() != host.lower():
                yield from _from_address(inner["host"], inner["path"].partition("http")[0], settings)


def _repository(name: str, settings: ReadingSettings) -> str | None:
    """`owner/repo` for a short name that the configuration knows, in any case."""
    wanted = name.casefold()
    for short, full in settings.repos.items():
        if short.casefold() == wanted:
            return full
    default = settings.default_repo
    return default if default and default.partition("/")[2].casefold() == wanted else None


def _from_number(text: str, match: re.Match[str], settings: ReadingSettings) -> tuple[str, bool] | None:
    """The repository that a number means and whether it is named beside it; None where the number is no issue."""
    before = text[max(0, match.start() - _NEAR) : match.start()]
    backwards = before[::-1]
    hashed = "#" in match[0]
    if hashed and (full := _FULL_BACKWARDS.match(backwards)):
        return f"{full['owner'][::-1]}/{full['repo'][::-1]}", True
    if (named := _NAME_BACKWARDS.match(backwards)) and (repository := _repository(named["name"][::-1], settings)):
        return repository, True
    if settings.default_repo is None or not (hashed or match[0][:2].upper() == "GH"):
        return None
    look_alike = len(match["number"]) == _COLOUR_DIGITS or _RANK_AFTER.match(text, match.end())
    return None if look_alike or _OTHER_BEFORE.search(before[-_NEAREST:]) else (settings.default_repo, False)


def _in_text(text: str, settings: ReadingSettings) -> Iterator[tuple[int, IssueRef, bool]]:
    """Position, reference and whether its repository is named there, for all that `text` names."""
    hidden: list[tuple[int, int]] = []
    for address in _ADDRESS.finditer(text) if "/" in text else ():
        hidden.append(address.span())
        for ref in _from_address(address["host"], address["path"], settings):
            yield address.start(), ref, True
    mask = 0
    for match in _HASH.finditer(text) if _DIGIT.search(text) and holds(text, _HASH_HINTS) else ():
        while mask < len(hidden) and hidden[mask][1] <= match.start():
            mask += 1
        if mask < len(hidden) and hidden[mask][0] <= match.start():
            continue
        found = _from_number(text, match, settings)
        if found is not None:
            owner, _, repo = found[0].partition("/")
            yield match.start(), IssueRef(owner, repo, int(match["number"])), found[1]


def find_refs(text: str, hrefs: Iterable[str], settings: ReadingSettings) -> tuple[IssueRef, ...]:
    """The issues that `text` and its links' targets name, each once, in the order of the text.

    A bare number that is also the number of an issue written out in full is that issue, as in a link's text.
    """
    found = sorted(_in_text(text, settings), key=lambda entry: entry[0])
    for href in hrefs:
        found.extend((len(text), ref, True) for _, ref, named in _in_text(href, settings) if named)
    numbers_in_full = {ref.number for _, ref, named in found if named}
    unique: dict[str, IssueRef] = {}
    for _, ref, named in found:
        if named or ref.number not in numbers_in_full:
            unique.setdefault(str(ref).casefold(), ref)
    return tuple(unique.values())

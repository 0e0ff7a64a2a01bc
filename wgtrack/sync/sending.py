"""Which items are to be told where: as an issue of the tracker, as a comment on what they are about, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wgtrack.model import IssueRef, Item
from wgtrack.sync.rules import Rules, repo_of
from wgtrack.tracking import Choice, Link, Remembered, Role


@dataclass(frozen=True, slots=True)
class Sending:
    """Items that the tracker knows nothing of so far."""

    about: tuple[tuple[Item, IssueRef], ...]
    """With the issues that get a comment."""
    tracker: tuple[Item, ...]
    left_out: tuple[str, ...]
    closed_about: tuple[tuple[Item, IssueRef], ...] = ()
    """Items that were closed meanwhile, before the first sync of this database: a comment of ours may know them."""


def by_item(links: Iterable[Link]) -> dict[str, list[Link]]:
    """Links by their item."""
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault(link.item, []).append(link)
    return found


def sort_out(items: Iterable[Item], remembered: Remembered, rules: Rules) -> Sending:
    """What is to be told of `items`, and how many are left out for which reason."""
    links = by_item(remembered.links)
    about: list[tuple[Item, IssueRef]] = []
    closed_about: list[tuple[Item, IssueRef]] = []
    tracker: list[Item] = []
    out: Counter[str] = Counter()
    for item in items:
        choice = remembered.choices.get(item.key)
        if item.gone or choice is Choice.SKIP or (rules.named and item.key not in rules.named):
            continue
        mine = links.get(item.key, [])
        if not item.refs and _has_issue(mine, choice):
            continue  # nothing is to be told of it, as of most items once all have been sent
        refs = [ref for ref in item.refs if not _is_linked(ref, mine)]
        places = [ref for ref in refs if rules.may_comment(repo_of(ref))]
        if item.status.closed:
            is_first = not remembered.first_sync and not _quiet(item, rules)
            closed_about += [(item, ref) for ref in places if is_first and rules.is_now(repo_of(ref))]
            continue
        wants_issue = not _has_issue(mine, choice) and _belongs_in_tracker(item, rules, choice)
        reason = _quiet(item, rules) if places or wants_issue else None
        if reason:
            out[reason] += 1
            continue
        now = [ref for ref in places if rules.is_now(repo_of(ref))]
        about += [(item, ref) for ref in now]
        if wants_issue and rules.tracker and rules.is_now(rules.tracker):
            tracker.append(item)
        elif len(now) < len(places) or (wants_issue and rules.tracker):
            out["waiting"] += 1
        elif wants_issue:
            out["outside" if item.refs else "no tracker"] += 1
    sentences = tuple(_sentence(out[why], why, rules) for why in _REASONS if out[why])
    return Sending(tuple(about), tuple(tracker), sentences, tuple(closed_about))


def _is_linked(ref: IssueRef, links: Iterable[Link]) -> bool:
    return any(ref in (link.ref, *link.named) for link in links)


def _has_issue(links: Iterable[Link], choice: Choice | None) -> bool:
    return choice is Choice.NONE or any(link.role is Role.TRACKS and not link.detached for link in links)


def _belongs_in_tracker(item: Item, rules: Rules, choice: Choice | None) -> bool:
    """True for an item about nothing that a comment may be posted on."""
    return choice is Choice.NEW or not any(rules.may_comment(repo_of(ref)) for ref in item.refs)


def _quiet(item: Item, rules: Rules) -> str | None:
    """Why an item that nobody asked for is left alone."""
    if item.key in rules.named:
        return None
    if item.asleep(rules.today):
        return "asleep"
    return "old" if item.last_stated is None or item.last_stated < rules.since else None


_REASONS: Mapping[str, str] = {
    "asleep": "{are} asleep and not sent: `wgtrack sync KEY` sends one all the same",
    "old": "{were} last stated before {since} and not sent: `wgtrack sync KEY` sends one all the same",
    "waiting": "{are} to be told in repositories outside --only and not sent: a sync without it, with a token that may "
    "write there, sends what waits",
    "no tracker": "{are} about no issue and not sent: set github.tracker to make issues of them",
    "outside": "{are} about issues outside github.comment_on and not sent: name their repositories there, "
    "or set github.tracker",
}


def _sentence(count: int, why: str, rules: Rules) -> str:
    are, were = ("is", "was") if count == 1 else ("are", "were")
    told = _REASONS[why].format(are=are, were=were, since=rules.since)
    return f"{count} {'item' if count == 1 else 'items'} {told}."

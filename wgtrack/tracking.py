"""The nouns of keeping an issue tracker in step: what it shows, what is remembered of it, the steps of a plan.

Standard library only, as `wgtrack.model`, so that planning, the store and the tracker's client share them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from wgtrack.model import IssueRef, Status

DELETED = "deleted"
"""Why an issue is lost for good."""
CONVERTED = "converted"
"""The same: it became a discussion."""


class Role(StrEnum):
    """What an issue is to an item."""

    TRACKS = "tracks"
    """The issue is the item: its state is the item's."""
    ABOUT = "about"
    """The item is about the issue: wgtrack comments there and leaves the issue alone."""


@dataclass(frozen=True, slots=True)
class Marker:
    """What wgtrack writes into an issue or comment so that it is known again by whoever reads it."""

    meeting: str
    """Key of the meeting that the items were stated at."""
    items: Mapping[str, tuple[str, ...]]
    """Each item's key, with all keys that answered for it."""
    said: Mapping[str, str] = field(default_factory=dict)
    """What the notes last said: in an issue by field, in a comment the state by item."""

    def keys(self) -> frozenset[str]:
        """Every key that it names."""
        return frozenset(key for item, others in self.items.items() for key in (item, *others))


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that wgtrack made, as the tracker shows it or as it is remembered."""

    id: int
    """The tracker's number; 0 for one that is not posted yet."""
    ref: IssueRef
    node: str
    """The issue's name in the tracker that survives renaming."""
    meeting: str
    body: str
    url: str = ""
    updated: str = ""
    """When it was last changed, ISO 8601 in UTC, where the tracker said so."""
    digest: str = ""
    """Of the facts that its text was last made from."""
    gone: bool = False
    marker: Marker | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue or pull request as the tracker shows it now."""

    ref: IssueRef
    node: str
    title: str = ""
    status: Status = Status.OPEN
    """OPEN, DONE or DROPPED."""
    merged: bool = False
    pull: bool = False
    locked: bool = False
    assignees: tuple[str, ...] = ()
    url: str = ""
    body: str = ""
    labels: tuple[str, ...] = ()
    marker: Marker | None = None
    comments: tuple[Comment, ...] = ()
    """Those with a marker, oldest first; only where the issue was asked for by its number."""
    closed_at: str = ""
    """When it was closed or merged, ISO 8601 in UTC; empty while it is open."""
    updated: str = ""
    """When anything of it was last changed, ISO 8601 in UTC."""

    @property
    def state(self) -> str:
        """The issue's own state: open, closed, merged."""
        return "merged" if self.merged else "closed" if self.status.closed else "open"


@dataclass(frozen=True, slots=True)
class Link:
    """An item and an issue, with what each side last said; fields and values are text."""

    item: str
    ref: IssueRef
    role: Role
    node: str = ""
    """Empty until the tracker has shown the issue."""
    url: str = ""
    named: tuple[IssueRef, ...] = ()
    """Other names by which notes call the issue."""
    made: bool = False
    """True for an issue that wgtrack made: only there it owns title, assignees and body."""
    comment: int = 0
    """The comment on which the item's box stands; 0 for none."""
    notes_said: Mapping[str, str] = field(default_factory=dict)
    issue_said: Mapping[str, str] = field(default_factory=dict)
    state: str = ""
    """The issue's own state: open, closed, merged; empty where it was never seen."""
    gone: str = ""
    """Why the tracker no longer shows it; empty while it does."""
    detached: bool = False
    """True where a person said that it is not the item's issue."""
    title: str = ""
    """The issue's title as it was last seen."""
    moved: str = ""
    """How its state last changed: closed, merged, reopened; empty where it was never seen to."""
    moved_at: str = ""
    """When that was, ISO 8601 in UTC."""

    def showing(self, issue: Issue) -> Link:
        """The link with what its issue is now: where it is, its title and state, and how that changed last.

        A tracker says when an issue was closed, not when it was opened again: that was at the latest when it was
        last changed at all.
        """
        state, moved, moved_at = issue.state, self.moved, self.moved_at
        if issue.status.closed:
            moved, moved_at = state, issue.closed_at or issue.updated
        elif self.state in ("closed", "merged"):
            moved, moved_at = "reopened", issue.updated
        now = (issue.ref, issue.node, issue.url or self.url, issue.title, state, moved, moved_at)
        if now == (self.ref, self.node, self.url, self.title, self.state, self.moved, self.moved_at):
            return self
        names = ("ref", "node", "url", "title", "state", "moved", "moved_at")
        return replace(self, **dict(zip(names, now, strict=True)))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Moved:
    """An issue whose state changed, and the items that it is linked to."""

    ref: IssueRef
    url: str
    title: str
    how: str
    """closed, merged or reopened."""
    at: dt.datetime
    """In UTC."""
    items: tuple[str, ...]
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class News:
    """What the tracker says about an item: a field, its new value, and who said so where that is known."""

    item: str
    what: str
    after: str
    note: str
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What all steps have: the items and issue it is about, what changes, and what is true once it is done."""

    items: tuple[str, ...]
    ref: IssueRef | None = None
    repo: str = ""
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    """The links as they are to be remembered then."""
    news: tuple[News, ...] = ()
    comment: Comment | None = None
    """The comment as it is to be remembered then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateIssue(Step):
    """A new issue for an item that has none."""

    title: str
    body: str
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    marker: Marker
    former: frozenset[str] = frozenset()
    """Lasting names of issues that the item had and has no more: their markers name it too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateIssue(Step):
    """New values for fields of an issue; None leaves a field alone."""

    title: str | None = None
    status: Status | None = None
    assignees: tuple[str, ...] | None = None
    body: str | None = None
    merged_into: IssueRef | None = None
    """The issue in which the item goes on, for one that is closed because items were merged: a person is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostComment(Step):
    """The one comment of a meeting on an issue."""

    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditComment(Step):
    """New text for a comment of ours, in place."""

    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopt(Step):
    """An issue or comment that is ours already, or another tool's for the same task."""

    title: str
    sure: bool = True
    """False where only words and meeting speak for it: a person is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remember(Step):
    """What changed on the tracker is taken over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict(Step):
    """Both sides changed a field to other values; a person chooses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing(Step):
    """An issue that is gone: said, and never made anew silently."""

    why: str


AnyStep = CreateIssue | UpdateIssue | PostComment | EditComment | Adopt | Remember | Conflict | Missing


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be told and what would be remembered, in that order; and what is left out, in sentences."""

    steps: tuple[AnyStep, ...] = ()
    left_out: tuple[str, ...] = ()
    quiet: tuple[Link, ...] = ()
    """Links whose memory is brought up to date without anything to tell."""
    comments: tuple[Comment, ...] = ()
    """Comments of the same kind."""
    failures: tuple[str, ...] = ()
    """What could not be found out or may not be done, in sentences."""
    closings: tuple[str, ...] = ()
    """Repositories in which issues were closed, as the plan takes over, and it was not asked by whom."""
    locked: tuple[IssueRef, ...] = ()
    """Those of these issues that are locked too, as they are that became discussions."""


class Choice(StrEnum):
    """What a person said about an item and the tracker."""

    SKIP = "skip"
    """Never to be told there."""
    NONE = "none"
    """No issue is the item's, and none is to be made."""
    NEW = "new"
    """A new issue is to be made, whatever there was before."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """All that is remembered of the tracker."""

    links: tuple[Link, ...] = ()
    """Under the keys that their items have now."""
    comments: tuple[Comment, ...] = ()
    choices: Mapping[str, Choice] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Every key that answers for an item, by the item's key."""
    seen_until: Mapping[str, str] = field(default_factory=dict)
    """Repository -> the moment, ISO 8601 in UTC, up to which its comments have been seen."""
    first_sync: str = ""
    """The day of the first sync, ISO 8601; empty before it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a plan needs to be told by the tracker."""

    nodes: tuple[tuple[str, IssueRef], ...] = ()
    """Linked issues: their lasting names, and where they were."""
    refs: tuple[IssueRef, ...] = ()
    """Issues that are known by number only."""
    list_tracker: bool = False
    """Every issue of the tracker, because something is to be made there or found again."""
    people: bool = False
    """Who may be assigned in the tracker."""
    comments: Mapping[str, str] = field(default_factory=dict)
    """Repository -> since when its comments are wanted."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository under the name that it has now."""

    name: str
    issues: bool = True
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What the tracker showed."""

    issues: Mapping[str, Issue] = field(default_factory=dict)
    """Linked issues, by the node that was asked for: one that moved has another node now."""
    lost: Mapping[str, str] = field(default_factory=dict)
    """Node -> why it is not shown."""
    named: Mapping[IssueRef, Issue] = field(default_factory=dict)
    unknown: Mapping[IssueRef, str] = field(default_factory=dict)
    """Asked by number -> why it is not shown."""
    listed: tuple[Issue, ...] = ()
    """Every issue of the tracker, oldest first."""
    repository: Repository | None = None
    """The tracker, where it was asked for."""
    assignable: frozenset[str] = frozenset()
    """Logins, in lower case, to whom the tracker's issues can be assigned."""
    closed_by: Mapping[IssueRef, str] = field(default_factory=dict)
    """Who closed an issue, where that was asked."""
    converted: frozenset[IssueRef] = frozenset()
    """Issues that became discussions, where that was asked."""
    comments: Mapping[int, str] = field(default_factory=dict)
    """Comments that changed: number -> body."""
    seen_until: Mapping[str, str] = field(default_factory=dict)
    failures: tuple[str, ...] = ()
    """Sentences about what could not be asked; nothing follows from what is missing there."""

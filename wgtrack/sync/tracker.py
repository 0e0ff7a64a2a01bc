"""What an issue tracker has to be able to do, and how it may fail. `wgtrack.sync.github` is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from wgtrack.errors import TrackerError
from wgtrack.model import IssueRef
from wgtrack.tracking import Comment, CreateIssue, EditComment, Issue, PostComment, Seen, UpdateIssue, Wanted


class Refused(TrackerError):
    """The tracker answered no: nothing was changed, other steps may go on."""


class NotAssignable(Refused):
    """Somebody to whom it was to be assigned may not be assigned there; nothing was done."""


class Gone(Refused):
    """What was to be changed is not there any more."""


class Unclear(TrackerError):
    """No answer that can be read: whether the tracker did it is not known."""


class Stopped(TrackerError):
    """Nothing more can be done now: bad credentials, a limit with too long a wait, no connection."""


class Tracker(Protocol):
    """An issue tracker. Each method may raise `TrackerError`, most often one of the classes above.

    A write is sent once: whoever gets `Unclear` looks with `find_issue` or `find_comment` before trying again.
    """

    def look(self, wanted: Wanted) -> Seen:
        """What the tracker shows of `wanted`. What it could not be asked stands in `failures`."""
        ...

    def create_issue(self, step: CreateIssue) -> Issue:
        """Make the issue."""
        ...

    def update_issue(self, step: UpdateIssue) -> Issue:
        """Change the issue's fields; `Gone` where it is gone."""
        ...

    def post_comment(self, step: PostComment) -> Comment:
        """Post the comment."""
        ...

    def edit_comment(self, step: EditComment) -> Comment:
        """Change the comment's text; `Gone` where somebody deleted it."""
        ...

    def find_issue(self, step: CreateIssue) -> Issue | None:
        """The issue with the marker of `step` among the newest, by listing."""
        ...

    def find_comment(self, step: PostComment) -> Comment | None:
        """The comment with the marker of `step`, by listing."""
        ...

    def converted(self, refs: Sequence[IssueRef]) -> frozenset[IssueRef]:
        """Those of `refs` that became discussions, as far as the tracker says so."""
        ...

    def closers(self, repo: str) -> Mapping[IssueRef, str]:
        """Who closed the issues of `repo` that changed last, as far as the tracker says so."""
        ...

    def labelled(self, repo: str, labels: Sequence[str]) -> tuple[Issue, ...]:
        """The open issues of `repo`, pull requests too, that have all `labels`; oldest first."""
        ...

"""What the configuration and the command line say about a sync."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property

from wgtrack.model import IssueRef, Person
from wgtrack.sync.people import Team

Render = Callable[[str, Mapping[str, object]], str]
"""Fills in the template of a name."""

QUIET_DAYS = 60
"""Items last stated longer before the first sync are not sent, where nothing else is configured."""


@dataclass(frozen=True)
class Rules:
    """Where wgtrack may write, for whom, what is too old, and how texts are made."""

    today: dt.date
    since: dt.date
    render: Render
    group: str = ""
    people: tuple[Person, ...] = ()
    tracker: str | None = None
    comment_on: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    notes_url: str | None = None
    named: frozenset[str] = field(default=frozenset())
    """Items that were asked for by key: only they are in the plan, and neither age nor sleep leaves them out."""
    only: frozenset[str] = field(default=frozenset())
    """Repositories, in lower case, that this sync keeps to: what belongs elsewhere waits. None for all."""
    confirm: bool = False
    """True where only a chair's word closes an item: anybody else's puts it up for review."""
    chairs: frozenset[str] = frozenset()
    """Handles of people."""
    close_merged: bool = False
    """True where issues of merged items, but for the oldest, are to be closed."""
    prefer: str = ""
    """`notes` or `github`: which side's word counts where both changed a field."""

    @cached_property
    def team(self) -> Team:
        """The configured people by login."""
        return Team(self.people)

    def may_close(self, login: str) -> bool:
        """True for somebody on the tracker whose word closes an item; nobody is who is not known."""
        return not self.confirm or self.team.handle(login) in self.chairs

    @property
    def chair_names(self) -> tuple[str, ...]:
        """The chairs, in the order of the configured people."""
        return tuple(person.name or person.handle for person in self.people if person.handle in self.chairs)

    def may_comment(self, repo: str) -> bool:
        """True for a repository that `comment_on` names."""
        return any(fnmatchcase(repo.casefold(), pattern.casefold()) for pattern in self.comment_on)

    def may_write(self, repo: str) -> bool:
        """True for a repository that the configuration names."""
        return self.is_tracker(repo) or self.may_comment(repo)

    def is_now(self, repo: str) -> bool:
        """True for a repository that this sync may look at and write to."""
        return not self.only or repo.casefold() in self.only

    def is_tracker(self, repo: str) -> bool:
        """True for the repository where issues are made."""
        return self.tracker is not None and repo.casefold() == self.tracker.casefold()


def repo_of(ref: IssueRef) -> str:
    """The repository of an issue, as owner/repo."""
    return f"{ref.owner}/{ref.repo}"

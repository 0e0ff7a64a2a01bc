"""Owners as the tracker's logins, and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wgtrack.model import Person
from wgtrack.reading.directory import Directory

MOST_ASSIGNEES = 10
"""People to whom GitHub lets one issue be assigned."""


class Team:
    """The configured people: who of an item's owners has which login."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._directory = Directory(people, ())
        self._by_handle = {person.handle: person for person in people}
        self._by_login = {person.login.casefold(): person for person in people if person.login}
        self._assigned: dict[tuple[str, ...], str] = {}

    def login(self, owner: str) -> str:
        """The login of an owner as the notes name them; empty where none is known."""
        handles = self._directory.handles([owner])
        return self._by_handle[handles[0]].login if handles else ""

    def handle(self, login: str) -> str:
        """The handle of who has a login; empty where none is known."""
        person = self._by_login.get(login.casefold()) if login else None
        return person.handle if person else ""

    def logins(self, owners: Iterable[str]) -> tuple[str, ...]:
        """The logins of those who have one, each once, in order."""
        found = {login.casefold(): login for login in map(self.login, owners) if login}
        return tuple(found[folded] for folded in sorted(found))

    def assignees(self, owners: Iterable[str]) -> tuple[str, ...]:
        """As many of their logins as an issue takes."""
        return self.logins(owners)[:MOST_ASSIGNEES]

    def assigned(self, owners: tuple[str, ...]) -> str:
        """Those of `assignees` as `text`, worked out once for the same owners."""
        found = self._assigned.get(owners)
        if found is None:
            found = self._assigned[owners] = self.text(self.assignees(owners))
        return found

    def text(self, logins: Iterable[str]) -> str:
        """Logins as one text that is the same whatever their case and order."""
        return ",".join(sorted({login.casefold() for login in logins}))

    def owners_after(self, owners: Sequence[str], added: Iterable[str], removed: Iterable[str]) -> tuple[str, ...]:
        """The owners once the logins `removed` have left and `added` have come; who has no login stays."""
        gone = {login.casefold() for login in removed}
        stay = [owner for owner in owners if self.login(owner).casefold() not in gone or not self.login(owner)]
        here = {self.login(owner).casefold() for owner in stay}
        new = [self._name(login) for login in added if login.casefold() not in here]
        return tuple(dict.fromkeys([*stay, *new]))

    def _name(self, login: str) -> str:
        person = self._by_login.get(login.casefold())
        return (person.name or person.handle) if person else login

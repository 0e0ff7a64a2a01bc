"""Whom a person means by a name, by `me` too, and who sends a message."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wgtrack.errors import UsageProblem
from wgtrack.model import Person

if TYPE_CHECKING:
    from wgtrack.cli.invocation import Invocation

ME = "me"


def names_for(typed: str, here: Invocation) -> frozenset[str]:
    """All names, case folded, by which notes may mean whom somebody typed; `me` is who runs the command."""
    from wgtrack.followup.people import names_of

    who = me(here).handle if typed.strip().casefold() == ME else typed
    return names_of(who, here.config.people)


def me(here: Invocation) -> Person:
    """The configured person who runs the command: by git's e-mail, git's name, GitHub login, or the login here.

    UsageProblem where the configuration knows none of them.
    """
    found = runner(here)
    if found is None:
        email = asked_of_git(here.folder, "user.email")
        known = f"e-mail {email}" if email else "e-mail"
        raise UsageProblem(f"[people] does not say who you are: add yourself, with your {known}, or name an owner.")
    return found


def speaker(here: Invocation, by: str | None) -> Person | None:
    """The configured person for whom something is said: `by`, else who runs the command; None for anybody else."""
    from wgtrack.followup.people import person_of

    return person_of(by, here.config.people) if by else runner(here)


def runner(here: Invocation) -> Person | None:
    """The configured person who runs the command, as `me` finds them; None for anybody else."""
    from wgtrack.followup.people import person_of

    people = here.config.people
    email = asked_of_git(here.folder, "user.email")
    by_email = next((person for person in people if email and person.email.casefold() == email.casefold()), None)
    names = (asked_of_git(here.folder, "user.name"), asked_of_git(here.folder, "github.user"), _login())
    return by_email or next(filter(None, (person_of(name, people) for name in names if name)), None)


def sender(here: Invocation) -> tuple[str, str]:
    """Name and address of whoever messages are from: git's user, else the first chair with an address."""
    email = asked_of_git(here.folder, "user.email")
    if email:
        return asked_of_git(here.folder, "user.name") or here.config.group, email
    for person in here.config.people:
        if person.handle in here.config.chairs and person.email:
            return person.name or person.handle, person.email
    raise UsageProblem("messages need a sender: `git config user.email ADDRESS`, or an `email` of a chair in [people].")


def asked_of_git(folder: Path, name: str) -> str:
    """A setting of git's; empty where it is not set, or git is not there."""
    import subprocess

    command = ["git", "config", "--get", name]
    try:
        asked = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return asked.stdout.strip() if asked.returncode == 0 else ""


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""

"""What a command needs to know of the world: folder, clock, user. Nothing below this room asks for them."""

from __future__ import annotations

import datetime as dt
import os
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from wgtrack.cli.words import day
from wgtrack.errors import UsageProblem

if TYPE_CHECKING:
    import typer

    from wgtrack.config import Config
    from wgtrack.workflow.memory import Setting


@dataclass
class Invocation:
    """One run of the program: the global options, and what follows from them when it is needed."""

    folder: Path
    """The folder that relative paths count from."""
    database: str | None = None

    @cached_property
    def config(self) -> Config:
        """The configuration of the project that `folder` is in."""
        from wgtrack.config import load_config

        return load_config(self.folder)

    @cached_property
    def today(self) -> dt.date:
        """Today, by the machine's calendar or by WGTRACK_TODAY."""
        given = os.environ.get("WGTRACK_TODAY")
        if not given:
            return dt.date.today()
        return day(given, "WGTRACK_TODAY", "2020-01-24")

    @property
    def now(self) -> dt.datetime:
        """This moment in UTC; midnight of WGTRACK_TODAY where that is set, so that output can be repeated."""
        if os.environ.get("WGTRACK_TODAY"):
            return dt.datetime.combine(self.today, dt.time(), dt.UTC)
        return dt.datetime.now(dt.UTC)

    def setting(self, by: str | None = None) -> Setting:
        """What the workflow needs to open the database and to record who, or `by` whom, something was said."""
        from wgtrack.cli.progress import busy
        from wgtrack.store.changes import Batch
        from wgtrack.workflow.memory import Setting

        batch = Batch(self.now, self.today, actor(self.folder), _command_line(), by or "")
        return Setting(self.config, self.database_url, batch, busy)

    @property
    def database_url(self) -> str:
        """The database by --db, WGTRACK_DATABASE_URL, the configuration, or in the project."""
        config = self.config
        named = self.database or os.environ.get("WGTRACK_DATABASE_URL") or config.database
        if named and "://" not in named:
            # The words that libpq takes for an address may hold a password, which is not repeated.
            what = "that" if "password" in named or "@" in named else repr(named)
            raise UsageProblem(f"{what} is not the address of a database: write sqlite:///FILE.")
        return named or f"sqlite:///{config.root / '.wgtrack' / 'wgtrack.db'}"


def invocation(context: typer.Context) -> Invocation:
    """The invocation that the global options made."""
    found = context.find_object(Invocation)
    assert found is not None
    return found


def actor(folder: Path) -> str:
    """Who runs the command: git's `user.name`, else its `user.email`, else the login name."""
    import getpass
    import subprocess

    for name in ("user.name", "user.email"):
        try:
            asked = subprocess.run(
                ["git", "config", "--get", name], cwd=folder, capture_output=True, text=True, timeout=5, check=False
            )
        except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
            break
        if asked.returncode == 0 and asked.stdout.strip():
            return asked.stdout.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"


def _command_line() -> str:
    """The command as it was typed; what history keeps of a database's address is not its password."""
    typed = sys.argv[1:]
    for place, word in enumerate(typed):
        if word.startswith("--db="):
            typed[place] = "--db=" + without_password(word.removeprefix("--db="))
        elif place and typed[place - 1] == "--db":
            typed[place] = without_password(word)
    return " ".join(["wgtrack", *typed])


def without_password(address: str) -> str:
    """The address of a database, without the password before its host and without what stands behind its name."""
    scheme, mark, rest = address.partition("?")[0].partition("://")
    login, at, place = rest.rpartition("@")
    return f"{scheme}{mark}{login.partition(':')[0]}{at}{place}"

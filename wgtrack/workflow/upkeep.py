"""Keeping a project in order: a copy of its memory."""

from __future__ import annotations

from pathlib import Path

from wgtrack.store.backup import back_up
from wgtrack.workflow.memory import Setting


def backup(setting: Setting, named: Path, folder: Path, *, replace: bool) -> str:
    """Copy the project's database into the file `named`, counted from `folder`; what was done, in a sentence."""
    to = folder / named
    source = back_up(setting.database, to, str(named), replace=replace)
    return f"{named} is a copy of {source}, {to.stat().st_size / 1024:,.0f} KiB"

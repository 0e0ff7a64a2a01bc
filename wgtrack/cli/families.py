"""The commands by the module that has them. One is loaded when it is asked for: a line needs one, the help none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import typer

FAMILIES = {
    "reading": ("parse", "check", "annotate"),
    "remembering": ("ingest", "rebuild"),
    "wrapup": ("wrapup",),
    "items": ("list", "show", "done", "reopen", "drop", "start"),
    "mending": ("assign", "due", "edit"),
    "identity": ("add", "merge", "split"),
    "importing": ("import",),
    "history": ("log", "undo", "redo"),
    "agendas": ("agenda",),
    "following": ("reassess", "remind", "calendar", "stats"),
    "site": ("site", "serve"),
    "syncing": ("plan", "sync", "link", "skip"),
    "setup": ("init",),
    "upkeep": ("backup", "doctor"),
}
"""Modules of this room, each with what its `register` adds."""


class Loading(Mapping[str, Any]):
    """The commands by name; only asking for one loads it."""

    def __init__(self) -> None:
        self._families = {name: family for family, names in FAMILIES.items() for name in names}
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """The command; KeyError where there is none of that name."""
        if name not in self._loaded:
            self._loaded[name] = _load(self._families[name], name)
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._families)

    def __len__(self) -> int:
        return len(self._families)

    def __contains__(self, name: object) -> bool:
        return name in self._families


def _load(family: str, name: str) -> Any:
    """The command of that name, of all that its module registers."""
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    import_module(f"wgtrack.cli.{family}").register(alone)
    alone.registered_commands = [each for each in alone.registered_commands if name_of(each) == name]
    return typer.main.get_command(alone)


def name_of(registered: Any) -> str:
    """The name under which a command was registered."""
    return str(registered.name or registered.callback.__name__)

"""Settings that are allowed, each for itself, and do not do together what their group expects."""

from __future__ import annotations

import datetime as dt
import glob
import itertools
from collections.abc import Iterator
from pathlib import PurePosixPath

from wgtrack.config import Config
from wgtrack.config.tomlfile import find_table
from wgtrack.followup.calls import next_call


def oddities(config: Config, today: dt.date) -> Iterator[str]:
    """Sentences, each about a setting that is likely to be a mistake, and what to write instead."""
    yield from _calls(config, today)
    yield from _chairs(config)
    if config.agenda_file and not _is_note(config, config.agenda_file):
        told = f'agenda_file ("{config.agenda_file}") lies outside of notes ({", ".join(config.notes)})'
        yield f"{told}: what is ticked in an agenda there is not read; name a place among the notes"


def _calls(config: Config, today: dt.date) -> Iterator[str]:
    if config.call_time and not config.calls:
        yield "call_time says when a call begins and nothing says on which days: set calls"
    if config.call_time and "timezone" not in _written(config):
        yield f"call_time ({config.call_time:%H:%M}) counts in UTC, since timezone is not set: set the group's own"
    yesterday = today - dt.timedelta(days=1)
    if config.calls and next_call(config.calls, yesterday, [yesterday]) is None:
        yield "the last call by calls is over: write there when the group meets now"


def _chairs(config: Config) -> Iterator[str]:
    if config.confirm and not config.chairs:
        yield "confirm is set and chairs names nobody who could confirm: name the chairs"
    handles = {person.handle for person in config.people}
    for chair in config.chairs:
        if chair not in handles:
            yield f'chairs names "{chair}", who is not in [people]: add [people.{chair}]'


def _written(config: Config) -> dict[str, object]:
    found = find_table(config.root)
    return dict(found[1]) if found else {}


def _is_note(config: Config, path: str) -> bool:
    """True where a file at `path` may be one of the project's notes."""
    return any(PurePosixPath(path).is_relative_to(_folder(pattern)) for pattern in config.notes)


def _folder(pattern: str) -> PurePosixPath:
    """The folder in which a glob begins to look; a pattern without a wildcard is one itself."""
    parts = itertools.takewhile(lambda part: not glob.has_magic(part), PurePosixPath(pattern).parts)
    return PurePosixPath(*parts)

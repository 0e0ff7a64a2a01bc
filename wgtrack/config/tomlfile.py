"""Finds and reads the TOML file that configures a project."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from wgtrack.errors import ConfigError

FILE_NAME = "wgtrack.toml"
_SHARED_FILE = "pyproject.toml"
_SHARED_TABLE = "tool.wgtrack"


def find_table(start: Path) -> tuple[Path, dict[str, object]] | None:
    """The nearest configuration from the folder `start` upward: its file, and what that holds for wgtrack.

    In one folder `wgtrack.toml` goes before `pyproject.toml`. None where there is no such file. ConfigError
    where one cannot be read, is not UTF-8 or not TOML.
    """
    for file in _candidates(start):
        table = _read_table(file)
        if table is not None:
            return file, table
    return None


def _candidates(start: Path) -> Iterator[Path]:
    for folder in (start, *start.parents):
        for name in (FILE_NAME, _SHARED_FILE):
            if os.path.lexists(folder / name):
                yield folder / name


def _read_table(file: Path) -> dict[str, object] | None:
    """What `file` holds for wgtrack; None for a `pyproject.toml` that does not speak of it."""
    shared = file.name == _SHARED_FILE
    content = _read_bytes(file)
    if shared and b"wgtrack" not in content:
        return None
    found: object = _parse(file, content)
    for part in _SHARED_TABLE.split(".") if shared else ():
        found = found.get(part) if isinstance(found, dict) else found
    if found is not None and not isinstance(found, dict):
        raise ConfigError(f"{file}: {_SHARED_TABLE} must be a table: write its settings below [{_SHARED_TABLE}].")
    return found


def _read_bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ConfigError(f"{file} cannot be read ({reason}); make it readable or move it away.") from error


def _parse(file: Path, content: bytes) -> dict[str, object]:
    try:
        return tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{file}:{line} is not UTF-8; save the file as UTF-8 text.") from error
    except RecursionError as error:
        raise ConfigError(f"{file} is not valid TOML: it is nested too deeply.") from error
    except ValueError as error:
        raise ConfigError(_mistake(file, str(error))) from error


def _mistake(file: Path, said: str) -> str:
    """The sentence for a file that is not TOML, from what the parser `said`, which ends with the place."""
    what, _, place = said.partition(" (at ")
    what = "".join(sign if sign.isprintable() else "?" for sign in what[:200])
    line = re.match(r"line ([0-9]+), column ([0-9]+)", place)
    if line is None:
        return f"{file} is not valid TOML at its end: {what}."
    return f"{file}:{line[1]} is not valid TOML: {what} (column {line[2]})."

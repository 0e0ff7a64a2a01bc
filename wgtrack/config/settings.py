"""The declaration of a setting, and all that is said about one: error messages and the commented file."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from wgtrack.config.checks import Check
from wgtrack.errors import ConfigError

T = TypeVar("T")

_METADATA = "wgtrack setting"
_SHOWN = 60
"""How many characters of a wrong value or key a message repeats."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its `name` in its table, its check, a sentence for people, an example in TOML."""

    name: str
    check: Check[object]
    help: str
    example: str
    default: object
    secret: bool
    """True where the value may hold a password and is never repeated in a message."""


def setting(default: T, check: Check[T], words: str, example: str, *, secret: bool = False) -> T:
    """A dataclass field that is a setting; the field's name is the setting's. `words` is its help."""
    details = {"check": check, "help": words, "example": example, "secret": secret}
    made: T = dataclasses.field(default_factory=lambda: default, metadata={_METADATA: details})
    return made


def settings_of(table: type[Any]) -> Iterator[Setting]:
    """The settings that the dataclass `table` declares, in order."""
    for each in dataclasses.fields(table):
        if _METADATA in each.metadata:
            default = cast("Callable[[], object]", each.default_factory)()
            yield Setting(name=each.name, default=default, **each.metadata[_METADATA])


def wrong_value(file: Path, key: str, check: Check[object], value: object, *, secret: bool = False) -> ConfigError:
    """The error for `key` whose `value` did not pass `check`."""
    found = "" if secret else f"; it is {_show(value)}"
    return ConfigError(f"{file}: {one_line(key)} must be {check.allowed}{found}.")


def unknown_key(file: Path, table: str, name: str, known: Sequence[str]) -> ConfigError:
    """The error for a `name` in `table` that no setting has; `known` are all settings, dotted."""
    pattern = "people.HANDLE" if table.startswith("people.") else table
    here = {key.rpartition(".")[2]: key for key in known if key.rpartition(".")[0] == pattern}
    everywhere = {key.rpartition(".")[2]: key for key in reversed(known)} | here
    near = difflib.get_close_matches(name[:_SHOWN], everywhere, n=1)
    meant = everywhere[near[0]] if near else ""
    if table != pattern:
        meant = meant.replace(pattern, one_line(table))
    advice = f"did you mean {meant}?" if near else f"known there: {', '.join(here)}."
    key = f"{table}.{name}" if table else name
    return ConfigError(f"{file}: there is no setting {one_line(key)}; {advice}")


def toml_lines(each: Setting, value: str | None = None) -> list[str]:
    """A setting in a commented file: what it is for, what is allowed, and `value` or its example, off."""
    allowed = each.check.allowed[:1].upper() + each.check.allowed[1:]
    line = f"#{each.name} = {each.example}" if value is None else f"{each.name} = {toml_text(value)}"
    return ["", f"# {each.help}", f"# {allowed}.", line]


def toml_text(text: str) -> str:
    """`text` as a TOML basic string; what no setting may hold becomes a blank."""
    clean = "".join(sign if sign.isprintable() else " " for sign in text)
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"') + '"'


def one_line(text: str) -> str:
    """A text of the file as a message repeats it: short, with nothing that a terminal would obey."""
    start = "".join(sign if sign.isprintable() else "?" for sign in text[: _SHOWN + 1])
    return start if len(start) <= _SHOWN else start[: _SHOWN - 1] + "…"


def _show(value: object) -> str:
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and abs(value) >= 10**_SHOWN:
        return "a number of more than sixty digits"
    if isinstance(value, list):
        return f"a list: {one_line(', '.join(map(_show, value[:5])))}" if value else "an empty list"
    return f'"{one_line(value)}"' if isinstance(value, str) else str(value)

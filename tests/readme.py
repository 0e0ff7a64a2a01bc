"""What the README shows, made anew: its terminal session and its tables. `python -m tests.readme` writes it,
and what shells complete.

The session is every fenced block marked `console`, run in order in one copy of the project's `notes/`; the tables
stand between comments such as `<!-- settings -->` and `<!-- end -->`.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
import pty
import re
import shlex
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import typing
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import typer

from tests.plain_forms import plain_forms
from wgtrack.cli.app import app
from wgtrack.config import all_settings
from wgtrack.publish.templates import shipped
from wgtrack.reading import date_words, grammar
from wgtrack.reading import outcome_words as outcomes
from wgtrack.reading.dates import find_date_phrases, pick_due

PROJECT = Path(__file__).resolve().parent.parent
README = PROJECT / "README.md"
COMPLETION = PROJECT / "wgtrack" / "cli" / "completion.json"
WIDTH = 120
"""Columns of the terminal that the session is shown in."""

_CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
"""Colour, bold and their end (ECMA-48, SGR), which a page cannot show."""
_EXPORT = re.compile(r"export (\w+)=(\S+)")


def make_anew(text: str, folder: Path) -> str:
    """The README `text` with what it shows made anew; the session runs in `folder`, which is empty."""
    shutil.copytree(PROJECT / "notes", folder / "notes")
    environment = bare_environment(folder)
    text = _CONSOLE.sub(lambda block: _session(block[0], folder, environment), text)
    tables = {
        "settings": settings_table(),
        "commands": commands_table(),
        "words": words_table(),
        "days": days_table(),
        "values": values_table(),
    }
    for name, table in tables.items():
        before, mark, rest = text.partition(f"<!-- {name} -->\n")
        text = f"{before}{mark}{table}{rest[rest.index('<!-- end -->') :]}"
    return text


def bare_environment(folder: Path) -> dict[str, str]:
    """A bare environment in which `wgtrack` is this checkout's."""
    programs = folder.parent / f"{folder.name}-bin"
    programs.mkdir()
    program = programs / "wgtrack"
    python = shlex.quote(sys.executable)
    program.write_text(f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(PROJECT))} exec {python} -m wgtrack "$@"\n')
    program.chmod(0o755)
    return {
        "PATH": f"{programs}:{os.defpath}",
        "HOME": str(programs),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm",
        "WGTRACK_PROGRESS": "no",
        "USER": "mira",
        "LOGNAME": "mira",
    }


def _session(block: str, folder: Path, environment: dict[str, str]) -> str:
    """The commands of one block, each with what it prints now."""
    lines = []
    for line in block.splitlines():
        if not line.startswith("$ "):
            continue
        lines.append(line)
        command = line.removeprefix("$ ")
        if setting := _EXPORT.fullmatch(command):
            environment[setting[1]] = setting[2]
        else:
            lines += _run(command, folder, environment)
    return "".join(f"{line}\n" for line in lines)


def _run(command: str, folder: Path, environment: Mapping[str, str]) -> list[str]:
    """The lines that `command` prints on a terminal `WIDTH` columns wide."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, WIDTH, 0, 0))
    with subprocess.Popen(
        ["bash", "-c", command], cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        printed = _read_all(ours)
    if process.returncode:
        raise RuntimeError(f"exit {process.returncode} of {command}: {printed}")
    return [line.rstrip() for line in _STYLE.sub("", printed).replace("\r\n", "\n").splitlines()]


def _read_all(terminal: int) -> str:
    parts = []
    try:
        while part := os.read(terminal, 65536):
            parts.append(part)
    except OSError:  # Linux's way to say that the other end was closed
        pass
    finally:
        os.close(terminal)
    return b"".join(parts).decode("utf-8")


def settings_table() -> str:
    """The settings as rows of a markdown table."""
    rows = ["| setting | what it is for | allowed | default |", "|---|---|---|---|"]
    for table, each in all_settings():
        name = f"{table}.{each.name}" if table else each.name
        default = toml_value(each.default)
        rows.append(f"| `{name}` | {each.help} | {each.check.allowed} | {f'`{default}`' if default else ''} |")
    return "\n".join(rows) + "\n"


def toml_value(value: object) -> str:
    """A default as it would stand in the file; nothing where leaving it out says more."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(toml_value, value))}]" if value else ""
    return f'"{value}"' if isinstance(value, str) and value else str(value or "")


def words_table() -> str:
    """The words of the grammar's tables, plain, as rows of a markdown table."""
    known = {
        "markers": _ai_in_capitals(plain_forms("|".join(grammar.MARKERS))),
        "tags": plain_forms(grammar.HASHTAGS),
        "sections": _ai_in_capitals(plain_forms("|".join(grammar.SECTIONS))),
        "who does what": plain_forms(grammar.AUXILIARIES),
        "everybody": plain_forms(grammar.EVERYBODY),
        "a group's last word": plain_forms(grammar.COLLECTIVE_NOUNS),
        "done": [*plain_forms(outcomes.DONE_WORDS), "✅"],
        "dropped": plain_forms(outcomes.DROPPED_WORDS),
        "reopened": plain_forms(outcomes.REOPENED_WORDS),
        "to look at again": plain_forms(grammar.AGAIN, bare=True),
        "column of actions": plain_forms(grammar.ACTION_COLUMN),
        "column of owners": plain_forms(grammar.OWNER_COLUMN),
        "column of days": plain_forms(grammar.DUE_COLUMN),
        "column of states": plain_forms(grammar.STATUS_COLUMN),
        "months": list(date_words.MONTHS),
        "days of the week": list(date_words.WEEKDAYS),
        "numbers": list(date_words.NUMBERS),
        "spans of time": list(date_words.UNITS),
        "ends of them": list(date_words.PERIOD_ENDS),
        "no day to hold to": plain_forms(outcomes.NO_DATE, bare=True),
    }
    rows = ["| words | known without being asked |", "|---|---|"]
    rows += [f"| {name} | {', '.join(f'`{word}`' for word in words)} |" for name, words in known.items()]
    return "\n".join(rows) + "\n"


def _ai_in_capitals(words: list[str]) -> list[str]:
    """`AI` and its like as they must be written; all other words may be."""
    return [re.sub(r"^a\.?i(?=s?\b)", lambda found: found[0].upper(), word) for word in words]


MEETING = dt.date(2024, 3, 14)
"""A Thursday."""
DAYS = (
    *("today", "tomorrow", "by Friday", "next Friday", "Friday next week", "next week", "in ~6 weeks", "in 2-3 weeks"),
    *("within 3 business days", "EOW", "end of month", "by the end of March", "end of Q2", "by March 20", "20 March"),
    *("2024-03-31", "by 3/20", "31.3.2024", "by 2024-W14", "by the 26th", "by mid-April", "by the end of the sprint"),
    *("bis Freitag", "nächste Woche", "bis Ende April", "d'ici vendredi", "la semaine prochaine", "fin mai"),
    *("antes del 3 de abril", "en dos semanas", "uiterlijk 1 april", "over twee weken", "entro venerdì"),
    *("la prossima settimana", "até sexta-feira", "na próxima semana", "senast 3 maj", "om två veckor"),
)


def days_table() -> str:
    """Phrases and the days they name, as rows of a markdown table."""
    rows = ["| a phrase | in a note of Thursday, 2024-03-14 |", "|---|---|"]
    for phrase in DAYS:
        due = pick_due(find_date_phrases(f"mend it {phrase}", MEETING))
        rows.append(f"| {phrase} | {(due and due.date) or 'reported: no day'} |")
    return "\n".join(rows) + "\n"


TEXTS = ("agenda.md.j2", "reminder.md.j2", "issue.md.j2", "comment.md.j2")
"""The templates of texts, whose comment at the top lists what they are given."""
_VALUE = re.compile(r"^ {5}([a-z_.]+) {2,}(.*)$", re.MULTILINE)


def comment_of(template: str) -> str:
    """The comment at the top of a shipped template."""
    return dict(shipped())[template].partition("#}")[0].strip("{# \n")


def documented(template: str) -> dict[str, str]:
    """The values that a template is given, as its comment at the top tells: name and what it is."""
    return dict(_VALUE.findall(comment_of(template)))


def blocks_of(template: str) -> list[str]:
    """The blocks that the comment at the top of a template names."""
    found = re.search(r"^ *Blocks: (.*)$", comment_of(template), re.MULTILINE)
    assert found is not None, template
    return found[1].split(", ")


def values_table() -> str:
    """What the templates of texts are given, as rows of a markdown table."""
    rows = ["| template | blocks | value | what it is |", "|---|---|---|---|"]
    for template in TEXTS:
        first = [f"`{template}`", ", ".join(blocks_of(template))]
        for number, (name, told) in enumerate(documented(template).items()):
            rows.append(f"| {' | '.join(first if number == 0 else ['', ''])} | `{name}` | {told} |")
    return "\n".join(rows) + "\n"


def commands_table() -> str:
    """Every command with its arguments, options and first sentence as rows of a markdown table."""
    rows = ["| command | what it does | options |", "|---|---|---|"]
    commands = getattr(typer.main.get_command(app), "commands")  # noqa: B009 -- typer types no more than a command
    for name, command in commands.items():
        usage = " ".join([name, *(_argument(each) for each in command.params if each.param_type_name == "argument")])
        options = [_option(each) for each in command.params if each.param_type_name == "option"]
        said = " ".join(command.get_short_help_str(200).split())
        rows.append(f"| `{usage}` | {said} | {' '.join(options)} |")
    return "\n".join(rows) + "\n"


def _argument(argument: typer.core.TyperArgument) -> str:
    word = (argument.metavar or argument.name or "").strip("[]").upper()
    return word if argument.required else f"[{word}]"


def _option(option: typer.core.TyperOption) -> str:
    value = "" if option.is_flag else f" {option.metavar or 'WORD'}"
    return f"`{', '.join(option.opts)}{value}`"


def completion_table() -> str:
    """What a shell may complete, as `wgtrack/cli/completion.json` holds it: a line for each command."""
    group = typer.main.get_command(app)
    commands = {"": group, **getattr(group, "commands")}  # noqa: B009 -- as above
    rows = {name: json.dumps(_completed(command), ensure_ascii=False) for name, command in commands.items()}
    return "{\n" + ",\n".join(f"{json.dumps(name)}: {row}" for name, row in rows.items()) + "\n}\n"


def _completed(command: typing.Any) -> dict[str, object]:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    hints = typing.get_type_hints(command.callback)
    options = [
        _completed_option(each, hints.get(each.name or ""))
        for each in command.params
        if each.param_type_name == "option"
    ]
    helped = {"names": ["-h", "--help"], "takes": "", "help": "Show this message and exit."}
    return {
        "help": " ".join(command.get_short_help_str(200).split()),
        "takes": [(each.metavar or each.name or "").strip("[]").split("|")[0] for each in arguments],
        "options": [*options, helped],
    }


def _completed_option(option: typer.core.TyperOption, hint: object) -> dict[str, object]:
    kinds = [each for each in (hint, *typing.get_args(hint)) if isinstance(each, type) and issubclass(each, StrEnum)]
    choices = {"choices": [choice.value for kind in kinds for choice in kind]} if kinds else {}
    takes = "" if option.is_flag else option.metavar or "WORD"
    return {"names": option.opts, "takes": takes, "help": option.help or "", **choices}


if __name__ == "__main__":
    COMPLETION.write_text(completion_table(), encoding="utf-8")
    with tempfile.TemporaryDirectory() as made:
        place = Path(made) / "project"
        place.mkdir()
        README.write_text(make_anew(README.read_text(encoding="utf-8"), place), encoding="utf-8")

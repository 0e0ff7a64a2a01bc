"""The configuration: `wgtrack.toml`, or `[tool.wgtrack]` in `pyproject.toml`, read into a frozen `Config`.

Each setting is declared once, as a field below; parsing, error messages, the file that `init` writes and
the README's table all come from that declaration.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wgtrack.config import checks
from wgtrack.config.settings import Setting, one_line, setting, settings_of, toml_lines, unknown_key, wrong_value
from wgtrack.config.tomlfile import find_table
from wgtrack.errors import ConfigError
from wgtrack.model import Person


@dataclass(frozen=True, slots=True)
class GithubConfig:
    """The `[github]` table: where wgtrack may write, and how much."""

    tracker: str | None = setting(
        None,
        checks.REPO,
        "The repository where items about no issue become issues. Left out: none are made.",
        '"example/meetings"',
    )
    comment_on: tuple[str, ...] = setting(
        (),
        checks.list_of(checks.REPO_PATTERN),
        "The only repositories where wgtrack may comment on an issue that a note names.",
        '["example/*"]',
    )
    labels: tuple[str, ...] = setting(
        ("action item",),
        checks.list_of(checks.TEXT),
        "Labels of the issues that wgtrack makes.",
        '["action item"]',
    )
    since: dt.date | None = setting(
        None,
        checks.DAY,
        "Items last stated before this day are not sent. Left out: 60 days before the first sync.",
        "2020-01-01",
    )
    max_writes: int = setting(30, checks.COUNT, "The most that one sync may write.", "30")
    default_repo: str | None = setting(
        None,
        checks.REPO,
        "The repository that a bare #12 means. Left out: #12 means nothing.",
        '"example/site"',
    )
    repos: Mapping[str, str] = setting(
        {},
        checks.table_of(checks.REPO, "short names"),
        "Short names of repositories, for site#12 and `site issue 12`.",
        '{ site = "example/site" }',
    )
    api_url: str | None = setting(
        None, checks.URL, "The API of a GitHub Enterprise server.", '"https://github.example.org/api/v3"'
    )


@dataclass(frozen=True, slots=True)
class PersonConfig:
    """A `[people.HANDLE]` table: how one person is named in the notes and on GitHub."""

    name: str = setting("", checks.TEXT, "The full name.", '"Ada Example"')
    github: str = setting("", checks.LOGIN, "The GitHub login.", '"ada-example"')
    aliases: tuple[str, ...] = setting(
        (), checks.list_of(checks.TEXT), "Other names in the notes, initials too.", '["AE"]'
    )
    email: str = setting("", checks.EMAIL, "Where a reminder may be sent.", '"ada@example.org"')

    def person(self, handle: str) -> Person:
        """The person whom this table, named `handle`, describes."""
        return Person(handle, self.name, self.github, self.aliases, self.email)


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that a project may set, and where the project is."""

    root: Path
    """The project's folder, absolute; paths in the file count from it."""
    file: Path | None = None
    """The file that was read; None where there is none and every setting has its default."""
    github: GithubConfig = dataclasses.field(default_factory=GithubConfig)
    people: tuple[Person, ...] = ()
    group: str = setting(
        "",
        checks.TEXT,
        "The group's name. It is part of every key: changed later, old keys are not known any more.",
        '"Example WG"',
    )
    notes: tuple[str, ...] = setting(
        ("notes",), checks.list_of(checks.TEXT), "Folders or globs where the notes lie.", '["notes"]'
    )
    notes_url: str | None = setting(
        None,
        checks.NOTES_URL,
        "Where readers find a note: {stem} is its file name without ending, {path} its whole path.",
        '"https://example.org/notes/{stem}"',
    )
    agenda_file: str | None = setting(
        None, checks.AGENDA_FILE, "Where wrapup and `agenda --write` write the next agenda.", '"notes/{date}.md"'
    )
    calls: str | None = setting(
        None,
        checks.RECURRENCE,
        "When the group meets, counted from its latest call on such a day unless DTSTART is given.",
        '"RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"',
    )
    call_time: dt.time | None = setting(None, checks.CALL_TIME, "When a call begins.", '"16:00"')
    timezone: str = setting("UTC", checks.TIMEZONE, "The time zone of call_time.", '"Europe/Berlin"')
    reassess_after: str = setting(
        "6 weeks",
        checks.DURATION,
        "How long a reassess item sleeps where its note gives no time.",
        '"6 weeks"',
    )
    due_within: str = setting("7 days", checks.DURATION, "What remind calls due soon.", '"7 days"')
    carried_limit: int = setting(
        3, checks.COUNT, "An item carried over more calls than this is proposed for reassessment.", "3"
    )
    confirm: bool = setting(False, checks.YES_NO, "Whether an owner's done waits for a chair's.", "false")
    chairs: tuple[str, ...] = setting(
        (), checks.list_of(checks.HANDLE), "Handles of the people who confirm.", '["ada"]'
    )
    markers: tuple[str, ...] = setting(
        (),
        checks.list_of(checks.TEXT),
        "Words that mark an action, beside TODO, ACTION and the like.",
        '["Task"]',
    )
    sections: tuple[str, ...] = setting(
        (),
        checks.list_of(checks.TEXT),
        "Headings above a list of actions, beside the usual ones.",
        '["Homework"]',
    )
    database: str | None = setting(
        None,
        checks.DATABASE,
        "The database. Left out: .wgtrack/wgtrack.db in the project.",
        '"postgresql+psycopg://db.example.org/wgtrack"',
        secret=True,
    )


_TABLES: tuple[tuple[str, type[Any]], ...] = (
    ("", Config),
    ("github", GithubConfig),
    ("people.HANDLE", PersonConfig),
)


def all_settings() -> Iterator[tuple[str, Setting]]:
    """Every setting with its table: "" for the top level, `github`, `people.HANDLE`."""
    for table, declared in _TABLES:
        for each in settings_of(declared):
            yield table, each


def load_config(start: Path) -> Config:
    """The configuration of the project that the folder `start` is in; see `find_table` for which file.

    Without a file: the defaults, with `start` as the project's folder. ConfigError: one sentence that names
    the file, the key and what is allowed.
    """
    start = start.resolve()
    found = find_table(start)
    return Config(root=start) if found is None else _read_config(*found)


def _read_config(file: Path, table: Mapping[str, object]) -> Config:
    top = {name: value for name, value in table.items() if name not in ("github", "people")}
    values = _read_values(file, "", Config, top)
    github = GithubConfig(**_read_values(file, "github", GithubConfig, table.get("github", {})))
    people = _read_people(file, table.get("people", {}))
    return Config(root=file.parent, file=file, github=github, people=people, **values)


def _read_values(file: Path, table: str, declared: type[Any], given: object) -> dict[str, Any]:
    """The values that `given`, the table named `table`, holds for the fields of `declared`."""
    if not isinstance(given, dict):
        raise wrong_value(file, table, checks.TABLE, given)
    known = {each.name: each for each in settings_of(declared)}
    values = {}
    for name, value in given.items():
        each = known.get(name)
        key = f"{table}.{name}" if table else name
        if each is None:
            raise unknown_key(file, table, name, _known_keys())
        try:
            values[name] = each.check.read(value)
        except ValueError as error:
            raise wrong_value(file, key, each.check, value, secret=each.secret) from error
    return values


def _known_keys() -> list[str]:
    settings = [f"{table}.{each.name}" if table else each.name for table, each in all_settings()]
    return ["github", "people", *settings]


def _read_people(file: Path, given: object) -> tuple[Person, ...]:
    if not isinstance(given, dict):
        raise wrong_value(file, "people", checks.PEOPLE, given)
    people = []
    taken: dict[str, str] = {}
    for handle, table in given.items():
        try:
            checks.HANDLE.read(handle)
        except ValueError as error:
            raise wrong_value(file, "people", checks.PEOPLE, handle) from error
        key = f"people.{handle}"
        person = PersonConfig(**_read_values(file, key, PersonConfig, table)).person(handle)
        for name in {word.casefold() for word in (handle, person.login, *person.aliases) if word}:
            other = taken.setdefault(name, handle)
            if other != handle:
                names = f"people.{one_line(other)} and people.{one_line(handle)}"
                raise ConfigError(f'{file}: {names} must differ; both are called "{one_line(name)}".')
        people.append(person)
    return tuple(people)


def default_toml(group: str) -> str:
    """The commented `wgtrack.toml` that `init` writes: every setting, none set but `group`, if not empty."""
    lines = ["# The settings of wgtrack. Each has a default; to change one, remove the # before its name."]
    for table, declared in _TABLES:
        if table:
            lines += ["", f"#[{table.replace('HANDLE', 'ada')}]" if "." in table else f"[{table}]"]
        for each in settings_of(declared):
            named = (table, each.name) == ("", "group") and group.strip()
            lines += toml_lines(each, group if named else None)
    return "\n".join(lines) + "\n"

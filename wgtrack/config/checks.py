"""What a setting may hold: checks that turn a TOML value into the value that the program uses."""

from __future__ import annotations

import datetime as dt
import re
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Check(Generic[T_co]):
    """One type of value: `read` gives the value, or raises ValueError where it is not `allowed`."""

    allowed: str
    """What is allowed, as it follows "must be"."""
    read: Callable[[object], T_co]


def _is_text(value: object) -> str:
    """`value`, a text with something in it and nothing in it that a terminal would obey."""
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise ValueError
    return value


def _matches(pattern: str) -> Callable[[object], str]:
    compiled = re.compile(pattern)

    def read(value: object) -> str:
        if not isinstance(value, str) or len(value) > 500 or compiled.fullmatch(value) is None:
            raise ValueError
        return value

    return read


def _is_bool(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _is_count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
        raise ValueError
    return value


def _is_day(value: object) -> dt.date:
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
        raise ValueError
    return value


def _is_call_time(value: object) -> dt.time:
    if isinstance(value, dt.time):
        return value.replace(second=0, microsecond=0)
    return dt.time.fromisoformat(_matches(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")(value))


def _is_timezone(value: object) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 -- only where a file names a zone

    name = _matches(r"[A-Za-z0-9_+/-]+")(value)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError from error
    return name


def _is_recurrence(value: object) -> str:
    from dateutil.rrule import rrulestr  # noqa: PLC0415 -- only where a file says when the group meets

    if not isinstance(value, str) or len(value) > 1000:
        raise ValueError
    frequency = re.search(r"(?:^|[:;\n])FREQ=(\w+)", value.upper())
    if frequency is None or frequency[1] not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}:
        raise ValueError
    try:
        rrulestr(value, dtstart=dt.datetime(2000, 1, 1, tzinfo=dt.UTC if "Z" in value.upper() else None))
    except Exception as error:  # the parser raises whatever its helpers raise, also AttributeError
        raise ValueError from error
    return value


def _is_url(value: object) -> str:
    text = _is_text(value)
    parts = urlsplit(text)
    loopback = parts.hostname in _LOOPBACK
    if not parts.hostname or parts.scheme not in ({"https", "http"} if loopback else {"https"}):
        raise ValueError
    if re.search(r"\s", text) or parts.username is not None:
        raise ValueError
    return text


def _with_fields(text: str, allowed: frozenset[str]) -> frozenset[str]:
    """The `{fields}` that `text` holds; ValueError if one is not in `allowed` or is more than a name."""
    found = set()
    for _, name, form, conversion in string.Formatter().parse(text):
        if name is not None:
            if name not in allowed or form or conversion:
                raise ValueError
            found.add(name)
    return frozenset(found)


def _is_notes_url(value: object) -> str:
    text = _is_text(value)
    if not re.match(r"https?://[^\s/]+/\S*\Z", text) or not _with_fields(text, frozenset({"stem", "path"})):
        raise ValueError
    return text


def _is_agenda_file(value: object) -> str:
    text = _is_text(value)
    if "date" not in _with_fields(text, frozenset({"date"})) or not text.endswith((".md", ".markdown")):
        raise ValueError
    return text


def _is_table(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError
    return value


def list_of(check: Check[T]) -> Check[tuple[T, ...]]:
    """A list whose every element passes `check`; read as a tuple."""

    def read(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise ValueError
        return tuple(check.read(each) for each in value)

    return Check(f"a list, each {check.allowed}", read)


def table_of(check: Check[T], what: str) -> Check[Mapping[str, T]]:
    """A table of short names whose every value passes `check`."""
    is_name = _matches(r"[A-Za-z0-9][A-Za-z0-9._-]*")

    def read(value: object) -> Mapping[str, T]:
        return {is_name(name): check.read(each) for name, each in _is_table(value).items()}

    return Check(f"a table of {what}, each {check.allowed}", read)


_LOGIN = r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}"

TEXT = Check("a text in quotes, not empty", _is_text)
YES_NO = Check("true or false", _is_bool)
COUNT = Check(f"a whole number from 0 to {_MOST}", _is_count)
DAY = Check("a date without quotes, such as 2020-01-31", _is_day)
CALL_TIME = Check('a time of day such as "16:00"', _is_call_time)
TIMEZONE = Check('the name of a time zone such as "Europe/Berlin"', _is_timezone)
RECURRENCE = Check('an iCalendar rule such as "RRULE:FREQ=WEEKLY;BYDAY=TH" (RFC 5545)', _is_recurrence)
DURATION = Check(
    'a number of days, weeks, months or years such as "6 weeks"',
    _matches(r"[1-9][0-9]{0,2} (?:day|week|month|year)s?"),
)
DATABASE = Check(
    'a URL such as "sqlite:///wgtrack.db" or "postgresql+psycopg://host/name"',
    _matches(r"(?:sqlite:///|postgresql(?:\+psycopg)?://)[^\s]+"),
)
URL = Check("an https:// address without a user name (http:// only to this machine itself)", _is_url)
NOTES_URL = Check('an address that holds {stem} or {path}, such as "https://example.org/notes/{stem}"', _is_notes_url)
AGENDA_FILE = Check('the path of a markdown file that holds {date}, such as "notes/{date}.md"', _is_agenda_file)
LOGIN = Check("a GitHub login without @", _matches(_LOGIN))
HANDLE = Check("a short name without blanks, @ or commas", _matches(r"[^\s@,\x00-\x1f\x7f-\x9f]{1,100}"))
EMAIL = Check('an address such as "ada@example.org"', _matches(r"[^\s@<>]+@[^\s@<>]+"))
REPO = Check('a repository as owner/repo, such as "example/site"', _matches(rf"{_LOGIN}/[A-Za-z0-9._-]{{1,100}}"))
REPO_PATTERN = Check(
    'a repository as owner/repo, or owner/*, such as "example/*"',
    _matches(rf"{_LOGIN}/[A-Za-z0-9._*?-]{{1,100}}"),
)
TABLE = Check("a table", _is_table)
PEOPLE = Check(f"tables such as [people.ada], each named by {HANDLE.allowed}", _is_table)

"""What to tell the user when a database refuses: a driver's error in, one sentence out, never a password."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from wgtrack.errors import StoreError

_LOCKED = "is in use by another wgtrack command that did not finish: wait for it, then try again"
_READ_ONLY = "is read-only: make it and its folder writable, or name another with --db"
_DENIED = "may not be changed by this user: ask its owner for the right to use and create tables in its schema"
_LOGIN = "does not take this user or password: check both in the address, or in PostgreSQL's password file"
_UNKNOWN = "does not exist: make it with PostgreSQL's `createdb`, or name another with --db"
_FULL = "cannot grow, the disk is full: free some space and try again"
_FOREIGN = "holds tables of another program that have the names of wgtrack's: name a database of its own with --db"
_BROKEN = "is not a readable wgtrack database: restore a backup, or move it away and run `wgtrack ingest` again"
_BUSY = "has no connection left: try again later, or ask for a higher max_connections"

_BY_STATE = {
    "25006": _READ_ONLY,
    "28000": _LOGIN,
    "28P01": _LOGIN,
    "3D000": _UNKNOWN,
    "3F000": _DENIED,
    "42501": _DENIED,
    "42703": _BROKEN,
    "42P01": _BROKEN,
    "42P07": _FOREIGN,
    "53100": _FULL,
    "53300": _BUSY,
    "55P03": _LOCKED,
}
"""PostgreSQL's SQLSTATE (its manual, appendix A) -> what the sentence says after the database's name."""

_SQLITE_WORDS = (
    (r"locked|busy", _LOCKED),
    (r"read-?only", _READ_ONLY),
    (r"unable to open", "cannot be opened: check that its folder exists and that you may read and write it"),
    (r"not a database|malformed|unsupported file format|no such (?:table|column)", _BROKEN),
    (r"table \S+ already exists", _FOREIGN),
    (r"disk is full", _FULL),
)
"""Words of SQLite's messages -> the same."""

_LIBPQ_WORDS = (
    (r"authentication failed|no password supplied|no pg_hba\.conf entry|role .* does not exist", _LOGIN),
    (r"database .* does not exist", _UNKNOWN),
    (r"too many (?:clients|connections)|connection slots are reserved", _BUSY),
)
"""The same for libpq, which gives no SQLSTATE where it could not connect."""

_UNREACHED = re.compile(r"connection (?:failed|is bad|timeout)|failed to resolve", re.IGNORECASE)
_OURS = (exc.IntegrityError, exc.ProgrammingError, sqlite3.IntegrityError, sqlite3.ProgrammingError)
"""Errors that the database never causes: what is not told apart above is a fault of the program."""


@contextmanager
def refusals(where: str) -> Iterator[None]:
    """Turns a driver's refusal into a StoreError that says what to do; anything unexpected stays a bug.

    `where` names the database for people, without a password.
    """
    try:
        yield
    except (exc.DBAPIError, sqlite3.Error) as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        raise StoreError(f"the database {where} {sentence}.") from error


def _sentence(error: exc.DBAPIError | sqlite3.Error) -> str | None:
    """What the sentence says after the database's name; None for a fault of the program."""
    reason = error.orig if isinstance(error, exc.DBAPIError) else error
    known = _BY_STATE.get(getattr(reason, "sqlstate", None) or "")
    if known:
        return known
    lines = str(reason).strip().splitlines() or [""]
    for words, sentence in _SQLITE_WORDS if isinstance(reason, sqlite3.Error) else _LIBPQ_WORDS:
        if re.search(words, lines[0], re.IGNORECASE):
            return sentence
    if _UNREACHED.search(lines[0]):
        return f"cannot be reached ({lines[0]}): check its address, and that PostgreSQL runs there"
    if isinstance(error, _OURS):
        return None
    return f"could not be used ({lines[0]}): check that it is there and whole"

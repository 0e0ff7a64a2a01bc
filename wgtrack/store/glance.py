"""A quick look at a SQLite database, for completion: without SQLModel, whose import takes longer than a keystroke may.

Nothing is written, nothing is waited for, and what cannot be read is empty.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

WAIT = 0.1
"""Seconds; who types does not wait for another program's transaction."""
MOST = 2_000


class Glimpse(NamedTuple):
    """An item or a statement, as far as a shell shows it."""

    key: str
    text: str
    owners: tuple[str, ...]
    closed: bool


_CLOSED = "status in ('done', 'dropped')"
_ITEMS = f"select key, text, owners, {_CLOSED} from item where key like ? order by 4, first_stated, key limit {MOST}"
_OTHERS = f"""select s.key, s.text, s.owners, i.{_CLOSED} from statement s join item i on i.key = s.item
    where s.key like ? order by 4, s.key limit {MOST}"""
_STATEMENTS = """select key, text, owners, 0 from statement where item in (select item from statement where key like ?)
    order by date, line"""


def items(file: Path, beginning: str) -> list[Glimpse]:
    """Items whose key begins so, open ones first; where there is none, statements whose key does."""
    with _opened(file) as connection:
        pattern = f"{_plain(beginning)}%"
        return _rows(connection, _ITEMS, pattern) or (_rows(connection, _OTHERS, pattern) if beginning else [])
    return []


def statements(file: Path, item: str) -> list[Glimpse]:
    """The statements of the item that a key, or its beginning, names."""
    with _opened(file) as connection:
        return _rows(connection, _STATEMENTS, f"{_plain(item)}%")
    return []


def owners(file: Path) -> list[str]:
    """Everybody who owns an open item, as the notes name them."""
    with _opened(file) as connection:
        query = f"select distinct owners from item where not {_CLOSED} limit {MOST}"
        return list(dict.fromkeys(name for (cell,) in connection.execute(query) for name in json.loads(cell)))
    return []


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    """The database, read-only; whatever goes wrong ends the block early."""
    with contextlib.suppress(sqlite3.Error, OSError, ValueError):
        connection = sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True, timeout=WAIT)
        try:
            yield connection
        finally:
            connection.close()


def _rows(connection: sqlite3.Connection, query: str, pattern: str) -> list[Glimpse]:
    return [
        Glimpse(key, text, tuple(json.loads(owners)), bool(closed))
        for key, text, owners, closed in connection.execute(query, (pattern,))
    ]


def _plain(beginning: str) -> str:
    """What was typed of a key, with nothing in it that a pattern would obey."""
    return "".join(sign for sign in beginning.casefold() if sign.isascii() and sign.isalnum())

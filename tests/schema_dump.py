"""A database of this schema with something in it, kept for the tests of all later ones.

`python -m tests.schema_dump`, run before a release that has a new migration, writes two files into
`tests/store/schemas`: `N.sql`, the schema as SQLite has it with rows that SQLite and PostgreSQL both take, and
`N.json`, what `list` and `show` said of them. A file that is there already is left alone: it was released.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
SCHEMAS = PROJECT / "tests" / "store" / "schemas"
MEMORY = ".wgtrack/wgtrack.db"
TODAY = "2031-05-20"

CONFIG = """\
group = "Lighthouse keepers"
[people.ida]
name = "Ida O'Neill"
github = "ida-example"
aliases = ["IO"]
[people.noor]
name = "Noor Example"
"""

NOTES = {
    "2031-04-03.md": """\
# Lighthouse keepers, 3 April 2031

Present: Ida, Noor, Åsa

- TODO: Ida to repair the "north" lamp's shutter by 2031-04-30
- TODO: Noor to order lamp oil -- DONE
- ACTION: Åsa to copy the logbook; the old one's spine is broken
- TODO: group to reassess in 6 weeks whether the fog horn is still wanted
- TODO: Ida to comment on lamp-example/tower#12
- TODO: Noor to paint the gate
""",
    "2031-04-17.md": """\
# Lighthouse keepers, 17 April 2031

Present: Ida, Noor

- TODO: Ida to repair the "north" lamp's shutter
- TODO: Åsa and Noor to copy the logbook; the old one's spine is broken
- TODO: Noor to ask the harbour office for a spare key
- TODO: someone to sweep the stairs (won't do)
""",
    "undated.md": "# Odds and ends\n\n- TODO: Noor to label the shelves\n",
}
EDITED = ("2031-04-03.md", "- TODO: Noor to paint the gate\n", "")
STORY = (
    ("done", "shutter", "-m", "the hinge was rusty"),
    ("reopen", "shutter"),
    ("assign", "spare key", "Ida", "Åsa"),
    ("due", "spare key", "2031-06-01"),
    ("edit", "shelves", "label the shelves in the cellar"),
    ("start", "tower"),
    ("drop", "gate", "--by", "Noor"),
    ("done", "logbook", "--on", "2031-05-02"),
)
"""Commands; where a key belongs there are words of the item."""


def main() -> None:
    """Write the two files of this program's schema."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        number = _tell_the_story(folder)
        sql, said = SCHEMAS / f"{number}.sql", SCHEMAS / f"{number}.json"
        if sql.exists():
            sys.exit(f"{sql} is there already: a schema that was released never changes.")
        with closing(sqlite3.connect(folder / MEMORY)) as connection:
            sql.write_text("\n".join(_dumped(connection)) + "\n", encoding="utf-8")
        said.write_text(json.dumps(_said(folder), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _tell_the_story(folder: Path) -> int:
    """Make a project in `folder` and let the program live through the story; returns its schema's number."""
    (folder / "notes").mkdir()
    (folder / "wgtrack.toml").write_text(CONFIG, encoding="utf-8")
    for name, text in NOTES.items():
        (folder / "notes" / name).write_text(text, encoding="utf-8")
    _run(folder, "ingest")
    name, before, after = EDITED
    file = folder / "notes" / name
    file.write_text(file.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    _run(folder, "ingest")
    for command, words, *rest in STORY:
        (key,) = [item["key"] for item in _items(folder) if words in item["text"]]
        _run(folder, command, key, *rest)
    with closing(sqlite3.connect(folder / MEMORY)) as connection:
        return int(connection.execute("SELECT max(number) FROM schema_migration").fetchone()[0])


def _run(folder: Path, *words: str) -> str:
    environment = {
        **os.environ,
        "PYTHONPATH": str(PROJECT),
        "WGTRACK_TODAY": TODAY,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "user.name",
        "GIT_CONFIG_VALUE_0": "Robin Example",
    }
    command = [sys.executable, "-m", "wgtrack", *words]
    ran = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)
    return ran.stdout


def _items(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(_run(folder, "list", "--all", "--json"))["items"]
    return found


def _said(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(_run(folder, "show", item["key"], "--json"))["items"][0] for item in _items(folder)]


def _dumped(connection: sqlite3.Connection) -> Iterator[str]:
    tables = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type = 'index', rowid"
    created = connection.execute(tables).fetchall()
    for _, sql in created:
        yield f"{sql};"
    for name, sql in created:
        if not sql.startswith("CREATE TABLE"):
            continue
        # In order of the keys, so that a row comes after what it refers to.
        rows = connection.execute(f"SELECT * FROM {name} ORDER BY 1")
        columns = ", ".join(column[0] for column in rows.description)
        for row in rows:
            yield f"INSERT INTO {name} ({columns}) VALUES ({', '.join(map(_literal, row))});"


def _literal(value: object) -> str:
    """A value as both databases read it: quoted, because a number alone is no boolean to PostgreSQL."""
    if value is None:
        return "NULL"
    text = str(value).replace("'", "''")
    return f"'{text}'"


if __name__ == "__main__":
    main()

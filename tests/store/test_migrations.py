"""Schemas of released programs, with data of their time, brought up to date by this one."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel

from tests.cli.conftest import Project
from tests.postgres import Server
from tests.schema_dump import SCHEMAS, TODAY
from tests.store.conftest import NOW, Memory, dump
from wgtrack.store.database import Database, open_database
from wgtrack.store.migrations import MIGRATIONS, Migration, migrate

RELEASED = sorted(int(file.stem) for file in SCHEMAS.glob("*.sql"))
NEWEST = MIGRATIONS[-1].number
BROKEN = Migration(
    NEWEST + 1,
    "broken",
    (
        "CREATE TABLE half (id INTEGER)",
        "UPDATE item SET text = 'lost'",
        "ALTER TABLE nowhere ADD COLUMN x TEXT",
    ),
)


@pytest.fixture(params=RELEASED)
def number(request: pytest.FixtureRequest) -> int:
    """A released schema's number."""
    return int(request.param)


@pytest.fixture
def old(number: int, url: str, request: pytest.FixtureRequest) -> str:
    """The address of a database as the program of that schema left it."""
    script = (SCHEMAS / f"{number}.sql").read_text(encoding="utf-8")
    if url.startswith("sqlite"):
        file: Path = request.getfixturevalue("file")
        file.parent.mkdir()
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript(script)
        return url
    engine = create_engine(url)
    with engine.connect() as connection:
        migrate(connection, "here", NOW, MIGRATIONS[:number])
    engine.dispose()
    server: Server = request.getfixturevalue("postgresql")
    rows = script[script.index("INSERT INTO") :]
    server.run("DELETE FROM schema_migration", rows)
    for (table,) in server.run("SELECT table_name FROM information_schema.columns WHERE is_identity = 'YES'"):
        server.run(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
    return url


def described(database: Database) -> dict[str, Any]:
    """A schema: for each table its columns, keys and indexes."""
    with database.reading() as session:
        found = inspect(session.connection())
        return {
            table: {
                "columns": {
                    column["name"]: (str(column["type"]), column["nullable"], column.get("default"))
                    for column in found.get_columns(table)
                },
                "key": found.get_pk_constraint(table)["constrained_columns"],
                "foreign": sorted(
                    (key["constrained_columns"], key["referred_table"], key["referred_columns"])
                    for key in found.get_foreign_keys(table)
                ),
                "indexes": sorted((str(index["name"]), index["column_names"]) for index in found.get_indexes(table)),
            }
            for table in found.get_table_names()
        }


def test_they_are_numbered_without_a_gap_and_named() -> None:
    assert [migration.number for migration in MIGRATIONS] == list(range(1, NEWEST + 1))
    assert len({migration.name for migration in MIGRATIONS}) == NEWEST
    assert RELEASED
    assert [number - place for place, number in enumerate(RELEASED)] == [1] * len(RELEASED)


def test_each_leaves_its_record(memory: Memory) -> None:
    with memory.database.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT number, name, applied_at FROM schema_migration ORDER BY 1")
        assert [tuple(row) for row in rows] == [(m.number, m.name, "2020-06-01T09:00:00+00:00") for m in MIGRATIONS]


def test_a_released_migration_never_changes(number: int, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/fresh.db")
    with engine.connect() as connection:
        migrate(connection, "here", NOW, MIGRATIONS[:number])
    engine.dispose()
    with closing(sqlite3.connect(tmp_path / "fresh.db")) as fresh:
        made = {sql for (sql,) in fresh.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    script = (SCHEMAS / f"{number}.sql").read_text(encoding="utf-8")
    released = re.split(r";\n", script[: script.index("INSERT INTO")].strip().removesuffix(";"))
    assert {" ".join(sql.split()) for sql in made if "sqlite_sequence" not in sql} == {
        " ".join(sql.split()) for sql in released
    }


def test_a_migrated_schema_is_the_fresh_one(old: str, tmp_path: Path, postgres_server: Server) -> None:
    migrated = open_database(old, create=True, now=NOW)
    if old.startswith("sqlite"):
        fresh = open_database(f"sqlite:///{tmp_path}/fresh.db", create=True, now=NOW)
    else:
        postgres_server.run("DROP DATABASE IF EXISTS fresh", "CREATE DATABASE fresh", database="postgres")
        fresh = open_database(postgres_server.address("postgres", database="fresh"), create=True, now=NOW)
    assert described(migrated) == described(fresh)
    migrated.close()
    fresh.close()


def answers(project: Project, url: str, expected: list[dict[str, Any]]) -> Iterator[tuple[Any, Any]]:
    """For each field that the old program told of an item: what it said, and what this one says."""
    for item in expected:
        shown = project.run("--db", url, "show", item["key"], "--json", today=TODAY).json["items"][0]
        yield (
            item.pop("history"),
            [
                {name: event[name] for name in ("at", "actor", "item", "what", "before", "after", "batch", "note")}
                for event in shown["history"]
            ],
        )
        yield item, {name: shown[name] for name in item}


def test_what_was_known_is_known_still(old: str, number: int, tmp_path: Path) -> None:
    project = Project(tmp_path, TODAY)
    expected = json.loads((SCHEMAS / f"{number}.json").read_text(encoding="utf-8"))
    for before, after in answers(project, old, expected):
        assert after == before
    listed = {item["key"]: item for item in project.run("--db", old, "list", "--all", "--json").json["items"]}
    assert listed.keys() == {item["key"] for item in expected}


def test_life_goes_on(old: str, tmp_path: Path) -> None:
    project = Project(tmp_path, TODAY)
    items = project.run("--db", old, "list", "--all", "--json").json["items"]
    (key,) = [item["key"] for item in items if item["refs"] == ["lamp-example/tower#12"]]
    assert project.run("--db", old, "done", key, "-m", "said there").code == 0
    shown = project.run("--db", old, "show", key, "--json").json["items"][0]
    assert (shown["status"], shown["history"][-1]["before"], shown["history"][-1]["note"]) == (
        "done",
        "in_progress",
        "said there",
    )
    assert shown["history"][-1]["batch"] > shown["history"][-2]["batch"]


def test_several_programs_bring_it_up_to_date_at_once(old: str) -> None:
    def bring(_: int) -> dict[str, Any]:
        database = open_database(old, create=True, now=NOW)
        schema = described(database)
        database.close()
        return schema

    with ThreadPoolExecutor(6) as pool:
        first, *others = pool.map(bring, range(6))
    assert all(other == first for other in others)
    database = open_database(old, create=True, now=NOW)
    assert len(dump(database)["schema_migration"]) == NEWEST
    database.close()


def test_one_that_fails_half_way_leaves_nothing(old: str) -> None:
    database = open_database(old, create=True, now=NOW)
    before, schema = dump(database), described(database)
    with database.writing() as session:
        engine = session.connection().engine
    with engine.connect() as connection, pytest.raises(DatabaseError, match="nowhere"):
        migrate(connection, "here", NOW, (*MIGRATIONS, BROKEN))
    assert described(database) == schema
    assert dump(database) == before
    database.close()


def test_the_schema_is_what_the_tables_say(memory: Memory) -> None:
    schema = described(memory.database)
    tables = SQLModel.metadata.tables
    assert schema.keys() == tables.keys()
    for name, table in tables.items():
        found = schema[name]
        assert {column: (kind, null) for column, (kind, null, _) in found["columns"].items()} == {
            column.name: (str(column.type), column.nullable) for column in table.columns
        }, name
        assert sorted(found["key"]) == sorted(column.name for column in table.primary_key), name
        assert found["foreign"] == sorted(
            ([key.parent.name], key.column.table.name, [key.column.name]) for key in table.foreign_keys
        ), name
        assert found["indexes"] == sorted(
            (str(index.name), [column.name for column in index.columns]) for index in table.indexes
        ), name

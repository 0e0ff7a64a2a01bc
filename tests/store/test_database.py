from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel

from tests.factory import note
from tests.nobody import as_nobody, open_to_all
from tests.store.conftest import NOW, Memory
from wgtrack.errors import StoreError
from wgtrack.store.database import open_database
from wgtrack.store.migrations import MIGRATIONS, Migration, migrate


def refusal(url: str, *, create: bool = True, wait: float = 0.1) -> str:
    with pytest.raises(StoreError) as caught:
        open_database(url, create=create, now=NOW, wait=wait).close()
    assert caught.value.exit_code == 5
    return str(caught.value)


def test_a_new_database_keeps_itself_out_of_git_and_logs_ahead(memory: Memory, file: Path) -> None:
    assert (file.parent / ".gitignore").read_text() == "*\n"
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("SELECT number, name FROM schema_migration").fetchall() == [
            (migration.number, migration.name) for migration in MIGRATIONS
        ]
    with memory.database.reading() as session:
        assert session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_question_makes_no_database(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path}/none/wgtrack.db", create=False, now=NOW).close()
    assert list(tmp_path.iterdir()) == []


def test_garbage_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "wgtrack.db"
    file.write_bytes(b"these are not the pages of a database " * 100)
    before = file.read_bytes()
    assert "is not a readable wgtrack database" in refusal(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_a_newer_database_is_refused_and_left_alone(memory: Memory, file: Path) -> None:
    memory.ingest(note("2020-03-05", "Dana: repair the lamp"))
    memory.database.close()
    with sqlite3.connect(file) as connection:
        connection.execute("INSERT INTO schema_migration VALUES (99, 'from the future', '2030-01-01')")
    connection.close()
    assert "newer wgtrack (its schema is 99" in refusal(f"sqlite:///{file}")
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT text FROM item").fetchall() == [("repair the lamp",)]


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    assert "cannot be opened" in refusal(f"sqlite:///{tmp_path}")


@pytest.mark.usefixtures("memory")
def test_a_database_that_another_command_holds(file: Path) -> None:
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = open_database(f"sqlite:///{file}", create=True, now=NOW, wait=0.1)
        with pytest.raises(StoreError, match="is in use by another wgtrack command"), waiting.writing():
            raise AssertionError("the lock was not taken")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("nonsense", "is not the address of a database"),
        ("mysql://localhost/x", "keeps its memory in SQLite or PostgreSQL, not in mysql"),
    ],
)
def test_addresses_that_are_none(url: str, sentence: str) -> None:
    assert sentence in refusal(url)


def written_by_nobody(url: str) -> str:
    """What a user who may not write there is told."""

    def write() -> str:
        try:
            with open_database(url, create=True, now=NOW, wait=0.1).writing() as session:
                session.connection().exec_driver_sql("DELETE FROM item")
        except StoreError as error:
            return f"{error.exit_code} {error}"
        return "nothing was refused"

    return as_nobody(write)


def test_a_read_only_folder(memory: Memory, file: Path) -> None:
    memory.ingest(note("2020-03-05", "Dana: repair the lamp"))
    memory.database.close()
    open_to_all(file.parent)
    file.chmod(0o444)
    file.parent.chmod(0o555)
    try:
        told = written_by_nobody(f"sqlite:///{file}")
        assert told.startswith("5 the database ")
        assert "read-only" in told or "cannot be opened" in told
        fresh = written_by_nobody(f"sqlite:///{file.parent}/deeper/wgtrack.db")
        assert fresh.startswith("5 the folder ")
        assert "make it writable" in fresh
    finally:
        file.parent.chmod(0o755)
    assert memory.item("lamp")


def test_a_migration_that_fails_half_way_leaves_nothing(memory: Memory, file: Path) -> None:
    newest = MIGRATIONS[-1].number
    broken = Migration(
        newest + 1, "broken", ("CREATE TABLE half (id INTEGER)", "ALTER TABLE nowhere ADD COLUMN x TEXT")
    )
    with memory.database.reading() as session:
        engine = session.connection().engine
    with engine.connect() as connection, pytest.raises(DatabaseError, match="nowhere"):
        migrate(connection, "here", NOW, (*MIGRATIONS, broken))
    with sqlite3.connect(file) as connection_again:
        assert connection_again.execute("SELECT name FROM sqlite_master WHERE name = 'half'").fetchall() == []
        assert connection_again.execute("SELECT max(number) FROM schema_migration").fetchone() == (newest,)


def test_the_schema_is_what_the_tables_say(memory: Memory) -> None:
    with memory.database.reading() as session:
        found = inspect(session.connection())
        for name, table in SQLModel.metadata.tables.items():
            columns = {column["name"]: column for column in found.get_columns(name)}
            assert columns.keys() == set(table.columns.keys()), name
            for column in table.columns:
                assert columns[column.name]["nullable"] == column.nullable, f"{name}.{column.name}"
                assert str(columns[column.name]["type"]) == str(column.type), f"{name}.{column.name}"
            assert {i["name"] for i in found.get_indexes(name)} == {i.name for i in table.indexes}, name

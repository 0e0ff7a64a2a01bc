from __future__ import annotations

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel

from tests.store.conftest import NOW, Memory, dump
from wgtrack.store.migrations import MIGRATIONS, Migration, migrate


def test_one_that_fails_half_way_leaves_nothing(memory: Memory) -> None:
    newest = MIGRATIONS[-1].number
    broken = Migration(
        newest + 1, "broken", ("CREATE TABLE half (id INTEGER)", "ALTER TABLE nowhere ADD COLUMN x TEXT")
    )
    before = dump(memory.database)
    with memory.database.writing() as session:
        engine = session.connection().engine
    with engine.connect() as connection, pytest.raises(DatabaseError, match="nowhere"):
        migrate(connection, "here", NOW, (*MIGRATIONS, broken))
    assert dump(memory.database) == before


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

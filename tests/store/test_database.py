from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from tests.factory import note
from tests.nobody import as_nobody, open_to_all
from tests.postgres import Server
from tests.store.conftest import NOW, Memory
from wgtrack.errors import StoreError
from wgtrack.store.database import LOCK_WAIT, open_database
from wgtrack.store.migrations import MIGRATIONS

PROJECT = Path(__file__).resolve().parents[2]


def refusal(url: str, *, create: bool = True, wait: float = 0.1) -> str:
    with pytest.raises(StoreError) as caught:
        open_database(url, create=create, now=NOW, wait=wait).close()
    assert caught.value.exit_code == 5
    return str(caught.value)


def test_a_new_database_keeps_itself_out_of_git_and_logs_ahead(sqlite_memory: Memory, file: Path) -> None:
    assert (file.parent / ".gitignore").read_text() == "*\n"
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("SELECT number, name FROM schema_migration").fetchall() == [
            (migration.number, migration.name) for migration in MIGRATIONS
        ]
    with sqlite_memory.database.reading() as session:
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


def test_a_newer_database_is_refused_and_left_alone(sqlite_memory: Memory, file: Path) -> None:
    sqlite_memory.ingest(note("2020-03-05", "Dana: repair the lamp"))
    sqlite_memory.database.close()
    with sqlite3.connect(file) as connection:
        connection.execute("INSERT INTO schema_migration VALUES (99, 'from the future', '2030-01-01')")
    connection.close()
    assert "newer wgtrack (its schema is 99" in refusal(f"sqlite:///{file}")
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT text FROM item").fetchall() == [("repair the lamp",)]


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    assert "cannot be opened" in refusal(f"sqlite:///{tmp_path}")


@pytest.mark.usefixtures("sqlite_memory")
def test_a_database_that_another_command_holds(file: Path) -> None:
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = open_database(f"sqlite:///{file}", create=True, now=NOW, wait=0.1)
        with pytest.raises(StoreError, match="is in use by another wgtrack command"), waiting.writing():
            raise AssertionError("the lock was not taken")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("nonsense", "is none that can be read: write sqlite:///FILE"),
        ("mysql://localhost/x", "keeps its memory in SQLite or PostgreSQL, not in mysql"),
        ("postgresql+asyncpg://localhost/x", "not in postgresql+asyncpg"),
        ("postgresql+psycopg://robin:se@cret@localhost/x", "write it as %40"),
        ("postgresql+psycopg://robin:secret@localhost:port/x", "is none that can be read"),
    ],
)
def test_addresses_that_are_none(url: str, sentence: str) -> None:
    told = refusal(url)
    assert sentence in told
    assert "cret" not in told


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


def test_a_read_only_folder(sqlite_memory: Memory, file: Path) -> None:
    sqlite_memory.ingest(note("2020-03-05", "Dana: repair the lamp"))
    sqlite_memory.database.close()
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
    assert sqlite_memory.item("lamp")


def test_a_folder_that_nobody_may_look_into(sqlite_memory: Memory, file: Path) -> None:
    """What can't be looked at is not taken for a database that is not there."""
    sqlite_memory.ingest(note("2020-03-05", "Dana: repair the lamp"))
    sqlite_memory.database.close()

    def ask() -> str:
        told = []
        for create in (True, False):
            try:
                open_database(f"sqlite:///{file}", create=create, now=NOW).close()
            except StoreError as error:
                told.append(f"{error.exit_code} {error}")
        return "\n".join(told)

    open_to_all(file.parent)
    file.parent.chmod(0)
    try:
        told = as_nobody(ask).splitlines()
    finally:
        file.parent.chmod(0o755)
    assert len(told) == 2
    assert all(re.match(r"5 the database .* cannot be opened", line) for line in told)


def test_a_name_that_is_too_long_for_a_file(tmp_path: Path) -> None:
    for create in (True, False):
        assert "cannot be opened" in refusal(f"sqlite:///{tmp_path}/{'x' * 300}", create=create)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ("postgresql+psycopg://robin:secret@127.0.0.1:1/wgtrack", "wgtrack on 127.0.0.1 cannot be reached"),
        ("postgresql://robin:secret@127.0.0.1:1/wgtrack", "Connection refused"),
        ("postgres://robin:secret@127.0.0.1:1/wgtrack", "check its address, and that PostgreSQL runs there"),
        ("postgresql+psycopg://robin:secret@/wgtrack?host=/nowhere/at/all", "cannot be reached"),
        ("postgresql+psycopg://robin:secret@127.0.0.1:1/wgtrack?sslmode=secret-one", "could not be used|cannot be"),
    ],
)
def test_a_postgresql_that_is_not_there(form: str, sentence: str) -> None:
    told = refusal(form)
    assert re.search(sentence, told)
    assert "robin:" not in told
    assert "secret@" not in told
    assert "\n" not in told


def test_a_postgresql_that_refuses(postgresql: Server) -> None:
    # A role belongs to the whole server, and outlives the test's database.
    postgresql.run("DROP ROLE IF EXISTS locked", "CREATE ROLE locked LOGIN PASSWORD 'the right one'")
    wrong = refusal(postgresql.address("locked", "the wrong one"))
    assert "does not take this user or password" in wrong
    assert "the wrong one" not in wrong
    assert "does not take this user or password" in refusal(postgresql.address("locked"))
    assert "does not take this user or password" in refusal(postgresql.address("stranger"))
    assert "the database nope on" in refusal(postgresql.address("postgres", database="nope"))
    assert "createdb" in refusal(postgresql.address("postgres", database="nope"))
    # Since PostgreSQL 15 only its owner may make tables in a database's public schema.
    assert "may not be changed by this user" in refusal(postgresql.address("locked", "the right one"))


def test_a_postgresql_that_may_only_be_read(postgresql: Server) -> None:
    open_database(postgresql.url, create=True, now=NOW).close()
    standby = f"{postgresql.url}&options=-cdefault_transaction_read_only%3Don"
    database = open_database(standby, create=True, now=NOW)
    with pytest.raises(StoreError, match="is read-only"), database.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM item")


def test_a_user_of_postgresql_who_may_only_look(postgresql: Server) -> None:
    memory = Memory(open_database(postgresql.url, create=True, now=NOW))
    memory.ingest(note("2020-03-05", "Dana: repair the lamp"))
    memory.database.close()
    postgresql.run("DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN")
    postgresql.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest")
    guest = Memory(open_database(postgresql.address("guest"), create=True, now=NOW))
    assert guest.item("lamp").owners == ("Dana",)
    with pytest.raises(StoreError, match="may not be changed by this user"):
        guest.ingest(note("2020-03-19", "Lee: order new charts"))
    guest.database.close()


def test_tables_of_another_program(url: str) -> None:
    other = create_engine(url)
    if other.dialect.name == "sqlite":
        Path(str(other.url.database)).parent.mkdir()
    with other.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE item (name VARCHAR)")
    other.dispose()
    assert "holds tables of another program" in refusal(url)


def test_a_driver_that_is_not_installed() -> None:
    program = """
import sys, datetime as dt
sys.modules["psycopg"] = None
from wgtrack.errors import StoreError
from wgtrack.store.database import LOCK_WAIT, open_database
try:
    open_database("postgresql+psycopg://robin:secret@localhost/x", create=True, now=dt.datetime.now())
except StoreError as error:
    print(error)
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=PROJECT)
    assert ran.stdout == "the driver for PostgreSQL, psycopg, is not installed: pip install 'wgtrack[postgres]'.\n"


def test_two_writers_take_turns(memory: Memory, url: str) -> None:
    """The second one waits, then sees what the first one wrote."""
    memory.ingest(note("2020-03-05", "Dana: repair the lamp"))
    started, seen = threading.Event(), []

    def second() -> None:
        database = open_database(url, create=True, now=NOW)
        started.set()
        with database.writing() as session:
            seen.append(session.connection().exec_driver_sql("SELECT text FROM item").scalar())
        database.close()

    thread = threading.Thread(target=second)
    with memory.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE item SET text = 'repair both lamps'")
        thread.start()
        assert started.wait(10)
        thread.join(0.2)
        assert thread.is_alive()
        assert seen == []
    thread.join(10)
    assert seen == ["repair both lamps"]


def test_a_writer_gives_up_when_the_wait_is_over(memory: Memory, url: str) -> None:
    impatient = open_database(url, create=True, now=NOW, wait=0.1)
    with memory.database.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM item")
        with pytest.raises(StoreError, match="is in use by another wgtrack command") as caught, impatient.writing():
            raise AssertionError("the lock was not taken")
    assert caught.value.exit_code == 5
    with impatient.writing() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM item").scalar() == 0
    impatient.close()


@pytest.mark.parametrize("wait", ["sqlite", "postgresql"])
def test_the_address_may_say_how_long_to_wait(wait: str, request: pytest.FixtureRequest, file: Path) -> None:
    if wait == "sqlite":
        url, patience = f"sqlite:///{file}", "?timeout=0.1"
    else:
        url, patience = request.getfixturevalue("postgresql").url, "&options=-clock_timeout%3D100"
    patient = open_database(url, create=True, now=NOW)
    impatient = open_database(url + patience, create=True, now=NOW)
    began = time.monotonic()
    with patient.writing(), pytest.raises(StoreError, match="is in use"), impatient.writing():
        raise AssertionError("the lock was not taken")
    assert time.monotonic() - began < LOCK_WAIT / 2


def test_a_question_sees_one_state_and_waits_for_nobody(memory: Memory, url: str) -> None:
    memory.ingest(note("2020-03-05", "Dana: repair the lamp"))
    asking = open_database(url, create=False, now=NOW)
    count = "SELECT count(*) FROM item"
    with asking.reading() as question:
        before = question.connection().exec_driver_sql(count).scalar()
        memory.ingest(note("2020-03-19", "Lee: order new charts"))
        assert question.connection().exec_driver_sql(count).scalar() == before == 1
    with memory.database.writing() as session, asking.reading() as question:
        session.connection().exec_driver_sql("UPDATE item SET text = 'half way'")
        told = question.connection().exec_driver_sql("SELECT text FROM item ORDER BY text").scalars().all()
        assert told == ["order new charts", "repair the lamp"]
        session.rollback()
    asking.close()

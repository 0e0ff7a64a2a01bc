from __future__ import annotations

import shlex
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Project
from tests.factory import note
from tests.nobody import as_nobody, open_to_all
from tests.postgres import Server
from tests.store.conftest import NOW, Memory, dump
from wgtrack.errors import StoreError, UsageProblem
from wgtrack.store.backup import back_up
from wgtrack.store.database import open_database

CALL = note("2020-03-05", "Dana: repair the lamp", "Lee: order new charts")

WRITER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)
for number in range(100_000):
    connection.execute("BEGIN IMMEDIATE")
    for side in ("left", "right"):
        connection.execute("INSERT INTO batch (at, actor, command) VALUES (?, ?, ?)", (number, side, "x" * 500))
    connection.execute("COMMIT")
    if number == 0:
        print("writing", flush=True)
"""
"""Another program: two rows in each transaction."""


def copied(source: Path, to: Path, *, replace: bool = False) -> Path:
    back_up(f"sqlite:///{source}", to, to.name, replace=replace)
    with closing(sqlite3.connect(to)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return to


def test_a_copy_holds_the_same(sqlite_memory: Memory, file: Path, tmp_path: Path) -> None:
    sqlite_memory.ingest(CALL)
    to = copied(file, tmp_path / "copy.db")
    assert {name.name for name in tmp_path.iterdir()} == {".wgtrack", "copy.db"}
    copy = open_database(f"sqlite:///{to}", create=False, now=NOW)
    assert dump(copy) == dump(sqlite_memory.database)
    assert Memory(copy).item("lamp").owners == ("Dana",)
    copy.close()
    assert to.stat().st_mode == file.stat().st_mode


def test_a_copy_is_of_one_moment_while_others_write(sqlite_memory: Memory, file: Path, tmp_path: Path) -> None:
    sqlite_memory.ingest(CALL)
    with subprocess.Popen([sys.executable, "-c", WRITER, str(file)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "writing\n"
        counts = []
        for number in range(5):
            to = copied(file, tmp_path / f"{number}.db")
            with closing(sqlite3.connect(to)) as copy:
                counts.append(copy.execute("SELECT count(*) FROM batch WHERE actor = 'left'").fetchone())
                assert copy.execute("SELECT count(*) FROM batch WHERE actor = 'right'").fetchone() == counts[-1]
            time.sleep(0.05)
        assert writer.poll() is None
        writer.kill()
    assert counts == sorted(counts)
    assert counts[-1] > counts[0] >= (1,)


def test_a_copy_is_made_beside_an_unfinished_change(sqlite_memory: Memory, file: Path, tmp_path: Path) -> None:
    sqlite_memory.ingest(CALL)
    with sqlite_memory.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE item SET text = 'half way'")
        to = copied(file, tmp_path / "copy.db")
    with closing(sqlite3.connect(to)) as copy:
        assert copy.execute("SELECT text FROM item ORDER BY text").fetchall() == [
            ("order new charts",),
            ("repair the lamp",),
        ]


def test_a_file_that_is_there_is_replaced_only_by_force(sqlite_memory: Memory, file: Path, tmp_path: Path) -> None:
    to = copied(file, tmp_path / "copy.db")
    sqlite_memory.ingest(CALL)
    before = to.read_bytes()
    with pytest.raises(UsageProblem, match=r"copy.db is there already: .* --force"):
        copied(file, to)
    assert to.read_bytes() == before
    copied(file, to, replace=True)
    copy = Memory(open_database(f"sqlite:///{to}", create=False, now=NOW))
    assert copy.item("lamp").owners == ("Dana",)
    copy.database.close()


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        (".wgtrack/wgtrack.db", "is the database itself"),
        (".wgtrack/../.wgtrack/wgtrack.db-wal", "is the database itself"),
        (".wgtrack", "is a folder"),
        ("none/copy.db", "there is no folder"),
        ("x" * 300, "cannot be written"),
    ],
)
def test_where_no_copy_can_go(sqlite_memory: Memory, file: Path, tmp_path: Path, target: str, sentence: str) -> None:
    sqlite_memory.ingest(CALL)
    before = dump(sqlite_memory.database)
    with pytest.raises(UsageProblem, match=sentence):
        copied(file, tmp_path / target, replace=True)
    assert dump(sqlite_memory.database) == before


def test_a_folder_that_may_not_be_written(sqlite_memory: Memory, file: Path, tmp_path: Path) -> None:
    sqlite_memory.ingest(CALL)
    open_to_all(file.parent)
    file.chmod(0o644)
    closed, unseen = tmp_path / "closed", tmp_path / "unseen"
    closed.mkdir()
    closed.chmod(0o755)
    unseen.mkdir()
    unseen.chmod(0)

    def ask() -> str:
        told = []
        for folder in (closed, unseen):
            try:
                back_up(f"sqlite:///{file}", folder / "copy.db", f"{folder.name}/copy.db", replace=False)
            except UsageProblem as error:
                told.append(str(error))
        return "\n".join(told)

    assert as_nobody(ask).splitlines() == [
        f"{name}/copy.db cannot be written (Permission denied): name another file." for name in ("closed", "unseen")
    ]


def test_nothing_to_copy(tmp_path: Path) -> None:
    for address in (f"sqlite:///{tmp_path}/none.db", "sqlite://"):
        with pytest.raises(UsageProblem, match="run `wgtrack ingest` first"):
            back_up(address, tmp_path / "copy.db", "copy.db", replace=False)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_gives_no_copy(sqlite_memory: Memory, file: Path, tmp_path: Path) -> None:
    sqlite_memory.ingest(note("2020-03-05", *(f"Dana: repair lamp number {n} of the north tower" for n in range(200))))
    sqlite_memory.database.close()
    data = bytearray(file.read_bytes())
    # From the third page on: the schema, on the first, can still be read.
    data[2 * 4096 :] = b"\x55" * (len(data) - 2 * 4096)
    file.write_bytes(data)
    with pytest.raises(StoreError) as caught:
        copied(file, tmp_path / "copy.db")
    assert "damaged" in str(caught.value) or "is not a readable wgtrack database" in str(caught.value)
    assert {name.name for name in tmp_path.iterdir()} == {".wgtrack"}


def test_a_copy_can_be_put_in_place(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write("notes/2030-03-07.md", "# Call, 7 March 2030\n\n- TODO: Lee to draw the pier\n")
    assert project.run("ingest").code == 0
    answer = project.run("backup", "copies.db")
    assert answer.code == 0
    assert answer.out.startswith("copies.db is a copy of ")
    (key,) = [item["key"] for item in project.items().values()]
    project.run("done", key)
    assert project.run("backup", "copies.db").code == 2
    shutil.rmtree(project.folder / ".wgtrack")
    (project.folder / ".wgtrack").mkdir()
    (project.folder / "copies.db").rename(project.folder / ".wgtrack" / "wgtrack.db")
    assert project.items()["draw the pier"]["status"] == "open"
    assert project.run("done", key).code == 0


def test_postgresql_has_a_program_of_its_own(postgresql: Server, tmp_path: Path) -> None:
    project = Project(tmp_path)
    memory = Memory(open_database(postgresql.url, create=True, now=NOW))
    memory.ingest(CALL)
    memory.database.close()
    answer = project.run("--db", postgresql.address("postgres", "open sesame"), "backup", "the copy.dump")
    assert (answer.code, answer.out) == (2, "")
    assert "sesame" not in answer.err
    command = shlex.split(answer.err.split("`")[1])
    assert command == [
        "pg_dump",
        "--format=custom",
        "--file=the copy.dump",
        f"--host={postgresql.folder}",
        "--username=postgres",
        "wgtrack",
    ]
    subprocess.run(command, executable=postgresql.programs / "pg_dump", cwd=project.folder, check=True)
    listed = [str(postgresql.programs / "pg_restore"), "--list", "the copy.dump"]
    printed = subprocess.run(listed, cwd=project.folder, check=True, capture_output=True, text=True).stdout
    assert "TABLE DATA public item " in printed

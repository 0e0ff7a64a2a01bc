"""The main job again, with the memory in a PostgreSQL that a group shares."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from tests.cli import test_main_job as main_job
from tests.cli.conftest import Project
from tests.postgres import Server

JOBS: tuple[Callable[[Project], None], ...] = (
    main_job.test_eight_statements_are_six_items,
    main_job.test_the_filled_in_agenda_is_read_back,
    main_job.test_an_edited_line_of_the_agenda,
    main_job.test_unknown_and_ambiguous_keys,
    main_job.test_mending_an_item,
    main_job.test_list_chooses,
)


@pytest.fixture
def read(project: Project, postgresql: Server, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("WGTRACK_DATABASE_URL", postgresql.url)
    project.write("wgtrack.toml", main_job.CONFIG)
    project.write("notes/2030-03-07.md", main_job.FIRST_CALL)
    assert project.run("ingest").code == 0
    return project


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.__name__)
def test_in_postgresql(job: Callable[[Project], None], read: Project, postgresql: Server) -> None:
    job(read)
    assert postgresql.run("SELECT count(*) FROM item")[0] >= (6,)
    assert not (read.folder / ".wgtrack").exists()


def test_what_is_done_is_done_for_all(read: Project) -> None:
    key = main_job.keys_of(read)["tide"]
    answer = read.run("done", key)
    assert answer.code == 0
    assert "Only this machine knows" not in answer.err
    assert [event["after"] for event in read.run("show", key, "--json").json["items"][0]["history"]][-1] == "done"


def test_history_keeps_no_password(project: Project, postgresql: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("notes/2030-03-07.md", main_job.FIRST_CALL)
    address = postgresql.address("postgres", "open sesame")
    assert "open%20sesame" in address
    for words in (["--db", address, "ingest"], [f"--db={address}&application_name=sesame", "list"]):
        monkeypatch.setattr(sys, "argv", ["wgtrack", *words])
        assert project.run(*words).code == 0
    key = project.run("--db", address, "list", "--json").json["items"][0]["key"]
    monkeypatch.setattr(sys, "argv", ["wgtrack", f"--db={address}&application_name=sesame", "done", key])
    assert project.run("--db", address, "done", key).code == 0
    kept = [str(command) for (command,) in postgresql.run("SELECT command FROM batch ORDER BY id")]
    assert [command.split()[-2:] for command in kept] == [
        ["postgresql+psycopg://postgres@/wgtrack", "ingest"],
        ["done", key],
    ]
    assert not any("sesame" in command for command in kept)
    assert "sesame" not in project.run("--db", "host=localhost password=sesame", "list").err

"""The measurements measure what they say: their data is what the program would make, and their table adds up."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from sqlmodel import select

from tests.benchmarks import data, report, stored
from tests.benchmarks.__main__ import main
from tests.benchmarks.cases import Row
from tests.benchmarks.measure import process
from tests.benchmarks.report import Measured
from wgtrack.model import Statement
from wgtrack.reading.note import read_note
from wgtrack.reading.settings import ReadingSettings
from wgtrack.store.database import open_database
from wgtrack.store.tables import ItemRow

NOW = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)


def test_a_database_holds_as_many_items_as_asked_for(tmp_path: Path) -> None:
    stored.write_items(tmp_path / "made.db", 600, 20)
    database = open_database(f"sqlite:///{tmp_path / 'made.db'}", create=False, now=NOW)
    with database.reading() as session:
        statuses = Counter(session.exec(select(ItemRow.status)))
    database.close()
    assert statuses == {"open": 20, "done": 580}


def test_the_notes_state_about_ten_tasks_each_with_people_and_a_day() -> None:
    stated: list[Statement] = []
    for path, text in data.make_notes(100):
        note = read_note(text, path, "", ReadingSettings(group=data.GROUP))
        (told,) = note.meetings
        assert str(told.meeting.date) in path
        assert len(told.meeting.participants) >= 3
        assert 40 <= text.count("\n") <= 110
        stated += told.statements
    assert 900 <= len(stated) <= 1200
    assert all(statement.owners for statement in stated)
    assert len({statement.words for statement in stated}) < 0.5 * len(stated)


def test_a_table_shows_medians_ratios_and_goals(tmp_path: Path) -> None:
    good = Measured(Row("read", "a note", "a yardstick", 1.5), [3.0, 1.0, 2.0], [1.0, 4.0, 2.0])
    bad = Measured(Row("hold", "two notes", "one", 2.0, take="peak"), [3.0 * 2**20], [2.0**20])
    count = Measured(Row("ask", "requests", "", 20.0, take="count"), [11.0])
    file = tmp_path / "found.json"
    report.write(file, [good, bad, count], {"clock": "wall"})
    earlier = report.ratios(file)
    assert earlier == {"read": 1.0, "hold": 3.0, "ask": 11.0}
    lines = list(report.table([good, bad, count], {"read": 0.5}))
    assert [line.split()[-2:] for line in lines[1:]] == [["met", "0.50"], ["missed", "-"], ["met", "-"]]
    assert "2.00 s" in lines[1]
    assert "3 MiB" in lines[2]


def test_a_run_takes_time_and_memory() -> None:
    sample = process(["-c", "held = b'x' * 50_000_000; print(sum(range(1_000_000)))"], {})
    assert sample.cpu > 0
    assert sample.wall > 0
    assert sample.peak > 50_000_000


def test_the_cases_can_be_named_and_one_of_them_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--list"])
    names = capsys.readouterr().out.split()
    assert {"parse", "ingest", "growth", "memory", "list", "help", "plan", "sync", "site"} <= set(names)
    with pytest.raises(SystemExit, match="speed: no such case; there are: parse,"):
        main(["--only", "speed"])
    main(["--quick", "--runs", "1", "--only", "completion", "--json", str(tmp_path / "out.json")])
    assert "import typer" in capsys.readouterr().out
    assert report.ratios(tmp_path / "out.json")["completion"] > 0
    with pytest.raises(SystemExit, match="these are no earlier measurements"):
        main(["--only", "completion", "--compare", str(tmp_path / "none.json")])

"""What was read is not read again, in any later process."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.cli.conftest import Project
from wgtrack.model import Note
from wgtrack.reading.note import read_note
from wgtrack.reading.settings import ReadingSettings
from wgtrack.workflow import taking_in


def test_nothing_is_read_twice_whatever_the_hash_seed(project: Project) -> None:
    project.write("notes/2030-03-07.md", "# Call, 7 March 2030\n\n- TODO: Dana to mend the nets\n")
    project.write("wgtrack.toml", '[github]\napi_url = "https://github.example.org/api/v3"\n')
    read = []
    for seed in range(6):
        ended = subprocess.run(
            [sys.executable, "-m", "wgtrack", "-C", str(project.folder), "ingest", "--json"],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": str(seed), "WGTRACK_TODAY": "2030-03-08"},
        )
        read.append(json.loads(ended.stdout)["meetings"])
    assert read == [1, 0, 0, 0, 0, 0]


def test_of_notes_that_were_read_before_only_the_changed_one_is_parsed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []

    def noting(text: str, path: str, digest: str, settings: ReadingSettings) -> Note:
        parsed.append(path)
        return read_note(text, path, digest, settings)

    monkeypatch.setattr(taking_in, "read_note", noting)
    for day in range(10, 30):
        project.write(f"notes/2030-03-{day}.md", f"# Call, {day} March 2030\n\n- TODO: Dana to mend net {day}\n")
    project.run("ingest")
    assert len(parsed) == 20
    parsed.clear()
    project.run("ingest")
    project.run("ingest", "notes/2030-03-12.md")
    assert parsed == []
    project.write("notes/2030-03-17.md", "# Call, 17 March 2030\n\n- TODO: Dana to mend two nets\n")
    project.run("ingest")
    assert parsed == ["notes/2030-03-17.md"]


def test_a_setting_that_changes_reading_reads_anew(project: Project) -> None:
    project.write("notes/2030-03-07.md", "# Call, 7 March 2030\n\n- Errand: Dana to mend the nets\n")
    assert project.run("ingest", "--json").json["new"] == []
    project.write("wgtrack.toml", 'markers = ["Errand"]\n')
    assert len(project.run("ingest", "--json").json["new"]) == 1

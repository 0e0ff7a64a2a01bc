"""What was read is not read again, in any later process."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.cli.conftest import Project
from wgtrack.model import Note
from wgtrack.reading import note as reading
from wgtrack.reading.note import read_note
from wgtrack.reading.settings import ReadingSettings


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

    monkeypatch.setattr(reading, "read_note", noting)
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


def test_where_no_note_changed_nothing_that_reads_notes_is_loaded_and_no_process_is_started(project: Project) -> None:
    for number in range(100):
        project.write(f"notes/{number}.md", f"# Call, 7 March 2030\n\n- TODO: Dana to mend net {number}\n")
    project.run("ingest")
    program = (
        "import os, sys\n"
        "from wgtrack.cli.app import app\n"
        "def refuse(): raise AssertionError('another process')\n"
        "os.fork = refuse\n"
        "try:\n    app(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print(*sorted(name for name in sys.modules if name.startswith(('wgtrack.reading.', 'markdown_it'))))\n"
    )
    words = [sys.executable, "-c", program, "-C", str(project.folder), "ingest"]
    ended = subprocess.run(words, capture_output=True, text=True, check=True, env={**os.environ, "TERM": "dumb"})
    assert ended.stdout.splitlines() == [
        "Nothing new.",
        " ".join(f"wgtrack.reading.{name}" for name in ("files", "kept", "keys", "later", "settings")),
    ]


def test_a_note_that_was_changed_in_the_same_moment_to_the_same_length_is_read(project: Project) -> None:
    """As `git checkout` may do: neither its time nor its size tells."""
    note = project.write("notes/2030-03-07.md", "# Call, 7 March 2030\n\n- TODO: Dana to mend the nets\n")
    before = note.stat()
    project.run("ingest")
    note.write_text(note.read_text().replace("nets", "oars"))
    os.utime(note, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert note.stat().st_size == before.st_size
    assert project.run("ingest", "--json").json["meetings"] == 1
    assert [each["text"] for each in project.run("list", "--json").json["items"]] == ["mend the oars"]


def test_a_setting_that_changes_reading_reads_anew(project: Project) -> None:
    project.write("notes/2030-03-07.md", "# Call, 7 March 2030\n\n- Errand: Dana to mend the nets\n")
    assert project.run("ingest", "--json").json["new"] == []
    project.write("wgtrack.toml", 'markers = ["Errand"]\n')
    assert len(project.run("ingest", "--json").json["new"]) == 1

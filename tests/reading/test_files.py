"""Files: which are notes, and one sentence for what cannot be read."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from wgtrack.errors import NoteError
from wgtrack.reading.files import digest_of, look_for_notes, read_file


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for name in (
        "notes/b.md",
        "notes/a.MD",
        "notes/2024/c.markdown",
        "notes/2024/list.txt",
        "notes/.hidden.md",
        "notes/.git/d.md",
        "minutes/e.md",
        "minutes/plan.txt",
        "README.md",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("# Note\n")
    return root


def found(project: Path, *patterns: str) -> list[str]:
    return [Path(path).relative_to(project).as_posix() for path in look_for_notes(project, patterns).notes]


@pytest.mark.parametrize(
    ("patterns", "names"),
    [
        (["notes"], ["notes/2024/c.markdown", "notes/a.MD", "notes/b.md"]),
        (["notes/"], ["notes/2024/c.markdown", "notes/a.MD", "notes/b.md"]),
        (["notes/*.md"], ["notes/b.md"]),
        (["notes/**"], ["notes/2024/c.markdown", "notes/a.MD", "notes/b.md"]),
        (["notes/**/c.*", "minutes"], ["minutes/e.md", "notes/2024/c.markdown"]),
        (["minutes/plan.txt"], ["minutes/plan.txt"]),
        (["minutes/*"], ["minutes/e.md"]),
        (["./minutes/e.md", "minutes"], ["minutes/e.md"]),
        (["nowhere", "nowhere/*.md"], []),
        (["../project/notes", "/"], []),
        ([], []),
    ],
)
def test_patterns(project: Path, patterns: list[str], names: list[str]) -> None:
    assert found(project, *patterns) == names


def test_links_never_lead_out_of_the_root(project: Path) -> None:
    outside = project.parent / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("x")
    (project / "minutes" / "link.md").symlink_to(outside / "secret.md")
    (project / "minutes" / "folder").symlink_to(outside)
    (project / "minutes" / "loop").symlink_to(project / "minutes")
    (project / "minutes" / "same.md").symlink_to(project / "README.md")
    assert found(project, "minutes") == ["minutes/e.md", "minutes/same.md"]
    assert found(project, "minutes/link.md", "minutes/folder", "minutes/folder/*.md") == []


def test_links_that_are_left_out_are_told(project: Path) -> None:
    outside = project.parent / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("x")
    minutes = project / "minutes"
    (minutes / "out.md").symlink_to(outside / "secret.md")
    (minutes / "folder").symlink_to(outside)
    (minutes / "broken.md").symlink_to(minutes / "gone.md")
    (minutes / "inside").symlink_to(project / "notes")
    (minutes / "list.txt").symlink_to(outside / "secret.md")
    looked = look_for_notes(project, ["minutes", "minutes/out.md"])
    assert [path.name for path in looked.left_out] == ["broken.md", "folder", "out.md"]
    assert [Path(path).name for path in looked.notes] == ["e.md"]


def test_reading_keeps_every_byte(tmp_path: Path) -> None:
    data = "\ufeff# Nöte\r\n- x\r".encode()
    path = tmp_path / "note.md"
    path.write_bytes(data)
    note = read_file(path)
    assert note.text.encode() == data
    assert note.digest == hashlib.sha256(data).hexdigest()


def test_an_empty_file_is_fine(tmp_path: Path) -> None:
    (tmp_path / "note.md").touch()
    assert read_file(tmp_path / "note.md").text == ""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"# x\n\0", "is binary"),
        ("# Not\u00e9\n".encode("utf-16"), "is binary"),
        (b"# x\n- caf\xe9\n", ":2 is not UTF-8"),
    ],
)
def test_what_is_no_text_is_one_sentence(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(data)
    with pytest.raises(NoteError) as caught:
        read_file(path)
    assert str(caught.value).startswith(f"{path}")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_no_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(NoteError, match="does not exist"):
        read_file(tmp_path / "missing.md")
    with pytest.raises(NoteError, match="is not a file"):
        read_file(tmp_path)
    with pytest.raises(NoteError, match=r"cannot be read|does not exist"):
        read_file(tmp_path / ("x" * 5000))


def test_the_digest_of_a_file_is_that_of_its_bytes_and_of_what_cannot_be_read_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_bytes(b"\xff not even a text\0")
    assert digest_of(str(tmp_path / "note.md")) == hashlib.sha256(b"\xff not even a text\0").hexdigest()
    os.mkfifo(tmp_path / "pipe.md")
    for name in ("missing.md", "pipe.md", ".", "x" * 5000, "a\0b"):
        assert digest_of(str(tmp_path / name)) is None

"""Which files are notes, and what is in one.

A folder's notes are its markdown files, those of its subfolders included. Hidden files and folders are no notes,
and a symbolic link never leads out of the folder that was asked for.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath

from wgtrack.errors import NoteError

SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
"""Endings, in lower case, by which a folder's files are notes; a file that is named may have any."""


@dataclass(frozen=True, slots=True)
class NoteFile:
    """What one file holds."""

    text: str
    """As it is on the disk: a byte order mark and all line ends kept."""
    digest: str
    """SHA-256 of the bytes, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What looking through folders gave, sorted, each once."""

    notes: tuple[Path, ...]
    left_out: tuple[Path, ...]
    """Symbolic links that lead out of the folder that was asked for, or nowhere."""


def look_for_notes(root: Path, patterns: Sequence[str]) -> Looked:
    """The notes below `root` that `patterns` name: files, folders or globs.

    A pattern that names nothing adds nothing, and nothing outside `root` is ever given.
    """
    found: set[Path] = set()
    left_out: set[Path] = set()
    for pattern in patterns:
        for path in _matching(root, pattern):
            inside = list(_below(path)) if path.is_dir() and _is_inside(path, root) else [path]
            for one in inside:
                if _is_inside(one, root):
                    if one.is_file() and (_looks_like_note(one) or pattern == _relative(one, root)):
                        found.add(one)
                else:
                    left_out.add(one)
    return Looked(tuple(sorted(found)), tuple(sorted(left_out)))


def read_file(path: Path, shown: str | None = None) -> NoteFile:
    """What `path` holds; NoteError, one sentence, where it is missing, unreadable, binary or not UTF-8.

    The sentence names the file as `shown`, the way its user did, else by `path`.
    """
    name = shown or str(path)
    try:
        if path.exists() and not path.is_file():
            raise NoteError(f"{name} is not a file: name a markdown file, or a folder of them")
        data = path.read_bytes()
    except FileNotFoundError:
        raise NoteError(f"{name} does not exist: check the name, or `notes` in wgtrack.toml") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NoteError(f"{name} cannot be read ({reason}): check its permissions") from None
    if b"\0" in data:
        raise NoteError(f"{name} is binary, not a text: save the note as markdown in UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NoteError(f"{name}:{line} is not UTF-8: save the note in UTF-8") from None
    return NoteFile(text, sha256(data).hexdigest())


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _looks_like_note(path: PurePath) -> bool:
    return path.suffix.lower() in SUFFIXES


def _hidden(relative: PurePath) -> bool:
    return any(part.startswith(".") for part in relative.parts)


def _is_inside(path: Path, root: Path) -> bool:
    """True for what is there and, links resolved, lies below `root`."""
    try:
        return path.exists() and path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def _matching(root: Path, pattern: str) -> Iterator[Path]:
    """The paths that a configured pattern names: itself where it exists, else what it matches as a glob."""
    cleaned = os.path.normpath(pattern) if pattern else "."
    if os.path.isabs(cleaned) or cleaned.split(os.sep)[0] == os.pardir:
        return
    if os.path.lexists(root / cleaned):
        yield root / cleaned
        return
    for name in glob.iglob(cleaned, root_dir=root, recursive=True):
        if not _hidden(PurePath(name)):
            yield root / name


def _below(folder: Path) -> Iterator[Path]:
    """What is named like a note in `folder` and its subfolders, and links to folders, which are not followed."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (path for name in folders if (path := Path(place, name)).is_symlink())
        yield from (Path(place, name) for name in names if not name.startswith(".") and _looks_like_note(Path(name)))

"""Which files are notes, and what is in one.

A folder's notes are its markdown files, those of its subfolders included. Hidden files and folders are no notes,
and a symbolic link never leads out of the folder that was asked for.
"""

from __future__ import annotations

import glob
import os
import stat
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

    notes: tuple[str, ...]
    """Their paths, as text: there may be many, and most are only looked at."""
    links: frozenset[str]
    """Those of them that are symbolic links."""
    left_out: tuple[Path, ...]
    """Symbolic links that lead out of the folder that was asked for, or nowhere."""


def look_for_notes(root: Path, patterns: Sequence[str]) -> Looked:
    """The notes below `root` that `patterns` name: files, folders or globs.

    A pattern that names nothing adds nothing, and nothing outside `root` is ever given.
    """
    found: set[str] = set()
    links: set[str] = set()
    left_out: set[Path] = set()
    for pattern in patterns:
        for path in _matching(root, pattern):
            if not (path.is_dir() and _is_inside(path, root)):
                if not _is_inside(path, root):
                    left_out.add(path)
                elif path.is_file() and (_looks_like_note(path.name) or pattern == _relative(path, root)):
                    found.add(str(path))
                    if path.is_symlink():
                        links.add(str(path))
                continue
            for entry in _below(path):
                # Only a link leads elsewhere: nothing else needs to be followed to where it really is.
                if not entry.is_symlink():
                    if entry.is_file():
                        found.add(entry.path)
                    continue
                names_note = _looks_like_note(entry.name)
                if (names_note or os.path.isdir(entry.path)) and not _is_inside(Path(entry.path), root):
                    left_out.add(Path(entry.path))
                elif names_note and entry.is_file():
                    found.add(entry.path)
                    links.add(entry.path)
    return Looked(tuple(sorted(found, key=_by_parts)), frozenset(links), tuple(sorted(left_out)))


def digest_of(path: str) -> str | None:
    """The digest that `read_file` gives of the file at `path`; None where it is not there or cannot be read."""
    try:
        # Before it is opened: a pipe would be waited for.
        kind = os.stat(path)
        if not stat.S_ISREG(kind.st_mode):
            return None
        # Without a buffer of its own, which costs as much as reading a note.
        with open(path, "rb", buffering=0) as file:
            return sha256(file.read()).hexdigest()
    except (OSError, ValueError):
        return None


def read_file(path: Path | str, shown: str | None = None) -> NoteFile:
    """What `path` holds; NoteError, one sentence, where it is missing, unreadable, binary or not UTF-8.

    The sentence names the file as `shown`, the way its user did, else by `path`.
    """
    name = shown or str(path)
    try:
        # Before it is opened: a pipe would be waited for.
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise NoteError(f"{name} is not a file: name one")
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        raise NoteError(f"{name} does not exist: check its name") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NoteError(f"{name} cannot be read ({reason}): check its permissions") from None
    if b"\0" in data:
        raise NoteError(f"{name} is binary, not a text: save it as text in UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NoteError(f"{name}:{line} is not UTF-8: save it in UTF-8") from None
    return NoteFile(text, sha256(data).hexdigest())


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _by_parts(path: str) -> str:
    """Sorts paths as lists of their parts would be."""
    return path.replace(os.sep, "\0")


def _looks_like_note(name: str) -> bool:
    return name.endswith(".md") or os.path.splitext(name)[1].lower() in SUFFIXES


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


def _below(folder: Path) -> Iterator[os.DirEntry[str]]:
    """What is named like a note in `folder` and its subfolders, and links to folders, which are not followed."""
    waiting = [str(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as inside:
                entries = [entry for entry in inside if not entry.name.startswith(".")]
        except OSError:
            continue  # A folder that may not be looked into; `workflow.notes` tells of it.
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            elif _looks_like_note(entry.name) or entry.is_symlink():
                yield entry

"""A folder of which some files are ours: those are written, replaced and taken away, all others are left alone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from wgtrack.errors import UsageProblem

LIST = ".wgtrack-site"
"""The file that says which files of the folder are ours, one a line."""
_HEAD = "# wgtrack site 1: the files here that `wgtrack site` wrote, replaces and takes away."
_OURS = re.compile(r"[a-z0-9-]+\.(?:html|css|js)")
"""The form of every name that we write: what else may stand in the list is not touched."""
_SIGN = b"wgtrack"
"""Stands near the beginning of every file of ours, so that it is known without the list too."""
_LOOK = 4096


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a folder, in numbers of files."""

    pages: int
    """All of ours that it holds now."""
    changed: int
    """Those that are new or other than before."""
    removed: int


def write_folder(folder: Path, shown: str, files: Iterable[tuple[str, bytes]]) -> Written:
    """Make `folder` hold `files`, each a name and its content, in place of what we wrote there before.

    No file of anybody else is changed or removed: UsageProblem where one has the name of a file of ours, or where
    the folder can't be written. Interrupted, the next run ends what this one began.
    """
    try:
        if folder.exists() and not folder.is_dir():
            raise UsageProblem(f"{shown} is a file: name a folder.")
        folder.mkdir(parents=True, exist_ok=True)
        return _Folder(folder, shown).write(files)
    except OSError as error:
        raise UsageProblem(f"{shown} cannot be written ({error.strerror}): name another folder with -o.") from None


class _Folder:
    def __init__(self, folder: Path, shown: str) -> None:
        self._folder = folder
        self._shown = shown
        self._there = set(os.listdir(folder))
        self._known = set(self._listed())

    def write(self, files: Iterable[tuple[str, bytes]]) -> Written:
        names: set[str] = set()
        changed = 0
        with (self._folder / LIST).open("a", encoding="utf-8") as listing:
            if not listing.tell():
                listing.write(f"{_HEAD}\n")
            for name, content in files:
                names.add(name)
                if name not in self._there:
                    # Before the file itself: what an interrupted run leaves behind is known to be ours.
                    listing.write(f"{name}\n")
                    listing.flush()
                    _write_new(f"{self._folder}{os.sep}{name}", content)
                    changed += 1
                elif self._differs(name, content):
                    _put(self._folder / name, content)
                    changed += 1
        gone = sorted(self._known - names)
        removed = sum(self._remove(name) for name in gone)
        _put(self._folder / LIST, "".join(f"{line}\n" for line in (_HEAD, *sorted(names))).encode())
        return Written(len(names), changed, removed)

    def _listed(self) -> Iterator[str]:
        if LIST in self._there:
            text = (self._folder / LIST).read_text(encoding="utf-8", errors="replace")
            yield from (line for line in text.splitlines() if _OURS.fullmatch(line))

    def _differs(self, name: str, content: bytes) -> bool:
        file = self._folder / name
        there = file.read_bytes() if file.is_file() and not file.is_symlink() else b""
        if name not in self._known and _SIGN not in there[:_LOOK]:
            told = f"{self._shown}/{name} is there already and was not written by wgtrack"
            raise UsageProblem(f"{told}: move it away, or name another folder with -o.")
        return there != content

    def _remove(self, name: str) -> bool:
        """Take a page away that is no more."""
        file = self._folder / name
        if not (file.is_file() or file.is_symlink()):
            return False
        file.unlink()
        return True


def _write_new(path: str, content: bytes) -> None:
    """Write a file that is not there yet. There may be thousands, and a buffered file costs as much as its content."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        written = os.write(file, content)
        while written < len(content):
            written += os.write(file, content[written:])
    finally:
        os.close(file)


def _put(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    new = file.with_name(f".{file.name}.new")
    try:
        new.write_bytes(content)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)

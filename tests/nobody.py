"""Doing something as a user without rights: root may do everything, so it becomes nobody first."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

NOBODY = 65534


def as_nobody(do: Callable[[], str]) -> str:
    """What `do` answers in a process of its own that has no rights beyond those of everybody."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            told = do()
        except BaseException as error:
            told = repr(error)
        os.write(write_end, told.encode())
        os._exit(0)
    os.close(write_end)
    os.waitpid(child, 0)
    with os.fdopen(read_end) as pipe:
        return pipe.read()


def open_to_all(folder: Path) -> None:
    """Let everybody look into `folder` and the folders above it that are ours."""
    for place in (folder, *folder.parents):
        if os.access(place, os.W_OK) and place.stat().st_uid == os.getuid() and place != Path(place.anchor):
            place.chmod(place.stat().st_mode | 0o055)

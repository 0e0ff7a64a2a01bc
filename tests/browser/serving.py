"""`wgtrack serve` as a process of its own, as people start it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.conftest import Project

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def serving(project: Project, *options: str, told: list[str] | None = None) -> Iterator[str]:
    """The address of the page of `project`; ended by Ctrl-C afterwards, which has to go well.

    `told` is given the lines that were printed on stderr.
    """
    environment = {
        **os.environ,
        "WGTRACK_TODAY": project.today,
        "PYTHONPATH": str(ROOT),
        "GIT_CONFIG_GLOBAL": str(project.folder / "none"),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "user.name",
        "GIT_CONFIG_VALUE_0": project.git,
    }
    command = [sys.executable, "-m", "wgtrack", "-C", str(project.folder), "serve", "--no-open", *options]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stderr
    errors = [] if told is None else told
    reader = threading.Thread(target=lambda: errors.extend(process.stderr or ()), daemon=True)
    reader.start()
    try:
        address = process.stdout.readline().strip()
        assert address.startswith("http://"), "".join(errors)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        try:
            code = process.wait(30)
        finally:
            process.kill()
            process.stdout.close()
            reader.join(5)
            process.stderr.close()
    said = "".join(errors)
    assert (code, "Traceback" in said, said.splitlines()[-1]) == (0, False, "Ended."), said

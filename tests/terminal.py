"""A person at a terminal, who answers one question after another."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

STOP, END = "\x03", "\x04"
"""What the keys Ctrl-C and Ctrl-D send."""
_ASKS = re.compile(r"(?:^|\n)[^\n]*(?:> |\[y/N\]: )$")
_STYLE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
_PATIENCE = 120
_PAUSE = 0.2
_AGAIN = 5
"""Seconds: how long anything may take, a person's own pause before a key, and that before the same key again."""


def answer(
    folder: Path, environment: Mapping[str, str], words: Sequence[str], answers: Sequence[str]
) -> tuple[int, str]:
    """The exit code and what is shown of `wgtrack WORDS…` in `folder`, where each question gets the next of `answers`.

    A question that finds no answer left, or an answer that finds no question, fails.
    """
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "wgtrack", "-C", str(folder), *words]
    every = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "200", **environment}
    # Only to the session whose own the terminal is does Ctrl-C send a signal; elsewhere it is a sign like others.
    command = ["setsid", "--ctty", "--wait", *command]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=every) as started:
        os.close(theirs)
        try:
            shown = _talk(ours, list(answers))
        except BaseException:
            started.kill()
            raise
        finally:
            os.close(ours)
        return started.wait(timeout=_PATIENCE), shown


def _talk(terminal: int, answers: list[str]) -> str:
    seen, answered, typed = "", 0, ""
    deadline = time.monotonic() + _PATIENCE
    while chunk := _read(terminal, deadline, again=typed if typed in (STOP, END) else ""):
        seen += _STYLE.sub("", chunk.decode("utf-8", "replace")).replace("\r\n", "\n")
        if _ASKS.search(seen[answered:]):
            assert answers, f"nobody has an answer to this: {seen}"
            typed = answers.pop(0)
            answered = len(seen)
            time.sleep(_PAUSE)
            os.write(terminal, (typed if typed in (STOP, END) else f"{typed}\n").encode())
    assert answers == [], f"these were never asked for: {answers}\n{seen}"
    return seen


def _read(terminal: int, deadline: float, *, again: str) -> bytes:
    """What comes next; nothing at the end. While nothing comes, `again` is typed again.

    What comes between the question and the moment when Python waits for its answer is noticed with the next key only.
    """
    while not select.select([terminal], [], [], _AGAIN)[0]:
        assert time.monotonic() < deadline, f"nothing came for {_PATIENCE} seconds"
        if again:
            os.write(terminal, again.encode())
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux's way to say that the other end was closed
        return b""

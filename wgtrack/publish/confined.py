"""A group's own templates, filled in by a process of its own that can be stopped.

Jinja2's sandbox keeps a template from reaching what it was not given, and not from taking all time and memory there
is: `[x, x]` a hundred times over is enough. What the operating system stops, is stopped whatever the template does.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import pickle
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from wgtrack.errors import ConfigError

LENGTH = struct.Struct("!Q")
"""How long a message is stands before it."""
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from wgtrack.publish.confined_process import main; main()"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What filling in one template may take."""

    seconds: float = 5.0
    """Of the processor's time."""
    patience: float = 60.0
    """Seconds of any time, for whatever the processor's does not count."""
    memory: int = 1 << 30
    """Bytes that the process may have, some 60 MB of which are the program's own."""
    output: int = 10_000_000
    """Characters."""


LIMITS = Limits()


class Confined:
    """The process, started when it is first needed; what is asked of it is answered one after another."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def fill(self, name: str, values: Mapping[str, object], folder: Path, *, html: bool) -> str:
        """The template `name` of the group's `folder` with `values` filled in.

        ConfigError with a sentence for every mistake in it, and where it takes more than it may.
        """
        request = pickle.dumps((name, dict(values), folder, html))
        with self._lock:
            try:
                answer = self._ask(request)
            except BaseException:
                self._end()  # An answer that nobody waited for must not be taken for that of the next question.
                raise
        if answer is None:
            raise ConfigError(f"{folder / name}: it was stopped, since it takes more time or memory than it may.")
        if "mistake" in answer:
            raise ConfigError(answer["mistake"])
        return str(answer["text"])

    def _ask(self, request: bytes) -> dict[str, str] | None:
        """What the process answers; None where it ended instead."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        timer = threading.Timer(self._limits.patience, process.kill)
        timer.start()
        try:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(LENGTH.pack(len(request)) + request)
                process.stdin.flush()
            message = read_message(process.stdout)
        finally:
            timer.cancel()
        if message is None:
            self._end()
            return None
        answer: dict[str, str] = json.loads(message)
        if "ends" in answer:
            self._end()
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            options = json.dumps(asdict(self._limits))
            command = [sys.executable, "-P", "-c", _START, json.dumps(sys.path), options]
            try:
                self._process = subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
                )
            except OSError as error:
                told = f"a group's own templates need a process, and none can be started ({error.strerror})"
                raise ConfigError(f"{told}: free some memory, or move templates/ away.") from error
            atexit.register(self._end)
        return self._process

    def _end(self) -> None:
        atexit.unregister(self._end)
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for pipe in filter(None, (process.stdin, process.stdout)):
                with contextlib.suppress(OSError):
                    pipe.close()
            process.wait()


def read_message(stream: IO[bytes]) -> bytes | None:
    """The next message of a stream; None at its end, or where it ends within one."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    body = stream.read(length)
    return body if len(body) == length else None


def write_message(stream: IO[bytes], value: Any) -> None:
    """Write `value` as JSON to a stream."""
    body = json.dumps(value).encode("ascii")
    stream.write(LENGTH.pack(len(body)) + body)
    stream.flush()

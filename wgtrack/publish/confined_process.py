"""What runs in the process of `confined`: it fills in one template after another, and is stopped at its limits."""

from __future__ import annotations

import json
import math
import os
import pickle
import signal
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

from wgtrack.errors import ConfigError
from wgtrack.publish.confined import Limits, read_message, write_message
from wgtrack.publish.templates import Templates, running_in

if sys.platform != "win32":
    import resource

_LOOK = 0.05
"""Seconds between two looks at how long a template has been running."""
_GRACE = 2
"""Seconds after which the system ends a process that did not even let itself be looked at."""


def main() -> None:
    """Answer what comes in, until nothing comes any more."""
    limits = Limits(**json.loads(sys.argv[2]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who asked.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _limit_memory(limits.memory)
    watch = _Watch(limits, answers)
    known: dict[object, Templates] = {}
    while (request := read_message(sys.stdin.buffer)) is not None:
        name, values, folder, html = pickle.loads(request)
        watch.begin(name)
        state = (folder, html, _state(folder))
        if state not in known:
            known = {state: Templates(folder, html=html)}
        watch.end(_filled(known[state], name, values, limits.output))


def _state(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What tells whether somebody changed the group's templates."""
    seen = ((file, file.stat()) for file in sorted(folder.rglob("*.j2")))
    return tuple((str(file), stat.st_mtime_ns, stat.st_size) for file, stat in seen)


def _filled(templates: Templates, name: str, values: dict[str, Any], most: int) -> dict[str, str]:
    try:
        text = templates.fill(name, values)
    except ConfigError as error:
        return {"mistake": str(error)}
    if len(text) > most:
        return {"mistake": f"template {name}: its text is longer than {most:,} characters: make it write less."}
    return {"text": text}


class _Watch:
    """Looks how long a template has been being filled in, and ends the process when that is too long."""

    def __init__(self, limits: Limits, answers: IO[bytes]) -> None:
        self._limits = limits
        self._answers = answers
        self._until = math.inf
        self._name = ""
        self._lock = threading.Lock()
        self._main = threading.get_ident()
        threading.Thread(target=self._look, daemon=True).start()

    def begin(self, name: str) -> None:
        """The template `name` is going to be filled in."""
        self._name, self._until = name, time.process_time() + self._limits.seconds
        _limit_time(math.ceil(self._until) + _GRACE)

    def end(self, answer: dict[str, str]) -> None:
        """It is filled in: that is the answer."""
        with self._lock:
            self._until = math.inf
            write_message(self._answers, answer)

    def _look(self) -> None:
        while True:
            time.sleep(_LOOK)
            with self._lock:
                if time.process_time() > self._until:
                    where = running_in(sys._current_frames()[self._main]) or f"template {self._name}"
                    told = f"{where}: it runs for more than {self._limits.seconds:g} seconds: make it do less."
                    write_message(self._answers, {"mistake": told, "ends": "now"})
                    os._exit(0)


def _limit_memory(most: int) -> None:
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _limit_time(seconds: int) -> None:
    """End the process when it has had so many seconds of the processor's time in all."""
    if sys.platform != "win32":
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, most))

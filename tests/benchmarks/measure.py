"""Processes, run one at a time and measured: seconds and the most memory they held."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]
_QUIET = {"NO_COLOR": "1", "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "user.name", "GIT_CONFIG_VALUE_0": "Mira"}


@dataclass(frozen=True)
class Sample:
    """What one run took."""

    wall: float
    """Seconds by the clock."""
    cpu: float
    """Seconds of processor time, of all its processes."""
    peak: int
    """Bytes of memory held at most, by the largest of its processes."""
    count: int = 0
    """What a case counts."""


def process(words: list[str], env: Mapping[str, str]) -> Sample:
    """Run `python WORDS…`, from its start to its end."""
    return _run(words, env)[1]


def inside(words: list[str], env: Mapping[str, str]) -> Sample:
    """Run `tests.benchmarks.inside WORDS…`, which tells how long its work took once all was imported."""
    out, whole = _run(["-m", "tests.benchmarks.inside", *words], env)
    told = json.loads(out.splitlines()[-1])
    return Sample(told["wall"], told["cpu"], whole.peak, told.get("count", 0))


def _run(words: list[str], env: Mapping[str, str]) -> tuple[str, Sample]:
    environment = {**os.environ, **_QUIET, "PYTHONPATH": str(PROJECT), **env}
    # An installed program is compiled once, as its libraries are.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    command = [sys.executable, *words]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as remarks,
        subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=remarks, text=True
        ) as child,
    ):
        assert child.stdout is not None
        out = child.stdout.read()
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            remarks.seek(0)
            raise SystemExit(f"{' '.join(words)}: exit {child.returncode}\n{remarks.read()}")
    unit = 1 if sys.platform == "darwin" else 1024
    return out, Sample(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * unit)

"""Work shared out over the cores: the same answers in the same order, and nothing left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wgtrack.workflow import abreast as module
from wgtrack.workflow.abreast import LEAST, abreast

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process does all the work")


@pytest.fixture
def three_lanes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_lanes", lambda count: 3 if count >= LEAST else 1)


def _who(value: int) -> tuple[int, int]:
    return value, os.getpid()


@pytest.mark.usefixtures("three_lanes")
@pytest.mark.filterwarnings("ignore:This process")
def test_answers_come_in_their_order_from_several_processes() -> None:
    told = list(abreast(_who, range(500)))
    assert [value for value, _ in told] == list(range(500))
    assert len({process for _, process in told}) == 3


def test_few_values_are_worked_on_here() -> None:
    assert {process for _, process in abreast(_who, range(LEAST - 1))} == {os.getpid()}


@pytest.mark.usefixtures("three_lanes")
@pytest.mark.filterwarnings("ignore:This process")
def test_the_share_of_a_process_that_is_killed_is_done_here() -> None:
    here = os.getpid()

    def work(value: int) -> int:
        if value == 300 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return value

    assert list(abreast(work, range(500))) == list(range(500))


@pytest.mark.usefixtures("three_lanes")
@pytest.mark.filterwarnings("ignore:This process")
def test_what_fails_in_the_work_fails_here() -> None:
    here = os.getpid()

    def work(value: int) -> int:
        if value == 250:
            if os.getpid() != here:
                os.close(2)  # nobody needs to see it twice
            raise ZeroDivisionError("250")
        return value

    answers = abreast(work, range(500))
    with pytest.raises(ZeroDivisionError, match="250"):
        list(answers)


_SLOW = """
import os, sys, time
from wgtrack.workflow import abreast as module
module._lanes = lambda count: 3
def work(value):
    open(os.path.join(sys.argv[1], str(os.getpid())), "w").close()
    time.sleep(0.01)
    return "x" * 20_000
for _ in module.abreast(work, range(100_000)):
    pass
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nothing_goes_on_once_the_process_that_asked_is_gone(tmp_path: Path, how: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _SLOW, str(tmp_path)], cwd=Path(__file__).parents[1], stderr=subprocess.DEVNULL
    ) as process:
        _until(lambda: len(list(tmp_path.iterdir())) == 3)
        process.send_signal(how)
        process.wait(30)
    _until(lambda: not any(_is_alive(int(file.name)) for file in tmp_path.iterdir()))


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def _is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_many_notes_are_read_as_few_are(tmp_path: Path) -> None:
    """In a process of its own, as the program is run; the other one has a single core."""
    from tests.benchmarks.data import write_project

    write_project(tmp_path / "project", LEAST + 10)
    (tmp_path / "project" / "notes" / "broken.md").write_bytes(b"\xff\xfe")

    def parsed(cores: str) -> tuple[int, str, str]:
        bound = f"import os; os.sched_setaffinity(0, {cores}); from wgtrack.cli.entry import main; main()"
        words = [sys.executable, "-c", bound, "-C", str(tmp_path / "project"), "parse", "notes", "--json"]
        done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1])
        return done.returncode, done.stdout, done.stderr

    assert parsed("os.sched_getaffinity(0)") == (told := parsed("{min(os.sched_getaffinity(0))}"))
    assert told[0] == 4
    assert "broken.md" in told[2]
    assert len(json.loads(told[1])["meetings"]) == LEAST + 10

"""What goes on, shown on a terminal where it lasts; nothing where stderr goes elsewhere."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

AFTER = 0.7
"""Seconds before anything is shown: what is quicker needs no bar."""

_going: list[_Bar] = []
"""The pieces of work that go on now, the innermost last."""


def on_terminal() -> bool:
    """True where stderr goes to a terminal, and nobody asked for quiet there."""
    # While a bar is shown rich stands in front of stderr, and before its version 15 does not pass the question on.
    stream = getattr(sys.stderr, "rich_proxied_file", sys.stderr)
    try:
        return stream is not None and stream.isatty() and os.environ.get("WGTRACK_PROGRESS") != "no"
    except ValueError:  # It is closed.
        return False


@contextlib.contextmanager
def busy(what: str, total: int | None = None, /) -> Iterator[Callable[[], None]]:
    """A block during which `what` goes on, in `total` parts; gives the function to call for each part that is done.

    On a terminal a bar, or a sign that turns where the parts are not counted, shows up once the block lasts, and is
    wiped away at its end. The block may not print or ask; see `pausing`.
    """
    if not on_terminal():
        yield lambda: None
        return
    bar = _Bar(what, total)
    _going.append(bar)
    bar.begin()
    try:
        yield bar.step
    finally:
        bar.end()
        _going.remove(bar)


@contextlib.contextmanager
def pausing() -> Iterator[None]:
    """A block in which something else is printed: bars are wiped away before it, and come back after it."""
    for bar in _going:
        bar.end()
    try:
        yield
    finally:
        for bar in _going:
            bar.begin()


def wait(seconds: float, why: str) -> None:
    """Sleep, with a countdown on a terminal and one line elsewhere."""
    from wgtrack.cli.output import remark

    if not on_terminal():
        if seconds >= 1:
            remark(f"{why}: waiting {seconds:.0f} s.")
        time.sleep(seconds)
        return
    end = time.monotonic() + seconds
    with pausing():
        while (left := end - time.monotonic()) > 0:
            sys.stderr.write(f"\r{why}: {left:.0f} s \x1b[K")
            sys.stderr.flush()
            time.sleep(min(1.0, left))
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


class _Bar:
    """One piece of work, shown by a thread of its own once it lasts."""

    def __init__(self, what: str, total: int | None) -> None:
        self._what = what
        self._total = total
        self._done = 0
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._shown: Progress | None = None

    def begin(self) -> None:
        """From now on it may be shown."""
        self._timer = threading.Timer(AFTER, self._show)
        self._timer.daemon = True
        self._timer.start()

    def step(self) -> None:
        """One more part is done."""
        self._done += 1
        shown = self._shown
        if shown is not None:
            shown.update(shown.task_ids[0], completed=self._done)

    def end(self) -> None:
        """It is not shown any more."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
            self._timer, shown, self._shown = None, self._shown, None
        if shown is not None:
            shown.stop()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        counted = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()) if self._total else ()
        # What it says is no markup, and it is wiped away at the end.
        said = TextColumn("{task.description}", markup=False)
        made = Progress(SpinnerColumn(), said, *counted, console=Console(stderr=True), transient=True)
        made.add_task(self._what, total=self._total, completed=self._done)
        with self._lock:
            if self._timer is None:
                return  # It ended meanwhile.
            made.start()
            self._shown = made

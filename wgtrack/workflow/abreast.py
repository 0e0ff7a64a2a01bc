"""Work on many values shared out over the machine's cores, and answered in the order of the values."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any, TypeVar

LEAST = 64
"""So few values are not worth another process."""
CHUNK = 8
"""Values whose answers are sent at once."""
MOST_LANES = 4

T = TypeVar("T")
R = TypeVar("R")


def abreast(work: Callable[[T], R], values: Sequence[T]) -> Iterator[R]:
    """What `work`, which changes nothing outside of itself, makes of each of `values`, in their order.

    Where there are many values and cores, other processes do their share of it. They are started now rather than at
    the first answer, while nothing else runs beside this thread.
    """
    lanes = _lanes(len(values))
    helpers = [_Helper(work, _shares(values, lane, lanes)) for lane in range(1, lanes)]
    return _collect(work, values, lanes, helpers)


def _lanes(count: int) -> int:
    """How many processes work, this one included."""
    # A copy of a process is sound only where no other thread was in the middle of something.
    if sys.platform != "linux" or count < LEAST or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), MOST_LANES)


def _shares(values: Sequence[T], lane: int, lanes: int) -> Iterator[Sequence[T]]:
    starts = range(0, len(values), CHUNK)
    return (values[start : start + CHUNK] for start in islice(starts, lane, None, lanes))


class _Helper:
    """A process that does the share of a lane and sends its answers in their order."""

    def __init__(self, work: Callable[[T], R], shares: Iterable[Sequence[T]]) -> None:
        from multiprocessing import get_context

        context = get_context("fork")
        inbox, outbox = context.Pipe(duplex=False)

        def do() -> None:
            inbox.close()  # so that sending fails, and this process ends, where nobody reads any more
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that was interrupted ends this one
            with suppress(BrokenPipeError):
                for some in shares:
                    outbox.send(list(map(work, some)))

        self._process = context.Process(target=do, daemon=True)
        self._process.start()
        self._inbox = inbox
        outbox.close()

    def received(self) -> list[Any] | None:
        """The next answers; None where the process is no more."""
        try:
            found: list[Any] = self._inbox.recv()
        except (EOFError, OSError):
            return None
        return found

    def end(self) -> None:
        """Stop where it has not come to its end."""
        self._inbox.close()
        self._process.terminate()
        self._process.join()


def _collect(work: Callable[[T], R], values: Sequence[T], lanes: int, helpers: Sequence[_Helper]) -> Iterator[R]:
    try:
        for number, some in enumerate(_shares(values, 0, 1)):
            lane = number % lanes
            answers = helpers[lane - 1].received() if lane else None
            yield from map(work, some) if answers is None else answers
    finally:
        for helper in helpers:
            helper.end()

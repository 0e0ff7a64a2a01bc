"""`python -m tests.sync.dying MOMENT WORDS…`: run wgtrack, and end it with SIGKILL at a moment, counted from 0.

A moment is before or after each request, and before or after each transaction in which a sync writes its steps down.
A run with fewer of them comes to its end.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from wgtrack.cli.app import main
from wgtrack.sync import github
from wgtrack.workflow.syncing import StoreMemory

moments = itertools.count()
last = int(sys.argv[1])


def moment() -> None:
    """Maybe the last one."""
    if next(moments) == last:
        os.kill(os.getpid(), signal.SIGKILL)


def deadly(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function` with a moment on either side."""

    def between(*given: Any, **named: Any) -> Any:
        moment()
        answer = function(*given, **named)
        moment()
        return answer

    return between


for owner, name in ((github.Connection, "_send"), *((StoreMemory, name) for name in ("begin", "intend", "keep"))):
    setattr(owner, name, deadly(getattr(owner, name)))

if __name__ == "__main__":
    sys.argv = ["wgtrack", *sys.argv[2:]]
    main()

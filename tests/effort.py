"""Whether work grows with its size or with the square of it, told on a machine that does other things too."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable

ATTEMPTS = 5


def assert_no_quadratic_time(work: Callable[[int], Callable[[], object]], few: int, many: int) -> None:
    """`work(size)` prepares what is to be timed; for `many` it may take twice its share of what it takes for `few`.

    Whatever else the machine does only ever adds time: of several runs the quickest counts.
    """
    quickest = {few: math.inf, many: math.inf}
    most = 2 * many / few
    for _ in range(ATTEMPTS):
        for size, before in quickest.items():
            quickest[size] = min(before, _seconds(work(size)))
        if quickest[many] < most * quickest[few] + 0.1:
            return
    raise AssertionError(f"{many} take {quickest[many]:.2f} s, {few} take {quickest[few]:.2f} s: over {most:.0f} times")


def _seconds(prepared: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        prepared()
        return time.process_time() - start
    finally:
        gc.enable()

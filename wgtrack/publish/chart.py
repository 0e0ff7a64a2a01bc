"""How many items were open, as the numbers that a drawing needs. No HTML: a template draws it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

WIDTH = 1000
HEIGHT = 200
"""Of the drawing, in its own units; it is stretched to the page."""
_STEPS = (1, 2, 5)
_MOST_STEPS = 5


def chart(
    over_time: Sequence[tuple[dt.date, int]], calls: Sequence[tuple[dt.date, int, int]], today: dt.date
) -> Mapping[str, object] | None:
    """What to draw of the number of open items from the first change to `today`; None where that is no span of time.

    `line` and `area` are paths of SVG in a box of `width` by `height`; `levels` are numbers to write beside it from
    the top, `days` the days to write below it, both at equal distances. `bars` say what each of `calls` did, a day with
    how many it opened and closed: `x`, and how far `opened` reaches up and `closed` down in a box of 100. `first`,
    `last` and `most` are each a day and a number, for whoever does not see it.
    """
    if not over_time:
        return None
    start, end = over_time[0][0], max(today, over_time[-1][0])
    span = (end - start).days
    if span <= 0:
        return None
    most = max(over_time, key=lambda each: each[1])
    top = _top(most[1])
    levels = _levels(top)

    def x(day: dt.date) -> str:
        return f"{(day - start).days / span * WIDTH:.1f}"

    def y(count: int) -> str:
        return f"{HEIGHT - count / top * HEIGHT:.1f}"

    steps = [f"M{x(start)} {y(over_time[0][1])}"]
    steps += [f"H{x(day)}V{y(count)}" for day, count in over_time[1:]]
    line = "".join([*steps, f"H{x(end)}"])
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "line": line,
        "area": f"{line}V{HEIGHT}H0Z",
        "grid": [y(level) for level in levels],
        "levels": levels,
        "days": [start + dt.timedelta(days=round(span * quarter / 4)) for quarter in range(5)],
        "bars": _bars(calls, x, start, end),
        "first": over_time[0],
        "last": (end, over_time[-1][1]),
        "most": most,
    }


def _bars(
    calls: Sequence[tuple[dt.date, int, int]], x: Callable[[dt.date], str], start: dt.date, end: dt.date
) -> list[Mapping[str, str]]:
    most = max((max(opened, closed) for _, opened, closed in calls), default=0) or 1
    return [
        {"x": x(day), "opened": f"{49 - opened / most * 49:.1f}", "closed": f"{51 + closed / most * 49:.1f}"}
        for day, opened, closed in calls
        if start <= day <= end
    ]


def _step(most: int) -> int:
    power = 1
    while True:
        for step in _STEPS:
            if step * power * _MOST_STEPS >= most:
                return step * power
        power *= 10


def _top(most: int) -> int:
    """The first multiple of the step that is not below the highest number."""
    step = _step(max(most, 1))
    return max(1, -(-most // step)) * step


def _levels(top: int) -> list[int]:
    """The numbers beside the drawing, highest first."""
    step = _step(top)
    return list(range(top, -1, -step))

"""Measured values: as pyperf keeps them in a file, and as a table to read."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.cases import Row
from tests.benchmarks.measure import Sample

_UNITS = {"seconds": "second", "peak": "byte", "count": "integer"}
_YARDSTICK = " | yardstick"


@dataclass
class Measured:
    """The values of a row: those of the work and those of its yardstick, none where there is none."""

    row: Row
    work: list[float] = field(default_factory=list)
    yardstick: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """Median through median; of a count, the count."""
        return median(self.work) / (median(self.yardstick) if self.yardstick else 1.0)

    @property
    def met(self) -> bool:
        """Whether it is as good as its goal, to the digits that are shown."""
        return round(self.ratio, 2) <= self.row.goal


def value(sample: Sample, take: str, clock: str) -> float:
    """What a row takes of a run; `clock` is wall or cpu."""
    seconds = sample.cpu if clock == "cpu" else sample.wall
    return {"seconds": seconds, "peak": float(sample.peak), "count": float(sample.count)}[take]


def table(measured: Iterable[Measured], earlier: Mapping[str, float]) -> Iterator[str]:
    """The lines of the table; `earlier` has the ratios of another run by row."""
    head = ["case", "what", "median", "yardstick", "its median", "ratio", "goal", ""]
    rows = [head + ["before"] * bool(earlier)]
    for each in measured:
        row = each.row
        before = earlier.get(row.name)
        told = [
            row.name,
            row.what,
            _shown(median(each.work), row),
            row.yardstick,
            _shown(median(each.yardstick), row) if each.yardstick else "",
            f"{each.ratio:.2f}" if each.yardstick else "",
            _goal(row),
            "met" if each.met else "missed",
        ]
        rows.append(told + ([f"{before:.2f}" if before is not None else "-"] if earlier else []))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row_of_words in rows:
        yield "  ".join(word.ljust(width) for word, width in zip(row_of_words, widths, strict=True)).rstrip()


def _goal(row: Row) -> str:
    return f"<= {row.goal:g}"


def _shown(number: float, row: Row) -> str:
    if row.take == "peak":
        return f"{number / 2**20:.0f} MiB"
    if row.take == "count":
        return f"{number:.0f}"
    return f"{number * 1000:.0f} ms" if number < 1 else f"{number:.2f} s"


def write(file: Path, measured: Sequence[Measured], about: Mapping[str, str]) -> None:
    """Write all values into a JSON file that `pyperf` reads too."""
    import pyperf

    benchmarks = []
    for each in measured:
        for name, values in ((each.row.name, each.work), (each.row.name + _YARDSTICK, each.yardstick)):
            if values:
                metadata: dict[str, Any] = {"name": name, "unit": _UNITS[each.row.take], "goal": each.row.goal, **about}
                benchmarks.append(pyperf.Benchmark([pyperf.Run(values, metadata=metadata)]))
    if benchmarks:
        pyperf.BenchmarkSuite(benchmarks).dump(str(file), replace=True)


def ratios(file: Path) -> dict[str, float]:
    """The ratio of each row in a file that `write` wrote."""
    import pyperf

    try:
        medians = {
            each.get_name(): float(each.median()) for each in pyperf.BenchmarkSuite.load(str(file)).get_benchmarks()
        }
    except (OSError, ValueError, KeyError) as error:
        sys.exit(f"{file}: these are no earlier measurements ({error}).")
    works = {name: number for name, number in medians.items() if not name.endswith(_YARDSTICK)}
    found = {name: number / medians.get(name + _YARDSTICK, 1) for name, number in works.items()}
    return {name: number for name, number in found.items() if math.isfinite(number)}

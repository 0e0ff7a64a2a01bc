"""`python -m tests.benchmarks`: how fast the program is, held against yardsticks of the same machine and minute."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks import report
from tests.benchmarks.cases import Case, Lab, every_case
from tests.benchmarks.report import Measured, value


def main(given: Sequence[str] | None = None) -> None:
    """Measure, print the table, write the file."""
    asked = _arguments(given)
    earlier = report.ratios(asked.compare) if asked.compare else {}
    with tempfile.TemporaryDirectory(prefix="wgtrack-benchmarks-") as made:
        cases = list(every_case(Lab((asked.data or Path(made)).resolve(), quick=asked.quick)))
        names = [row.name for case in cases for row in case.rows]
        unknown = [name for name in asked.only if name not in names]
        if unknown:
            sys.exit(f"{', '.join(unknown)}: no such case; there are: {', '.join(names)}.")
        if asked.list:
            print("\n".join(names))
            return
        measured = []
        for case in cases:
            if not asked.only or any(row.name in asked.only for row in case.rows):
                measured += list(
                    _measure(case, asked.runs or (min(case.runs, 3) if asked.quick else case.runs), asked.clock)
                )
    if asked.quick:
        print("Quick: a tenth of everything, which says little about the goals.")
    print("\n".join(report.table(measured, earlier)))
    if asked.json:
        report.write(asked.json, measured, {"clock": asked.clock, "quick": str(asked.quick)})


def _measure(case: Case, runs: int, clock: str) -> Iterator[Measured]:
    """The rows of a case, its runs alternating with those of its yardstick."""
    measured = [Measured(row) for row in case.rows]
    for run in range(runs):
        print(f"{case.rows[0].name}: {run + 1} of {runs}", file=sys.stderr)
        if case.yardstick:
            sample = case.yardstick()
            for each in measured:
                each.yardstick.append(value(sample, each.row.take, clock))
        sample = case.work()
        for each in measured:
            each.work.append(value(sample, each.row.take, clock))
    yield from measured


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    add = parser.add_argument
    add("--only", metavar="CASE", action="append", default=[], help="this case; may be given several times")
    add("--list", action="store_true", help="name the cases, and measure nothing")
    add("--quick", action="store_true", help="a tenth of everything")
    add("--runs", type=int, metavar="N", help="how often each case is run, in place of its own number")
    add("--clock", choices=("wall", "cpu"), default="wall", help="the clock, or processor time where others are busy")
    add("--json", type=Path, metavar="FILE", help="write every value into a file that pyperf reads too")
    add("--compare", type=Path, metavar="FILE", help="show the ratios of an earlier file beside these")
    add("--data", type=Path, metavar="DIR", help="keep notes and databases there, and use those that are there")
    return parser.parse_args(given)


if __name__ == "__main__":
    main()

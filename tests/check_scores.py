"""Compares figures, a JSON object on standard input, with goals: `check_scores.py found.f1=0.9 dues.p=1`.

A dotted name leads into nested objects. Prints one line a goal; exits with 1 where a figure is missing,
not a number or below its goal, with 2 where there is no goal to compare with.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence


def figure(figures: object, name: str) -> float | None:
    """The number that the dotted `name` leads to; None where there is none."""
    for part in name.split("."):
        figures = figures.get(part) if isinstance(figures, dict) else None
    return float(figures) if isinstance(figures, int | float) and not isinstance(figures, bool) else None


def compare(figures: object, goals: Sequence[str]) -> tuple[list[str], bool]:
    """A line for each goal, `name=least`, and whether all are met."""
    lines, all_met = [], True
    for goal in goals:
        name, _, least = goal.partition("=")
        reached = figure(figures, name)
        met = reached is not None and reached >= float(least)
        shown = "missing" if reached is None else f"{reached:.3f}"
        lines.append(f"{'ok  ' if met else 'LOW '} {name:<12} {shown} (goal {least})")
        all_met = all_met and met
    return lines, all_met


def main(goals: Sequence[str]) -> int:
    """The exit code for the figures on standard input and these goals."""
    if not goals:
        print("name at least one goal, such as found.f1=0.9", file=sys.stderr)
        return 2
    lines, all_met = compare(json.load(sys.stdin), goals)
    print("\n".join(lines))
    return 0 if all_met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "check_scores.py"
FIGURES = {"found": {"p": 0.95, "f1": 0.9}, "due": 1, "note": "none", "all": True}


@pytest.mark.parametrize(
    ("goals", "code"),
    [
        (["found.f1=0.9", "found.p=0.9", "due=1"], 0),
        (["found.f1=0.91"], 1),
        (["due=1", "found.r=0.1"], 1),
        (["found=0.1"], 1),
        (["note=0"], 1),
        (["all=0"], 1),
        ([], 2),
    ],
)
def test_a_figure_below_its_goal_or_missing_fails(goals: list[str], code: int) -> None:
    ran = subprocess.run(
        [sys.executable, SCRIPT, *goals], input=json.dumps(FIGURES), capture_output=True, text=True, check=False
    )
    assert ran.returncode == code
    assert len(ran.stdout.splitlines()) == len(goals)

"""The servers that the suite talks to: a stand-in of its own, and the full one where that lies beside the project.

The full one runs in a process and an interpreter of its own, since it needs libraries that the project does not:
WGTRACK_LAB_PYTHON names one that has them.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.standin.server import StandIn
from tests.sync.world import World


@pytest.fixture(scope="session")
def stand_in() -> Iterator[str]:
    with StandIn() as server:
        yield server.url


@pytest.fixture(scope="session")
def full_server() -> Iterator[str]:
    if os.environ.get("WGTRACK_STAND_IN_ALONE"):
        pytest.skip("WGTRACK_STAND_IN_ALONE is set: the stand-in alone is talked to")
    shared, python = os.environ.get("WGTRACK_SHARED"), os.environ.get("WGTRACK_LAB_PYTHON")
    if not shared or not (Path(shared) / "github").is_dir():
        pytest.skip("WGTRACK_SHARED names no folder with the full server: the stand-in alone is talked to")
    if not python:
        assert not os.environ.get("CI"), "WGTRACK_LAB_PYTHON is not set, and CI talks to both servers"
        pytest.skip("WGTRACK_LAB_PYTHON names no interpreter for the full server: the stand-in alone is talked to")
    command = [python, "-B", "-m", "ghlab"]
    with subprocess.Popen(command, cwd=Path(shared) / "github", stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield json.loads(server.stdout.readline())["url"]
        finally:
            server.kill()


@pytest.fixture(params=["stand_in", "full_server"])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    """A fresh GitHub; the test fails if it was asked anything that GitHub's description does not know."""
    server = World(request.getfixturevalue(request.param))
    server.reset()
    yield server
    assert server.violations == []

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from typer.testing import CliRunner

from wgtrack.cli.app import app


@dataclass
class Answer:
    """What the program printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)


@dataclass
class Project:
    """A folder in which the program runs, on a day of its own."""

    folder: Path
    today: str = "2030-03-08"
    git: str = "Robin Example"
    email: str = ""
    """git's; empty for none."""

    def environment(self, today: str | None = None) -> dict[str, str]:
        """What the program's environment holds beside the suite's own."""
        return {
            "WGTRACK_TODAY": today or self.today,
            "NO_COLOR": "1",
            "GIT_CONFIG_GLOBAL": str(self.folder / "none"),
            "GIT_CONFIG_COUNT": "2" if self.email else "1",
            "GIT_CONFIG_KEY_0": "user.name",
            "GIT_CONFIG_VALUE_0": self.git,
            "GIT_CONFIG_KEY_1": "user.email",
            "GIT_CONFIG_VALUE_1": self.email,
        }

    def run(self, *words: str, today: str | None = None) -> Answer:
        """Run `wgtrack WORDS…` in this project; an unexpected exception is raised, not answered."""
        environment = self.environment(today)
        # The log keeps what was typed, which is not what started the tests.
        with mock.patch.object(sys, "argv", ["wgtrack", *words]):
            result = CliRunner().invoke(app, ["-C", str(self.folder), *words], env=environment)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Answer(result.exit_code, result.stdout, result.stderr)

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file of the project."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def items(self, *words: str) -> dict[str, Any]:
        """The items by their words."""
        return {item["text"]: item for item in self.run("list", "--all", "--json", *words).json["items"]}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


MakeProject = Callable[[], Project]

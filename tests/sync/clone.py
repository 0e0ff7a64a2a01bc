"""A clone of a notes repository with a database of its own, in which the program runs against a server."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from tests.sync.world import World
from wgtrack.cli.app import app
from wgtrack.followup.moves import moves_since
from wgtrack.store.database import open_database
from wgtrack.store.links import remembered

PROJECT = Path(__file__).resolve().parent.parent.parent
CONFIG = """group = "Lamps"

[github]
tracker = "boats/actions"
comment_on = ["boats/map*"]
max_writes = 400

[people.ada]
name = "Ada Example"
github = "ada"

[people.lee]
name = "Lee Example"
github = "lee"
"""
NOTE = """# Lamps

7 March 2030

- TODO: Ada to oil the hinges of the gate
- TODO: Lee: count the lamps on the west pier
- TODO: Mo to write to the harbour office (done)
- TODO: Ada and Lee to walk the east pier
- TODO: group to reassess in 6 weeks whether the fog horn stays

## Conclusions

- TODO: Lee: count the lamps on the west pier
- TODO: Zed to buy paint
- TODO: Ada to note these meeting notes in https://github.com/boats/map/issues/4 re colours
"""
"""Seven open items: four for the tracker, one asleep, one that a comment on boats/map#4 does; and one that is done."""


@dataclass
class Answer:
    """What the program printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def nothing(self) -> bool:
        """True for a plan without a step."""
        return self.code == 0 and self.out.startswith("Nothing to do.")


@dataclass
class Clone:
    """The folder in which the program runs, by default on 8 March 2030."""

    folder: Path
    world: World
    today: str = "2030-03-08"
    token: str = "tok-bot"

    @classmethod
    def make(cls, folder: Path, world: World, note: str = NOTE, config: str = CONFIG) -> Clone:
        """A clone with one note, which was read."""
        clone = cls(folder, world)
        clone.write("wgtrack.toml", config)
        clone.write("notes/2030-03-07.md", note)
        assert clone.run("ingest").code == 0
        return clone

    def write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Change a note's words, and read it again."""
        text = (self.folder / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new))
        assert self.run("ingest").code == 0

    @property
    def environment(self) -> dict[str, str]:
        return {
            "WGTRACK_TODAY": self.today,
            "GITHUB_API_URL": self.world.url,
            "GITHUB_TOKEN": self.token,
            "NO_PROXY": "127.0.0.1",
            "NO_COLOR": "1",
            "GIT_CONFIG_GLOBAL": str(self.folder / "none"),
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "user.name",
            "GIT_CONFIG_VALUE_0": "Robin Example",
        }

    def run(self, *words: str, typed: str | None = None) -> Answer:
        """Run `wgtrack WORDS…` here; an unexpected exception is raised, not answered."""
        result = CliRunner().invoke(app, ["-C", str(self.folder), *words], env=self.environment, input=typed)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Answer(result.exit_code, result.stdout, result.stderr)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """The same in a process of its own."""
        command = [sys.executable, "-m", "wgtrack", "-C", str(self.folder), *words]
        environment = {**os.environ, **self.environment}
        return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def die(self, moment: int, *words: str) -> bool:
        """The same, but ended with SIGKILL at that moment of `tests.sync.dying`; False where it ended before."""
        command = [sys.executable, "-m", "tests.sync.dying", str(moment), "-C", str(self.folder), *words]
        environment = {**os.environ, **self.environment}
        ended = subprocess.run(command, env=environment, capture_output=True, cwd=PROJECT, timeout=120, check=False)
        assert ended.returncode in (-signal.SIGKILL, 0, 6, 7), ended
        return ended.returncode == -signal.SIGKILL

    def sync(self, *words: str) -> Answer:
        return self.run("sync", "--yes", *words)

    def plan(self, *words: str) -> list[dict[str, Any]]:
        """The steps of a plan."""
        steps: list[dict[str, Any]] = self.run("plan", "--json", *words).json["steps"]
        return steps

    def items(self) -> dict[str, dict[str, Any]]:
        """The items by their words."""
        return {item["text"]: item for item in self.run("list", "--all", "--json").json["items"]}

    def item(self, words: str) -> dict[str, Any]:
        """The one item with these words."""
        found = [item for text, item in self.items().items() if words in text]
        assert len(found) == 1, list(self.items())
        return found[0]

    def moves(self) -> dict[str, tuple[str, str, str]]:
        """How, under which title and when each linked issue moved last."""
        ever = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
        memory = open_database(f"sqlite:///{self.folder}/.wgtrack/wgtrack.db", create=False, now=ever)
        try:
            with memory.reading() as session:
                found = moves_since(remembered(session).links, ever)
        finally:
            memory.close()
        return {str(each.ref): (each.how, each.title, f"{each.at:%Y-%m-%dT%H:%M:%SZ}") for each in found}

    def forget(self) -> None:
        """Throw the database away and read the notes again, as a fresh runner does."""
        for file in (self.folder / ".wgtrack").iterdir():
            file.unlink()
        assert self.run("ingest").code == 0


def linked_clone(folder: Path, world: World, repos: int, each: int) -> Clone:
    """A clone with an item about each of so many issues in each of so many repositories, all of them sent."""
    named = [f"boats/map{n}" for n in range(repos)]
    issues = [{"title": f"chart {k}"} for k in range(1, each + 1)]
    seeds = [{"full_name": repo, "roles": {"ada": "admin", "wg-bot": "write"}, "issues": issues} for repo in named]
    tokens = {"tok-bot": "wg-bot", "tok-ada": "ada"}
    world.reset({"users": ["ada", "wg-bot"], "tokens": tokens, "repos": seeds})
    tasks = "".join(
        f"- TODO: Ada to check buoy {n}x{k} for {repo}#{k}\n"
        for n, repo in enumerate(named)
        for k in range(1, each + 1)
    )
    config = CONFIG.replace("max_writes = 400", f"max_writes = {2 * repos * each}")
    clone = Clone.make(folder, world, f"# Lamps\n\n7 March 2030\n\n{tasks}", config)
    assert clone.sync().out.splitlines()[-1] == f"{repos * each} done."
    return clone


def kill_at(clone: Clone, number: int, *, applied: bool) -> None:
    """Kill a sync with SIGKILL while it waits for the answer to its request `number`, counted from 0.

    `applied` says whether the server did what it was asked. A sync with fewer requests comes to its end.
    """
    world = clone.world
    before = len(world.journal)
    world.fault("status", status=502, skip=number, seconds=60, applied=applied)
    with clone.start("sync", "--yes") as process:
        deadline = time.monotonic() + 120
        while len(world.journal) <= before + number and process.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        process.kill()
    world.mend()

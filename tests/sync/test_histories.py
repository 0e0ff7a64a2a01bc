"""Random histories: notes, people, failures and kills in any order. Never two issues for one item; nobody's change on
GitHub is undone; one clean sync settles everything but conflicts."""

from __future__ import annotations

import contextlib
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.sync.clone import Clone
from tests.sync.test_never_twice import BREAKS
from tests.sync.world import World
from wgtrack.sync import apply, github

TASKS = ("oil the hinges", "count the lamps", "paint the bench", "call the harbour", "mend the nets", "sweep the quay")
NAMES = ("Ada", "Lee")


class Killed(BaseException):
    """Stands for SIGKILL: nothing below catches it."""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(github, "BACKOFF", 0.01)
    monkeypatch.setattr(apply, "SETTLE", 0.01)


@dataclass
class History:
    """What was done, and what people last did on GitHub since wgtrack was last told to change the same field."""

    world: World
    clone: Clone
    chance: random.Random
    monkeypatch: pytest.MonkeyPatch
    calls: int = 0
    stated: list[str] = field(default_factory=list)
    theirs: dict[tuple[int, str], str] = field(default_factory=dict)
    """Issue and field -> the value that a person gave it there, while nobody said anything else here."""

    def call(self) -> None:
        """The next note: some tasks again, some new ones, some done."""
        self.calls += 1
        fresh = [task for task in TASKS if task not in self.stated]
        new = self.chance.sample(fresh, min(len(fresh), self.chance.randint(0, 2)))
        again = self.chance.sample(self.stated, min(len(self.stated), self.chance.randint(0, 2)))
        lines = [f"- TODO: {self.chance.choice(NAMES)} to {task}" for task in new]
        lines += [f"- TODO: {task}" for task in again]
        self.stated += new
        day = f"2030-03-{self.calls + 7:02}"
        self.clone.today = day
        self.clone.write(f"notes/{day}.md", f"# Lamps\n\n{self.calls + 7} March 2030\n\n" + "\n".join(lines) + "\n")
        assert self.clone.run("ingest").code == 0

    def say(self) -> None:
        """Somebody says something here."""
        items = list(self.clone.items().values())
        if not items:
            return
        item = self.chance.choice(items)
        command = self.chance.choice(("done", "reopen", "drop", "assign", "edit"))
        words = {"assign": [self.chance.choice(NAMES)], "edit": [f"{item['text']} well"]}.get(command, [])
        assert self.clone.run(command, item["key"], *words).code == 0
        changed = {"assign": "owners", "edit": "title"}.get(command, "state")
        for link in item["links"]:
            self.theirs.pop((int(link["ref"].rpartition("#")[2]), changed), None)

    def act(self) -> None:
        """Somebody changes an issue there."""
        issues = self.world.issues()
        if not issues:
            return
        issue = self.chance.choice(issues)
        number = issue["number"]
        what = self.chance.choice(("close", "drop", "reopen", "retitle", "assign"))
        if what == "retitle":
            title = f"{issue['title']} soon"
            self.world.change(number, title=title)
            self.theirs[number, "title"] = title
        elif what == "assign":
            who = self.chance.choice(("ada", "lee"))
            self.world.change(number, assignees=[who])
            self.theirs[number, "owners"] = who
        else:
            state = "open" if what == "reopen" else "closed"
            reason = {"close": "completed", "drop": "not_planned"}.get(what)
            if issue["state"] != state:
                self.world.change(number, state=state, **({"state_reason": reason} if reason else {}))
                self.theirs[number, "state"] = state

    def sync_badly(self) -> None:
        """A sync with something broken."""
        how: dict[str, Any] = self.chance.choice([each for name, each in BREAKS.items() if name != "timeout"])
        self.world.fault(**how, skip=self.chance.randint(0, 8), times=self.chance.choice((1, 2)))
        assert self.clone.sync().code in (0, 6, 7)
        self.world.mend()

    def sync_killed(self) -> None:
        """A sync that ends between two of its steps, before or after a request."""
        left = self.chance.randint(0, 8)
        after = self.chance.random() < 0.5
        send = github.Connection._send

        def dying(self: github.Connection, *given: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0 and not after:
                raise Killed
            answer = send(self, *given)
            if left < 0:
                raise Killed
            return answer

        with self.monkeypatch.context() as patch:
            patch.setattr(github.Connection, "_send", dying)
            with contextlib.suppress(Killed):
                self.clone.sync()

    def check_once(self) -> None:
        """No item has two issues."""
        keys = [issue["body"].split('"items":{"')[1][:7] for issue in self.world.issues()]
        assert len(keys) == len(set(keys)), keys

    def settle(self) -> None:
        """One clean sync, with which everything but conflicts is done."""
        answer = self.clone.sync()
        assert answer.code in (0, 7), answer
        self.check_once()
        left = self.clone.plan()
        assert {step["do"] for step in left} <= {"conflict"}, left
        conflicts = {(int(step["ref"].rpartition("#")[2]), name) for step in left for name in step["changes"]}
        for (number, name), value in self.theirs.items():
            issue = self.world.issue(number)
            there = {
                "title": issue["title"],
                "state": issue["state"],
                "owners": ",".join(sorted(who["login"] for who in issue["assignees"])),
            }
            assert there[name] == value, (number, name, conflicts)
        self.check_agreement(conflicts)
        if left:
            self.clone.sync("--prefer", "github")
            assert self.clone.plan() == []
        self.theirs.clear()
        self.check_links()

    def check_agreement(self, conflicts: set[tuple[int, str]]) -> None:
        """Both sides say the same of every field that is in no conflict."""
        issues = {f"boats/actions#{issue['number']}": issue for issue in self.world.issues()}
        for text, item in self.clone.items().items():
            for issue in (issues[link["ref"]] for link in item["links"]):
                if (issue["number"], "state") not in conflicts:
                    assert (issue["state"] == "closed") == (item["status"] in ("done", "dropped"))
                if (issue["number"], "title") not in conflicts:
                    assert issue["title"] == text

    def check_links(self) -> None:
        """Every item has one issue, but for those that were closed before GitHub was ever told."""
        links = {text: [link["ref"] for link in item["links"]] for text, item in self.clone.items().items()}
        closed = {text for text, item in self.clone.items().items() if item["status"] in ("done", "dropped")}
        assert {text for text, refs in links.items() if len(refs) != 1} <= {text for text in closed if not links[text]}
        every = [ref for refs in links.values() for ref in refs]
        assert sorted(every) == sorted(f"boats/actions#{issue['number']}" for issue in self.world.issues())


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_any_history_settles(tmp_path: Path, world: World, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance = random.Random(seed)
    clone = Clone.make(tmp_path, world, "# Lamps\n\n7 March 2030\n\n- TODO: Ada to open the shop\n")
    history = History(world, clone, chance, monkeypatch)
    moves = {history.call: 3, history.say: 4, history.act: 4, history.sync_badly: 3, history.sync_killed: 2}
    for _ in range(3):
        for move in chance.choices(list(moves), list(moves.values()), k=6):
            move()
            history.check_once()
        history.settle()

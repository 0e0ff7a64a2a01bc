"""Random histories: notes, people, failures and kills in any order. Never two issues for one item, never two comments
for one call; nobody's change on GitHub is undone; one clean sync settles everything but conflicts."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.sync.clone import Clone
from tests.sync.test_never_twice import BREAKS
from tests.sync.world import World
from wgtrack.sync import apply, github
from wgtrack.sync.wording import boxes_in, marker_in

TASKS = ("oil the hinges", "count the lamps", "paint the bench", "call the harbour", "mend the nets", "sweep the quay")
ABOUT = ("draw the colours", "measure the depths", "ask about the red one", "try the fourth chart")
"""Tasks that are about an issue, 4 or 6 of boats/map."""
NAMES = ("Ada", "Lee")
MAP = "boats/map"


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
    calls: int = 0
    kills: int = 0
    stated: list[str] = field(default_factory=list)
    theirs: dict[tuple[object, str], str] = field(default_factory=dict)
    """Issue and field, or item and its box -> what a person made of it there, while nobody said anything else here."""
    had: dict[tuple[object, str], set[str]] = field(default_factory=dict)
    """The values of the same at syncs since the last clean one: who goes back to one of them has changed nothing."""
    wrote: dict[int, list[str]] = field(default_factory=dict)
    """Issue, or with a minus comment -> what people wrote into its body."""
    deleted: set[tuple[int, str]] = field(default_factory=set)
    """Issue and call whose comment a person deleted."""

    # The notes.

    def call(self) -> None:
        """The next note: some tasks again, some new ones."""
        self.calls += 1
        fresh = [task for task in (*TASKS, *ABOUT) if task not in self.stated]
        new = self.chance.sample(fresh, min(len(fresh), self.chance.randint(0, 3)))
        again = self.chance.sample(self.stated, min(len(self.stated), self.chance.randint(0, 2)))
        lines = [f"- TODO: {self.chance.choice(NAMES)} to {self._words(task)}" for task in new]
        lines += [f"- TODO: {self._words(task)}" for task in again]
        self.stated += new
        day = f"2030-03-{self.calls + 7:02}"
        self.clone.today = day
        self.clone.write(f"notes/{day}.md", f"# Lamps\n\n{self.calls + 7} March 2030\n\n" + "\n".join(lines) + "\n")
        assert self.clone.run("ingest").code == 0

    @staticmethod
    def _words(task: str) -> str:
        return f"{task} for {MAP}#{4 if ABOUT.index(task) % 2 else 6}" if task in ABOUT else task

    def say(self) -> None:
        """Somebody says something here."""
        items = list(self.clone.items().values())
        item = self.chance.choice(items)
        command = self.chance.choice(("done", "reopen", "drop", "assign", "edit"))
        words = {"assign": [self.chance.choice(NAMES)], "edit": [f"{item['text']} well"]}.get(command, [])
        assert self.clone.run(command, item["key"], *words).code == 0
        changed = {"assign": "owners", "edit": "title"}.get(command, "state")
        for link in item["links"]:
            self.theirs.pop((int(link["ref"].rpartition("#")[2]), changed), None)
        if changed == "state":
            self.theirs.pop((item["key"], "box"), None)

    # People on GitHub.

    def act(self) -> None:
        """Somebody changes an issue there."""
        issues = self.world.issues()
        if not issues:
            return
        issue = self.chance.choice(issues)
        number = issue["number"]
        what = self.chance.choice(("close", "drop", "reopen", "retitle", "assign", "write"))
        if what == "retitle":
            title = f"{issue['title']} soon"
            self.world.change(number, title=title)
            self._did(number, "title", title)
        elif what == "assign":
            who = self.chance.choice(("ada", "lee"))
            self.world.change(number, assignees=[who])
            self._did(number, "owners", who)
        elif what == "write":
            self.world.change(number, body=self._written(number, issue["body"]))
        else:
            state = "open" if what == "reopen" else "closed"
            reason = {"close": "completed", "drop": "not_planned"}.get(what)
            if issue["state"] != state:
                self.world.change(number, state=state, **({"state_reason": reason} if reason else {}))
                self._did(number, "state", state)

    def _did(self, name: object, what: str, value: str) -> None:
        """Note what a person made of something."""
        self.theirs.pop((name, what), None)
        if value not in self.had.get((name, what), ()):
            self.theirs[name, what] = value

    def _written(self, name: int, body: str) -> str:
        """`body` with words of a person before, behind, or in our text."""
        words = f"people's words {self.chance.randint(0, 10**6)}"
        self.wrote.setdefault(name, []).append(words)
        lines = body.split("\n")
        # Not between the marker and what it opens, and not in the middle of a box's line.
        lines.insert(self.chance.choice([0, *range(2, len(lines) + 1)]), words)
        return "\n".join(lines)

    def comment(self) -> None:
        """Somebody ticks or unticks a box of our comments, writes into one, or deletes one."""
        comments = [(number, each) for number in (4, 6) for each in self.world.comments(number)]
        if not comments:
            return
        number, comment = self.chance.choice(comments)
        what = self.chance.choice(("tick", "tick", "tick", "write", "delete"))
        if what == "write":
            self.world.edit_comment(comment, self._written(-comment["id"], comment["body"]))
        elif what == "tick":
            key, ticked = self.chance.choice(list(boxes_in(comment["body"]).items()))
            before, after = ("[x]", "[ ]") if ticked else ("[ ]", "[x]")
            line = re.compile(rf"^- {re.escape(before)}(?=.*\({key}\)$)", re.MULTILINE)
            self.world.edit_comment(comment, line.sub(f"- {after}", comment["body"]))
            self._did(key, "box", str(not ticked))
        elif self.chance.random() < 0.3:
            self.world.delete_comment(comment)
            self.deleted.add((number, self._meeting(comment)))
            for key in boxes_in(comment["body"]):
                self.theirs.pop((key, "box"), None)

    @staticmethod
    def _meeting(comment: Mapping[str, Any]) -> str:
        marker = marker_in(comment["body"])
        assert marker is not None
        return marker.meeting

    # Syncs.

    def _values(self) -> dict[tuple[object, str], str]:
        """What people may have changed, as it is now."""
        values: dict[tuple[object, str], str] = {}
        for issue in self.world.issues():
            number = issue["number"]
            values[number, "title"] = issue["title"]
            values[number, "state"] = issue["state"]
            values[number, "owners"] = ",".join(sorted(who["login"] for who in issue["assignees"]))
        for number in (4, 6):
            for comment in self.world.comments(number):
                values |= {(key, "box"): str(box) for key, box in boxes_in(comment["body"]).items()}
        return values

    def _note_values(self) -> None:
        for name, value in self._values().items():
            self.had.setdefault(name, set()).add(value)

    def sync_badly(self) -> None:
        """A sync with something broken."""
        self._note_values()
        how: dict[str, Any] = self.chance.choice([each for name, each in BREAKS.items() if name != "timeout"])
        self.world.fault(**how, skip=self.chance.randint(0, 8), times=self.chance.choice((1, 2)))
        assert self.clone.sync().code in (0, 6, 7)
        self.world.mend()

    def sync_killed(self) -> None:
        """A sync that ends with SIGKILL at one of its moments: before or after a request, or a step's writing down."""
        self._note_values()
        self.kills += self.clone.die(self.chance.randint(0, 40), "sync", "--yes")

    def sync(self) -> None:
        """A sync in between."""
        self._note_values()
        assert self.clone.sync().code in (0, 7)

    # What has to hold.

    def check_once(self) -> None:
        """No item has two issues, no call two comments on an issue, no item two boxes."""
        keys = [issue["body"].split('"items":{"')[1][:7] for issue in self.world.issues()]
        assert len(keys) == len(set(keys)), keys
        for number in (4, 6):
            comments = self.world.comments(number)
            meetings = [self._meeting(comment) for comment in comments]
            assert len(meetings) == len(set(meetings)), meetings
            assert not {(number, each) for each in meetings} & self.deleted
            boxes = [key for comment in comments for key in boxes_in(comment["body"])]
            assert len(boxes) == len(set(boxes)), boxes

    def settle(self) -> None:
        """One clean sync, with which everything but conflicts is done."""
        answer = self.clone.sync()
        assert answer.code in (0, 7), answer
        self.check_once()
        left = self.clone.plan()
        assert {step["do"] for step in left} <= {"conflict"}, left
        conflicts = {(int(step["ref"].rpartition("#")[2]), name) for step in left for name in step["changes"]}
        self.check_people()
        self.check_agreement(conflicts)
        if left:
            self.clone.sync("--prefer", "github")
            assert self.clone.plan() == []
        self.theirs.clear()
        self.had = {name: {value} for name, value in self._values().items()}
        self.check_links()

    def check_people(self) -> None:
        """What people did there last is still so."""
        there = self._values()
        assert {name: there.get(name) for name in self.theirs} == self.theirs
        comments = {each["id"]: each["body"] for number in (4, 6) for each in self.world.comments(number)}
        bodies = {issue["number"]: issue["body"] for issue in self.world.issues()}
        for place, words in self.wrote.items():
            body = bodies.get(place) if place > 0 else comments.get(-place)
            assert body is None or all(each in body for each in words), (place, words, body)

    def check_agreement(self, conflicts: set[tuple[int, str]]) -> None:
        """Both sides say the same of every field that is in no conflict."""
        issues = {f"boats/actions#{issue['number']}": issue for issue in self.world.issues()}
        boxes = {k: box for n in (4, 6) for each in self.world.comments(n) for k, box in boxes_in(each["body"]).items()}
        for text, item in self.clone.items().items():
            closed = item["status"] in ("done", "dropped")
            for issue in (issues[link["ref"]] for link in item["links"] if link["ref"] in issues):
                if (issue["number"], "state") not in conflicts:
                    assert (issue["state"] == "closed") == closed
                if (issue["number"], "title") not in conflicts:
                    assert issue["title"] == text
            assert boxes.get(item["key"], closed) == closed

    def check_links(self) -> None:
        """Every item has one issue, but for those that were closed before GitHub was ever told."""
        links = {text: [link["ref"] for link in item["links"]] for text, item in self.clone.items().items()}
        closed = {text for text, item in self.clone.items().items() if item["status"] in ("done", "dropped")}
        assert {text for text, refs in links.items() if len(refs) != 1} <= {text for text in closed if not links[text]}
        every = [ref for refs in links.values() for ref in refs if not ref.startswith(MAP)]
        assert sorted(every) == sorted(f"boats/actions#{issue['number']}" for issue in self.world.issues())


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_any_history_settles(tmp_path: Path, world: World, seed: int) -> None:
    chance = random.Random(seed)
    clone = Clone.make(tmp_path, world, "# Lamps\n\n7 March 2030\n\n- TODO: Ada to open the shop\n")
    history = History(world, clone, chance)
    moves: dict[Callable[[], None], int] = {
        history.call: 3,
        history.say: 4,
        history.act: 4,
        history.comment: 4,
        history.sync_badly: 3,
        history.sync_killed: 3,
        history.sync: 2,
    }
    for _ in range(3):
        for move in chance.choices(list(moves), list(moves.values()), k=8):
            move()
            history.check_once()
        history.settle()
        # One at least that is sure to be in the middle of things.
        history.call()
        history.sync_killed()
        history.settle()

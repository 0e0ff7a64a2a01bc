"""First syncs that a whole suite is run on: a note of our own, and the note that the project grew from.

The latter, with its own world on the server, lies beside the project, not in it.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.sync.clone import Clone
from tests.sync.world import World

SHARED = Path(os.environ.get("WGTRACK_SHARED", "nowhere"))

SEED_CONFIG = """group = "Packaging WG"
notes = ["notes"]
notes_url = "https://example.org/notes/{stem}"
agenda_file = "notes/{date}.md"
calls = "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"
call_time = "16:00"
timezone = "Europe/Berlin"
reassess_after = "6 weeks"
due_within = "7 days"
carried_limit = 3
confirm = false
chairs = ["sumana"]

[github]
tracker = "psf/packaging-wg"
comment_on = ["pypa/*", "pypi/*"]
labels = ["action item"]
max_writes = 30
default_repo = "pypa/pip"
repos = { warehouse = "pypa/warehouse" }

[people.sumana]
name = "Sumana Harihareswara"
github = "brainwane"
aliases = ["SH"]
email = "sumana@example.org"
"""


@dataclass(frozen=True)
class Scenario:
    """A note whose first sync is four issues and one comment, which does the task of posting the notes there."""

    tracker: str
    about: tuple[str, int]
    """The issue that gets the comment."""
    posting: str
    """Words of the item that the comment does."""

    @staticmethod
    def there() -> bool:
        """False where the machine has not what this needs."""
        return True

    def clone(self, folder: Path, world: World) -> Clone:
        """A fresh server, and a clone that has read the note and never synced."""
        world.reset()
        return Clone.make(folder, world)

    def check_settled(self, world: World, clone: Clone) -> None:
        """Exactly four issues and one comment, each item linked once, and nothing left to do."""
        self.check_there(world, clone)
        before = len(world.journal)
        assert clone.sync().nothing
        assert world.writes(before) == []

    def check_there(self, world: World, clone: Clone) -> None:
        """Exactly four issues and one comment, each item linked once."""
        issues, items = world.issues(self.tracker), clone.items()
        repo, number = self.about
        assert len(issues) == len({issue["title"] for issue in issues}) == 4
        assert len(world.comments(number, repo)) == 1
        links = {text: [link["ref"] for link in item["links"]] for text, item in items.items() if item["links"]}
        ours = {issue["title"]: [f"{self.tracker}#{issue['number']}"] for issue in issues}
        (posting,) = (text for text in items if self.posting in text)
        assert links == {**ours, posting: [f"{repo}#{number}"]}
        assert items[posting]["status"] == "done"


class SeedScenario(Scenario):
    """The note that the project grew from, on the day after the call."""

    @staticmethod
    def there() -> bool:
        return (SHARED / "seed").is_dir()

    def clone(self, folder: Path, world: World) -> Clone:
        seed: dict[str, Any] = json.loads((SHARED / "github" / "packaging-wg.json").read_text(encoding="utf-8"))
        world.reset(seed, person="tok-chair")
        clone = Clone(folder, world, today="2020-01-24", token="tok-chair")
        clone.write("wgtrack.toml", SEED_CONFIG)
        (note,) = (SHARED / "seed").glob("*.md")
        clone.write(f"notes/{note.name}", note.read_text(encoding="utf-8"))
        assert clone.run("ingest").code == 0
        return clone


OWN = Scenario("boats/actions", ("boats/map", 4), "note these meeting notes")
SEEDED = SeedScenario("psf/packaging-wg", ("pypa/warehouse", 5837), "note these meeting notes")

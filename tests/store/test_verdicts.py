"""How surely the same task is recognised: notes with a verdict for every pair of statements that ends in one item.

A pair is any two statements of one item, however far apart: of five statements, one that is wrong makes four wrong
pairs. `verdicts/notes` are notes of invented groups, in which a comment behind each action names its task; where
the names of two tasks begin alike, they are near-misses. `verdicts/packaging-wg.tsv` judges pairs of real notes that
no label names, where those lie beside the project: where both stand, yes or no, and why.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from tests.cli.conftest import Project
from tests.test_real_notes import CONFIG, CORPUS
from wgtrack.reading.note import read_note
from wgtrack.reading.settings import ReadingSettings
from wgtrack.store.folding import Mention
from wgtrack.store.matching import match

VERDICTS = Path(__file__).parents[1] / "verdicts"
GROUPS = sorted((VERDICTS / "notes").iterdir())
TASK = re.compile(r" *<!-- (?P<task>[\w-]+) -->")
PRECISION, RECALL, RECALL_OF_OUR_OWN = 0.97, 0.90, 0.88
"""The least share of joined pairs that is right, and of right pairs that is joined."""

Place = tuple[str, int]
Pair = frozenset[Place]


def told(group: Path) -> Iterator[tuple[Mention, str]]:
    """What the notes of an invented group state, each with the name of its task."""
    for file in sorted(group.glob("*.md")):
        text = file.read_text(encoding="utf-8")
        tasks = {n: m["task"] for n, line in enumerate(text.splitlines(), 1) if (m := TASK.search(line))}
        note = read_note(TASK.sub("", text), file.name, "", ReadingSettings(group=group.name))
        found = [(statement, each.meeting.date) for each in note.meetings for statement in each.statements]
        assert {statement.line for statement, _ in found} == tasks.keys(), file
        for statement, date in found:
            yield Mention(statement, file.name, date), tasks[statement.line]


def judged(group: Path) -> Counter[str]:
    """How many pairs of a group's statements are rightly or wrongly in one item, missed, or near-misses kept apart."""
    known = list(told(group))
    task_of = {mention.statement.key: task for mention, task in known}
    clusters = match(mention for mention, _ in known).clusters
    item_of = {key: number for number, cluster in enumerate(clusters) for key in cluster}
    counts: Counter[str] = Counter()
    for a, b in combinations(task_of, 2):
        same, joined = task_of[a] == task_of[b], item_of[a] == item_of[b]
        if same or joined:
            counts["right" if same and joined else "missed" if same else "wrong"] += 1
        counts["near-miss"] += not same and task_of[a].split("-")[0] == task_of[b].split("-")[0]
    return counts


def test_tasks_of_invented_groups() -> None:
    counts = sum(map(judged, GROUPS), Counter[str]())
    assert counts["right"] + counts["missed"] >= 60
    assert counts["near-miss"] >= 60
    assert counts["right"] / (counts["right"] + counts["wrong"]) >= PRECISION
    assert counts["right"] / (counts["right"] + counts["missed"]) >= RECALL_OF_OUR_OWN


def place(text: str) -> Place:
    path, line = text.rsplit(":", 1)
    return path, int(line)


def labelled_pairs() -> tuple[set[Pair], set[Pair]]:
    """The pairs of one task that a label names, and those of them of which both ends are sure to be actions."""
    labels = json.loads((CORPUS.parent / "labels.json").read_text(encoding="utf-8"))
    optional = {(n["file"], a["line"]) for n in labels for a in n["actions"] if a.get("optional")}
    pairs: set[Pair] = set()
    for note in labels:
        for action in note["actions"]:
            here = (note["file"], action["line"])
            if "same_as" in action:
                pairs.add(frozenset([here, (note["file"], action["same_as"])]))
            if "restates" in action:
                pairs.add(frozenset([here, (action["restates"]["file"], action["restates"]["line"])]))
    return pairs, {pair for pair in pairs if optional.isdisjoint(pair)}


def verdicts() -> dict[Pair, bool]:
    """The verdict on each pair that was judged by hand; every one has a reason."""
    found = {}
    for line in (VERDICTS / "packaging-wg.tsv").read_text(encoding="utf-8").splitlines():
        first, second, verdict, reason = line.split("\t")
        assert verdict in ("yes", "no"), line
        assert len(reason.split()) > 3, line
        found[frozenset([place(first), place(second)])] = verdict == "yes"
    return found


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real notes are not beside the project")
def test_tasks_of_a_real_group(tmp_path: Path) -> None:
    project = Project(tmp_path, today="2021-01-01")
    project.write("wgtrack.toml", CONFIG)
    shutil.copytree(CORPUS, tmp_path / "notes")
    project.run("ingest")
    joined = {
        frozenset((Path(each["path"]).name, each["line"]) for each in pair)
        for item in project.run("list", "--all", "--json").json["items"]
        for pair in combinations(item["statements"], 2)
    }
    labelled, firm = labelled_pairs()
    known = verdicts()
    assert joined - labelled - known.keys() == set(), "judge these pairs in tests/verdicts/packaging-wg.tsv"
    right = {pair for pair in joined if pair in labelled or known[pair]}
    assert len(right) / len(joined) >= PRECISION
    assert len(firm) > 50
    assert len(firm & joined) / len(firm) >= RECALL


def test_every_verdict_is_of_two_places_and_given_once() -> None:
    lines = (VERDICTS / "packaging-wg.tsv").read_text(encoding="utf-8").splitlines()
    known = verdicts()
    assert len(known) == len(lines)
    assert all(len(pair) == 2 for pair in known)

"""Where both sides say what is remembered, a plan makes no text; and it is the plan that looking closer would give."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tests.sync.planning import RULES, Tracker, item, place
from wgtrack.model import IssueRef, Item, Status
from wgtrack.publish import templates
from wgtrack.sync import following
from wgtrack.tracking import Choice, Issue, Plan

MAP = Issue(IssueRef("boats", "map", 4), "M4", "Which colours?")


def tasks(number: int) -> list[Item]:
    """So many tasks, every fourth about an issue."""
    return [
        item(f"k{n:02}9abc".replace("0", "o").replace("1", "i"), f"oil hinge {n}", owners=("Ada",), refs=refs)
        for n in range(number)
        for refs in [["boats/map#4"] if n % 4 == 3 else []]
    ]


def on_github(items: list[Item]) -> Tracker:
    tracker = Tracker(items, issues={"M4": MAP})
    tracker.carry_out()
    tracker.carry_out()
    assert tracker.plan().steps == ()
    return tracker


def texts_made(tracker: Tracker) -> list[str]:
    """The templates that a plan fills in."""
    made: list[str] = []

    def noting(name: str, values: Mapping[str, object]) -> str:
        made.append(name)
        return RULES.render(name, values)

    tracker.plan(render=noting)
    return made


def test_where_nothing_changed_no_text_is_made() -> None:
    assert texts_made(on_github(tasks(40))) == []


def test_only_the_text_of_what_changed_is_made() -> None:
    tracker = on_github(tasks(40))
    tracker.say(tracker.items[5].key, due=dt.date(2030, 4, 1))
    tracker.say(tracker.items[7].key, text="oil hinge 7 and its pin")
    assert sorted(texts_made(tracker)) == ["comment.md.j2", "issue.md.j2"]


@pytest.mark.parametrize("side", ["notes_said", "issue_said"])
@pytest.mark.parametrize("name", ["title", "state", "owners"])
def test_what_is_remembered_of_one_side_alone_is_mended_where_both_say_another_thing(side: str, name: str) -> None:
    tracker = on_github(tasks(3))
    link, *others = tracker.links
    said = {**getattr(link, side), name: "otherwise"}
    mistaken = replace(link, notes_said=said) if side == "notes_said" else replace(link, issue_said=said)
    tracker.links = [mistaken, *others]
    assert [each.item for each in tracker.plan().quiet] == [link.item]


def test_a_shipped_template_is_compiled_once_however_often_it_is_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_it = ImmutableSandboxedEnvironment.compile

    def noting(self: Any, source: Any, name: Any = None, *others: Any, **named: Any) -> Any:
        compiled.append(str(name))
        return compile_it(self, source, name, *others, **named)

    monkeypatch.setattr(ImmutableSandboxedEnvironment, "compile", noting)
    templates._shipped_texts.cache_clear()
    assert len(Tracker(tasks(40), issues={"M4": MAP}).plan().steps) == 31
    assert compiled.count("issue.md.j2") == 1


@pytest.mark.parametrize("seed", range(30))
def test_the_short_way_gives_the_plan_of_the_long_one(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(seed)
    confirm = seed % 2 == 1
    rules = replace(RULES, confirm=confirm, chairs=frozenset({"ada"}) if confirm else frozenset())
    tracker = Tracker(tasks(8), issues={"M4": MAP}, rules=rules)
    # Some have a box on an issue and an issue of their own: what is said in one place is to be told in the other.
    tracker.choices = {each.key: Choice.NEW for each in tracker.items if each.refs and seed % 3 == 0}
    tracker.carry_out()
    for _ in range(12):
        for _ in range(dice.randrange(3)):
            _change(tracker, dice)
        short = tracker.plan()
        with monkeypatch.context() as without:
            without.setattr(following, "_is_settled", lambda *_: False)
            long = tracker.plan()
        assert _told(short) == _told(long)
        if dice.random() < 0.7:
            tracker.carry_out(short)


def _told(plan: Plan) -> Plan:
    return replace(plan, quiet=tuple(sorted(plan.quiet, key=lambda link: (link.item, link.node))))


def _change(tracker: Tracker, dice: random.Random) -> None:
    """Something that the notes say anew, or that a person changes on an issue or comment."""
    about = dice.choice(tracker.items)
    status = dice.choice(list(Status))
    said: dict[str, Any] = dice.choice(
        [
            {"status": status},
            {"text": dice.choice(["oil it", about.text])},
            {"owners": dice.choice([("Lee",), ("Ada", "Lee"), ()])},
            {"places": (*about.places, place(about.key, f"2030-03-{dice.randrange(10, 28)}", about.text))},
        ]
    )
    node = dice.choice([*tracker.issues])
    issue = tracker.issues[node]
    closed = dice.choice([Status.OPEN, Status.DONE, Status.DROPPED])
    seen: dict[str, Any] = dice.choice(
        [
            {"status": closed, "closed_at": "2030-03-09T00:00:00Z" if closed.closed else ""},
            {"title": dice.choice(["oil it", issue.title])},
            {"assignees": dice.choice([("lee",), ("ada",), ()])},
            {"body": dice.choice([f"Read this.\n\n{issue.body}", issue.body.replace("Owner", "Who")])},
            {"url": "https://example.org/moved"},
            {"ref": replace(issue.ref, number=issue.ref.number + 50)},
        ]
    )
    if dice.random() < 0.3:
        _change_alike(tracker, dice)
    elif dice.random() < 0.5:
        tracker.say(about.key, **said)
    elif node != "M4":
        tracker.person(node, **seen)
    else:
        for comment in tracker.comments[:1]:
            tracker.bodies[comment.id] = comment.body.replace("[ ]", "[x]", 1)


def _change_alike(tracker: Tracker, dice: random.Random) -> None:
    """The same on both sides, or what another clone wrote into an issue's marker."""
    for link in tracker.links:
        issue = tracker.issues[link.node]
        if link.made and dice.random() < 0.3:
            how = dice.randrange(3)
            if how == 0:
                words = f"oil it {dice.randrange(100)} times"
                tracker.say(link.item, text=words)
                tracker.person(link.node, title=words)
            elif how == 1:
                status = dice.choice([Status.DONE, Status.DROPPED])
                tracker.say(link.item, status=status)
                tracker.person(link.node, status=status, closed_at="2030-03-09T00:00:00Z")
            elif issue.marker:
                said = {**issue.marker.said, "state": dice.choice(["open", "review", "done"])}
                tracker.person(link.node, marker=replace(issue.marker, said=said))

"""However much there is to tell: GitHub takes what it is sent, what is left out is counted, and markers stay whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.sync.clone import Clone
from tests.sync.planning import RULES, Tracker, item, kinds
from tests.sync.world import World
from wgtrack.model import IssueRef, Item, Person, Status
from wgtrack.reading.keys import make_key
from wgtrack.sync.wording import BODY_LENGTH, block_in, boxes_in, marker_in
from wgtrack.tracking import CreateIssue, EditComment, Issue, PostComment, UpdateIssue

MAP = Issue(IssueRef("boats", "map", 4), "M4", "Which colours?")
LONG = "sound the *depths* of the bay & of every creek in it "


def tasks(count: int, text: str = LONG) -> list[Item]:
    every = [item(make_key("long", str(n)), f"{text} {n}", owners=("Lee",), refs=["boats/map#4"]) for n in range(count)]
    return sorted(every, key=lambda each: each.key)


def more_in(body: str) -> int:
    """How many items a comment says that it has no box for."""
    lines = [line for line in body.split("\n") if line.startswith("… and ")]
    return int(lines[0].split()[2]) if lines else 0


@pytest.mark.parametrize("count", [1, 30, 300, 2000])
def test_a_comment_has_as_many_boxes_as_there_is_room_for_and_counts_the_others(count: int) -> None:
    tracker = Tracker(tasks(count), issues={"M4": MAP})
    (step,) = tracker.carry_out()
    assert isinstance(step, PostComment)
    assert len(step.body) <= BODY_LENGTH
    boxes = boxes_in(step.body)
    assert len(boxes) + more_in(step.body) == count
    assert more_in(step.body) == 0 or len(step.body) > BODY_LENGTH * 0.8
    marker = marker_in(step.body)
    assert marker is not None
    assert marker.items.keys() == boxes.keys()
    assert {link.item for link in tracker.links} == {each.key for each in tracker.items}
    assert {link.comment for link in tracker.links} == {tracker.comments[0].id}
    assert tracker.plan().steps == ()
    assert tracker.plan().quiet == ()


def crowded() -> Tracker:
    tracker = Tracker(tasks(2000), issues={"M4": MAP})
    tracker.carry_out()
    assert tracker.plan().steps == ()
    return tracker


def test_boxes_stay_where_they_are_when_one_is_ticked_or_an_item_comes() -> None:
    tracker = crowded()
    before = boxes_in(tracker.comments[0].body)
    first = next(iter(before))
    tracker.say(first, status=Status.DONE)
    (step,) = tracker.carry_out()
    assert isinstance(step, EditComment)
    assert boxes_in(step.body) == {**before, first: True}
    tracker.items.append(item("q7k5npr", "buy a lead line", refs=["boats/map#4"]))
    tracker.carry_out()
    after = boxes_in(tracker.comments[0].body)
    assert after.keys() >= before.keys()
    assert len(after) + more_in(tracker.comments[0].body) == 2001
    assert tracker.plan().steps == ()


def test_what_has_no_box_is_no_reason_to_write() -> None:
    tracker = crowded()
    hidden = next(each for each in tracker.items if each.key not in boxes_in(tracker.comments[0].body))
    tracker.say(hidden.key, status=Status.DONE)
    assert tracker.plan().steps == ()


def test_a_crowded_comment_is_adopted_whole() -> None:
    tracker = crowded()
    body = tracker.comments[0].body
    tracker.links, tracker.comments, tracker.synced = [], [], False
    assert set(kinds(tracker.carry_out())) <= {"Adopt", "Remember"}
    assert tracker.comments[0].body == body
    assert {link.item for link in tracker.links} == {each.key for each in tracker.items}
    assert tracker.plan().steps == ()


def test_a_box_that_a_person_took_away_is_not_put_back() -> None:
    tracker = Tracker(tasks(3, "draw"), issues={"M4": MAP})
    tracker.carry_out()
    comment = tracker.comments[0]
    one, two, three = boxes_in(comment.body)
    lines = [line for line in comment.body.split("\n") if f"({two})" not in line]
    tracker.bodies[comment.id] = "\n".join(lines)
    assert [step for step in tracker.carry_out() if isinstance(step, EditComment)] == []
    tracker.say(one, status=Status.DONE)
    tracker.carry_out()
    assert boxes_in(tracker.comments[0].body) == {one: True, three: False}
    tracker.items.append(item("q7k5npr", "buy a lead line", refs=["boats/map#4"]))
    tracker.carry_out()
    assert boxes_in(tracker.comments[0].body) == {one: True, three: False, "q7k5npr": False}
    assert tracker.plan().steps == ()


def test_what_people_wrote_around_our_comment_leaves_less_room() -> None:
    tracker = Tracker(tasks(200), issues={"M4": MAP})
    tracker.carry_out()
    comment = tracker.comments[0]
    tracker.bodies[comment.id] = "w" * 40_000 + "\n" + comment.body.replace("\n", "\r\n")
    tracker.say(tracker.items[0].key, status=Status.DONE)
    (step,) = (each for each in tracker.carry_out() if isinstance(each, EditComment))
    assert "w" * 40_000 in step.body
    assert len(step.body) <= BODY_LENGTH
    assert len(boxes_in(step.body)) + more_in(step.body) == 200
    assert tracker.plan().steps == ()


def test_a_marker_keeps_within_bounds_however_often_its_items_were_stated() -> None:
    often = [f"2029-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 28)]
    every = [item(make_key("often", str(n)), f"draw {n}", *often, refs=["boats/map#4"]) for n in range(30)]
    tracker = Tracker(every, issues={"M4": MAP}, rules=replace(RULES, since=RULES.since.replace(year=2029)))
    (step,) = tracker.carry_out()
    assert isinstance(step, PostComment)
    marker = marker_in(step.body)
    assert marker is not None
    assert sum(len(keys) for keys in marker.items.values()) <= 1030
    assert all(keys[0] == key for key, keys in marker.items.items())


def shouting(name: str, values: Mapping[str, object]) -> str:
    """A group's own template without measure."""
    return f"{name} {values.get('key')}\n" + "words without end\n" * 10_000


def test_a_template_without_measure_is_cut_and_says_so() -> None:
    rules = replace(RULES, render=shouting)
    tracker = Tracker([*tasks(3), item("k3f9abc", "oil the hinges")], issues={"M4": MAP}, rules=rules)
    for step in tracker.carry_out():
        assert isinstance(step, PostComment | CreateIssue)
        assert len(step.body) <= BODY_LENGTH
        assert "characters are left out" in step.body
        assert marker_in(step.body) is not None
        assert block_in(step.body) is not None
    assert tracker.plan().steps == ()
    tracker.say("k3f9abc", text="oil all hinges")
    (step,) = tracker.carry_out()
    assert isinstance(step, UpdateIssue)
    assert len(step.body or "") <= BODY_LENGTH
    assert tracker.plan().steps == ()


def test_people_who_fill_an_issue_with_words_keep_them() -> None:
    tracker = Tracker([item("k3f9abc", "oil the hinges")])
    tracker.carry_out()
    (node,) = tracker.issues
    tracker.person(node, body=tracker.issues[node].body + "w" * 64_000)
    tracker.say("k3f9abc", text="oil all hinges", status=Status.DONE)
    (step,) = tracker.carry_out()
    assert isinstance(step, UpdateIssue)
    assert (step.title, step.status, step.body) == ("oil all hinges", Status.DONE, None)
    assert tracker.plan().steps == ()


def test_an_issue_has_no_more_assignees_than_github_takes() -> None:
    crowd = tuple(Person(f"p{n:02}", f"Person{n:02} Example", f"person-{n:02}") for n in range(25))
    every = item("k3f9abc", "lift the boat", owners=tuple(person.name for person in crowd))
    tracker = Tracker([every], rules=replace(RULES, people=crowd))
    tracker.assignable = frozenset(person.login for person in crowd)
    (step,) = tracker.carry_out()
    assert isinstance(step, CreateIssue)
    assert len(step.assignees) == 10
    assert "@person" not in step.body
    assert all(person.name in step.body for person in crowd)
    assert tracker.plan().steps == ()


@pytest.mark.slow
def test_a_long_call_is_posted_and_adopted(tmp_path: Path, world: World) -> None:
    lines = "".join(
        f"- TODO: Ada to sound creek {n} of bay {chr(97 + n % 26)}{n}, *all* of it, for boats/map#4\n"
        for n in range(500)
    )
    clone = Clone.make(tmp_path, world, f"# Lamps\n\n7 March 2030\n\n{lines}- TODO: Ada to {'count ' * 9000}lamps\n")
    assert clone.sync().code == 0
    (comment,) = world.comments()
    (issue,) = world.issues()
    assert max(len(comment["body"]), len(issue["body"])) <= BODY_LENGTH
    assert len(boxes_in(comment["body"])) + more_in(comment["body"]) == 500
    before = len(world.journal)
    assert clone.sync().nothing
    clone.forget()
    assert clone.sync().code == 0
    assert clone.sync().nothing
    assert world.writes(before) == []

"""Groups that confirm: who says that an item is done puts it up for review, on GitHub too, and a chair decides."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.sync.clone import CONFIG, Clone
from tests.sync.planning import RULES, Tracker, item, kinds
from tests.sync.world import World
from wgtrack.model import IssueRef, Status
from wgtrack.sync.wording import boxes_in
from wgtrack.tracking import EditComment, Issue, Remember, UpdateIssue

pytestmark = pytest.mark.slow

WAITS = "- Said to be done, which Ada Example has yet to confirm"
CONFIRMING = replace(RULES, confirm=True, chairs=frozenset({"ada"}))
NOTE = "# Lamps\n\n7 March 2030\n\n- TODO: Lee to buy paint\n- TODO: Lee to draw boats/map#4\n"


@pytest.fixture
def clone(tmp_path: Path, world: World) -> Clone:
    """A clone of a group whose chair is ada; its two items are on GitHub."""
    clone = confirming(tmp_path / "one", world)
    clone.sync()
    return clone


def confirming(folder: Path, world: World) -> Clone:
    return Clone.make(folder, world, NOTE, f'confirm = true\nchairs = ["ada"]\n{CONFIG}')


def paint(clone: Clone) -> dict[str, Any]:
    return clone.item("buy paint")


def waits(world: World) -> bool:
    return WAITS in world.issue(1)["body"]


def say(clone: Clone, *words: str) -> None:
    assert clone.run(*words).code == 0


def settles(world: World, clone: Clone) -> None:
    """Nothing is left to do or written."""
    before = len(world.journal)
    for _ in range(2):
        assert clone.sync().nothing
    assert world.writes(before) == []


def test_an_owner_who_closes_the_issue_puts_the_item_up_for_review(world: World, clone: Clone) -> None:
    world.close(1, token="tok-lee")
    answer = clone.sync()
    assert "state: open → review" in answer.out
    assert paint(clone)["status"] == "review"
    assert waits(world)
    assert "lee: status: open → review (closed as boats/actions#1)" in clone.run("show", paint(clone)["key"]).out
    settles(world, clone)
    assert world.issue(1)["state"] == "closed"
    say(clone, "done", paint(clone)["key"], "--by", "Ada")
    clone.sync()
    assert (paint(clone)["status"], world.issue(1)["state"], waits(world)) == ("done", "closed", False)
    settles(world, clone)


def test_a_chair_who_closes_the_issue_has_the_last_word(world: World, clone: Clone) -> None:
    world.close(1)
    clone.sync()
    assert (paint(clone)["status"], waits(world)) == ("done", False)
    settles(world, clone)


def test_a_chair_who_does_not_agree_opens_the_issue_again(world: World, clone: Clone) -> None:
    world.close(1, token="tok-lee")
    clone.sync()
    say(clone, "reopen", paint(clone)["key"], "--by", "Ada")
    clone.sync()
    assert (paint(clone)["status"], world.issue(1)["state"], waits(world)) == ("open", "open", False)
    settles(world, clone)
    # The same once more: what the marker said before is no other clone's word.
    world.close(1, token="tok-lee")
    clone.sync()
    assert (paint(clone)["status"], waits(world)) == ("review", True)


def test_an_issue_opened_again_on_github_is_open(world: World, clone: Clone) -> None:
    world.close(1, token="tok-lee")
    clone.sync()
    world.change(1, state="open")
    clone.sync()
    assert (paint(clone)["status"], waits(world)) == ("open", False)
    settles(world, clone)


def test_what_was_confirmed_once_is_confirmed_anew_after_it_was_opened_again(world: World, clone: Clone) -> None:
    say(clone, "done", paint(clone)["key"], "--by", "Ada")
    clone.sync()
    world.change(1, state="open")
    clone.sync()
    assert paint(clone)["status"] == "open"
    world.close(1, token="tok-lee")
    clone.sync()
    assert paint(clone)["status"] == "review"
    settles(world, clone)


def test_an_owner_who_says_done_here_leaves_the_issue_open_with_a_line(world: World, clone: Clone) -> None:
    answer = clone.run("done", paint(clone)["key"], "--by", "Lee", "--sync")
    assert (answer.code, paint(clone)["status"]) == (0, "review")
    assert (world.issue(1)["state"], waits(world)) == ("open", True)
    settles(world, clone)
    say(clone, "done", paint(clone)["key"], "--by", "Ada")
    clone.sync()
    assert (paint(clone)["status"], world.issue(1)["state"], waits(world)) == ("done", "closed", False)
    settles(world, clone)


def test_a_chair_confirms_on_github_by_closing(world: World, clone: Clone) -> None:
    say(clone, "done", paint(clone)["key"], "--by", "Lee")
    clone.sync()
    world.close(1)
    clone.sync()
    assert (paint(clone)["status"], waits(world)) == ("done", False)
    settles(world, clone)


def test_both_ways_at_once_are_no_conflict(world: World, clone: Clone) -> None:
    say(clone, "done", paint(clone)["key"], "--by", "Lee")
    world.close(1, token="tok-lee")
    assert clone.sync().code == 0
    assert (paint(clone)["status"], world.issue(1)["state"], waits(world)) == ("review", "closed", True)
    settles(world, clone)


def test_closed_as_not_planned_is_dropped_by_whomever(world: World, clone: Clone) -> None:
    world.close(1, reason="not_planned", token="tok-lee")
    clone.sync()
    assert (paint(clone)["status"], waits(world)) == ("dropped", False)
    settles(world, clone)


def test_the_word_reaches_a_chair_with_another_database_and_hers_comes_back(tmp_path: Path, world: World) -> None:
    lee, ada = confirming(tmp_path / "lee", world), confirming(tmp_path / "ada", world)
    lee.sync()
    ada.sync()
    say(lee, "done", paint(lee)["key"], "--by", "Lee", "--sync")
    assert "said to be done in boats/actions#1" in str(ada.sync().out + ada.run("show", paint(ada)["key"]).out)
    assert paint(ada)["status"] == "review"
    settles(world, ada)
    say(ada, "done", paint(ada)["key"], "--by", "Ada", "--sync")
    assert world.issue(1)["state"] == "closed"
    lee.sync()
    assert (paint(lee)["status"], waits(world)) == ("done", False)
    for each in (lee, ada):
        settles(world, each)
    say(ada, "reopen", paint(ada)["key"], "--sync")
    lee.sync()
    say(lee, "done", paint(lee)["key"], "--by", "Lee", "--sync")
    ada.sync()
    assert (paint(ada)["status"], world.issue(1)["state"], waits(world)) == ("review", "open", True)
    say(ada, "reopen", paint(ada)["key"], "--sync")
    lee.sync()
    assert [paint(each)["status"] for each in (lee, ada)] == ["open", "open"]
    for each in (lee, ada):
        settles(world, each)


def test_a_lost_database_finds_what_waits(world: World, clone: Clone) -> None:
    say(clone, "done", paint(clone)["key"], "--by", "Lee", "--sync")
    clone.forget()
    assert paint(clone)["status"] == "open"
    clone.sync()
    assert (paint(clone)["status"], world.issue(1)["state"], waits(world)) == ("review", "open", True)
    settles(world, clone)


def test_a_ticked_box_waits_and_stays_ticked(world: World, clone: Clone) -> None:
    (comment,) = world.comments()
    key = clone.item("draw")["key"]
    world.edit_comment(comment, comment["body"].replace("- [ ]", "- [x]"))
    clone.sync()
    assert clone.item("draw")["status"] == "review"
    (comment,) = world.comments()
    assert boxes_in(comment["body"]) == {key: True}
    assert "said to be done, to be confirmed" in comment["body"]
    settles(world, clone)
    say(clone, "reopen", key, "--by", "Ada")
    clone.sync()
    (comment,) = world.comments()
    assert boxes_in(comment["body"]) == {key: False}
    assert "confirmed" not in comment["body"]
    settles(world, clone)


def test_a_box_stays_open_while_what_was_said_here_waits(world: World, clone: Clone) -> None:
    key = clone.item("draw")["key"]
    say(clone, "done", key, "--by", "Lee", "--sync")
    (comment,) = world.comments()
    assert boxes_in(comment["body"]) == {key: False}
    assert "said to be done, to be confirmed" in comment["body"]
    settles(world, clone)
    say(clone, "done", key, "--by", "Ada", "--sync")
    (comment,) = world.comments()
    assert boxes_in(comment["body"]) == {key: True}
    settles(world, clone)


def test_an_untick_takes_back_that_it_is_done() -> None:
    tracker = Tracker(
        [item("m4g8def", "draw", refs=["boats/map#4"])],
        issues={"M4": Issue(IssueRef("boats", "map", 4), "M4", "Which colours?")},
        rules=CONFIRMING,
    )
    tracker.carry_out()
    body = tracker.comments[0].body
    tracker.bodies[tracker.comments[0].id] = body.replace("- [ ]", "- [x]")
    tracker.carry_out()
    assert [each.status for each in tracker.items] == [Status.REVIEW]
    body = tracker.comments[0].body
    tracker.bodies[tracker.comments[0].id] = body.replace("- [x]", "- [ ]")
    assert "Remember" in kinds(tracker.carry_out())
    assert tracker.items[0].status is Status.OPEN
    assert [step for step in tracker.plan().steps if not isinstance(step, EditComment)] == []


def oiling() -> Tracker:
    tracker = Tracker([item("k3f9abc", "oil the hinges", owners=("Lee",))], rules=CONFIRMING)
    tracker.carry_out()
    assert tracker.plan().steps == ()
    return tracker


def test_who_is_not_known_to_have_closed_it_is_no_chair() -> None:
    tracker = oiling()
    tracker.person("N1", status=Status.DONE)
    (step, update) = tracker.carry_out()
    assert isinstance(step, Remember)
    assert [(news.after, news.actor) for news in step.news] == [("review", "")]
    assert isinstance(update, UpdateIssue)
    assert (update.status, WAITS in (update.body or "")) == (None, True)
    tracker.closed_by = {IssueRef("boats", "actions", 1): "ADA"}
    assert tracker.plan().steps == ()


def test_a_text_that_people_changed_gets_no_line_and_nothing_swings() -> None:
    tracker = oiling()
    tracker.say("k3f9abc", status=Status.REVIEW)
    tracker.carry_out()
    body = tracker.issues["N1"].body
    tracker.person("N1", body=body.replace(WAITS, f"{WAITS}, hopefully"))
    assert tracker.plan().steps == ()
    tracker.carry_out()
    tracker.say("k3f9abc", status=Status.OPEN)
    tracker.carry_out()
    assert tracker.items[0].status is Status.OPEN
    assert tracker.plan().steps == ()
    assert "hopefully" in tracker.issues["N1"].body


def test_a_group_that_does_not_confirm_any_more_takes_what_github_says() -> None:
    tracker = oiling()
    tracker.say("k3f9abc", status=Status.REVIEW)
    tracker.carry_out()
    tracker.rules = RULES
    tracker.person("N1", status=Status.DONE)
    tracker.carry_out()
    assert tracker.items[0].status is Status.DONE
    tracker.carry_out()
    assert tracker.plan().steps == ()

"""What follows from which side changed: every row of the table, on paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.sync.planning import RULES, Tracker, item, kinds, place
from wgtrack.model import IssueRef, Kind, Status
from wgtrack.sync import showing
from wgtrack.sync.posting import posts_notes
from wgtrack.sync.wording import boxes_in, marker_in
from wgtrack.tracking import (
    Adopt,
    Choice,
    Conflict,
    CreateIssue,
    EditComment,
    Issue,
    Link,
    Missing,
    PostComment,
    Remember,
    Role,
    UpdateIssue,
)

OILING = item("k3f9abc", "oil the hinges", owners=("Ada",))
ON_MAP = item("m4g8def", "draw the depths", owners=("Lee",), refs=["boats/map#4"])
MAP = Issue(IssueRef("boats", "map", 4), "M4", "Which colours?")


def settled(*items: Any) -> Tracker:
    """A tracker on which these items are, with nothing left to do."""
    tracker = Tracker(list(items), issues={"M4": MAP})
    tracker.carry_out()
    assert tracker.plan().steps == ()
    return tracker


def test_an_item_without_an_issue_gets_one() -> None:
    (step,) = Tracker([OILING]).plan().steps
    assert isinstance(step, CreateIssue)
    assert (step.repo, step.title, step.labels, step.assignees) == (
        "boats/actions",
        "oil the hinges",
        ("action item",),
        ("ada",),
    )
    assert "Owner: Ada" in step.body
    assert "notes/2030-03-07.md:3" in step.body
    marker = marker_in(step.body)
    assert marker is not None
    assert marker.items == {"k3f9abc": ("k3f9abc",)}
    assert {name: marker.said[name] for name in ("state", "title", "owners")} == {
        "state": "open", "title": "oil the hinges", "owners": "ada",
    }  # fmt: skip


def test_who_cannot_be_assigned_is_named_and_pinged_in_the_body() -> None:
    (step,) = Tracker([item("k3f9abc", "oil the hinges", owners=("Ada", "Mo", "Zed"))]).plan().steps
    assert isinstance(step, CreateIssue)
    assert step.assignees == ("ada",)
    assert "Owner: Ada, @mo-far-away, Zed" in step.body


def test_a_long_text_is_cut_in_the_title_and_whole_in_the_body() -> None:
    words = " ".join(f"word{number}" for number in range(80))
    (step,) = Tracker([item("k3f9abc", words)]).plan().steps
    assert isinstance(step, CreateIssue)
    assert len(step.title) <= 256
    assert step.title.endswith("…")
    assert words in step.body


def test_an_item_about_an_issue_gets_a_comment_there_and_no_issue() -> None:
    tracker = Tracker([ON_MAP, item("n5h7ghj", "ask about reefs", refs=["boats/map#4"])], issues={"M4": MAP})
    (step,) = tracker.plan().steps
    assert isinstance(step, PostComment)
    assert step.ref == MAP.ref
    assert boxes_in(step.body) == {"m4g8def": False, "n5h7ghj": False}
    assert "@lee: draw the depths (m4g8def)" in step.body


def test_each_meeting_has_a_comment_of_its_own_and_restating_edits_the_first() -> None:
    tracker = settled(ON_MAP)
    again = item("m4g8def", "draw the depths", "2030-03-07", "2030-03-21", owners=("Lee",), refs=["boats/map#4"])
    later = item("p6j6klm", "ask about reefs", "2030-03-21", refs=["boats/map#4"])
    tracker.items = [again, later]
    edit, post = tracker.carry_out()
    assert isinstance(edit, EditComment)
    assert "again on 2030-03-21" in edit.body
    assert isinstance(post, PostComment)
    assert post.items == ("p6j6klm",)
    assert len(tracker.comments) == 2
    assert tracker.plan().steps == ()


def test_an_item_that_a_note_gains_later_gets_a_box_on_its_meetings_comment() -> None:
    tracker = settled(ON_MAP)
    tracker.items.append(item("n5h7ghj", "ask about reefs", refs=["boats/map#4"]))
    (step,) = tracker.carry_out()
    assert isinstance(step, EditComment)
    assert boxes_in(step.body) == {"m4g8def": False, "n5h7ghj": False}
    assert tracker.plan().steps == ()


def test_a_line_names_some_keys_of_many() -> None:
    assert showing.keys("abcdef") == "a b c d e f"
    assert showing.keys("abcdefg") == "a b c d e and 2 more"


def test_an_issue_outside_comment_on_is_linked_from_one_in_the_tracker() -> None:
    (step,) = Tracker([item("k3f9abc", "answer them", refs=["harbour/elsewhere#1"])]).plan().steps
    assert isinstance(step, CreateIssue)
    assert "About: harbour/elsewhere#1" in step.body


@pytest.mark.parametrize(
    ("given", "rules", "why"),
    [
        (item("k3f9abc", "oil"), {"tracker": None}, "set github.tracker"),
        (item("k3f9abc", "x", refs=["harbour/elsewhere#1"]), {"tracker": None}, "outside github.comment_on"),
        (item("k3f9abc", "oil", "2029-12-31"), {}, "last stated before 2030-01-01"),
        (item("k3f9abc", "look again", kind=Kind.REASSESS, wake=dt.date(2030, 3, 9)), {}, "asleep"),
    ],
)
def test_what_is_left_out_is_said(given: Any, rules: dict[str, Any], why: str) -> None:
    plan = Tracker([given]).plan(**rules)
    assert plan.steps == ()
    assert len(plan.left_out) == 1
    assert plan.left_out[0].startswith("1 item ")
    assert why in plan.left_out[0]


@pytest.mark.parametrize(
    "given",
    [
        item("k3f9abc", "oil", "2029-12-31", "2030-01-01"),
        item("k3f9abc", "look again", kind=Kind.REASSESS, wake=dt.date(2030, 3, 8)),
    ],
)
def test_what_is_young_or_awake_is_sent(given: Any) -> None:
    assert kinds(Tracker([given]).plan().steps) == ["CreateIssue"]


def test_an_item_that_is_named_is_sent_however_old_or_asleep_and_no_other() -> None:
    old, asleep = (
        item("k3f9abc", "oil", "2020-01-01"),
        item("m4g8def", "z", kind=Kind.REASSESS, wake=dt.date(2031, 1, 1)),
    )
    tracker = Tracker([old, asleep, item("n5h7ghj", "young")])
    plan = tracker.plan(named=frozenset({"k3f9abc", "m4g8def"}))
    assert [step.items for step in plan.steps] == [("k3f9abc",), ("m4g8def",)]
    assert plan.left_out == ()


@pytest.mark.parametrize("said", [{"status": Status.DONE}, {"status": Status.DROPPED}, {"gone": True}])
def test_what_is_closed_or_gone_is_not_sent(said: dict[str, Any]) -> None:
    plan = Tracker([replace(OILING, **said)]).plan()
    assert (plan.steps, plan.left_out) == ((), ())


@pytest.mark.parametrize("choice", [Choice.SKIP, Choice.NONE])
def test_what_a_person_kept_back_is_not_sent(choice: Choice) -> None:
    assert Tracker([OILING], choices={"k3f9abc": choice}).plan().steps == ()


def test_without_an_issue_an_item_may_still_be_commented_on() -> None:
    tracker = Tracker([ON_MAP], choices={"m4g8def": Choice.NONE}, issues={"M4": MAP})
    assert kinds(tracker.plan().steps) == ["PostComment"]
    tracker.choices["m4g8def"] = Choice.SKIP
    assert tracker.plan().steps == ()


def test_same_and_same_is_nothing() -> None:
    tracker = settled(OILING, ON_MAP)
    plan = tracker.plan()
    assert (plan.steps, plan.left_out, plan.failures) == ((), (), ())


@pytest.mark.parametrize(
    ("said", "changes", "written"),
    [
        ({"status": Status.DONE}, {"state": ("open", "done")}, {"status": Status.DONE}),
        ({"status": Status.DROPPED}, {"state": ("open", "dropped")}, {"status": Status.DROPPED}),
        ({"text": "oil all hinges"}, {"title": ("oil the hinges", "oil all hinges")}, {"title": "oil all hinges"}),
        ({"owners": ("Lee",)}, {"owners": ("ada", "lee")}, {"assignees": ("lee",)}),
        ({"owners": ()}, {"owners": ("ada", "")}, {"assignees": ()}),
    ],
)
def test_what_the_notes_change_is_written(said: dict[str, Any], changes: Any, written: dict[str, Any]) -> None:
    tracker = settled(OILING)
    tracker.say("k3f9abc", **said)
    (step,) = tracker.carry_out()
    assert isinstance(step, UpdateIssue)
    assert {name: step.changes[name] for name in changes} == changes
    assert {
        name: getattr(step, name) for name in ("title", "status", "assignees") if getattr(step, name) is not None
    } == written
    assert tracker.plan().steps == ()


def test_work_in_between_changes_nothing_there() -> None:
    tracker = settled(OILING)
    tracker.say("k3f9abc", status=Status.IN_PROGRESS)
    assert tracker.plan().steps == ()


def test_a_new_day_changes_the_text_and_what_people_wrote_around_it_stays() -> None:
    tracker = settled(OILING)
    tracker.person("N1" if "N1" in tracker.issues else "N2", body=f"Before.\n\n{_issue(tracker).body}\n\nBehind.")
    tracker.say("k3f9abc", due=dt.date(2030, 4, 1))
    (step,) = tracker.carry_out()
    assert isinstance(step, UpdateIssue)
    assert step.body is not None
    assert "Due: 2030-04-01" in step.body
    assert step.body.startswith("Before.\n\n<!-- wgtrack 1 ")
    assert step.body.endswith("\n\nBehind.")
    assert tracker.plan().steps == ()


def _issue(tracker: Tracker) -> Issue:
    return next(issue for issue in tracker.issues.values() if issue.ref.repo == "actions")


def _node(tracker: Tracker) -> str:
    return _issue(tracker).node


def test_our_text_that_a_person_changed_is_left_to_them() -> None:
    tracker = settled(OILING)
    tracker.person(_node(tracker), body=_issue(tracker).body.replace("oil the hinges", "oil them, with fish oil"))
    tracker.say("k3f9abc", due=dt.date(2030, 4, 1))
    assert tracker.plan().steps == ()
    tracker.say("k3f9abc", status=Status.DONE)
    (step,) = tracker.carry_out()
    assert isinstance(step, UpdateIssue)
    assert (step.status, step.body) == (Status.DONE, None)


@pytest.mark.parametrize(
    ("person", "news"),
    [
        ({"status": Status.DONE}, [("status", "done")]),
        ({"status": Status.DROPPED}, [("status", "dropped")]),
        ({"title": "Oil and paint"}, [("text", "Oil and paint")]),
        ({"assignees": ("lee",)}, [("owners", "Lee Example")]),
        ({"assignees": ()}, [("owners", "")]),
        ({"assignees": ("ada", "stranger")}, [("owners", "Ada, stranger")]),
    ],
)
def test_what_people_change_there_is_taken_over(person: dict[str, Any], news: list[tuple[str, str]]) -> None:
    tracker = settled(OILING)
    tracker.person(_node(tracker), **person)
    (step,) = tracker.plan().steps
    assert isinstance(step, Remember)
    assert [(each.what, each.after) for each in step.news] == news


def test_what_was_closed_there_is_not_opened_again_and_what_was_opened_not_closed() -> None:
    tracker = settled(OILING)
    tracker.person(_node(tracker), status=Status.DONE)
    assert kinds(tracker.carry_out()) == ["Remember"]
    assert [each.status for each in tracker.items] == [Status.DONE]
    assert tracker.plan().steps == ()
    tracker.person(_node(tracker), status=Status.OPEN)
    assert kinds(tracker.carry_out()) == ["Remember"]
    assert [each.status for each in tracker.items] == [Status.OPEN]
    assert tracker.plan().steps == ()


def test_both_sides_in_other_fields_both_go_through() -> None:
    tracker = settled(OILING)
    tracker.person(_node(tracker), status=Status.DONE)
    tracker.say("k3f9abc", text="oil all hinges")
    remember, update = tracker.plan().steps
    assert isinstance(remember, Remember)
    assert [news.after for news in remember.news] == ["done"]
    assert isinstance(update, UpdateIssue)
    assert (update.title, update.status) == ("oil all hinges", None)


def test_the_same_change_on_both_sides_is_agreement() -> None:
    tracker = settled(OILING)
    tracker.person(_node(tracker), status=Status.DONE)
    tracker.say("k3f9abc", status=Status.DONE)
    plan = tracker.plan()
    assert plan.steps == ()
    tracker.carry_out(plan)
    tracker.say("k3f9abc", status=Status.OPEN)
    (step,) = tracker.plan().steps
    assert isinstance(step, UpdateIssue)
    assert step.status is Status.OPEN


def test_an_issue_that_is_closed_keeps_the_reason_for_which_it_was() -> None:
    tracker = settled(OILING)
    tracker.person(_node(tracker), status=Status.DONE)
    tracker.carry_out()
    tracker.say("k3f9abc", status=Status.DROPPED)
    assert kinds(tracker.carry_out()) == []
    assert [each.status for each in tracker.items] == [Status.DROPPED]
    assert tracker.plan().steps == ()
    tracker.person(_node(tracker), status=Status.OPEN)
    assert kinds(tracker.carry_out()) == ["Remember"]
    assert [each.status for each in tracker.items] == [Status.OPEN]


def conflict() -> Tracker:
    tracker = settled(OILING)
    tracker.person(_node(tracker), title="Oil and paint")
    tracker.say("k3f9abc", text="oil all hinges")
    return tracker


def test_the_same_field_changed_to_other_values_is_a_conflict() -> None:
    (step,) = conflict().plan().steps
    assert isinstance(step, Conflict)
    assert step.changes == {"title": ("oil all hinges", "Oil and paint")}


def test_a_conflict_stays_until_somebody_chooses() -> None:
    tracker = conflict()
    tracker.carry_out()
    assert kinds(tracker.plan().steps) == ["Conflict"]
    (for_notes,) = tracker.plan(prefer="notes").steps
    assert isinstance(for_notes, UpdateIssue)
    assert for_notes.title == "oil all hinges"
    (for_github,) = [step for step in tracker.plan(prefer="github").steps if isinstance(step, Remember)]
    assert [(news.what, news.after) for news in for_github.news] == [("text", "Oil and paint")]


def test_a_tick_in_our_comment_closes_the_item_and_its_issue_elsewhere() -> None:
    tracker = settled(ON_MAP)
    comment = tracker.comments[0]
    tracker.bodies[comment.id] = comment.body.replace("- [ ] @lee", "- [x] @lee")
    (step,) = (each for each in tracker.carry_out() if isinstance(each, Remember))
    assert [(news.item, news.after) for news in step.news] == [("m4g8def", "done")]
    assert tracker.items[0].status is Status.DONE
    assert [each for each in tracker.plan().steps if not isinstance(each, EditComment)] == []


def test_an_item_closed_here_is_ticked_there() -> None:
    tracker = settled(ON_MAP)
    tracker.say("m4g8def", status=Status.DROPPED)
    (step,) = tracker.carry_out()
    assert isinstance(step, EditComment)
    assert boxes_in(step.body) == {"m4g8def": True}
    assert "dropped" in step.body
    assert tracker.plan().steps == ()


def test_the_state_of_an_issue_that_an_item_is_about_is_kept_and_changes_nothing() -> None:
    tracker = settled(ON_MAP)
    tracker.person("M4", status=Status.DONE)
    plan = tracker.plan()
    assert plan.steps == ()
    assert [(link.item, link.state) for link in plan.quiet] == [("m4g8def", "closed")]


def test_a_comment_that_people_took_our_text_from_is_left_alone() -> None:
    tracker = settled(ON_MAP)
    tracker.bodies[tracker.comments[0].id] = "nothing to see"
    tracker.say("m4g8def", status=Status.DONE)
    assert tracker.plan().steps == ()


POSTING = item("q7k5npr", "post these notes in boats/map#4", owners=("Ada",), refs=["boats/map#4"])


def test_posting_the_notes_is_done_by_the_comment() -> None:
    tracker = Tracker([POSTING, ON_MAP], issues={"M4": MAP})
    (step,) = tracker.carry_out()
    assert isinstance(step, PostComment)
    assert boxes_in(step.body) == {"q7k5npr": True, "m4g8def": False}
    assert [(news.item, news.after) for news in step.news] == [("q7k5npr", "done")]
    assert tracker.plan().steps == ()
    tracker.forget()
    tracker.items[0] = replace(tracker.items[0], status=Status.OPEN)
    tracker.carry_out()
    assert tracker.items[0].status is Status.DONE


@pytest.mark.parametrize(
    "text",
    [
        "note these meeting notes in boats/map#4 re colours",
        "post the minutes on boats/map#4",
        "link these notes in boats/map#4",
        "link to today's notes from boats/map#4",
        "share a link to the call's minutes there",
        "add a pointer to these notes to the issue",
    ],
)
def test_a_task_that_is_to_post_the_notes(text: str) -> None:
    assert posts_notes(text)


@pytest.mark.parametrize(
    "text",
    [
        "comment on boats/map#4 with the benchmark",
        "note in boats/map#4 that we agreed",
        "post the release notes in boats/map#4",
        "post the notes of the vendor meeting in boats/map#4",
        "don't post these notes in boats/map#4",
        "read these notes",
        "take notes",
        "note that the minutes are late",
        "fix the notes page",
    ],
)
def test_a_task_that_is_something_else(text: str) -> None:
    assert not posts_notes(text)


def test_an_issue_with_our_marker_is_adopted_and_nothing_is_made_anew() -> None:
    tracker = settled(OILING, ON_MAP)
    tracker.forget()
    steps = tracker.carry_out()
    assert kinds(steps) == ["Adopt", "Adopt"]
    assert tracker.plan().steps == ()
    assert {(link.item, link.role) for link in tracker.links} == {("k3f9abc", Role.TRACKS), ("m4g8def", Role.ABOUT)}


def test_an_issue_closed_meanwhile_is_adopted_closed() -> None:
    tracker = settled(OILING)
    tracker.person(_node(tracker), status=Status.DONE)
    tracker.forget()
    assert kinds(tracker.carry_out()) == ["Adopt", "Remember"]
    assert tracker.items[0].status is Status.DONE
    assert tracker.plan().steps == ()


def test_an_item_reworded_meanwhile_is_adopted_by_another_of_its_keys() -> None:
    twice = item("k3f9abc", "oil the hinges", "2030-03-01", "2030-03-07", owners=("Ada",))
    tracker = settled(twice)
    tracker.forget()
    new = replace(twice, key="k3f9ab2", text="grease the hinges")
    tracker.items = [replace(new, places=(place("z9z9zzz", "2030-03-01", "grease the hinges"), *twice.places[1:]))]
    steps = tracker.carry_out()
    assert isinstance(steps[0], Adopt)
    assert not any(isinstance(step, CreateIssue) for step in steps)
    assert len([issue for issue in tracker.issues.values() if issue.ref.repo == "actions"]) == 1


def test_a_reworded_item_whose_keys_are_gone_is_asked_about_and_not_made_anew() -> None:
    tracker = settled(item("k3f9abc", "oil the hinges of the gate"))
    tracker.forget()
    tracker.items = [item("z9z9zz2", "oil all hinges of the gate")]
    (step,) = tracker.plan().steps
    assert isinstance(step, Adopt)
    assert (step.sure, step.items) == (False, ("z9z9zz2",))
    tracker.items = [item("z9z9zz2", "buy a new anchor chain")]
    assert kinds(tracker.plan().steps) == ["CreateIssue"]


@pytest.mark.parametrize("body", ["Opened by a bot.\n\nDue: 2030-03-20 (Wednesday 20 March).", "due 20 Mar 2030"])
def test_another_bots_action_issue_for_the_same_task_and_owner_is_adopted(body: str) -> None:
    bots = Issue(
        IssueRef("boats", "actions", 7), "B7", "Oil the hinges", assignees=("Ada",), body=body, labels=("Action",)
    )
    tracker = Tracker([OILING], issues={"B7": bots})
    assert kinds(tracker.carry_out()) == ["Adopt"]
    assert tracker.plan().steps == ()
    tracker.say("k3f9abc", status=Status.DONE, text="oil all hinges")
    (step,) = tracker.plan().steps
    assert isinstance(step, UpdateIssue)
    assert (step.status, step.title, step.body) == (Status.DONE, None, None)


@pytest.mark.parametrize(
    "changed", [{"assignees": ("lee",)}, {"labels": ()}, {"body": "no day"}, {"title": "Oil the engine room door"}]
)
def test_an_issue_that_is_another_task_is_not_adopted(changed: dict[str, Any]) -> None:
    bots = Issue(
        IssueRef("boats", "actions", 7),
        "B7",
        "Oil the hinges",
        assignees=("ada",),
        body="Due: 2030-03-20",
        labels=("action",),
    )
    tracker = Tracker([OILING], issues={"B7": replace(bots, **changed)})
    assert kinds(tracker.plan().steps) == ["CreateIssue"]


def test_a_deleted_issue_is_said_and_not_made_anew() -> None:
    tracker = settled(OILING)
    tracker.lost[_node(tracker)] = "deleted"
    (step,) = tracker.carry_out()
    assert isinstance(step, Missing)
    assert "wgtrack link k3f9abc new" in step.why
    assert tracker.plan().steps == ()


def test_an_issue_that_is_hidden_closes_nothing_and_is_not_made_anew() -> None:
    tracker = settled(OILING)
    tracker.lost[_node(tracker)] = "not there any more, or hidden from this token"
    plan = tracker.plan()
    assert plan.steps == ()
    assert "hidden" in plan.left_out[0]


def test_a_tracker_that_could_not_be_read_gets_no_issues() -> None:
    assert Tracker([OILING], shown=False).plan().steps == ()


def test_an_issue_that_moved_is_followed_and_said() -> None:
    tracker = settled(OILING)
    tracker.person(_node(tracker), ref=IssueRef("boats", "map", 9))
    (step,) = tracker.carry_out()
    assert isinstance(step, Remember)
    assert step.changes["ref"][1] == "boats/map#9"
    assert tracker.plan().steps == ()


def test_nothing_is_written_to_an_issue_that_moved_out_of_the_configuration() -> None:
    tracker = settled(OILING)
    tracker.person(_node(tracker), ref=IssueRef("harbour", "elsewhere", 9))
    tracker.carry_out()
    tracker.say("k3f9abc", status=Status.DONE)
    plan = tracker.plan()
    assert plan.steps == ()
    assert "does not name harbour/elsewhere" in plan.failures[0]


def test_an_issue_that_a_person_named_gives_its_state_and_keeps_its_words() -> None:
    tracker = settled(OILING)
    theirs = Issue(IssueRef("boats", "actions", 50), "T50", "Their words", status=Status.DONE, assignees=("mo",))
    tracker.issues["T50"] = theirs
    tracker.links = [Link("k3f9abc", theirs.ref, Role.TRACKS)]
    (step,) = tracker.carry_out()
    assert isinstance(step, Remember)
    assert [(news.what, news.after) for news in step.news] == [("status", "done")]
    tracker.links = [link for link in tracker.links if link.node]
    tracker.say("k3f9abc", text="other", owners=("Lee",))
    assert tracker.plan().steps == ()


def test_a_repository_under_two_names_has_one_comment() -> None:
    old = item("n5h7ghj", "ask about reefs", refs=["boats/mapping#4"])
    tracker = Tracker([ON_MAP, old], issues={"M4": MAP})
    seen = tracker._seen()
    seen = replace(seen, named={**seen.named, IssueRef("boats", "mapping", 4): MAP})
    from wgtrack.sync.plan import make_plan

    (step,) = make_plan(tracker.items, tracker.remembered, seen, RULES).steps
    assert isinstance(step, PostComment)
    assert step.items == ("m4g8def", "n5h7ghj")


def test_what_is_asked_of_the_tracker_is_what_is_needed() -> None:
    fresh = Tracker([OILING, ON_MAP], issues={"M4": MAP}).wanted()
    assert (fresh.nodes, fresh.refs, fresh.list_tracker, fresh.comments) == ((), (MAP.ref,), True, {})
    tracker = settled(OILING, ON_MAP)
    asked = tracker.wanted()
    assert {node for node, _ in asked.nodes} == {"M4", _node(tracker)}
    assert (asked.refs, asked.list_tracker, asked.people) == ((), False, False)
    assert list(asked.comments) == ["boats/map"]
    tracker.say("k3f9abc", owners=("Lee",))
    assert tracker.wanted().people


def test_words_that_people_wrote_into_our_comment_stay() -> None:
    tracker = settled(ON_MAP)
    comment = tracker.comments[0]
    written = comment.body.replace("(m4g8def)", "(m4g8def)\n  - half of it is drawn")
    tracker.bodies[comment.id] = written
    tracker.say("m4g8def", status=Status.DONE)
    tracker.items.append(item("n5h7ghj", "ask about reefs", refs=["boats/map#4"]))
    (step,) = tracker.carry_out()
    assert isinstance(step, EditComment)
    assert "  - half of it is drawn" in step.body
    assert boxes_in(step.body) == {"m4g8def": True, "n5h7ghj": False}
    assert tracker.plan().steps == ()
    tracker.say("n5h7ghj", status=Status.DONE)
    (step,) = tracker.carry_out()
    assert isinstance(step, EditComment)
    assert "  - half of it is drawn" in step.body
    assert boxes_in(step.body) == {"m4g8def": True, "n5h7ghj": True}
    assert tracker.plan().steps == ()


def test_what_another_clone_wrote_is_no_persons_change_and_is_not_written_again() -> None:
    one, two = settled(OILING), settled(OILING)
    one.say("k3f9abc", due=dt.date(2030, 4, 1))
    one.carry_out()
    two.issues = dict(one.issues)
    assert two.plan().steps == ()
    two.say("k3f9abc", due=dt.date(2030, 4, 1))
    assert two.plan().steps == ()
    two.say("k3f9abc", due=dt.date(2030, 5, 1))
    (step,) = two.carry_out()
    assert isinstance(step, UpdateIssue)
    assert step.body is not None
    assert "Due: 2030-05-01" in step.body
    one.issues = dict(two.issues)
    assert one.plan().steps == ()


def test_what_was_closed_in_the_notes_while_the_database_was_lost_is_closed_there_too() -> None:
    tracker = settled(OILING, ON_MAP)
    tracker.forget()
    tracker.say("k3f9abc", status=Status.DONE)
    tracker.say("m4g8def", status=Status.DONE)
    assert tracker.wanted().list_tracker
    assert tracker.wanted().refs == (MAP.ref,)
    steps = tracker.carry_out()
    assert kinds(steps) == ["Adopt", "Adopt", "UpdateIssue", "EditComment"]
    assert _issue(tracker).status is Status.DONE
    assert boxes_in(tracker.comments[0].body) == {"m4g8def": True}
    assert tracker.plan().steps == ()


def test_a_closed_item_that_never_was_there_is_still_not_sent() -> None:
    tracker = Tracker([replace(OILING, status=Status.DONE), replace(ON_MAP, status=Status.DONE)], issues={"M4": MAP})
    assert tracker.plan().steps == ()

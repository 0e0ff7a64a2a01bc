"""`plan` and `sync` from end to end: notes, database, server."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sync.clone import CONFIG, NOTE, Clone
from tests.sync.world import SEED, World


@pytest.fixture
def clone(tmp_path: Path, world: World) -> Clone:
    return Clone.make(tmp_path, world)


def titles(world: World) -> list[str]:
    return [issue["title"] for issue in world.issues()]


OPEN = [
    "oil the hinges of the gate",
    "count the lamps on the west pier",
    "walk the east pier",
    "buy paint",
]


def test_the_plan_is_four_issues_and_a_comment_and_changes_nothing(world: World, clone: Clone) -> None:
    answer = clone.run("plan")
    assert answer.code == 0
    assert "Plan: 4 issues to make, 1 comment to post." in answer.out
    assert "1 item is asleep and not sent: `wgtrack sync KEY` sends one all the same." in answer.err
    steps = clone.plan()
    assert sorted((step["do"], step["repo"], step["ref"]) for step in steps) == [
        ("comment", "boats/map", "boats/map#4"),
        *[("create_issue", "boats/actions", None)] * 4,
    ]
    assert sorted(step["title"] for step in steps if step["title"]) == sorted(OPEN)
    assert world.writes() == []


def test_a_sync_makes_them_and_the_next_one_writes_nothing(world: World, clone: Clone) -> None:
    answer = clone.sync()
    assert (answer.code, answer.out.splitlines()[-1]) == (0, "5 done.")
    assert sorted(titles(world)) == sorted(OPEN)
    assert [label["name"] for issue in world.issues() for label in issue["labels"]] == ["action item"] * 4
    assigned = {i["title"]: sorted(who["login"] for who in i["assignees"]) for i in world.issues()}
    assert assigned == {OPEN[0]: ["ada"], OPEN[1]: ["lee"], OPEN[2]: ["ada", "lee"], OPEN[3]: []}
    (comment,) = world.comments()
    assert "- [x] @ada: note these meeting notes in boats/map" in comment["body"]
    assert clone.item("note these meeting notes")["status"] == "done"
    before = len(world.journal)
    assert clone.sync().nothing
    assert clone.run("plan").nothing
    assert world.writes(before) == []


def test_an_issue_closed_there_is_closed_here_and_stays_closed(world: World, clone: Clone) -> None:
    clone.sync()
    number = next(issue["number"] for issue in world.issues() if issue["title"] == "buy paint")
    world.close(number)
    answer = clone.sync()
    assert "state: open → done" in answer.out
    assert clone.item("buy paint")["status"] == "done"
    shown = clone.run("show", clone.item("buy paint")["key"]).out
    assert "ada: status: open → done (closed as boats/actions#" in shown
    for _ in range(2):
        assert clone.sync().nothing
    assert world.issue(number)["state"] == "closed"


def test_how_and_when_linked_issues_moved_is_remembered(tmp_path: Path, world: World) -> None:
    tasks = "- TODO: Ada to look into https://github.com/boats/map/issues/4\n- TODO: Zed to buy paint\n"
    clone = Clone.make(tmp_path, world, f"# Lamps\n\n7 March 2030\n\n{tasks}")
    clone.sync()
    assert clone.moves() == {}
    world.close(4, "boats/map")
    world.close(1)
    clone.sync()
    closed = {"boats/map#4": world.issue(4, "boats/map"), "boats/actions#1": world.issue(1)}
    assert clone.moves() == {ref: ("closed", issue["title"], issue["closed_at"]) for ref, issue in closed.items()}
    world.change(4, "boats/map", state="open")
    clone.sync()
    assert clone.moves()["boats/map#4"] == ("reopened", "Which colours?", world.issue(4, "boats/map")["updated_at"])
    assert clone.sync().nothing


def test_what_is_closed_from_here_moved_too(clone: Clone) -> None:
    clone.sync()
    clone.run("done", "--sync", clone.item("buy paint")["key"])
    (moved,) = clone.moves().items()
    assert moved[1][:2] == ("closed", "buy paint")


def test_an_issue_closed_as_not_planned_is_dropped_here_and_a_reopened_one_open(world: World, clone: Clone) -> None:
    clone.sync()
    number = next(issue["number"] for issue in world.issues() if issue["title"] == "buy paint")
    world.close(number, reason="not_planned")
    clone.sync()
    assert clone.item("buy paint")["status"] == "dropped"
    world.change(number, state="open")
    clone.sync()
    assert clone.item("buy paint")["status"] == "open"
    assert clone.sync().nothing


def test_retitled_and_reassigned_there_is_taken_over(world: World, clone: Clone) -> None:
    clone.sync()
    number = next(issue["number"] for issue in world.issues() if issue["title"] == OPEN[0])
    world.change(number, title="Oil the gate", assignees=["lee"])
    clone.sync()
    assert clone.item("Oil the gate")["owners"] == ["Lee Example"]
    assert clone.sync().nothing
    assert world.issue(number)["title"] == "Oil the gate"


def test_done_here_is_closed_there(world: World, clone: Clone) -> None:
    clone.sync()
    clone.run("done", clone.item("buy paint")["key"])
    clone.run("drop", clone.item("walk the east pier")["key"])
    assert "state: open → done" in clone.run("plan").out
    clone.sync()
    states = {i["title"]: (i["state"], i["state_reason"]) for i in world.issues()}
    assert states["buy paint"] == ("closed", "completed")
    assert states["walk the east pier"] == ("closed", "not_planned")
    assert clone.sync().nothing


def test_a_later_note_that_closes_an_item_closes_its_issue(world: World, clone: Clone) -> None:
    clone.sync()
    clone.write("notes/2030-03-21.md", "# Lamps\n\n21 March 2030\n\n- TODO: Zed to buy paint -- DONE\n")
    clone.today = "2030-03-22"
    clone.run("ingest")
    clone.sync()
    assert {i["title"]: i["state"] for i in world.issues()}["buy paint"] == "closed"
    assert len(world.issues()) == 4


def test_a_conflict_is_left_for_a_person_with_its_own_exit_code(world: World, clone: Clone) -> None:
    clone.sync()
    key = clone.item("buy paint")["key"]
    number = next(issue["number"] for issue in world.issues() if issue["title"] == "buy paint")
    world.change(number, title="Buy varnish")
    clone.run("edit", key, "buy white paint")
    answer = clone.sync()
    assert answer.code == 7
    assert "title: notes say “buy white paint”, GitHub says “Buy varnish”" in answer.out
    assert "--prefer" in answer.err
    assert world.issue(number)["title"] == "Buy varnish"
    assert clone.sync("--prefer", "notes").code == 0
    assert world.issue(number)["title"] == "buy white paint"
    assert clone.sync().nothing


def test_preferring_github_takes_its_word(world: World, clone: Clone) -> None:
    clone.sync()
    number = next(issue["number"] for issue in world.issues() if issue["title"] == "buy paint")
    world.change(number, title="Buy varnish")
    clone.run("edit", clone.item("buy paint")["key"], "buy white paint")
    assert clone.sync("--prefer", "github").code == 0
    assert clone.item("Buy varnish")["status"] == "open"
    assert clone.sync().nothing


MAP_NOTE = """# Lamps

7 March 2030

- TODO: Ada to draw the depths, boats/map#6
- TODO: Lee to ask mo about reefs, boats/map#6
"""


def test_boxes_close_items_and_items_tick_boxes(tmp_path: Path, world: World) -> None:
    clone = Clone.make(tmp_path, world, MAP_NOTE)
    clone.sync()
    assert world.issues() == []
    (comment,) = world.comments(6)
    assert comment["body"].count("- [ ] @") == 2
    ticked = comment["body"].replace("- [ ] @ada", "- [x] @ada") + "\n\nThanks! — mo"
    world.edit_comment(comment, ticked)
    clone.run("done", clone.item("about reefs")["key"])
    clone.sync()
    assert clone.item("draw the depths")["status"] == "done"
    (comment,) = world.comments(6)
    assert comment["body"].count("- [x] @") == 2
    assert comment["body"].endswith("Thanks! — mo")
    assert clone.sync().nothing


def test_a_comment_that_a_person_deleted_is_not_posted_again(tmp_path: Path, world: World) -> None:
    clone = Clone.make(tmp_path, world, MAP_NOTE)
    clone.sync()
    world.delete_comment(world.comments(6)[0])
    clone.run("done", clone.item("about reefs")["key"])
    answer = clone.sync()
    assert "somebody deleted the comment" in answer.err
    assert world.comments(6) == []
    assert clone.sync().nothing


def test_a_deleted_issue_is_said_once_and_made_anew_only_when_asked(world: World, clone: Clone) -> None:
    clone.sync()
    key = clone.item("buy paint")["key"]
    number = next(issue["number"] for issue in world.issues() if issue["title"] == "buy paint")
    world.delete(number)
    answer = clone.sync()
    assert f"wgtrack link {key} new" in answer.out
    assert clone.item("buy paint")["status"] == "open"
    assert clone.sync().nothing
    clone.run("link", key, "new")
    clone.sync()
    assert sorted(titles(world)) == sorted(OPEN)
    assert clone.sync().nothing


def test_a_transferred_issue_is_followed(world: World, clone: Clone) -> None:
    clone.sync()
    number = next(issue["number"] for issue in world.issues() if issue["title"] == "buy paint")
    world.transfer(number, "boats/actions", "boats/map")
    answer = clone.sync()
    assert "ref: boats/actions#" in answer.out
    assert "→ boats/map#7" in answer.out
    clone.run("done", clone.item("buy paint")["key"])
    clone.sync()
    assert world.issue(7, "boats/map")["state"] == "closed"
    assert len(world.issues()) == 3


def test_a_renamed_tracker_is_said_and_what_is_linked_is_followed(world: World, clone: Clone) -> None:
    clone.sync()
    world.rename("boats/actions", "todo")
    clone.write("notes/2030-03-21.md", "# Lamps\n\n21 March 2030\n\n- TODO: Zed to mend the nets\n")
    clone.today = "2030-03-22"
    clone.run("ingest")
    answer = clone.sync()
    assert answer.code == 6
    assert "boats/actions: it is boats/todo now: write that into github.tracker" in answer.err
    assert len(world.issues("boats/todo")) == 4
    clone.write("wgtrack.toml", CONFIG.replace("boats/actions", "boats/todo"))
    assert clone.sync().code == 0
    assert len(world.issues("boats/todo")) == 5
    assert clone.sync().nothing


def test_a_fresh_database_adopts_everything(world: World, clone: Clone) -> None:
    clone.sync()
    clone.forget()
    before = len(world.journal)
    answer = clone.sync()
    assert answer.code == 0
    assert world.writes(before) == []
    assert clone.item("note these meeting notes")["status"] == "done"
    assert clone.sync().nothing
    assert (len(world.issues()), len(world.comments())) == (4, 1)


def test_a_fresh_database_adopts_what_was_reworded_and_leaves_closed_what_was_closed(
    world: World, clone: Clone
) -> None:
    clone.sync()
    number = next(issue["number"] for issue in world.issues() if issue["title"] == "buy paint")
    world.close(number)
    clone.edit(
        "notes/2030-03-07.md",
        "## Conclusions\n\n- TODO: Lee: count the lamps",
        "## Conclusions\n\n- TODO: Lee: count all lamps",
    )
    clone.edit("notes/2030-03-07.md", "oil the hinges of the gate", "oil both hinges of the gate")
    clone.forget()
    answer = clone.sync()
    assert answer.code == 0
    assert len(world.issues()) == 4
    assert len(world.comments()) == 1
    assert clone.item("buy paint")["status"] == "done"
    assert world.issue(number)["state"] == "closed"
    clone.sync()
    assert len(world.issues()) == 4


def test_what_an_owner_closes_in_one_clone_is_closed_in_the_other(tmp_path: Path, world: World) -> None:
    one = Clone.make(tmp_path / "one", world)
    two = Clone.make(tmp_path / "two", world)
    one.sync()
    two.sync()
    assert len(world.issues()) == 4
    assert len(world.comments()) == 1
    answer = one.run("done", one.item("buy paint")["key"], "--sync")
    assert answer.code == 0
    two.sync()
    assert two.item("buy paint")["status"] == "done"
    assert one.sync().nothing
    assert two.sync().nothing


def test_a_named_item_is_sent_though_asleep(world: World, clone: Clone) -> None:
    key = clone.item("reassess")["key"]
    answer = clone.sync(key)
    assert answer.code == 0
    assert len(world.issues()) == 1
    assert "To be looked at again on 2030-04-18" in world.issues()[0]["body"]


def test_skip_and_link_are_kept_to(world: World, clone: Clone) -> None:
    clone.run("skip", clone.item("buy paint")["key"])
    clone.run("link", clone.item("walk the east pier")["key"], "none")
    theirs = world.act("POST", "/repos/boats/actions/issues", {"title": "The gate squeaks"})
    answer = clone.run("link", clone.item("oil the hinges")["key"], f"boats/actions#{theirs['number']}")
    assert answer.out.startswith(f"{clone.item('oil the hinges')['key']} is boats/actions#1 now")
    clone.sync()
    assert sorted(titles(world)) == ["The gate squeaks", "count the lamps on the west pier"]
    clone.run("done", clone.item("oil the hinges")["key"])
    clone.sync()
    assert world.issue(theirs["number"])["state"] == "closed"
    assert world.issue(theirs["number"])["title"] == "The gate squeaks"
    assert clone.sync().nothing


def test_max_writes_is_kept_and_the_rest_comes_later(tmp_path: Path, world: World) -> None:
    clone = Clone.make(tmp_path, world, config=CONFIG.replace("max_writes = 400", "max_writes = 2"))
    for count in (2, 4, 5):
        answer = clone.sync()
        assert answer.code == 0
        assert len(world.issues()) + len(world.comments()) == count
    assert clone.sync().nothing


def test_without_an_answer_nothing_is_done(world: World, clone: Clone) -> None:
    answer = clone.run("sync")
    assert answer.code == 2
    assert "--yes" in answer.err
    assert world.writes() == []


def test_json_tells_each_step_and_what_became_of_it(world: World, clone: Clone) -> None:
    world.fault("status", method="POST", path="/comments$", status=403)
    answer = clone.sync("--json")
    assert answer.code == 6
    told = [(step["do"], step["outcome"], step["ref"]) for step in answer.json["steps"]]
    assert told[0] == ("comment", "failed", "boats/map#4")
    assert sorted(told[1:]) == [("create_issue", "done", f"boats/actions#{n}") for n in range(1, 5)]


@pytest.mark.parametrize(
    ("seed", "sentence"),
    [
        ({"archived": True}, "archived"),
        ({"has_issues": False}, "issues are switched off"),
    ],
)
def test_a_tracker_that_takes_no_issues_is_said_and_the_rest_goes_on(
    tmp_path: Path, world: World, seed: dict[str, bool], sentence: str
) -> None:
    tracker = {"full_name": "boats/actions", "roles": {"wg-bot": "write", "ada": "admin"}, **seed}
    world.reset({**SEED, "repos": [tracker, *SEED["repos"][1:]]})
    answer = Clone.make(tmp_path, world).sync()
    assert answer.code == 6
    assert sentence in answer.err
    assert len(world.comments()) == 1


def test_a_bad_token_is_one_sentence_without_it(clone: Clone) -> None:
    clone.token = "tok-wrong"
    answer = clone.sync()
    assert answer.code == 6
    assert answer.err.count("\n") == 1
    assert "does not accept the token" in answer.err
    assert "tok-wrong" not in answer.err


def test_who_may_not_assign_makes_issues_all_the_same(clone: Clone, world: World) -> None:
    clone.token = "tok-stranger"
    assert clone.sync().code == 0
    assert [issue["assignees"] for issue in world.issues()] == [[]] * 4
    assert clone.sync().nothing


def test_a_sync_at_the_same_time_is_refused(clone: Clone) -> None:
    from wgtrack.store.locks import sync_lock

    with sync_lock(f"sqlite:///{clone.folder / '.wgtrack' / 'wgtrack.db'}"):
        answer = clone.sync()
    assert answer.code == 5
    assert "another sync of this project is running" in answer.err
    assert clone.sync().code == 0


def test_a_sync_cannot_be_taken_back_and_says_so(clone: Clone) -> None:
    clone.sync()
    answer = clone.run("undo")
    assert answer.code == 2
    assert "what it told GitHub stays there" in answer.err


def test_words_of_the_notes_ping_nobody_but_the_owner(tmp_path: Path, world: World) -> None:
    note = NOTE.replace("buy paint", "ask @mo about #12, `@lee` & <b>GH-3</b> &#64;ada")
    Clone.make(tmp_path, world, note).sync()
    body = next(issue["body"] for issue in world.issues() if "ask @mo" in issue["title"])
    for ping in ("@mo", "@lee", "@ada", "#12", "GH-3"):
        assert ping not in body


def test_a_pull_request_is_commented_on_and_told_from_an_issue(tmp_path: Path, world: World) -> None:
    clone = Clone.make(tmp_path, world, "# Lamps\n\n7 March 2030\n\n- TODO: Ada to review boats/map#5\n")
    clone.sync()
    assert len(world.comments(5)) == 1
    assert clone.sync().nothing
    (link,) = clone.item("review")["links"]
    assert (link["ref"], link["role"], link["state"]) == ("boats/map#5", "about", "open")


def test_working_everything_out_anew_keeps_what_github_knows(world: World, clone: Clone) -> None:
    clone.sync()
    clone.run("done", clone.item("buy paint")["key"])
    before = clone.items()
    assert clone.run("rebuild").code == 0
    assert clone.items() == before
    clone.sync()
    assert {issue["title"]: issue["state"] for issue in world.issues()}["buy paint"] == "closed"
    assert clone.sync().nothing


def test_an_earlier_note_read_later_keeps_the_issue(world: World, clone: Clone) -> None:
    clone.sync()
    key = clone.item("buy paint")["key"]
    clone.write("notes/2030-02-21.md", "# Lamps\n\n21 February 2030\n\n- TODO: Zed to buy paint\n")
    clone.run("ingest")
    assert clone.item("buy paint")["key"] != key
    assert len(clone.item("buy paint")["links"]) == 1
    clone.sync()
    assert len(world.issues()) == 4
    assert clone.sync().nothing


def test_without_a_github_table_nothing_is_asked(tmp_path: Path, world: World) -> None:
    clone = Clone.make(tmp_path, world, config='group = "Lamps"\n')
    clone.token = ""
    answer = clone.run("plan")
    assert (answer.code, answer.out) == (0, "Nothing to do.\n")
    assert "set github.tracker" in answer.err
    assert world.journal == []


def test_an_item_that_a_person_added_is_sent(world: World, clone: Clone) -> None:
    clone.run("add", "ask mo about reefs", "--ref", "boats/map#6")
    clone.run("add", "feed the cat", "--owner", "Lee")
    clone.sync()
    assert "feed the cat" in titles(world)
    (comment,) = world.comments(6)
    assert "Lamps spoke about this on 2030-03-08. Action items:" in comment["body"]
    assert clone.sync().nothing


def test_another_bots_issue_is_adopted_and_closed_with_its_item(world: World, clone: Clone) -> None:
    body = "Opened by ada via IRC channel #lamps\n\nDue: 2030-03-14 (Thursday 14 March)."
    bots = {"title": "Oil the hinges of the gate", "body": body, "labels": ["action"], "assignees": ["ada"]}
    number = world.act("POST", "/repos/boats/actions/issues", bots)["number"]
    clone.sync()
    assert len(world.issues()) == 4
    clone.run("done", clone.item("oil the hinges")["key"])
    clone.sync()
    assert world.issue(number)["state"] == "closed"
    assert world.issue(number)["body"] == body
    assert clone.sync().nothing


def test_a_merged_pull_request_that_is_the_item_closes_it(tmp_path: Path, world: World) -> None:
    pulls = [
        {"number": 1, "title": "Merged", "pull_request": True, "state": "closed", "merged": True},
        {"number": 2, "title": "Given up", "pull_request": True, "state": "closed"},
    ]
    world.reset({**SEED, "repos": [{"full_name": "boats/actions", "roles": {"wg-bot": "write"}, "issues": pulls}]})
    clone = Clone.make(tmp_path, world, "# Lamps\n\n7 March 2030\n\n- TODO: Ada to paint\n- TODO: Lee to sweep\n")
    clone.run("link", clone.item("paint")["key"], "boats/actions#1")
    clone.run("link", clone.item("sweep")["key"], "boats/actions#2")
    clone.sync()
    assert (clone.item("paint")["status"], clone.item("sweep")["status"]) == ("done", "dropped")
    assert clone.item("paint")["links"][0]["state"] == "merged"
    assert "boats/actions#1 (merged)" in clone.run("show", clone.item("paint")["key"]).out
    assert clone.sync().nothing


def test_a_link_is_taken_back_by_another_not_by_undo(clone: Clone) -> None:
    clone.run("skip", clone.item("buy paint")["key"])
    answer = clone.run("undo")
    assert answer.code == 2
    assert "wgtrack link" in answer.err


@pytest.mark.parametrize("ref", ["", "buy", "boats/actions", "#4", "boats/map#4 and boats/map#6"])
def test_what_names_no_issue_is_refused(clone: Clone, ref: str) -> None:
    answer = clone.run("link", clone.item("buy paint")["key"], ref)
    assert answer.code == 2
    assert "names no issue: write owner/repo#12" in answer.err


def test_a_sync_that_keeps_to_one_repository_leaves_the_others_alone(world: World, clone: Clone) -> None:
    assert clone.run("plan", "--only", "boats/actions", "--json").json["steps"] == [
        step for step in clone.plan() if step["do"] == "create_issue"
    ]
    answer = clone.sync("--only", "Boats/Actions")
    assert (answer.code, answer.out.splitlines()[-1]) == (0, "4 done.")
    assert (
        "1 item is to be told in repositories outside --only and not sent: a sync without it, with a token that may "
        "write there, sends what waits.\n"
    ) in answer.err
    assert world.comments() == []
    assert clone.item("note these meeting notes")["status"] == "open"
    assert clone.sync("--only", "boats/map").out.splitlines()[-1] == "1 done."
    assert len(world.comments()) == 1
    # A change that belongs on a comment elsewhere waits as well, and what people do there is not looked at.
    clone.edit("notes/2030-03-07.md", "buy paint", "buy paint, see https://github.com/boats/map/issues/6")
    before = len(world.journal)
    clone.sync("--only", "boats/actions")
    assert {target.split("/issues")[0] for _, target in world.writes(before)} == {"/repos/boats/actions"}
    assert [entry for entry in world.journal[before:] if "boats/map" in entry["target"]] == []
    assert clone.sync().code == 0
    assert len(world.comments(6)) == 1
    assert clone.run("sync", "--only", "boats").code == 2


def test_an_issue_that_became_a_discussion_is_not_done(tmp_path: Path, stand_in: str) -> None:
    world = World(stand_in)
    world.reset()
    clone = Clone.make(tmp_path, world)
    clone.sync()
    number = next(issue["number"] for issue in world.issues() if issue["title"] == "buy paint")
    world.convert(number)
    answer = clone.sync()
    assert "it became a discussion" in answer.out
    assert clone.item("buy paint")["status"] == "open"
    before = len(world.journal)
    assert clone.sync().nothing
    assert world.writes(before) == []
    assert clone.run("link", clone.item("buy paint")["key"], "new").code == 0
    clone.sync()
    assert [issue["state"] for issue in world.issues() if issue["title"] == "buy paint"] == ["closed", "open"]


def test_an_issue_that_was_closed_and_locked_is_done(world: World, clone: Clone) -> None:
    clone.sync()
    world.close(1)
    world.lock(1)
    assert clone.sync().code == 0
    assert [item["status"] for item in clone.items().values() if item["links"]].count("done") == 2

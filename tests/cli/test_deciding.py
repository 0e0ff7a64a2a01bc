"""Merge, split, add, undo, redo and rebuild as people type them."""

from __future__ import annotations

import json
import sqlite3

import pytest

from tests.cli.conftest import Project

MARCH = """\
# Call 2030-02-07

- TODO: Ada to repair the lamp of the north tower
- TODO: Ben to write a proposal for the new harbour tariff
"""
LATER = """\
# Call 2030-03-07

- TODO: Ben to draft the proposal for the harbour tariff and send it round
- TODO: Ada to repair the lamp of the north tower
"""


@pytest.fixture
def read(project: Project) -> Project:
    project.write("notes/2030-02-07.md", MARCH)
    project.write("notes/2030-03-07.md", LATER)
    assert project.run("ingest").code == 0
    return project


def key(project: Project, words: str) -> str:
    found = [item["key"] for text, item in project.items().items() if words in text]
    assert len(found) == 1, project.items()
    return str(found[0])


def test_a_question_names_the_command_that_answers_it(project: Project) -> None:
    project.write("notes/2030-02-07.md", MARCH)
    project.run("ingest")
    project.write("notes/2030-03-07.md", LATER)
    told = project.run("ingest")
    first, second = key(project, "write"), key(project, "draft")
    assert f"notes/2030-03-07.md:3: maybe-same is {second} (draft the proposal" in told.err
    assert f"`wgtrack merge {first} {second}`" in told.err
    merged = project.run("merge", first, second)
    assert merged.out.startswith(
        f"{first} is one with {second} now: draft the proposal for the harbour tariff and send it round\n"
    )
    assert project.run("show", second, "--json").json["items"][0]["times_stated"] == 2
    assert "nothing new" in project.run("rebuild").out
    assert key(project, "tariff") == first


def test_undo_and_redo_of_a_merge(read: Project) -> None:
    before = read.run("list", "--all", "--json").json
    first, second = key(read, "write"), key(read, "draft")
    read.run("merge", first, second)
    after = read.run("list", "--all", "--json").json
    undone = read.run("undo")
    assert undone.out.startswith("Taken back: batch 2, `wgtrack")
    assert "Robin Example on 2030-03-08." in undone.out.splitlines()[0]
    assert any(line.split()[:2] == ["again", second] for line in undone.out.splitlines())
    assert read.run("list", "--all", "--json").json == before
    assert read.run("redo").out.startswith("Said again: batch 2")
    assert read.run("list", "--all", "--json").json == after
    log = read.run("log").out
    assert f"made one with {second}" in log
    assert "took back batch 2" in log
    assert "said again batch 2" in log


def test_split_takes_one_statement_out(read: Project) -> None:
    item = read.run("show", key(read, "lamp"), "--json").json["items"][0]
    assert item["times_stated"] == 2
    leaving = item["statements"][1]["key"]
    told = read.run("split", item["key"], leaving)
    assert told.out.splitlines() == [
        f"{leaving} is an item of its own now: repair the lamp of the north tower",
        f"{item['key']} stays: repair the lamp of the north tower",
    ]
    read.run("rebuild")
    assert len(read.run("list", "--json").json["items"]) == 4
    refused = read.run("split", item["key"], leaving)
    assert (refused.code, refused.out) == (2, "")
    assert f"{leaving} is no statement of {item['key']}" in refused.err


def test_added_items_have_no_statement_and_survive_a_rebuild(read: Project) -> None:
    said = read.run(
        "add", "buy rope for the boats", "--owner", "ada,Ben", "--due", "2 weeks", "--ref", "harbour/site#4"
    )
    rope = key(read, "rope")
    assert said.out == f"Added: buy rope for the boats ({rope}), for ada, Ben.\n"
    item = read.items()["buy rope for the boats"]
    assert (item["owners"], item["due"], item["refs"]) == (["ada", "Ben"], "2030-03-22", ["harbour/site#4"])
    assert (item["statements"], item["times_stated"]) == ([], 0)
    assert read.run("rebuild").code == 0
    assert read.items()["buy rope for the boats"] == item
    assert "added 2030-03-08" in read.run("list").out
    agenda = read.run("agenda", "--date", "2030-03-21").out
    assert f"buy rope for the boats ({rope})" in agenda
    assert "added buy rope for the boats" in read.run("log", rope).out
    read.run("done", rope)
    assert read.run("show", rope).code == 0


def test_adding_to_a_project_without_notes(project: Project) -> None:
    assert project.run("add", "find a place for the call").code == 0
    assert list(project.items()) == ["find a place for the call"]
    assert "find a place for the call" in project.run("list").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("merge", "zzzzzz2"), "merge takes two keys or more"),
        (("add", "  "), "there is no text"),
        (("add", "buy rope", "--ref", "rope"), "--ref rope: write an issue as owner/repo#12"),
        (("add", "buy rope", "--due", "blursday"), "blursday"),
        (("undo", "77"), "there is no batch 77"),
        (("undo", "soon"), "BATCH"),
        (("undo", "99999999999999999999"), "2147483647"),
        (("redo",), "there is nothing to say again"),
    ],
)
def test_refusals_are_sentences_and_change_nothing(read: Project, words: tuple[str, ...], told: str) -> None:
    before = read.run("list", "--all", "--json").json, read.run("log", "--json").json
    answer = read.run(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("Error: ")
    assert told in answer.err
    assert len(answer.err.splitlines()) == 1
    assert (read.run("list", "--all", "--json").json, read.run("log", "--json").json) == before


def test_merging_an_item_with_itself(read: Project) -> None:
    lamp = key(read, "lamp")
    answer = read.run("merge", lamp, lamp[:4])
    assert answer.code == 2
    assert "are one item already" in answer.err


def test_an_ingest_of_sixty_notes_is_taken_back_whole(project: Project) -> None:
    project.write("notes/2030-02-07.md", MARCH)
    project.run("ingest")
    before = project.run("list", "--all", "--json").json
    for number in range(60):
        project.write(
            f"notes/{2020 + number // 12}-{number % 12 + 1:02}-10.md", f"# Call\n\nTODO: Mo to paint boat {number}\n"
        )
    assert project.run("ingest").out.startswith("60 meetings read: 60 new")
    project.run("undo")
    assert project.run("list", "--all", "--json").json == before
    assert project.run("ingest").out.startswith("60 meetings read: 60 new")


def test_annotate_cannot_be_taken_back_and_says_what_can(read: Project) -> None:
    read.run("done", key(read, "lamp"))
    assert read.run("annotate", "--yes").code == 0
    refused = read.run("undo")
    assert refused.code == 2
    assert "since it wrote into notes" in refused.err
    assert "`wgtrack undo 2`" in refused.err
    assert read.run("undo", "2").code == 0
    assert "annotated notes/2030-02-07.md" in read.run("log").out


def test_a_closed_item_stated_again_stands_for_review(project: Project) -> None:
    project.write("notes/2030-02-07.md", MARCH)
    project.run("ingest", today="2030-02-08")
    lamp = key(project, "lamp")
    project.run("done", lamp, today="2030-02-10")
    project.write("notes/2030-03-07.md", LATER)
    told = project.run("ingest")
    assert f"notes/2030-03-07.md:4: stated-again {lamp} (repair the lamp" in told.err
    assert (
        f"`wgtrack reopen {lamp}` if it is open, `wgtrack done {lamp}` if it is not, `wgtrack split {lamp} " in told.err
    )
    review = project.run("agenda", "--date", "2030-03-21", "--json").json["sections"]
    assert {s["name"]: s["items"] for s in review}["review"] == [lamp]
    text = project.run("agenda", "--date", "2030-03-21").out
    assert (
        f"- [ ] Ada: repair the lamp of the north tower ({lamp})\n  - done 2030-02-10, stated again 2030-03-07" in text
    )
    answered = text.replace(f"({lamp})\n", f"({lamp}) reopened\n")
    project.write("notes/2030-03-21.md", answered)
    project.run("ingest", today="2030-03-22")
    assert project.items()["repair the lamp of the north tower"]["status"] == "open"


def test_a_tick_confirms_that_it_is_still_done(project: Project) -> None:
    project.write("notes/2030-02-07.md", MARCH.replace("north tower", "north tower (done)"))
    project.write("notes/2030-03-07.md", LATER)
    project.run("ingest")
    lamp = key(project, "lamp")
    text = project.run("agenda", "--date", "2030-03-21").out
    project.write(
        "notes/2030-03-21.md",
        text.replace(
            f"- [ ] Ada: repair the lamp of the north tower ({lamp})",
            f"- [x] Ada: repair the lamp of the north tower ({lamp})",
        ),
    )
    project.run("ingest", today="2030-03-22")
    agenda = project.run("agenda", "--date", "2030-04-04", "--json", today="2030-03-22").json
    assert lamp not in json.dumps(agenda)
    assert project.items()["repair the lamp of the north tower"]["status"] == "done"


def test_log_as_json(read: Project) -> None:
    read.run("done", key(read, "lamp"), "-m", "new bulb")
    read.run("undo")
    events = read.run("log", "--json").json["events"]
    said = next(event for event in events if event["note"] == "new bulb")
    assert (said["what"], said["before"], said["after"], said["undone"]) == ("status", "open", "done", True)
    assert events[-1]["undone"] is False


def test_a_rebuild_ends_in_the_same_state(read: Project) -> None:
    """Notes, people's words, decisions, an answered agenda, a line edited away and a note that is no more."""
    lamp = key(read, "lamp")
    read.write("notes/2030-01-10.md", "# Call\n\nTODO: Mo to paint the boat\nTODO: Mo to sand the oars\n")
    read.write("notes/2030-01-24.md", "# Call\n\nTODO: Mo to oil the winch\n")
    read.run("ingest")
    read.run("done", lamp, "-m", "new bulb")
    read.run("merge", key(read, "write"), key(read, "draft"))
    read.run("add", "buy rope for the boats", "--owner", "Ben")
    read.run("assign", key(read, "winch"), "Ada")
    second = read.run("show", lamp, "--json").json["items"][0]["statements"][1]["key"]
    read.run("split", lamp, second)
    agenda = read.run("agenda", "--date", "2030-03-21").out
    read.write("notes/2030-03-21.md", agenda.replace("- [ ] Mo: sand the oars", "- [x] Mo: sand the oars"))
    read.write("notes/2030-01-10.md", "# Call\n\nTODO: Mo to sand the oars\n")
    (read.folder / "notes/2030-01-24.md").unlink()
    read.run("ingest", today="2030-03-22")
    before = read.run("list", "--all", "--json").json
    state = {item["text"]: item["status"] for item in before["items"]}
    assert (state["sand the oars"], state["paint the boat"], state["oil the winch"]) == ("done", "open", "open")
    assert "nothing new" in read.run("rebuild", today="2030-03-22").out
    assert read.run("list", "--all", "--json").json == before
    assert read.run("show", lamp, "--json").json["items"][0]["history"]


def test_a_rebuild_mends_items_that_are_wrong_in_the_database(read: Project) -> None:
    before = read.run("list", "--all", "--json").json
    with sqlite3.connect(read.folder / ".wgtrack" / "wgtrack.db") as connection:
        connection.execute("UPDATE item SET text = 'nonsense', status = 'done', times_stated = 99")
        connection.execute("UPDATE statement SET line = 7")
    connection.close()
    assert read.run("list", "--all", "--json").json != before
    assert read.run("rebuild").code == 0
    assert read.run("list", "--all", "--json").json == before


def test_saying_what_is_so_already_is_no_command(read: Project) -> None:
    lamp = key(read, "lamp")
    read.run("done", lamp)
    assert read.run("done", lamp).out.startswith("Done already: ")
    assert read.run("due", lamp, "none").code == 0
    assert read.run("undo").out.startswith("Taken back: batch 2")
    assert read.items()["repair the lamp of the north tower"]["status"] == "open"


def test_the_log_names_the_command_and_who_typed_it(read: Project) -> None:
    lamp = key(read, "lamp")
    read.run("done", lamp, "--by", "Ada")
    event = read.run("log", "--json").json["events"][-1]
    assert (event["actor"], event["typed_by"]) == ("Ada", "Robin Example")
    assert event["command"].startswith("wgtrack")
    assert "Ada (by Robin Example)" in read.run("log").out


def test_two_that_are_different_are_not_asked_about_again(project: Project) -> None:
    project.write("notes/2030-02-07.md", MARCH)
    project.write("notes/2030-03-07.md", LATER)
    assert "maybe-same" in project.run("ingest").err
    first, second = key(project, "write"), key(project, "draft")
    before = project.items()
    told = project.run("merge", "--never", first, second)
    assert [line.split(" stays ")[0] for line in told.out.splitlines()] == [first, second]
    assert project.items() == before
    assert f"{second} is another task, and stays one" in project.run("log", first).out
    assert project.run("merge", "--never", first, first).code == 2
    (project.folder / "notes/2030-03-07.md").unlink()
    project.run("ingest")
    project.write("notes/2030-03-07.md", LATER)
    assert "maybe-same" not in project.run("ingest").err
    assert [project.run("undo").code for _ in range(4)] == [0, 0, 0, 0]
    assert "maybe-same" in project.run("ingest").err

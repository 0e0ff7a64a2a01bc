"""Taking over an action list, as people type it."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys

from tests.cli.conftest import Project

LIST = """\
Status,Due date,Assigned to,Task
Open,2030-04-01,"Ada, Bo",print the form
Done,,Bo,"sweep, then paint"
In progress,,,walk the east pier
"""
NOTE = """\
# Call 2030-02-21

- TODO: Lee to count the lamps on the west pier
- TODO: Bo to sweep the boat house
"""


def dump(project: Project) -> list[str]:
    with sqlite3.connect(project.folder / ".wgtrack/wgtrack.db") as connection:
        return list(connection.iterdump())


def test_a_list_is_taken_over_and_again_changes_nothing(project: Project) -> None:
    project.write("list.csv", LIST)
    answer = project.run("import", "list.csv")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[0] == "3 new."
    found = {text: [i["status"], i["owners"], i["due"]] for text, i in project.items().items()}
    assert found == {
        "print the form": ["open", ["Ada", "Bo"], "2030-04-01"],
        "sweep, then paint": ["done", ["Bo"], None],
        "walk the east pier": ["in_progress", [], None],
    }
    before = dump(project)
    again = project.run("import", "list.csv", today="2030-05-01")
    assert (again.code, again.out, again.err) == (0, "3 known.\n", "")
    assert dump(project) == before


def test_a_preview_changes_nothing(project: Project) -> None:
    project.write("list.csv", LIST)
    answer = project.run("import", "list.csv", "--dry-run")
    assert (answer.code, answer.out.splitlines()[0]) == (0, "It would be: 3 new.")
    assert not (project.folder / ".wgtrack").exists()
    project.run("import", "list.csv")
    before = dump(project)
    assert project.run("import", "list.csv", "--dry-run").out == "It would be: 3 known.\n"
    assert dump(project) == before


def test_what_people_said_since_stays_and_is_told(project: Project) -> None:
    project.write("list.csv", LIST)
    project.run("import", "list.csv")
    key = project.items()["print the form"]["key"]
    for words in (["done", key], ["assign", key, "Lee"], ["edit", key, "print forty forms"]):
        assert project.run(*words).code == 0
    again = project.run("import", "list.csv")
    assert (again.code, again.out) == (0, "3 known.\n")
    assert again.err == (
        f"Warning: list.csv:2: differs {key} (print forty forms) is known and stays as it is; the list gives another "
        "status and words\n"
    )
    item = project.items()["print forty forms"]
    assert (item["status"], item["owners"]) == ("done", ["Lee"])


def test_each_fault_is_told_with_its_line_and_the_rest_is_taken(project: Project) -> None:
    project.write("list.csv", LIST + 'Open,blursday,Bo,oil it\n,,Bo,\nOpen,,Bo,"mend it",x\nOpen,,Bo,oil it\n')
    answer = project.run("import", "list.csv")
    assert answer.code == 1
    assert answer.out.splitlines()[0] == "4 new, 1 known, 2 rows left out."
    assert re.findall(r"^Warning: (list\.csv:\d+): ([\w-]+) ", answer.err, re.MULTILINE) == [
        ("list.csv:5", "unknown-date"),
        ("list.csv:6", "no-text"),
        ("list.csv:7", "broken-row"),
        ("list.csv:8", "same-row"),
    ]


def test_one_undo_takes_the_list_back_and_redo_brings_it_again(project: Project) -> None:
    project.write("notes/2030-02-21.md", NOTE)
    project.run("ingest")
    before = project.items()
    project.write("list.csv", LIST)
    project.run("import", "list.csv")
    after = project.items()
    assert len(after) == 5
    assert project.run("undo").code == 0
    assert project.items() == before
    assert project.run("redo").code == 0
    assert project.items() == after
    assert project.run("undo").code == 0
    assert project.run("import", "list.csv", today="2030-03-09").out.splitlines()[0] == "3 new."


def test_items_survive_a_rebuild_and_a_note_that_states_them_later_means_them(project: Project) -> None:
    project.write("list.csv", LIST)
    project.run("import", "list.csv")
    before = project.items()
    assert project.run("rebuild").code == 0
    assert project.items() == before
    project.write("notes/2030-03-14.md", "# Call 2030-03-14\n\n- TODO: Ada and Bo to print the form\n")
    project.run("ingest", today="2030-03-14")
    assert len(project.items()) == 3
    assert project.items()["print the form"]["times_stated"] == 1


def test_what_a_note_states_already_is_known(project: Project) -> None:
    project.write("notes/2030-02-21.md", NOTE)
    project.run("ingest")
    project.write("list.csv", "Task,Who\ncount the lamps on the west pier,Lee\nSweep the boat house.,Bo\nbuy oil,Bo\n")
    answer = project.run("import", "list.csv")
    assert answer.out.splitlines()[0] == "1 new, 2 known."
    assert len(project.items()) == 3


def test_alike_rows_of_one_list_are_items_of_their_own(project: Project) -> None:
    project.write("notes/2030-02-21.md", "# Call 2030-02-21\n\n- TODO: Bo to print the form for lamps of the pier\n")
    project.run("ingest")
    rows = [f"print the form for lamps of the pier {n},Bo" for n in ("one", "two", "three")]
    project.write("list.csv", "\n".join(["Task,Owner", *rows, ""]))
    assert project.run("import", "list.csv").out.splitlines()[0] == "3 new."
    assert len(project.items()) == 4
    project.run("rebuild")
    assert len(project.items()) == 4


def test_csv_and_json_that_we_print_make_the_same_items_elsewhere(project: Project) -> None:
    project.write("notes/2030-02-21.md", NOTE + "- TODO: group to reassess in 6 weeks whether the *horn* stays\n")
    project.run("ingest")
    project.run("add", "=SUM(A1) in the sheet, see boats/map#4", "--owner", "Ada", "--due", "2030-06-01")
    project.run("start", project.items()["sweep the boat house"]["key"])
    csv, listed = project.run("list", "--all", "--csv").out, project.run("list", "--all", "--json").out
    kept = ("key", "text", "owners", "due", "wake", "status", "kind", "refs")
    wanted = [[item[name] for name in kept] for item in json.loads(listed)["items"]]
    for name, text in (("list.csv", csv), ("list.json", listed)):
        other = Project(project.folder / name.replace(".", "-"))
        other.write(name, text)
        assert other.run("import", name).out.splitlines()[0] == "4 new."
        found = [[item[name] for name in kept] for item in other.run("list", "--all", "--json").json["items"]]
        assert sorted(found) == sorted(wanted)
        assert project.run("import", str(other.folder / name)).out == "4 known.\n"
        # The notes, read there later, state the items that the list brought.
        other.write("notes/2030-02-21.md", (project.folder / "notes/2030-02-21.md").read_text(encoding="utf-8"))
        other.run("ingest")
        assert len(other.items()) == 4


def test_json_for_scripts(project: Project) -> None:
    project.write("list.csv", LIST)
    told = project.run("import", "list.csv", "--json").json
    items = project.items()
    assert told["new"] == [items[text]["key"] for text in ("print the form", "sweep, then paint", "walk the east pier")]
    assert {name: told[name] for name in ("known", "linked", "left_out", "warnings")} == {
        "known": [],
        "linked": [],
        "left_out": 0,
        "warnings": [],
    }


def test_what_cannot_be_taken_is_one_sentence(project: Project) -> None:
    project.write("owners.csv", "Owner,Due\nBo,2030-03-20\n")
    project.write("blob.csv", b"\0\0")
    for words, code, told in (
        (["import"], 2, "import takes a FILE"),
        (["import", ""], 2, "the file's name is empty"),
        (["import", "a.csv", "--github", "a/b"], 2, "import takes a FILE"),
        (["import", "owners.csv", "--label", "x"], 2, "--label goes with --github"),
        (["import", "--github", "boats"], 2, "'boats' is no repository: write owner/repo"),
        (["import", "none.csv"], 4, "none.csv does not exist"),
        (["import", "owners.csv"], 4, "owners.csv:1: no column is named for an action"),
        (["import", "blob.csv"], 4, "blob.csv is binary"),
    ):
        answer = project.run(*words)
        assert (answer.code, answer.out) == (code, ""), words
        assert answer.err.startswith("Error: ")
        assert told in answer.err
        assert answer.err.count("\n") == 1


def test_a_long_list_takes_no_query_for_each_row(project: Project) -> None:
    rows = [f"task number {n} about pier {n * 7919 % 1000},Person{n % 30}" for n in range(1500)]
    project.write("list.csv", "\n".join(["Task,Owner", *rows, ""]))
    assert project.run("import", "list.csv").out.splitlines()[0] == "1500 new."
    assert project.run("import", "list.csv").out == "1500 known.\n"


def test_a_list_may_come_through_a_pipe(project: Project) -> None:
    command = [sys.executable, "-m", "wgtrack", "-C", str(project.folder), "import", "-"]
    ran = subprocess.run(command, input=LIST.encode(), capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert set(project.items()) == {"print the form", "sweep, then paint", "walk the east pier"}
    broken = subprocess.run(command, input=b"Task,Owner\n\xff,Bo\n", capture_output=True, check=False)
    assert broken.returncode == 4
    assert broken.stderr == b"Error: standard input is not UTF-8: save the list in UTF-8.\n"

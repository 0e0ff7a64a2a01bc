"""The loop that wgtrack exists for: a call's notes in, the next agenda out, and that agenda in again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Project

FIRST_CALL = """\
# Harbour map, planning call

7 March 2030

Participants: Dana, Lee, Mo

## Charts

Dana: the survey office sent nothing so far.

- TODO - dana: ask the survey office for the new soundings (now done)
- TODO: Lee to write to Kim on this

## Tides

- TODO: Lee to publish the tide table as a download

## Conclusions

- TODO: Lee to write to Kim about the licence of the charts
- TODO: Lee to publish the tide table as a download
- TODO: Dana to tell the sailing clubs about the new address, and Mo (with two helpers) to redirect the old one
- TODO: group to reassess in \\~6 weeks whether the weekly export is still wanted
- TODO: Dana to comment on [issue 58](https://github.com/harbour-example/map/issues/58)
"""

CONFIG = """\
group = "Harbour map"
[people.dana]
name = "Dana Example"
github = "dana-example"
"""


@pytest.fixture
def read(project: Project) -> Project:
    project.write("wgtrack.toml", CONFIG)
    project.write("notes/2030-03-07.md", FIRST_CALL)
    assert project.run("ingest").code == 0
    return project


def keys_of(project: Project) -> dict[str, str]:
    """A word of each item -> its key."""
    words = ("soundings", "licence", "tide", "sailing", "export", "comment on")
    items = project.items()
    return {word: item["key"] for word in words for text, item in items.items() if word in text}


def dump(project: Project) -> list[str]:
    with sqlite3.connect(project.folder / ".wgtrack" / "wgtrack.db") as connection:
        return list(connection.iterdump())


def test_eight_statements_are_six_items(read: Project) -> None:
    items = read.items()
    told = {
        next(word for word in ("soundings", "licence", "tide", "sailing", "export", "comment") if word in text): (
            item["owners"],
            item["status"],
            item["times_stated"],
            item["kind"],
            item["wake"],
            item["due"],
        )
        for text, item in items.items()
    }
    assert told == {
        "soundings": (["dana"], "done", 1, "action", None, None),
        "licence": (["Lee"], "open", 2, "action", None, None),
        "tide": (["Lee"], "open", 2, "action", None, None),
        "sailing": (["Dana", "Mo"], "open", 1, "action", None, None),
        "export": (["group"], "open", 1, "reassess", "2030-04-18", None),
        "comment": (["Dana"], "open", 1, "action", None, None),
    }
    comment = next(item for text, item in items.items() if "comment on" in text)
    assert comment["refs"] == ["harbour-example/map#58"]
    assert [s["line"] for s in next(i for t, i in items.items() if "licence" in t)["statements"]] == [12, 20]


def test_a_second_ingest_changes_no_row(read: Project) -> None:
    before = dump(read)
    answer = read.run("ingest", "--json")
    assert answer.json == {
        "meetings": 0,
        "new": [],
        "restated": [],
        "changed": [],
        "closed": [],
        "gone": [],
        "warnings": [],
    }
    assert dump(read) == before
    assert read.run("ingest", str(read.folder / "notes" / "2030-03-07.md")).code == 0
    assert dump(read) == before


def test_the_reassessment_sleeps_and_wakes(read: Project) -> None:
    key = keys_of(read)["export"]
    early = read.run("agenda", "--date", "2030-03-21", "--json").json["sections"]
    late = read.run("agenda", "--date", "2030-04-18", "--json", today="2030-04-18").json["sections"]
    assert [s["name"] for s in early if key in s["items"]] == ["asleep"]
    assert [s["name"] for s in late if key in s["items"]] == ["reassess"]
    text = read.run("agenda", "--date", "2030-03-21").out
    assert f"({key}): asleep until 2030-04-18" in text


def fill_in(project: Project, agenda: str, *ticked: str, added: str = "") -> str:
    keys = keys_of(project)
    lines = agenda.splitlines()
    for word in ticked:
        number = next(n for n, line in enumerate(lines) if f"({keys[word]})" in line)
        assert lines[number].startswith("- [ ] ")
        lines[number] = lines[number].replace("[ ]", "[x]", 1)
    if added:
        lines.insert(lines.index("## Notes") + 1, added)
    return "\n".join(lines) + "\n"


def test_the_filled_in_agenda_is_read_back(read: Project) -> None:
    file = read.folder / "notes" / "2030-03-21.md"
    assert read.run("agenda", "--date", "2030-03-21", "-o", str(file)).code == 0
    keys = keys_of(read)
    filled = fill_in(read, file.read_text(), "tide", "sailing", added="\n- TODO: Kim to draw the new harbour wall\n")
    file.write_text(filled)
    draft = read.run("ingest", today="2030-03-20")
    assert "draft" in draft.err
    assert not any(item["status"] == "done" and "tide" in text for text, item in read.items().items())

    result = read.run("ingest", "--json", today="2030-03-21").json
    assert sorted(result["closed"]) == sorted([keys["tide"], keys["sailing"]])
    assert len(result["new"]) == 1
    assert result["restated"] == result["changed"] == result["gone"] == []
    items = read.items()
    assert len(items) == 7
    licence = next(item for text, item in items.items() if "licence" in text)
    assert (licence["times_stated"], licence["status"]) == (2, "open")
    assert next(item for text, item in items.items() if "wall" in text)["owners"] == ["Kim"]
    again = read.run("ingest", "--json", today="2030-03-21").json
    assert (again["new"], again["closed"], again["meetings"]) == ([], [], 0)
    carried = read.run("list", "--json", today="2030-04-01").json["items"]
    assert {item["key"]: item["carried"] for item in carried}[keys["licence"]] == 1


def test_an_untouched_agenda_says_nothing(read: Project) -> None:
    before = read.items()
    read.run("agenda", "--date", "2030-03-21", "-o", "notes/2030-03-21.md")
    result = read.run("ingest", "--json", today="2030-03-22").json
    assert result["meetings"] == 1
    assert all(result[name] == [] for name in ("new", "restated", "changed", "closed", "gone"))
    after = read.items()
    assert {t: (i["status"], i["owners"], i["times_stated"], i["wake"]) for t, i in before.items()} == {
        t: (i["status"], i["owners"], i["times_stated"], i["wake"]) for t, i in after.items()
    }


def test_an_edited_line_of_the_agenda(read: Project) -> None:
    file = read.folder / "notes" / "2030-03-21.md"
    read.run("agenda", "--date", "2030-03-21", "-o", str(file))
    keys = keys_of(read)
    lines = file.read_text().splitlines()
    place = next(n for n, line in enumerate(lines) if f"({keys['licence']})" in line)
    lines[place] = f"- [ ] Mo: write to Kim about the licence of the charts by 2030-04-04 ({keys['licence']})"
    file.write_text("\n".join(lines) + "\n")
    result = read.run("ingest", "--json", today="2030-03-21").json
    assert result["changed"] == [keys["licence"]]
    licence = read.run("show", keys["licence"], "--json").json["items"][0]
    assert (licence["owners"], licence["due"], licence["times_stated"]) == (["Mo"], "2030-04-04", 2)


def test_the_agenda_does_not_write_over_what_people_wrote(read: Project) -> None:
    file = read.write("notes/2030-03-21.md", "# What we said\n")
    answer = read.run("agenda", "--date", "2030-03-21", "-o", "notes/2030-03-21.md")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("Error: notes/2030-03-21.md is there already")
    assert file.read_text() == "# What we said\n"


def test_a_group_may_change_the_agenda(read: Project) -> None:
    read.write("templates/agenda.md.j2", '{% extends "shipped/agenda.md.j2" %}{% block title %}# Ahoy\n{% endblock %}')
    text = read.run("agenda", "--date", "2030-03-21").out
    assert text.startswith("# Ahoy")
    assert "## Open" in text
    read.write("templates/agenda.md.j2", "{{ nothing.of.the.kind }}")
    answer = read.run("agenda", "--date", "2030-03-21")
    assert answer.code == 3
    assert "agenda.md.j2:1" in answer.err


def test_done_says_how_many_are_left(read: Project) -> None:
    keys = keys_of(read)
    answer = read.run("done", keys["tide"], "-m", "it is online")
    assert answer.out == f"Done: publish the tide table as a download ({keys['tide']}). Lee has 1 left.\n"
    assert "Only this machine knows" in answer.err
    assert "it is online" in read.run("log", keys["tide"]).out
    assert read.run("reopen", keys["tide"]).out.startswith("Open: ")
    assert read.run("start", keys["tide"]).out.startswith("Started: ")
    assert read.run("drop", keys["tide"], "--by", "Lee").out.startswith("Dropped: ")
    shown = read.run("show", keys["tide"], "--json").json["items"][0]
    assert shown["status"] == "dropped"
    assert [(e["actor"], e["after"]) for e in shown["history"] if e["what"] == "status"] == [
        ("Robin Example", "done"),
        ("Robin Example", "open"),
        ("Robin Example", "in_progress"),
        ("Lee", "dropped"),
    ]


def test_unknown_and_ambiguous_keys(read: Project) -> None:
    key = keys_of(read)["tide"]
    wrong = key[:-1] + ("2" if key[-1] != "2" else "3")
    answer = read.run("done", wrong)
    assert (answer.code, answer.out) == (2, "")
    assert f"no item has the key '{wrong}'" in answer.err
    assert f"{key} (publish the tide table as a download)" in answer.err
    assert answer.err.count("\n") == 1
    both = read.run("done", key, wrong)
    assert both.code == 2
    assert next(i for t, i in read.items().items() if "tide" in t)["status"] == "open"


def test_mending_an_item(read: Project) -> None:
    key = keys_of(read)["tide"]
    assert (
        read.run("assign", key, "Mo", "@kim").out == f"{key} is for Mo, kim now: publish the tide table as a download\n"
    )
    assert read.run("due", key, "2 weeks").out.startswith(f"{key} is due 2030-03-22")
    assert read.run("edit", key, "publish the tide table and its sources").code == 0
    item = read.run("show", key, "--json").json["items"][0]
    assert (item["owners"], item["due"], item["text"]) == (
        ["Mo", "kim"],
        "2030-03-22",
        "publish the tide table and its sources",
    )
    assert read.run("due", key, "none").code == 0
    assert read.run("assign", key, "none").code == 0
    item = read.run("show", key, "--json").json["items"][0]
    assert (item["owners"], item["due"]) == ([], None)
    nonsense = read.run("due", key, "when pigs fly")
    assert nonsense.code == 2
    assert "pigs" in nonsense.err


def test_list_chooses(read: Project) -> None:
    keys = keys_of(read)

    def chosen(*words: str) -> set[str]:
        return {item["key"] for item in read.run("list", "--json", *words).json["items"]}

    assert chosen("--owner", "lee") == {keys["licence"], keys["tide"]}
    assert chosen("--owner", "dana-example") == {keys["sailing"], keys["comment on"]}
    assert chosen("--status", "done") == {keys["soundings"]}
    read.run("due", keys["tide"], "2030-03-10")
    assert chosen("--overdue") == set()
    assert {i["key"] for i in read.run("list", "--overdue", "--json", today="2030-03-11").json["items"]} == {
        keys["tide"]
    }
    lines = read.run("list", "--csv").out.splitlines()
    assert lines[0].startswith("key,text,owners,due,")
    assert len(lines) == 6


def test_init_makes_a_project_that_works(project: Project) -> None:
    answer = project.run("init", "--templates")
    assert answer.code == 0
    assert (project.folder / "wgtrack.toml").is_file()
    assert (project.folder / "templates" / "agenda.md.j2").is_file()
    project.write("notes/2030-03-07.md", FIRST_CALL)
    assert project.run("ingest").code == 0
    before = (project.folder / "wgtrack.toml").read_bytes()
    assert "is there already" in project.run("init").out
    assert (project.folder / "wgtrack.toml").read_bytes() == before
    assert Path(project.folder / "notes").is_dir()

"""Looking notes over, and writing outcomes back into them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Project

PROJECT = Path(__file__).resolve().parents[2]
README = (PROJECT / "README.md").read_text(encoding="utf-8")


def codes(project: Project, text: str, *words: str) -> list[tuple[int, str]]:
    project.write("notes/2030-03-07.md", text)
    answer = project.run("check", "notes", *words)
    lines = [line.partition("notes/2030-03-07.md")[2] for line in answer.out.splitlines()]
    return [(int(line[1:].partition(":")[0]) if line[1:2].isdigit() else 0, line.split()[1]) for line in lines]


HEAD = "# Call, 7 March 2030\n\nParticipants: Dana, Lee\n\n"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("- TODO: Dana to mend the nets", []),
        ("- TODO: mend the nets", [(5, "no-owner")]),
        ("- TODO: Kim to mend the nets", [(5, "unknown-owner")]),
        ("- TODO: group to mend the nets", []),
        ("- TODO: Dana to mend the nets by 2030-02-01", [(5, "past-date")]),
        ("- Dana to mend the nets", [(5, "probable-action")]),
        ("- @kim: write to the office", [(5, "probable-action")]),
        ("- @kim: why are the nets torn?", []),
        ("- Dana could mend the nets", []),
        ("- Remember to mend the nets", []),
        ("- Dana will mend the following:", []),
        ("- TODO: Dana to mend the nets (k3f9abc)", [(5, "unknown-key")]),
    ],
)
def test_a_line(project: Project, line: str, found: list[tuple[int, str]]) -> None:
    assert codes(project, HEAD + line + "\n") == found


@pytest.mark.parametrize("owner", ["DR", "Reyes", "Dan", "Odo Bly", "(AB)"])
def test_whoever_is_written_short_is_no_stranger(project: Project, owner: str) -> None:
    head = "# Call, 7 March 2030\n\nParticipants: Dana Reyes, Odo Bly, Ada\n\nAB: hello\nDR: hello\nOB: hello\n\n"
    assert codes(project, f"{head}- TODO {owner}: mend the nets\n") == []
    assert codes(project, f"{head}- TODO Kim: mend the nets\n") == [(9, "unknown-owner")]


def test_a_section_without_actions(project: Project) -> None:
    text = HEAD + "## Action items\n\nThe nets and boats, says the office:\n\n## Next call\n\nIn April.\n"
    assert (5, "empty-section") in codes(project, text)


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("2030-03-14.md", "the file's name says 2030-03-14, the note itself 2030-03-07"),
        ("2030-03-07.md", ""),
        ("march.md", ""),
        ("203003_call.md", ""),
    ],
)
def test_a_title_left_over_from_the_last_call(project: Project, file: str, says: str) -> None:
    project.write(f"notes/{file}", HEAD + "- TODO: Dana to mend the nets\n")
    told = project.run("check", "notes")
    assert told.code == 0
    found = [line for line in told.out.splitlines() if "other-date" in line]
    assert len(found) == bool(says)
    assert all(line.startswith(f"notes/{file}: other-date {says}") for line in found)


def test_a_file_of_several_calls_has_no_day_of_its_own(project: Project) -> None:
    calls = "".join(f"# Call, {day} March 2030\n\n- TODO: Dana to mend the nets\n\n" for day in (7, 14))
    project.write("notes/2030-03-14.md", calls)
    assert "other-date" not in project.run("check", "notes").out


def test_errors_and_hints_have_their_exit_codes(project: Project) -> None:
    project.write("notes/2030-03-07.md", HEAD + "- TODO: mend the nets\n")
    assert project.run("check", "notes").code == 0
    assert project.run("check", "notes", "--strict").code == 1
    project.write("notes/2030-03-07.md", HEAD + "- TODO: Dana to mend the nets (k3f9abc)\n")
    assert project.run("check", "notes").code == 1
    assert project.run("check", "notes", "--json").code == 1


def test_a_key_that_an_item_has_is_known(project: Project) -> None:
    project.write("notes/2030-03-07.md", HEAD + "- TODO: Dana to mend the nets\n")
    project.run("ingest")
    key = project.items()["mend the nets"]["key"]
    project.write(
        "notes/2030-03-14.md",
        f"# Call, 14 March 2030\n\n- TODO: Dana to go on with it ({key})\n- TODO: Lee too ({key})\n",
    )
    answer = project.run("check", "notes/2030-03-14.md")
    assert "unknown-key" not in answer.out
    assert f"notes/2030-03-14.md:4: duplicate-key the key {key}" in answer.out


def test_a_meeting_in_two_files(project: Project) -> None:
    project.write("notes/2030-03-07.md", HEAD + "- TODO: Dana to mend the nets\n")
    project.write("notes/copy.md", HEAD + "- TODO: Dana to mend the nets\n")
    project.write("notes/other.md", "# Boat call, 7 March 2030\n\nParticipants: Mo\n\n- TODO: Mo to paint the boat\n")
    answer = project.run("check", "notes")
    assert answer.code == 1
    assert [line.split()[:2] for line in answer.out.splitlines()] == [["notes/copy.md:", "same-meeting"]]
    told = project.run("ingest")
    assert told.err.count("same-meeting") == 1
    assert project.items()["mend the nets"]["times_stated"] == 1
    assert "same-meeting" not in project.run("ingest").err


NOTE = """\
# Call, 7 March 2030\r
\r
- [ ] Dana to mend the nets\r
- TODO: Lee to paint the boat\r
- TODO: Mo to count the buoys -- done\r
- TODO: Dana to buy rope"""


def test_outcomes_are_written_in_the_notes_own_way(project: Project) -> None:
    file = project.write("notes/2030-03-07.md", NOTE)
    project.run("ingest")
    keys = {text: item["key"] for text, item in project.items().items()}
    project.run("done", keys["mend the nets"], keys["paint the boat"])
    project.run("drop", keys["buy rope"])
    asked = project.run("annotate")
    assert asked.code == 2
    assert "--yes" in asked.err
    assert file.read_bytes() == NOTE.encode()
    assert "+- [x] Dana to mend the nets" in asked.out
    assert project.run("annotate", "--yes").code == 0
    assert file.read_bytes().decode() == (
        NOTE.replace("[ ] Dana", "[x] Dana")
        .replace("paint the boat", "paint the boat -- done")
        .replace("buy rope", "buy rope -- dropped")
    )
    again = project.run("annotate", "--yes")
    assert (again.out, again.err) == ("", "The notes say all that is known.\n")
    read = project.run("ingest", "--json").json
    assert all(read[name] == [] for name in ("new", "restated", "changed", "closed", "gone"))


def test_a_day_is_written_where_the_note_has_no_way_of_its_own(project: Project) -> None:
    file = project.write("notes/2030-03-07.md", "# Call, 7 March 2030\n\n- TODO: Dana to mend the nets\n")
    project.run("ingest")
    key = project.items()["mend the nets"]["key"]
    project.run("done", key)
    project.run("annotate", "--yes")
    assert file.read_text().endswith("- TODO: Dana to mend the nets (done 2030-03-08)\n")
    assert project.run("ingest", "--json").json["new"] == []
    assert project.items()["mend the nets"]["status"] == "done"


def test_annotate_writes_nothing_outside_the_project(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside: Path = tmp_path_factory.mktemp("outside") / "2030-03-07.md"
    outside.write_text("# Call, 7 March 2030\n\n- TODO: Dana to mend the nets\n")
    project.run("ingest", str(outside))
    project.run("done", project.items()["mend the nets"]["key"])
    answer = project.run("annotate", "--yes")
    assert "outside the project" in answer.err
    assert outside.read_text().endswith("mend the nets\n")


def test_a_key_that_another_note_of_the_project_states_is_known_without_a_database(project: Project) -> None:
    project.write("notes/2030-03-01.md", "# Call 2030-03-01\n\n- TODO: Ada to oil the hinges\n")
    project.run("ingest")
    key = project.items()["oil the hinges"]["key"]
    shutil.rmtree(project.folder / ".wgtrack")
    project.write("notes/2030-03-08.md", f"# Call 2030-03-08\n\n- TODO: Ada to oil both hinges ({key})\n")
    assert project.run("check", "notes/2030-03-08.md").code == 0
    project.write("notes/2030-03-08.md", "# Call 2030-03-08\n\n- TODO: Ada to oil both hinges (k3f9abc)\n")
    answer = project.run("check", "notes/2030-03-08.md")
    assert (answer.code, answer.out) == (
        1,
        "notes/2030-03-08.md:3: unknown-key no item has the key k3f9abc: correct it, or take it out\n",
    )


def test_without_a_path_the_notes_of_the_project_are_checked(project: Project) -> None:
    project.write("wgtrack.toml", 'notes = ["minutes"]\n')
    project.write("minutes/2030-03-01.md", "# Call 2030-03-01\n\n- TODO: Ada to oil the hinges by blursday\n")
    project.write("notes/2030-03-01.md", "# Call 2030-03-01\n\n- TODO: Ada to oil the hinges by Q9\n")
    answer = project.run("check")
    assert (answer.code, answer.out.count("\n")) == (1, 1)
    assert answer.out.startswith("minutes/2030-03-01.md:3: unknown-date ")


def test_the_pre_commit_hook_names_a_command_that_is_there() -> None:
    (hook,) = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["id"], hook["entry"], hook["language"], hook["types"]) == (
        "wgtrack-check",
        "wgtrack check",
        "python",
        ["markdown"],
    )
    assert hook["require_serial"] is True
    assert f"hook\n`{hook['id']}`" in README or f"hook `{hook['id']}`" in README
    assert [name for name in ("notes/2030-03-01.md", "notes/a/b.md") if not re.match(hook["files"], name)] == []

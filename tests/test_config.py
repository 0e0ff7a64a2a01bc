from __future__ import annotations

import dataclasses
import datetime as dt
import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgtrack.config import Config, all_settings, default_toml, load_config
from wgtrack.errors import ConfigError
from wgtrack.model import Person

EVERYTHING = """
group = "Lamp WG"
notes = ["notes", "old/*.md"]
notes_url = "https://example.org/notes/{stem}"
agenda_file = "notes/{date}.md"
calls = "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"
call_time = "16:00"
timezone = "Europe/Berlin"
reassess_after = "2 months"
due_within = "3 days"
carried_limit = 5
confirm = true
chairs = ["mira"]
markers = ["Task"]
sections = ["Homework"]
database = "postgresql+psycopg://db.example.org/lamp"

[github]
tracker = "lamp-map/meetings"
comment_on = ["lamp-map/*", "coast/tides"]
labels = ["call"]
since = 2020-01-01
max_writes = 7
default_repo = "lamp-map/atlas"
repos = { atlas = "lamp-map/atlas" }
api_url = "https://github.example.org/api/v3"

[people.mira]
name = "Mira Holm"
github = "miraholm"
aliases = ["MH"]
email = "mira@example.org"
"""


def write(folder: Path, text: str, name: str = "wgtrack.toml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def message_for(folder: Path, text: str) -> str:
    write(folder, text)
    with pytest.raises(ConfigError) as caught:
        load_config(folder)
    return str(caught.value)


def test_without_a_file_the_folder_is_the_project_and_all_is_default(tmp_path: Path) -> None:
    config = load_config(tmp_path)
    assert (config.root, config.file) == (tmp_path.resolve(), None)
    assert (config.notes, config.reassess_after, config.due_within) == (("notes",), "6 weeks", "7 days")
    assert (config.carried_limit, config.confirm, config.github.max_writes) == (3, False, 30)
    assert (config.group, config.calls, config.github.tracker, config.people) == ("", None, None, ())


def test_every_setting_is_read(tmp_path: Path) -> None:
    file = write(tmp_path, EVERYTHING)
    config = load_config(tmp_path)
    assert config.file == file.resolve()
    assert config.notes == ("notes", "old/*.md")
    assert config.call_time == dt.time(16, 0)
    assert config.confirm is True
    assert config.chairs == ("mira",)
    assert (config.markers, config.sections) == (("Task",), ("Homework",))
    assert config.database == "postgresql+psycopg://db.example.org/lamp"
    assert config.github.tracker == "lamp-map/meetings"
    assert config.github.comment_on == ("lamp-map/*", "coast/tides")
    assert config.github.since == dt.date(2020, 1, 1)
    assert config.github.repos == {"atlas": "lamp-map/atlas"}
    assert config.github.api_url == "https://github.example.org/api/v3"
    assert config.people == (Person("mira", "Mira Holm", "miraholm", ("MH",), "mira@example.org"),)
    values = {each.name: each.default for table, each in all_settings() if not table}
    same = [name for name, default in values.items() if getattr(config, name) == default]
    assert same == []


def test_a_config_is_frozen(tmp_path: Path) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        load_config(tmp_path).group = "other"  # type: ignore[misc]


def test_the_nearest_file_upward_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b" / "c"
    inner.mkdir(parents=True)
    write(tmp_path, 'group = "outer"')
    write(tmp_path / "a", 'group = "inner"')
    config = load_config(inner)
    assert (config.group, config.root) == ("inner", (tmp_path / "a").resolve())


def test_pyproject_counts_only_where_it_speaks_of_wgtrack(tmp_path: Path) -> None:
    write(tmp_path, '[tool.wgtrack]\ngroup = "outer"\n[tool.wgtrack.github]\nmax_writes = 2\n', "pyproject.toml")
    inner = tmp_path / "inner"
    inner.mkdir()
    write(inner, '[project]\nname = "wgtrack-notes"\n', "pyproject.toml")
    config = load_config(inner)
    assert (config.group, config.github.max_writes, config.root) == ("outer", 2, tmp_path.resolve())


def test_a_foreign_pyproject_may_be_broken(tmp_path: Path) -> None:
    write(tmp_path, "[project\n", "pyproject.toml")
    assert load_config(tmp_path).file is None


def test_wgtrack_toml_goes_before_pyproject(tmp_path: Path) -> None:
    write(tmp_path, '[tool.wgtrack]\ngroup = "shared"\n', "pyproject.toml")
    write(tmp_path, 'group = "own"')
    assert load_config(tmp_path).group == "own"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("group = 3", ["group must be a text in quotes", "it is 3"]),
        ('group = "a\\u001bb"', ["group must be", '"a?b"']),
        ('notes = "notes"', ["notes must be a list", '"notes"']),
        ('notes = ["notes", 3]', ["notes must be a list", "3"]),
        ("confirm = 1", ["confirm must be true or false", "it is 1"]),
        ("carried_limit = true", ["carried_limit must be a whole number", "it is true"]),
        ("carried_limit = -1", ["carried_limit must be a whole number", "it is -1"]),
        (f"carried_limit = 0x{'f' * 9000}", ["carried_limit must be a whole number"]),
        ('due_within = "soon"', ["due_within must be a number of days, weeks", '"soon"']),
        ('due_within = "0 days"', ["due_within must be a number of days, weeks"]),
        ('call_time = "25:00"', ["call_time must be a time of day"]),
        ('timezone = "Europe"', ["timezone must be the name of a time zone"]),
        ('timezone = "../etc/passwd"', ["timezone must be the name of a time zone"]),
        ('calls = "every other Thursday"', ["calls must be an iCalendar rule"]),
        ('calls = "FREQ=SECONDLY"', ["calls must be an iCalendar rule"]),
        ('calls = "FREQ=WEEKLY;BYDAY=XX"', ["calls must be an iCalendar rule"]),
        ('notes_url = "https://example.org/notes"', ["notes_url must be an address that holds {stem}"]),
        ('notes_url = "https://example.org/{stem.__class__}"', ["notes_url must be"]),
        ('agenda_file = "next.md"', ["agenda_file must be the path of a markdown file"]),
        ('agenda_file = "{date}"', ["agenda_file must be the path of a markdown file"]),
        ('agenda_file = "{date.md"', ["agenda_file must be the path of a markdown file"]),
        ("[github]\nmax_writes = 1.5", ["github.max_writes must be a whole number", "it is 1.5"]),
        ('[github]\nsince = "2020-01-01"', ["github.since must be a date without quotes"]),
        ("[github]\nsince = 2020-01-01T00:00:00", ["github.since must be a date without quotes"]),
        ('[github]\ntracker = "lamp"', ["github.tracker must be a repository as owner/repo"]),
        ('[github]\ncomment_on = ["*/*"]', ["github.comment_on must be a list, each a repository"]),
        ('[github]\nrepos = { atlas = "atlas" }', ["github.repos must be a table of short names"]),
        ('[github]\napi_url = "http://github.example.org"', ["github.api_url must be an https:// address"]),
        ('[github]\napi_url = "https://[bad"', ["github.api_url must be an https:// address"]),
        ("github = 3", ["github must be a table", "it is 3"]),
        ("people = []", ["people must be tables such as [people.ada]"]),
        ('[people."a b"]', ["people must be tables", '"a b"']),
        ("[people]\nmira = 1", ["people.mira must be a table"]),
        ('[people.mira]\ngithub = "@mira"', ["people.mira.github must be a GitHub login without @"]),
        (
            '[people.mira]\naliases = ["M"]\n[people.max]\naliases = ["m"]',
            ["people.mira", "people.max", '"m"'],
        ),
    ],
)
def test_a_wrong_value_names_the_file_the_key_and_what_is_allowed(tmp_path: Path, text: str, parts: list[str]) -> None:
    message = message_for(tmp_path, text)
    assert message.startswith(f"{tmp_path.resolve() / 'wgtrack.toml'}: ")
    assert [part for part in parts if part not in message] == []
    assert message.isprintable()
    assert len(message) < 400 + len(str(tmp_path))


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ('gruop = "x"', "no setting gruop; did you mean group?"),
        ('tracker = "a/b"', "no setting tracker; did you mean github.tracker?"),
        ("[github]\nmaxwrites = 3", "no setting github.maxwrites; did you mean github.max_writes?"),
        ('[people.mira]\nalias = ["x"]', "no setting people.mira.alias; did you mean people.mira.aliases?"),
        ("[gitub]", "no setting gitub; did you mean github?"),
        (
            "[people.mira]\nqqqq = 1",
            "no setting people.mira.qqqq; known there: name, github, aliases, email.",
        ),
        (f"{'q' * 100_000} = 1", "known there: github, people, group, notes,"),
    ],
)
def test_an_unknown_key_names_the_nearest_known_one(tmp_path: Path, text: str, advice: str) -> None:
    assert advice in message_for(tmp_path, text)


def test_a_message_never_repeats_a_password(tmp_path: Path) -> None:
    message = message_for(tmp_path, 'database = "mysql://ada:hunter2@db.example.org/x"')
    assert "database must be a URL" in message
    assert "hunter2" not in message


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('group = "a"\nnotes = [\n]\n= 3\n', "wgtrack.toml:4 is not valid TOML"),
        ('group = "a"\n\ngroup = "b"\n', "wgtrack.toml:3 is not valid TOML"),
        ("group =", "is not valid TOML"),
        (f"a = {'[' * 100_000}", "is not valid TOML: it is nested too deeply"),
        ("[github]\nsince = 2020-13-01", "wgtrack.toml:2 is not valid TOML"),
        (f"carried_limit = {'9' * 5000}", "is not valid TOML"),
    ],
)
def test_broken_toml_is_one_sentence_with_its_line(tmp_path: Path, text: str, part: str) -> None:
    message = message_for(tmp_path, text)
    assert part in message
    assert message.isprintable()


def test_a_file_that_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "wgtrack.toml").write_bytes(b'# fine\ngroup = "caf\xe9"\n')
    with pytest.raises(ConfigError, match=r"wgtrack\.toml:2 is not UTF-8"):
        load_config(tmp_path)


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    (tmp_path / "wgtrack.toml").write_bytes(b'\xef\xbb\xbfgroup = "x"\r\nconfirm = true\r\n')
    config = load_config(tmp_path)
    assert (config.group, config.confirm) == ("x", True)


def test_a_folder_or_a_dead_link_in_the_files_place_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a" / "wgtrack.toml").mkdir(parents=True)
    (tmp_path / "b").mkdir()
    os.symlink(tmp_path / "nowhere", tmp_path / "b" / "wgtrack.toml")
    for name in ("a", "b"):
        with pytest.raises(ConfigError, match=r"wgtrack\.toml cannot be read"):
            load_config(tmp_path / name)


def test_a_rule_with_a_start_and_one_without_are_both_read(tmp_path: Path) -> None:
    for rule in ("DTSTART:20200123T160000\\nRRULE:FREQ=WEEKLY", "FREQ=MONTHLY;UNTIL=20301231T000000Z"):
        write(tmp_path, f'calls = "{rule}"')
        assert load_config(tmp_path).calls == rule.replace("\\n", "\n")


def test_the_example_file_loads_with_every_setting_taken_in(tmp_path: Path) -> None:
    commented = default_toml("Lamp WG")
    write(tmp_path, commented)
    assert load_config(tmp_path) == dataclasses.replace(
        Config(root=tmp_path.resolve(), file=tmp_path.resolve() / "wgtrack.toml"), group="Lamp WG"
    )
    lines = [line.removeprefix("#") if line[:2] != "# " else line for line in commented.splitlines()]
    write(tmp_path, "\n".join(lines))
    config = load_config(tmp_path)
    assert config.people[0].email == "ada@example.org"
    given = tomllib.loads("\n".join(lines))
    for table, each in all_settings():
        place = {"": given, "github": given["github"], "people.HANDLE": given["people"]["ada"]}[table]
        assert each.name in place


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_the_example_file_holds_any_group_name(group: str) -> None:
    expected = "".join(sign if sign.isprintable() else " " for sign in group)
    assert tomllib.loads(default_toml(group)).get("group", "") == (expected if group.strip() else "")

"""What templates are given: documented at the top of each, and just that."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Project
from tests.readme import TEXTS, blocks_of, comment_of, documented
from wgtrack.config import load_config
from wgtrack.followup.agenda import build_agenda
from wgtrack.followup.reminders import build_reminders
from wgtrack.model import IssueRef, Item, Kind, Place
from wgtrack.publish import agenda, reminders
from wgtrack.publish.templates import Templates, shipped
from wgtrack.sync.comment_texts import comment_text
from wgtrack.sync.texts import issue_text
from wgtrack.tracking import Moved, Role
from wgtrack.workflow.syncing import rules_for

DAY = dt.date(2030, 3, 7)
PLACE = Place("aaaaaa2", "notes/2030-03-07.md", 3, DAY, "mend the nets")
NETS = Item("aaaaaa2", "mend the nets", ("Dana",), due=DAY, refs=(IssueRef("a", "b", 1),), places=(PLACE,))
OPEN = replace(NETS, due=None)
AGAIN = replace(NETS, key="aaaaaa3", kind=Kind.REASSESS, wake=DAY)
MOVED = Moved(IssueRef("a", "b", 1), "", "Nets", "closed", dt.datetime(2030, 3, 7, tzinfo=dt.UTC), (), frozenset())
ONE_OF = {"items": "item", "by_owner": "item", "moved": "issue", "stated": "place"}
"""What the documentation calls one of those in a list."""

Values = Mapping[str, Any]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Mapping[str, Values]:
    """The values of each template, as the program gives them."""
    seen: dict[str, Values] = {}

    def keep(name: str, values: Values, **_: object) -> str:
        seen[name] = values
        return ""

    monkeypatch.setattr(agenda, "render", keep)
    monkeypatch.setattr(reminders, "render", keep)
    made = build_agenda(
        [NETS, OPEN, AGAIN],
        date=DAY,
        today=DAY,
        last_call=None,
        group="Harbour",
        wake_after=lambda day: day,
        moved=[replace(MOVED, roles=frozenset({Role.ABOUT}))],
    )
    agenda.agenda_text(made, project_templates=None)
    (reminder,) = build_reminders([NETS], today=DAY, soon=DAY, carried_limit=3)
    reminders.reminder_text(reminder, group="", today=DAY, project_templates=None, notes_url=None)
    rules = replace(rules_for(load_config(tmp_path), DAY), render=keep)
    issue_text(NETS, rules, [])
    comment_text([(NETS, "open")], 0, rules)
    return seen


def names(values: Values) -> Iterator[str]:
    """The names of all values, and of those of one of each list."""
    for name, value in values.items():
        yield name
        inner = value
        if name == "sections":
            inner = [each for items in value.values() for each in items]
        elif name == "by_owner":
            inner = [each for _, items in value for each in items]
        if isinstance(inner, list) and inner and isinstance(inner[0], Mapping):
            one = ONE_OF["items" if name == "sections" else name]
            yield from (f"{one}.{field}" for each in inner for field in each)


@pytest.mark.parametrize("template", TEXTS)
def test_what_is_documented_is_given_and_what_is_given_is_documented(
    given: Mapping[str, Values], template: str
) -> None:
    assert set(names(given[template])) == set(documented(template))


def test_every_section_is_named(given: Mapping[str, Values]) -> None:
    assert documented("agenda.md.j2")["sections"] == f"lists of items: {', '.join(given['agenda.md.j2']['sections'])}"


@pytest.mark.parametrize("template", TEXTS)
def test_every_block_is_named_and_may_be_changed_alone(
    given: Mapping[str, Values], template: str, tmp_path: Path
) -> None:
    whole = Templates(None, html=False).fill(template, given[template])
    blocks = blocks_of(template)
    source = dict(shipped())[template]
    assert [line.split()[2] for line in source.splitlines() if line.startswith("{% block ")] == blocks
    for block in blocks:
        own = f'{{% extends "shipped/{template}" %}}{{% block {block} %}}MINE{{% endblock %}}'
        (tmp_path / template).write_text(own, encoding="utf-8")
        changed = Templates(tmp_path, html=False).fill(template, given[template])
        before, mark, behind = changed.partition("MINE")
        assert mark
        assert whole.startswith(before)
        assert whole.endswith(behind)


@pytest.mark.parametrize("template", TEXTS)
def test_the_comment_names_every_filter(template: str) -> None:
    for name in ("md", "owners", "date"):
        assert f"{name} (" in comment_of(template)


def test_the_macros_of_the_agenda_are_named() -> None:
    source = dict(shipped())["agenda.md.j2"]
    macros = [line.split("macro ")[1].split(" %")[0] for line in source.splitlines() if line.startswith("{% macro")]
    assert f"Macros: {', '.join(macros)}\n" in source


@pytest.mark.parametrize("template", TEXTS)
def test_a_name_that_is_not_given_is_a_mistake(given: Mapping[str, Values], template: str, tmp_path: Path) -> None:
    (tmp_path / template).write_text("{{ participants_list }}", encoding="utf-8")
    with pytest.raises(Exception, match=r"md\.j2:1: 'participants_list' is undefined"):
        Templates(tmp_path, html=False).fill(template, given[template])


def keys_of(value: object) -> Iterator[str]:
    """The names in a value, however deep."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield str(name)
            yield from keys_of(inner)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from keys_of(each)


def test_whatever_pages_are_given_is_documented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project(tmp_path)
    project.write("wgtrack.toml", 'group = "Harbour"\nnotes_url = "https://example.org/{stem}"\n')
    for day in ("2030-02-07", "2030-02-21", "2030-03-07"):
        project.write(
            f"notes/{day}.md",
            f"# Call {day}\n\nParticipants: Dana, Lee\n\n- TODO: Dana to mend the nets by 2030-02-20\n"
            f"- TODO: group to reassess https://github.com/a/b/issues/1 in a week\n- TODO: Lee to sing {day} (done)\n",
        )
    assert project.run("ingest").code == 0
    seen: dict[str, set[str]] = {}
    fill, blocks = Templates.fill, Templates.blocks

    def keep(self: Templates, name: str, values: Values) -> str:
        seen.setdefault(name, set()).update(keys_of(values))
        return fill(self, name, values)

    def keep_too(self: Templates, name: str, some: Sequence[str], values: dict[str, object]) -> list[str]:
        seen.setdefault(name, set()).update(keys_of(values))
        return blocks(self, name, some, values)

    monkeypatch.setattr(Templates, "fill", keep)
    monkeypatch.setattr(Templates, "blocks", keep_too)
    assert project.run("site").code == 0
    assert {"index.html.j2", "call.html.j2", "calls.html.j2", "person.html.j2", "item.html.j2", "row.html.j2"} <= set(
        seen
    )
    for name, found in seen.items():
        every = " ".join(comment_of(each) for each in {name, "layout.html.j2", "row.html.j2", "chart.html.j2"})
        assert found - set(re.findall(r"\w+", every)) == set(), name

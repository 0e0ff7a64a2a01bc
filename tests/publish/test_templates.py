from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from wgtrack.errors import ConfigError
from wgtrack.publish.templates import render, shipped


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path


def render_own(own: Path, template: str, /, **values: object) -> str:
    (own / "page.md.j2").write_text(template, encoding="utf-8")
    return render("page.md.j2", values, project_templates=own)


def test_the_shipped_templates_are_the_ones_that_render(own: Path) -> None:
    templates = dict(shipped())
    assert "agenda.md.j2" in templates
    for name, text in templates.items():
        (own / name).write_text(text, encoding="utf-8")
    values = {"group": "Lamp WG", "date": dt.date(2020, 3, 5), "by_owner": [], "moved": []}
    names = ("overdue", "review", "due", "reassess", "unowned", "done_since", "asleep")
    values["sections"] = dict.fromkeys(names, ())
    made = [render("agenda.md.j2", values, project_templates=folder) for folder in (own, None)]
    assert made[0] == made[1]
    assert made[0].startswith("# Lamp WG: agenda for 2020-03-05")


def test_the_filters_write_markdown(own: Path) -> None:
    text = render_own(
        own,
        "{{ day | date }}|{{ none | date }}|{{ owners | owners }}|{{ text | md }}\n",
        day=dt.date(2020, 3, 5),
        none=None,
        owners=["Mira", "o_*"],
        text="a *b*\n- c",
    )
    assert text == "2020-03-05||Mira, o\\_\\*|a \\*b\\* - c\n"


@pytest.mark.parametrize(
    ("text", "place", "part"),
    [
        ("\n{% if %}", ":2: ", "Expected an expression"),
        ("{{ x }}\n\n{{ nope }}", ":3: ", "'nope' is undefined"),
        ("{{ x.nope }}", ":1: ", "no attribute 'nope'"),
        ("{{ x | nope }}", ":1: ", "No filter named 'nope'"),
        ("\n{{ 1 / 0 }}", ":2: ", "division by zero"),
        ("{{ x.__class__ }}", ":1: ", "unsafe"),
        ("{{ x.clear() }}", ":1: ", "unsafe"),
        ("{% for i in range(10 ** 9) %}{% endfor %}", ":1: ", "Range too big"),
        ("{% include 'other.j2' %}", ":1: ", "there is no template other.j2"),
        ("\n{% include '../secret' %}", ":2: ", "there is no template ../secret"),
        ("{% extends 'page.md.j2' %}", ":1: ", "it builds on itself"),
    ],
)
def test_a_mistake_names_its_file_line_and_reason(own: Path, text: str, place: str, part: str) -> None:
    with pytest.raises(ConfigError) as caught:
        render_own(own, text, x={"a": 1})
    message = str(caught.value)
    assert message.startswith(f"{own / 'page.md.j2'}{place}")
    assert part in message
    assert message.isprintable()


def test_a_template_cannot_leave_its_folder(own: Path) -> None:
    (own / "secret").write_text("secret", encoding="utf-8")
    inner = own / "templates"
    inner.mkdir()
    (inner / "page.md.j2").write_text("{% include '../secret' %}", encoding="utf-8")
    with pytest.raises(ConfigError, match="no template"):
        render("page.md.j2", {}, project_templates=inner)


def test_a_missing_template_and_one_that_is_not_utf8_are_named(own: Path) -> None:
    with pytest.raises(ConfigError, match=r"there is no template gone\.j2"):
        render("gone.j2", {}, project_templates=None)
    (own / "page.md.j2").write_bytes(b"caf\xe9")
    with pytest.raises(ConfigError, match=r"page\.md\.j2 is not UTF-8"):
        render("page.md.j2", {}, project_templates=own)

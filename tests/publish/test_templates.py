from __future__ import annotations

import datetime as dt
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from wgtrack.errors import ConfigError
from wgtrack.publish.confined import Confined, Limits
from wgtrack.publish.templates import Pages, Templates, render, shipped


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


QUICK = Limits(seconds=0.5, memory=300 << 20, output=1_000_000)
"""What is enough for every template here that is not hostile."""
LOOP = "{% for i in range(100000) %}"
DOUBLED = "{% set ns = namespace(x=[1]) %}{% for i in range(100) %}{% set ns.x = "


def fill(own: Path, template: str, limits: Limits = QUICK, **values: object) -> str:
    (own / "page.md.j2").write_text(template, encoding="utf-8")
    return Confined(limits).fill("page.md.j2", values, own, html=False)


@pytest.mark.parametrize(
    "template",
    [
        f"\n{LOOP * 4}{{% endfor %}}{{% endfor %}}{{% endfor %}}{{% endfor %}}",
        f"\n{LOOP * 3}{{{{ loop.index }}}}{{% endfor %}}{{% endfor %}}{{% endfor %}}",
        "\n{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
        "\n{% for x in [[1, 2]] * 9 recursive %}{{ loop([[1, 2]] * 9) if loop.depth < 90 }}{% endfor %}",
        "\n{{ range(100000) | map('string') | join('x') | replace('x', 'y' * 9999) | length }}",
        "\n{{ 'x' * 10 ** 12 }}",
        "\n{{ 7 ** (7 ** 11) }}",
        "\n{{ '%0999999999d' % 1 }}",
        "\n{{ '{:999999999}'.format(1) }}",
        "\n{{ 'x'.center(10 ** 10) }}",
        "\n{{ 'x' | center(10 ** 10) }}",
        "\n{{ lipsum(n=10 ** 9) }}",
        "\n{{ [1] | batch(10 ** 10, 0) | list | length }}",
        "\n{{ ([0] * 10 ** 11) | length }}",
        "\n" + DOUBLED + "ns.x + ns.x %}{% endfor %}",
        "\n" + DOUBLED + "[ns.x, ns.x] %}{% endfor %}{{ ns.x }}",
        "\n" + DOUBLED + "[ns.x, ns.x] %}{% endfor %}{{ ns.x == [ns.x, 1] or ns.x | tojson }}",
        "\n{% set x %}{% for i in range(100000) %}{{ 'x' * 99999 }}{% endfor %}{% endset %}{{ x | length }}",
    ],
)
def test_whatever_takes_too_much_is_stopped_with_a_sentence(own: Path, template: str) -> None:
    begun = time.monotonic()
    with pytest.raises(ConfigError) as caught:
        fill(own, template)
    assert time.monotonic() - begun < 30
    message = str(caught.value)
    assert message.startswith(str(own / "page.md.j2"))
    assert message.endswith(".")
    assert message.isprintable()
    assert len(message) < 500


def test_what_runs_too_long_is_told_with_its_line(own: Path) -> None:
    with pytest.raises(ConfigError, match=r"page\.md\.j2:2: it runs for more than 0\.5 seconds: make it do less\.$"):
        fill(own, f"\n{LOOP * 4}{{% endfor %}}{{% endfor %}}{{% endfor %}}{{% endfor %}}")
    (own / "loops.j2").write_text(f"\n{LOOP * 3}{{% endfor %}}{{% endfor %}}{{% endfor %}}")
    with pytest.raises(ConfigError, match=r"loops\.j2:2: it runs"):
        fill(own, "{% include 'loops.j2' %}")


def test_too_much_memory_and_too_long_a_text_are_told(own: Path) -> None:
    with pytest.raises(ConfigError, match=r"page\.md\.j2:3: it needs more memory than a template may have"):
        fill(own, "\n\n{{ 'x' * 10 ** 10 }}")
    with pytest.raises(ConfigError, match=r"its text is longer than 1,000,000 characters"):
        fill(own, "{{ 'x' * 2000000 }}")


def test_what_follows_on_a_stopped_one_is_filled_in(own: Path) -> None:
    ours = Confined(QUICK)
    (own / "page.md.j2").write_text("{{ x }}", encoding="utf-8")
    (own / "bad.md.j2").write_text(f"{LOOP * 3}{{% endfor %}}{{% endfor %}}{{% endfor %}}", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ConfigError):
            ours.fill("bad.md.j2", {}, own, html=False)
        assert ours.fill("page.md.j2", {"x": "\udc80é<"}, own, html=False) == "\udc80é<"
        assert ours.fill("page.md.j2", {"x": "é<"}, own, html=True) == "é&lt;"


def test_a_template_that_was_changed_is_read_anew(own: Path) -> None:
    for text in ("one", "another one"):
        assert render_own(own, text) == text


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ x['__class__'] }}",
        "{{ x | attr('__class__') }}",
        "{{ '{0.__class__.__mro__}'.format(x) }}",
        "{{ '{a.__class__}'.format_map({'a': x}) }}",
        "{{ (x | map(attribute='__class__') | list)[0] }}",
        "{{ self.__init__.__globals__ }}",
        "{{ lipsum.__globals__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ joiner.__init__ }}",
        "{{ namespace.__subclasses__() }}",
        "{% set x.y = 1 %}",
        "{{ x.append(1) }}",
        "{% include '/etc/passwd' %}",
        "{% include '../secret' %}",
        "{% import 'secret.txt/../../secret' as s %}",
        "{% extends '/etc/passwd' %}",
        "{{ open('/etc/passwd') }}",
        "{% import os %}",
    ],
)
def test_a_template_reaches_neither_python_nor_files(own: Path, template: str) -> None:
    (own / "secret").write_text("the secret", encoding="utf-8")
    inner = own / "templates"
    inner.mkdir()
    with pytest.raises(ConfigError) as caught:
        fill(inner, template, x=[1])
    message = str(caught.value)
    assert message.startswith(f"{inner / 'page.md.j2'}:1: ")
    assert "root:" not in message
    assert "the secret" not in message


def test_without_templates_of_a_group_no_process_is_started(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    values = {"group": "", "today": "", "owner": "Ada", "items": []}
    assert render("reminder.md.j2", values, project_templates=own) == "Ada:\n\n"


ITEM = {
    "key": "aaaaaa2",
    "text": "mend <the> nets",
    "words": "mend <the> nets",
    "standing": "open",
    "when": "",
    "owners": [("dana", "Dana & Co")],
    "age": "",
    "carried": "",
    "stated": "",
    "note": None,
    "issues": [],
    "due": "",
    "wake": "",
    "first": "2030-03-07",
    "last": "2030-03-07",
    "closed": "",
    "stated_again": "",
    "times_stated": 1,
    "times_carried": 0,
    "gone": False,
    "added": False,
    "life": None,
    "statements": [
        {"day": "2030-03-07", "words": "nets", "place": "a.md:3", "key": "aaaaaa2", "address": "", "name": ""}
    ],
    "history": [{"at": "2030-03-07 00:00", "who": "dana", "what": "stated"}],
}
COMMON = {
    "group": "Harbour",
    "today": "2030-03-08",
    "policy": "default-src 'none'",
    "referrer": "no-referrer",
    "actions": None,
    "section": "index",
    "top": False,
}


def test_many_pages_are_those_that_are_made_one_by_one_and_what_is_around_them_is_made_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[str] = []
    around = Templates.around

    def noting(self: Templates, name: str, *others: Any) -> list[str]:
        made.append(name)
        return around(self, name, *others)

    monkeypatch.setattr(Templates, "around", noting)
    pages = Pages(None)
    page = pages.every("item.html.j2", COMMON)
    for number in range(20):
        values = {**ITEM, "text": f"task {number} & <b>", "gone": number % 2 == 1, "issues": [], "when": "due" * number}
        assert page(values) == pages.render("item.html.j2", {**COMMON, **values})
    assert made == ["layout.html.j2"]


def test_a_groups_own_templates_make_many_pages_too(own: Path) -> None:
    (own / "layout.html.j2").write_text(
        "<i>{{ today }}</i> {% block main %}{% endblock %} {{ text }}", encoding="utf-8"
    )
    (own / "item.html.j2").write_text(
        '{% extends "layout.html.j2" %}{% block main %}{{ key }}{% endblock %}', encoding="utf-8"
    )
    page = Pages(own).every("item.html.j2", COMMON)
    assert page({**ITEM, "text": "a & b"}) == "<i>2030-03-08</i> aaaaaa2 a &amp; b"


def test_a_mistake_in_a_block_or_around_it_is_told() -> None:
    templates = Templates(None, html=True)
    with pytest.raises(ConfigError, match="'words' is undefined"):
        templates.blocks("item.html.j2", ("title", "main"), {**COMMON, "text": "", "standing": "", "when": ""})
    with pytest.raises(ConfigError, match="'policy' is undefined"):
        templates.around("layout.html.j2", ("title", "main"), {"actions": None})

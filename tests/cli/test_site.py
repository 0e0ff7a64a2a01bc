from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.cli.conftest import Project

NOTE = """# Harbour WG, 7 March 2030

Participants: Dana, Odo

- TODO: Dana to mend the nets by 14 March
- TODO: Odo and Dana to write down https://github.com/example/harbour/issues/4
- TODO: count the boats
- TODO: Odo to paint the lamps (done)
"""
LATER = """# Harbour WG, 14 March 2030

- TODO: Dana to mend the nets
- TODO: reassess the foghorn in 6 weeks
"""


class Page(HTMLParser):
    """What a page says, where it leads, and every attribute in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data

    @property
    def addresses(self) -> list[str]:
        return [value for _, name, value in self.attributes if name in ("href", "src", "action")]


def pages(project: Project, folder: str = "site") -> dict[str, Page]:
    return {file.name: Page(file.read_text("utf-8")) for file in (project.folder / folder).glob("*.html")}


@pytest.fixture
def harbour(project: Project) -> Project:
    project.today = "2030-03-21"
    project.write("wgtrack.toml", 'group = "Harbour WG"\nnotes_url = "https://notes.example/{stem}"\n')
    project.write("notes/2030-03-07.md", NOTE)
    project.write("notes/2030-03-14.md", LATER)
    project.run("ingest")
    return project


def test_the_first_page_says_what_is_open_for_whom(harbour: Project) -> None:
    answer = harbour.run("site")
    assert answer.err.startswith("site: 14 files written.")
    page = pages(harbour)["index.html"]
    told = " ".join(page.words.split())
    assert "4 open 1 overdue 1 done last call 2030-03-14" in told
    assert re.search(
        r"Dana 1 mend the nets by 14 March overdue since 2030-03-14 Dana open 14 days carried 1× stated 2×", told
    )
    assert "Odo 1 write down https://github.com/example/harbour/issues/4" in told
    assert "Without an owner 2" in told
    assert "asleep until 2030-04-25" in told
    assert "Done and dropped 1" in told
    assert "https://notes.example/2030-03-14" in page.addresses
    assert "https://github.com/example/harbour/issues/4" in page.addresses


def test_every_item_call_and_person_has_a_page_and_every_link_leads_somewhere(harbour: Project) -> None:
    harbour.run("done", "--by", "Dana", "-m", "all of them", harbour.items()["count the boats"]["key"])
    harbour.run("site")
    made = pages(harbour)
    keys = {f"{item['key']}.html" for item in harbour.items().values()}
    others = {"index.html", "calls.html", "people.html", "call-2030-03-07.html", "call-2030-03-14.html"}
    assert set(made) == keys | others | {"person-dana.html", "person-odo.html"}
    for name, page in made.items():
        for address in page.addresses:
            target = urlsplit(address)
            if target.scheme in ("https", "data"):
                continue
            assert not target.scheme
            assert not target.path or (harbour.folder / "site" / unquote(target.path)).is_file(), (name, address)
    item = " ".join(made[f"{harbour.items()['mend the nets by 14 March']['key']}.html"].words.split())
    assert "mend the nets by 14 March Call of 2030-03-07 notes/2030-03-07.md:5" in item
    assert "mend the nets Call of 2030-03-14 notes/2030-03-14.md:3" in item
    done = " ".join(made[f"{harbour.items()['count the boats']['key']}.html"].words.split())
    assert "Dana status: open → done (all of them)" in done
    call = " ".join(made["call-2030-03-14.html"].words.split())
    assert "Opened 1 reassess the foghorn in 6 weeks" in call
    assert "Spoken of again 1 mend the nets" in call
    since = " ".join(made["calls.html"].words.split())
    assert "Since the last call 0 opened 1 closed 3 open now Closed 1 count the boats" in since


def test_pages_load_nothing_from_elsewhere_and_run_nothing_of_their_own(harbour: Project) -> None:
    harbour.run("site")
    for page in pages(harbour).values():
        policy = next(v for _, name, v in page.attributes if name == "content" and v.startswith("default-src"))
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == "'none'"
        assert rules["script-src"] == rules["style-src"] == "'self'"
        assert "unsafe" not in policy
        loaded = [value for tag, name, value in page.attributes if (tag, name) in LOADING]
        assert [value for value in loaded if not value.startswith(("site.", "data:"))] == []
        assert not [name for _, name, _ in page.attributes if name == "style" or name.startswith("on")]
        assert "style" not in page.tags


LOADING = {("link", "href"), ("script", "src"), ("img", "src"), ("use", "href")}


def test_what_notes_say_is_never_markup(project: Project) -> None:
    project.write(
        "notes/2030-03-07.md",
        "# `<script>alert(1)</script>`, 7 March 2030\n\n"
        'TODO: Dana to `<img src=x onerror=alert(1)>` "mend" & \u202egnp.exe javascript:alert(1)\n\n'
        "TODO: Odo: \\<b>see\\</b> [this](javascript:alert(2)) {{ 7 * 7 }} {% raw %}\n\n"
        f"TODO: Odo to {'x' * 5000}\n",
    )
    project.run("ingest")
    project.run("site")
    for page in pages(project).values():
        assert "script" not in page.tags or [v for t, n, v in page.attributes if t == "script" and n == "src"] == [
            "site.js"
        ]
        assert {"img", "b"} & set(page.tags) == set()
        assert not [a for a in page.addresses if a.lower().startswith("javascript")]
        assert "\u202e" not in page.words
        assert "49" not in page.words
    assert '<img src=x onerror=alert(1)> "mend" & gnp.exe' in pages(project)["index.html"].words


def test_no_mail_address_is_published(project: Project) -> None:
    project.write(
        "wgtrack.toml", '[people.dana]\nname = "Dana D"\nemail = "dana@mail.example"\naliases = ["dd@old.example"]\n'
    )
    project.write("notes/2030-03-07.md", "# 7 March 2030\n\nTODO: Dana to write to list@lists.example about it\n")
    project.git, project.email = "", "robin@home.example"
    project.run("ingest")
    project.run("done", project.items()["write to list@lists.example about it"]["key"], "--by", "odo@far.example")
    project.run("site")
    text = "".join(file.read_text("utf-8") for file in (project.folder / "site").iterdir())
    assert [
        word for word in ("mail.example", "old.example", "lists.example", "home.example", "far.example") if word in text
    ] == []
    assert "list@…" in text


def test_a_second_run_changes_what_changed_and_takes_away_what_is_no_more(harbour: Project) -> None:
    harbour.run("site")
    folder = harbour.folder / "site"
    (folder / "mine.html").write_text("my own", "utf-8")
    before = {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}
    assert harbour.run("site").err.startswith("site: none of 14 files new or changed. ")
    assert {name: (folder / name).stat().st_mtime_ns for name in before if name.endswith("l")} == {
        name: time for name, time in before.items() if name.endswith("l")
    }
    (harbour.folder / "notes" / "2030-03-14.md").write_text("# Harbour WG, 14 March 2030\n", "utf-8")
    harbour.write("notes/2030-03-07.md", NOTE.replace("Odo to paint", "Eve to paint"))
    harbour.run("undo")
    harbour.run("ingest")
    answer = harbour.run("site")
    assert re.match(r"site: \d+ of 14 files new or changed, 1 no longer needed removed\.", answer.err), answer.err
    assert "foghorn" not in pages(harbour)["index.html"].words
    assert (folder / "mine.html").read_text("utf-8") == "my own"
    assert (folder / "person-eve.html").exists()


def test_a_file_of_somebody_else_is_neither_written_over_nor_removed(harbour: Project) -> None:
    harbour.write("site/index.html", "<h1>Our own page</h1>")
    answer = harbour.run("site")
    assert (answer.code, answer.err) == (
        2,
        "Error: site/index.html is there already and was not written by wgtrack: move it away, or name another folder "
        "with -o.\n",
    )
    assert (harbour.folder / "site" / "index.html").read_text("utf-8") == "<h1>Our own page</h1>"
    harbour.run("site", "-o", "public")
    listing = harbour.folder / "public" / ".wgtrack-site"
    outside = harbour.write("keep.html", "keep")
    own = harbour.write("public/readme.txt", "keep")
    listing.write_text(listing.read_text("utf-8") + "../keep.html\nreadme.txt\n/etc/passwd\n", "utf-8")
    assert harbour.run("site", "-o", "public").code == 0
    assert outside.exists()
    assert own.exists()


def test_without_its_list_the_folder_is_still_known(harbour: Project) -> None:
    harbour.run("site")
    (harbour.folder / "site" / ".wgtrack-site").unlink()
    assert harbour.run("site").code == 0


def test_a_link_in_the_folder_is_not_followed(harbour: Project) -> None:
    outside = harbour.write("elsewhere.html", "keep")
    (harbour.folder / "site").mkdir()
    (harbour.folder / "site" / "index.html").symlink_to(outside)
    assert harbour.run("site").code == 2
    assert outside.read_text("utf-8") == "keep"


def test_a_folder_that_cannot_be_is_refused(harbour: Project) -> None:
    harbour.write("file", "")
    assert harbour.run("site", "-o", "file").err == "Error: file is a file: name a folder.\n"
    assert harbour.run("site", "-o", "file/below").code == 2
    assert harbour.run("site", "-o", "").err == "Error: -o is empty: name a folder.\n"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_refused(harbour: Project) -> None:
    closed = harbour.folder / "closed"
    closed.mkdir(mode=0o500)
    answer = harbour.run("site", "-o", "closed")
    assert (answer.code, answer.err) == (
        2,
        "Error: closed cannot be written (Permission denied): name another folder with -o.\n",
    )


def test_nothing_read_yet_is_a_page_that_says_so(project: Project) -> None:
    assert project.run("site").code == 0
    made = pages(project)
    assert "No action item is known yet." in made["index.html"].words
    assert "No call is known yet." in made["calls.html"].words
    assert "Nobody has promised anything yet." in made["people.html"].words


def test_a_groups_own_template_changes_a_part_of_every_page(harbour: Project) -> None:
    harbour.write(
        "templates/layout.html.j2",
        '{% extends "shipped/layout.html.j2" %}{% block foot %}<footer>Kept by {{ "<Dana>" }}</footer>{% endblock %}',
    )
    harbour.write("templates/site.css", "/* wgtrack, ours */ body { color: navy }")
    harbour.run("site")
    for page in pages(harbour).values():
        assert "Kept by <Dana>" in page.words
        assert "made by wgtrack" not in page.words
    assert (harbour.folder / "site" / "site.css").read_text("utf-8") == "/* wgtrack, ours */ body { color: navy }"


def test_a_mistake_in_a_groups_template_is_told(harbour: Project) -> None:
    harbour.write("templates/row.html.j2", "\n{{ nope }}")
    answer = harbour.run("site")
    assert (answer.code, answer.err) == (
        3,
        f"Error: {harbour.folder / 'templates' / 'row.html.j2'}:2: 'nope' is undefined.\n",
    )


def test_owners_whose_names_are_no_file_names_have_pages(project: Project) -> None:
    project.write(
        "notes/2030-03-07.md",
        "# 7 March 2030\n\n- TODO: Zoë to mend it\n- TODO: @../zoe to paint it\n- TODO: 宿 to go\n",
    )
    project.run("ingest")
    project.run("site")
    folder = project.folder / "site"
    assert {file.parent for file in folder.rglob("*.html")} == {folder}
    for page in pages(project).values():
        for address in page.addresses:
            assert address.startswith(("data:", "http", "#")) or (folder / address).is_file()


def test_the_page_stands_on_the_shipped_assets(harbour: Project) -> None:
    harbour.run("site")
    shipped = Path(__file__).resolve().parents[2] / "templates"
    for name in ("site.css", "site.js"):
        assert (harbour.folder / "site" / name).read_bytes() == (shipped / name).read_bytes()

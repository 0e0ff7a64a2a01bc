"""The page as people meet it: in a browser, from the disk."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window, Windows
from tests.cli.conftest import Project
from tests.crowd import TODAY, crowd, text_of

pytestmark = pytest.mark.slow

NOTES = (
    Path(os.environ.get("WGTRACK_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "corpus/packaging-wg/notes"
)
"""Real notes, where they lie beside the project."""

NOTE = """# Harbour WG, 7 March 2030

- TODO: Dana to mend the nets by 14 March
- TODO: Odo and Dana to write down https://github.com/example/harbour/issues/4
- TODO: count the boats
- TODO: Zoë to buy café lamps
- TODO: Odo to paint the lamps (done)
"""


@pytest.fixture
def site(project: Project) -> Path:
    """The first page of a group of four."""
    project.write("wgtrack.toml", 'group = "Harbour WG"\nnotes_url = "https://notes.example/{stem}"\n')
    project.write("notes/2030-03-07.md", NOTE)
    project.write("notes/2030-03-14.md", "# Harbour WG, 14 March 2030\n\n- TODO: reassess the foghorn in 6 weeks\n")
    return made(project)


def made(project: Project) -> Path:
    assert project.run("ingest").code == 0
    assert project.run("site").code == 0
    return project.folder / "site" / "index.html"


def words(page: Page) -> Any:
    return page.get_by_label("Words", exact=True)


def count(page: Page) -> Any:
    return page.get_by_role("status")


def test_words_owner_and_state_choose_what_is_shown(window: Window, site: Path) -> None:
    page = window.open(site)
    expect(count(page)).to_have_text("5 items")
    assert len(window.shown()) == 5
    words(page).press_sequentially("LAMPS cafe")
    assert window.shown() == ["buy café lamps"]
    expect(count(page)).to_have_text("1 item")
    words(page).fill("lamps")
    expect(count(page)).to_have_text("1 item, and 1 done or dropped")
    page.get_by_label("Status", exact=True).select_option("all")
    assert window.shown() == ["buy café lamps", "paint the lamps"]
    words(page).fill("")
    page.get_by_label("Status", exact=True).select_option("overdue")
    assert window.shown() == ["mend the nets by 14 March"]
    page.get_by_label("Status", exact=True).select_option("")
    page.get_by_label("Owner", exact=True).select_option("Odo")
    assert window.shown() == ["write down https://github.com/example/harbour/issues/4"]
    page.get_by_label("Owner", exact=True).select_option("nobody")
    assert window.shown() == ["count the boats", "reassess the foghorn in 6 weeks"]
    expect(page.get_by_role("heading", name="Without an owner")).to_contain_text("2")
    assert page.get_by_role("heading", name="Dana").count() == 0
    page.get_by_role("button", name="Show all").click()
    assert len(window.shown()) == 5
    expect(words(page)).to_be_focused()
    assert window.is_quiet


def test_what_matches_nothing_says_so_and_leads_back(window: Window, site: Path) -> None:
    page = window.open(site)
    words(page).fill("zeppelin")
    assert window.shown() == []
    expect(count(page)).to_have_text("0 items")
    page.get_by_text("No item is like that.").get_by_role("button", name="Show all").click()
    assert len(window.shown()) == 5


def test_the_address_of_a_view_opens_the_same_view(windows: Windows, site: Path) -> None:
    first, second = windows(), windows()
    page = first.open(site)
    words(page).fill("the & nets #1")
    words(page).fill("the lamps")
    page.get_by_label("Owner", exact=True).select_option("Odo")
    page.get_by_label("Status", exact=True).select_option("done")
    page.wait_for_url(re.compile("#words=the\\+lamps&owner=odo&status=done$"))
    other = second.open(page.url)
    assert second.shown() == first.shown() == ["paint the lamps"]
    for label in ("Words", "Owner", "Status"):
        assert (
            other.get_by_label(label, exact=True).input_value()
            == page.get_by_label(label, exact=True).input_value()
            != ""
        )
    other.get_by_role("button", name="Show all").click()
    other.wait_for_url(site.as_uri())
    assert second.is_quiet


@pytest.mark.parametrize(
    "state", ["#owner=somebody-else&status=lost&words=", "#%%%", "#words=%3Cscript%3E&x=1", "#dxx"]
)
def test_an_address_with_anything_in_it_shows_a_page(window: Window, site: Path, state: str) -> None:
    window.open(site.as_uri() + state)
    expect(count(window.page)).to_have_text(re.compile("^[05] items$"))
    assert window.is_quiet


def test_going_back_shows_the_view_that_was_left(window: Window, site: Path) -> None:
    page = window.open(site.as_uri() + "#owner=odo")
    page.get_by_role("link", name="write down").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("write down")
    page.go_back()
    assert window.shown() == ["write down https://github.com/example/harbour/issues/4"]


def test_a_page_is_whole_without_its_script(windows: Windows, site: Path) -> None:
    window = windows(java_script_enabled=False)
    page = window.open(site)
    assert len(window.shown()) == 5
    assert not words(page).is_visible()
    page.get_by_role("heading", name="Done and dropped").click()
    assert len(window.shown()) == 6


def test_the_keyboard_reaches_everything(window: Window, site: Path) -> None:
    page = window.open(site)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    reached = []
    for _ in range(25):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim() || document.activeElement.id"))
    wanted = ["2030-03-14", "words", "Dana", "mend the nets by 14 March"]
    assert [word for word in reached if word in wanted][:4] == wanted
    page.locator("summary").focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("paint the lamps")).to_be_visible()


KINDS = ("index.html", "calls.html", "people.html", "call-2030-03-07.html", "person-dana.html", "item")
LOOKS: tuple[dict[str, Any], ...] = (
    {"width": 1200, "color_scheme": "light"},
    {"width": 1200, "color_scheme": "dark"},
    {"width": 390, "color_scheme": "light"},
    {"width": 390, "color_scheme": "dark"},
)


def findings(page: Page) -> list[str]:
    """What axe-core finds amiss, each with the places."""
    page.wait_for_load_state()
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {[node['html'] for node in each['nodes']]}" for each in found]


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look.values())))
def test_nothing_is_amiss_for_whom_reading_is_hard(
    windows: Windows, site: Path, project: Project, look: dict[str, Any]
) -> None:
    window = windows(**look)
    key = project.items()["mend the nets by 14 March"]["key"]
    for kind in KINDS:
        page = window.open(site.with_name(kind if kind != "item" else f"{key}.html"))
        assert findings(page) == [], kind
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{kind} is wider than the window"
    page = window.open(site.as_uri() + "#words=zeppelin")
    assert findings(page) == []
    page.goto(site.as_uri() + "#status=all")
    page.reload()
    assert findings(page) == []


def test_on_paper_there_is_what_can_be_read_and_nothing_to_click(window: Window, site: Path) -> None:
    page = window.open(site)
    page.emulate_media(media="print")
    assert len(window.shown()) == 5
    assert not words(page).is_visible()
    assert not page.get_by_role("navigation").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_hostile_note_does_nothing(windows: Windows, project: Project) -> None:
    huge = "w" * 3000
    project.write("wgtrack.toml", 'group = "<img src=x onerror=alert(1)>"\n')
    project.write(
        "notes/2030-03-07.md",
        "# `<script>alert('title')</script>`, 7 March 2030\n\n"
        "Participants: `<b onclick=alert(1)>Dana</b>`, Odo\n\n"
        "- TODO: Dana to read `<script>window.hacked = 1</script><img src=//evil.example/x onerror=alert(1)>`\n"
        "- TODO: Odo to open javascript:alert(2) and [this](javascript:alert(3))\n"
        "- TODO: Odo to look at `data:text/html,<script>alert(4)</script>`\n"
        "- TODO: `\"><svg/onload=alert(5)>`: see `' autofocus onfocus=alert(6) x='`\n"
        f"- TODO: Odo to say {huge}\n"
        f"- TODO: @{'o' * 200} to say so\n"
        "- TODO: Odo to run \u202etxt.exe\u202c and \u2067tfel ot thgir\u2069 \x1b[31mred\x07\n"
        '- TODO: Odo to fetch https://evil.example/"onmouseover=alert(7) and https://evil.example/<script>alert(8)</script>\n'
        "- TODO: Odo to fill {{ 7 * 7 }} {% include 'x' %} --> ]]> </textarea></title></style>\n",
    )
    made(project)
    for name in ("done", "drop"):
        key = next(iter(project.run("list", "--json").json["items"]))["key"]
        project.run(name, key, "-m", "<script>alert('why')</script>", "--by", "<img src=x onerror=alert(9)>")
    first = made(project)
    window = windows(width=390)
    for file in sorted(first.parent.glob("*.html")):
        page = window.open(file)
        assert page.evaluate("window.hacked") is None
        assert page.evaluate("document.querySelectorAll('img, b, main svg:not([role]), script:not([src])').length") == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), file.name
        text = page.evaluate("document.documentElement.outerHTML")
        assert not set("\u202e\u202c\u2067\u2069\x1b\x07") & set(text)
        for link in page.locator("a").all():
            address = link.get_attribute("href") or ""
            assert re.match(r"(?:https://|[a-z0-9-]+\.html|#)", address), address
    page = window.open(first)
    words(page).fill("<script>")
    page.locator("li.item:visible .what").first.hover()
    assert window.is_quiet
    page = window.open(first.as_uri() + "#status=all")
    assert findings(page) == []


@pytest.mark.slow
@pytest.mark.skipif(not NOTES.is_dir(), reason="the real notes are not here")
def test_the_page_of_sixty_three_real_notes_is_there_in_a_second(windows: Windows, project: Project) -> None:
    project.today = "2020-12-01"
    project.run("ingest", str(NOTES))
    project.run("site")
    first = project.folder / "site" / "index.html"
    taken = []
    for look in LOOKS:
        window = windows(**look)
        page = window.open(first)
        taken.append(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
        assert len(window.shown()) > 100
        assert window.is_quiet
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert findings(page) == []
    assert min(taken) < 1000, taken


WATCH = """() => {
  window.waits = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.interactionId) window.waits.push(entry.duration);
  }).observe({type: "event", durationThreshold: 16});
}"""


@pytest.mark.slow
def test_five_thousand_items_are_filtered_as_one_types(windows: Windows, tmp_path: Path) -> None:
    """From the key to the next picture, as the browser itself measures it (Event Timing)."""
    project = Project(crowd(tmp_path / "crowd", 5000), today=TODAY.isoformat())
    assert project.run("site").code == 0
    window = windows()
    page = window.open(project.folder / "site" / "index.html")
    assert page.locator("li.item").count() == 5000
    worst = []
    for _ in range(3):
        page.evaluate(WATCH)
        words(page).focus()
        for key in "pier 4100":
            page.keyboard.press("Space" if key == " " else key)
            page.wait_for_timeout(60)
        assert window.shown() == [text_of(4100)]
        for _ in "pier 4100":
            page.keyboard.press("Backspace")
            page.wait_for_timeout(60)
        page.wait_for_timeout(300)
        worst.append(max(page.evaluate("window.waits"), default=0))
    assert min(worst) < 100, worst
    assert window.is_quiet

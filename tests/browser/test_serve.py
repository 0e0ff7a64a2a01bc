"""The page in the call: what is done on it is what the commands know, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Windows
from tests.browser.serving import serving
from tests.browser.test_site import LOOKS, findings
from tests.cli.conftest import Project

pytestmark = pytest.mark.slow

NOTE = """# Harbour WG, 7 March 2030

- TODO: Dana to mend the nets by 14 March
- TODO: Odo to paint the lamps
- TODO: count the boats
"""


@pytest.fixture
def harbour(project: Project) -> Project:
    project.write("wgtrack.toml", 'group = "Harbour WG"\nagenda_file = "notes/{date}.md"\n')
    project.write("notes/2030-03-07.md", NOTE)
    assert project.run("ingest").code == 0
    return project


@pytest.fixture
def address(harbour: Project) -> Iterator[str]:
    with serving(harbour) as found:
        yield found


def row(page: Page, words: str) -> Any:
    return page.locator("li.item").filter(has_text=words)


def tick(page: Page, words: str) -> None:
    page.get_by_role("button", name=f"Done: {words}").click()


def change(page: Page, words: str, label: str, value: str, button: str) -> None:
    row(page, words).get_by_label(f"Change: {words}").click()
    row(page, words).get_by_label(re.compile(label)).fill(value)
    row(page, words).get_by_role("button", name=button, exact=True).click()


def test_what_is_ticked_in_the_call_is_done_for_the_commands(windows: Windows, harbour: Project, address: str) -> None:
    window = windows()
    page = window.open(address)
    assert len(window.shown()) == 3
    tick(page, "paint the lamps")
    expect(page.get_by_text("Done: paint the lamps")).to_be_visible()
    expect(row(page, "paint the lamps")).not_to_be_visible()
    assert "paint the lamps" not in harbour.run("list").out
    assert harbour.items()["paint the lamps"]["status"] == "done"
    log = harbour.run("log", "--json").json
    event = log["events"][-1] if isinstance(log, dict) else log[-1]
    assert (event["actor"], event["what"], event["before"], event["after"]) == (
        "Robin Example",
        "status",
        "open",
        "done",
    )
    assert event["command"].startswith("wgtrack serve: done ")
    assert harbour.run("undo").code == 0
    assert "paint the lamps" in harbour.run("list").out
    assert window.is_quiet


def test_everything_a_call_needs_is_said_on_the_page(windows: Windows, harbour: Project, address: str) -> None:
    window = windows()
    page = window.open(address)
    change(page, "count the boats", "Owner", "Odo, Eve", "Assign")
    expect(page.get_by_text("For Odo, Eve now: count the boats")).to_be_visible()
    change(page, "count the boats", "Due", "2 weeks", "Set")
    expect(row(page, "count the boats")).to_contain_text("due 2030-04-04")
    page.get_by_label("New item").fill("buy <b>oil</b>")
    page.locator("#add").get_by_label("Owner").fill("Eve")
    page.locator("#add").get_by_label("Due").fill("friday")
    page.keyboard.press("Enter")
    expect(row(page, "buy <b>oil</b>")).to_contain_text("due 2030-03-22")
    expect(page.get_by_label("New item")).to_be_focused()
    expect(page.get_by_label("New item")).to_have_value("")
    page.get_by_label("Owner", exact=True).last.select_option("Eve")
    assert window.shown() == ["buy <b>oil</b>", "count the boats"]
    items = harbour.items()
    assert (items["count the boats"]["owners"], items["count the boats"]["due"]) == (["Odo", "Eve"], "2030-04-04")
    assert (items["buy <b>oil</b>"]["owners"], items["buy <b>oil</b>"]["due"]) == (["Eve"], "2030-03-22")
    assert window.is_quiet


@pytest.mark.slow
def test_what_cannot_be_meant_is_told_and_nothing_is_lost(windows: Windows, harbour: Project, address: str) -> None:
    window = windows()
    page = window.open(address)
    before = harbour.run("log", "--json").out
    change(page, "count the boats", "Due", "the twelfth of never", "Set")
    expect(page.get_by_role("alert")).to_contain_text("the twelfth of never")
    expect(row(page, "count the boats").get_by_label(re.compile("Due"))).to_have_value("the twelfth of never")
    page.get_by_label("New item").fill("mend the nets by 14 March")
    page.locator("#add").get_by_label("Owner").fill("Dana")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("already")
    expect(page.get_by_label("New item")).to_have_value("mend the nets by 14 March")
    assert harbour.run("log", "--json").out == before
    page.get_by_label("add it all the same").check()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#told")).to_contain_text("Added: mend the nets")
    assert len(harbour.run("list", "--json").json["items"]) == 4


def test_two_windows_do_not_write_over_each_other(windows: Windows, harbour: Project, address: str) -> None:
    first, second = windows(), windows()
    one, other = first.open(address), second.open(address)
    # Neither looks by itself: what each shows is what it was opened with.
    for page in (one, other):
        page.route("**/state", lambda route: route.abort())
    change(one, "count the boats", "Owner", "Odo", "Assign")
    expect(one.locator("#told")).to_contain_text("For Odo now")
    change(other, "count the boats", "Owner", "Eve", "Assign")
    expect(other.get_by_role("alert")).to_contain_text(
        "“count the boats” was changed meanwhile, and your change was not made"
    )
    assert harbour.items()["count the boats"]["owners"] == ["Odo"]
    # It is shown as it is now, and what is said of that counts.
    expect(other.get_by_role("heading", name="Odo")).to_contain_text("2")
    expect(row(other, "count the boats").get_by_label(re.compile("Owner"))).to_have_value("Eve")
    row(other, "count the boats").get_by_role("button", name="Assign").click()
    expect(other.locator("#told")).to_contain_text("For Eve now")
    assert harbour.items()["count the boats"]["owners"] == ["Eve"]


@pytest.mark.slow
def test_what_is_half_written_outlives_what_others_do_and_is_about_what_was_seen(
    windows: Windows, harbour: Project, address: str
) -> None:
    page = windows().open(address)
    boats = row(page, "count the boats")
    boats.get_by_label("Change: count the boats").click()
    boats.get_by_label(re.compile("Owner")).fill("Eve")
    harbour.run("assign", harbour.items()["count the boats"]["key"], "Odo")
    tick(page, "paint the lamps")
    expect(row(page, "paint the lamps")).not_to_be_visible()
    expect(page.get_by_role("heading", name="Odo")).to_be_visible()
    expect(boats.get_by_label(re.compile("Owner"))).to_have_value("Eve")
    boats.get_by_role("button", name="Assign").click()
    expect(page.get_by_role("alert")).to_contain_text("was changed meanwhile")
    assert harbour.items()["count the boats"]["owners"] == ["Odo"]


@pytest.mark.slow
def test_what_the_commands_say_is_seen_without_a_reload(windows: Windows, harbour: Project, address: str) -> None:
    window = windows()
    page = window.open(address)
    page.get_by_label("Words", exact=True).fill("lamps")
    harbour.run("assign", harbour.items()["paint the lamps"]["key"], "Zora")
    expect(page.get_by_role("heading", name="Zora")).to_be_visible(timeout=15000)
    assert window.shown() == ["paint the lamps"]
    expect(page.get_by_label("Words", exact=True)).to_be_focused()
    assert window.is_quiet


@pytest.mark.slow
def test_what_somebody_types_is_not_taken_from_under_their_hands(
    windows: Windows, harbour: Project, address: str
) -> None:
    page = windows().open(address)
    page.get_by_label("New item").press_sequentially("half a sent")
    harbour.run("done", harbour.items()["paint the lamps"]["key"])
    expect(page.get_by_text("Something changed meanwhile")).to_be_visible(timeout=15000)
    expect(page.get_by_label("New item")).to_have_value("half a sent")
    page.get_by_label("New item").fill("")
    page.get_by_label("Words", exact=True).focus()
    expect(row(page, "paint the lamps")).not_to_be_visible(timeout=15000)


@pytest.mark.slow
def test_the_next_agenda_is_begun_as_the_command_does(windows: Windows, harbour: Project, address: str) -> None:
    window = windows()
    page = window.open(address)
    page.get_by_role("button", name="Start the next agenda").click()
    expect(page.get_by_role("heading", name="Agenda for 2030-03-21")).to_be_visible()
    expect(page.get_by_text("notes/2030-03-21.md")).to_be_visible()
    file = harbour.folder / "notes" / "2030-03-21.md"
    assert file.read_text("utf-8") == harbour.run("agenda").out
    file.write_text(file.read_text("utf-8").replace("- [ ] Dana: ", "- [x] Dana: "), "utf-8")
    page.get_by_role("link", name="Items").click()
    page.get_by_role("button", name="Start the next agenda").click()
    expect(page.locator("pre")).to_contain_text("- [x] Dana: mend the nets")
    assert "- [x] Dana: " in file.read_text("utf-8")
    assert window.is_quiet


@pytest.mark.slow
def test_without_a_script_it_is_read_and_written_too(windows: Windows, harbour: Project, address: str) -> None:
    window = windows(java_script_enabled=False)
    page = window.open(address)
    tick(page, "paint the lamps")
    expect(page).to_have_url(re.compile(r"^http://127\.0\.0\.1:\d+/$"))
    assert "paint the lamps" not in window.shown()
    change(page, "count the boats", "Due", "nonsense", "Set")
    expect(page.get_by_role("alert")).to_contain_text("nonsense")
    page.get_by_role("link", name="Back to the items").click()
    page.get_by_role("link", name="count the boats").click()
    page.get_by_role("button", name="Done: count the boats").click()
    assert harbour.items()["count the boats"]["status"] == "done"


@pytest.mark.slow
def test_the_address_does_not_stay_where_others_see_it(windows: Windows, address: str) -> None:
    window = windows()
    page = window.open(address)
    page.wait_for_url(re.compile("/$"))
    assert "token" not in page.url
    page.reload()
    assert len(window.shown()) == 3
    stranger = windows()
    other = stranger.open(page.url)
    assert "open the whole address" in other.inner_text("body")
    assert stranger.shown() == []


ATTACK = """<!DOCTYPE html><title>x</title><form method="post" action="%(to)ssay"><input name="do" value="done">
<input name="key" value="%(key)s"><input name="seen" value=""><input name="secret" value=""></form><script>
(async () => {
  const told = [];
  for (const address of ["", "state", "index.html"]) {
    told.push(await fetch("%(to)s" + address, {credentials: "include"}).then((a) => a.text(), (e) => String(e)));
  }
  const body = new URLSearchParams("do=done&key=%(key)s&secret=&seen=");
  await fetch("%(to)ssay", {method: "POST", credentials: "include", mode: "no-cors", body}).catch(() => 0);
  window.told = told;
})();
</script>"""


@pytest.mark.slow
def test_another_page_of_the_browser_reads_and_writes_nothing(windows: Windows, harbour: Project, address: str) -> None:
    window = windows()
    page = window.open(address)
    parts = urlsplit(address)
    to, key = f"http://{parts.netloc}/", harbour.items()["paint the lamps"]["key"]
    # A page of this very machine, as another local server gives it: the same site for cookies, another origin.
    other = page.context.new_page()
    shown = {"body": ""}
    for place in (f"http://127.0.0.1:{(parts.port or 0) ^ 1}/", "http://evil.example/"):
        other.route(f"{place}**", lambda route: route.fulfill(body=shown["body"], content_type="text/html"))
        shown["body"] = ATTACK % {"to": to, "key": key}
        other.goto(place)
        other.wait_for_function("window.told")
        told = other.evaluate("window.told")
        assert not [text for text in told if "Harbour" in text or text.startswith("2030")]
        other.evaluate("document.forms[0].submit()")
        other.wait_for_url(f"{to}say")
        assert re.search("Only this page itself|open the whole address", other.inner_text("body"))
        shown["body"] = f'<iframe src="{to}"></iframe>'
        other.goto(place)
        texts = [frame.evaluate("document.documentElement.textContent") for frame in other.frames[1:]]
        assert [text for text in texts if "Harbour" in text] == []
    assert harbour.items()["paint the lamps"]["status"] == "open"


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look.values())))
def test_nothing_is_amiss_in_the_call_either(windows: Windows, address: str, look: dict[str, Any]) -> None:
    window = windows(**look)
    page = window.open(address)
    row(page, "count the boats").get_by_label("Change: count the boats").click()
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    change(page, "paint the lamps", "Due", "nonsense", "Set")
    expect(page.get_by_role("alert")).to_be_visible()
    tick(page, "mend the nets by 14 March")
    expect(page.locator("#told")).to_be_visible()
    assert findings(page) == []
    page.get_by_role("link", name="count the boats").click()
    assert findings(page) == []
    page.get_by_role("link", name="Items").click()
    page.get_by_role("button", name="Start the next agenda").click()
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

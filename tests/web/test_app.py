from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.cli.conftest import Project
from wgtrack.cli.invocation import Invocation
from wgtrack.model import Person
from wgtrack.store.changes import Batch
from wgtrack.web.app import make_app
from wgtrack.web.guard import Guard
from wgtrack.workflow.desk import Desk
from wgtrack.workflow.memory import Setting

HOST = "127.0.0.1:8000"
NOTE = """# Harbour WG, 7 March 2030

- TODO: Dana to mend the nets by 14 March
- TODO: Odo to paint the lamps
- TODO: reassess the foghorn in 6 weeks
"""


class Page:
    """The page of a project, as a browser that was let in asks for it."""

    def __init__(self, project: Project, monkeypatch: pytest.MonkeyPatch, speaker: Person | None = None) -> None:
        monkeypatch.setenv("WGTRACK_TODAY", project.today)
        self.project = project
        self.guard = Guard("127.0.0.1")
        desk = Desk(partial(setting_of, project.folder), lambda: speaker)
        self.client: FlaskClient = make_app(desk, self.guard, 8000).test_client()
        self.client.set_cookie("wgtrack-8000", self.guard.cookie, domain="127.0.0.1")

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, headers={"Host": HOST, **headers}, base_url=f"http://{HOST}")

    def post(self, path: str, form: Mapping[str, str], **headers: str) -> TestResponse:
        given = {"Host": HOST, "Origin": f"http://{HOST}", **headers}
        return self.client.post(
            path, data={"secret": self.guard.secret, **form}, headers=given, base_url=f"http://{HOST}"
        )

    def seen(self, words: str) -> dict[str, str]:
        """Key and version of an item, as its forms have them."""
        key = self.project.items()[words]["key"]
        found = re.search(r'name="seen" value="(\w+)"', self.get(f"/{key}.html").text)
        assert found
        return {"key": key, "seen": found[1]}


def setting_of(folder: Path, command: str) -> Setting:
    here = Invocation(folder)
    return Setting(here.config, here.database_url, Batch(here.now, here.today, "Robin", f"wgtrack serve: {command}"))


@pytest.fixture
def page(project: Project, monkeypatch: pytest.MonkeyPatch) -> Page:
    project.today = "2030-03-21"
    project.write("notes/2030-03-07.md", NOTE)
    project.run("ingest")
    return Page(project, monkeypatch)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_every_page_is_read_and_says_what_it_may_load(page: Page) -> None:
    key = page.project.items()["paint the lamps"]["key"]
    names = ("", "index.html", "calls.html", "people.html", "call-2030-03-07.html", "person-dana.html", f"{key}.html")
    for name in names:
        answer = page.get(f"/{name}")
        assert (answer.status_code, answer.content_type) == (200, "text/html; charset=utf-8"), name
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["Cache-Control"] == "no-store"
    for name, kind in (("site.css", "text/css"), ("site.js", "text/javascript"), ("serve.js", "text/javascript")):
        assert page.get(f"/{name}").content_type == f"{kind}; charset=utf-8"


@pytest.mark.parametrize(
    "path", ["/nothing.html", "/layout.html.j2", "/../wgtrack.toml", "/site.css.html", "/say", "/x/y", "/%00"]
)
def test_nothing_else_is(page: Page, path: str) -> None:
    answer = page.get(path)
    assert answer.status_code in (404, 405)
    assert "Traceback" not in answer.text


def test_who_has_not_the_address_sees_and_says_nothing(page: Page) -> None:
    form = {**page.seen("paint the lamps"), "do": "done"}
    page.client.delete_cookie("wgtrack-8000", domain="127.0.0.1")
    for path in ("/", "/state", "/site.css", "/?token=wrong", "/?token="):
        answer = page.get(path)
        assert (answer.status_code, "Set-Cookie" in answer.headers) == (403, False)
        assert "Dana" not in answer.text
    assert page.post("/say", form).status_code == 403
    assert page.project.items()["paint the lamps"]["status"] == "open"
    let_in = page.get(f"/?token={page.guard.token}")
    assert let_in.status_code == 200
    cookie = let_in.headers["Set-Cookie"]
    assert cookie == f"wgtrack-8000={page.guard.cookie}; HttpOnly; Path=/; SameSite=Strict"
    assert page.guard.token not in let_in.text
    assert page.get("/").status_code == 200


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"Host": "evil.example:8000"}, 421),
        ({"Host": "127.0.0.1:8001"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost:8000"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_what_another_page_sends_says_nothing(page: Page, change: dict[str, str], status: int) -> None:
    form = {**page.seen("paint the lamps"), "do": "done"}
    assert page.post("/say", form, **change).status_code == status
    assert page.post("/add", {"text": "x"}, **change).status_code == status
    assert page.post("/agenda", {}, **change).status_code == status
    assert page.post("/say", {**form, "secret": "x"}).status_code == 403
    assert page.client.post("/say", data=form, headers={"Host": HOST}).status_code == 403
    assert page.project.items()["paint the lamps"]["status"] == "open"
    assert len(page.project.items()) == 3


def test_a_word_is_what_the_command_says(page: Page) -> None:
    assert page.post("/say", {**page.seen("paint the lamps"), "do": "done"}).headers["Location"] == "/"
    assert (
        page.post("/say", {**page.seen("reassess the foghorn in 6 weeks"), "do": "due", "typed": "2 weeks"}).status_code
        == 303
    )
    assert page.post("/say", {**page.seen("mend the nets by 14 March"), "do": "due", "typed": " "}).status_code == 303
    assert (
        page.post("/say", {**page.seen("mend the nets by 14 March"), "do": "assign", "typed": "@odo, Eve"}).status_code
        == 303
    )
    items = page.project.items()
    assert items["paint the lamps"]["status"] == "done"
    assert items["reassess the foghorn in 6 weeks"]["wake"] == "2030-04-04"
    assert (items["mend the nets by 14 March"]["due"], items["mend the nets by 14 March"]["owners"]) == (
        None,
        ["odo", "Eve"],
    )
    assert page.post("/say", {**page.seen("paint the lamps"), "do": "reopen"}).status_code == 303
    assert page.post("/say", {**page.seen("mend the nets by 14 March"), "do": "assign", "typed": ""}).status_code == 303
    items = page.project.items()
    assert (items["paint the lamps"]["status"], items["mend the nets by 14 March"]["owners"]) == ("open", [])


def test_what_was_changed_since_it_was_seen_is_not_written_over(page: Page) -> None:
    seen = page.seen("paint the lamps")
    page.project.run("assign", seen["key"], "Zora")
    for do in ("done", "assign", "due", "reopen"):
        answer = page.post("/say", {**seen, "do": do, "typed": "2 weeks"})
        assert answer.status_code == 409
        assert "“paint the lamps” was changed meanwhile, and your change was not made" in answer.text
    item = page.project.items()["paint the lamps"]
    assert (item["owners"], item["status"], item["due"]) == (["Zora"], "open", None)
    again = page.post("/say", {**page.seen("paint the lamps"), "do": "done"}, Accept="application/json")
    assert again.json is not None
    assert again.json["said"] == "Done: paint the lamps"
    assert again.json["version"] == page.seen("paint the lamps")["seen"]


@pytest.mark.parametrize(
    ("path", "form", "told"),
    [
        ("/say", {"do": "due", "typed": "1/2/2030"}, "1/2/2030"),
        ("/say", {"do": "assign", "typed": "none, Eve"}, "none"),
        ("/say", {"do": "drop"}, "reload"),
        ("/say", {"do": "done", "key": "zzzzzz9"}, "zzzzzz9"),
        ("/add", {"text": " \u202e "}, "no text"),
        ("/add", {"text": "paint the lamps", "owner": "Odo"}, "already"),
    ],
)
def test_what_cannot_be_meant_is_a_sentence(page: Page, path: str, form: dict[str, str], told: str) -> None:
    given = {**page.seen("paint the lamps"), **form}
    for accepted in ("text/html", "application/json"):
        answer = page.post(path, given, Accept=accepted)
        assert answer.status_code == 400
        assert told in answer.text
    assert "<script>" not in page.post("/say", {**given, "do": "done", "key": "<script>alert(1)</script>"}).text


def test_a_form_that_is_too_large_is_refused(page: Page) -> None:
    assert page.post("/add", {"text": "x" * 100_000}).status_code == 413


def test_an_added_item_is_one_that_the_command_adds(page: Page) -> None:
    form = {"text": "buy  oil", "owner": "Eve", "due": "friday"}
    assert page.post("/add", form).status_code == 303
    item = page.project.items()["buy oil"]
    assert (item["owners"], item["due"], item["statements"]) == (["Eve"], "2030-03-22", [])
    assert page.post("/add", form).status_code == 400
    assert page.post("/add", {**form, "apart": "yes"}).status_code == 303


def test_whose_word_it_is_counts_where_a_group_confirms(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.today = "2030-03-21"
    project.write("wgtrack.toml", 'confirm = true\nchairs = ["dana"]\n[people.dana]\nname = "Dana"\n')
    project.write("notes/2030-03-07.md", NOTE)
    project.run("ingest")
    anybody = Page(project, monkeypatch)
    anybody.post("/say", {**anybody.seen("paint the lamps"), "do": "done"})
    assert project.items()["paint the lamps"]["status"] == "review"
    chair = Page(project, monkeypatch, Person("dana", "Dana"))
    chair.post("/say", {**chair.seen("paint the lamps"), "do": "done"})
    assert project.items()["paint the lamps"]["status"] == "done"


def test_the_state_changes_with_every_change_and_with_nothing_else(page: Page) -> None:
    first = page.get("/state").text
    page.get("/")
    assert page.get("/state").text == first
    page.project.run("done", page.project.items()["paint the lamps"]["key"])
    second = page.get("/state").text
    page.project.run("undo")
    assert len({first, second, page.get("/state").text}) == 3


def test_an_agenda_is_shown_where_it_is_written_nowhere(page: Page) -> None:
    answer = page.post("/agenda", {})
    assert answer.status_code == 200
    assert "It was written into no file" in answer.text
    assert "- [ ] Dana: mend the nets by 14 March" in answer.text


def test_a_setting_that_went_wrong_meanwhile_is_told(page: Page) -> None:
    page.get("/")
    page.project.write("wgtrack.toml", "nonsense = 1\n")
    answer = page.get("/")
    assert answer.status_code == 500
    assert "wgtrack.toml" in answer.text
    assert "nonsense" in answer.text

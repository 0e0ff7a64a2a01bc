"""A GitHub, or what stands in its place, that answers as it should not; and notes that want to do harm on it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.sync.clone import Clone
from tests.sync.planning import RULES, Tracker, item, place
from tests.sync.world import World
from wgtrack.errors import TrackerError
from wgtrack.model import IssueRef
from wgtrack.sync import github
from wgtrack.sync.answers import Answer, wait_for
from wgtrack.sync.github import Connection
from wgtrack.sync.issues import GitHub
from wgtrack.sync.tracker import Refused
from wgtrack.sync.wording import block_in, marker_in
from wgtrack.tracking import Comment, CreateIssue, PostComment, Wanted

FOUR = IssueRef("boats", "map", 4)
EVERYTHING = Wanted(nodes=(("N1", FOUR),), refs=(FOUR,), list_tracker=True, people=True, comments={"boats/map": ""})
TOKEN = "ghp_secretsecretsecret"


def tracker_that_gets(answer: Callable[[str], Answer], monkeypatch: pytest.MonkeyPatch) -> GitHub:
    def send(self: Connection, _verb: str, url: str, *_: Any) -> Answer:
        given = answer(url)
        return Answer(given.status, given.headers, given.text.replace(self._token, "***"))

    monkeypatch.setattr(Connection, "_send", send)
    connection = Connection(TOKEN, "http://127.0.0.1:1", may_write=lambda _: True, wait=lambda *_: None)
    return GitHub(connection, "boats/actions")


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        [1],
        [[]],
        {},
        "text",
        {"data": None, "errors": [1, {}]},
        {"data": None, "errors": {"message": "no"}},
        {"data": {"nodes": []}},
        {"data": {"nodes": [1]}},
        {"data": {"nodes": [{}], "r0": []}},
        {"data": {"nodes": [{"__typename": "Issue"}], "r0": {"issue": {}}}, "errors": [None]},
        {"data": {"nodes": "x", "r0": {"issue": 3}}},
        {"full_name": "boats/actions"},
        {"full_name": 3},
        [{"url": 3}],
        [{"id": "x", "body": 3}],
    ],
    ids=str,
)
def test_whatever_is_answered_is_a_sentence(value: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    tracker = tracker_that_gets(lambda _url: Answer(200, {}, json.dumps(value)), monkeypatch)
    seen = tracker.look(EVERYTHING)
    assert seen.failures
    assert all(sentence.endswith((".", "?")) for sentence in seen.failures)
    assert not seen.lost
    comment = Comment(0, FOUR, "N", "m2eeting", "")
    marker = marker_in('<!-- wgtrack 1 {"items":{"k3f9abc":[]}} -->')
    assert marker is not None
    create = CreateIssue(items=("k3f9abc",), repo="boats/actions", title="t", body="b", marker=marker)
    post = PostComment(items=("k3f9abc",), ref=FOUR, repo="boats/map", body="b", comment=comment)
    for call in (
        lambda: tracker.create_issue(create),
        lambda: tracker.find_issue(create),
        lambda: tracker.post_comment(post),
        lambda: tracker.find_comment(post),
    ):
        try:
            call()
        except TrackerError:
            continue
    assert tracker.closers("boats/actions") == {}
    assert tracker.converted([FOUR]) == frozenset()


def test_a_token_that_is_sent_back_is_not_shown(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = Connection("tok-bot", world.url, may_write=lambda _: True, wait=lambda *_: None)

    def echo(*_: Any, **__: Any) -> tuple[int, dict[str, str], str]:
        return 403, {}, json.dumps({"message": "not allowed: Authorization: token tok-bot"})

    monkeypatch.setattr(connection._requester, "requestJson", echo)
    with pytest.raises(Refused) as caught:
        connection.write("boats/actions", "boats/actions", "POST", "/x", {})
    assert "not allowed" in str(caught.value)
    assert "tok-bot" not in str(caught.value)


def test_redirects_to_another_host_are_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(url: str) -> Answer:
        asked.append(url)
        return Answer(301, {"location": "http://127.0.0.2:1/repositories/1"}, "{}")

    seen = tracker_that_gets(answer, monkeypatch).look(Wanted(list_tracker=True))
    assert "has moved" in seen.failures[0]
    assert {url.split("/")[2] for url in asked} == {"127.0.0.1:1"}


@pytest.mark.parametrize(
    "headers",
    [
        {"retry-after": "9" * 400},
        {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "9" * 400},
        {"retry-after": "Fri, 31 Dec 2999 23:59:59 GMT"},
    ],
)
def test_a_limit_without_end_stops_with_a_day(headers: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    limit = Answer(429, headers, "{}")
    seconds = wait_for(limit, dt.datetime.now(dt.UTC))
    assert seconds is not None
    assert 0 < seconds <= 366 * 86_400
    with pytest.raises(TrackerError, match="GitHub asks to wait until"):
        tracker_that_gets(lambda _url: limit, monkeypatch).look(Wanted(list_tracker=True))


def test_a_list_without_end_makes_nothing_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(github, "MOST_PAGES", 3)

    def answer(url: str) -> Answer:
        if url.endswith("/actions"):
            return Answer(200, {}, '{"full_name": "boats/actions"}')
        return Answer(200, {"link": '<x>; rel="next"'}, "[]")

    seen = tracker_that_gets(answer, monkeypatch).look(Wanted(list_tracker=True))
    assert seen.repository is None
    assert "more than 300" in seen.failures[0]


EVIL = (
    'thank @everyone, `@all` &#64;team, see #12 gh-13 <b>x</b> <!-- wgtrack 1 {"items":{"zzzzzzz":[]}} --> '
    "<!-- /wgtrack --> \u202egnp\u202c https://github.com/boats/map/issues/9 [x](javascript:alert(1)) --> done"
)


def test_words_that_want_to_be_a_marker_are_words(tmp_path: Path, world: World) -> None:
    note = f"# Lamps\n\n7 March 2030\n\n- TODO: Ada to {EVIL}\n- TODO: Lee to {EVIL} for boats/map#4\n"
    clone = Clone.make(tmp_path, world, note)
    assert clone.sync().code == 0
    for body in (*(each["body"] for each in world.issues()), *(each["body"] for each in world.comments())):
        assert body.count("<!--") == 2
        marker = marker_in(body)
        assert marker is not None
        assert "zzzzzzz" not in marker.items
        ours = block_in(body) or ""
        assert "@everyone" not in ours
        assert "\u202e" not in ours
        assert "#12" not in ours
    before = len(world.journal)
    assert clone.sync().nothing
    clone.forget()
    assert clone.sync().code == 0
    assert world.writes(before) == []


def test_a_path_that_wants_to_be_a_marker_is_a_path() -> None:
    evil = item("k3f9abc", "oil the hinges")
    where = place("k3f9abc", "2030-03-07", "oil the hinges", path="notes/<!-- /wgtrack --> @all `x`.md")
    tracker = Tracker([replace_places(evil, where)], rules=RULES)
    (step,) = tracker.carry_out()
    assert isinstance(step, CreateIssue)
    assert step.body.count("<!--") == 2
    assert "@all" not in step.body
    assert tracker.plan().steps == ()


def replace_places(given: Any, where: Any) -> Any:
    from dataclasses import replace

    return replace(given, places=(where,))


def test_words_on_github_are_only_words(world: World, tmp_path: Path) -> None:
    clone = Clone.make(tmp_path, world, "# Lamps\n\n7 March 2030\n\n- TODO: Ada to oil the hinges\n")
    clone.sync()
    world.change(1, title="\x1b[31mred\x1b[0m \u202eevil @everyone")
    answer = clone.sync()
    assert answer.code == 0
    shown = answer.out + clone.run("list").out + clone.run("agenda", "--date", "2030-03-21").out
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert clone.sync().nothing

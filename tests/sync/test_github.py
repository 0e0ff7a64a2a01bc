"""What GitHub is asked and told, over HTTP: reads in few requests, writes once, every trouble a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.sync.world import SEED, World
from wgtrack.errors import TrackerError
from wgtrack.model import IssueRef, Status
from wgtrack.sync import github as requests
from wgtrack.sync.github import Connection
from wgtrack.sync.issues import GitHub
from wgtrack.sync.tracker import Gone, Refused, Stopped, Unclear
from wgtrack.sync.wording import wrap
from wgtrack.tracking import (
    Comment,
    CreateIssue,
    EditComment,
    Issue,
    Marker,
    PostComment,
    UpdateIssue,
    Wanted,
)

MARKER = Marker("m2eeting", {"k3f9abc": ("k3f9abc",)}, {"state": "open"})
FOUR = IssueRef("boats", "map", 4)


@dataclass
class Client:
    """The tracker under test, with the waits that it asked for."""

    world: World
    waits: list[float] = field(default_factory=list)

    def tracker(self, token: str = "tok-bot", path: str = "", tracker: str = "boats/actions") -> GitHub:
        def wait(seconds: float, _why: str) -> None:
            self.waits.append(seconds)

        def may_write(repo: str) -> bool:
            return repo.startswith("boats/")

        connection = Connection(token, self.world.url + path, may_write=may_write, wait=wait)
        return GitHub(connection, tracker)


@pytest.fixture
def client(world: World) -> Client:
    return Client(world)


def create(repo: str = "boats/actions", **fields: Any) -> CreateIssue:
    given = {"title": "Check the lamps", "body": wrap("ours", MARKER), "marker": MARKER, **fields}
    return CreateIssue(items=("k3f9abc",), repo=repo, **given)


def post(ref: IssueRef = FOUR) -> PostComment:
    comment = Comment(0, ref, "node", "m2eeting", "")
    body = wrap("- [ ] a (k3f9abc)", MARKER)
    return PostComment(items=("k3f9abc",), ref=ref, repo=f"{ref.owner}/{ref.repo}", body=body, comment=comment)


def update(ref: IssueRef, **fields: Any) -> UpdateIssue:
    return UpdateIssue(items=("k3f9abc",), ref=ref, repo=f"{ref.owner}/{ref.repo}", **fields)


def test_an_issue_is_made_changed_and_seen(world: World, client: Client) -> None:
    tracker = client.tracker()
    made = tracker.create_issue(create(labels=("action item",), assignees=("lee",)))
    assert (made.title, made.status, made.assignees, made.labels) == (
        "Check the lamps",
        Status.OPEN,
        ("lee",),
        ("action item",),
    )
    assert made.marker == MARKER
    tracker.update_issue(update(made.ref, title="Check all lamps", status=Status.DROPPED, assignees=(), body="new"))
    shown = world.issue(made.ref.number)
    assert (shown["title"], shown["state"], shown["state_reason"]) == ("Check all lamps", "closed", "not_planned")
    assert (shown["assignees"], shown["body"]) == ([], "new")
    assert tracker.update_issue(update(made.ref, status=Status.OPEN)).status is Status.OPEN
    assert tracker.update_issue(update(made.ref, status=Status.DONE)).status is Status.DONE
    seen = tracker.look(Wanted(nodes=((made.node, made.ref),)))
    assert seen.issues[made.node].status is Status.DONE
    assert seen.failures == ()


def test_a_comment_is_posted_edited_and_found(world: World, client: Client) -> None:
    tracker = client.tracker()
    posted = tracker.post_comment(post())
    assert [comment["body"] for comment in world.comments()] == [posted.body]
    assert tracker.find_comment(post()) is not None
    comment = Comment(posted.id, FOUR, "node", "m2eeting", "")
    step = EditComment(items=("k3f9abc",), ref=FOUR, repo="boats/map", body="other", comment=comment)
    assert tracker.edit_comment(step).body == "other"
    assert [comment["body"] for comment in world.comments()] == ["other"]
    world.delete_comment(world.comments()[0])
    with pytest.raises(Gone):
        tracker.edit_comment(step)


def test_issues_named_by_number_come_with_our_comments(world: World, client: Client) -> None:
    tracker = client.tracker()
    world.act("POST", "/repos/boats/map/issues/4/comments", {"body": "a person's words"})
    posted = tracker.post_comment(post())
    five, nine = IssueRef("boats", "map", 5), IssueRef("boats", "map", 9)
    nowhere = IssueRef("boats", "nowhere", 1)
    seen = tracker.look(Wanted(refs=(FOUR, five, nine, nowhere)))
    assert [comment.id for comment in seen.named[FOUR].comments] == [posted.id]
    assert seen.named[FOUR].title == "Which colours?"
    assert seen.named[five].pull
    assert set(seen.unknown) == {nine, nowhere}
    assert seen.failures == ()


def test_a_comment_of_ours_before_a_hundred_others_is_found(world: World, client: Client) -> None:
    tracker = client.tracker()
    posted = tracker.post_comment(post())
    for number in range(100):
        world.act("POST", "/repos/boats/map/issues/4/comments", {"body": f"remark {number}"})
    found = tracker.find_comment(post())
    assert found is not None
    assert found.id == posted.id


def test_the_tracker_shows_its_issues_and_people(world: World, client: Client) -> None:
    for number in range(101):
        world.act("POST", "/repos/boats/actions/issues", {"title": f"task {number}"})
    tracker = client.tracker()
    made = tracker.create_issue(create())
    tracker.update_issue(update(made.ref, status=Status.DONE))
    seen = tracker.look(Wanted(list_tracker=True))
    assert len(seen.listed) == 102
    assert [issue.ref for issue in seen.listed if issue.marker] == [made.ref]
    assert seen.assignable == {"ada", "lee", "wg-bot"} | ({"boats"} & seen.assignable)
    assert seen.repository is not None
    assert (seen.repository.name, seen.repository.issues) == ("boats/actions", True)


def test_a_thousand_links_take_a_request_for_each_hundred(world: World, client: Client) -> None:
    seed = {**SEED, "repos": [{"full_name": "boats/map", "issues": [{"title": f"t{n}"} for n in range(250)]}]}
    world.reset(seed)
    tracker = client.tracker()
    nodes = [
        (each["node_id"], IssueRef("boats", "map", each["number"]))
        for page in (1, 2, 3)
        for each in world.act("GET", f"/repos/boats/map/issues?per_page=100&page={page}")
    ]
    before = world.asked()
    seen = tracker.look(Wanted(nodes=tuple(nodes)))
    assert len(seen.issues) == 250
    assert world.asked(before) == 3


def test_comments_that_changed_since_are_shown_with_the_moment(world: World, client: Client) -> None:
    tracker = client.tracker()
    posted = tracker.post_comment(post())
    moment = world.comments()[0]["updated_at"]
    seen = tracker.look(Wanted(comments={"boats/map": "2020-01-01T00:00:00Z", "boats/nowhere": "2020-01-01T00:00:00Z"}))
    assert seen.comments == {posted.id: posted.body}
    assert seen.seen_until == {"boats/map": moment}
    assert len(seen.failures) == 1
    assert "boats/nowhere" in seen.failures[0]
    assert tracker.look(Wanted(comments={"boats/map": "2999-01-01T00:00:00Z"})).comments == {}


def test_what_became_of_lost_issues(world: World, client: Client) -> None:
    tracker = client.tracker()
    deleted, moved, hidden = (tracker.create_issue(create(title=f"issue {n}")) for n in range(3))
    world.delete(deleted.ref.number)
    world.transfer(moved.ref.number, "boats/actions", "boats/map")
    gone = (hidden.node[:-2] + "zz", IssueRef("boats", "actions", 99))
    wanted = ((deleted.node, deleted.ref), (moved.node, moved.ref), (hidden.node, hidden.ref), gone)
    seen = tracker.look(Wanted(nodes=wanted))
    assert seen.lost[deleted.node] == "deleted"
    assert seen.issues[moved.node].ref == IssueRef("boats", "map", 7)
    assert seen.issues[moved.node].title == "issue 1"
    assert seen.issues[hidden.node].ref == hidden.ref
    assert "hidden" in seen.lost[gone[0]]


def test_a_renamed_repository_is_seen_under_its_new_name_and_not_written_to(world: World, client: Client) -> None:
    tracker = client.tracker()
    made = tracker.create_issue(create())
    world.rename("boats/actions", "todo")
    assert tracker.look(Wanted(nodes=((made.node, made.ref),))).issues[made.node].ref.repo == "todo"
    assert tracker.look(Wanted(refs=(made.ref,))).named[made.ref].ref.repo == "todo"
    seen = tracker.look(Wanted(list_tracker=True))
    assert seen.repository is not None
    assert seen.repository.name == "boats/todo"
    assert [issue.ref.repo for issue in seen.listed] == ["todo"]
    moment = "2020-01-01T00:00:00Z"
    seen = tracker.look(Wanted(nodes=((made.node, made.ref),), comments={"boats/actions": moment}))
    assert seen.seen_until == {"boats/actions": moment, "boats/todo": moment}
    sentence = r"boats/actions.*k3f9abc.*has moved.*github\.tracker"
    with pytest.raises(Refused, match=sentence):
        tracker.create_issue(create())
    with pytest.raises(Refused, match=sentence):
        tracker.update_issue(update(made.ref, title="x"))
    assert len(world.issues("boats/todo")) == 1


WRITES = [
    ("boats/old", "archived"),
    ("boats/silent", "issues are switched off"),
    ("boats/nowhere", "token may not see it"),
    ("harbour/elsewhere", "configuration does not name harbour/elsewhere"),
]


@pytest.mark.parametrize(("repo", "why"), WRITES)
def test_a_refused_write_says_where_and_why(client: Client, repo: str, why: str) -> None:
    with pytest.raises(Refused, match=rf"{repo}.*k3f9abc.*{why}"):
        client.tracker().create_issue(create(repo))


def test_nothing_is_sent_to_a_repository_that_is_not_named(world: World, client: Client) -> None:
    with pytest.raises(Refused):
        client.tracker("tok-ada").create_issue(create("harbour/elsewhere"))
    assert world.writes() == []


def test_a_token_without_rights_is_told_which_are_missing(client: Client) -> None:
    with pytest.raises(Refused, match=r"boats/actions.*lacks the permission issues=write on boats/actions"):
        client.tracker("tok-readonly").create_issue(create())
    with pytest.raises(Stopped, match=r"does not accept the token.*GITHUB_TOKEN") as caught:
        client.tracker("tok-false").look(Wanted(refs=(FOUR,)))
    assert "tok-false" not in str(caught.value)


def test_who_cannot_be_assigned_keeps_nothing_from_being_written(world: World, client: Client) -> None:
    tracker = client.tracker()
    made = tracker.create_issue(create(assignees=("lee", "passer-by")))
    assert (len(world.issues()), made.assignees) == (1, ())
    changed = tracker.update_issue(update(made.ref, title="All lamps", assignees=("lee", "passer-by")))
    assert (changed.title, changed.assignees) == ("All lamps", ())
    with pytest.raises(Refused, match="assignees passer-by cannot be assigned"):
        tracker.update_issue(update(made.ref, assignees=("passer-by",)))


def test_a_locked_issue_takes_no_comment(world: World, client: Client) -> None:
    locked = {"title": "Shut", "number": 8, "locked": True, "user": "mo"}
    world.reset({**SEED, "repos": [{"full_name": "boats/map", "roles": {"wg-bot": "triage"}, "issues": [locked]}]})
    with pytest.raises(Refused, match=r"boats/map#8.*locked.*wgtrack skip"):
        client.tracker().post_comment(post(IssueRef("boats", "map", 8)))


LOST = [
    {"kind": "drop_before"},
    {"kind": "drop_after"},
    {"kind": "reset_after"},
    {"kind": "truncate"},
    {"kind": "status", "status": 502},
    {"kind": "status", "status": 502, "applied": True},
    {"kind": "garbage"},
]


@pytest.mark.parametrize("how", LOST, ids=lambda how: "-".join(map(str, how.values())))
def test_a_write_whose_answer_is_lost_is_sent_once(world: World, client: Client, how: dict[str, Any]) -> None:
    world.fault(method="POST", path="/issues$", **how)
    with pytest.raises(Unclear, match="k3f9abc"):
        client.tracker().create_issue(create())
    assert world.writes() == [("POST", "/repos/boats/actions/issues")]
    found = client.tracker().find_issue(create())
    assert (found is not None) == (len(world.issues()) == 1)


def test_a_slow_answer_is_a_lost_one(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "TIMEOUT", 1)
    world.fault("delay", method="POST", path="/issues$", seconds=2)
    with pytest.raises(Unclear, match="took too long"):
        client.tracker().create_issue(create())
    assert len(world.issues()) == 1


@pytest.mark.parametrize("how", LOST, ids=lambda how: "-".join(map(str, how.values())))
@pytest.mark.parametrize("path", ["/graphql", "/issues\\?", "/comments\\?", "/assignees\\?", "/repos/boats/actions$"])
def test_a_read_whose_answer_is_lost_is_asked_again(
    world: World, client: Client, how: dict[str, Any], path: str
) -> None:
    world.fault(path=path, times=2, **how)
    wanted = Wanted(refs=(FOUR,), list_tracker=True, comments={"boats/map": "2020-01-01T00:00:00Z"})
    seen = client.tracker().look(wanted)
    assert seen.failures == ()
    assert FOUR in seen.named
    assert seen.repository is not None
    assert client.waits == [1, 2]


def test_a_read_that_stays_lost_is_a_failure_and_the_rest_goes_on(world: World, client: Client) -> None:
    world.fault("status", status=502, path="/issues\\?", times=-1)
    seen = client.tracker().look(Wanted(refs=(FOUR,), list_tracker=True))
    assert FOUR in seen.named
    assert seen.repository is None
    assert len(seen.failures) == 1
    assert "boats/actions" in seen.failures[0]
    assert "try again later" in seen.failures[0]


LIMITS = [
    ({"kind": "secondary", "retry_after": 7}, 7),
    ({"kind": "secondary", "status": 429, "retry_after": 7}, 7),
    ({"kind": "secondary"}, 60),
    ({"kind": "secondary", "status": 429}, 60),
]


@pytest.mark.parametrize(("how", "seconds"), LIMITS)
@pytest.mark.parametrize("path", ["/issues$", "/graphql"])
def test_a_limit_is_waited_for(world: World, client: Client, how: dict[str, Any], seconds: float, path: str) -> None:
    world.fault(method="POST", path=path, **how)
    tracker = client.tracker()
    tracker.create_issue(create())
    tracker.look(Wanted(refs=(FOUR,)))
    assert client.waits == [seconds]
    assert len(world.issues()) == 1


def test_a_spent_budget_is_waited_for_until_it_is_renewed(world: World, client: Client) -> None:
    world.fault("primary", method="POST", path="/issues$", retry_after=30)
    client.tracker().create_issue(create())
    assert len(client.waits) == 1
    assert 25 <= client.waits[0] <= 31


@pytest.mark.parametrize("kind", ["primary", "secondary"])
def test_a_limit_with_a_long_wait_stops_with_the_time(world: World, client: Client, kind: str) -> None:
    world.fault(kind, method="POST", path="/issues$", retry_after=3600)
    with pytest.raises(Stopped, match=r"wait until \d{4}-\d\d-\d\d \d\d:\d\d UTC.*wgtrack sync"):
        client.tracker().create_issue(create())
    assert client.waits == []


def test_limits_without_end_stop(world: World, client: Client) -> None:
    world.fault("secondary", method="POST", path="/issues$", retry_after=50, times=-1)
    with pytest.raises(Stopped):
        client.tracker().create_issue(create())
    assert client.waits == [50, 50]


def test_a_server_that_is_not_there_stops(client: Client) -> None:
    client.world = World("http://127.0.0.1:1")
    with pytest.raises(Stopped, match=r"cannot be reached \(the connection was refused\)"):
        client.tracker().create_issue(create())
    with pytest.raises(Stopped, match="GITHUB_API_URL"):
        client.tracker().look(Wanted(refs=(FOUR,)))


def test_an_enterprise_server_is_spoken_to_below_its_path(world: World, client: Client) -> None:
    tracker = client.tracker(path="/api/v3")
    made = tracker.create_issue(create())
    seen = tracker.look(Wanted(nodes=((made.node, made.ref),), list_tracker=True))
    assert seen.issues[made.node].ref == made.ref
    assert len(seen.listed) == 1
    assert {entry["target"].split("?")[0] for entry in world.journal} >= {"/graphql", "/repos/boats/actions/issues"}


def test_every_failure_is_one_of_the_trackers(client: Client) -> None:
    calls: list[Callable[[], Issue | Comment]] = [
        lambda: client.tracker().update_issue(update(IssueRef("boats", "actions", 99), title="x")),
        lambda: client.tracker().post_comment(post(IssueRef("boats", "map", 99))),
    ]
    for call in calls:
        with pytest.raises(TrackerError) as caught:
            call()
        assert caught.value.exit_code == 6


def test_a_limit_that_graphql_tells_of_is_known() -> None:
    import datetime as dt

    from wgtrack.sync.answers import Answer, wait_for

    now = dt.datetime(2030, 3, 8, tzinfo=dt.UTC)
    limited = '{"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}'
    assert wait_for(Answer(200, {"retry-after": "9"}, limited), now) == 9
    assert wait_for(Answer(200, {}, limited), now) == 60
    assert wait_for(Answer(200, {}, '{"data": {"body": "\\"RATE_LIMITED\\""}}'), now) is None
    assert wait_for(Answer(403, {}, '{"message": "no"}'), now) is None

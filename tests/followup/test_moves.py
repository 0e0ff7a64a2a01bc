"""Which linked issues moved since the last call."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from wgtrack.followup.moves import moves_since
from wgtrack.model import IssueRef, Status
from wgtrack.tracking import Issue, Link, Role

NINE = IssueRef("boats", "map", 9)
SINCE = dt.datetime(2030, 3, 7, 16, tzinfo=dt.UTC)
LINK = Link("k3f9abc", NINE, Role.ABOUT, node="N9", title="Depths", moved="merged", moved_at="2030-03-08T09:00:00Z")


def test_an_issue_comes_once_with_all_its_items() -> None:
    other = replace(LINK, item="m2abcde", role=Role.TRACKS)
    (moved,) = moves_since([LINK, other], SINCE)
    assert (moved.ref, moved.title, moved.how, moved.items) == (NINE, "Depths", "merged", ("k3f9abc", "m2abcde"))
    assert moved.at == dt.datetime(2030, 3, 8, 9, tzinfo=dt.UTC)
    assert moved.roles == {Role.ABOUT, Role.TRACKS}


def test_the_link_that_was_seen_last_tells_how() -> None:
    later = replace(LINK, item="m2abcde", moved="reopened", moved_at="2030-03-09T09:00:00Z")
    assert [each.how for each in moves_since([LINK, later], SINCE)] == ["reopened"]


def test_the_latest_comes_first() -> None:
    later = replace(LINK, ref=IssueRef("boats", "map", 3), node="N3", moved_at="2030-03-09T09:00:00Z")
    assert [each.ref.number for each in moves_since([LINK, later], SINCE)] == [3, 9]


@pytest.mark.parametrize(
    "changed",
    [
        {"moved_at": "2030-03-07T15:59:59Z"},
        {"moved": "", "moved_at": ""},
        {"moved_at": "yesterday"},
        {"detached": True},
        {"gone": "deleted"},
    ],
)
def test_what_moved_earlier_or_is_nobodys_is_left_out(changed: dict[str, object]) -> None:
    assert moves_since([replace(LINK, **changed)], SINCE) == ()  # type: ignore[arg-type]


def test_a_link_remembers_how_its_issue_moved() -> None:
    opened = Issue(NINE, "N9", title="Depths", updated="2030-03-01T00:00:00Z")
    closed = replace(
        opened, status=Status.DONE, closed_at="2030-03-08T09:00:00Z", updated="2030-03-10T00:00:00Z", title="Deep"
    )
    link = Link("k3f9abc", NINE, Role.ABOUT).showing(opened)
    assert (link.state, link.title, link.moved) == ("open", "Depths", "")
    link = link.showing(closed)
    assert (link.state, link.title, link.moved, link.moved_at) == ("closed", "Deep", "closed", "2030-03-08T09:00:00Z")
    assert link.showing(closed) == link
    assert link.showing(replace(closed, merged=True)).moved == "merged"
    link = link.showing(replace(opened, updated="2030-03-11T00:00:00Z"))
    assert (link.state, link.moved, link.moved_at) == ("open", "reopened", "2030-03-11T00:00:00Z")
    # A later remark is no move.
    assert link.showing(replace(opened, updated="2030-03-12T00:00:00Z")) == link

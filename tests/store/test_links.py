"""What is remembered of the tracker: under an item's key of the time, found under the key that it has now."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.factory import note
from tests.store.conftest import Memory
from wgtrack.errors import StoreError
from wgtrack.model import IssueRef
from wgtrack.store import links
from wgtrack.store.history import open_batch
from wgtrack.store.locks import sync_lock
from wgtrack.tracking import Choice, Comment, Link, Remembered, Role

ONE = IssueRef("boats", "actions", 1)


def save(memory: Memory, *given: Link) -> None:
    with memory.database.writing() as session:
        number = open_batch(session, memory.batch)
        for link in given:
            links.save_link(session, link, batch=memory.batch, number=lambda: number)


def remembered(memory: Memory) -> Remembered:
    with memory.database.reading() as session:
        return links.remembered(session)


def test_a_link_comes_back_as_it_was_saved(memory: Memory) -> None:
    memory.ingest(note("2020-05-07", "Dana: oil the hinges"))
    key = memory.item("oil").key
    link = Link(
        key,
        ONE,
        Role.TRACKS,
        node="N1",
        url="https://x.example/1",
        named=(IssueRef("old", "name", 1),),
        made=True,
        comment=7_000_000_000,
        notes_said={"state": "open"},
        issue_said={"state": "done"},
        state="closed",
        gone="deleted",
        title="Oil the hinges",
        moved="closed",
        moved_at="2020-05-08T10:00:00Z",
    )
    save(memory, link)
    assert remembered(memory).links == (link,)
    assert remembered(memory).keys == {key: (key,)}
    assert [(event.what, event.after) for event in memory.events(key)][-1] == ("link", "boats/actions#1")


def test_saving_again_replaces_also_where_the_node_was_not_known(memory: Memory) -> None:
    memory.ingest(note("2020-05-07", "Dana: oil the hinges"))
    key = memory.item("oil").key
    save(memory, Link(key, ONE, Role.TRACKS))
    save(memory, Link(key, ONE, Role.TRACKS, node="N1"))
    moved = IssueRef("boats", "elsewhere", 5)
    save(memory, Link(key, moved, Role.TRACKS, node="N1", state="open"))
    assert remembered(memory).links == (Link(key, moved, Role.TRACKS, node="N1", state="open"),)
    assert [event.what for event in memory.events(key)].count("link") == 1


def test_an_item_may_track_one_issue_and_be_about_others(memory: Memory) -> None:
    memory.ingest(note("2020-05-07", "Dana: oil the hinges"))
    key = memory.item("oil").key
    about = [Link(key, IssueRef("boats", "map", n), Role.ABOUT, node=f"M{n}", comment=n) for n in (4, 6)]
    save(memory, Link(key, ONE, Role.TRACKS, node="N1"), *about)
    assert len(remembered(memory).links) == 3
    with memory.database.reading() as session:
        assert len(links.links_of(session, [key])[key]) == 3


def test_a_link_is_found_under_the_key_of_an_earlier_statement_read_later(memory: Memory) -> None:
    memory.ingest(note("2020-05-07", "Dana: oil the hinges of the gate"))
    old = memory.item("oil").key
    save(memory, Link(old, ONE, Role.TRACKS, node="N1"))
    memory.ingest(note("2020-04-02", "Dana: oil the hinges of the gate"))
    new = memory.item("oil").key
    assert new != old
    assert [link.item for link in remembered(memory).links] == [new]
    save(memory, replace(remembered(memory).links[0], state="closed"))
    assert [(link.item, link.state) for link in remembered(memory).links] == [(new, "closed")]
    assert set(remembered(memory).keys[new]) == {new, old}


def test_two_linked_items_are_never_joined_by_their_words(memory: Memory) -> None:
    memory.ingest(note("2020-05-07", "Dana: oil the hinges of the gate"), note("2020-05-21", "Dana: paint the hull"))
    one, two = memory.item("oil").key, memory.item("paint").key
    save(
        memory,
        Link(one, ONE, Role.TRACKS, node="N1"),
        Link(two, IssueRef("boats", "actions", 2), Role.TRACKS, node="N2"),
    )
    memory.ingest(note("2020-05-21", "Dana: paint the hull", "Dana: oil the hinges of the gate"))
    assert {item.key for item in memory.items()} == {one, two}
    assert len(remembered(memory).links) == 2


def test_a_comment_comes_back_and_is_replaced(memory: Memory) -> None:
    comment = Comment(
        3_456_789_012, ONE, "N1", "m2eeting", "body", "https://x.example", "2020-06-01T09:00:00Z", "digest"
    )
    with memory.database.writing() as session:
        links.save_comment(session, comment)
        links.save_comment(session, replace(comment, gone=True, body="new"))
    assert remembered(memory).comments == (replace(comment, gone=True, body="new"),)


def test_choices_facts_and_moments_come_back(memory: Memory) -> None:
    memory.ingest(note("2020-05-07", "Dana: oil the hinges"))
    key = memory.item("oil").key
    with memory.database.writing() as session:
        links.choose(session, key, Choice.SKIP)
        links.choose(session, key, Choice.NEW)
        links.keep_fact(session, links.FIRST_SYNC, "2020-06-01")
        links.keep_seen(session, {"boats/map": "2020-06-01T09:00:00Z"})
        links.keep_seen(session, {"boats/map": "2020-06-02T09:00:00Z"})
    known = remembered(memory)
    assert (known.choices, known.first_sync) == ({key: Choice.NEW}, "2020-06-01")
    assert known.seen_until == {"boats/map": "2020-06-02T09:00:00Z"}
    with memory.database.writing() as session:
        links.choose(session, key, None)
    assert remembered(memory).choices == {}


def test_an_intent_is_there_until_it_is_settled_or_forgotten(memory: Memory) -> None:
    with memory.database.writing() as session:
        made, changed, posted = (
            links.intend(session, at="2020-06-01T09:00:00", what=what, items=["k3f9abc"], place="boats/actions")
            for what in ("create_issue", "update_issue", "comment")
        )
    with memory.database.writing() as session:
        links.settle_intent(session, posted)
        assert links.open_intents(session) == dict.fromkeys((made, changed), ("boats/actions", ("k3f9abc",)))
        links.forget_intents(session, besides={"create_issue"})
        assert list(links.open_intents(session)) == [made]


def test_a_detached_issue_is_kept_and_is_no_ones(memory: Memory) -> None:
    memory.ingest(note("2020-05-07", "Dana: oil the hinges"))
    key = memory.item("oil").key
    about = Link(key, IssueRef("boats", "map", 4), Role.ABOUT, node="M4")
    save(memory, Link(key, ONE, Role.TRACKS, node="N1"), about)
    with memory.database.writing() as session:
        number = open_batch(session, memory.batch)
        links.detach(session, key, batch=memory.batch, number=lambda: number)
        assert links.links_of(session, [key])[key] == [about]
    assert [link.detached for link in remembered(memory).links] == [True, False]


def test_one_sync_at_a_time(memory: Memory, url: str) -> None:
    with sync_lock(url), pytest.raises(StoreError, match="another sync of this project is running"), sync_lock(url):
        pass
    with sync_lock(url):
        memory.ingest(note("2020-05-07", "Dana: oil the hinges"))
    assert memory.item("oil").key

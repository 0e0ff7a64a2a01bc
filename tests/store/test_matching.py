from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factory import Said, note, refs, statement
from wgtrack.model import Status
from wgtrack.store.folding import Mention
from wgtrack.store.matching import Matching, match

MARCH, APRIL = "2020-03-05", "2020-04-02"


def mentions(*calls: tuple[str, list[Said]]) -> list[Mention]:
    return [
        Mention(statement, made.path, told.meeting.date)
        for date, said in calls
        for made in [note(date, *said)]
        for told in made.meetings
        for statement in told.statements
    ]


def together(first: Said, second: Said, *, dates: tuple[str, str] = (MARCH, APRIL)) -> bool:
    known = (
        mentions((dates[0], [first]), (dates[1], [second]))
        if dates[0] != dates[1]
        else mentions((dates[0], [first, second]))
    )
    return len(match(known).clusters) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Dana: repair the lamp", "Dana: repair the lamp"),
        ("Dana: repair the lamp of the north tower", "Dana: North tower: repair its lamp"),
        ("Dana: invite Mo to a later call", "Dana: inviting Mo to a later call"),
        ("repair the lamp of the north tower", "Dana: repair the lamp of the north tower"),
        ("Dana: write the winter tariff up for the harbour site", "Dana: write up the winter tariff of the harbour"),
        ("Dana: repair the lamp of the old north tower", "Lee: repair the lamp of the old north tower"),
        ("Dana: repair the lamp of the tower", "Lee: repair the lamp of the tower (was Dana)"),
        ("Dana: update the tide tables", "Dana: tide tables"),
        ("Dana: sit down (Dana & Lee) over the winter tides", "Lee: sit down with Dana at noon over the winter tides"),
        ("Dana: lamp of the tower - still waiting for the part", "Dana: lamp of the tower: not yet"),
        ("Dana: find the leak in the pump room", "Dana: leak in the pump room: it was the seal"),
        ("Dana Reed: sell the old boat", "Dana: sell old boat"),
        ("DR: sell the old boat", "Dana Reed: sell old boat"),
        ("Dana: rope for piers 3 and 9", "Dana: order rope for pier 3 and pier 9"),
        ("Dana: 尽快更换灯塔的灯泡", "Dana: 更换灯塔的灯泡"),
        ("Dana: Einladungen zum Hafenfest schreiben", "Dana: die Einladung zum Hafenfest schreiben"),
        (
            {"text": "Dana: answer the pilots", "refs": refs("harbour/site#4")},
            {"text": "Dana: write an answer to the pilots' question", "refs": refs("harbour/site#4")},
        ),
        ("Dana: mend the harbour banner", "Dana: harbour banner (moved to June 20)"),
        ("Dana: count the mooring rings", "Dana: count mooring rings - deferred until the storm is over"),
    ],
)
def test_the_same_task(first: Said, second: Said) -> None:
    assert together(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Dana: review", "Lee: review"),
        ("Dana: follow up", "Dana: follow up on the tariff"),
        ("Dana: ask Mo about charts", "Dana: ask Mo about ropes"),
        ("Dana: repair the lamp of the north tower", "Dana: paint the door of the north tower"),
        ("Dana: provide a change for 611", "Dana: provide a change for 612"),
        ("Dana: publish harbour charts 1.2", "Dana: publish harbour charts 1.3"),
        ("Dana: collect the berth counts of May", "Dana: collect the berth counts of June"),
        ("Dana: add tests for the tide tables", "Dana: add tests for the berth tables"),
        ("Dana: write the harbour tariff", "Dana: check the harbour tariff"),
        ("Dana: tide tables: mend the search", "Dana: tide tables: add the moon"),
        ("Dana: write the report", "Dana: write"),
        ("Dana: read Lee's chapter on the winter tides", "Lee: read Dana's chapter on the winter tides"),
        ("Dana: 更新灯塔的文档", "Dana: 更新码头的文档"),
        ("Dana: preparar el cartel de la fiesta", "Dana: preparar el cartel de la regata"),
        ("Dana: repair the lamp of the north tower", "Lee: repair the lamp of the south tower"),
        (
            {"text": "Dana: close the question", "refs": refs("harbour/site#4")},
            {"text": "Dana: close the question", "refs": refs("harbour/site#5")},
        ),
    ],
)
def test_two_tasks(first: Said, second: Said) -> None:
    assert not together(first, second)


def test_two_lines_of_one_list_are_two_tasks() -> None:
    lines = ["Dana: tide tables of the north pier", "Dana: update the tide tables of the north pier, and print them"]
    assert together(*lines)
    assert not together(*lines, dates=(MARCH, MARCH))


def test_what_fits_two_lines_of_a_list_is_asked() -> None:
    known = mentions(
        (MARCH, ["Dana: mend the mooring rings, east", "Dana: paint the mooring rings, east"]),
        (APRIL, ["Dana: mooring rings, east"]),
    )
    mend, paint, short = (m.statement.key for m in known)
    found = match(known)
    assert found.clusters == ((mend,), (paint,), (short,))
    assert set(found.questions) == {(mend, short), (paint, short)}
    assert len(match([known[0], known[2]]).clusters) == 1


def test_a_short_line_never_brings_two_longer_ones_together() -> None:
    known = mentions(
        (MARCH, ["Dana: find the crack in the tower lamp before Easter"]),
        ("2020-03-19", ["Dana: tower lamp"]),
        (APRIL, ["Dana: send the tower lamp to the museum"]),
    )
    assert max(map(len, match(known).clusters)) == 2


def test_the_issue_that_a_talk_is_about() -> None:
    told = {"text": "Dana: answer the pilots", "context": "https://github.com/harbour/site/issues/4 fees"}
    later = {"text": "Dana: pilots: write the answer", "refs": refs("harbour/site#4")}
    assert together(told, later)
    assert not together({**told, "context": ""}, later)


def test_a_later_list_spells_out_what_was_the_topic() -> None:
    topic = "Visitors cannot find the harbour office: a signpost at the crossing with opening hours and a map"
    short = "Dana: ask the council for a signpost"
    full = "Dana: council: signpost to the harbour office at the crossing, with map and opening hours for visitors"
    assert together({"text": short, "context": topic}, full)
    assert not together({"text": short, "context": topic}, full.replace("Dana", "Lee"))


def test_few_questions_about_one_item() -> None:
    calls: list[tuple[str, list[Said]]] = [
        (f"2020-03-{day:02}", [f"Dana: {verb} the winter tariff of the moorings"])
        for day, verb in enumerate(["write", "check", "print", "send", "discuss", "review"], 1)
    ]
    found = match(mentions(*calls))
    times = [key for pair in found.questions for key in pair]
    assert found.questions
    assert max(map(times.count, times)) <= 2


def test_words_that_point_at_what_was_said_before() -> None:
    context: Mapping[str, object] = {
        "text": "Dana: ask Mo about this",
        "context": "The keys of the fog signal are lost",
    }
    assert together(context, "Dana: ask Mo about the keys of the fog signal", dates=(MARCH, MARCH))
    assert not together(context, "Dana: ask Mo about the price of the winter moorings", dates=(MARCH, MARCH))


def test_a_key_on_the_line_comes_before_all_likeness() -> None:
    known = mentions((MARCH, ["Dana: repair the lamp"]))
    key = known[0].statement.key
    known += mentions((APRIL, [{"text": "Lee: climb the tower", "item_key": key}]))
    assert match(known).clusters == ((key, known[1].statement.key),)


def test_pairs_that_are_not_sure_are_asked() -> None:
    known = mentions(
        (MARCH, ["Dana: write the tariff of the winter moorings"]),
        (APRIL, ["Dana: check the tariff of the winter moorings"]),
    )
    found = match(known)
    assert len(found.clusters) == 2
    assert found.questions == ((known[0].statement.key, known[1].statement.key),)


def test_people_spoke_of_both() -> None:
    known = mentions((MARCH, ["Dana: repair the lamp"]), (APRIL, ["Dana: repair the lamp"]))
    first, second = (m.statement.key for m in known)
    assert len(match(known, {first: first, second: second}).clusters) == 2
    assert len(match(known, {first: first}).clusters) == 1


def test_people_said_that_they_are_one() -> None:
    known = mentions((MARCH, ["Dana: repair the lamp", "Lee: paint the boat"]), (APRIL, ["Dana: repair the lamp"]))
    lamp, boat, lamp_again = (m.statement.key for m in known)
    assert match(known, {lamp: "a", boat: "a"}).clusters == ((lamp, boat, lamp_again),)


def test_a_key_on_the_line_does_not_outdo_what_people_decided() -> None:
    known = mentions((MARCH, ["Dana: repair the lamp"]))
    key = known[0].statement.key
    known += mentions((APRIL, [{"text": "Lee: climb the tower", "item_key": key}]))
    assert len(match(known, {key: "a", known[1].statement.key: "b"}).clusters) == 2


def test_two_items_that_people_spoke_of_are_asked_about_until_that_is_settled() -> None:
    known = mentions((MARCH, ["Dana: repair the lamp"]), (APRIL, ["Dana: repair the lamp"]))
    first, second = (m.statement.key for m in known)
    groups = {first: "a", second: "b"}
    assert match(known, groups).questions == ((first, second),)
    assert match(known, groups, frozenset({frozenset({"a", "c"})})).questions == ((first, second),)
    assert match(known, groups, frozenset({frozenset({"a", "b"})})).questions == ()


def answer(to: str, number: int) -> Mention:
    made = statement("", number, item_key=to, from_agenda=True, status=Status.DONE)
    return Mention(replace(made, key=f"answer{number}"), "notes/agenda.md", dt.date(2020, 5, 7))


def test_an_answer_goes_to_the_item_whose_key_it_names() -> None:
    known = mentions((MARCH, ["Dana: repair the lamp", "Lee: paint the boat"]))
    lamp, boat = (m.statement.key for m in known)
    said = [answer(boat, 1), answer("unknown", 2)]
    assert match([*known, *said]).clusters == ((lamp,), (boat, "answer1"))
    assert match([*known, *said], {"answer1": "a", boat: "b"}).clusters == ((lamp,), (boat,))


def test_an_answer_whose_item_is_not_known_stays_with_what_people_decided() -> None:
    known = mentions((MARCH, ["Dana: repair the lamp", "Lee: paint the boat"]))
    lamp, boat = (m.statement.key for m in known)
    assert match([*known, answer("unknown", 1)], {"answer1": "a", boat: "a"}).clusters == ((lamp,), (boat, "answer1"))


WORDS = st.sampled_from("lamp tower chart rope boat harbour tariff winter summer pilot paint repair ask write".split())
LINES = st.tuples(st.sampled_from(["", "Dana: ", "Lee: ", "Dana, Lee: "]), st.lists(WORDS, min_size=1, max_size=5)).map(
    lambda parts: parts[0] + " ".join(parts[1])
)
CALLS = st.dictionaries(
    st.sampled_from([MARCH, "2020-03-19", APRIL]), st.lists(LINES, min_size=1, max_size=6), min_size=1
)


TOPICS = [
    "fees for boats https://github.com/harbour/site/issues/4",
    "The lamp of the tower, and what the pilots think of the harbour's winter tariff",
]


def drawn(calls: dict[str, list[Said]], random: Random) -> list[Mention]:
    """The mentions of `calls`; some bear a number, name a key or an issue of others, are gone, listed or answers."""
    known = mentions(*calls.items())
    keys = [m.statement.key for m in known]
    made = []
    for mention in known:
        issue = random.choice([(), (), refs("harbour/site#4"), refs("harbour/site#5")])
        named = random.choice([None, None, None, random.choice(keys)])
        told = replace(
            mention.statement,
            refs=issue,
            item_key=named,
            listed=random.random() < 0.3,
            context=random.choice(["", "Actions", "Actions of the last call", *TOPICS]),
            number=random.choice(["", "", "ai-2", "ai-12", "task-12"]),
        )
        made.append(replace(mention, statement=told, gone=random.random() < 0.1))
    return made + [answer(random.choice(keys), number) for number in range(random.randrange(4))]


def groups_of(known: list[Mention], random: Random, names: str = "abc") -> dict[str, str]:
    return {m.statement.key: random.choice(names) for m in known if random.random() < 0.3}


@given(CALLS, st.randoms(use_true_random=False))
def test_what_people_decided_holds_whatever_speaks_against_it(calls: dict[str, list[Said]], random: Random) -> None:
    known = drawn(calls, random)
    groups = groups_of(known, random)
    clusters = match(known, groups).clusters
    of = {key: number for number, cluster in enumerate(clusters) for key in cluster}
    # Answers wait where the item that they name is decided to be another, or not known.
    stated = {m.statement.key for m in known if not m.statement.from_agenda}
    assert stated <= of.keys()
    for name in set(groups.values()):
        mine = [key for key in groups if groups[key] == name]
        assert len({of[key] for key in mine if key in of}) <= 1
        if stated.intersection(mine):
            assert of.keys() >= set(mine)
    assert all(len({groups[key] for key in cluster if key in groups}) <= 1 for cluster in clusters)


@given(CALLS, st.randoms(use_true_random=False))
def test_to_speak_of_an_item_as_it_is_rearranges_nothing(calls: dict[str, list[Said]], random: Random) -> None:
    known = drawn(calls, random)
    groups = groups_of(known, random, random.choice(["", "a", "abc"]) or "a") if random.random() < 0.7 else {}
    found = match(known, groups)
    for number, cluster in enumerate(found.clusters):
        if groups.keys().isdisjoint(cluster):
            groups |= dict.fromkeys(random.sample(cluster, random.randint(1, len(cluster))), f"more {number}")
            assert match(known, groups).clusters == found.clusters


@given(CALLS, st.randoms(use_true_random=False))
def test_to_merge_two_items_leaves_all_others_alone(calls: dict[str, list[Said]], random: Random) -> None:
    known = drawn(calls, random)
    clusters = match(known).clusters
    first, second = random.choice(clusters), random.choice(clusters)
    merged = match(known, {random.choice(first): "a", random.choice(second): "a"}).clusters
    others = {cluster for cluster in clusters if cluster not in (first, second)}
    assert {frozenset(c) for c in merged} == {frozenset(c) for c in others} | {frozenset(first + second)}


@given(CALLS, st.randoms())
def test_order_changes_nothing_and_nothing_is_lost(calls: dict[str, list[Said]], random: object) -> None:
    known = mentions(*calls.items())
    expected = match(known)
    shuffled = list(known)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert match(shuffled) == expected
    assert sorted(key for cluster in expected.clusters for key in cluster) == sorted({m.statement.key for m in known})
    _questions_are_apart(expected)


def _questions_are_apart(found: Matching) -> None:
    head = {key: cluster[0] for cluster in found.clusters for key in cluster}
    assert all(head[first] != head[second] for first, second in found.questions)

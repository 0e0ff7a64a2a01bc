"""A word or two in a list are enough where its owner has but one task that they could name."""

from __future__ import annotations

import pytest

from tests.store.test_summaries import repeats

HEAD = "# Harbour call, 5 March 2030\n\nPresent: Dana, Lee, Mo\n"
CLOSING = "\n## Actions\n\n"
LAST = "\n## Actions from last call\n\n"


def talk(*lines: str, topic: str = "") -> str:
    return f"{HEAD}\n## Piers\n\n{topic}\n\n" + "".join(f"TODO: {line}\n\n" for line in lines)


def lines(*said: str) -> str:
    return "".join(f"- {line}\n" for line in said)


def joined(text: str, listed: str) -> bool:
    """Whether the last line that holds `listed` repeats an earlier one."""
    place = max(number for number, line in enumerate(text.splitlines(), 1) if listed in line)
    return place in repeats(text)


@pytest.mark.parametrize(
    ("told", "short"),
    [
        ("Dana to pull the moorings ashore before the storm", "Dana: moorings (!!)"),
        ("Dana to oil the crane and the winch", "Dana: winch"),
        ("Dana bestellt die Taue", "Dana: Taue bestellen"),
        ("Dana fragt bei der Werft nach dem Preis", "Dana: Werftpreis"),
        ("Dana to write the names on the key hooks", "Dana: label the key hooks"),
    ],
)
def test_of_the_talk(told: str, short: str) -> None:
    text = talk(told, "Lee to feed the gulls") + CLOSING + lines(short)
    assert joined(text, short)
    assert not joined(text.replace(f"- {short}", f"- {short.replace('Dana', 'Lee')}"), short.partition(": ")[2])


def test_the_topic_counts_besides_a_word_of_the_task() -> None:
    told, short = "Dana to print a sign", "Dana: sign about swimming"
    assert joined(talk(told, topic="Somebody was swimming between the boats again.") + CLOSING + lines(short), short)
    assert not joined(talk(told) + CLOSING + lines(short), short)


def test_the_same_day_counts_too() -> None:
    told, short = "Dana to print the tide tables by 20 March", "Dana: swimming tables by {} March"
    assert joined(talk(told) + CLOSING + lines(short.format(20)), "swimming")
    assert not joined(talk(told) + CLOSING + lines(short.format(21)), "swimming")


@pytest.mark.parametrize(
    ("told", "listed", "short"),
    [
        (("Dana to oil the winch of the east pier", "Dana to weigh the winch"), ("Dana: winch",), "Dana: winch"),
        (("Dana to oil the winch of the east pier",), ("Dana: winch", "Dana: winch handle"), "Dana: winch"),
        (("Dana to oil the winch of the east pier",), ("Dana: pier lamp, pier signs",), "Dana: pier lamp"),
        (("Dana to oil the winch of the east pier",), ("Dana: send it",), "Dana: send it"),
        (("Dana to oil the winch of the east pier",), ("Dana: winch - done",), "Dana: winch"),
        (("Somebody to oil the winch of the east pier",), ("winch",), "- winch"),
    ],
)
def test_where_it_could_be_another(told: tuple[str, ...], listed: tuple[str, ...], short: str) -> None:
    assert not joined(talk(*told) + CLOSING + lines(*listed), short)


@pytest.mark.parametrize("heading", ["Actions from last call", "Review of actions", "Actions from February 20"])
def test_of_the_review(heading: str) -> None:
    text = f"{HEAD}\n## {heading}\n\n{lines('Dana: pull the moorings ashore')}{CLOSING}{lines('Dana: moorings, still')}"
    assert joined(text, "moorings, still")
    assert not joined(text.replace("ashore", "ashore - done"), "moorings, still")
    assert not joined(text.replace("moorings, still", "moorings of the guests"), "guests")
    assert not joined(text.replace(heading, "Actions for the piers"), "moorings, still")


def test_what_was_done_since_the_last_call_may_come_back() -> None:
    text = HEAD + LAST + lines("Dana: print the tide tables - done") + CLOSING + lines("Dana: print the tide tables")
    assert not joined(text, "print the tide tables")
    assert joined(text.replace(" - done", " - not yet"), "print the tide tables")


def test_a_line_and_the_same_with_a_remark_are_one() -> None:
    said = (
        "Dana: print the tide tables - not yet",
        "Dana: print the tide tables",
        "Dana: print the tide tables, large",
    )
    text = HEAD + CLOSING + lines(*said[:2])
    assert joined(text, said[1])
    assert not joined(HEAD + CLOSING + lines(said[0], said[2]), said[2])


def test_order_does_not_speak_for_what_was_done_or_for_the_last_call() -> None:
    told = talk("Dana to ask about the winch", "Dana to weigh the anchor", "Dana to sell the raft")
    last = ("Dana: ask about the winch", "Dana: find out the kilos for the ledger", "Dana: sell the raft")
    for text in (told + LAST + lines(*last), told + CLOSING + lines(*last).replace("ledger", "ledger - done")):
        assert joined(text, "winch")
        assert not joined(text, "ledger")
    assert joined(told + CLOSING + lines(*last), "ledger")

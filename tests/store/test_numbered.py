"""The numbers that a group gives its actions say which statements are one task."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.effort import assert_no_quadratic_time
from tests.factory import Said, refs
from tests.store.test_matching import APRIL, MARCH, mentions, together
from tests.store.test_summaries import line_of, repeats
from wgtrack.store.matching import match

TALK = """\
# Harbour call, 5 March 2030

## Lamp

AI-36: Dana to see what the firm asks for the new glass

AI-37: Dana to repaint the door of the north tower

AI-38: Lee to tell the pilots when it will be dark

## Actions

| ID | Action | Owner |
|----|--------|-------|
| AI-36 | Quote | Dana |
| AI-38 | Notice of the outage | Lee |
| AI-39 | Repaint the door of the north tower | Dana |
"""


def numbered(text: str, number: str, **more: object) -> Said:
    return {"text": text, "number": number, **more}


def test_in_one_call_the_number_says_which_line_is_which() -> None:
    found = repeats(TALK)
    assert found[line_of("| Quote", TALK)] == line_of("AI-36:", TALK)
    assert found[line_of("| Notice", TALK)] == line_of("AI-38:", TALK)


def test_other_numbers_in_one_call_are_two_tasks_whatever_the_words() -> None:
    assert line_of("| AI-39", TALK) not in repeats(TALK)
    lamps = [numbered("Dana: repair the lamp", number) for number in ("ai-3", "ai-4")]
    assert not together(lamps[0], lamps[1], dates=(MARCH, MARCH))
    assert together(lamps[0], lamps[1])
    assert together(lamps[0], numbered("Dana: repair the lamp", "task-4"), dates=(MARCH, MARCH))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (numbered("Dana: see what the glass costs", "ai-36"), numbered("Dana: ask three firms", "ai-36")),
        (numbered("Dana: see what the glass costs", "ai-3"), numbered("Dana: order glass", "ai-3")),
        (numbered("Dana: find glass for the lamp", "ai-3"), numbered("Lee: lamp, glass", "ai-3")),
    ],
)
def test_of_two_calls_it_takes_a_word_or_an_owner_besides(first: Said, second: Said) -> None:
    assert together(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (numbered("Dana: see what the glass costs", "ai-36"), numbered("Lee: ask three firms", "ai-36")),
        (numbered("Dana: see what the glass costs", "ai-36"), numbered("Lee: order glass", "ai-36")),
        (numbered("see what the glass costs", "ai-36"), numbered("ask three firms", "ai-36")),
        (numbered("Dana: see what the glass costs", "ai-3"), numbered("Dana: ask three firms", "ai-3")),
        (numbered("Dana: see what the glass costs", "ai-36"), numbered("Dana: ask three firms", "task-36")),
        (
            numbered("Dana: see what the glass costs", "ai-36", refs=refs("harbour/site#4")),
            numbered("Dana: ask three firms", "ai-36", refs=refs("harbour/site#5")),
        ),
    ],
)
def test_a_count_that_begins_anew_brings_nothing_together(first: Said, second: Said) -> None:
    assert not together(first, second)


def test_one_number_on_every_line_takes_no_quadratic_time() -> None:
    months = {MARCH: "march", APRIL: "april"}

    def matching(lines: int) -> Callable[[], object]:
        known = mentions(
            *((day, [numbered(f"n{n}{month}", "ai-36") for n in range(lines)]) for day, month in months.items())
        )
        return lambda: match(known)

    matching(100)()
    assert_no_quadratic_time(matching, 800, 3200)

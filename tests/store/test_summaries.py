"""A call's list of actions goes through the talk again: which of its lines is which?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from tests.effort import assert_no_quadratic_time
from wgtrack.reading.note import read_note
from wgtrack.reading.settings import ReadingSettings
from wgtrack.store.folding import Mention
from wgtrack.store.matching import match

CALL = """\
# Harbour call, 5 March 2030

Present: Dana, Lee, Mo

### Moorings

https://github.com/harbour-example/map/issues/41 fees for visitors

- who tells the yacht clubs?
  - Result: TODO Lee to write there

https://github.com/harbour-example/map/issues/52 rings on the east quay

- rusty since the winter
  - Result: Dana to answer TODO

### Fog signal

Could the fog signal be tested at noon instead of in the night?

TODO: Dana to ask about that

### Boats

- TODO: Mo to have a word with the pilots about the summer timetable, and whether they would lend a boat in June
- Mo TODO: look at all of these

### TODOs

- Dana:
  - Answer on https://github.com/harbour-example/map/issues/52
  - Ask whether the fog signal can be tested at noon
- Lee:
  - Write to the yacht clubs in https://github.com/harbour-example/map/issues/41
- Mo:
  - Pilots timetable
  - Inspect the boats
  - Buy paint for the office
"""


def repeats(text: str) -> dict[int, int]:
    """The line of each statement that says again what an earlier one says -> that one's line."""
    note = read_note(text, "notes/2030-03-05.md", "", ReadingSettings())
    known = [s for told in note.meetings for s in told.statements]
    line = {s.key: s.line for s in known}
    clusters = match(Mention(s, note.path, dt.date(2030, 3, 5)) for s in known).clusters
    return {later: first for first, *rest in (sorted(line[k] for k in c) for c in clusters) for later in rest}


def line_of(words: str, text: str = CALL) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ("Answer on https", "Dana to answer TODO"),
        ("Ask whether the fog", "Dana to ask about that"),
        ("Write to the yacht clubs", "Lee to write there"),
        ("Pilots timetable", "have a word with the pilots"),
    ],
)
def test_a_line_of_the_summary(listed: str, told: str) -> None:
    assert repeats(CALL)[line_of(listed)] == line_of(told)


def test_what_only_the_summary_says_stays_its_own() -> None:
    assert line_of("Buy paint") not in repeats(CALL)


def test_order_alone_is_not_enough() -> None:
    text = "# Call, 5 March 2030\n\n## Talk\n\nTODO: Dana to answer\n\n## TODO\n\n- Dana: buy paint for the office\n"
    assert repeats(text) == {}


def test_the_same_words_about_two_topics_are_two_tasks() -> None:
    text = """\
# Call, 5 March 2030

## Triage

- https://github.com/harbour-example/map/issues/41 fees for visiting boats
  - TODO: Dana to write to whoever offered help with it
- https://github.com/harbour-example/map/issues/52 rings on the quay
  - TODO: Dana to write to whoever offered help with it
"""
    assert repeats(text) == {}


def test_a_list_of_marked_lines_sums_the_talk_up() -> None:
    text = """\
# Call, 5 March 2030

## Moorings

- who tells the yacht clubs?
  - action Lee: write to the yacht clubs about fees

## Fog signal

- noon would be better than night
  - action DR: test the fog signal

## List of actions

1. action Lee: write to the yacht clubs about fees
2. action DR: test the fog signal TBC
"""
    first, second = line_of("1. action", text), line_of("2. action", text)
    assert repeats(text) == {first: line_of("- action Lee", text), second: line_of("- action DR", text)}


def test_very_long_lists_take_no_quadratic_time() -> None:
    def repeating(lines: int) -> Callable[[], object]:
        talk = "".join(f"TODO: Dana to do chore {n}\n\n" for n in range(lines))
        summary = "## TODO\n\n" + "".join(f"- Dana: chore number {n}\n" for n in range(lines))
        return lambda: repeats(talk + summary)

    assert_no_quadratic_time(repeating, 300, 1200)

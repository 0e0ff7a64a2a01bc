"""Logs of a chat inside a note: who says what on which line, and which numbered actions are closed there.

Lines begin as IRC clients and meeting bots write them: `<dana> …`, `18:02:11 <@dana> …`, `[18:02] dana: …`,
`18:02:11 From Dana Reyes to Everyone: …`. A line that begins so is another turn, so an action of the line above
does not go on there. `close ACTION-12` and `Closed ACTION-12.` are what people and W3C's trackbot write.
"""

from __future__ import annotations

import re

from wgtrack.reading.later import later

_NICK = r"[^\W\d][\w\[\]\\`^{}|-]{0,29}"
_TIME = r"[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?[\])]?"
_TURN = later(
    rf"[ \t]*(?:{_TIME}[ \t]+(?:-+[ \t]+)?)?(?:<[@+%~&]?(?P<nick>{_NICK})>|"
    rf"(?<=[\d\])MmFf:.][ \t])(?:From\s+)?(?P<who>[^\W\d_][\w.’'-]{{0,29}}(?:[ \t][^\W\d_][\w.’'-]{{0,29}}){{0,2}}?)"
    r"(?:\s+to\s+Everyone)?[ \t]?:)(?=[ \t]|$)"
)
_COMMAND = later(r"[ \t]*(?:re-?open|close)\s+(?:action|ai)[- ]?\d", re.IGNORECASE)
_KIND = r"(?P<kind>ACTION|AI|TASK|ISSUE)[- ]?#?(?P<number>\d{1,6})(?!\d)"
_NUMBERED = later(rf"(?<![\w/-])\[?{_KIND}", re.IGNORECASE)
_OUTCOME = later(
    rf"(?:(?<!\w)(?P<before>close[sd]?|closing|resolved?|re-?open(?:ed|s|ing)?)\s+|(?<![\w/-]))\[?{_KIND}\]?"
    r"(?:\s+(?:is\s+|was\s+|has\s+been\s+|now\s+)*(?P<after>closed|done|completed?|re-?opened)\b)?",
    re.IGNORECASE,
)

_REOPENED = later(r"re-?open")


def begins_turn(text: str, start: int, end: int) -> bool:
    """True where the line `text[start:end]` is said by somebody else than the one before, or to a bot."""
    return _TURN.match(text, start, end) is not None or _COMMAND.match(text, start, end) is not None


def is_turn(lead: str) -> bool:
    """True for what begins a line of a log and nothing more: `18:02 <dana> `."""
    turn = _TURN.match(lead)
    return turn is not None and not lead[turn.end() :].strip(" \t*_")


def nick_of(line: str) -> str:
    """Who says a line of a log; empty where it is none."""
    turn = _TURN.match(line)
    return (turn["nick"] or turn["who"] or "") if turn else ""


def number_of(label: str) -> str:
    """The last `ACTION-12` or `AI-12` in `label`, in lower case and with a dash; empty where there is none."""
    numbers = [_name(found) for found in _NUMBERED.finditer(label)]
    return numbers[-1] if numbers else ""


def closed_numbers(text: str) -> frozenset[str]:
    """The numbered actions that a note's `text` says to be closed, as `number_of` gives them; the last word counts."""
    closed: dict[str, bool] = {}
    for found in _OUTCOME.finditer(text):
        word = (found["before"] or found["after"] or "").casefold()
        if word:
            closed[_name(found)] = _REOPENED.match(word) is None
    return frozenset(number for number, is_closed in closed.items() if is_closed)


def _name(found: re.Match[str]) -> str:
    return f"{found['kind'].casefold()}-{int(found['number'])}"

"""An action's words without the marks that say how it stands, where they are no part of what is to be done."""

from __future__ import annotations

import re

from wgtrack.reading import grammar
from wgtrack.reading import outcome_words as outcomes
from wgtrack.reading.glance import holds
from wgtrack.reading.kept import kept
from wgtrack.reading.marks import DATED, GAP, TICKS, is_wished, text_said

_STANDING_HINTS = (
    *outcomes.OUTCOME_HINTS, *outcomes.REOPENED_HINTS, "progress", "going", "wip", "pending", "carr", "not", "update",
    "to be", "arbeit", "cours", "curso",
)  # fmt: skip
_CLOSING = r"(?:done|completed?|finished|resolved)"
_STRIP_END = grammar.spaced(
    r"[\s*_~]*(?:(?:[-–—]{1,3}|=>|->|→|[(\[{]) ?[*_]*"
    rf"(?:{GAP})(?:{outcomes.DONE_WORDS}|{outcomes.DROPPED_WORDS}|{outcomes.REOPENED_WORDS})"
    rf"[*_]*\s*[)\]}}]?|(?:[.:;,!|…]|//)[\s*_]*(?:status:? )?{_CLOSING}|"
    rf"[(\[]{GAP}{outcomes.REOPENED_WORDS}(?![\w-])[^()\[\]]{{0,40}}[)\]]|"
    rf"(?<=[\s.])(?-i:DONE|COMPLETED?|CLOSED|REOPENED)|(?<=[a-z0-9)\],]\s)(?-i:Done)|"
    rf"[{TICKS}]\ufe0f?)[\s.!*_]*$"
)
_STRIP_STANDING = grammar.spaced(
    rf"[\s*_~]*(?:[-–—]{{1,3}} ?|[(\[{{] ?|[.;] (?=(?-i:[A-Z])))[*_]*(?:{GAP})(?:{outcomes.STANDING_WORDS})"
    r"[*_]*\s*[)\]}]?[\s.!*_]*$"
)
_FEWEST_LEFT = 2
"""Words that stay when a mark is taken off: `Ongoing: DR` is all that there is."""
_STRIP_START = grammar.spaced(
    rf"[\s*_~(\[]*(?:[{TICKS}]\ufe0f?|(?:done|completed|finished|(?-i:COMPLETE|CLOSED)|(?<=[\[(])(?:complete|closed)|"
    rf"closed(?=[:\])])|{outcomes.STANDING_WORDS}|cancell?ed|dropped|withdrawn|"
    rf"{outcomes.REOPENED_WORDS})(?=\s*[:\])–—]|\s+-)|(?-i:DONE|COMPLETED|REOPENED)(?= ))[\s:\])*_–—~-]*"
)
_MOST_MARKS = 4
"""At the end of one line: `(done) -- reopened -- DONE` has three."""


@kept
def without_mark(text: str) -> str:
    """`text` without the outcome marks at its end and the one at its start, where they are marks and words remain."""
    head = _STRIP_START.match(text)
    if head and len(text[head.end() :].split()) >= _FEWEST_LEFT:
        text = text[head.end() :]
    for _ in range(_MOST_MARKS):
        window = text[-120:]
        if not holds(window, _STANDING_HINTS):
            break
        tail = DATED.search(window) or _STRIP_END.search(window)
        if tail is None or not text_said(text).anything:
            tail = _standing_at_end(window)
        start = len(text) - len(window) + tail.start() if tail else 0
        only_label = text[start : start + 1] == ":" and len(text[:start].split()) < _FEWEST_LEFT  # `Dana: done`
        if start <= 0 or not text[:start].strip() or only_label:
            break
        text = text[:start]
    return text.rstrip()


def _standing_at_end(window: str) -> re.Match[str] | None:
    tail = _STRIP_STANDING.search(window)
    return None if tail is None or is_wished(window[: tail.start()]) else tail

"""Marks that say that a task, closed before, is open again: `(reopened)`, `-- reopened by Dana`, `REOPENED: …`."""

from __future__ import annotations

import re

from wgtrack.reading import grammar
from wgtrack.reading import outcome_words as outcomes
from wgtrack.reading.glance import holds
from wgtrack.reading.kept import kept

_WINDOW = 400
"""How many characters at either end of an action are looked at."""
_GOES_ON = (
    r"(?=\s*(?:$|[)\]}.!,;:–—\"”~*|]|--|-\s|\d|in [^\W\d_]|(?:again|now|and|but|by|on|at|for|today|yesterday|this|last|"
    r"because|since|after|von|am|weil|par|le|car|por|el|porque)(?!\w)))"
)
"""What may follow the word: a remark about the task. `reopened the window` is a sentence about something else."""
_WORD = rf"(?P<word>{outcomes.REOPENED_WORDS})(?![\w-])"
_SEPARATED = grammar.spaced(
    r"(?:(?P<point>[.;:!?,])|(?<!\w)[-–—]{1,3}|[–—]|--|=>|->|→|[(\[{]) ?[*_]*"
    rf"{outcomes.OUTCOME_LEAD}{_WORD}{_GOES_ON}"
)
_AT_START = grammar.spaced(rf"[\W_]*{_WORD}(?=[\W_]*$|[*_]*(?:[:\])}}–—]| ?--| - | by [\w@]+[:,] )|(?<=[A-Z]{{4}}) )")
_AT_END = grammar.spaced(rf" {_WORD}[\W_]*$")
_REMARK = grammar.spaced(rf"[\W_]*(?:(?-i:[A-Z])[\w&.]{{0,20}}: )?{outcomes.OUTCOME_LEAD}{_WORD}{_GOES_ON}")
_ANYWHERE = grammar.spaced(rf"(?<![\w-]){_WORD}")
_TAKEN_BACK = grammar.spaced(rf"\b{outcomes.NOT_DONE}$")
_NEAR = 24


@kept
def reopening_end(text: str) -> int | None:
    """Where the last mark in an action's words that reopens it ends; None where there is none."""
    if not holds(text, outcomes.REOPENED_HINTS):
        return None
    tail = max(0, len(text) - _WINDOW)
    at_end = _AT_END.search(text, tail)
    if at_end and at_end["word"].isupper() and not _taken_back(text, at_end):
        return at_end.end("word")
    for start, end in ((tail, len(text)), (0, min(tail, _WINDOW))):
        ends = [match.end("word") for match in _SEPARATED.finditer(text, start, end) if _is_mark(text, match)]
        if ends:
            return ends[-1]
    opening = _AT_START.match(text, 0, _WINDOW)
    return opening.end("word") if opening else None


@kept
def remark_end(remark: str) -> int | None:
    """Where a remark on a task, nested below it or in a cell beside it, says that it is open again; else None."""
    opening = _REMARK.match(remark)
    return opening.end("word") if opening else reopening_end(remark)


def word_end(remark: str) -> int | None:
    """Where the last word ends that says `reopened`, whatever stands around it; None where there is none."""
    ends = [match.end() for match in _ANYWHERE.finditer(remark[:_WINDOW]) if not _taken_back(remark, match)]
    return ends[-1] if ends else None


def _is_mark(text: str, match: re.Match[str]) -> bool:
    """Behind a full stop or comma, only a word that begins a sentence or ends the text."""
    point, word = match["point"], match["word"]
    if point is None or not text[match.end("word") :].strip(" .!)]*_~"):
        return True
    return point != "," and word[:1].isupper()


def _taken_back(text: str, match: re.Match[str]) -> bool:
    start = match.start("word")
    return _TAKEN_BACK.search(text[max(0, start - _NEAR) : start]) is not None

"""What stands where an action could stand and is none: nothing, templates, motions, headings."""

from __future__ import annotations

import re

from wgtrack.reading import grammar
from wgtrack.reading.kept import kept
from wgtrack.reading.labels import Strength, label_strength
from wgtrack.reading.later import later
from wgtrack.reading.verbs import VERBS

_NOTHING = grammar.spaced(rf"[\W_]*(?:{grammar.NOTHING})?[\W_]*")
_NONE_AND_TALK = grammar.spaced(rf"[\W_]*(?=no(?!t[ e])){grammar.NOTHING}[.!] ")
_WHOSE = later(r"[@:]|\b(?:to|will|should|must|needs?|please)\b|\bI['’]ll\b", re.IGNORECASE)
"""What tells, behind `None.`, of a task after all."""
_NOT_A_TASK = grammar.spaced(rf"[\W_]*{grammar.NOT_A_TASK}")
_MOTION_OUTCOME = grammar.spaced(rf"[\W_]*{grammar.MOTION_OUTCOMES}")
_PLACEHOLDER = (
    r"(?:name|owner|who|person|assignee|username|handle|action|task|item|description|todo|what|date|due|when|"
    r"deadline|topic|tbd|insert|your)"
)
_BLANK = later(
    (
        rf"<[^<>]{{1,40}}>|\[{_PLACEHOLDER}[^\[\]]{{0,30}}\]|\{{[^{{}}]{{1,30}}\}}|(?<![^\W_])(?:name|owner|action|"
        r"task|due|date|to|by|on|for)(?![^\W_])"
    ),
    re.IGNORECASE,
)
_BLANK_WORDS = frozenset("name owner action task due date to by on for".split())
"""Those of `_BLANK` that need no bracket."""
_SOMEBODYS = later(
    r"[\W_]*(?:(?:YOUR |FIRST ?)?NAME|PERSON|OWNER|ASSIGNEE|WHO|USERNAME|XXX+|Firstname(?: Lastname)?)[\W_]*"
    r"(?:: | to | will |$)|\W*@(?:username|name|person|owner|assignee|handle|someone)\b"
)
"""A template's own name for whoever will stand there."""
_LETTER = later(r"[^\W_]")
_WORD = later(r"[^\W_]+")
_BRACKET = later(r"[<\[{]")
_LONGEST_NOTHING = 160


def says_nothing(text: str) -> bool:
    """True for what is empty, and for the record of a motion, a vote or a decision."""
    return is_empty(text) or is_motion_outcome(text) or _NOT_A_TASK.match(text) is not None


@kept
def is_motion_outcome(text: str) -> bool:
    """`Tabled until …`, `carried, 4-0`: what minutes call the action on a motion."""
    return _MOTION_OUTCOME.match(text) is not None


def is_label(text: str) -> bool:
    """`Action items`, or `Action items: none`, as an item of its own."""
    label, _, rest = text.partition(":")
    return is_empty(rest) and label_strength(label) is not Strength.NONE


@kept
def is_empty(text: str) -> bool:
    """`None`, `N/A`, `???` and templates that nobody filled in."""
    if len(text) >= _LONGEST_NOTHING:
        return False
    if _SOMEBODYS.match(text):
        return True
    if _NOTHING.fullmatch(text) is not None or _none_and_talk(text):
        return True
    if _BRACKET.search(text) is None:
        return all(word[0].casefold() in _BLANK_WORDS for word in _WORD.finditer(text))
    return _LETTER.search(_BLANK.sub("", text)) is None


def _none_and_talk(text: str) -> bool:
    """`No tasks this week. Everyone rest.`"""
    none = _NONE_AND_TALK.match(text)
    if none is None:
        return False
    rest = text[none.end() :]
    first = _WORD.search(rest)
    return _WHOSE.search(rest) is None and not (first and first[0].casefold() in VERBS)

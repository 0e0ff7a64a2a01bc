"""The labels of attendance lists: `Present`, `Attendees`, `Regrets`, in the words that groups use."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wgtrack.reading.attendance_signs import without_legend
from wgtrack.reading.attendance_words import AWAY, GUESTS, NO_LIST, PRESENT, any_word, opened
from wgtrack.reading.glance import holds
from wgtrack.reading.kept import kept
from wgtrack.reading.later import later
from wgtrack.reading.person_names import ROLE

_ATTENDANCE = any_word(PRESENT)
_QUALIFIER = r"(?:[\w./&'’-]{1,20}\s){0,4}"
_LABEL = later(
    rf"(?:{_QUALIFIER}{_ATTENDANCE}(?:\s?[/&]\s?{_ATTENDANCE})?|presents)"
    r"(?:\s(?:#?\d{1,4}|list|today|(?:this|the)\s(?:meeting|call)|were|was|are|members|people|were\spresent|(?:at|in|on|from|for|aan|van|bei|der|des|du|del|al|della|da|do)\s[\w\s]{1,20}))?",
    re.IGNORECASE,
)
_MEMBER_WORDS = ("members", "maintainers", "people", "team", "quorum", "representatives")
_MEMBERS = later(
    rf"{_QUALIFIER}(?:{'|'.join(_MEMBER_WORDS)})"
    r"(?:\s(?:of|from)\s(?:the\s)?[\w\s/&.-]{1,30})?",
    re.IGNORECASE,
)
_GROUP = later(rf"{_LABEL.pattern}|{_MEMBERS.pattern}|{ROLE.pattern}|[\w./&-]{{1,20}}", re.IGNORECASE)
_AWAY = later(rf"(?:[\w-]{{1,20}}\s){{0,3}}(?:{opened(AWAY)})(?!\w)", re.IGNORECASE)
_GUESTS = later(GUESTS, re.IGNORECASE)
_NEGATED = later(
    r"\b(?:not|non(?!-voting)|no|unconfirmed|unable|to(?!\sorder\b)|will|should|can|could|must|may|expected|invited|potential|target|future|next|survey|"
    r"interview|study|research|for(?!\s(?:this|today|the\s(?:call|meeting)))|past|how|why|what|if|since|previous)\b",
    re.IGNORECASE,
)
"""Words before a label that make it another list: of who is to come, or takes part in something else."""
_SAID_OF = later(r"(\w+)(?:\s(?:that|who|which))?\s(?:is|are|was|were)\s", re.IGNORECASE)
_PEOPLE = frozenset(
    """all attendees delegates directors folks following individuals maintainers members participants people persons
    representatives those today we who""".split()
)
"""Of whom `are present` is said in a label."""
_NUMBERING = later(r"^[\W_]*(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]?\s+)?[\W_]*")
_EMOJI = later(r":[a-z0-9_+-]{1,40}:")
_BRACKETS = later(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]")
_LABEL_AT_END = later(rf"\b{_ATTENDANCE}\s*:\s*$", re.IGNORECASE)
_COUNT = later(r"[\W_]*(?:\d{1,4}\s+[^\W\d_]|(?:\d{1,3}[.)]\s)?introductions\W*$)", re.IGNORECASE)
_BOTH_GENDERS = later(r"(?<=\w)[·.(*_-]e[)]?[·.*_-]?s?\b")
"""French for both: `présent·e·s`, `excusé.es`, `invité(e)s`."""
_INVITES = later(r"\b(?:add|enter|sign|write|put)\b.{0,60}\b(?:name|yourself|below|in)\b", re.IGNORECASE)
_BRACKETED = later(r"\s*[(\[][^()\[\]]{0,200}[)\]]\s*")
_ZONE = r"(?:UTC|GMT|[A-Z]{2,4}T)(?:[+-]\d{1,2})?"
_TIME = r"\d{1,2}[:.h]\d\d"
_CLOCK = later(
    rf"(?<!joined)(?<!joined at)\s(?:at\s)?(?:{_ZONE}\s?{_TIME}|{_TIME}\s?(?:[ap]\.?m\.?\s?)?{_ZONE})[\s:]*$",
    re.IGNORECASE,
)
"""`Attending UTC 14:00`: where a group meets more than once on a day."""
LONGEST_LABEL = 120
"""Characters: a longer line is talk."""


_END = later(r"(?:[^\w)\]}+\"'“”’%]|_)+$")
"""Punctuation, markup and signs behind the words of a label."""


@kept
def plain_label(text: str) -> str:
    """A heading or lead-in without numbering, emoji, brackets and closing colon."""
    label = _BOTH_GENDERS.sub("s", text[:LONGEST_LABEL])
    label = _CLOCK.sub("", without_legend(_EMOJI.sub(" ", _BRACKETS.sub(" ", label))), count=1)
    label = _NUMBERING.sub("", label, count=1).partition(" - ")[0].partition(" \u2013 ")[0]
    return _END.sub("", " ".join(label.split()))


_OF_SOMETHING = later(r"\b(?!(?:lists|names|rolls|members|introductions)\s)\w+s\sof\s", re.IGNORECASE)
"""Words before a label that make it a topic: `challenges of participants`."""


@kept
def is_label(text: str) -> bool:
    """True for a heading or lead-in that says that those present follow."""
    if len(text) > LONGEST_LABEL:
        return False
    label = plain_label(text)
    if _LABEL.fullmatch(label) is None or _AWAY.match(label) or _NEGATED.search(label) or _OF_SOMETHING.search(label):
        return False
    who = _SAID_OF.search(label)
    return who is None or who[1].casefold() in _PEOPLE


_WHO = later(r"\W*who(?:\s(?:was|is|were))?\s*[:?](?:\s*[\w./& -]{2,30}:)?\W*", re.IGNORECASE)
_WHEN = later(r"\W*(?:when|where|date|time)\b[^.]{0,60}?:", re.IGNORECASE)


def is_who(text: str, above: Iterable[str]) -> bool:
    """True for `Who:` in a note's head, where one of the texts `above` it is such a label as `When:`."""
    is_label_of_it = len(text) <= LONGEST_LABEL and _WHO.fullmatch(text) is not None
    return is_label_of_it and any(_WHEN.match(one[:LONGEST_LABEL]) for one in above)


def is_roster(text: str) -> bool:
    """True for `Roster` and `Roster: Ann`: who belongs to the group, which may be all that says who was there."""
    return "roster" in plain_label(text.partition("\n")[0].partition(":")[0]).casefold().split()


def is_vague(text: str) -> bool:
    """True for `12 participants` and `Introductions`, which need not lead in who was there."""
    return _COUNT.match(text) is not None


def invites(text: str) -> bool:
    """True for words that ask people to add their names below, or that stand in brackets as a whole."""
    return _INVITES.search(text[:LONGEST_LABEL]) is not None or _BRACKETED.fullmatch(text) is not None


def ends_in_label(text: str) -> bool:
    """True for a short line such as `Tuesday call. Attendees:`."""
    label = _LABEL_AT_END.search(text) if len(text) <= LONGEST_LABEL and text.rstrip().endswith(":") else None
    return label is not None and not label[0][0].islower()


def is_away(text: str) -> bool:
    """True for words over, or beside, those who were not there, or not this time."""
    label = plain_label(text)
    another = _LABEL.fullmatch(label) is not None and _NEGATED.search(label) is not None
    return another or _AWAY.match(label) is not None


def may_be_members(text: str) -> bool:
    """A cheap look whether the text begins with such a label as `is_members` knows."""
    return holds(text[: 2 * LONGEST_LABEL], _MEMBER_WORDS)


def is_members(text: str) -> bool:
    """True for a label of all who belong to the group: only ticked boxes below it tell who was there."""
    label = plain_label(text)
    return _MEMBERS.fullmatch(label) is not None and not _AWAY.match(label)


def is_group(text: str) -> bool:
    """True for a label of a part of an attendance list: `Guests`, `Voting members`, a firm."""
    return _GROUP.fullmatch(plain_label(text)) is not None


def is_guests(text: str) -> bool:
    """True for a label of guests, which continues the list of members above it."""
    return _GUESTS.fullmatch(plain_label(text)) is not None


def is_other_label(head: str) -> bool:
    """True for the words before a colon that end a list of names: `Agenda`, `Next call`, `Location`."""
    words = plain_label(head).casefold().split()
    return bool(words) and (words[0] in NO_LIST or words[-1] in NO_LIST) and ROLE.fullmatch(" ".join(words)) is None

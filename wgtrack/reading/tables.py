"""Tables of actions: which column says what, who, until when and how it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from wgtrack.reading import grammar, languages
from wgtrack.reading.inline import read_inline
from wgtrack.reading.later import later
from wgtrack.reading.outcome_words import DONE_WORDS

_ACTION = grammar.spaced(grammar.ACTION_COLUMN)
_FIRM_ACTION = grammar.spaced(
    r"(?:actions?(?: items?| points?| required| needed| steps?| to (?:take|be taken))?|next steps?|to be done|tasks?|"
    rf"to-?dos?|ais?|{languages.FIRM_ACTION_COLUMN})"
)
_OWNER = grammar.spaced(grammar.OWNER_COLUMN)
_ASSIGNED = grammar.spaced(r"(?:assigned(?: to)?|assignees?)")
"""Who has a task, where `Owner` or `Lead` may be of anything."""
_DUE = grammar.spaced(grammar.DUE_COLUMN)
_LIMIT = grammar.spaced(rf"(?!(?:{grammar.PLAIN_WHEN})$){grammar.DUE_COLUMN}")
"""`By when`, but not `When`, which a timetable has too."""
_STATUS = grammar.spaced(grammar.STATUS_COLUMN)
_REMARKS = grammar.spaced(
    r"(?:comments?|remarks?|updates?|notes?|bemerkung(?:en)?|remarques?|observaciones|opmerking(?:en)?)"
)
"""A column that tells how a task goes where there is none of its own for that."""
_IS_DONE = grammar.spaced(r"(?:is )?(?:done|completed?|closed|finished|erledigt|fait|hecho|gedaan|feito|fatto)")
_YES = later(r"\W*(?:y|yes|x|true|ja|j|oui|sí|si|sim)\W*", re.IGNORECASE)
_DONE_ALREADY = grammar.spaced(rf"\W*{DONE_WORDS}(?: (?:already|(?:in|at|during|on|after) [^\n]{{1,40}}))?\W*")
_BY = later(r"by", re.IGNORECASE)
"""Who does it or, where another column says that, until when."""
_PARTS = later(r"\s*(?:[/&+,|]|\band\b|\bor\b)\s*", re.IGNORECASE)
_NUMBER = later(r"(?:#|no\.?|nr\.?|n°|(?:\w+ )?id(?:entifier)?|number|item #)", re.IGNORECASE)
_FOOTNOTE = later(r"\s*[(\[]\d{1,2}[)\]]\s*$")
_EDGE = " \t*_`:?"
_MANY = 3
"""So many columns of other names make a table of something else, below the heading of the actions too."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of a table's columns; -1 where it has none of that sort."""

    action: int
    owner: int
    due: int
    status: int
    firm: bool
    """True where the header alone tells that this is a table of actions."""
    told: bool = True
    """False where not one of several columns has a name that a table of actions has."""
    beside_talk: bool = False
    """True where it has a column of actions beside others, and none for owners."""
    second: int = -1
    """A further column that may hold the action where the first holds its number: `Item | Description`."""


@lru_cache(maxsize=256)
def columns_of(header: tuple[str, ...]) -> Columns | None:
    """The columns that a table's `header` names; None where no column can hold an action."""
    names = [_FOOTNOTE.sub("", read_inline(cell[:200]).text.replace("(s)", "s")).strip(_EDGE) for cell in header[:40]]
    owner, due, status = (_first(names, pattern) for pattern in (_OWNER, _DUE, _STATUS))
    by = _first(names, _BY)
    owner, due = (by if owner < 0 else owner), (by if due < 0 <= owner else due)
    status = status if status >= 0 else _first(names, _REMARKS)
    action = _first(names, _FIRM_ACTION)
    firm = action >= 0 and owner >= 0
    if action < 0:
        action = _first(names, _ACTION, but=(owner, due, status))
        firm = action >= 0 and owner >= 0 and due >= 0 and _LIMIT.fullmatch(names[due]) is not None
    named = action >= 0
    if action < 0:
        action = next(
            (
                place
                for place, name in enumerate(names)
                if place not in (owner, due, status) and not _NUMBER.fullmatch(name)
            ),
            -1,
        )
        firm = min(owner, due) >= 0 and all(
            column.fullmatch(names[place]) for column, place in ((_ASSIGNED, owner), (_LIMIT, due))
        )
    beside = owner < 0 and len(names) > 1 and _first(names, _FIRM_ACTION) >= 0
    told = len(names) < _MANY or named or max(owner, due, status) >= 0
    second = _first(names, _ACTION, but=(owner, due, status, action))
    return Columns(action, owner, due, status, firm, told, beside, second) if action >= 0 else None


def names_action(cell: str) -> bool:
    """True where a header's `cell` by itself names a column of actions."""
    name = read_inline(cell[:200]).text.strip(_EDGE)
    return _first([name], _FIRM_ACTION) == 0 or _first([name], _ACTION) == 0


def outcome_in(header: str, cell: str) -> str:
    """What a cell for the status says: `done` for a yes below `Done?`, else its own words."""
    asks = _IS_DONE.fullmatch(read_inline(header[:200]).text.strip(_EDGE)) is not None
    return "done" if asks and _YES.fullmatch(cell) else cell


def outcome_of_due(cell: str) -> str:
    """The same of a cell for the day, where it tells in place of one that the task is done: `Done at the call`."""
    return "done" if _DONE_ALREADY.fullmatch(cell) else ""


def _first(names: Sequence[str], pattern: re.Pattern[str], but: tuple[int, ...] = ()) -> int:
    """The first of `names`, or of the parts of one such as `Task / Next step`, that the pattern is for; else -1."""
    for place, name in enumerate(names):
        if place not in but and any(map(pattern.fullmatch, (name, *_PARTS.split(name)))):
            return place
    return -1

"""What the readers of owners share: the owners with the words left over, and the verbs that make a task."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wgtrack.reading import grammar
from wgtrack.reading.directory import Directory
from wgtrack.reading.later import later


@dataclass(frozen=True, slots=True)
class Owned:
    """The owners that a text names, and the text without them."""

    owners: tuple[str, ...]
    text: str
    weak: bool = False
    """True where the words may as well be about those people: a speaker or a parent bullet that names somebody wins."""


_AUX = grammar.AUXILIARIES

_TASK = grammar.spaced(
    rf" ?(?:\((?P<remark>[^()]{{0,60}})\) ?|,? ?(?:please|also|both|each|then|now) )?(?:(?P<to>to)|{_AUX}|"
    r"['’]ll)(?: (?:also|then|please|now|each|both|try to|only|just|still|probably|likely|hopefully|soon))? "
    r"(?P<verb>[^\W\d_][\w-]*)"
)

_NEAR = 200
"""Characters in which the verb must come."""
_NOT_VERB = frozenset(
    """a all an any be her him his it its me my never no not our some that the their them these this those us you
    your""".split()
)


def is_task(text: str, position: int) -> re.Match[str] | None:
    """`… to VERB` or `… will VERB` at `position`."""
    task = _TASK.match(text, position, position + _NEAR)
    if task is None or task["verb"].casefold() not in _NOT_VERB:
        return None if task and task["to"] and _NOUN.fullmatch(task["verb"]) else task
    return task if task["verb"] == "be" and _GOES_ON.match(text, task.end()) else None


_NOUN = later(r"(?!bring|string|ping|ring|sing|fling|swing|sting)[a-z]{2,}ing")
"""What stands behind `to` and is no infinitive: `Comparison to existing …`."""
_GOES_ON = later(
    r"\s+(?:also\s+)?(?:[a-z]{3,}ing(?![\w-])|in\s+(?:charge|touch)\b|responsible\b|the\s+(?:one\b|contact\b))"
)
"""What makes `Dana will be …` somebody's task."""


BEFORE_INFINITIVE = frozenset(
    """ability able about access afraid agreed aim allowed asked attempt attempts best better careful chance cheaper
    commitment continue cool crucial curious dangerous decide decision desire doing eager easier easy effort efforts
    enough error essential expect fail failed fails failure fair fine fun glad going happy hard harder having helpful
    hesitate hope hoping how idea ideas important impossible intend interested interesting invitation it keen likely
    manage motion necessary need needless needs nice okay one opportunity option options order people permission
    permissions planning plans pleased plus pointless possibility possible prefer preferable premature prepared
    pretend promise promises proposed quicker ready reason reasonable reasons remember requests rights safe safer seem
    seems simple simpler smart something sure tempting tend tends thing things this time tool trying unable unlikely
    unnecessary used useful way ways what where which who willing wise wish wishes work worthwhile wrong yes""".split()
)
"""Words before `to` and a verb that nobody is called."""


def is_nobody(owners: Sequence[str], task: re.Match[str]) -> bool:
    """True where a word before `to` and a verb is none's name, though it has a capital: `Fine to use it`."""
    return bool(task["to"]) and len(owners) == 1 and owners[0].casefold() in BEFORE_INFINITIVE


_NAME = r"[A-Z@][\w’'-]*(?:\s[A-Z][\w’'-]*){0,2}"
_COMPANY = later(
    rf"\b(?:with|among|between|from|including|ask|asks|ping|remind|tell)\s+(?:{_NAME}\s+and\s+|"
    rf"(?P<one>{_NAME},\s+)|(?:{_NAME},\s+){{1,6}}{_NAME}(?:,|,?\s+and)\s+)[*\"“(\[]*$"
)
_LONGEST_COMPANY = 120


def in_company(before: str, owners: Sequence[str]) -> bool:
    """True where `owners` go on a list of names that `before` opens: `to meet with Ann, Bob, and …`."""
    company = _COMPANY.search(before[-_LONGEST_COMPANY:])
    return company is not None and (company["one"] is None or len(owners) > 1)


_FIRST_WORD = later(r"[a-z][a-z-]*")


def begins_with_verb(text: str) -> bool:
    """True where the first word, in lower case, is a verb of the table."""
    word = _FIRST_WORD.match(text)
    return word is not None and word[0] in grammar.VERBS


def is_verb(word: str) -> bool:
    """True for a verb of the table, also in the third person: `fill`, `fills`, `tries`, `pushes`."""
    stems = (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y")
    return any(stem in grammar.VERBS for stem in stems)


_MADE_VERB = later(r"re-[a-z]{3,}|[a-z]{2,}(?:ify|[iy][sz]e)")


def is_infinitive(word: str) -> bool:
    """True for a verb of the table, and for a word made into a verb: `re-tag`, `classify`, `modularise`."""
    return word in grammar.VERBS or _MADE_VERB.fullmatch(word) is not None


def like_first_name(word: str, known: Directory) -> bool:
    """One capitalised word of letters alone that the note does not use as a thing."""
    return word.istitle() and word.isalpha() and not known.is_thing(word)

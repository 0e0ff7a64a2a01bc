"""How alike two statements are, from 0 to 1: the words, who owns them, the issues and numbers they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from wgtrack.model import IssueRef
from wgtrack.reading.keys import normalise
from wgtrack.store.folding import Mention, owner_names

SMALL_WORDS = frozenset(
    """a about also an and are as at be been being by can could d did do does for from get had has have he her
    his i if in into is it its just ll let make may me more my need needs new not of on or our out over re s she
    should so some t that the their them then there these they this those to up us ve via was we were what when
    which who will with would you your""".split()
)
"""Words that say nothing about which task is meant."""

EVERYBODY = frozenset("all everybody everyone group team us we".split())
"""Owners that name nobody in particular: with them anybody's statement may agree."""

ENDINGS = ("ing", "ed", "es", "s")
"""Cut off where at least four letters stay, so that "invites" and "inviting" meet."""

POINTING = frozenset("above he her him it one ones she that them these they this those".split())
"""Words that stand for what the note says just before."""

FEW = 3
"""Shared words from which on likeness of words alone is believed."""

_ADDRESS = re.compile(r"https?://\S+")
_ISSUE = re.compile(
    r"https?://[^\s/]{1,100}/(?P<owner>[\w-]{1,39})/(?P<repo>[\w.-]{1,100})/(?:issues|pull|discussions)/(?P<number>\d{1,9})"
)


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared of a statement, worked out once."""

    words: frozenset[str]
    line: str
    """The words that count, sorted, as one line."""
    numbers: frozenset[str]
    """Numbers among the words, those of days left out, and of the issues."""
    owners: frozenset[str]
    refs: frozenset[IssueRef]
    points: bool
    """True where the words point at something said before ("this", "them")."""
    context: frozenset[str]
    """Words of the topic that it stands in."""
    topic_refs: frozenset[IssueRef]
    """Issues that the topic names."""


def features(mention: Mention) -> Features:
    """The features of `mention`."""
    statement = mention.statement
    # The parts of an address say nothing about a task; that it names an issue is in the references.
    spoken = set(normalise(_ADDRESS.sub(" ", statement.text)).split())
    words = content_words(word for word in statement.words.split() if word in spoken)
    return Features(
        words=words,
        line=" ".join(sorted(words)),
        numbers=frozenset(filter(str.isdigit, words)) | {str(ref.number) for ref in statement.refs},
        owners=owner_names(statement) - EVERYBODY,
        refs=frozenset(statement.refs),
        points=not POINTING.isdisjoint(statement.words.split()),
        context=content_words(normalise(_ADDRESS.sub(" ", statement.context)).split()),
        topic_refs=frozenset(_issues_in(statement.context)),
    )


def _issues_in(text: str) -> Iterator[IssueRef]:
    for found in _ISSUE.finditer(text):
        yield IssueRef(found["owner"], found["repo"], int(found["number"]))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """`word` without a common English ending."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def content_words(words: Iterable[str]) -> frozenset[str]:
    """The stems of those normalised `words` that say which task is meant."""
    return frozenset(stem(word) for word in words if word not in SMALL_WORDS)


def wording(a: Features, b: Features, least: float = 0.0) -> float:
    """Likeness of the words alone: the mean of their edit likeness, their overlap, and how far one holds the other.

    0 where it is certain to stay below `least`; the edit likeness, which costs most, is then not worked out.
    """
    shared = len(a.words & b.words)
    if not shared:
        return 0.0
    overlap = 2 * shared / (len(a.words) + len(b.words))
    held = shared / min(len(a.words), len(b.words))
    if (1 + overlap + held) / 3 < least:
        return 0.0
    return (fuzz.ratio(a.line, b.line) / 100 + overlap + held) / 3


def contradict(a: Features, b: Features) -> bool:
    """True where both name issues, or both name numbers, and none of them in common."""
    if a.refs and b.refs:
        return a.refs.isdisjoint(b.refs)
    return bool(a.numbers and b.numbers and a.numbers.isdisjoint(b.numbers))


def agree(a: frozenset[str], b: frozenset[str]) -> bool:
    """True unless both name owners and none in common."""
    return not a or not b or not a.isdisjoint(b)


def points_at(a: Features, b: Features) -> bool:
    """True where `b` says in full what `a` points at: half of what `a` leaves out was said just before it."""
    if not a.points or not a.words or not a.words <= b.words:
        return False
    missing = b.words - a.words
    return bool(missing) and len(missing & a.context) * 2 >= len(missing)


def other_topics(a: Features, b: Features) -> bool:
    """True where both stand in the middle of a talk, and of different ones."""
    if a.topic_refs and b.topic_refs:
        return a.topic_refs.isdisjoint(b.topic_refs)
    least = min(len(a.context), len(b.context))
    return least > FEW and len(a.context & b.context) * 2 < least

"""What is compared of a statement: the words that count, the numbers, months, owners and issues that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from wgtrack.model import IssueRef
from wgtrack.reading.keys import normalise
from wgtrack.store.folding import Mention, owner_names
from wgtrack.store.vocabulary import EVERYBODY, MONTHS, POINTING, REMARKS, SAYS_NOTHING, SMALL_WORDS, stem

MOST_WORDS = 64
"""Words of a statement that are compared: those of a longer one would say nothing about which task it is."""

_ADDRESS = re.compile(r"https?://\S+")
_ISSUE = re.compile(
    r"https?://[^\s/]{1,100}/(?P<owner>[\w-]{1,39})/(?P<repo>[\w.-]{1,100})/(?:issues|pull|discussions)/(?P<number>\d{1,9})"
)
_VERSION = re.compile(r"(?<![\w.])v?(\d{1,9}(?:\.\d{1,9}){1,5})(?![\w])")
_REMARK = re.compile(r"\s[-–—]+\s|[:;,.?!]\s|[(\[→]")
_BREAK = re.compile(r"\s[-–—]+\s|[:;?]\s")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
"""Japanese and Chinese letters."""
_MONTH_OF = re.compile(
    r"(?:\b(?:of|for|from|de|du|des|del|della|vom|für|van|voor)\s+|\bd')(?P<month>[^\W\d_]{3,10})\b(?!\s+\d)"
)


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared of a statement, worked out once."""

    words: frozenset[str]
    """Stems of the words that count."""
    line: str
    """The same, sorted, as one line."""
    head: frozenset[str]
    """The same without a remark on how far the task is."""
    start: frozenset[str]
    """The same up to the first colon or dash, behind which there may be a remark in other words."""
    numbers: frozenset[str]
    """Numbers among the words, those of days left out, and of the issues."""
    number: str
    """The first number that it names; empty where there is none."""
    months: frozenset[int]
    """The months that the task is for: the counts of May are not those of June."""
    owners: frozenset[str]
    refs: frozenset[IssueRef]
    points: bool
    """True where the words point at something said before ("this", "them")."""
    context: frozenset[str]
    """Words of the topic that it stands in."""
    topic_refs: frozenset[IssueRef]
    """Issues that the topic names."""
    given: str = ""
    """The number that the note gives the task, `action-91`; empty where it gives none."""
    called: frozenset[str] = frozenset()
    """Stems of its owners' names."""
    closed: bool = False
    """True where the line says that nothing is left to do."""

    @property
    def kind(self) -> str:
        """What its number counts, `action`; empty where it has none."""
        return self.given.rpartition("-")[0]

    @property
    def named(self) -> frozenset[str]:
        """The words that tell it from other tasks."""
        return self.head - SAYS_NOTHING


_NONE: frozenset[str] = frozenset()
_NO_REFS: frozenset[IssueRef] = frozenset()
_NO_MONTHS: frozenset[int] = frozenset()
NOTHING = Features(_NONE, "", _NONE, _NONE, _NONE, "", frozenset(), _NONE, frozenset(), False, _NONE, frozenset())
"""What is compared of an answer, which states nothing."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a statement says in itself, as `Features` names it."""

    words: frozenset[str]
    line: str
    head: frozenset[str]
    start: frozenset[str]
    numbers: tuple[str, ...]
    months: frozenset[int]
    points: bool


def features(mention: Mention) -> Features:
    """The features of `mention`."""
    statement = mention.statement
    said = _said(statement.text, statement.words)
    owners = _once(frozenset(owner_names(statement) - EVERYBODY))
    context, topic_refs = _topic(statement.context)
    return Features(
        words=said.words,
        line=said.line,
        head=said.head,
        start=said.start,
        numbers=_once(frozenset((*said.numbers, *(str(ref.number) for ref in statement.refs)))),
        number=said.numbers[0] if said.numbers else "",
        months=said.months,
        owners=owners,
        refs=frozenset(statement.refs) or _NO_REFS,
        points=said.points,
        context=context,
        topic_refs=topic_refs,
        given=statement.number,
        called=_called(owners),
        closed=statement.status.closed,
    )


@lru_cache(maxsize=20_000)
def _once(words: frozenset[str]) -> frozenset[str]:
    """The same set for equal ones: a set takes as much memory as all else that is kept of a statement."""
    return words


# What is carried from call to call is said in the same words each time.
@lru_cache(maxsize=20_000)
def _said(text: str, words: str) -> _Said:
    # The parts of an address say nothing about a task; that it names an issue is in the references.
    text = _ADDRESS.sub(" ", text)
    spoken = set(normalise(text).split())
    told = list(islice(_counting(word for word in words.split() if word in spoken), MOST_WORDS))
    stems = frozenset(map(stem, told))
    all_count = len(spoken) <= MOST_WORDS

    def said_in(part: str) -> frozenset[str]:
        return stems if part == text and all_count else stems & content_words(normalise(part).split())

    return _Said(
        words=stems,
        line=" ".join(sorted(stems)),
        head=said_in(_head(text)),
        start=said_in(_start(text)),
        numbers=tuple(_numbers(text, told)),
        months=_months(text.casefold()),
        points=not POINTING.isdisjoint(words.split()),
    )


@lru_cache(maxsize=20_000)
def _topic(context: str) -> tuple[frozenset[str], frozenset[IssueRef]]:
    """The words and issues of the topic that a statement stands in."""
    return content_words(normalise(_ADDRESS.sub(" ", context)).split()), frozenset(_issues_in(context))


@lru_cache(maxsize=20_000)
def _called(owners: frozenset[str]) -> frozenset[str]:
    return content_words(word for owner in sorted(owners) for word in owner.split())


def _issues_in(text: str) -> Iterator[IssueRef]:
    for found in _ISSUE.finditer(text):
        yield IssueRef(found["owner"], found["repo"], int(found["number"]))


def _counting(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        if not word.isascii() and _UNSPACED.search(word):
            # Where no blanks part the words, pairs of characters stand for them.
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        elif word not in SMALL_WORDS and (len(word) > 1 or word.isdigit()):
            yield word


def content_words(words: Iterable[str]) -> frozenset[str]:
    """The stems of those normalised `words` that say which task is meant."""
    return frozenset(map(stem, islice(_counting(words), MOST_WORDS)))


def _head(text: str) -> str:
    """`text` up to the remark on how far the task is; all of it where there is none."""
    for found in islice(_REMARK.finditer(text), 20):
        tail = normalise(text[found.end() : found.end() + 100]).split()[:6]
        if not REMARKS.isdisjoint(tail) and text[: found.start()].strip():
            return text[: found.start()]
    return text


def _start(text: str) -> str:
    """`text` up to its first colon or dash that something follows."""
    found = _BREAK.search(text)
    return text[: found.start()] if found else text


def _numbers(text: str, said: Iterable[str]) -> list[str]:
    """The numbers among the words `said`, in their order, those of a version as one."""
    plain = [word for word in said if any(map(str.isdigit, word))]
    whole = [found[1] for found in islice(_VERSION.finditer(text), 20) if set(found[1].split(".")) <= set(plain)]
    parts = {part for version in whole for part in version.split(".")}
    return [*whole, *(word for word in plain if word not in parts)]


def _months(text: str) -> frozenset[int]:
    named = (MONTHS.get(found["month"]) for found in islice(_MONTH_OF.finditer(text), 20))
    return frozenset(month for month in named if month) or _NO_MONTHS

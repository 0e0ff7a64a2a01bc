"""How alike two statements are, from 0 to 1: the words, who owns them, the issues, numbers and months they name.

Every judgement here is about two statements alone: no other note changes it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from rapidfuzz import fuzz

from wgtrack.store.features import Features
from wgtrack.store.vocabulary import LIGHT_WORDS

LEAST = 2
"""Words that two statements share at the least, to the letter, unless they name the same issue."""
SHARE = 0.15
"""The share of the longer one's words that the other must have, too."""
SHORTER_SHARE = 0.6
"""The same of the shorter one's, remarks left out."""
FEW = 3
"""Shared words from which on likeness of words alone is believed."""
LIGHT = 0.5
"""What a light word weighs, where any other word weighs 1, an issue `ISSUE`, and one that one of them only speaks of
as its topic `TOPIC_ISSUE`. Measured as `joining.SURE` was: with 1 six pairs are joined wrongly, with 0.3 three."""
ISSUE = 2.0
TOPIC_ISSUE = 1.0
ENOUGH = 2.0
"""What shared words must weigh together. With 1.5 six pairs are joined wrongly, with 2.5 ten more are missed."""
ALIKE_WORDS = 80
"""Edit likeness in percent from which on two long words that begin alike are one, written otherwise. With 90 five
more pairs are missed; 70 joins no more."""
_START, _LONG = 3, 5
"""Letters with which they begin, and letters that a long word has."""
TOPIC, TOPIC_SHARE = 5, 0.75
"""Words that a later statement must take from the topic of an earlier one, and the share that words and topic must
hold of it, to be the same in more words."""
SPELT_OUT = 0.8
"""Likeness of such a pair."""
NAMES, NEARLY_ALL = 3, 0.9
"""What the start of a statement must name, and its likeness to another one, to take the rest for a remark."""
MOST_OF_A_CALL = 9
"""Numbers that actions get where each call counts them from 1."""
MOST_OWNERS = 64
"""Pairs of owners of two items that are compared as names; of more, only equal ones agree."""
UNSURE = 0.75
"""The most that two statements reach of which each names another thing."""


def weight(words: frozenset[str]) -> float:
    """What `words` weigh together in telling tasks apart."""
    return len(words) - (1 - LIGHT) * len(words & LIGHT_WORDS)


def likeness(a: Features, b: Features) -> float:
    """How surely two statements are one task by what they say: 0 where they cannot be, 1 where they say the same.

    Owners are left out. Where one only says less than the other, it depends on how much of it is shared. Where each
    names something that the other doesn't, hardly anything but that may differ.
    """
    if contradict(a, b) or not comparable(a, b):
        return 0.0
    if a.line > b.line:
        a, b = b, a
    issues = _issues(a, b)
    a_words, b_words = _without_owners(a, b)
    best = _likeness(a_words, b_words, issues)
    if a.head != a.words or b.head != b.words:
        best = max(best, _likeness(a.head & a_words, b.head & b_words, issues))
    if best < NEARLY_ALL and (a.start != a.words or b.start != b.words):
        best = max(best, _said_before(a, b, issues), _said_before(b, a, issues))
    if best < SPELT_OUT and (_spells_out(a, b) or _spells_out(b, a)):
        best = SPELT_OUT
    if a.number and b.number and a.number != b.number:
        return min(best, UNSURE)
    return best


def most_likeness(a: Features, b: Features) -> float:
    """What the likeness of two statements is at the most, whatever topics they stand in."""
    spelt_out = max(len(a.words), len(b.words)) >= TOPIC and bool(a.owners and b.owners) and agree(a.owners, b.owners)
    spelt_out = spelt_out and comparable(a, b) and not contradict(a, b)
    a, b = replace(a, topic_refs=a.topic_refs | b.refs), replace(b, topic_refs=b.topic_refs | a.refs)
    return max(likeness(a, b), SPELT_OUT if spelt_out else 0.0)


def _without_owners(a: Features, b: Features) -> tuple[frozenset[str], frozenset[str]]:
    """The words of both, without the other one's owner where only one names them: it tells whose task it is, not which.

    Where each names the other one's, they are two: "Dana: ask Lee" and "Lee: ask Dana".
    """
    in_a, in_b = a.words & (b.called - b.words), b.words & (a.called - a.words)
    return (a.words, b.words) if in_a and in_b else (a.words - in_a, b.words - in_b)


def comparable(a: Features, b: Features) -> bool:
    """True where two statements name the same issue or share enough words to be worth a closer look.

    An index of words finds all such pairs, so what is not comparable is never alike.
    """
    shared = len(a.words & b.words)
    if shared >= LEAST and shared >= SHORTER_SHARE * min(len(a.head), len(b.head)):
        return shared >= SHARE * max(len(a.words), len(b.words)) or not a.refs.isdisjoint(b.refs)
    return not a.refs.isdisjoint(b.refs)


def _said_before(a: Features, b: Features, issues: float) -> float:
    """Likeness of `b` to the start of `a`, where that names nearly all of it; 0 where it may be but a topic."""
    names = weight(a.start & b.words - LIGHT_WORDS) >= NAMES and b.start == b.words
    score = _likeness(a.start, b.words, issues) if names else 0.0
    return score if score >= NEARLY_ALL else 0.0


def _issues(a: Features, b: Features) -> float:
    """What the issues weigh that two statements name, or of which one names what the other speaks of."""
    if not a.refs.isdisjoint(b.refs):
        return ISSUE * len(a.refs & b.refs)
    return 0.0 if a.refs.isdisjoint(b.topic_refs) and b.refs.isdisjoint(a.topic_refs) else TOPIC_ISSUE


def _spells_out(short: Features, full: Features) -> bool:
    """True where `full` says in its words what `short` leaves to the topic that it stands in."""
    topic = (full.words & short.context) - full.context
    if len(topic) < TOPIC or not (short.owners and full.owners and agree(short.owners, full.owners)):
        return False
    return len(full.words & (short.words | short.context)) >= TOPIC_SHARE * len(full.words)


def _likeness(a: frozenset[str], b: frozenset[str], issues: float) -> float:
    both = a & b
    if len(both) == len(a) == len(b):
        return 1.0 if issues or len(a) > 1 else 0.0
    own_a, own_b = _own(a, b)
    shared = weight(both) + issues + weight(a - both) - weight(own_a)
    if shared < ENOUGH:
        return 0.0
    mine, theirs = weight(own_a), weight(own_b)
    if not (mine and theirs):
        return (1 + 2 * shared / (2 * shared + mine + theirs)) / 2
    score = (shared / (shared + min(mine, theirs))) ** 2
    return min(score, UNSURE) if not (own_a <= LIGHT_WORDS or own_b <= LIGHT_WORDS) else score


def _own(a: frozenset[str], b: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The words that only `a` has, and that only `b` has, without those that are one word written otherwise."""
    own_a, own_b = a - b, b - a
    starts = {word[:_START] for word in own_a}.intersection(word[:_START] for word in own_b)
    if not starts:
        return own_a, own_b
    mine, theirs = (
        sorted(word for word in own if word[:_START] in starts and len(word) >= _LONG) for own in (own_a, own_b)
    )
    for word in mine:
        for other in theirs:
            if word[:_START] == other[:_START] and fuzz.ratio(word, other) >= ALIKE_WORDS:
                own_a, own_b = own_a - {word}, own_b - {other}
                theirs.remove(other)
                break
    return own_a, own_b


def unshared(words: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """Those of `words` that are not among `others`, be it written otherwise."""
    return _own(words, others)[0]


def wording(a: Features, b: Features) -> float:
    """Likeness of a line of the talk and one that sums it up: the mean of their edit likeness, their overlap, and
    how far one holds the other."""
    shared = len(a.words & b.words)
    if not shared:
        return 0.0
    overlap = 2 * shared / (len(a.words) + len(b.words))
    held = shared / min(len(a.words), len(b.words))
    return (fuzz.ratio(a.line, b.line) / 100 + overlap + held) / 3


def contradict(a: Features, b: Features) -> bool:
    """True where both name issues, or both name numbers or months, and none of them in common."""
    if a.refs and b.refs:
        return a.refs.isdisjoint(b.refs)
    if a.months and b.months and a.months.isdisjoint(b.months):
        return True
    return bool(a.numbers and b.numbers and a.numbers.isdisjoint(b.numbers))


def same_number(a: Features, b: Features, *, in_one_call: bool = False) -> bool:
    """True where two statements bear the same number of their group and are one task, as far as can be told.

    Some groups count anew at each call, so it takes a word that names the task besides, or the same owners and a
    number that such a count seldom gets to; `in_one_call`, of its talk and the list that sums it up, the word or owners
    that may be the same.
    """
    if not a.given or a.given != b.given or contradict(a, b):
        return False
    named = len(a.named & b.named)
    if not agree(a.owners, b.owners):
        return named >= (1 if in_one_call else LEAST)
    counts_on = int(a.given.rsplit("-", 1)[1]) > MOST_OF_A_CALL
    return bool(named) or in_one_call or (counts_on and a.owners == b.owners and bool(a.owners))


def other_number(a: Features, b: Features) -> bool:
    """True where two statements of one note bear different numbers of one kind: they are two tasks."""
    return a.given != b.given and bool(a.kind) and a.kind == b.kind


def agree(a: frozenset[str], b: frozenset[str]) -> bool:
    """True unless both name owners and none in common, be it by a shorter name or initials."""
    if not a or not b or not a.isdisjoint(b):
        return True
    return len(a) * len(b) <= MOST_OWNERS and any(is_called(x, y) or is_called(y, x) for x in a for y in b)


@lru_cache(maxsize=20_000)
def is_called(short: str, name: str) -> bool:
    """True where `short` is one of the words of `name`, or their initials."""
    words = name.split()
    return len(words) > 1 and (short in words or "".join(word[0] for word in words) == short)


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

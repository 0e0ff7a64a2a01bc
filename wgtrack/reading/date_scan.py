"""Where a text names a time: the rules tried at each word, and neighbours joined that name one time together."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wgtrack.reading.date_meaning import EARLIER, Frame, Nature, Reading
from wgtrack.reading.date_rules import OPENS_BEHIND_THE, RULES, Rule
from wgtrack.reading.kept import kept
from wgtrack.reading.later import later


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's match: `text[start:end]` and what it means; its role is not judged yet."""

    start: int
    end: int
    reading: Reading


_WORD = later(r"[^\W_]+")
_HIDDEN = later(r"\b[a-z][a-z0-9+.-]{1,10}://[^\s<>]+|`[^`\n]{1,400}`|\]\([^()\n]{1,2000}\)", re.IGNORECASE)
_STUCK_BEFORE = later(r"[\w/.#=&%+-]$")
_STUCK_AFTER = later(r"[/=&%+]\w|[.-]\d|-[a-z]", re.IGNORECASE)
_BETWEEN_DAYS = later(r"\s*(?:,|\(|,?\s*the)?\s*(?:the\s+|on\s+)?", re.IGNORECASE)
_ALTERNATIVE = later(r"\s*(?:/|,?\s+or(?:\s+on)?|oder|,?\s+ou|\s+o)\s*", re.IGNORECASE)
_RANGE = later(r"\s*(?:-|\u2013|\u2014|to|until|till|through|thru|and|&)\s*", re.IGNORECASE)
_NEAR = 12
_OPENED_BY_THE = RULES["the"]


def _rules_for(word: str) -> Sequence[Rule]:
    """The rules to try at a word."""
    lowered = word.lower()
    if lowered.isalpha():
        return RULES.get(lowered, ())
    return RULES.get("#" if lowered[0].isdigit() else lowered.rstrip("0123456789"), ())


Tried = Sequence[tuple[Rule, re.Match[str]]]
"""The rules that match at one word, in their order."""


@kept
def _tried(text: str) -> Sequence[Tried]:
    """What matches at each word of `text` where a rule does, from whichever day; none in an address or code."""
    hidden = [match.span() for match in _HIDDEN.finditer(text)] if "://" in text or "`" in text or "](" in text else []
    found: list[Tried] = []
    mask = 0
    for word in _WORD.finditer(text):
        rules = _rules_for(word[0])
        if not rules or (rules is _OPENED_BY_THE and not OPENS_BEHIND_THE.match(text, word.end())):
            continue
        while mask < len(hidden) and hidden[mask][1] <= word.start():
            mask += 1
        if mask < len(hidden) and hidden[mask][0] <= word.start():
            continue
        matches = [(rule, match) for rule in rules if (match := rule.pattern.match(text, word.start()))]
        if matches:
            found.append(matches)
    return found


def _longest(tried: Tried, frame: Frame) -> Found | None:
    """The longest phrase that a rule makes sense of, the first of several."""
    best: Found | None = None
    for rule, match in tried:
        if best is not None and match.end() <= best.end:
            continue
        reading = _resolve(rule, match, frame)
        if reading is not None:
            best = Found(match.start(), match.end(), reading)
    return best


def _resolve(rule: Rule, match: re.Match[str], frame: Frame) -> Reading | None:
    """The rule's reading; a day beyond the end of the calendar is one that is not understood."""
    try:
        return rule.resolve(match, frame)
    except (OverflowError, ValueError):
        return Reading(None, Nature.RELATIVE, "beyond the calendar", understood=False)


def _stuck(text: str, start: int, end: int) -> bool:
    """True inside a path, a version, an identifier or a fraction."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before in ("--", "\u2013 ") or before.endswith("~"):
        before = ""
    return bool(_STUCK_BEFORE.search(before) or _STUCK_AFTER.match(after))


def scan(text: str, frame: Frame) -> list[Found]:
    """Every rule's match from left to right, none overlapping, none inside an address or code."""
    found: list[Found] = []
    position = 0
    for tried in _tried(text):
        phrase = _longest(tried, frame) if tried[0][1].start() >= position else None
        if phrase is not None and not _stuck(text, phrase.start, phrase.end):
            found.append(phrase)
            position = phrase.end
    return found


def join(text: str, found: Sequence[Found], meeting: dt.date | None) -> list[Found]:
    """Neighbours that name one time as one phrase: `Friday, March 6`, `EOD Tuesday`, `Monday or Tuesday`."""
    joined: list[Found] = []
    for phrase in found:
        last = joined[-1] if joined else None
        if last is not None and phrase.start - last.end <= _NEAR:
            together = _together(text, last, phrase, meeting)
            if together is not None:
                joined[-1] = together
                continue
        joined.append(phrase)
    return joined


def _surer(one: Reading, two: Reading, meeting: dt.date | None) -> Reading:
    """Which of two names of one time says the day: a number before a weekday, that before `EOD`."""
    if Nature.VAGUE in (one.nature, two.nature):
        return two if one.nature is Nature.VAGUE else one
    if bool(one.note) is not bool(two.note):  # `28.4.2024 (week 17)`: the day that needs no guess
        return two if one.note else one
    if Nature.LED in (one.nature, two.nature):
        return one if one.nature is Nature.LED else two
    same_weekday = one.date and two.date and one.date.weekday() == two.date.weekday()
    if same_weekday and not two.absolute:
        return one
    ranks = [(reading.absolute, reading.date != meeting) for reading in (one, two)]
    return one if ranks[0] > ranks[1] else two


def _together(text: str, first: Found, second: Found, meeting: dt.date | None) -> Found | None:
    between = text[first.end : second.start]
    one, two = first.reading, second.reading
    if not between.strip(" ,(") or _BETWEEN_DAYS.fullmatch(between):
        nature = min(one.nature, two.nature) if Nature.LED not in (one.nature, two.nature) else Nature.DATED
        return Found(first.start, second.end, replace(_surer(one, two, meeting), nature=nature))
    if one.nature is Nature.VAGUE or two.nature is Nature.VAGUE:
        return None
    earlier = min((day for day in (one.date, two.date) if day), default=None)
    if _ALTERNATIVE.fullmatch(between):
        return Found(first.start, second.end, replace(one, date=earlier, note=f"{EARLIER} two days"))
    if _RANGE.fullmatch(between):
        note = f"{EARLIER} two days"
        return Found(first.start, second.end, replace(one, date=earlier, note=note, range_end=True))
    return None

"""Deadlines that name no day this program understands: `by Q5`, `by the end of the sprint`, `due: after the fair`.

They are kept as written and reported. A deadline word alone proves nothing (`by Dana`, `by email`, `until we hear`,
`before merging`): what follows it must be made of words for times, or stand where only a time can stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from wgtrack.reading import date_words as words
from wgtrack.reading import grammar
from wgtrack.reading import outcome_words as outcomes
from wgtrack.reading.glance import holds
from wgtrack.reading.later import later

Span = tuple[int, int]

_LEAD = later(
    r"(?<![\w-])(?:by|before|prior to|until|till|due|no later than|not later than|deadline|eta|bis(?: zu[mr])?|vor|"
    r"spätestens|fällig|avant|d['’]ici(?: à)?|jusqu['’](?:à|au|en)|antes del?|hasta|para|"
    r"até|entro|uiterlijk|vóór|voor|tegen|tot|senast|före|innan|inden)"
    r"(?P<sign>\s?[:=(]|\s(?:date\s?[:=]?|by|on|in|at))?(?:[*_~]{1,2})?\s",
    re.IGNORECASE,
)
_LEAD_HINTS = (
    "by", "before", "prior", "until", "till", "due", "later", "deadline", "eta", "bis", "vor", "spätestens", "fällig",
    "avant", "ici", "jusqu", "antes", "hasta", "para", "até", "entro", "uiterlijk", "vóór", "voor", "tegen", "tot",
    "senast", "före", "innan", "inden",
)  # fmt: skip
"""Of these every lead holds one."""
_ARTICLE = (
    r"(?:(?:the|this|that|our|next|coming|following|very|same|d(?:er|ie|as|em|en|es)|diese[rsmn]?|nächste[rsnm]?|"
    r"kommende[rsmn]?|la|le|les|el|los|las|ce|cette|este|esta)\s|l['’])"
)
_EDGE = r"(?:start|beginning|middle|end|half|close|anfang|mitte|ende|début|milieu|fin|finales|mediados|principios)"
_OF = r"(?:\s(?:of|de|du|del|do|da|des|der)\s|\sde\s(?:la|los|las)\s|\sd['’])"
_PART = rf"(?:(?:early|late|mid|{_EDGE}{_OF}?|{_EDGE})[\s-]?)"
_NAMED = words.alternatives((*words.MONTHS, *words.WEEKDAYS))
_SEASONS = words.alternatives(words.SEASONS)
_PERIODS = words.alternatives((*words.UNITS, *words.PERIODS))
_LONG = [word for word, unit in words.UNITS.items() if unit not in (words.Unit.HOUR, words.Unit.DAY)]
_LONG_PERIODS = words.alternatives((*_LONG, *words.PERIODS))
"""Not `by the hour` and `by the day`, which say how something is counted."""
_COUNT = rf"(?:\d{{1,3}}|{words.alternatives(words.NUMBERS)})"
_ORDINAL = (
    r"\d{1,2}(?:st|nd|rd|th|\.)|first|second|third|fourth|last|erste[rn]?|zweite[rn]?|letzte[rn]?|première|dernière"
)
_TIME = later(
    rf"""(?:(?:some\s?time|around|about|roughly|approximately|approx\.?|circa|ca\.?|etwa|environ)\s(?:in\s|during\s)?)?(?:
    {_ARTICLE}{{0,3}}{_EDGE}{_OF}{_ARTICLE}{{0,2}}(?:[\w-]{{1,20}}\s){{0,2}}[\w-]{{2,20}}
    |{_ARTICLE}{{0,3}}{_PART}?{_ARTICLE}{{0,2}}{_SEASONS}(?:\s(?:break|holidays?|eve|season))?
    |{_ARTICLE}{{1,3}}{_PART}?{_LONG_PERIODS}(?:\safter(?:\snext)?)?
    |{_ARTICLE}{{0,3}}{_PART}{_ARTICLE}{{0,2}}{_PERIODS}(?:\s\#?\d{{1,4}})?
    |{_PERIODS}\s?\#?\d{{1,4}}
    |{_ARTICLE}?{_PART}?(?:{_NAMED}|Q\d{{1,2}}|H\d)(?:[-–/]{_NAMED})?(?:[\s-]?ish|\sor\sso)?
    |{_ARTICLE}?(?:{_ORDINAL})\s(?:half|{_PERIODS})(?:\s(?:of|in)|{_OF})?\s{_ARTICLE}{{0,2}}[\w-]{{2,20}}
    |{_COUNT}\s{_PERIODS}\s(?:from|after|before|ahead\sof|prior\sto)\s{_ARTICLE}{{0,2}}[\w-]{{2,20}}
    |\d{{1,4}}[/-]\d{{1,2}}[/-]\d{{1,4}}|\d{{1,4}}/\d{{1,2}}|\d{{1,3}}(?:st|nd|rd|th)
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_CLOCK = later(
    r"(?:\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|uhr|o['’]clock)|\d{1,2}:\d\d|noon|midnight|mittag|mitternacht|midi|minuit)(?!\w)",
    re.IGNORECASE,
)
_WORD = later(rf"{_ARTICLE}{{0,2}}(?:(?:early|late|mid)[\s-])?(?P<word>[^\W\d_]{{5,12}})(?!\w)", re.IGNORECASE)
_DAY = later(r",?\s{1,2}\d{1,2}(?:st|nd|rd|th)?(?:,?\s\d{4})?(?![\w:])|,?\s\d{4}(?!\w)")
_ENDS = later(
    r"[\s*_~\"”]*(?:$|[.,;:!?)\]|–—→]|-{1,2}[\s>]|(?:19|20)\d\d(?!\d)|\d{1,2}(?:st|nd|rd|th)?(?!\w)|"
    r"(?:at|and|or|to|so|if|we|as|with|when|because|latest|please|then|und|oder|et|ou|y|o)\s)",
    re.IGNORECASE,
)
"""What may follow a time: the end of the words, or words that go on with something else."""
_SLOT = later(
    r"(?:(?<![\w-])(?:due(?: date)?|deadline|eta|fällig(?: am)?|frist|échéance|fecha límite|plazo)\s?[:=]|@due\(|"
    r"[\U0001F4C5\u23F3\u231B])[\s*_~]*(?P<when>[^\n()\[\]|;,.]{1,60})",
    re.IGNORECASE,
)
"""Places that hold nothing but a time."""
_SLOT_HINTS = (":", "=", "@due(", "\U0001f4c5", "\u23f3", "\u231b")
"""Of these every slot holds one."""
_NO_TIME = grammar.spaced(rf"\W*(?:{outcomes.NO_DATE}|{grammar.NOTHING})\W*")
_SAYS = later(r"\w")
_LONGEST = 60
_NEAR = 8
"""Characters between a time and the day it belongs to."""
_NAMES = [name for name in (*words.MONTHS, *words.WEEKDAYS) if len(name) > 5]
_CLOSE = 0.8
"""How alike a word and the name of a day or month must be to be that name misspelt."""


def unknown_deadlines(text: str, taken: Sequence[Span]) -> Iterator[Span]:
    """Where `text` sets a time limit that is not understood, lead word included, in order.

    `taken`, in order, are the phrases that are understood. Takes time linear in the length of `text`.
    """
    slots: list[Span] = []
    leads: list[Span] = []
    if holds(text, _SLOT_HINTS):
        slots = [(match.start(), _slot_end(match)) for match in _SLOT.finditer(text)]
    if holds(text, _LEAD_HINTS):
        leads = [(match.start(), _time_end(text, match, clock=not taken)) for match in _LEAD.finditer(text)]
    last = 0
    for start, end in sorted((*slots, *leads)):
        if end and start >= last and not _touches(start, end, taken):
            last = end
            yield start, end


def is_unknown_time(said: str) -> bool:
    """True for what stands in place of a due date and is neither a known time nor `TBD` or `soon`."""
    return _SAYS.search(said) is not None and _NO_TIME.fullmatch(said[: 2 * _LONGEST]) is None


def _slot_end(match: re.Match[str]) -> int:
    said = match["when"].rstrip()
    closed = match[0].startswith("@due(") and match.string.startswith(")", match.end())
    return match.start("when") + len(said) + closed if is_unknown_time(said) else 0


def _time_end(text: str, lead: re.Match[str], *, clock: bool) -> int:
    """Where the time behind a deadline word ends; 0 where none stands there."""
    here, limit = lead.end(), lead.end() + _LONGEST
    time = _TIME.match(text, here, limit) or (_CLOCK.match(text, here, limit) if clock else None)
    if time is None or not _ENDS.match(text, time.end()):
        time = _WORD.match(text, here, limit)
        if time is None or not _ENDS.match(text, time.end()) or not _is_misspelt(time["word"]):
            return 0
    day = _DAY.match(text, time.end(), limit)
    return day.end() if day else time.end()


def _is_misspelt(word: str) -> bool:
    """True for what is almost the name of a day or month, `Wendesday`, `Febuary`, or ends like one."""
    low = word.lower()
    if word[0].islower() and low.endswith("day") and low != "yesterday":
        return True
    names = (name for name in _NAMES if name[0] == low[0] and not low.startswith(name))
    return any(SequenceMatcher(None, low, name).ratio() >= _CLOSE for name in names)


def _touches(start: int, end: int, taken: Sequence[Span]) -> bool:
    """True where an understood phrase lies in these words or right behind them: `by noon, Friday`."""
    place = bisect_right(taken, (start, start))
    before = taken[place - 1][1] if place else -1
    after = taken[place][0] if place < len(taken) else end + _NEAR
    return start < before or after < end + _NEAR

"""The grammar of date phrases: a table of rules, each anchored at the word that may open it.

A rule says only which day a phrase names. Whether that day is when an action is due is `date_roles`' matter.
All repetitions are bounded, so that trying a rule costs the same in a text of any length.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wgtrack.reading import date_meaning as meaning
from wgtrack.reading import date_words as words
from wgtrack.reading.later import later


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, the lower-case words it may open with (`#` for a number), and what it means."""

    heads: frozenset[str]
    pattern: re.Pattern[str]
    resolve: meaning.Resolver


def _rule(heads: str | Iterable[str], pattern: str, resolve: meaning.Resolver) -> Rule:
    opening = heads.split() if isinstance(heads, str) else heads
    return Rule(frozenset(opening), later(pattern + r"(?!\w)", re.IGNORECASE), resolve)


_MONTH = rf"(?P<name>{words.alternatives(words.MONTHS)})(?!\w)"
_UNIT = rf"(?P<unit>{words.alternatives(words.UNITS)})(?!\w)"
_WEEKDAY = rf"(?P<name>{words.alternatives(words.WEEKDAYS)})(?!\w)"
_COUNT = rf"(?:\d{{1,4}}|{words.alternatives(words.NUMBERS)}(?!\w))"
_YEAR = r"(?P<year>(?:19|20|21)\d\d)(?!\d)"
_TO = r"(?:\s?[-\u2013\u2014/&+]\s?|\s(?:to|or|and|bis|oder|und|à|ou|et|o|y)\s)"
_ORDINAL = r"(?:st|nd|rd|th|er|\.|º|ª)?(?!\w)"
_PART_OF_DAY = r"(?:\s(?:morning|afternoon|evening|night|lunchtime))?"

_TIME = r"(?:T\d\d:\d\d(?::\d\d)?(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?)?"

_NEXT_WORDS = (
    "next coming upcoming following nächste nächster nächsten nächstes kommende kommenden kommender "
    "volgende komende aanstaande prossima prossimo próxima próximo nästa neste"
)
_NEXT = "(?:" + "|".join(_NEXT_WORDS.split()) + ")"
_PART_WORDS = "early mid late beginning start middle anfang mitte début mediados begin half inizio metà meados"
_PART = (
    r"(?P<part>early|mid|late|beginning\sof|start\sof|middle\sof|anfang|mitte|début|mediados\sde|begin|half|inizio|metà|"
    r"meados\sde)"
)
_END = (
    r"(?:(?:the\s)?(?:very\s)?end(?:[\s-]of)?[\s-]|ende\s|fin(?:ales)?\s(?:(?:de|du)\s)?|"
    r"einde?\s(?:van\s)?|fine\s(?:d(?:i|el|ella)\s)?|(?:o\s)?(?:fim|final)\sd[aeo]\s|slutet\sav\s)"
    r"(?:(?:the|this|current|des|diese[rsmn]?|el|la|de|het|deze)\s)?"
)
_END_WORDS = "end ende the very fin finales eind einde fine fim final o slutet"
_CALL = r"(?:meeting|call|sync|sync-?up|session|time|standup|treffen|sitzung|besprechung|réunion|reunión)"

_ABOUT = (
    r"(?:(?:about|around|approximately|approx\.?|roughly|maybe|perhaps|another|say|etwa|ungefähr|ca\.?|circa|"
    r"environ|unos|unas)\s|\\?~\s?){0,2}"
)
_SPAN = (
    rf"(?:(?P<few>(?:a\s)?few|several|some|einigen?|quelques|algunos|algunas)|(?P<couple>(?:a\s)?couple(?:\sof)?)"
    rf"|(?P<low>{_COUNT})(?:{_TO}(?P<high>{_COUNT}))?)[\s-]{{0,2}}"
    rf"(?P<work>(?:business|working|work)[\s-])?{_UNIT}(?:['’]s?\stime)?(?P<more>\sor\s(?:so|two|more))?"
)
_IN = r"(?:within|in|over|during|after|nach|innerhalb\svon|dans|dentro\sde|en|sous|binnen|tra|fra|entro|em|daqui\sa|om)"
_IN_WORDS = "in within over during after nach innerhalb dans dentro en sous binnen tra fra entro em daqui om"

_ABSOLUTE = (
    _rule("#", rf"{_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}}){_TIME}", meaning.iso_date),
    _rule("#", r"(?P<year>20\d\d)-?W(?P<week>\d{1,2})(?:-(?P<weekday>[1-7]))?", meaning.iso_week),
    _rule("w kw cw", rf"(?:[KC]W\s?|W)(?P<week>\d{{1,2}})(?:[\s/]{{1,2}}{_YEAR})?", meaning.iso_week),
    _rule("#", r"(?P<first>\d{1,2})(?P<sep>[/-])(?P<second>\d{1,2})(?P=sep)(?P<year>\d{4})(?!/)", meaning.slashed),
    _rule("#", r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{2}))?(?![/%])", meaning.slashed),
    _rule("#", r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})", meaning.dotted),
    _rule(
        "#",  # a version number looks the same: only behind a German preposition
        r"(?:(?<=bis )|(?<=zum )|(?<=am ))(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?P<year>\d{2})?",
        meaning.dotted,
    ),
    _rule(
        "#",
        rf"(?P<day>\d{{1,2}}){_ORDINAL}(?P<until>{_TO}\d{{1,2}}{_ORDINAL})?[\s-]{{0,2}}(?:(?:of|de|du|di)\s)?"
        rf"{_MONTH}\.?(?:(?:,|\sde|-)?\s{{0,2}}{_YEAR})?",
        meaning.named_month,
    ),
    _rule(
        words.MONTHS,
        rf"{_MONTH}\.?[\s-]{{1,3}}(?:the\s)?(?P<day>\d{{1,2}}){_ORDINAL}(?!:\d|\.\d)"
        rf"(?P<until>{_TO}(?:{words.alternatives(words.MONTHS)}\.?\s)?\d{{1,2}}{_ORDINAL}(?![-/.:]\d))?"
        rf"(?:,?\s{{1,2}}{_YEAR})?",
        meaning.named_month,
    ),
    _rule(
        "#",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)(?=\s*(?:$|[.,;:!?)\]\u2013\u2014-]|(?:at|to|for)\s|\())",
        meaning.day_of_month,
    ),
)

_COUNTED = (
    _rule(
        _IN_WORDS,
        rf"{_IN}\s(?:the\s)?(?:{_NEXT}\s)?{_ABOUT}{_SPAN}(?!\s(?:ago|before|after|of|prior)\b)",
        meaning.duration,
    ),
    _rule(_IN_WORDS, r"(?:in|within|over|during)\sthe\s(?:next|coming)\s(?P<unit>day|week|month)", meaning.coming_unit),
    _rule({"#", "couple", "few", *words.NUMBERS}, rf"{_SPAN}\s(?:from\s(?:now|today)|hence)", meaning.duration),
    _rule(
        "later today tonight this heute aujourd hoy vandaag oggi hoje idag",
        r"(?:later\stoday|today|tonight|this\s(?:afternoon|evening|morning)|heute(?:\sabend)?|aujourd['’]hui|hoy|"
        r"vandaag|oggi|hoje|idag)",
        meaning.same_day,
    ),
    _rule(
        "after right straight directly immediately just",
        r"(?:(?:right|straight|directly|immediately|just)\s)?after\s(?:(?:this|the|our|today['’]?s)\s)?(?:call|meeting)",
        meaning.same_day,
    ),
    _rule(
        "tomorrow tmrw morgen demain mañana domani amanhã imorgon",  # `Morgen` is the morning, in German
        rf"(?:tomorrow|tmrw|(?-i:m)orgen|demain|mañana|domani|amanhã|imorgon){_PART_OF_DAY}",
        meaning.days_ahead(1),
    ),
    _rule(
        "day the übermorgen après pasado overmorgen dopodomani depois",
        r"(?:(?:the\s)?day\safter\stomorrow|übermorgen|après[\s-]demain|pasado\smañana|overmorgen|dopodomani|"
        r"depois\sde\samanhã)",
        meaning.days_ahead(2),
    ),
    _rule(f"the die la el a o {_NEXT_WORDS}", rf"(?:(?:the|die|la|el|a|o)\s)?{_NEXT}\s{_UNIT}", meaning.coming_unit),
    _rule(_PART_WORDS, rf"{_PART}[\s-](?:the\s)?{_NEXT}\s{_UNIT}", meaning.coming_unit),
    _rule(
        "la le el il a o semaine semana mois mes mês settimana mese",
        r"(?:(?:la|le|el|il|a|o)\s)?(?P<unit>semaine|mois|semana|mes|mês|settimana|mese)\s"
        r"(?:prochaine?|próxim[oa]|prossim[oa]|que\svi?e(?:ne|m))",
        meaning.coming_unit,
    ),
    _rule(
        "this diese dieser dieses cette esta deze questa",
        rf"(?:this|diese[rsn]?|cette|esta|deze|questa)\s(?:coming\s)?{_UNIT}",
        meaning.this_unit,
    ),
    _rule(
        [*words.WEEKDAYS, *_NEXT_WORDS.split(), "this", "diesen", "early", "late", "mid"],
        rf"(?P<week_before>next\sweek,?\s(?:on\s)?)?(?P<which>(?:{_NEXT}|this|diesen|early|late|mid)[\s-])?"
        rf"{_WEEKDAY}\.?{_PART_OF_DAY}(?P<week_after>,?\s(?:of\s)?next\sweek(?!\w))?",
        meaning.weekday,
    ),
)

_PERIODS = (
    _rule(
        _END_WORDS,
        rf"{_END}(?P<next>(?:the\s)?{_NEXT}\s)?(?:business\s)?"
        r"(?P<unit>day|week|month|quarter|year|tage?s?|woche|monats?|quartals?|jahres|mois|mes|semaine|semana|dag|maand|"
        r"kwartaal|jaar|settimana|mese|anno|mês|ano)",
        meaning.unit_end,
    ),
    _rule(_END_WORDS, rf"{_END}{_MONTH}\.?(?:,?\s{_YEAR})?", meaning.month_end),
    _rule(_END_WORDS, rf"{_END}Q(?P<quarter>[1-4])(?:[\s/]{{1,3}}{_YEAR})?", meaning.quarter_end),
    _rule(_END_WORDS, rf"{_END}{_YEAR}", meaning.year_end),
    _rule(
        {word.replace("-", " ").split()[0] for word in words.PERIOD_ENDS},
        rf"(?P<short>{words.alternatives(words.PERIOD_ENDS)})",
        meaning.short_unit_end,
    ),
    _rule(
        f"the our {_NEXT_WORDS}",
        rf"(?:(?:the|our)\s)?{_NEXT}\s(?:[\w-]{{1,20}}\s){{0,2}}{_CALL}",
        meaning.next_call,
    ),
    _rule(
        _PART_WORDS,
        rf"{_PART}[\s-](?:the\s)?(?:{_MONTH}\.?|Q[1-4]|month|quarter|year)(?:\s{_YEAR})?",
        meaning.vague,
    ),
    _rule(words.MONTHS, rf"{_MONTH}\.?(?:,?\s{_YEAR})?", meaning.vague),
    _rule("q", rf"Q[1-4](?:[\s/]{{1,3}}{_YEAR})?", meaning.vague),
)


OPENS_BEHIND_THE = later(rf"\s(?:{_NEXT}|day|very|end)", re.IGNORECASE)
"""What stands behind `the` wherever a rule opens with it: most of the words that may open a rule are this one."""


def _first_word(head: str) -> str:
    return head.partition("-")[0]


def _by_head(rules: Iterable[Rule]) -> Mapping[str, tuple[Rule, ...]]:
    index: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        for head in {_first_word(head) for head in rule.heads}:
            index[head].append(rule)
    return {head: tuple(found) for head, found in index.items()}


RULES: Mapping[str, tuple[Rule, ...]] = _by_head((*_ABSOLUTE, *_COUNTED, *_PERIODS))
"""The rules to try at a word, by that word in lower case; `#` for a word that begins with a digit, and a word
that ends in digits (`W14`) without them."""

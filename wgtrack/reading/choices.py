"""What a call decides on an agenda beside ticking a task: its keep and drop boxes, and days written on a task's line.

Below a task that is to be looked at again stand two boxes, each with the task's key at its end:

    - [ ] keep, asleep again until 2020-04-16 (k3f9abc)
    - [ ] drop (k3f9abc)
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wgtrack.model import Diagnostic, Kind, Statement, Status
from wgtrack.reading.agendas import AgendaMarker, Written, digest
from wgtrack.reading.date_meaning import NextCall
from wgtrack.reading.dates import DatePhrase, find_date_phrases, pick_due
from wgtrack.reading.keys import KEY, normalise, statement_keys
from wgtrack.reading.later import later

KEEP, DROP = "keep", "drop"
CHOICE = later(
    r"^[ \t>]{0,40}[-*+] {1,4}\[(?P<mark>[ xX])\] {1,4}[*_]{0,2}(?P<word>keep|drop)\b(?P<rest>[^\n]{0,200}?)"
    rf"\((?P<key>{KEY.pattern})\)(?P<behind>[^\n]{{0,200}})$",
    re.MULTILINE | re.IGNORECASE,
)
"""A line with such a box, however it was ticked or dated."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A ticked box: on which line, of which item, `keep` or `drop`, and until which day."""

    line: int
    key: str
    word: str
    until: dt.date | None


def take_choices(text: str, marker: AgendaMarker | None) -> tuple[str, tuple[Choice, ...]]:
    """`text` with empty lines for the keep and drop boxes of items that `marker` names, and the ticked ones."""
    if marker is None or "]" not in text:
        return text, ()
    ticked = []
    parts = []
    end, line = 0, 1
    for match in CHOICE.finditer(text):
        if match["key"].lower() not in marker.lines:
            continue
        line += text.count("\n", end, match.start())
        parts.append(text[end : match.start()])
        end = match.end()
        if match["mark"] != " ":
            until = _last_day(f"{match['rest']} {match['behind']}", marker.date)
            ticked.append(Choice(line, match["key"].lower(), match["word"].lower(), until))
    return "".join([*parts, text[end:]]), tuple(ticked)


def _last_day(text: str, call: dt.date) -> dt.date | None:
    days = [phrase.date for phrase in find_date_phrases(text, call) if phrase.date]
    return days[-1] if days else None


def decided(choices: Sequence[Choice], group: str, call: dt.date | None) -> tuple[Statement, ...]:
    """The answers that the ticked boxes of one call give. Where both of an item are ticked, neither counts."""
    told = [each for each in choices if each.key not in undecided(choices)]
    words = [normalise(f"{each.word} {each.key}") for each in told]
    return tuple(
        Statement(
            key=key,
            line=each.line,
            text="",
            words=said,
            wake=each.until if each.word == KEEP else None,
            status=Status.OPEN if each.word == KEEP else Status.DROPPED,
            kind=Kind.REASSESS,
            item_key=each.key,
            from_agenda=True,
        )
        for each, said, key in zip(told, words, statement_keys(group, call, words), strict=True)
    )


def undecided(choices: Iterable[Choice]) -> frozenset[str]:
    """The items whose boxes are both ticked."""
    words: dict[str, set[str]] = {}
    for each in choices:
        words.setdefault(each.key, set()).add(each.word)
    return frozenset(key for key, said in words.items() if len(said) > 1)


def remarks_on(choices: Sequence[Choice], path: str) -> Iterator[Diagnostic]:
    """A remark for each item whose boxes are both ticked."""
    both = undecided(choices)
    for key in sorted(both):
        line = max(each.line for each in choices if each.key == key)
        told = f"{key} is to be kept and to be dropped: neither counts, tick one of the two"
        yield Diagnostic(path, line, "keep-and-drop", told)


_AROUND = later(
    r"[\W_]*(?:(?:new|date|due|now|not|moved?|to|postponed|put|off|until|till|by|on|for|changed?|again|deadline|is|reassess|"
    r"asleep|keep|neu|neues|bis|am|verschoben|auf|au|pour|le|nouveau|hasta|para|el|nuevo)[\W_]+){0,6}",
    re.IGNORECASE,
)
"""What may stand beside a day behind an item's key, so that the day is the item's new one."""


def day_behind(remark: str, call: dt.date | None, next_call: NextCall | None) -> dt.date | None:
    """The new day that people wrote behind an item's key: `2020-04-16`, `→ 3 May`, `moved to next Friday`."""
    if len(remark) > 80:
        return None
    dated = [one for one in find_date_phrases(remark, call, next_call=next_call) if one.date]
    if len(dated) != 1:
        return None
    around = f"{remark[: dated[0].start]} {remark[dated[0].end :]} "
    return dated[0].date if _AROUND.fullmatch(around) else None


def day_beside(text: str, ours: Written, call: dt.date | None, next_call: NextCall | None) -> DatePhrase | None:
    """The phrase that names a new day on an item's line, beside the one that we wrote there; None without ours."""
    if not ours.when:
        return None
    phrases = find_date_phrases(text, call, next_call=next_call)
    others = [one for one in phrases if digest(normalise(one.words)) != ours.when]
    return pick_due(one for one in others if one.date) if len(others) < len(phrases) else None

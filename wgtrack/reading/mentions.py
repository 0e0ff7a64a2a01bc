"""Whom a note's text itself shows to be people: who speaks, who is written as a login or by initials, who is away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from wgtrack.reading import grammar
from wgtrack.reading.attendance_words import AWAY, opened
from wgtrack.reading.later import later

UPPER = r"[^\W\d_a-zß-öø-ÿа-яёα-ωāăąćčďđēęěğīıłńňōőřśšťūůűźžż]"
"""One capital letter, also of scripts that have no case."""
_OPENING = r"\n[ \t>*+-]{0,40}"
"""Of a line in `_lines`: a search for a letter, the line end, goes faster through a text than one for its lines."""
_SPEAKER = later(rf"{_OPENING}({UPPER}[\w'’-]{{1,20}}):(?=\s)")
_BEFORE_TASK = later(rf"{_OPENING}(?:\[[ xX]?\]\s*)?\(([\w-]{{2,39}})\)(?=\s)")
_MENTION = later(r"@(?<![\w@./-]@)(?:_?\*{1,2})?([A-Za-z][\w-]{1,38})(?![\w/])")
_NICK = later(rf"{_OPENING}(?:[\[(]?\d\d?:\d\d(?::\d\d)?[\])]?[ \t]{{1,4}})?\\?<[@+]?([A-Za-z][\w-]{{1,38}})\\?>[ \t]")
_INITIALS = later(
    rf"{_OPENING}(?:\d{{1,2}}[.)][ \t])?(?:\[[ xX]?\][ \t]*)?(?:\((?P<bracket>[A-Z]{{2,3}})\)|"
    r"(?P<plain>[A-Z]{2,3})(?::|[ \t][–—-]))[ \t]"
)
_INITIALS_OF = later(
    rf"{_OPENING}[\[(](?P<initials>(?P<first>[A-Z])[A-Z]?(?P<last>[A-Z]))[\])][ \t]{{1,4}}(?P=first)[\w'’]{{1,20}}"
    r"(?:[ \t-][\w'’.]{1,20}){0,3}?[ \t-](?P=last)[\w'’]"
)
"""`[DL] Dana Reed-Lopez`: which letters of a name stand for who has it."""
_TAKES = later(r"(?:\n[ \t>]{0,20}|[:*+\]>-])[ \t]{0,4}(?P<nick>[a-z][\w-]{1,30})[ \t](?:to|will)[ \t][a-z]")
_FEW = 3
"""Initials from which on they are a note's way to write who speaks, and a fourth one needs no proof."""
_AWAY = later(
    rf"\n[ \t>*_#=+-]{{0,20}}(?:{opened(AWAY)})(?![\w-])[^:\n]{{0,40}}?(?::|[*_=# \t]*\n)(?P<line>[^\n]{{0,300}})"
    r"(?P<list>(?:\n[ \t]{0,8}(?:[-*+:]|\d{1,2}[.)])[ \t]{1,4}[^\n]{1,80}){0,20})",
    re.IGNORECASE,
)
_REMARK = later(r"\([^()\n]{0,80}\)|\[[^\[\]\n]{0,80}\]|\bwith regrets\b")
_BETWEEN = later(r"[,;/&\n]|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\bo(?:g|ch)\b")
_EDGE = " \t*_:.@`-+•1234567890)="
_LONGEST_NAME = 3
"""Words."""


def _lines(text: str) -> str:
    """`text` with a line end before each of its lines, the first too."""
    return "\n" + text


def speakers(text: str) -> frozenset[str]:
    """Who opens at least two lines of `text`, as `Name:` or `(name)`, in lower case."""
    lines = _lines(text)
    count = Counter(match[1].casefold() for match in _SPEAKER.finditer(lines))
    count.update(match[1].casefold() for match in _BEFORE_TASK.finditer(lines))
    return frozenset(name for name, times in count.items() if times > 1 and _may_be_somebody(name))


def logins(text: str) -> frozenset[str]:
    """What `text` writes as somebody's login, `@word`, Zulip's `@**word**` or `<word>`, in lower case."""
    found = [name.casefold() for name in _MENTION.findall(text)]
    return frozenset(found + [name.casefold() for name in _NICK.findall(_lines(text))] if "<" in text else found)


def takers(text: str) -> frozenset[str]:
    """Lower-case words that open two tasks of `text` or more, `dana will …`, `ACTION: dana to …`."""
    count = Counter(match["nick"] for match in _TAKES.finditer(_lines(text)))
    return frozenset(nick for nick, times in count.items() if times > 1 and _may_be_somebody(nick))


def initials(text: str) -> frozenset[str]:
    """The initials that `text` explains, `[DR] Dana Reed`, or that open its lines, `(DR)`, `DR:` or `DR -`.

    They are in lower case; of those that only open lines there are none where they are few.
    """
    lines = _lines(text)
    explained = frozenset(match["initials"].casefold() for match in _INITIALS_OF.finditer(lines))
    opening = list(_INITIALS.finditer(lines))
    plain = {match["plain"] for match in opening} - {None}
    bracketed = Counter(match["bracket"] for match in opening if match["bracket"])
    if len(plain | set(bracketed)) < _FEW:
        return explained
    often = explained | {one.casefold() for one, times in bracketed.items() if times > 1}
    return frozenset(often | {one.casefold() for one in plain | set(bracketed) if _may_be_somebody(one.casefold())})


def absentees(text: str) -> frozenset[str]:
    """Who was away as `text` lists them, in lower case: the names, each of their words, and their initials."""
    found: set[str] = set()
    letters: set[str] = set()
    for match in _AWAY.finditer(_lines(text)):
        for name in _names_in(match["line"] if match["line"].strip() else match["list"]):
            words = name.split()
            if len(words) == 1 or (len(words) <= _LONGEST_NAME and words[0][0].isupper() and words[-1][0].isupper()):
                found.update((name.casefold(), *(word.strip(".").casefold() for word in words if word[0].isupper())))
                letters.add("".join(word[0] for word in words if word[0].isupper()).casefold())
    return frozenset(word for word in found if len(word) > 1 and _may_be_somebody(word)) | {
        one for one in letters if len(one) > 1
    }


def _names_in(text: str) -> Iterator[str]:
    for part in _BETWEEN.split(_REMARK.sub(" ", text)):
        if name := part.strip(_EDGE).strip():
            yield name


def _may_be_somebody(word: str) -> bool:
    return word not in grammar.NOT_NAMES and word not in grammar.VERBS and word not in grammar.NOT_A_LOGIN

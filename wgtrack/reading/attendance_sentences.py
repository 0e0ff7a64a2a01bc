"""One line that tells who was there: names behind a label anywhere in it, or in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wgtrack.reading.attendance_labels import is_label, is_other_label
from wgtrack.reading.attendance_words import AWAY, TELLING, opened
from wgtrack.reading.later import later
from wgtrack.reading.name_lists import all_names, split_names
from wgtrack.reading.person_names import ROLE, one_name

LONGEST_LINE = 4000
"""Characters in which a label within a line is looked for."""
_PEOPLE = later(r"people|who|team|here|in|on(?:\sthe)?\scall", re.IGNORECASE)
"""Labels that are one only with nothing but names behind them."""
_DASHED = later(r"(?P<head>[^:]{2,60}?)\s+(?:-{1,2}|[\u2013\u2014=])\s+(?P<rest>.+)")
_ARROW = later(r"(?P<head>[^:]{2,60}?)\s{0,3}(?:\u2192|\u21d2|=>|->)\s{0,3}(?=\S)")
_SEGMENT = later(
    r"(?:[.;,|(\u00b7\u2022\u2013\u2014]|\s-{1,2}|\s/{1,2}|\s\s|\t)\s{0,9}(?=(?P<head>[^\W\d_][^.;:,|()\u00b7\u2022\u2013\u2014]{2,60}):)"
)
_WITHOUT_COLON = later(
    r"(?:^|[.;,|(\u00b7\u2022\u2013\u2014]\s{0,9}|\s-\s)(?i:attendees|participants|present|attending|anwesend|teilnehmer|"
    r"présents|presentes|asistentes|presenti|aanwezig)\s+(?=@|[^\W\d_a-z])"
)
_AFTER_SPACE = later(r"(?<=\S)\s+(?:Attendees|Participants|Attending|Present|Anwesend|Teilnehmer|Presentes):\s")
_WORD_BEHIND = later(r"(?<!\bOn)(?<!\bVia)\s(?=(?P<head>[^\W\d_][\w-]{2,20}):\s)")
_AWAY_BEHIND = later(
    rf"[.;,(\s|\u00b7\u2022]\s{{0,3}}(?:{opened(AWAY)}|\d{{1,3}}\s(?:absent|excused))(?:\s\(\d+\))?\s{{0,2}}[:\u2013-]",
    re.IGNORECASE,
)
_LABEL_BEHIND = later(
    r"[.;,|\u00b7\u2022\u2013\u2014)]\s{0,9}(?=(?P<head>[^\W\d_][^.;:,|\u00b7\u2022\u2013\u2014()]{1,30}):\s)"
)
_GROUP_OF_PEOPLE = later(
    r"\s*(?:[\U0001F465\U0001F464\U0001F64B\U0001F44B\U0001F46A-\U0001F46D\U0001F9D1\U0001F468\U0001F469\U0001FAC2]"
    r"[\u200d\ufe0f\U0001F3FB-\U0001F3FF\u2640\u2642\U0001F91D\U0001F9D1]{0,6}|"
    r":(?:busts?_in_silhouette|raising_hand|wave|people_holding_hands|family|adult|handshake):)\s*(?=[@\w])"
)
"""A sign of people in place of a label."""
_SAID_FIRST = later(
    r"\s*(?:(?:hi|hello|hey|dear)\s\w{1,20}[,!.]\s)?(?:(?:in|on|at)\s(?:today['’]s|yesterday['’]s|the|this)\s(?:call|meeting|session|sync)"
    r"(?:\stoday)?\s(?:were|was|are|we\shad)|(?:those\s|people\s|members\s)?(?:present|attending|in\sattendance|on\sthe\scall|joining(?:\sus)?|with\sus)"
    r"(?:\s(?:today|were|are|was))+|"
    r"(?:today\s)?we\s(?:were|had|are)|anwesend\s(?:waren|sind)|(?:étaient|sont)\sprésent(?:e?s)?|"
    r"(?:estuvieron|estaban)\spresentes|asistieron|joined\sby|attended\sby|"
    r"(?:the\s(?:call|meeting)|it)\swas\sattended\sby|today['’]s\s(?:attendees|participants)\s(?:are|were)|"
    r"(?:the\s)?(?:attendees|participants)\s(?:were|are)|erano\spresenti|presenti\serano|estiveram\spresentes|"
    r"aanwezig\s(?:waren|zijn))\s(?=[@\w])",
    re.IGNORECASE,
)
_SAID_LAST = later(
    r"(?P<names>[^.:!?]{3,400}?)\s(?:"
    r"(?:were|are)\s(?:all\s)?(?:present|in\sattendance|on\sthe\scall|attending)|"
    r"(?:were|are)\s(?:here|there)(?=[.!]?\s*$)|"
    r"(?:attended|joined)(?=[.!,;]|\s*$|\s(?:(?:(?:the|this|our)\s)(?:call|meeting|session|sync)|today|remotely|online|via|by)\b)|"
    r"waren\s(?:anwesend|dabei)|étaient\sprésent(?:e?s)?|estuvieron\spresentes|asistieron|erano\spresenti|"
    r"estiveram\spresentes|waren\saanwezig)(?:[.!,;(].*|\s(?:at|on|for|in|from|via|by|today|remotely|online|the|this|our)\b.*)?\s*",
    re.IGNORECASE | re.DOTALL,
)
_MET = later(r"(?P<names>[^.:!?]{3,400}?)\s(?:met|convened|got\stogether)(?:\s|[.,]|$)", re.IGNORECASE)
_SENTENCES = later(r"(?<=\w\w[.;!])\s+(?=[^\W\d_a-z])")
_MOST_SENTENCES = 6
_BOT = later(
    r"\s*(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s+)?(?:\\?<(?P<nick>[^<>\s]{1,30})\\?>\s*)?present\+:?(?:\s+(?P<rest>.*))?",
    re.IGNORECASE,
)
"""How an IRC bot that takes minutes notes who joins: `present+ Ann`, or the nickname that says `present+`."""


_MAY_TELL = later(
    r"who(?:['’]?s|\sis|\swas)?\s(?:here|there|came|in|on)\b"
    r"(?!\s+(?!(?:list|today|this|the|were|was|are|members|people|at|in|on|from|for)\b)\w)|"
    r"(?:were|are)\s(?:here|there)|we\s(?:had|were|are)\b|with\sus|roll[\s-]?call|sign[\s-]?in|"
    r"(?:on|in)\sthe\s(?:call|room|meeting)|(?:call|meeting|session|sync)(?:\stoday)?\s(?:were|was|are)\s|"
    r"(?:people|who|team|here|\bin|call)[ *_-]*:|:[a-z_]+:|"
    r"[\u0130\u0131\u017f\u0300-\u1fff\u212a\u212b\u2c00-\U0010ffff]"
)
"""What is beside `TELLING`: everyday words as labels and sentences have them, a sign, another script, odd letters."""
_MAY_HAVE_MET = later(r"\s(?:met|convened|together)(?:\s|[.,]|$)")


def may_tell(text: str, *, opening: bool) -> bool:
    """A cheap look before the lines of `text` are read one by one; False only where none tells who was there."""
    low = text.lower()
    return (
        any(word in low for word in TELLING)
        or _MAY_TELL.search(low) is not None
        or (opening and _MAY_HAVE_MET.search(low) is not None)
    )


def behind_label(line: str, *, opening: bool = False) -> str:
    """The names in `Present: Ann, Bob`, `3 May, attendees Ann, Bob` or `Ann and Bob attended`; else empty.

    `opening` says that the line stands at the top of a note, where `Ann and Bob met` tells who was there.
    """
    if len(line) <= LONGEST_LINE:
        arrow = _ARROW.match(line)
        line = f"{arrow['head']}: {line[arrow.end() :]}" if arrow and is_label(arrow["head"]) else line
        inside = _inside(line)
        if inside:
            return inside
        for sentence in _SENTENCES.split(line, _MOST_SENTENCES) if opening else (line,):
            said = _said(sentence, opening=opening)
            if said:
                return said
    head, _, rest = line.partition(":")
    if rest.strip() and (is_label(head) or (_PEOPLE.fullmatch(head.strip(" *_-")) and all_names(_ended(rest)))):
        return _ended(rest)
    dashed = _DASHED.match(line[:LONGEST_LINE])
    return dashed["rest"] if dashed and is_label(dashed["head"]) and all_names(dashed["rest"]) else ""


def _inside(line: str) -> str:
    """The names behind a label that stands within the line, `3 May | Present: Ann, Bob | Regrets: Carl`."""
    for cut in _SEGMENT.finditer(line):
        if is_label(cut["head"]):
            rest = _ended(line[cut.end("head") + 1 :])
            if split_names(rest) if cut[0].strip() in (".", ";", "|", "\u00b7", "\u2022", "") else all_names(rest):
                return rest
            break
    bare = _AFTER_SPACE.search(line) or _WITHOUT_COLON.search(line)
    if bare:
        rest = _ended(line[bare.end() :])
        names = all_names(rest)
        return rest if names and all(f"@{name}" in rest or not name[0].islower() for name in names) else ""
    return ""


def _ended(rest: str) -> str:
    """`rest` up to those away, or up to a label of something else."""
    away = _AWAY_BEHIND.search(rest)
    rest = rest[: away.start()] if away else rest
    for pattern in (_LABEL_BEHIND, _WORD_BEHIND):
        ends = (label.start() for label in pattern.finditer(rest[:LONGEST_LINE]) if is_other_label(label["head"]))
        rest = rest[: next(ends, len(rest))]
    return _WORD_BEHIND.sub(_set_apart, rest)


def _set_apart(word: re.Match[str]) -> str:
    follows_a_name = word.start() > 0 and word.string[word.start() - 1].isalnum()
    return ", " if follows_a_name and ROLE.fullmatch(word["head"]) else word[0]


def _said(line: str, *, opening: bool) -> str:
    """The names of a sentence that tells who was there, or behind a sign of people; empty where it is not all names."""
    for pattern in (_GROUP_OF_PEOPLE, _SAID_FIRST):
        match = pattern.match(line)
        if match:
            names = _ended(line[match.end() :]).strip().rstrip(".")
            found = all_names(names) or split_names(names.partition(". ")[0])
            return names if len(found) > 1 and all(map(_written_as_name, found)) else ""
    for pattern in (_SAID_LAST, _MET) if opening else (_SAID_LAST,):
        last = pattern.match(line)
        if last and (pattern is _MET or last.end() == len(line)):
            found = all_names(last["names"])
            return last["names"] if found and all(map(_written_as_name, found)) else ""
    return ""


def _written_as_name(name: str) -> bool:
    return not name[0].islower() or any(not character.isalpha() for character in name)


def bot_names(lines: Sequence[str]) -> list[str]:
    """Everybody whom `present+` names on the raw `lines` of a block, in order."""
    names: list[str] = []
    for line in lines:
        match = _BOT.fullmatch(line[:LONGEST_LINE])
        if match and (match["rest"] or "").strip():
            names.extend(split_names(match["rest"]))
        elif match and match["nick"]:
            name = one_name(match["nick"])
            names.extend([name] if name else [])
    return names


def more_names(head: str, rest: str) -> list[str] | None:
    """The names behind a further label below a list, `Chair: Ann`; None where the label is of another matter."""
    if is_other_label(head):
        return None
    if ROLE.fullmatch(head.strip(" *_-")) or is_label(head):
        return split_names(_ended(rest))
    return None

"""Marked actions: `TODO: …`, `[ACTION - Dana] …`, `Lee: AI: …`, `… (AI Dana)`, `… - TODO`.

A marker counts where a writer sets it as a label: at the start of a line, behind a speaker or a short lead-in,
in brackets, or at the very end. The same words in prose (`the TODO list`, `AI models`) do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from wgtrack.reading import grammar
from wgtrack.reading.names import Directory, names_at, only_names

_NEAR = 300
"""How many characters before a marker are looked at."""
_LONGEST_LEAD = 2000
_MOST_MARKERS = 64
"""In one line; an honest one has two or three."""

_SEPARATOR = r"\s*\??(?:[:：]|=>|->|→|-{1,3}(?!\w)|–|—)+"
_DECORATION = r"[^\w@#\[({<]*"
_PROSE_AFTER = re.compile(
    r"\s+(?:lists?|items?|is|are|was|were|apps?|comments?|groups?|tags?|labels?|markers?|sections?|entries|"
    r"notes?|in\s+the\s+(?:code|docs?)|"
    r"points?|tools?|models?|agents?|and\s+FIXME|or\b|of\b|plans?|register|tracker|board|files?|project|bot|logs?)\b",
    re.IGNORECASE,
)
_STATUS_LEAD = re.compile(
    r"\b(?:still|remains?|is|are|was|all|the|a|as|of|on|in|to|what['’]s|our|your|my|no|any|more|every)\W*$",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(r"(?:[:;,.!?…)\]–—>]|--?|\|)[\s*_\"“]*$")
_LEAD_IN = re.compile(r"[^\W\d_][\w .,'’&/@()-]{0,60}[:–—-]+\s*$")
_NUMBER = re.compile(r"\s*(?:#?\d{1,3}(?:\.\d{1,3}){0,3}|\d{4}-\d\d-\d\d)(?=\s*[\]:–—.(-])")
_OWNER_BRACKET = re.compile(
    r"\s?(?:\((?P<round>[^()]{1,80})\)|\[(?P<square>[^\[\]]{1,80})\])\s*(?:[:–—]|-{1,2}(?!\w))?"
)
_OWNER_WORD = re.compile(r"\s+(?:on|for|by)\s+(?=[\w@*])", re.IGNORECASE)
_NOTHING_MORE = re.compile(r"[\s.!*_)\]]*$")
_ADJECTIVE = re.compile(
    (
        r"[\W_]*(?:ongoing|on-going|new|open|old|pending|previous|prior|outstanding|continu\w+|remaining|"
        r"carried[ -]over|standing|existing)[\W_]*"
    ),
    re.IGNORECASE,
)
_SPEAKER_TODO = re.compile(r"[.;!?)]\s+[^\W\d_][\w'’-]{1,20}\s*$")
_ASIDE = re.compile(r"\s*\([^()]{0,60}\)(?=\s+(?:on|for)\s)", re.IGNORECASE)
_SEP = re.compile(_SEPARATOR)
_FIRST_PERSON = re.compile(r"\s*(?:I|I['’]\w+|we|yes|no|yeah|it|that|this|there|the|so|but)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """One marked action on a physical line: `line[start:end]` says what, without the marker."""

    lead: str
    """What stands before the marker: a speaker, a lead-in, or talk."""
    start: int
    end: int
    owner_text: str = ""
    """What the marker itself names: `ACTION - Dana`, `TODO(dana)`."""
    at_end: bool = False
    """True where the marker closes the line and the action stands before it."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """A marker word in a line, before it is judged."""

    start: int
    end: int
    word: str

    @property
    def shouted(self) -> bool:
        return self.word.isupper()

    @property
    def short(self) -> bool:
        return self.word.strip(".-0123456789").upper() in ("AI", "A.I", "A/I")


@lru_cache(maxsize=16)
def _word_pattern(extra: tuple[str, ...]) -> re.Pattern[str]:
    words = grammar.any_of((*grammar.MARKERS, *map(re.escape, extra)))
    return re.compile(
        rf"(?<![\w@/#.-]){words}(?:-?\d{{1,4}}(?=\s*[:\]).(–—-]))?(?![\w/']|-\w)|{grammar.HASHTAGS}(?![\w-])",
        re.IGNORECASE,
    )


HINTS = (
    "todo", "to do", "to-do", "to\\-do", "action", "acción", "acciones", "next step", "followup", "follow-up",
    "follow\\-up", "follow up", "aufgabe", "maßnahme", "à faire", "tarea", "por hacer", "a fazer", "待办", "行动", "アクション", "#ai",
    "#task",
)  # fmt: skip
"""Every line that holds a marker holds one of these in lower case, or `HINT`: a cheap look before anything else."""
HINT = re.compile(r"A(?<![A-Za-z]A)\\?[./]?I(?![A-Za-z])")


def find_marked(line: str, known: Directory, extra: tuple[str, ...] = ()) -> list[Marked]:
    """The marked actions of one physical line of plain text, code blanked out, from left to right."""
    hits = [_Hit(m.start(), m.end(), m[0]) for m in islice(_word_pattern(extra).finditer(line), _MOST_MARKERS)]
    found: list[Marked] = []
    for hit in hits:
        if found and hit.start < found[-1].start:
            continue
        marked = _judge(line, hit, known, extra)
        if marked is None:
            continue
        if found and not found[-1].at_end:
            if marked.at_end or not _starts_anew(line, hit):
                continue
            found[-1] = replace(found[-1], end=min(found[-1].end, _trim(line, hit.start)))
            marked = replace(marked, lead="")
        found.append(marked)
    return [one for one in found if line[one.start : one.end].strip(" .:-–—*_()[]") or one.owner_text]


def _starts_anew(line: str, hit: _Hit) -> bool:
    """True where a second marker opens another action rather than being a word of the first."""
    return (
        hit.shouted
        and _SEP.match(line, hit.end) is not None
        and _BOUNDARY.search(line[max(0, hit.start - _NEAR) : hit.start].rstrip("[( ")) is not None
    )


def _trim(line: str, end: int) -> int:
    near = line[max(0, end - _NEAR) : end]
    return end - len(near) + len(near.rstrip(" \t*_[(;,-–—"))


def _judge(line: str, hit: _Hit, known: Directory, extra: tuple[str, ...]) -> Marked | None:
    lead = line[max(0, hit.start - _NEAR) : hit.start]
    opener = _opener(lead)
    if hit.word.startswith("#"):
        return _tagged(line, hit)
    if opener:
        return _bracketed(line, hit, opener, known)
    if _NOTHING_MORE.match(line, hit.end):
        return _closing(line, hit)
    bare = (
        re.fullmatch(_DECORATION + r"(?::[a-z0-9_+-]{2,40}:\s*)?(?:\d{1,3}[.)]\s*)?" + r"(?:\[[ xX]?\]\s*)?", lead)
        is not None
    )
    if not bare and not _may_follow(line, hit, lead, known):
        return None
    bare = bare or _ADJECTIVE.fullmatch(lead) is not None or _SPEAKER_TODO.search(lead) is not None
    return _labelled(line, hit, known, bare=bare, own_word=hit.word.casefold() in {one.casefold() for one in extra})


def _opener(lead: str) -> str:
    """The bracket that stands directly before the marker."""
    bare = lead.rstrip(" *_")
    return bare[-1] if bare and bare[-1] in "[(" else ""


def _may_follow(line: str, hit: _Hit, lead: str, known: Directory) -> bool:
    """True where a marker after other words is still a label."""
    labelled = _SEP.match(line, hit.end) is not None
    if only_names(lead, known) or _ADJECTIVE.fullmatch(lead):
        return labelled or hit.shouted
    if hit.shouted and not hit.short and _named_task(line[hit.end : hit.end + 80], known):
        return _BOUNDARY.search(lead) is not None
    if hit.shouted and _SPEAKER_TODO.search(lead) and (labelled or line[hit.end : hit.end + 4] == " to "):
        return True
    if hit.short:
        named = labelled or _named_task(line[hit.end : hit.end + 80], known)
        return named and hit.shouted and _BOUNDARY.search(lead) is not None
    if (
        hit.shouted
        and (owner := _OWNER_WORD.match(line, hit.end))
        and _named_task(line[owner.end() : owner.end() + 80], known)
    ):
        return True
    if _LEAD_IN.fullmatch(lead.strip(" *_>•-")) and len(lead.split()) <= 5:
        return labelled or hit.shouted
    if not _BOUNDARY.search(lead):
        return hit.shouted and line[hit.end : hit.end + 1] in (":", "：")
    if hit.shouted:
        return labelled
    return line[hit.end : hit.end + 1] == ":" and lead.rstrip(" *_")[-1:] in ".!?…;:-–—"


def _labelled(line: str, hit: _Hit, known: Directory, *, bare: bool, own_word: bool) -> Marked | None:
    """A marker without brackets around it, and what it says."""
    end = hit.end
    if number := _NUMBER.match(line, end):
        end = number.end()
    bracket = _OWNER_BRACKET.match(line, end)
    if bracket:
        inside = bracket["round"] or bracket["square"]
        if only_names(inside, known) or re.fullmatch(r"\s*@?[\w-]{1,30}\s*", inside):
            return Marked(line[: min(hit.start, _LONGEST_LEAD)], bracket.end(), len(line), inside)
    if separator := _SEP.match(re.sub(r"[*_\])]", " ", line[end : end + 12])):
        if hit.short and _FIRST_PERSON.match(line, end + separator.end()):
            return None
        return Marked(line[: min(hit.start, _LONGEST_LEAD)], end + separator.end(), len(line))
    if _PROSE_AFTER.match(line, end):
        return None
    if aside := _ASIDE.match(line, end):
        end = aside.end()
    owner = _OWNER_WORD.match(line, end)
    if hit.short:
        return (
            Marked(line[: min(hit.start, _LONGEST_LEAD)], end, len(line))
            if hit.shouted and _named_task(line[end:], known)
            else None
        )
    if owner and not bare and (names := names_at(line, owner.end(), known)) and line[names.end : names.end + 1] != ":":
        return Marked("", 0, len(line), line[names.start : names.end], at_end=True)
    if owner and (hit.shouted or _named_task(line[owner.end() :], known)):
        return Marked(line[: min(hit.start, _LONGEST_LEAD)], owner.end(), len(line))
    if (hit.shouted and hit.word.split()[0] in ("TODO", "TO-DO", "TO", "ACTION", "NEXT")) or own_word:
        return (
            Marked(line[: min(hit.start, _LONGEST_LEAD)], end, len(line))
            if bare or _BOUNDARY.search(line[max(0, hit.start - _NEAR) : hit.start]) or own_word
            else None
        )
    return (
        Marked(line[: min(hit.start, _LONGEST_LEAD)], end, len(line))
        if bare and _named_task(line[end:], known)
        else None
    )


def _named_task(rest: str, known: Directory) -> bool:
    """True where `rest` opens with somebody who is to do something: `Dana to …`, `@dana: …`."""
    head = re.match(r"\s*[\[(*]*([^:]{1,60}?)(?:[:\])(]|\s+(?:to|will|should|[-–—]{1,2})\s)", rest)
    return rest.lstrip(" *[(").startswith("@") or (head is not None and bool(only_names(head[1], known)))


def _bracketed(line: str, hit: _Hit, opener: str, known: Directory) -> Marked | None:
    """`[TODO: call Ann]`, `[ACTION - Ann] call`, `write it (AI Ann)`, `[ ] [TODO] write it`."""
    closer = line.find("]" if opener == "[" else ")", hit.end)
    if closer < 0:
        closer = len(line)
    start = hit.end
    if number := _NUMBER.match(line, start):
        start = number.end()
    separator = _SEP.match(line, start, closer)
    inside_start = separator.end() if separator else start
    inside = line[inside_start:closer].strip(" :-–—*_")
    lead = line[: min(hit.start, _LONGEST_LEAD)].rstrip(" *_[(")
    after = re.compile(r"[\s*_]*(?:[:–—]|-{1,2}(?!\w))?\s*").match(line, closer + 1)
    behind = after.end() if after else len(line)
    rest = line[behind:].strip(" .*_")
    names = re.sub(r"^(?:on|for|by)\s+", "", inside, flags=re.IGNORECASE)
    if not inside or only_names(names, known) or (opener == "[" and rest and names.startswith("@")):
        if not (hit.shouted or separator or opener == "["):
            return None
        if rest:
            return Marked(lead, behind, len(line), names)
        return Marked(lead, 0, len(lead), names, at_end=True) if lead.strip() else None
    if hit.short and not (separator or _named_task(" " + inside, known)):
        return None
    if not separator and not hit.shouted:
        return None
    if opener == "(" and not separator and _PROSE_AFTER.match(line, hit.end):
        return None
    return Marked(lead, inside_start, closer)


def _closing(line: str, hit: _Hit) -> Marked | None:
    """`… should submit - TODO`: a shouted marker that ends the line and is not said of it."""
    lead = line[max(0, hit.start - _NEAR) : hit.start]
    if not hit.shouted or hit.short or hit.word.startswith(("NEXT", "FOLLOW")) or len(lead.split()) < 3:
        return None
    if _STATUS_LEAD.search(lead) and not _BOUNDARY.search(lead):
        return None
    return Marked("", 0, _trim(line, hit.start), at_end=True)


def _tagged(line: str, hit: _Hit) -> Marked | None:
    """A hashtag marks the whole line; what follows it is the action, or else what precedes it."""
    rest = line[hit.end :].strip(" :-–—")
    if rest:
        separator = re.compile(r"[\s:–—-]*").match(line, hit.end)
        return Marked(line[: min(hit.start, _LONGEST_LEAD)], separator.end() if separator else hit.end, len(line))
    return Marked("", 0, hit.start, at_end=True) if line[: hit.start].strip() else None


def split_lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each physical line of a block's plain text."""
    start = 0
    while True:
        end = text.find("\n", start)
        if end < 0:
            yield start, len(text)
            return
        yield start, end
        start = end + 1

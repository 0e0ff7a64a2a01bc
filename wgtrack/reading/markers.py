"""Marked actions: `TODO: …`, `[ACTION - Dana] …`, `Lee: AI: …`, `… (AI Dana)`, `… - TODO`.

A marker counts where a writer sets it as a label: at the start of a line, behind a speaker or a short lead-in,
in brackets, or at the very end. The same words in prose (`the TODO list`, `AI models`) do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from wgtrack.reading import grammar, languages
from wgtrack.reading import marker_endings as endings
from wgtrack.reading import marker_forms as forms
from wgtrack.reading.directory import Directory
from wgtrack.reading.later import later
from wgtrack.reading.marked import Hit, Marked

_MOST_MARKERS = 64
"""In one line; an honest one has two or three."""

HINTS = (
    "todo", "to do", "to-do", "to\\-do", "action", "next step", "followup", "follow-up", "follow\\-up", "follow up",
    "#ai", "#task", *languages.MARKER_HINTS,
)  # fmt: skip
"""Every line that holds a marker holds one of these in lower case, or `HINT`: a cheap look before anything else."""
HINT = later(r"A(?<![A-Za-z]A)\\?[./]?Is?(?![A-Za-z])")


_WHOSE = r"(?:\s?/\s?(?:owners?|assignees?|responsible|who)(?:\(s\))?)?+"
"""Behind a marker that says what and whose at once: `Action item(s)/Assignee(s): …`."""
_ID = r"(?:-?(?:(?-i:[A-Z]{2,6})-)?(?:\d{2,4}[-.])?\d{1,4}(?=\s*[:\]\[).(–—-]))?"
"""The number that a group gives its actions, with its year or the group's letters: `ACTION-TC-2017-04: …`."""


@lru_cache(maxsize=16)
def _word_pattern(extra: tuple[str, ...]) -> re.Pattern[str]:
    words = grammar.any_of((*grammar.MARKERS, *map(grammar.literally, extra)))
    return re.compile(
        rf"(?<![\w@/#.-]){words}(?:\(s\))?+{_WHOSE}{_ID}(?![\w/']|-\w)|{grammar.HASHTAGS}(?![\w-])",
        re.IGNORECASE,
    )


def find_marked(line: str, known: Directory, extra: tuple[str, ...] = (), following: str = "") -> list[Marked]:
    """The marked actions of one physical line of plain text, code blanked out, from left to right.

    `following` begins with the next line of the block: a marker at the end of this one speaks of that.
    """
    hits = [Hit(m.start(), m.end(), m[0]) for m in islice(_word_pattern(extra).finditer(line), _MOST_MARKERS)]
    hits = [hit for hit in hits if not forms.mentioned(line, hit)]
    found: list[Marked] = []
    for hit in hits:
        if found and hit.start < found[-1].start:
            continue
        marked = _judge(line, hit, known, extra)
        if marked is None:
            continue
        marked = endings.signed(line, hit, marked, known) or marked
        if found and not found[-1].at_end:
            if marked.at_end or not _starts_anew(line, hit, known):
                continue
            found[-1] = replace(found[-1], end=min(found[-1].end, endings.trimmed(line, hit.start)))
            marked = replace(marked, lead="")
        found.append(marked)
    late = bool(hits) and forms.opens_late(line, hits[-1], following, known)
    return [
        one
        for one in found
        if line[one.start : one.end].strip(" .:-–—*_()[]") or one.owner_text or (late and one.start > hits[-1].end - 1)
    ]


def _starts_anew(line: str, hit: Hit, known: Directory) -> bool:
    """True where a second marker opens another action rather than being a word of the first."""
    lead = forms.lead_of(line, hit).rstrip("[( ")
    if not forms.at_boundary(lead):
        return hit.shouted and forms.labels_task(line, hit, known)
    if hit.shouted and (
        forms.has_separator(line, hit) or (forms.ends_sentence(lead) and forms.names_somebody(line, hit, known))
    ):
        return True
    return not hit.short and hit.word[0].isupper() and forms.ends_sentence(lead) and forms.labels(line, hit, known)


def _judge(line: str, hit: Hit, known: Directory, extra: tuple[str, ...]) -> Marked | None:
    lead = forms.lead_of(line, hit)
    if hit.word.startswith("#"):
        return endings.tagged(line, hit)
    if bracket := forms.opener(lead):
        return forms.bracketed(line, hit, bracket, known)
    if forms.is_last(line, hit) or endings.is_mark(line[hit.end :]):
        return endings.closing(line, hit)
    opens = forms.opens_line(lead)
    if not opens and not forms.may_follow(line, hit, lead, known):
        return None
    opens = opens or forms.speaks_just_before(line, hit, lead) or forms.stands_behind_names(hit, lead, known)
    opens = opens or forms.begins_sentence(line, hit, lead, known)
    marked = forms.labelled(line, hit, known, opens=opens)
    if marked is None and opens and hit.word.casefold() in {one.casefold() for one in extra}:
        return Marked(lead, hit.end, len(line))
    return marked


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

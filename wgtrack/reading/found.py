"""A place of a note that states an action, before its words are understood."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter

from wgtrack.reading.blocks import Block
from wgtrack.reading.inline import Inline, Link, Span
from wgtrack.reading.marks import is_wished
from wgtrack.reading.unmarked import without_mark


@dataclass(frozen=True, slots=True)
class Found:
    """A place that states an action; what stands around its words is kept beside them."""

    block: Block
    line: int
    text: str
    """Its words without marker and box; still with owner, date phrase and outcome mark."""
    context: str
    """What its references are looked for in."""
    hrefs: tuple[str, ...] = ()
    title: str = ""
    """The text of the link that its words end with, if any."""
    signature: str = ""
    """What ends its words in bold or italics, if anything does."""
    emphasised: tuple[str, ...] = ()
    """What is bold or in italics in and behind its words."""
    struck: tuple[Span, ...] = ()
    lead: str = ""
    """What a marker stands behind."""
    owner_text: str = ""
    """Whom the marker, a table's column or a label nested below names."""
    owners: tuple[str, ...] = ()
    """Whom a parent, a speaker's bullet or a heading names."""
    box: bool | None = None
    due_text: str = ""
    aside: str = ""
    """What a bracket behind the marker says: when, how urgent, for which release."""
    status_text: str = ""
    remarks: tuple[str, ...] = ()
    """What is nested directly below."""
    heading: str = ""
    """The nearest heading above."""
    opener: str = ""
    """The heading or lead-in that opened the list of actions it stands in."""
    listed: bool = False
    """True where it stands in a list of actions, and no marker of its own says that it is one."""
    number: str = ""
    """The number that the note gives it, as `numbers` tells."""
    answer: bool = False
    """True for a line of our agenda without a box, on which somebody wrote how its item stands."""


_NEAR = 60
_MOST = 10
"""Emphasised words that are looked at, from the first and from the last."""


def cut_to(spans: tuple[Span, ...], span: Span) -> tuple[Span, ...]:
    """`spans` cut to `span` and counted from its start."""
    near = spans[max(0, bisect_left(spans, (span[0], 0)) - 1) : bisect_left(spans, (span[1], 0))]
    cut = ((max(start, span[0]) - span[0], min(end, span[1]) - span[0]) for start, end in near)
    return tuple((start, end) for start, end in cut if start < end)


def hrefs_in(inline: Inline, span: Span) -> tuple[str, ...]:
    """The addresses of the links within `span`."""
    return tuple(link.href for link in _links_in(inline, span))


def _links_in(inline: Inline, span: Span) -> tuple[Link, ...]:
    """The links that begin within `span`; a text's links are in order."""
    begin, end = (bisect_left(inline.links, place, key=attrgetter("start")) for place in span)
    return inline.links[begin:end]


def title_at_end(inline: Inline, span: Span) -> str:
    """The text of the link that ends `span`; empty where none does."""
    if not inline.links:
        return ""
    end = span[0] + len(inline.text[slice(*span)].rstrip(" .!)"))
    start = next((link.start for link in _links_in(inline, span)[-1:] if link.end == end and span[0] < link.start), end)
    return " ".join(inline.text[start:end].split())


def emphasised_in(inline: Inline, span: Span) -> tuple[str, ...]:
    """What is bold or in italics within `span` and set off from its sentences, as in `… it. *Closed* See …`."""
    kinds = (_within(kind, span) for kind in (inline.bold, inline.italic))
    spans = sorted(one for found in kinds for one in found[:_MOST] + found[_MOST:][-_MOST:] if one[1] <= span[1])
    return tuple(inline.text[slice(*one)] for one in spans if _is_set_off(inline.text, one, span))


def emphasised_at_end(inline: Inline, span: Span) -> str:
    """The bold or italic words that end `span` but for a mark; empty where others before them are so too, or none."""
    text = inline.text[slice(*span)]
    end = span[0] + len(without_mark(text).rstrip(" .!)"))
    for last in (end, span[0] + len(text.rstrip(" .!)"))):
        within = [one for kind in (inline.bold, inline.italic) for one in _within(kind, span) if one[0] < last]
        if len(within) == 1 and within[0][0] > span[0] and within[0][1] >= last:
            return inline.text[within[0][0] : last].strip()
    return ""


def _within(spans: tuple[Span, ...], span: Span) -> tuple[Span, ...]:
    """Those of `spans`, which are in order, that begin within `span`."""
    return spans[bisect_left(spans, (span[0], 0)) : bisect_left(spans, (span[1], 0))]


def _is_set_off(text: str, one: Span, span: Span) -> bool:
    before = text[max(span[0], one[0] - _NEAR) : one[0]]
    after = text[one[1] : min(span[1], one[1] + _NEAR)].lstrip()
    if not after.strip(" .!)"):
        return bool(before.strip()) and not is_wished(before)
    if not before.strip():
        return after[0] in ":-–—" or text[one[1] - 1] == ":"
    return before.rstrip()[-1] in ".!?;:)]" and (after[0].isupper() or after[0] in "([-–—")

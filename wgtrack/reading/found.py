"""A place of a note that states an action, before its words are understood."""

from __future__ import annotations

from dataclasses import dataclass

from wgtrack.reading.blocks import Block
from wgtrack.reading.inline import Inline, Span


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


def cut_to(spans: tuple[Span, ...], span: Span) -> tuple[Span, ...]:
    """`spans` cut to `span` and counted from its start."""
    cut = ((max(start, span[0]) - span[0], min(end, span[1]) - span[0]) for start, end in spans)
    return tuple((start, end) for start, end in cut if start < end)


def hrefs_in(inline: Inline, span: Span) -> tuple[str, ...]:
    """The addresses of the links within `span`."""
    return tuple(link.href for link in inline.links if span[0] <= link.start < span[1])


def title_at_end(inline: Inline, span: Span) -> str:
    """The text of the link that ends `span`; empty where none does."""
    if not inline.links:
        return ""
    end = span[0] + len(inline.text[slice(*span)].rstrip(" .!)"))
    start = next((link.start for link in inline.links if link.end == end and span[0] < link.start), end)
    return " ".join(inline.text[start:end].split())


def emphasised_in(inline: Inline, span: Span) -> tuple[str, ...]:
    """What is bold or in italics within `span` and set off from the words around it: between sentences, at an end."""
    spans = sorted(one for one in (*inline.bold, *inline.italic) if span[0] <= one[0] and one[1] <= span[1])
    return tuple(inline.text[slice(*one)] for one in spans if _is_set_off(inline.text, one, span))


def _is_set_off(text: str, one: Span, span: Span) -> bool:
    before, after = text[span[0] : one[0]].rstrip(), text[one[1] : span[1]].strip(" .!)")
    return before != after and (not before or before[-1] in ".!?;:,)]–—-" or not after)


def emphasised_at_end(inline: Inline, span: Span) -> str:
    """The bold or italic words that end `span`; empty where it has others before them too, or none."""
    end = span[0] + len(inline.text[slice(*span)].rstrip(" .!)"))
    within = [one for one in (*inline.bold, *inline.italic) if one[1] > span[0] and one[0] < end]
    alone = len(within) == 1 and within[0][0] > span[0] and within[0][1] >= end
    return inline.text[within[0][0] : end].strip() if alone else ""

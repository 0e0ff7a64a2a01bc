"""Markers that close a line: what is to be done stands before them. `… - TODO`, `… - ACTION: Dana`, `… #todo`."""

from __future__ import annotations

import re

from wgtrack.reading.directory import Directory
from wgtrack.reading.later import later
from wgtrack.reading.marked import Hit, Marked
from wgtrack.reading.marker_forms import BOUNDARY, LONGEST_LEAD, NEAR, at_boundary, lead_of
from wgtrack.reading.marks import DATED, label_said
from wgtrack.reading.names import only_names
from wgtrack.reading.unmarked import without_mark

_LONGEST_SIGNATURE = 60
_FEW = 3
_STATUS_LEAD = later(
    r"\b(?:still|remains?|is|are|was|all|the|a|as|of|on|in|to|what['’]s|our|your|my|no|any|more|every)\W*$",
    re.IGNORECASE,
)
_TAG = later(r"(?:(?:and|or|&)\s)?[#!][a-z]{2,}", re.IGNORECASE)


def closing(line: str, hit: Hit) -> Marked | None:
    """`… should submit - TODO`: a shouted marker that ends the line and is not said of it."""
    lead = line[max(0, hit.start - NEAR) : hit.start]
    if not hit.shouted or hit.short or hit.word.startswith(("NEXT", "FOLLOW")) or len(lead.split()) < 3:
        return None
    if _STATUS_LEAD.search(lead) and not BOUNDARY.search(lead):
        return None
    return Marked("", 0, trimmed(line, hit.start), aside=line[hit.end :].strip(" ()[]-–—*_."), at_end=True)


def is_mark(behind: str) -> bool:
    """True where nothing but how it stands is `behind` a marker: `… - TODO (done)`."""
    return len(behind) <= _LONGEST_SIGNATURE and (label_said(behind).anything or DATED.fullmatch(behind) is not None)


def signed(line: str, hit: Hit, marked: Marked, known: Directory) -> Marked | None:
    """`The nets are to be mended - ACTION: Dana`: nothing but names behind a marker that closes a line of talk."""
    said = line[marked.start : marked.end].strip()
    names = without_mark(said) or said
    lead = lead_of(line, hit)
    if not names or len(names) > _LONGEST_SIGNATURE or len(lead.split()) < _FEW or not at_boundary(lead):
        return None
    if lead.rstrip(" *_").endswith((":", "：")) or not only_names(names, known):
        return None
    remark = said[len(names) :].strip(" ()[]-–—")
    return Marked("", 0, trimmed(line, hit.start), names, aside=remark, at_end=True)


def tagged(line: str, hit: Hit) -> Marked | None:
    """A hashtag marks the whole line; what follows it is the action, or else what precedes it.

    None where another tag follows: the line tells which tags there are.
    """
    rest = line[hit.end :].strip(" :-–—,")
    if _TAG.match(rest):
        return None
    if rest:
        separator = re.compile(r"[\s:–—-]*").match(line, hit.end)
        return Marked(line[: min(hit.start, LONGEST_LEAD)], separator.end() if separator else hit.end, len(line))
    return Marked("", 0, hit.start, at_end=True) if line[: hit.start].strip() else None


def trimmed(line: str, end: int) -> int:
    """`end` moved back over spaces, markup, opening brackets and dashes."""
    near = line[max(0, end - NEAR) : end]
    return end - len(near) + len(near.rstrip(" \t*_[(;,-–—"))

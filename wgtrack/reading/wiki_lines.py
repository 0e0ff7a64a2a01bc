"""Headings and bullets as wikis, word processors and the like write them, turned into markdown's own.

MoinMoin, MediaWiki, Trac and AsciiDoc count the signs of a heading upwards (`= Title`, `== Part ==`), DokuWiki
downwards from six (`====== Title ======`); all but MoinMoin nest bullets by repeating the star (`** detail`). Jira and
Textile write `h2. Part`, reStructuredText `#. item`, and pasted text has bullets of its own: `• item`, or a dash.
"""

from __future__ import annotations

import re

_HEADING = re.compile(r"(={1,6})(?P<gap>[ \t]*)(?=[^=\s])")
_BULLET = re.compile(r"(\*{2,6})[ \t]+(?=[^*\s])")
_NAMED_HEADING = re.compile(r"h([1-6])\.[ \t]+(?=\S)")
_SIGN = re.compile(r"(?P<indent>[ \t]*)(?P<sign>[•●▪‣∙◦○]|\\[-*+](?=[ \t])|[–—](?=[ \t]))[ \t\u00a0]*(?=\S)")
_INNER_SIGNS = "◦○"
_DASHES = "–—"
_NUMBERED = re.compile(r"(?P<indent>[ \t]{0,12})#\.[ \t]+(?=\S)")
_BARE_BOX = re.compile(r"(?P<indent>[ \t]*)(?:[-*+](?=\\?\[[ xX]?\\?\])|(?=[☐☑☒][ \t]*\S))")
"""A box glued to its bullet, `-[ ] item`, or without one."""
_LEVELS = 6
_COUNTS_DOWN = 5
"""Signs from which on a note's first heading shows that it counts downwards."""


def write_wiki_as_markdown(lines: list[str]) -> None:
    """Writes the headings and nested bullets of `lines` as markdown has them; no line is added or removed."""
    level = first = 0
    for number, line in enumerate(lines):
        if (heading := _HEADING.match(line)) and (title := _title(line, heading)):
            level = len(heading[1])
            first = first or level
            lines[number] = "#" * (_LEVELS + 1 - level if first >= _COUNTS_DOWN else level) + " " + title
        elif (bullet := _BULLET.match(line)) and "**" not in line[bullet.end() :]:
            lines[number] = "  " * (len(bullet[1]) - 1) + "* " + line[bullet.end() :]
        elif named := _NAMED_HEADING.match(line):
            lines[number] = "#" * int(named[1]) + " " + line[named.end() :]
        elif box := _BARE_BOX.match(line):
            lines[number] = box["indent"] + "- " + line[box.end() :]
        elif numbered := _NUMBERED.match(line):
            lines[number] = numbered["indent"] + "1. " + line[numbered.end() :]
        elif (sign := _SIGN.match(line)) and (sign["sign"] not in _DASHES or _is_one_of_many(lines, number)):
            inner = "  " if sign["sign"] in _INNER_SIGNS and not sign["indent"] else ""
            lines[number] = sign["indent"] + inner + "- " + line[sign.end() :]


def _is_one_of_many(lines: list[str], number: int) -> bool:
    """True for a dash before a line that another such line precedes (by now a bullet) or follows."""
    near = (lines[number - 1] if number else "", lines[number + 1] if number + 1 < len(lines) else "")
    return near[0].lstrip().startswith("- ") or near[1].lstrip()[:1] in ("–", "—")


def _title(line: str, heading: re.Match[str]) -> str:
    """A heading's words; empty where the line is none: without a blank behind its signs, they must close it too."""
    rest = line[heading.end() :].rstrip()
    closed = rest.endswith(heading[1])
    return rest.rstrip("=").rstrip() if closed or heading["gap"] else ""

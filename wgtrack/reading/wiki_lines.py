"""Headings and bullets as wikis and AsciiDoc write them, turned into markdown's own, each on its line.

MoinMoin, MediaWiki, Trac and AsciiDoc count the signs of a heading upwards (`= Title`, `== Part ==`), DokuWiki
downwards from six (`====== Title ======`); all but MoinMoin nest bullets by repeating the star (`** detail`).
"""

from __future__ import annotations

import re

_HEADING = re.compile(r"(={1,6})(?P<gap>[ \t]*)(?=[^=\s])")
_BULLET = re.compile(r"(\*{2,6})[ \t]+(?=[^*\s])")
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


def _title(line: str, heading: re.Match[str]) -> str:
    """A heading's words; empty where the line is none: without a blank behind its signs, they must close it too."""
    rest = line[heading.end() :].rstrip()
    closed = rest.endswith(heading[1])
    return rest.rstrip("=").rstrip() if closed or heading["gap"] else ""

"""Headings and bullets as wikis, word processors and the like write them, turned into markdown's own.

MoinMoin, MediaWiki, Trac and AsciiDoc count the signs of a heading upwards (`= Title`, `== Part ==`), DokuWiki
downwards from six (`====== Title ======`); all but MoinMoin nest bullets by repeating the star (`** detail`). Jira and
Textile write `h2. Part`, reStructuredText `#. item`, a hurried hand `##Part`, and pasted text has bullets of its own:
`• item`, or a dash. Word processors number lists by letters and Roman numbers, `a. item`, `ii) detail`; what is
exported from some wikis has the bullets of an item nested in an empty one behind it, `- - detail`. A number may stand
behind a bullet, `* 3. item`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence

from wgtrack.reading import grammar
from wgtrack.reading.later import later

_HEADING = later(r"(={1,6})(?P<gap>[ \t]*)(?=[^=\s])")
_BULLET = later(r"(\*{2,6})[ \t]+(?=[^*\s])")
_GLUED_HEADING = later(r"#{2,9}(?=[^\W_a-z])|#(?=[^\W\d_a-z])")
_TAGGED = later(
    rf"{grammar.HASHTAGS}(?:\s?:\s?|\s(?!(?:items?|points?|list|plan|log|register|tasks?|for|from|of)\b))(?=[^\W_])",
    re.IGNORECASE,
)
"""`#TODO: mend the nets`: a tag and its task, not a title glued to its sign."""
_NAMED_HEADING = later(r"h([1-6])\.[ \t]+(?=\S)")
_SIGN = later(r"(?P<indent>[ \t]*)(?P<sign>[•●▪‣∙◦○]|\\[-*+](?=[ \t])|[–—](?=[ \t]))[ \t\u00a0]*(?=[^\s=])")
_GLUED = later(r"[ \t]*-(?=[^\W\d_])")
_GLUED_LABEL = later(r"[ \t]*-[^\W\d_]\w{0,30}(?: \w{1,30})?: ")
"""`-Dana: mend it`, which no wrapped line begins like."""
_INNER_SIGNS = "◦○"
_DASHES = "–—"
_NUMBERED = later(r"(?P<indent>[ \t]{0,12})#\.[ \t]+(?=\S)")
_BARE_BOX = later(r"(?P<indent>[ \t]*)(?:[-*+](?=\\?\[[ xX]?\\?\])|(?=[☐☑☒][ \t]*\S))")
"""A box glued to its bullet, `-[ ] item`, or without one."""
_NESTED = later(r"(?P<indent>[ \t]*)(?P<bullet>[-*+]) +(?=[-*+] +[^\s*+-])")
_ITEM = later(r"(?P<indent>[ \t]*)[-*+][ \t]+(?![-*+]\s)\S")
_COUNTED = later(r"(?P<bullet>[ \t]*[-*+][ \t]+)(?P<number>\d{1,3})(?P<close>[.):])[ \t]+(?=\S)")
_LEVELS = 6
_COUNTS_DOWN = 5
"""Signs from which on a note's first heading shows that it counts downwards."""


def write_wiki_as_markdown(lines: list[str]) -> None:
    """Writes the headings and nested bullets of `lines` as markdown has them; no line is added or removed."""
    level = first = 0
    unglued: set[int] = set()
    for number, line in enumerate(lines):
        if (heading := _HEADING.match(line)) and (title := _title(line, heading)):
            level = len(heading[1])
            first = first or level
            lines[number] = "#" * (_LEVELS + 1 - level if first >= _COUNTS_DOWN else level) + " " + title
        elif (bullet := _BULLET.match(line)) and "**" not in line[bullet.end() :]:
            lines[number] = "  " * (len(bullet[1]) - 1) + "* " + line[bullet.end() :]
        elif (signs := _GLUED_HEADING.match(line)) and _may_be_title(line, number, signs[0]):
            lines[number] = signs[0][:_LEVELS] + " " + line[signs.end() :].rstrip().removesuffix(signs[0])
        elif named := _NAMED_HEADING.match(line):
            lines[number] = "#" * int(named[1]) + " " + line[named.end() :]
        elif box := _BARE_BOX.match(line):
            lines[number] = box["indent"] + "- " + line[box.end() :]
        elif (glued := _GLUED.match(line)) and _is_item(lines, number, unglued):
            unglued.add(number)
            lines[number] = line[: glued.end()] + " " + line[glued.end() :]
        elif numbered := _NUMBERED.match(line):
            lines[number] = numbered["indent"] + "1. " + line[numbered.end() :]
        elif (sign := _SIGN.match(line)) and (sign["sign"] not in _DASHES or _is_one_of_many(lines, number)):
            inner = "  " if sign["sign"] in _INNER_SIGNS and not sign["indent"] else ""
            lines[number] = sign["indent"] + inner + "- " + line[sign.end() :]


def unnest_bullets(lines: list[str]) -> None:
    """Writes `- - detail` as a bullet of the item before it, where there is one, and `* 3. item` as an item."""
    indents: set[str] = set()
    for place, line in enumerate(lines):
        if (nested := _NESTED.match(line)) and nested["indent"] in indents:
            lines[place] = line[: nested.start("bullet")] + " " + line[nested.end("bullet") :]
            indents.add(" " * (nested.end() - nested.start()))
        elif item := _ITEM.match(line):
            indents.add(item["indent"])
            if (count := _COUNTED.match(line)) and count["close"] in (".", ")") and _is_counted_on(lines, place, count):
                lines[place] = line[: count.start("close")] + ":" + line[count.end("close") :]
        elif line and not line[0].isspace():
            indents.clear()


def _is_counted_on(lines: list[str], place: int, count: re.Match[str]) -> bool:
    """True where the line before or behind is a bullet with the number before or behind."""
    near = [(place - 1, -1), (place + 1, 1)]
    counted = [(_COUNTED.match(lines[at]), step) for at, step in near if 0 <= at < len(lines)]
    own = int(count["number"])
    return any(one and int(one["number"]) == own + step for one, step in counted)


_LETTERED = later(
    r"(?P<indent>[ \t]*)(?P<open>\(?)(?P<letters>[a-z]|[ivx]{2,5}|[A-Z](?=[.)](?:[ ]{2}|\t))|[IVX]{2,5}|"
    r"(?<=\()\d{1,2}(?=\)))(?P<close>[.)])(?P<gap>[ \t]{1,4})(?=\S)"
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi")


def number_lettered_lists(lines: list[str]) -> None:
    """Writes numbers for the letters and Roman numbers of `lines` that follow one upon the other."""
    runs: dict[tuple[int, bool, str], list[tuple[int, re.Match[str]]]] = defaultdict(list)
    for place, line in enumerate(lines):
        if match := _LETTERED.match(line):
            indent = len(match["indent"].expandtabs(4))
            runs[indent, match["letters"].isupper(), match["open"] + match["close"]].append((place, match))
    for run in runs.values():
        for (place, match), number in _numbered(run):
            close = ")" if match["open"] else match["close"]
            filled = str(number).zfill(len(match["letters"]))
            gap = " " * len(match["open"]) + match["gap"]
            lines[place] = f"{match['indent']}{filled}{close}{gap}{lines[place][match.end() :]}"


def _numbered(run: Sequence[tuple[int, re.Match[str]]]) -> Iterator[tuple[tuple[int, re.Match[str]], int]]:
    """The lines of a run that follow one upon the other, each with its number; where there are any, every first."""
    meant = [_numbers(match["letters"].lower()) for _, match in run]
    found: dict[int, int] = {}
    for place in range(1, len(meant)):
        for number in meant[place]:
            if number - 1 in meant[place - 1] and found.get(place - 1, number - 1) == number - 1:
                found |= {place - 1: number - 1, place: number}
    for place, numbers in enumerate(meant):
        if place in found or (found and 1 in numbers):
            yield run[place], found.get(place, 1)


def _numbers(letters: str) -> tuple[int, ...]:
    """What letters can count as: the place in the alphabet, or a Roman number; digits in brackets as themselves."""
    if letters.isdecimal():
        return (int(letters),)
    as_letter = (ord(letters) - ord("a") + 1,) if len(letters) == 1 else ()
    return (*as_letter, _ROMAN.index(letters) + 1) if letters in _ROMAN else as_letter


def _is_one_of_many(lines: list[str], number: int) -> bool:
    """True for a dash before a line that another such line precedes (by now a bullet) or follows."""
    near = (lines[number - 1] if number else "", lines[number + 1] if number + 1 < len(lines) else "")
    return near[0].lstrip().startswith("- ") or near[1].lstrip()[:1] in ("–", "—")


def _is_item(lines: list[str], number: int, unglued: Container[int]) -> bool:
    """True for `-detail` before or behind another such line; one alone may be the wrapped end of the bullet above it.

    `unglued` are the lines before that were such ones.
    """
    below = lines[number + 1] if number + 1 < len(lines) else ""
    if _GLUED.match(below) or number - 1 in unglued:
        return True
    return number > 0 and lines[number - 1].lstrip().startswith("- ") and _GLUED_LABEL.match(lines[number]) is not None


def _may_be_title(line: str, number: int, signs: str) -> bool:
    """True for words glued to the `signs` of a heading: a single one heads the note, where it is not a tag's."""
    return len(signs) > 1 or (number == 0 and _TAGGED.match(line) is None)


def _title(line: str, heading: re.Match[str]) -> str:
    """A heading's words; empty where the line is none: without a blank behind its signs, they must close it too."""
    rest = line[heading.end() :].rstrip()
    closed = rest.endswith(heading[1])
    return rest.rstrip("=").rstrip() if closed or heading["gap"] else ""


SHALLOW = later(r"^( *)\d{1,9}[.)] [^\n]*\n+\1 {1,3}[-*+] +\S", re.MULTILINE)
"""A numbered item with a bullet below it that may be indented too little to be nested in it."""
_NUMBERED_ITEM = later(r"( *)\d{1,9}[.)] {1,4}(?=\S)")
_BULLET_ITEM = later(r"( *)[-*+] +(?=\S)")


def nest_below_numbers(lines: list[str]) -> None:
    """Moves bullets into the numbered item above them, which their writer indented by less than its number is wide.

    `1. Book the room` and below it `  - done`: two lists to strict markdown, one item with a remark to everybody else.
    """
    outer = inner = moved = 0  # the number's column, that of its words, and by how much what is below it moves
    for number, line in enumerate(lines):
        column = len(line) - len(line.lstrip(" "))
        if column == len(line):
            continue
        if moved and column > outer:
            lines[number] = " " * moved + line
        elif inner and outer < column < inner and _BULLET_ITEM.match(line):
            moved = inner - column
            lines[number] = " " * moved + line
        elif column <= outer or not inner:
            item = _NUMBERED_ITEM.match(line)
            outer, inner, moved = (column, item.end(), 0) if item else (0, 0, 0)

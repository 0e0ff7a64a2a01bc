"""A note's text made ready for the block rules, line for line.

Front matter, colon fences and needless indentation are taken out here, before markdown sees them, by
blanking or shortening lines: no line is ever added or removed, so line numbers stay true.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from wgtrack.reading.later import later
from wgtrack.reading.wiki_lines import (
    SHALLOW,
    nest_below_numbers,
    number_lettered_lists,
    unnest_bullets,
    write_wiki_as_markdown,
)

_FRONT_KEY = later(r"\s*(?:[\w-]+\s*:|#|$)")
_COLON_FENCE = later(r"[ \t]*(:{3,})[ \t]*(\{)?")
_DEFINITION = later(r"^ {0,3}\[([^\[\]\n]{1,200})\]:[ \t]*<?([^\s<>]+)", re.MULTILINE)
_INDENTED = later(r"(?: {4}|\t)[ \t]*\S")
_LIST_LINE = later(r" {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_UNDERLINE = later(r"\n(?P<sign>[~^\"'+*#])(?P=sign){3,}[ \t]*(?=\n|$)")
"""Under a line of text as long: a heading of reStructuredText, which to markdown is talk or opens a code fence."""
_WIKI_LINE = later(
    r"\A#[^\W\d_a-z]|^(?:[ \t]*-[^\W\d_]|#{2,9}[^\W_a-z]|(?:={1,6}|\*{2,6}) *[^=*\s]|h[1-6]\. |"
    r"[ \t]*(?:[•●▪‣∙◦○☐☑☒]|[–—][ \t]|\\[-*+][ \t]|#\.[ \t]|[-*+]\\?\[|"
    r"\(?(?:b|B|ii|II)[.)][ \t]|\(2\)[ \t]|[-*+] +(?:[-*+] +[^\s*+-]|\d{1,3}[.)] )))",
    re.MULTILINE,
)
"""What may be a heading or a bullet as wikis and others write them."""
_LONGEST_FRONT_MATTER = 500


@dataclass(frozen=True)
class Source:
    """A note's text and what the block rules are given of it."""

    text: str
    """With `\\n` line ends and nothing else changed."""
    markdown: str
    """The same number of lines, without what is not to be read."""
    front_matter: tuple[str, ...] = ()
    dedented: bool = False

    @cached_property
    def _lines(self) -> list[str]:
        return self.markdown.split("\n")

    def is_indented(self, line: int) -> bool:
        """True where the 1-based `line` is indented code to strict markdown."""
        return not self.dedented and _INDENTED.match(self._lines[line - 1]) is not None

    @cached_property
    def definitions(self) -> Mapping[str, str]:
        """Link reference definitions, `[label]: address`, by their label in lower case."""
        if "]:" not in self.text:
            return {}
        return {label.casefold(): href for label, href in reversed(_DEFINITION.findall(self.text))}


def prepare(text: str) -> Source:
    """`text` as a Source."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    front = _front_matter(text)
    underlined = _UNDERLINE.search(text) is not None
    as_wiki = _WIKI_LINE.search(text) is not None
    too_wide = _too_wide_rules(text) if "\n|" in text else ()
    shallow = SHALLOW.search(text) is not None
    others = front or underlined or as_wiki or too_wide or shallow or ":::" in text
    if not others and text.count("\n    ") * 4 < text.count("\n"):
        return Source(text, text)
    lines = text.split("\n")
    for number in range(len(front) + 2 if front else 0):
        lines[number] = ""
    for number, cells in too_wide:
        lines[number] = "|" + "-|" * cells
    if ":::" in text:
        _blank_colon_fences(lines)
    if underlined:
        _underline_as_markdown(lines)
    if as_wiki:
        write_wiki_as_markdown(lines)
        number_lettered_lists(lines)
        unnest_bullets(lines)
    if shallow:
        nest_below_numbers(lines)
    dedented = _dedent(lines)
    return Source(text, "\n".join(lines), front, dedented)


def _front_matter(text: str) -> tuple[str, ...]:
    """The lines between a first line `---` and the next one, where they look like YAML."""
    if not text.startswith("---"):
        return ()
    lines = text.split("\n", _LONGEST_FRONT_MATTER)[:_LONGEST_FRONT_MATTER]
    if lines[0].rstrip() != "---":
        return ()
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() in ("---", "..."):
            inside = tuple(lines[1:number])
            return inside if inside and _FRONT_KEY.match(inside[0]) else ()
    return ()


_RULE = later(r"^\|[ \t:|-]{3,1000}$", re.MULTILINE)
_CELL = later(r"(?<!\\)\|")


def _too_wide_rules(text: str) -> tuple[tuple[int, int], ...]:
    """The lines below a table's header that rule more cells than it has, each with how many those are.

    To strict markdown that is no table; who wrote it sees one.
    """
    found: list[tuple[int, int]] = []
    number = last = 0
    for rule in _RULE.finditer(text):
        number, last = number + text.count("\n", last, rule.start()), rule.start()
        above = text[text.rfind("\n", 0, max(0, last - 1)) + 1 : max(0, last - 1)].strip()
        cells = len(_CELL.findall(above)) - 1
        ruled = len(_CELL.findall(rule[0].rstrip())) - 1
        if above[:1] == above[-1:] == "|" and 1 < cells < ruled and _RULE.match(above) is None:
            found.append((number, cells))
    return tuple(found)


def _underline_as_markdown(lines: list[str]) -> None:
    """Writes the underline of a heading as markdown has it."""
    for number in range(1, len(lines)):
        title, line = lines[number - 1].rstrip(), lines[number].rstrip()
        alone = title and not title[0].isspace() and (number < 2 or not lines[number - 2].strip())
        if alone and abs(len(title) - len(line)) <= 2 and _is_underline(line) and not _is_underline(title):
            lines[number] = "-" * len(line)


def _is_underline(line: str) -> bool:
    return _UNDERLINE.fullmatch("\n" + line) is not None


def _blank_colon_fences(lines: list[str]) -> None:
    """Takes out `:::` lines; of a directive, `:::{name}`, its content too, where it is closed."""
    number = 0
    while number < len(lines):
        fence = _COLON_FENCE.match(lines[number])
        if fence:
            end = _closing_fence(lines, number, fence[1]) if fence[2] else number
            for inside in range(number, end + 1):
                lines[inside] = ""
            number = end
        number += 1


def _closing_fence(lines: list[str], start: int, colons: str) -> int:
    """The line that closes the directive of line `start`; `start` itself where none does."""
    for number in range(start + 1, min(len(lines), start + 1000)):
        bare = lines[number].strip()
        if bare.startswith(colons) and not bare.strip(":"):
            return number
    return start


def _dedent(lines: list[str]) -> bool:
    """Moves the note to the left margin where more than half of it is indented under no list; True if so."""
    written = indented = 0
    in_list = False
    inside: list[int] = []
    for number, line in enumerate(lines):
        if not line or line.isspace():
            continue
        written += 1
        if _INDENTED.match(line):
            if not in_list:
                indented += 1
                inside.append(number)
        else:
            in_list = _LIST_LINE.match(line) is not None or (in_list and line[0] in " \t")
    if indented * 2 <= written:
        return False
    for number in inside:
        lines[number] = lines[number].expandtabs(4)
    margin = min(len(lines[number]) - len(lines[number].lstrip()) for number in inside)
    for number in inside:
        lines[number] = lines[number][margin:]
    return True

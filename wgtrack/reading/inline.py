"""The inside of a block without its markup: plain text, and where it was bold, struck, code or a link.

Follows CommonMark 0.31 (escapes, entities, code spans, links, autolinks, inline HTML) and GFM strike-through,
with three liberties that notes ask for: emphasis needs no exact flanking (`**TODO **` is bold), a wiki's
apostrophes ('''bold''') are emphasis too, and an address is a link wherever it stands. One pass over the
text, no recursion, linear whatever the text is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape

from wgtrack.reading.kept import kept
from wgtrack.reading.later import later

_SPECIAL = later(r"\\|`|\*|_|~|\[|\]|<|>|&|!|\n|''|https?://")
"""Where a token may begin; written as words, whose first letters are looked for at once."""
_TOKEN = later(
    r"""(?P<escape>\\[!-/:-@\[-`{-~])
    |(?P<ticks>`+)
    |(?P<comment><!--)
    |(?P<auto><(?:https?://|mailto:)[^\s<>]{1,2000}>)
    |(?P<tag></?[A-Za-z][^<>\n]{0,300}>)
    |(?P<address>https?://[^\s<>`|"\[\]]{1,1000})
    |(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)
    |(?P<open>!?\[)
    |(?P<close>\])
    |(?P<stars>\*+)
    |(?P<lows>_+)
    |(?P<waves>~~+)
    |(?P<wave>(?<![\w~\\/])~(?=[A-Za-z`*@\[(][^~\n]{0,400}(?<=\S)~(?![\w~])))
    |(?P<unwave>(?<=[^\s~])~(?![\w~]))
    |(?P<quotes>'{2,5})
    |(?P<breaks>\\?\n[ \t]*)
    """,
    re.VERBOSE,
)
_TARGET = later(
    r"""\(\s{0,9}(?:<(?P<angle>[^<>\n]{0,2000})>|(?P<bare>[^\s()]{0,2000}(?:\([^\s()]{0,500}\)[^\s()]{0,500}){0,9}))
    (?:\s{1,9}(?:"[^"]{0,500}"|'[^']{0,500}'|\([^()]{0,500}\)))?\s{0,9}\)""",
    re.VERBOSE,
)
_TICKS = later(r"`+")
_CLOSING_LOWS = later(r"(?<![_\\])_+(?![_\w])")
_ESCAPED = later(r"\\([!-/:-@\[-`{-~])")
_LABEL = later(r"\[([^\[\]]{0,200})\]")
_NICK = later(r"<[A-Za-z][\w-]{0,30}>")
"""Who speaks in a log of a chat, `<dana>`: no tag of HTML, so it is shown."""
_TAGS = frozenset(
    """a abbr address article aside b big blockquote body br button caption center cite code col colgroup dd del
    details dfn div dl dt em figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img
    input ins kbd label li link main mark meta nav ol option p picture pre q rp rt ruby s samp script section
    select small span strike strong style sub summary sup svg table tbody td textarea tfoot th thead time title tr
    tt u ul var video wbr""".split()
)
_ADDRESS_TAIL = ".,;:!?'*_~"

_MOST_BRACKETS = 64
"""Brackets open at a time; further ones are plain text, so that nesting costs no more than length."""

Span = tuple[int, int]
"""Start and end, in characters of `Inline.text`."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a text: the characters that show it, and where it leads."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, slots=True)
class Inline:
    """A block's text as a reader sees it. A newline stands where a physical line of the note ends."""

    text: str
    bold: tuple[Span, ...] = ()
    italic: tuple[Span, ...] = ()
    struck: tuple[Span, ...] = ()
    code: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def hrefs(self) -> tuple[str, ...]:
        """Where the text's links and addresses lead, in order."""
        return tuple(link.href for link in self.links)


@dataclass(frozen=True, slots=True)
class _Bracket:
    """An opening bracket: its place in the parts, in the text, behind it in the content."""

    part: int
    start: int
    after: int
    image: bool


def read_inline(content: str, definitions: Mapping[str, str] | None = None) -> Inline:
    """A block's raw markdown `content` without markup; `definitions` are the note's link references."""
    if not _SPECIAL.search(content):
        return Inline(content)
    return _Scanner(content, definitions).run() if definitions else _read_alone(content)


@kept
def _read_alone(content: str) -> Inline:
    return _Scanner(content, {}).run()


class _Scanner:
    """One pass over the content; every kind of markup has its method."""

    def __init__(self, content: str, definitions: Mapping[str, str]) -> None:
        self._content = content
        self._definitions = definitions
        self._next = 0
        self._parts: list[str] = []
        self._length = 0
        self._bold: list[Span] = []
        self._struck: list[Span] = []
        self._code: list[Span] = []
        self._links: list[Link] = []
        self._italic: list[Span] = []
        self._bold_from = -1
        self._italic_from = -1
        self._struck_from = -1
        self._in_wave = False
        self._brackets: list[_Bracket] = []
        self._ticks: dict[int, list[int]] | None = None
        self._comments_end = True
        self._in_lows = False
        self._lows_end: int | None = None

    def run(self) -> Inline:
        content = self._content
        place = 0
        while (sign := _SPECIAL.search(content, place)) is not None:
            found = _TOKEN.match(content, sign.start())
            if found is None:
                place = sign.start() + 1
                continue
            self._write(content[self._next : sign.start()])
            self._next = found.end()
            _METHODS[found.lastgroup or ""](self, found)
            place = self._next
        self._write(content[self._next :])
        if self._bold_from >= 0:
            self._toggle_bold()
        return Inline(
            "".join(self._parts),
            tuple(self._bold),
            tuple(self._italic),
            tuple(self._struck),
            tuple(self._code),
            tuple(self._links),
        )

    def _write(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)

    def _toggle_bold(self) -> None:
        if self._bold_from < 0:
            self._bold_from = self._length
            return
        if self._bold_from < self._length:
            self._bold.append((self._bold_from, self._length))
        self._bold_from = -1

    def _toggle_italic(self) -> None:
        if self._italic_from < 0:
            self._italic_from = self._length
            return
        if self._italic_from < self._length:
            self._italic.append((self._italic_from, self._length))
        self._italic_from = -1

    def _toggle_struck(self) -> None:
        if self._struck_from < 0:
            self._struck_from = self._length
            return
        if self._struck_from < self._length:
            self._struck.append((self._struck_from, self._length))
        self._struck_from = -1

    def escape(self, found: re.Match[str]) -> None:
        self._write(found[0][1])

    def ticks(self, found: re.Match[str]) -> None:
        """A code span where a run of as many backticks follows, else plain text."""
        if self._ticks is None:
            self._ticks = {}
            for run in _TICKS.finditer(self._content):
                self._ticks.setdefault(len(run[0]), []).append(run.start())
        starts = self._ticks.get(len(found[0]), [])
        place = bisect_right(starts, found.start())
        if place == len(starts):
            self._write(found[0])
            return
        start = self._length
        self._write(self._content[found.end() : starts[place]].strip(" "))
        self._code.append((start, self._length))
        self._next = starts[place] + len(found[0])

    def comment(self, found: re.Match[str]) -> None:
        end = self._content.find("-->", found.end()) if self._comments_end else -1
        if end < 0:
            self._comments_end = False
            self._write(found[0])
        else:
            self._next = end + 3

    def auto(self, found: re.Match[str]) -> None:
        self._address(found[0][1:-1])

    def tag(self, found: re.Match[str]) -> None:
        name = found[0].strip("</> ").casefold()
        if name in ("b", "strong"):
            self._toggle_bold()
        elif name in ("s", "del", "strike"):
            self._toggle_struck()
        elif name == "br":
            self._write(" ")
        elif _NICK.fullmatch(found[0]) and name not in _TAGS:
            self._write(found[0])

    def address(self, found: re.Match[str]) -> None:
        whole = found[0]
        if (end := whole.find("](")) >= 0 or (end := whole.find("**")) >= 0:
            whole = whole[:end]
        if ")" in whole and whole.count("(") < whole.count(")"):
            whole = whole[: _unbalanced(whole)]
        whole = whole.rstrip(_ADDRESS_TAIL)
        self._next = found.start() + len(whole)
        self._address(_ESCAPED.sub(r"\1", unescape(whole)))

    def _address(self, href: str) -> None:
        self._links.append(Link(self._length, self._length + len(href), href))
        self._write(href)

    def entity(self, found: re.Match[str]) -> None:
        self._write(unescape(found[0]).replace("\0", "\ufffd"))

    def open(self, found: re.Match[str]) -> None:
        if len(self._brackets) < _MOST_BRACKETS:
            image = found[0][0] == "!"
            self._brackets.append(_Bracket(len(self._parts), self._length, found.end(), image))
        self._write(found[0])

    def close(self, found: re.Match[str]) -> None:
        bracket = self._brackets.pop() if self._brackets else None
        href = self._target(bracket, found) if bracket else None
        if bracket is None or href is None:
            self._write(found[0])
            return
        self._drop_bracket(bracket)
        if not bracket.image:
            while self._links and self._links[-1].start >= bracket.start:
                self._links.pop()
            self._links.append(Link(bracket.start, self._length, href))
            self._brackets.clear()

    def _target(self, bracket: _Bracket, found: re.Match[str]) -> str | None:
        """Where the brackets that `found` closes lead; None where they are just brackets."""
        if target := _TARGET.match(self._content, found.end()):
            self._next = target.end()
            return unescape(_ESCAPED.sub(r"\1", target["angle"] or target["bare"] or ""))
        if not self._definitions:
            return None
        text = self._content[bracket.after : found.start()]
        label = _LABEL.match(self._content, found.end())
        if label and (href := self._definitions.get((label[1] or text).casefold())):
            self._next = label.end()
            return href
        return self._definitions.get(text.casefold()) if len(text) <= 200 else None

    def _drop_bracket(self, bracket: _Bracket) -> None:
        """Takes the opening bracket out of what was written and moves what stands behind it."""
        size = 2 if bracket.image else 1
        self._parts[bracket.part] = ""
        self._length -= size
        for spans in (self._bold, self._italic, self._struck, self._code):
            place = len(spans)
            while place and spans[place - 1][0] > bracket.start:
                place -= 1
                spans[place] = (spans[place][0] - size, spans[place][1] - size)
        if self._bold_from > bracket.start:
            self._bold_from -= size
        if self._italic_from > bracket.start:
            self._italic_from -= size
        if self._struck_from > bracket.start:
            self._struck_from -= size

    def stars(self, found: re.Match[str]) -> None:
        before, after = self._around(found)
        if before.isspace() and after.isspace() and len(found[0]) == 1:
            self._write(found[0])
        elif len(found[0]) == 1:
            self._toggle_italic()
        else:
            self._toggle_bold()

    def lows(self, found: re.Match[str]) -> None:
        """Emphasis where another run of underscores closes it; else part of a name, as in `nick_`."""
        before, after = self._around(found)
        inside = (before.isalnum() and after.isalnum()) or (before.isspace() and after.isspace())
        opens = not self._in_lows and not before.isalnum() and not after.isspace() and found.end() <= self._last_lows()
        if inside or not (self._in_lows or opens):
            self._write(found[0])
            return
        self._in_lows = opens
        if len(found[0]) >= 2:
            self._toggle_bold()
        else:
            self._toggle_italic()

    def _last_lows(self) -> int:
        """Where the last underscore stands that may close emphasis."""
        if self._lows_end is None:
            self._lows_end = max((run.start() for run in _CLOSING_LOWS.finditer(self._content)), default=-1)
        return self._lows_end

    def _around(self, found: re.Match[str]) -> tuple[str, str]:
        content = self._content
        return content[found.start() - 1 : found.start()] or " ", content[found.end() : found.end() + 1] or " "

    def waves(self, _: re.Match[str]) -> None:
        self._toggle_struck()

    def wave(self, found: re.Match[str]) -> None:
        """One tilde crosses out as two do, where another one closes it: `~book it~`, but `~5 weeks`."""
        if self._struck_from >= 0:
            self._write(found[0])
        else:
            self._in_wave = True
            self._toggle_struck()

    def unwave(self, found: re.Match[str]) -> None:
        if self._in_wave and self._struck_from >= 0:
            self._in_wave = False
            self._toggle_struck()
        else:
            self._write(found[0])

    def quotes(self, found: re.Match[str]) -> None:
        """Emphasis as wikis write it: two apostrophes for italics, three for bold, five for both."""
        if len(found[0]) != len("''"):
            self._toggle_bold()

    def breaks(self, _: re.Match[str]) -> None:
        if self._parts and self._parts[-1][-1:] in (" ", "\t"):
            kept = self._parts[-1].rstrip(" \t")
            self._length -= len(self._parts[-1]) - len(kept)
            self._parts[-1] = kept
        self._write("\n")


_METHODS: dict[str, Callable[[_Scanner, re.Match[str]], None]] = {
    name: getattr(_Scanner, name) for name in _TOKEN.groupindex
}


def _unbalanced(address: str) -> int:
    """Where the first closing parenthesis stands that nothing in `address` opened."""
    depth = 0
    for place, letter in enumerate(address):
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            return place
    return len(address)

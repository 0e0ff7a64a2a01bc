"""Markdown in, blocks with line numbers out. The only module that knows markdown-it-py.

Only the block rules run (CommonMark 0.31 with GFM tables); the inline part of a block is read when somebody
asks for it, because most blocks of a note are talk that no rule ever looks into. Code, comments, front
matter and directives are left out of the blocks, yet every line keeps its number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.token import Token

from wgtrack.reading.blocks import Block, BlockKind
from wgtrack.reading.inline import Inline, read_inline
from wgtrack.reading.later import later
from wgtrack.reading.source import Source, prepare

_DEEPEST = 64
"""Levels of nesting, two to a list; what lies deeper is read as text of the deepest item, never lost."""


class Document:
    """A note's text as blocks, in the order of their lines."""

    def __init__(self, text: str) -> None:
        self.source: Source = prepare(text)
        self.blocks: tuple[Block, ...] = tuple(_Assembler(self.source).run())
        self._inlines: dict[int, Inline] = {}
        self._lines_with: dict[tuple[tuple[str, ...], str], frozenset[int]] = {}

    @property
    def front_matter(self) -> tuple[str, ...]:
        """The raw lines between the two `---` at the top of the file; empty where there are none."""
        return self.source.front_matter

    @property
    def last_line(self) -> int:
        """The number of lines of the file."""
        return self.source.text.count("\n") + 1

    @cached_property
    def is_ascii(self) -> bool:
        """True where the note has none but the letters of ASCII."""
        return self.source.text.isascii()

    @cached_property
    def children(self) -> dict[int, tuple[int, ...]]:
        """The indices of the blocks nested directly in each list item."""
        nested: dict[int, list[int]] = {}
        for block in self.blocks:
            if block.parent >= 0:
                nested.setdefault(block.parent, []).append(block.index)
        return {parent: tuple(indices) for parent, indices in nested.items()}

    @cached_property
    def lead_ins(self) -> dict[int, int]:
        """Of a list, by its number, the index of the paragraph right above that leads on to it with a colon."""
        found: dict[int, int] = {}
        seen = {-1}
        for block, above in zip(self.blocks[1:], self.blocks, strict=False):
            leads = above.kind is BlockKind.PARAGRAPH and above.content.rstrip(" *_").endswith(":")
            if leads and block.list_id not in seen and above.depth == block.depth - 1:
                found[block.list_id] = above.index
            seen.add(block.list_id)
        return found

    def lines_with(self, words: tuple[str, ...], pattern: re.Pattern[str] | None = None) -> frozenset[int]:
        """The 1-based lines that hold one of `words`, given in lower case, or a match of `pattern`.

        A look over the whole note that is far cheaper than one into each of its blocks.
        """
        key = (words, pattern.pattern if pattern else "")
        if key not in self._lines_with:
            lowered = self._lowered
            starts = {start for word in words if word in lowered for start in _line_hits(lowered, word)}
            if pattern is not None:
                text = self.source.text
                starts.update(text.rfind("\n", 0, found.start()) + 1 for found in pattern.finditer(text))
            self._lines_with[key] = frozenset(_line_numbers(self.source.text, sorted(starts)))
        return self._lines_with[key]

    def touches(self, block: Block, lines: frozenset[int]) -> bool:
        """True where one of the block's own lines is among `lines`."""
        first = block.content_line
        if "\n" not in block.content:
            return first in lines
        return any(line in lines for line in range(first, first + block.content.count("\n") + 1))

    @cached_property
    def _lowered(self) -> str:
        lowered = self.source.text.lower()
        return lowered if len(lowered) == len(self.source.text) else self.source.text.translate(_ASCII_LOWER)

    def inline(self, block: Block) -> Inline:
        """The block's content without markup; read at the first call and then kept."""
        found = self._inlines.get(block.index)
        if found is None:
            found = self._inlines[block.index] = read_inline(block.content, self.source.definitions)
        return found


def _line_hits(text: str, word: str) -> Iterator[int]:
    """Where each line that holds `word` begins."""
    found = text.find(word)
    while found >= 0:
        yield text.rfind("\n", 0, found) + 1
        end = text.find("\n", found)
        found = text.find(word, end) if end >= 0 else -1


def _line_numbers(text: str, starts: list[int]) -> Iterator[int]:
    line, position = 1, 0
    for start in starts:
        line += text.count("\n", position, start)
        position = start
        yield line


def read_document(text: str) -> Document:
    """The blocks of a note's `text`; never fails, linear in its length."""
    return Document(text)


_ASCII_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}

_BlockRule = Callable[[StateBlock, int, int, bool], bool]


def _shallow(rule: _BlockRule) -> _BlockRule:
    """`rule` as long as nesting is not too deep, else no match: its lines then read as plain text."""

    def capped(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < _DEEPEST and rule(state, start, end, silent)

    return capped


_SIGNS = {"table": ("|",), "fence": ("```", "~~~"), "blockquote": (">",), "html_block": ("<",), "heading": ("#",)}
"""What a text must hold for a rule to find anything in it: the others are not tried at each of its lines."""


@lru_cache(maxsize=1 << len(_SIGNS))
def _parser(unneeded: tuple[str, ...]) -> MarkdownIt:
    """Block rules only. Indented code is off: in notes an indented line is nearly always a sloppy list."""
    md = MarkdownIt("commonmark", {"maxNesting": 4 * _DEEPEST})
    md.enable("table").disable(["code", "reference"])
    ends = ["paragraph", "reference", "blockquote"]
    md.block.ruler.at("list", _shallow(list_block), {"alt": ends})
    md.block.ruler.at("blockquote", _shallow(blockquote), {"alt": [*ends, "list"]})
    return md.disable([*unneeded])


def _tokens(text: str) -> list[Token]:
    """The block tokens of `text`."""
    md = _parser(tuple(rule for rule, signs in _SIGNS.items() if not any(sign in text for sign in signs)))
    tokens: list[Token] = []
    md.block.parse(text, md, {}, tokens)
    return tokens


_NESTED_BULLET = later(r"\n[ \t]*[-*+][ \t]+(?=\S)")
_BULLET = later(r"[ \t]*[-*+][ \t]+(?=\S)")
_TAG = later(r"</?[A-Za-z][^<>]{0,500}>")
_HTML_HEADING = later(r"\s*<h([1-6])\b[^<>]{0,200}>", re.IGNORECASE)
_WORDS_IN_ROW = later(r"\s*[^\W_][\w'’. -]*(?:[,;] ?[^\W_][\w'’. -]*(?:\([\w ]{1,30}\))?){2,}\.?\s*")
"""A line such as `ann, bo, carl (remote)`, which nobody means as code."""
_RAW_HTML = later(r"\s*<(?:!|\?|(?:script|pre|style|textarea)\b)", re.IGNORECASE)


class _Assembler:
    """Walks markdown-it's tokens once and keeps the list items that are open as a stack."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._blocks: list[Block] = []
        self._items: list[int] = []
        self._lists: list[tuple[int, bool]] = []
        self._list_count = 0
        self._quote = 0
        self._header: tuple[str, ...] = ()
        self._first_row: tuple[str, ...] = ()
        self._waiting = False
        """True between an item's bullet and its first block: that paragraph is the item's own."""

    def run(self) -> list[Block]:
        """Every block of the note."""
        steps: dict[str, Callable[[Token, Iterator[Token]], None]] = {
            "heading_open": self._heading,
            "paragraph_open": self._paragraph,
            "bullet_list_open": self._open_list,
            "ordered_list_open": self._open_list,
            "bullet_list_close": self._close_list,
            "ordered_list_close": self._close_list,
            "list_item_open": self._open_item,
            "list_item_close": self._close_item,
            "blockquote_open": self._open_quote,
            "blockquote_close": self._close_quote,
            "table_open": self._open_table,
            "tr_open": self._row,
            "hr": self._rule,
            "html_block": self._html,
        }
        stream = iter(_tokens(self._source.markdown))
        for token in stream:
            step = steps.get(token.type)
            if step is not None:
                step(token, stream)
        return self._blocks

    def _add(self, kind: BlockKind, line: int, content: str = "") -> Block:
        block = Block(len(self._blocks), kind, line, content, line)
        block.parent = self._items[-1] if self._items else -1
        block.depth = len(self._items)
        block.quote = self._quote
        self._blocks.append(block)
        self._waiting = False
        return block

    def _heading(self, token: Token, stream: Iterator[Token]) -> None:
        """Several lines above a `---` are a paragraph and a rule to whoever wrote them."""
        content = next(stream).content
        if "\n" in content and token.markup == "-":
            self._add(BlockKind.PARAGRAPH, _line(token), content)
            self._add(BlockKind.RULE, _line(token) + content.count("\n") + 1)
        else:
            self._add(BlockKind.HEADING, _line(token), content).level = int(token.tag[1])

    def _paragraph(self, token: Token, stream: Iterator[Token]) -> None:
        text, glued = _split_glued(next(stream).content)
        line = _line(token)
        if self._waiting:
            self._waiting = False
            own = self._blocks[self._items[-1]]
            own.content, own.content_line = text, line
        elif self._items or self._quote or not self._source.is_indented(line) or self._lists_words(text):
            self._add(BlockKind.PARAGRAPH, line, text)
        if glued:
            self._glued_items(line + text.count("\n") + 1, glued)

    def _lists_words(self, text: str) -> bool:
        """True for an indented line right below a heading that lists words, `Present` say, and is no code."""
        below = bool(self._blocks) and self._blocks[-1].kind is BlockKind.HEADING
        return below and _WORDS_IN_ROW.fullmatch(text) is not None

    def _glued_items(self, line: int, text: str) -> None:
        """Bullets that strict markdown takes for text of the paragraph above, being indented too far."""
        open_items: list[tuple[int, int]] = []
        self._list_count += 1
        for part in _glued_parts(text):
            bullet = _BULLET.match(part)
            indent = len(part) - len(part.lstrip())
            while open_items and open_items[-1][0] >= indent:
                open_items.pop()
            item = self._add(BlockKind.ITEM, line, part[bullet.end() if bullet else 0 :])
            item.depth += len(open_items) + 1
            item.list_id = self._list_count
            if open_items:
                item.parent = open_items[-1][1]
            open_items.append((indent, item.index))
            line += part.count("\n") + 1

    def _open_list(self, token: Token, _: Iterator[Token]) -> None:
        self._waiting = False
        self._list_count += 1
        self._lists.append((self._list_count, token.type == "ordered_list_open"))

    def _close_list(self, _token: Token, _: Iterator[Token]) -> None:
        self._lists.pop()

    def _open_item(self, token: Token, _: Iterator[Token]) -> None:
        item = self._add(BlockKind.ITEM, _line(token))
        item.list_id, item.ordered = self._lists[-1]
        item.depth += 1
        self._items.append(item.index)
        self._waiting = True

    def _close_item(self, _token: Token, _: Iterator[Token]) -> None:
        self._items.pop()
        self._waiting = False

    def _open_quote(self, _token: Token, _: Iterator[Token]) -> None:
        self._waiting = False
        self._quote += 1

    def _close_quote(self, _token: Token, _: Iterator[Token]) -> None:
        self._quote -= 1

    def _open_table(self, _token: Token, _: Iterator[Token]) -> None:
        self._waiting = False
        self._header = self._first_row = ()
        self._list_count += 1

    def _row(self, token: Token, stream: Iterator[Token]) -> None:
        cells: list[str] = []
        for part in stream:
            if part.type == "inline":
                cells.append(part.content)
            elif part.type == "tr_close":
                break
        if not self._header:
            self._header = tuple(cells)
            return
        row = self._add(BlockKind.ROW, _line(token), " | ".join(cells))
        row.cells, row.header, row.list_id = tuple(cells), self._header, self._list_count
        if not any(map(str.strip, self._header)):
            row.above = self._first_row
            self._first_row = self._first_row or row.cells

    def _rule(self, token: Token, _: Iterator[Token]) -> None:
        self._add(BlockKind.RULE, _line(token))

    def _html(self, token: Token, _: Iterator[Token]) -> None:
        """Text between tags such as `<br>` or `</details>` is read; comments, scripts and `<pre>` are not."""
        self._waiting = False
        if _RAW_HTML.match(token.content):
            return
        for offset, raw in enumerate(token.content.split("\n")):
            text = _TAG.sub(" ", raw).strip()
            if text and (title := _HTML_HEADING.match(raw)):
                self._add(BlockKind.HEADING, _line(token) + offset, text).level = int(title[1])
            elif text:
                bullet = _BULLET.match(text)
                self._add(BlockKind.PARAGRAPH, _line(token) + offset, text[bullet.end() if bullet else 0 :])


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _split_glued(content: str) -> tuple[str, str]:
    """The paragraph's own text, and the bullets glued to it from their first line on."""
    found = _NESTED_BULLET.search(content) if "\n" in content else None
    if found is None:
        return content, ""
    return content[: found.start()], content[found.start() + 1 :]


def _glued_parts(text: str) -> Iterator[str]:
    """`text` cut before each line that begins with a bullet."""
    start = 0
    for found in _NESTED_BULLET.finditer(text):
        yield text[start : found.start()]
        start = found.start() + 1
    yield text[start:]

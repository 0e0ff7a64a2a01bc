"""What a note consists of: blocks with their lines, as `markdown.read_document` finds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    """A list item's own first paragraph, without what is nested in it; its content may be empty."""
    ROW = "row"
    """A row of a table below its header."""
    RULE = "rule"
    """A thematic break."""


@dataclass(slots=True)
class Block:
    """One block of a note; only `markdown` writes to it."""

    index: int
    kind: BlockKind
    line: int
    """1-based line on which the block begins; for a list item, the line of its bullet."""
    content: str = ""
    """Raw markdown, with a newline before each further physical line."""
    content_line: int = 0
    """1-based line of the content's first line: below `line` where a bullet stands alone."""
    parent: int = -1
    """Index of the list item that this block is nested in; -1 at the top."""
    depth: int = 0
    """How many list items enclose it, an item itself included."""
    level: int = 0
    """Of a heading, 1 to 6."""
    ordered: bool = False
    list_id: int = -1
    """The same number for the items of one list, and for the rows of one table."""
    quote: int = 0
    """How many block quotes enclose it."""
    cells: tuple[str, ...] = ()
    """Raw markdown of a row's cells."""
    header: tuple[str, ...] = ()
    """Raw markdown of the header of the row's table."""
    above: tuple[str, ...] = ()
    """Where that header is blank, the cells of the first row, if this is a further one."""

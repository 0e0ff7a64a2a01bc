"""The text of a block as attendance lists need it: breaks as lines, nicknames whole, one set of punctuation."""

from __future__ import annotations

import re

from wgtrack.reading.blocks import Block
from wgtrack.reading.inline import read_inline
from wgtrack.reading.later import later
from wgtrack.reading.markdown import Document

_BREAK = later(r"<br\s{0,3}/?>\s{0,9}", re.IGNORECASE)
_LAST_LOW = later(r"(?<=[^\W_])_(?=$|[\s,;:)])")
_EMPHASIS = later(r"(?:^|(?<=[\s(*]))_(?=[^\W_])")
_MARKS = str.maketrans("：，、；（）【】", ":,,;()[]")


def plain_text(document: Document, block: Block) -> str:
    """The text of `block` without what is struck: `<br>` ends a line, `lee_` keeps the underscore of the nickname.

    The colon in `Teilnehmer:innen` divides nothing and is left out.
    """
    content = block.content
    mended = mend(content)
    inline = document.inline(block) if mended == content else read_inline(mended, document.source.definitions)
    text = inline.text
    for start, end in reversed(inline.struck):
        text = text[:start] + text[end:]
    return text.translate(_MARKS).replace("er:innen", "erinnen")


def mend(content: str) -> str:
    """Raw markdown with breaks as line ends and lone underscores behind a word taken as they stand."""
    if "<" in content:
        content = _BREAK.sub("\n", content)
    if "_" in content:
        content = "\n".join(map(_mend_lows, content.split("\n")))
    return content


def _mend_lows(line: str) -> str:
    return line if "`" in line or _EMPHASIS.search(line) else _LAST_LOW.sub(r"\\_", line)


def one_set_of_marks(text: str) -> str:
    """`text` with the colons, commas and brackets of Chinese and Japanese as those of Latin script."""
    return text.translate(_MARKS)

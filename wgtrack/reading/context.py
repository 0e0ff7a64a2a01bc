"""What a note says just above an action: what "this" and "them" in its words stand for."""

from __future__ import annotations

from wgtrack.reading.blocks import Block, BlockKind
from wgtrack.reading.markdown import Document

MOST_BLOCKS = 12
LONGEST = 600
"""Characters: more is another topic."""


def context_above(document: Document, block: Block) -> str:
    """The raw text above `block`, nearest first, up to and with the heading that it stands under.

    Only what it is nested in or stands beside counts: a deeper aside of another topic is left out.
    """
    parts: list[str] = []
    length = 0
    depth = block.depth
    for above in reversed(document.blocks[max(0, block.index - MOST_BLOCKS) : block.index]):
        if above.depth > depth + 1 or above.kind is BlockKind.RULE:
            continue
        parts.append(above.content[: LONGEST - length])
        length += len(parts[-1])
        if above.kind is BlockKind.HEADING or length >= LONGEST:
            break
        depth = min(depth, max(above.depth, 1))
    return "\n".join(parts)

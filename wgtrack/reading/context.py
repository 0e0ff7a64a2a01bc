"""What a note says just above an action: what "this" and "them" in its words stand for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from wgtrack.reading.blocks import Block, BlockKind
from wgtrack.reading.later import later
from wgtrack.reading.markdown import Document

_SUMS_UP = later(
    r"\b(?:conclusions?|summary|summing up|recap|wrap[- ]?up|outcomes?|zusammenfassung|fazit|ergebnisse|résumé|"
    r"récapitulatif|resumen|conclusiones|resumo)\b",
    re.IGNORECASE,
)
"""Headings below which a note says again what was said."""
FARTHEST = 40
"""Blocks above the action that are looked at."""
LONGEST = 800
"""Characters: more is another topic."""


def context_above(document: Document, block: Block, actions: Collection[int]) -> str:
    """The raw text that `block` continues: what it is nested in, what stands before it, the heading.

    Other actions, whose indices are `actions`, are left out: they are topics of their own.
    """
    parts: list[str] = []
    length = 0
    for above in _topic(document, block, actions):
        parts.append(above.content[: LONGEST - length])
        length += len(parts[-1])
        if length >= LONGEST:
            break
    return "\n".join(parts)


def sums_up(document: Document, block: Block) -> bool:
    """True where `block` stands below a heading that sums the call up."""
    for above in reversed(document.blocks[max(0, block.index - FARTHEST) : block.index]):
        if above.kind is BlockKind.HEADING:
            return _SUMS_UP.search(above.content[:LONGEST]) is not None
    return False


def _topic(document: Document, block: Block, actions: Collection[int]) -> Iterator[Block]:
    """The blocks of the topic that `block` belongs to, nearest first."""
    # Of a list below a paragraph, the paragraphs before that one still belong to the talk.
    depth = block.depth
    among_actions, over = True, False
    for above in reversed(document.blocks[max(0, block.index - FARTHEST) : block.index]):
        if above.kind is BlockKind.HEADING:
            yield above
            return
        if above.index in actions:
            # The actions right above end the same talk; one further up ended another.
            over = over or not among_actions
        elif above.depth < depth or (not over and above.depth == depth and depth in (block.depth, 0)):
            among_actions = False
            yield above
        depth = min(depth, above.depth)

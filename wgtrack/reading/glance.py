"""A cheap look before a dear one: does a text hold any of the words without which a pattern finds nothing in it?

Most of a note holds none, and a search for a word costs a fraction of a pattern tried at every character.
"""

from __future__ import annotations

from collections.abc import Sequence


def holds(text: str, words: Sequence[str]) -> bool:
    """True where `text` holds one of `words`, given as `folded` writes them, in any case and be it inside of others.

    False means that no pattern, with regard to case or without, can match in `text` that needs one of them.
    """
    low = folded(text)
    for word in words:  # noqa: SIM110  (the generator of an `any` would cost more than the search itself)
        if word in low:
            return True
    return False


def folded(text: str) -> str:
    """`text` in lower case, with those letters too that matching without regard to case takes for others, as `İ`."""
    return text.lower() if text.isascii() else text.casefold().replace("ı", "i").replace("\u0307", "")

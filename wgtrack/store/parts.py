"""Long lists in pieces that a database takes as the parameters of one query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

SIZE = 500
"""SQLite takes at least 999 parameters in all versions still met."""


def in_parts(values: Iterable[T], size: int = SIZE) -> Iterator[list[T]]:
    """`values` in their order, `size` of them at a time."""
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part

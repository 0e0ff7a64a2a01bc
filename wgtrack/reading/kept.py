"""What was read of the latest short texts is kept: most of what a note states, it or the next one states again."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

MOST = 2048
LONGEST = 400
"""Characters. So what is kept stays within a megabyte or two, whatever the notes hold."""

Read = TypeVar("Read", bound=Callable[..., Any])


def kept(read: Read) -> Read:
    """`read`, a pure function of a text and further hashable values, remembering its latest answers."""
    remembering = lru_cache(MOST)(read)

    @wraps(read)
    def ask(text: str, *others: Any, **named: Any) -> Any:
        return (remembering if len(text) <= LONGEST else read)(text, *others, **named)

    return cast(Read, ask)

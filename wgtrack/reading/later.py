"""Long patterns, compiled when they are first used: a text has few of the forms that are known."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast


class Later:
    """Stands for a compiled pattern."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        # Kept here, so that a method that is called again costs no more than that of the pattern itself.
        value = getattr(self._compiled, name)
        setattr(self, name, value)
        return value


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`pattern` to use as `re.compile` gives it, by its methods; a fault in it shows with the first use."""
    return cast("re.Pattern[str]", Later(pattern, flags))

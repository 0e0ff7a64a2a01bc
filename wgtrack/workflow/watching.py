"""How a long piece of work tells that it goes on; whoever runs it decides what is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol, TypeVar

T = TypeVar("T")

Step = Callable[[], None]
"""Called once for each part that is done."""


class Watch(Protocol):
    """Begins a piece of work."""

    def __call__(self, what: str, total: int | None = None, /) -> AbstractContextManager[Step]:
        """A block during which `what` goes on, in `total` parts where their number is known."""
        ...


@contextmanager
def unwatched(_what: str, _total: int | None = None, /) -> Iterator[Step]:
    """Tells nobody."""
    yield lambda: None


def watched(watch: Watch, what: str, values: Sequence[T]) -> Iterator[T]:
    """Each of `values`, on which `what` is done one after another."""
    with watch(what, len(values)) as step:
        for value in values:
            yield value
            step()

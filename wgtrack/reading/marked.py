"""A marker word as it is found in a line, and the marked action that it opens once it is judged."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marked:
    """One marked action on a physical line: `line[start:end]` says what, without the marker."""

    lead: str
    """What stands before the marker: a speaker, a lead-in, or talk."""
    start: int
    end: int
    owner_text: str = ""
    """What the marker itself names: `ACTION - Dana`, `TODO(dana)`."""
    aside: str = ""
    """What a bracket behind the marker says of the action: `TODO (by Friday)`."""
    at_end: bool = False
    """True where the marker closes the line and the action stands before it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A marker word in a line, before it is judged: `line[start:end]` is `word`."""

    start: int
    end: int
    word: str

    @property
    def shouted(self) -> bool:
        """True where it is written in capitals."""
        return self.word.isupper()

    @property
    def short(self) -> bool:
        """True for `AI`, which is more often something else."""
        return self.word.partition("-")[0].strip(".0123456789").upper() in ("AI", "AIS", "A.I", "A/I")

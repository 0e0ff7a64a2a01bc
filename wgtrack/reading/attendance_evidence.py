"""Whether words that may be names are those of people at the meeting: known, or with a part in the talk."""

from __future__ import annotations

from collections.abc import Sequence

from wgtrack.reading.attendance_words import MEETING
from wgtrack.reading.blocks import Block
from wgtrack.reading.later import later
from wgtrack.reading.person_names import is_full_name, is_organisation

_TALK_READ = 500
_CHARACTERS_READ = 600
_SPOKEN = later(
    r"(?<!\w)@?([^\W\d_][\w'’-]{0,40})(?:[ ][^\W\d_a-z][\w'’.-]{0,20}){0,2}\**"
    r"(?::|\)|\s(?:to|will|is|has|had|says?|said|wants|needs|can|would|thinks?|asks?|asked|suggests?|suggested|notes|"
    r"noted|reports?|reported|agrees?|agreed|disagrees?|fixed|wrote|found|gave|showed|volunteered|mentioned|proposed)\s)"
)


def have_a_part(blocks: Sequence[Block], names: Sequence[str], known: frozenset[str]) -> bool:
    """True where all `names` are full ones, or at least half are known or speak: `Ann: …`, `Bob to …`, `(Ann)`."""
    if not names or any(is_title(name) for name in names):
        return False
    return all(map(is_full_name, names)) or 2 * how_many_speak(blocks, names, known) >= len(names)


def how_many_speak(blocks: Sequence[Block], names: Sequence[str], known: frozenset[str]) -> int:
    """How many of `names` are known or have a part in the talk of `blocks`."""
    talk = "\n".join(block.content[:_CHARACTERS_READ] for block in blocks[:_TALK_READ])
    speakers = {match[1] for match in _SPOKEN.finditer(talk)}
    return sum(name.split()[0].lstrip("@") in speakers or name.casefold() in known for name in names)


def is_title(name: str) -> bool:
    """True for words of a meeting's or a firm's name rather than a person's."""
    return is_organisation(name) or any(word.strip("().,'’") in MEETING for word in name.casefold().split())

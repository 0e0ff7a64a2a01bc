"""Tasks that are done by wgtrack's comment itself: to post, link or note *these notes or minutes* on an issue."""

from __future__ import annotations

import re

_VERBS = r"(?:post|link|note|share|add|put|drop|paste|mention|attach|record|copy|reference|cross-?post|publish|send)"
_TO = r"(?:\s+(?:a\s+|the\s+)?(?:links?|pointers?|references?)\s+(?:to|for))?(?:\s+to)?"
_THESE = r"(?:these|the|this|today'?s|today’s|our|this\s+(?:meeting|call)(?:'s|’s)?|the\s+(?:meeting|call)(?:'s|’s))"
_NOTES = r"(?:(?:meeting|call|team|meeting's|meeting’s)\s+)?(?:notes|minutes)"
_OTHER = r"(?P<behind>\s+(?:of|from|for|about|on)\s+\S+(?:\s+\S+)?)?"
_POSTING = re.compile(rf"\b{_VERBS}{_TO}\s+{_THESE}\s+{_NOTES}\b{_OTHER}", re.IGNORECASE)
_OF_THIS = re.compile(
    r"\s+\w+\s+(?:(?:this|today|our|here)\b|https?:|\S*#[0-9]|the\s+(?:call|meeting|issue|ticket|thread)\b)",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|never|without|stop|n't|don’t|don't|avoid)\b[^.;]{0,30}$", re.IGNORECASE)


def posts_notes(text: str) -> bool:
    """True where `text` asks for nothing but that these notes are posted, linked or noted somewhere.

    "note these meeting notes in #12" does; "comment on #12 with the benchmark", "note in #12 that we agreed" and
    "post the notes of the vendor meeting" do not.
    """
    found = _POSTING.search(text)
    if not found or _NOT.search(text[: found.start()]):
        return False
    return found["behind"] is None or _OF_THIS.match(found["behind"]) is not None

"""What an action asks for: to do something, or to look at something again, which is a reassessment."""

from __future__ import annotations

from wgtrack.model import Kind
from wgtrack.reading import grammar
from wgtrack.reading.kept import kept

_WINDOW = 400
"""How many characters of an action are looked at."""
_AGAIN = grammar.spaced(
    rf"(?:[^:\n]{{0,80}}: )?(?:\W*(?:to|will|should|we|please|let['’]s|group|and|then|\w+ly|\w+ing|need to|\S+)"
    rf"\s+){{0,2}}?{grammar.AGAIN}(?![\w-])"
)
_WHEN_FIRST = grammar.spaced(
    r"\W*(?:(?:in|after|by|on|at|next|before|around|once|when|early|mid|late|every|end|this|until|from|within|tomorrow|"
    r"later|then|if)(?![\w-])[^,:;.!?\n]{0,60}(?:,|:| [-–—]) )"
)
"""A time or condition before the task: `in two weeks, …`."""
_WHO_FIRST = grammar.spaced(r"\W*(?:[\w&/@.'’-]{1,30},? ){1,5}?(?:to|will|should|shall|must|needs? to) ")
_ONCE_MORE = (
    r"(?:re-?(?:check|inspect|consider|think|measure|open the (?:question|discussion|topic|debate))(?![\w-])"
    r"|(?:check|look|test|measure|think|talk|discuss|review|ask ourselves|decide|consider)(?: [\w'’`./#-]+){0,7} again"
    r"|check (?:in|after) (?:an?|one|two|three|four|six|\d{1,2}|a few|a couple of|some) (?:day|week|month)s?(?![\w-])"
    r"|(?:take|have) (?:another|a (?:second|fresh|new|further)) look"
    r"|(?:come|circle|go) back to (?:this|that|these|those|it|whether|question|(?:the|our)(?! [^.,;]{0,40}"
    r"(?:meeting|call|session|group|team|list|committee|board|office|author|reporter|user|person|people)))(?![\w-])"
    r"|return to (?:this|the|that) (?:topic|question|matter|point|issue|subject|discussion|idea)"
    r"|(?:pick|bring|take) (?:this|that|it|the (?:topic|question|matter)) up again|touch base again|"
    r"see (?:where (?:we|things|it) (?:are|stands?)|how (?:it|this|that|things) "
    r"(?:goes|went|is going|are going|work(?:s|ed)?(?: out)?)))"
)
"""Further words for looking at something again at a later time."""
_MORE_AGAIN = grammar.spaced(rf"\W*(?:please |also |then |let['’]s |group |we )?(?:{grammar.AGAIN}|{_ONCE_MORE})")


@kept
def kind_of(text: str) -> Kind:
    """Reassess where the task itself is to look at something again, also behind a time and behind who does it."""
    words = text[:_WINDOW]
    if _AGAIN.match(words):
        return Kind.REASSESS
    when = _WHEN_FIRST.match(words)
    start = when.end() if when else 0
    who = _WHO_FIRST.match(words, start)
    places = {0, start, who.end() if who else start}
    return Kind.REASSESS if any(_MORE_AGAIN.match(words, place) for place in places) else Kind.ACTION

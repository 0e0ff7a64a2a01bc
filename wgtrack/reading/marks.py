"""How an action stands: done, dropped or open, as its words, its box or a remark nested below say.

And whether it asks to look at something again, which is a reassessment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from wgtrack.model import Kind, Status
from wgtrack.reading import grammar
from wgtrack.reading.inline import Span

_TICKS = "✅☑✔✓🎉"
_GAP = (
    r"(?:(?:(?-i:[A-Z])\w{0,15}(?= done)|now|already|all|this is(?: now)?|eventually|later(?: note:)?|later "
    r"note: this is now|update:|status:|was|is|has been|have been|it['’]s) ){0,3}"
)
_SEPARATED = grammar.spaced(
    rf"(?:[-–—]{{1,3}}|=>|->|→|"
    rf"[(\[{{]|[.;:!?,]) ?\**(?P<gap>{_GAP})(?P<word>{grammar.DONE_WORDS}|{grammar.REPORTED})"
    rf"(?![\w-])(?P<after>[^\n]{{0,40}})"
)
_AT_END = grammar.spaced(
    rf"(?P<word>DONE|COMPLETED?|RESOLVED|FIXED|CLOSED|{'|'.join(map(re.escape, _TICKS))})[\W_]*$", 0
)
_AT_START = grammar.spaced(r"[\W_]*(?P<word>(?-i:DONE|COMPLETED)|(?:done|completed)(?=[:\])–—]| -|[.!]?\s*$))(?![\w-])")
_TICK_NAME = re.compile(r":(?:white_check_mark|heavy_check_mark|ballot_box_with_check):")
_STRONG = re.compile(r"done|complete|completed|finished|resolved|erledigt|fertig|fait|hecho|完了|已完成", re.IGNORECASE)
_WENT = re.compile(
    r"\s*(?:$|[)\].!,;:–—\"”~*]|--|-\s|(?:in|on|at|as|via|by|here|to|with|during|today|yesterday|now|already|"
    r"last|this|and|\(|https?:|#\d|\d{1,4}[/.-]\d|[A-Z]))"
)
_REPORT_GOES = re.compile(r"\s*(?:as|in|at|here|:|to)?\s*(?:$|[)\].!]|https?:|#\d|[\w-]+/[\w-]+#\d)")
_PERSON_DID = grammar.spaced(
    r"[(\[][^()\[\]]{0,60}?(?:['’]s|has|have|already) (?:now |already )?(?:done|completed|finished|sent|did) "
    r"(?:so|this|that|it)?[^()\[\]]{0,30}[)\]]"
)
_DROPPED = grammar.spaced(
    rf"(?:[-–—]{{1,3}}|=>|->|→|[(\[{{]|[.;:!]) ?\**{_GAP}(?P<word>{grammar.DROPPED_WORDS})(?![\w-])"
)
_DROPPED_END = grammar.spaced(rf", {_GAP}(?P<word>{grammar.DROPPED_WORDS})[\W_]*$")
"""`…, cancelled`: behind a comma only as the last words."""
_DROPPED_START = grammar.spaced(rf"[\W_]*(?P<word>{grammar.DROPPED_WORDS})(?:[:\])–—.!]| -|$)")
_TAKEN_BACK = grammar.spaced(rf"\b{grammar.NOT_DONE}$")
_REMARK_DONE = grammar.spaced(
    rf"[\W_]*(?:{_GAP})(?:(?-i:[A-Z])[\w&.]{{0,20}}: )?(?:{_GAP})(?:{grammar.DONE_WORDS}|{grammar.REPORTED}(?= "
    r"(?:as|in|at|here|https?)|[\W_]*$))(?:[\W_]*$|[\W_]+(?:https?:|\(|in |on |by |via |at |as |-|–|—|see |"
    rf"with |here)[^\n]{{0,400}}|[!.:,]\s[^\n]{{0,200}})|[\W_]*(?:(?-i:[A-Z])\w{{0,20}}: )?(?:\w+ )?(?:(?:has|"
    r"have) (?:already )?done (?:this|that|so|it)|can (?:now )?be closed|close this|closing(?: this)?)"
    rf"\b[^\n]{{0,200}}"
)
_REMARK_DROPPED = grammar.spaced(rf"[\W_]*(?:{_GAP})(?:{grammar.DROPPED_WORDS})\b[^\n]{{0,80}}")
_AGAIN = grammar.spaced(
    rf"(?:[^:\n]{{0,80}}: )?(?:\W*(?:to|will|should|we|please|let['’]s|group|and|then|\w+ly|\w+ing|need to|\S+)"
    rf"\s+){{0,2}}?{grammar.AGAIN}(?![\w-])"
)
_DATED = re.compile(r"\s*\((?P<word>done|dropped) \d{4}-\d\d-\d\d\)[\s.]*$", re.IGNORECASE)
"""What `annotate` writes where a note has no mark of its own."""
_WINDOW = 400
LONGEST_REMARK = 500


def text_status(text: str, struck: Sequence[Span] = ()) -> Status:
    """What an action's own words say of it; `struck` are the parts of `text` that are crossed out."""
    text = with_signs(text)
    crossed = sum(end - start for start, end in struck)
    mark = _outcome(text)
    if mark is not Status.OPEN or not crossed:
        return mark
    beside = remark_status([_beside(text, struck)])
    if beside is not Status.OPEN:
        return beside
    return Status.DROPPED if crossed >= 0.6 * len(text.strip()) else Status.OPEN


def _beside(text: str, struck: Sequence[Span]) -> str:
    """What stands before or behind the parts of `text` that are crossed out: `~~book it~~ not needed any more`."""
    kept: list[str] = []
    position = 0
    for start, end in struck:
        kept.append(text[position:start])
        position = max(position, end)
    return " ".join([*kept, text[position:]]).strip()


def with_signs(text: str) -> str:
    """`text` with the names of ticks, `:white_check_mark:`, as the sign itself, no longer than before."""
    return _TICK_NAME.sub("✅", text) if "_check" in text else text


def _outcome(text: str) -> Status:
    if dated := _DATED.search(text[-_WINDOW:]):
        return Status(dated["word"].lower())
    edges = (text[:_WINDOW], text[-_WINDOW:]) if len(text) > 2 * _WINDOW else (text,)
    for part in edges:
        if any(pattern.search(part) and not _negated_search(pattern, part) for pattern in (_DROPPED, _DROPPED_END)):
            return Status.DROPPED
    if _DROPPED_START.match(text):
        return Status.DROPPED
    if _AT_START.match(text) or (text.lstrip()[:1] in _TICKS and text.strip()) or _PERSON_DID.search(text[-_WINDOW:]):
        return Status.DONE
    if any(_says_done(part) for part in edges):
        return Status.DONE
    return Status.OPEN


def opens_as_done(text: str) -> bool:
    """True for `DONE: …` and the like at the start."""
    return _AT_START.match(text) is not None


def _says_done(text: str) -> bool:
    end = _AT_END.search(text)
    if end and not _TAKEN_BACK.search(text[max(0, end.start() - 24) : end.start()]) and text[: end.start()].strip():
        return True
    for match in _SEPARATED.finditer(text):
        word = match["word"]
        strong = _STRONG.fullmatch(word) is not None
        goes_on = _WENT if strong else _REPORT_GOES
        if not goes_on.match(match["after"]) or match["after"].lstrip().startswith("?"):
            continue
        if match[0][0] in ".;:!?," and not (word.isupper() or match["gap"] or _ends(match["after"])):
            continue
        if not strong and match[0][0] in ".;:!?,":
            continue
        return True
    return False


def _ends(after: str) -> bool:
    return not after.strip(" .!)]*_~")


def _negated_search(pattern: re.Pattern[str], text: str) -> bool:
    match = pattern.search(text)
    return bool(match and _TAKEN_BACK.search(text[max(0, match.start("word") - 24) : match.start("word")]))


def remark_status(remarks: Iterable[str], task: str = "") -> Status:
    """What remarks nested below an action say of it, the last that says anything; `task` is what is to be done."""
    own_verb = _past_of(task)
    status = Status.OPEN
    for remark in remarks:
        text = with_signs(remark.strip())
        if not text or len(text) > LONGEST_REMARK:
            continue
        if text[0] in _TICKS or _REMARK_DONE.fullmatch(text) or (own_verb and own_verb.match(text)):
            status = Status.DONE
        elif _REMARK_DROPPED.fullmatch(text):
            status = Status.DROPPED
    return status


_IRREGULAR = {
    "make": "made", "send": "sent", "write": "written|wrote", "do": "done", "give": "given", "find": "found",
    "set": "set", "put": "put", "get": "got", "take": "taken", "bring": "brought", "build": "built",
    "draw": "drawn", "choose": "chosen",
}  # fmt: skip


def _past_of(task: str) -> re.Pattern[str] | None:
    """A remark that reports the task's own verb as done: `PR submitted, …` below `submit a PR`."""
    verb = re.match(r"\W*(?:to )?([a-z]{3,15})\b", task, re.IGNORECASE)
    if verb is None or verb[1].casefold() not in grammar.VERBS:
        return None
    stem = verb[1].casefold()
    past = _IRREGULAR.get(stem) or rf"{stem}(?:{stem[-1]})?ed|{stem}d|{stem[:-1]}ied"
    return re.compile(
        rf"\W*(?:(?!not|to|will|be)[\w-]+ ){{0,3}}(?:{past})(?:\W*$|\s*[,;.(–—-]|\s+(?:in|on|at|as|to|by)\b)",
        re.IGNORECASE,
    )


_CELL_DONE = grammar.spaced(
    rf"\W*(?:{grammar.DONE_WORDS}|{grammar.REPORTED})(?![\w-])(?=\W*$| ?[-–—(,;:.!/]| (?:on|in|at|via|with|as|see|last|"
    r"this|yesterday|today|already|and|https?:|#|\d)|\*)"
)
_CELL_DROPPED = grammar.spaced(rf"\W*(?:{grammar.DROPPED_WORDS})(?![\w-])")


def cell_status(cell: str) -> Status:
    """What a table's cell for the status says: `Completed 9/14`, `closed - see the list`, `Done ✅`; else open."""
    text = with_signs(cell.strip())
    if _CELL_DROPPED.match(text):
        return Status.DROPPED
    return Status.DONE if _CELL_DONE.match(text) else remark_status([text])


_WHEN_FIRST = grammar.spaced(
    r"\W*(?:(?:in|after|by|on|at|next|before|around|once|when|early|mid|late|every|end|this|until|from|within|tomorrow|"
    r"later|then|if)(?![\w-])[^,:;.!?\n]{0,60}(?:,|:| [-–—]) )"
)
"""A time or condition before the task: `in two weeks, …`."""
_WHO_FIRST = grammar.spaced(r"\W*(?:[\w&/@.'’-]{1,30},? ){1,5}?(?:to|will|should|shall|must|needs? to) ")
_ONCE_MORE = (
    r"(?:re-?(?:check|inspect|consider|think|measure|open the (?:question|discussion|topic|debate))(?![\w-])"
    r"|(?:check|look|test|measure|think|talk|discuss|review|ask ourselves|decide|consider)(?: [\w'’`./#-]+){0,7} again"
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


_STRIP_END = grammar.spaced(
    rf"[\s*_~]*(?:(?:[-–—]{{1,3}}|=>|->|→|"
    rf"[(\[{{]) ?[*_]*(?:{_GAP})(?:{grammar.DONE_WORDS}|{grammar.DROPPED_WORDS}|in progress|ongoing)[*_]*\s*[)\]}}]?|"
    rf"(?<=[\s.])(?-i:DONE|COMPLETED?)|[{_TICKS}]️?)[\s.!*_]*$"
)
_STRIP_START = grammar.spaced(
    rf"[\s*_~(\[]*(?:[{_TICKS}]️?|(?:DONE|done|Done|COMPLETED|Completed)(?=\s*[:\])–—-]))[\s:\])*_–—~-]*"
)


def without_mark(text: str) -> str:
    """`text` without the outcome mark at its end or start."""
    head = _STRIP_START.match(text)
    if head and head.end() < len(text):
        text = text[head.end() :]
    window = text[-120:]
    tail = _DATED.search(window) or _STRIP_END.search(window)
    if tail and len(text) - len(window) + tail.start() > 0:
        text = text[: len(text) - len(window) + tail.start()]
    return text.rstrip()

"""How an action stands: done, dropped, reopened or open, as its words, its labels or a remark nested below say.

The last mark counts: `(done) -- reopened` is open again, `(reopened) -- done` is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wgtrack.model import Status
from wgtrack.reading import grammar
from wgtrack.reading import outcome_words as outcomes
from wgtrack.reading.glance import holds
from wgtrack.reading.inline import Span
from wgtrack.reading.kept import kept
from wgtrack.reading.later import later
from wgtrack.reading.reopenings import remark_end, reopening_end, word_end

TICKS = "✅☑✔✓🎉"
GAP = outcomes.OUTCOME_LEAD
_SEPARATED = grammar.spaced(
    rf"(?:[-–—]{{1,3}}|=>|->|→|//|"
    rf"[(\[{{]|[.;:!?,…|]) ?\**(?P<gap>{GAP})(?P<word>{outcomes.DONE_WORDS}|{outcomes.REPORTED})"
    rf"(?![\w-])(?P<after>[^\n]{{0,40}})"
)
_AT_END = grammar.spaced(
    rf"(?P<word>DONE|COMPLETED?|RESOLVED|FIXED|CLOSED|\[[xX]\]|{'|'.join(map(re.escape, TICKS))}|"
    r"(?<=[a-z0-9)\],])(?P<late>\sDone))[\W_]*$",
    0,
)
_WISHED = later(
    r"\b(?:to|as|has|have|had|having|things?|work|what|is|are|was|were|be|been|gets?|got|getting|all|well|of|column|label|"
    r"status|state|it|its|why|whether|not|if|when|until|the|an?|marked?|called|named|set)\s*$|['’]s\s*$",
    re.IGNORECASE,
)
"""Words before an outcome that make it what is wished, or talked about: `get things Done`, `move it to **Done**`."""
_AT_START = grammar.spaced(
    r"[\W_]*(?P<word>(?-i:DONE|COMPLETED)|(?-i:COMPLETE|CLOSED|FINISHED)(?=[:\])–—]| [-–—])|"
    r"(?:done|completed|finished)(?=[:\])–—]| [-–—]|[.!]?\s*$)|(?<=[\[(])complete(?=[\])])|closed(?=[:\])]))(?![\w-])"
)
_TICK_NAME = later(r":(?:white_check_mark|heavy_check_mark|ballot_box_with_check):")
_STRONG = later(r"done|complete|completed|finished|resolved|erledigt|fertig|fait|hecho|完了|已完成", re.IGNORECASE)
_WENT = later(
    r"\s*(?:$|[)\].!,;:–—\"”~*]|--|-\s|(?:in|on|at|as|via|by|here|to|with|during|today|yesterday|now|again|already|"
    r"last|this|and|\(|https?:|#\d|\d{1,4}[/.-]\d|[A-Z]))"
)
_REPORT_GOES = later(r"\s*(?:as|in|at|here|:|to)?\s*(?:$|[)\].!]|https?:|#\d|[\w-]+/[\w-]+#\d)")
_PERSON_DID = grammar.spaced(
    r"[(\[][^()\[\]]{0,60}?(?:['’]s|has|have|already) (?:now |already )?(?:done|completed|finished|sent|did) "
    r"(?:so|this|that|it)?[^()\[\]]{0,30}[)\]]"
)
_DROPPED = grammar.spaced(
    rf"(?:[-–—]{{1,3}}|=>|->|→|[(\[{{]|[.;:!]) ?\**{GAP}(?P<word>{outcomes.DROPPED_WORDS})(?![\w-])"
)
_DROPPED_END = grammar.spaced(rf", {GAP}(?P<word>{outcomes.DROPPED_WORDS})[\W_]*$")
"""`…, cancelled`: behind a comma only as the last words."""
_DROPPED_START = grammar.spaced(rf"[\W_]*(?P<word>{outcomes.DROPPED_WORDS})(?:[:\])–—.!]| [-–—]|$)")
_TAKES_BACK = 24
_TAKEN_BACK = grammar.spaced(rf"\b{outcomes.NOT_DONE}$")
_REMARK_DONE = grammar.spaced(
    rf"[\W_]*(?:{GAP})(?:(?-i:[A-Z])[\w&.]{{0,20}}: )?(?:{GAP})(?:{outcomes.DONE_WORDS}|{outcomes.REPORTED}(?= "
    r"(?:as|in|at|here|https?)|[\W_]*$))(?:[\W_]*$|[\W_]+(?:https?:|\(|in |on |by |via |at |as |-|–|—|see |"
    rf"with |here)[^\n]{{0,400}}|[!.:,]\s[^\n]{{0,200}})|[\W_]*(?:(?-i:[A-Z])\w{{0,20}}: )?(?:\w+ )?(?:(?:has|"
    r"have) (?:already )?done (?:this|that|so|it)|did (?:this|that|so|it)|can (?:now )?be closed|close this|"
    rf"closing(?: this)?)\b[^\n]{{0,200}}"
)
_NO_STEP = r"(?! ?(?:→|->|=>) ?\w+\W*$)"
"""Behind an outcome: it is not the first of two states, as in `rejected → accepted`."""
_REMARK_DROPPED = grammar.spaced(rf"[\W_]*(?:{GAP})(?:(?:we|i) )?(?:{outcomes.DROPPED_WORDS})\b{_NO_STEP}[^\n]{{0,80}}")
DATED = later(r"\s*\((?P<word>done|dropped) \d{4}-\d\d-\d\d\)[\s.]*$", re.IGNORECASE)
"""What `annotate` writes where a note has no mark of its own."""
_DONE_LABEL = grammar.spaced(outcomes.DONE_WORDS)
_DROPPED_LABEL = grammar.spaced(outcomes.DROPPED_WORDS)
_REOPENED_LABEL = grammar.spaced(outcomes.REOPENED_WORDS)
_LABEL_EDGES = f" \t*_~:;,.!–—-()[]{{}}>•{TICKS}\ufe0f"
_WINDOW = 400
LONGEST_REMARK = 500


@dataclass(frozen=True, slots=True)
class Said:
    """How an action stands by the words that were read: open, and nothing is said, unless they tell otherwise."""

    status: Status = Status.OPEN
    reopened: bool = False
    """True where the words say that it was closed and is open again."""

    @property
    def anything(self) -> bool:
        """True where the words say how it stands."""
        return self.reopened or self.status is not Status.OPEN


def text_status(text: str, struck: Sequence[Span] = ()) -> Status:
    """The status by an action's own words; `struck` are the parts of `text` that are crossed out."""
    return text_said(text, struck).status


def text_said(text: str, struck: Sequence[Span] = ()) -> Said:
    """What an action's own words say of it; `struck` are the parts of `text` that are crossed out."""
    text = with_signs(text)
    again = reopening_end(text)
    if again is not None and not any(start < again <= end for start, end in struck):
        return _since(text, again)
    crossed = sum(end - start for start, end in struck)
    mark = _outcome(text)
    if mark is not Status.OPEN or not crossed:
        return Said(mark)
    beside = remarks_said([_beside(text, struck)])
    if beside.anything:
        return beside
    most = crossed >= 0.6 * len(text.strip())
    return Said(Status.DROPPED if most or _only_remarked(text, struck[0]) else Status.OPEN)


_BRACKETS = later(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]")
_WHO_FIRST = grammar.spaced(
    r"^(?:[\w&/@.'’-]{1,30},? ){0,4}?(?:to|will|should|shall|must) |^[\w@.'’-]{1,30}(?: [\w.'’-]{1,30})?: "
)


def _only_remarked(text: str, struck: Span) -> bool:
    """True where the task is crossed out at the start and what follows is a remark, not the task in other words."""
    start, end = struck
    if text[:start].strip(" \t*_~:;,.–—-") or len(text[start:end].split()) < 2:
        return False
    rest = _BRACKETS.sub(" ", text[end : end + _WINDOW])
    words = _WHO_FIRST.sub("", rest.strip(" \t*_~:;,.–—-")).casefold().split()
    return not words or words[0] not in grammar.VERBS


def _since(text: str, again: int) -> Said:
    """What `text` says whose words up to `again` reopen the action: only an outcome behind them closes it."""
    status = _outcome(text[again:])
    return Said(status, reopened=status is Status.OPEN)


def label_said(*labels: str) -> Said:
    """What the words around an action's marker say that are nothing but a mark: `[DONE] TODO: …`, `TODO (done): …`."""
    for label in labels:
        if not label:
            continue
        word = label.strip(_LABEL_EDGES)
        if _REOPENED_LABEL.fullmatch(word):
            return Said(reopened=True)
        if _DROPPED_LABEL.fullmatch(word):
            return Said(Status.DROPPED)
        if _DONE_LABEL.fullmatch(word) or (not word and any(tick in label for tick in TICKS)):
            return Said(Status.DONE)
    return Said()


def still_said(text: str, struck: Sequence[Span]) -> str:
    """`text` without what is crossed out of it, where the task stands in other words; else `text` as it is."""
    return text if not struck or text_said(text, struck).anything else _beside(text, struck)


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


@kept
def _outcome(text: str) -> Status:
    return _marked(text) if holds(text, outcomes.OUTCOME_HINTS) else Status.OPEN


def _marked(text: str) -> Status:
    if dated := DATED.search(text[-_WINDOW:]):
        return Status(dated["word"].lower())
    edges = (text[:_WINDOW], text[-_WINDOW:]) if len(text) > 2 * _WINDOW else (text,)
    for part in edges:
        if any(pattern.search(part) and not _negated_search(pattern, part) for pattern in (_DROPPED, _DROPPED_END)):
            return Status.DROPPED
    if _DROPPED_START.match(text):
        return Status.DROPPED
    if _AT_START.match(text) or (text.lstrip()[:1] in TICKS and text.strip()) or _PERSON_DID.search(text[-_WINDOW:]):
        return Status.DONE
    if any(_says_done(part) for part in edges):
        return Status.DONE
    return Status.OPEN


@kept
def outcome_start(text: str) -> int:
    """Where the first remark in `text` begins that tells how the action stands; its length where there is none."""
    if not holds(text, outcomes.OUTCOME_HINTS):
        return len(text)
    marks = (match for pattern in (_SEPARATED, _DROPPED) for match in pattern.finditer(text[:_WINDOW]))
    return min((mark.start() for mark in marks), default=len(text))


@kept
def opens_as_done(text: str) -> bool:
    """True for `DONE: …` and the like at the start."""
    return _AT_START.match(text) is not None


def is_wished(before: str) -> bool:
    """True for words behind which an outcome is what is wished, or a word that is spoken of: `move the card to`."""
    return _WISHED.search(before[-_TAKES_BACK:]) is not None


def _stands_at_end(text: str, end: re.Match[str]) -> bool:
    before = text[: end.start()]
    if not before.strip() or _TAKEN_BACK.search(_before(text, end.start())):
        return False
    if end["late"]:
        return not is_wished(before)
    return not end["word"].startswith("[") or "[ ]" not in before


def _before(text: str, position: int) -> str:
    """The few characters before a mark that may take it back."""
    return text[max(0, position - _TAKES_BACK) : position].rstrip() + " "


def _says_done(text: str) -> bool:
    end = _AT_END.search(text)
    if end and _stands_at_end(text, end):
        return True
    for match in _SEPARATED.finditer(text):
        word = match["word"]
        strong = _STRONG.fullmatch(word) is not None
        goes_on = _WENT if strong else _REPORT_GOES
        if not goes_on.match(match["after"]) or match["after"].lstrip().startswith("?"):
            continue
        mark = word.isupper() or match["gap"] or _ends(match["after"]) or _is_remark(match)
        if match[0][0] in ".;:!?,…|/" and not (_ends(match["after"]) if match[0][0] in "…|/" else mark):
            continue
        if not strong and match[0][0] in ".;:!?,":
            continue
        return True
    return False


_COMMENTED = later(r"(?:[,;.!]|\s?[(–—]|\s-{1,2}(?=\s))\s?[\w/#'’-]{1,40}\s\S")


def _is_remark(match: re.Match[str]) -> bool:
    """`…: done, see the log` and `…. Done, it is out`: the word begins what is said of the task, and more is told."""
    begins = match[0][0] == ":" or (match[0][0] in ".!?" and match["word"][0].isupper())
    return begins and _COMMENTED.match(match["after"]) is not None


def _ends(after: str) -> bool:
    return not after.strip(" .!)]*_~")


def _negated_search(pattern: re.Pattern[str], text: str) -> bool:
    match = pattern.search(text)
    return bool(match and _TAKEN_BACK.search(_before(text, match.start("word"))))


_TICKED = later(r"\A\[[xX]\]\s+")
_UNTICKED = later(r"\[[ _-]?\]\s")


def remarks_said(remarks: Iterable[str], task: str = "") -> Said:
    """What remarks nested below an action say of it, the last that says anything; `task` is what is to be done."""
    said = Said()
    for remark in remarks:
        text = _TICKED.sub("", with_signs(remark.strip()), count=1)
        if not text or len(text) > LONGEST_REMARK or _UNTICKED.match(text):
            continue
        again = remark_end(text)
        if again is not None:
            said = _since(text, again)
        elif text[0] in TICKS or _REMARK_DONE.fullmatch(text) or _reports(text, task):
            said = Said(Status.DONE)
        elif _REMARK_DROPPED.fullmatch(text):
            said = Said(Status.DROPPED)
    return said


_CLOSED_LIST = grammar.spaced(
    r"[\W\d_]*(?:(?:recently|newly|all|list of|already|previously) )?"
    rf"(?:{outcomes.CLOSED_LISTS})(?![\w-])(?! ?(?:and|or|und|oder|et|ou|y|o|en|e|/|&|\+) ?)"
)


@kept
def heading_said(heading: str) -> Said:
    """What the heading of a list of actions says of all of them: `Completed actions`, `Cancelled action items`."""
    match = _CLOSED_LIST.match(heading[:_WINDOW])
    if match is None:
        return Said()
    return Said(Status.DONE if match["done"] else Status.DROPPED)


def answer_said(remark: str) -> Said:
    """What stands behind an item's key, `(k3f9abc): done 2024-03-07, but reopened`, says of its being open again."""
    again = word_end(remark)
    return Said() if again is None else _since(remark, again)


_IRREGULAR = {
    "make": "made", "send": "sent", "write": "written|wrote", "do": "done", "give": "given", "find": "found",
    "set": "set", "put": "put", "get": "got", "take": "taken", "bring": "brought", "build": "built",
    "draw": "drawn", "choose": "chosen",
}  # fmt: skip


_OWN_VERB = later(r"\W*(?:to |will )?([a-z]{3,15})\b", re.IGNORECASE)


def _reports(remark: str, task: str) -> bool:
    """True for a remark that reports the task's own verb as done: `PR submitted, …` below `submit a PR`."""
    verb = _OWN_VERB.match(task)
    stem = verb[1].casefold() if verb else ""
    return stem in grammar.VERBS and _past_of(stem).match(remark) is not None


@lru_cache(maxsize=512)
def _past_of(stem: str) -> re.Pattern[str]:
    past = _IRREGULAR.get(stem) or rf"{stem}(?:{stem[-1]})?ed|{stem}d|{stem[:-1]}ied"
    return re.compile(
        rf"\W*(?:(?:update|status|result):\s*)?(?:(?!not|to|will|be)[\w-]+ ){{0,3}}(?:{past})"
        r"(?:\W*$|\s*[,;.(–—-]|\s+(?:in|on|at|as|to|by|and)\b)",
        re.IGNORECASE,
    )


_CELL_DONE = grammar.spaced(
    rf"\W*(?:{outcomes.DONE_WORDS}|{outcomes.REPORTED})(?![\w-])(?=\W*$| ?[-–—(,;:.!/]| (?:on|in|at|via|with|as|see|"
    r"last|this|yesterday|today|already|and|https?:|#|\d)|\*)"
)
_CELL_DROPPED = grammar.spaced(rf"\W*(?:{outcomes.DROPPED_WORDS})(?![\w-])")


@kept
def cell_said(cell: str) -> Said:
    """What a table's cell for the status says: `Completed 9/14`, `closed - see the list`, `Done ✅`."""
    text = with_signs(cell.strip())
    again = remark_end(text)
    if again is not None:
        return _since(text, again)
    if _CELL_DROPPED.match(text):
        return Said(Status.DROPPED)
    return Said(Status.DONE) if _CELL_DONE.match(text) else remarks_said([text])

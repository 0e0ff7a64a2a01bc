"""The forms that a marked action takes around its marker word; `markers` finds the words and asks here."""

from __future__ import annotations

import re

from wgtrack.reading import grammar
from wgtrack.reading.chat import is_turn
from wgtrack.reading.directory import Directory
from wgtrack.reading.later import later
from wgtrack.reading.marked import Hit, Marked
from wgtrack.reading.names import names_at, only_names
from wgtrack.reading.owner_endings import names_then_when
from wgtrack.reading.owner_words import is_task

NEAR = 300
"""How many characters before a marker are looked at."""
LONGEST_LEAD = 2000

_SEPARATOR = r"\s*\??(?:[:：]|=>|->|→|-{1,3}(?!\w)|–|—)+"
_DECORATION = r"[^\w@#\[({<]*"
_PROSE_AFTER = later(
    r"\s+(?:lists?|items?|is|are|was|were|apps?|comments?|groups?|tags?|labels?|markers?|sections?|entries|"
    r"notes?|in\s+the\s+(?:code|docs?)|"
    r"points?|tools?|models?|agents?|and\s+FIXME|or\b|of\b|in\b|plans?|register|tracker|board|files?|project|bot|logs?)\b",
    re.IGNORECASE,
)
BOUNDARY = later(r"(?:[:;,.!?…)\]–—>→⇒➡]\ufe0f?|--?|\|)[\s*_\"“]*$")
_LEAD_IN = later(r"[^\W\d_][\w .,'’&/@()-]{0,60}[:–—-]+\s*$")
_NUMBER = later(
    r"\s*(?:(?:#|no\.? ?|nr\.? ?|n° ?)?\d{1,6}(?:[.-]\d{1,4}){0,3}[a-z]?|\d{4}-\d\d-\d\d)"
    r"(?=\s*[*_]*\s*(?:[\]:–—(-]|\.(?!\d)))|"
    r"\s*(?:#|no\.? ?|nr\.? ?|n° ?)\d{1,6}(?:[.-]\d{1,4}){0,3}[*_]*(?=\s)",
    re.IGNORECASE,
)
"""The number that a group gives an action; a dot, colon or dash follows it, or it has a sign of its own."""
_PLAIN_NUMBER = later(r"\s\d{1,6}(?:[.-]\d{1,4}){0,3}[*_]*(?=\s)")
_OWNER_BRACKET = later(r"\s?(?:\((?P<round>[^()]{1,80})\)|\[(?P<square>[^\[\]]{1,80})\])\s*(?:[:–—]|-{1,2}(?!\w))?")
_OWNER_WORD = later(r"\s+(?:on|for|by|für|pour|para|voor)\s+(?=[\w@*])", re.IGNORECASE)
_TO = later(r"\s+(?:(?:assigned|given|handed) )?(?:to|on)\s+(?=[\w@])")
_IS_SOMEBODYS = later(r"\s+is\s+(?:on|for)\s+(?=[\w@*])", re.IGNORECASE)
_NOTHING_MORE = later(r"[\s.!*_)\]]*$")
_ADJECTIVE = later(
    (
        r"[\W_]*(?:ongoing|on-going|new|open|old|pending|previous|prior|outstanding|continu\w+|remaining|"
        r"carried[ -](?:over|forward)|standing|existing)[\W_]*"
    ),
    re.IGNORECASE,
)
_SPEAKER_TODO = later(r"[.;!?)]\s+[^\W\d_][\w'’-]{1,20}\s*$")
_ASIDE = later(r"\s*\([^()]{0,60}\)(?=\s+(?:on|for)\s)", re.IGNORECASE)
_OPENING = later(
    _DECORATION + r"(?::[a-z0-9_+-]{2,40}:\s*)?(?:(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]\s+|\d{1,3}[.)]\s*)?"
    r"[*_]*(?:\[[ xX]?\]\s*)?[*_]*"
)
_LOGIN = later(rf"\s*(?:{grammar.LONE_LOGIN})\s*")
_CLOSING_MARKUP = later(r"[*_\])\"”»]")
_LEADING_OWNER_WORD = later(r"^(?:on|for|by)\s+", re.IGNORECASE)
_AFTER_BRACKET = later(r"[\s*_]*(?:[:–—]|-{1,2}(?!\w))?\s*")
_PLAIN_WORDS = ("TODO", "TO-DO", "TO", "ACTION", "NEXT")
"""Markers that need no separator where they are written in capitals."""
_NEXT_WORD = later(r"\s+([a-z]+)\b")
_SEP = later(_SEPARATOR)
_COMMA = later(r"\s*,\s*(?=[\w@])")
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "‘": "’", "'": "'", "”": "”"}
_LONGEST_QUOTE = 200
_FIRST_PERSON = later(r"\s*(?:I|I['’]\w+|we|yes|no|yeah|it|that|this|there|the|so|but)\b", re.IGNORECASE)


def lead_of(line: str, hit: Hit) -> str:
    """What stands before a marker, as far as a reader looks back."""
    return line[max(0, hit.start - NEAR) : hit.start]


def at_boundary(lead: str) -> bool:
    """True where the words before a marker have come to an end."""
    return BOUNDARY.search(lead) is not None


def ends_sentence(lead: str) -> bool:
    """True where the words before a marker end with a sentence."""
    return lead.rstrip(" *_")[-1:] in (".", "!", "?", ";", "…")


def labels_task(line: str, hit: Hit, known: Directory) -> bool:
    """True where a colon or dash follows the marker, and then who is to do something: `ACTION: Dana will …`."""
    separator = _SEP.match(line, hit.end)
    return separator is not None and _named_task(line[separator.end() :][:NEAR], known)


def labels(line: str, hit: Hit, known: Directory) -> bool:
    """True where a colon follows the marker, or whose it is: `Action item, Dana: …`, `Action Dana: …`."""
    if line[hit.end : hit.end + 3].lstrip("*_ ")[:1] in (":", "："):
        return True
    comma = _COMMA.match(line, hit.end)
    return _named_task(line[comma.end() if comma else hit.end :][:NEAR], known)


def has_separator(line: str, hit: Hit) -> bool:
    """True where a colon, a dash or an arrow follows the marker word."""
    return _SEP.match(line, hit.end) is not None


def mentioned(line: str, hit: Hit) -> bool:
    """True for a marker that is only quoted: `"TODO: slides" was on the slide`, `the "TODO" label`."""
    closing = _QUOTES.get(line[hit.start - 1 : hit.start])
    if closing is None:
        return False
    end = re.compile(re.escape(closing) + r"(?!\w)").search(line, hit.end, hit.end + _LONGEST_QUOTE)
    if end is None or (end.start() == hit.end and _SEP.match(line, end.end())):
        return False
    before = line[max(0, hit.start - NEAR) : hit.start - 1].strip(" *_>-•")
    return not _NOTHING_MORE.match(line, end.end()) or (before != "" and not before.endswith(":"))


def opens_late(line: str, hit: Hit, following: str, known: Directory) -> bool:
    """True where nothing but a colon or dash follows the marker, and its words begin on the next line."""
    separator = _SEP.match(line, hit.end)
    if separator is None or not _NOTHING_MORE.match(line, separator.end()) or not following.strip():
        return False
    return _named_task(" " + following, known) if hit.short else _FIRST_PERSON.match(following) is None


def opener(lead: str) -> str:
    """The bracket that stands directly before the marker; empty where none does."""
    bare = lead.rstrip(" *_")
    return bare[-1] if bare and bare[-1] in "[(" else ""


def is_last(line: str, hit: Hit) -> bool:
    """True where nothing follows the marker word."""
    return _NOTHING_MORE.match(line, hit.end) is not None


def opens_line(lead: str) -> bool:
    """True where only bullets, boxes, numbers, who speaks and the like stand before the marker."""
    return any(form.fullmatch(lead) for form in (_OPENING, _ADJECTIVE)) or is_turn(lead)


def may_follow(line: str, hit: Hit, lead: str, known: Directory) -> bool:
    """True where a marker after other words is still a label."""
    separated = has_separator(line, hit)
    if only_names(lead, known):
        return separated or hit.shouted or line.startswith(" to ", hit.end) or labels(line, hit, known)
    if at_boundary(lead) and hit.word[0].isupper() and _COMMA.match(line, hit.end):
        return labels(line, hit, known)
    if (hit.shouted or (hit.word[0].isupper() and ends_sentence(lead))) and names_somebody(line, hit, known):
        return at_boundary(lead) or _OWNER_WORD.match(line, hit.end) is not None
    if hit.short:
        return speaks_just_before(line, hit, lead) or (separated and hit.shouted and at_boundary(lead))
    if _LEAD_IN.fullmatch(lead.strip(" *_>•-")) and len(lead.split()) <= 5:
        return separated or hit.shouted or speaks_just_before(line, hit, lead)
    return speaks_just_before(line, hit, lead) or _stands_out(line, hit, lead)


def speaks_just_before(line: str, hit: Hit, lead: str) -> bool:
    """`… that is fine. Dana TODO to write it`: a sentence that begins with a name and the marker."""
    goes_on = has_separator(line, hit) or line.startswith(" to ", hit.end)
    return hit.shouted and goes_on and _SPEAKER_TODO.search(lead) is not None


def stands_behind_names(hit: Hit, lead: str, known: Directory) -> bool:
    """`Dana TODO write it`, `@dana/@lee TODO write it`: a marker in capitals behind nothing but known names."""
    owners = only_names(lead, known) if hit.shouted and not hit.short else ()
    return bool(owners) and ("@" in lead or all(map(known.knows, owners)))


def _stands_out(line: str, hit: Hit, lead: str) -> bool:
    colon = line[hit.end : hit.end + 1] in (":", "：")
    if not at_boundary(lead):
        return hit.shouted and colon
    return has_separator(line, hit) if hit.shouted else colon and lead.rstrip(" *_")[-1:] in ".!?…;:-–—"


def begins_sentence(line: str, hit: Hit, lead: str, known: Directory) -> bool:
    """`… that is fine. Action for Dana: write it`: a capitalised marker behind a sentence, and then whose it is."""
    if hit.short or not hit.word[0].isupper() or not ends_sentence(lead) or not names_somebody(line, hit, known):
        return False
    owner = _OWNER_WORD.match(line, hit.end)
    return not only_names(line[owner.end() if owner else hit.end :], known)


def names_somebody(line: str, hit: Hit, known: Directory) -> bool:
    """`TODO Dana to …`, `TODO #3: Dana to …`, `AI to Dana to …` and, unless as short as AI, `TODO for Dana: …`."""
    if _given_to(line, hit.end, known):
        return True
    number = _NUMBER.match(line, hit.end)
    end = _AFTER_BRACKET.match(line, number.end()).end() if number else hit.end  # type: ignore[union-attr]
    owner = None if hit.short else _OWNER_WORD.match(line, end)
    start = owner.end() if owner else end
    return _named_task(line[start : start + 80], known)


def _given_to(line: str, position: int, known: Directory) -> int:
    """Where the name stands in ` to Dana to write it`, ` assigned to Dana to write it`; 0 where nobody is named so."""
    to = _TO.match(line, position)
    names = names_at(line, to.end(), known) if to else None
    task = is_task(line, names.end) if names else None
    return names.start if names and task and task["to"] else 0


def labelled(line: str, hit: Hit, known: Directory, *, opens: bool) -> Marked | None:
    """A marker without brackets around it and what it says; None where it is a word of a sentence."""
    number = _NUMBER.match(line, hit.end)
    plain = None if number or not opens else _PLAIN_NUMBER.match(line, hit.end)
    if plain and (_named_task(line[plain.end() :][:NEAR], known) or _is_told(line, hit, plain.end())):
        number = plain
    end = number.end() if number else hit.end
    lead = line[: min(hit.start, LONGEST_LEAD)]
    bracket = _OWNER_BRACKET.match(line, end)
    inside = _LEADING_OWNER_WORD.sub("", (bracket["round"] or bracket["square"]) if bracket else "")
    if bracket and (only_names(inside, known) or _is_login(inside)):
        return Marked(lead, bracket.end(), len(line), inside)
    if bracket and (names_then_when(inside, known) or _is_aside(line, hit, bracket, known, opens=opens)):
        aside = "" if names_then_when(inside, known) else bracket["round"] or bracket["square"]
        return Marked(lead, bracket.end() if aside else bracket.start(), len(line), aside=aside)
    comma = _COMMA.match(line, end)
    if comma and (opens or at_boundary(lead_of(line, hit))) and _named_task(line[comma.end() :][:NEAR], known):
        return Marked(lead, comma.end(), len(line))
    separator = _SEP.match(_CLOSING_MARKUP.sub(" ", line[end : end + 12]))
    if separator is None:
        return _unseparated(line, hit, end, known, opens=opens)
    if hit.short and _FIRST_PERSON.match(line, end + separator.end()):
        return None
    return Marked(lead, end + separator.end(), len(line))


def _is_login(word: str) -> bool:
    """True for a lone word in a bracket that is none of the usual ones there."""
    usual = word.casefold().strip() in grammar.NOT_NAMES | grammar.NOT_A_LOGIN
    return not usual and _LOGIN.fullmatch(word) is not None


def _is_aside(line: str, hit: Hit, bracket: re.Match[str], known: Directory, *, opens: bool) -> bool:
    """`TODO (by Friday): …`, `TODO [P1] Dana to …`: a bracket that says something of the action, which follows it."""
    rest = line[bracket.end() :]
    if not opens or not rest.strip(" .*_") or _OWNER_WORD.match(f" {rest}"):
        return False
    if _named_task(bracket["round"] or bracket["square"], known):
        return False
    if bracket[0][-1] in ":–—-" or _named_task(rest, known):
        return True
    separated = _SEP.match(rest) is not None
    return separated or (hit.shouted and not hit.short and _PROSE_AFTER.match(rest) is None)


def _unseparated(line: str, hit: Hit, end: int, known: Directory, *, opens: bool) -> Marked | None:
    """`TODO Dana to …`, `ACTION on Dana to …`, `AI is for Dana to …`, `TODO write it`, `@dana action item to …`."""
    whose = _IS_SOMEBODYS.match(line, end) if opens else None
    if whose and _named_task(line[whose.end() :], known):
        return Marked("", whose.end(), len(line))
    return None if _PROSE_AFTER.match(line, end) else _said_behind(line, hit, end, known, opens=opens)


def _said_behind(line: str, hit: Hit, end: int, known: Directory, *, opens: bool) -> Marked | None:
    """What follows a marker without a sign between, from `end` on, where that can be a task."""
    numbered = bool(line[hit.end : end].strip())
    lead = line[: min(hit.start, LONGEST_LEAD)]
    aside = _ASIDE.match(line, end)
    end = aside.end() if aside else end
    if (to := _given_to(line, end, known)) and (hit.shouted or opens):
        return Marked(lead, to, len(line))
    owner = _OWNER_WORD.match(line, end)
    if owner and not opens and not hit.short:
        names = names_at(line, owner.end(), known)
        if names is not None and line[names.end : names.end + 1] != ":":
            return Marked("", 0, len(line), line[names.start : names.end], at_end=True)
    start = owner.end() if owner else end
    named = _named_task(line[start:], known)
    if hit.short:
        task = named or (opens and (numbered or _does(line, end)))
        return Marked(lead, start, len(line)) if hit.shouted and task else None
    if owner and (hit.shouted or named):
        return Marked(lead, start, len(line))
    to_do = _to_do(line, hit, end) if opens else 0
    told = opens and numbered and _is_told(line, hit, end)
    if to_do or told or (opens and numbered and (hit.shouted or named)):
        return Marked(lead, to_do or end, len(line))
    plain = hit.word.split()[0] in _PLAIN_WORDS and (opens or at_boundary(lead_of(line, hit)))
    behind_names = line.startswith(" to ", end) and bool(only_names(lead, known))
    end += len(" to ") if behind_names else 0
    anew = opens or (hit.word[0].isupper() and ends_sentence(lead_of(line, hit)))
    return Marked(lead, end, len(line)) if plain or behind_names or (anew and named) else None


_TELLS = later(r"\s+[A-Z][a-z]+\s+\w+\s+\w")
_DOTTED = later(r"\s*\d{1,4}\.\d{1,3}\b")


def _is_told(line: str, hit: Hit, end: int) -> bool:
    """True for a sentence behind an action's number of two parts: `Action 95.0 The nets were mended`."""
    numbered = _DOTTED.match(line, hit.end) is not None and hit.word.casefold().startswith("action")
    return numbered and _TELLS.match(line, end) is not None


_TO_DO = later(r"\s+to\s+(?P<verb>[a-z]+)\s")
"""`Action to write it`."""


def _to_do(line: str, hit: Hit, end: int) -> int:
    """Where the verb stands that a capitalised marker is tied to; 0 where none is, or the line tells of that action."""
    found = _TO_DO.match(line, end) if hit.word[0].isupper() and not hit.word.endswith("s") else None
    if found is None or found["verb"] not in grammar.VERBS - {"take"}:
        return 0
    return 0 if _TOLD_OF.match(line, found.end()) else found.start("verb")


_TOLD_OF = later(
    r"(?:(?!that\b|which\b|who\b|what\b|how\b)[\w'’-]+\s+){0,6}(?:is|are|was|were|fails?|failed|takes?|took|needs?)\b"
)
"""A finite verb behind `Action to merge a request`: the sentence is about that action."""


_DOES = later(r"\s+(?P<verb>[a-z]+)\s+(?:to|the|an?|this|these|our|it|up|out|with)\s")


def _does(line: str, position: int) -> bool:
    """True where a verb and what it is done to follow: `AI move to the list`, but not `AI models`."""
    match = _DOES.match(line, position)
    return match is not None and match["verb"] in grammar.VERBS and match["verb"] != "plan"


def _named_task(rest: str, known: Directory) -> bool:
    """True where `rest` opens with somebody who is to do something: `Dana to …`, `@dana: …`."""
    rest = rest[: 2 * NEAR].lstrip()
    head = re.match(r"\s*[\[(*]*([^:]{1,60}?)(?:[:\])(]|\s+(?:to|will|should|[-–—]{1,2})\s)", rest)
    if rest.lstrip(" *[(").startswith("@") or (head is not None and only_names(head[1], known)):
        return True
    names = names_at(rest, len(rest) - len(rest.lstrip()), known)
    verb = _NEXT_WORD.match(rest, names.end) if names is not None and names.known else None
    return verb is not None and verb[1] in grammar.VERBS


def bracketed(line: str, hit: Hit, bracket: str, known: Directory) -> Marked | None:
    """`[TODO: call Ann]`, `[ACTION - Ann] call`, `write it (AI Ann)`, `[ ] [TODO] write it`."""
    closer = line.find("]" if bracket == "[" else ")", hit.end)
    closer = len(line) if closer < 0 else closer
    number = _NUMBER.match(line, hit.end)
    start = number.end() if number else hit.end
    separator = _SEP.match(line, start, closer)
    start = separator.end() if separator else start
    inside = line[start:closer].strip(" :-–—*_")
    lead = line[: min(hit.start, LONGEST_LEAD)].rstrip(" *_[(")
    names = _LEADING_OWNER_WORD.sub("", inside)
    after = _AFTER_BRACKET.match(line, closer + 1)
    behind = after.end() if after else len(line)
    rest = line[behind:].strip(" .*_")
    if not inside or only_names(names, known) or (bracket == "[" and rest and names.startswith("@")):
        if not (hit.shouted or separator or bracket == "["):
            return None
        if rest:
            return Marked(lead, behind, len(line), names)
        return Marked(lead, 0, len(lead), names, at_end=True) if lead.strip() else None
    if separator is None and (owner := _assigned(line, hit, closer, known)):
        return Marked(lead, owner, closer)
    if separator is None and not _says_what(line, hit, inside, bracket, known):
        return None
    return Marked(lead, start, closer)


def _assigned(line: str, hit: Hit, closer: int, known: Directory) -> int:
    """Where the owner stands in `(action item for Dana to write it)`; 0 where the bracket says nobody's name."""
    owner = None if hit.short else _OWNER_WORD.match(line, hit.end, closer)
    return owner.end() if owner and _named_task(line[owner.end() : closer][:NEAR], known) else 0


def _says_what(line: str, hit: Hit, inside: str, bracket: str, known: Directory) -> bool:
    """True where a bracket without colon or dash still says what is to be done: `[TODO call Ann]`."""
    if hit.short and not _named_task(" " + inside, known):
        return False
    return hit.shouted and not (bracket == "(" and _PROSE_AFTER.match(line, hit.end))

"""What a date phrase does where it stands: dates the action, might date it, or names another thing.

Judged from a few words on either side, which is what a reader goes by: `by Friday` is a deadline, `since January`
and `the March 20 call` are not.
"""

from __future__ import annotations

import re
from enum import StrEnum

from wgtrack.reading.date_meaning import Nature
from wgtrack.reading.kept import kept
from wgtrack.reading.later import later

_NEAR = 48
"""How many characters to either side are looked at."""


class DateRole(StrEnum):
    """What a date phrase does in its sentence."""

    DEADLINE = "deadline"
    """Introduced as a time limit: `by`, `before`, `due`, `until`."""
    DUE = "due"
    """Says when the action is to happen."""
    MENTION = "mention"
    """The date of something else, of the past, or of every week."""


_EVENTS = (
    r"(?:meetings?|calls?|sync(?:-?up)?s?|sessions?|releases?|agendas?|notes?|minutes|e-?mails?|events?|workshops?|"
    r"versions?|drafts?|sprints?|discussions?|threads?|posts?|stand-?ups?|conferences?|summits?|webinars?|deadlines?|"
    r"comments?|reports?|updates?|blogs?|interviews?|hackathons?|f2f|retro(?:spective)?s?)"
)
_FILLERS = (
    r"(?:\s*(?:the|at|on|of|approximately|approx\.?|about|around|roughly|eod|cob|midnight|noon|"
    r"close of (?:business|play)|\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?|end of (?:the )?day|(?:very )?end of|"
    r"le|el|la|il|o|a|op|de|den|dem|der|is|~|\\~|[*_`:=(\[\"'“]|date))*"
)
_DEADLINE_LEAD = later(
    r"(?:\b(?:by|before|until|till|til|due|deadline|no later than|not later than|latest|eta|target|bis|bis zum|"
    r"spätestens|fällig|frist|avant|d['’]ici|jusqu['’](?:à|au)|échéance|para|hasta|antes d(?:el?|[ao])|fecha límite|"
    r"uiterlijk|vóór|voor|tegen|tot|entro|prima d(?:i|el|ella)|até|senast|före|innan|inden)\b"
    r"|[\U0001F4C5\u23F3\u231B])" + _FILLERS + r"\s*$",
    re.IGNORECASE,
)
_WEAK_LEAD = later(
    r"\b(?:on|at|for|to|am|um|starting|scheduled|this|eod|cob|le|el|op|il|em|på)(?:\s*(?:the|[*_(\[]))*\s*$",
    re.IGNORECASE,
)
_OTHER_LEAD = later(
    r"\b(?:since|from|of|after|as of|dated|last|past|previous|every|each|other|between|during|through|weekly|monthly|"
    r"biweekly|seit|vom|von|nach|jeden|letzten|letzte|depuis|du|chaque|desde|cada|was|were|has been|had|v|version|"
    r"not)\s*(?:the\s*)?[*_(\[]*\s*$",
    re.IGNORECASE,
)
_PAST_LEAD = later(
    r"(?<!be )(?<!been )\b(?:done|completed?|closed|finished|fixed|merged|submitted|posted|sent|added|created|"
    r"(?:re-?)?opened|raised|assigned|updated|asked|held|discussed|published|released|reported|mentioned|talked|agreed|decided|met|"
    r"joined|started|happened|dropped|cancell?ed|abandoned|withdrawn|rejected|resolved|erledigt|fait|hecho)\b"
    r"(?:(?:\sby|,)\s(?-i:[A-Z@])[\w@.-]{0,30},?)?(?:\s*(?:on|in|at|as of|[-\u2013\u2014:(\[*_]))*\s*$",
    re.IGNORECASE,
)
_EVENT_BEFORE = later(rf"\b{_EVENTS}(?:\s*(?:of|from|,))*\s*$", re.IGNORECASE)
_ARTICLE_BEFORE = later(r"\b(?:the|our|an?)\s*$", re.IGNORECASE)
_CLAUSE = later(r"[.;:!?\u2013\u2014]\s")
_CONDITION = later(
    r"^(?:.{0,40}\s)?\b(?:if|when|once|unless|as|assuming|provided|because|since|falls|wenn|sobald|si)\s[^,]{1,48},\s+"
    r"(?:then\s)?",
    re.IGNORECASE,
)
"""A clause before the main one, `if nobody objects, …`: what it reports is no report of the task's."""
_REPORT = later(
    r"\b(?:is|are|was|were|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|did|didn['’]t|has|have|had)\b"
    r"|\b(?:I|we|he|she|they|it|who)\s(?:\w{1,20}ly\s)?\w{2,20}ed\b",
    re.IGNORECASE,
)
_SUBORDINATE = later(r"\b(?:that|whether|when|where|because|since)\s(?:I|we|he|she|they|it|there|you)\b", re.IGNORECASE)
_INTENT = later(
    r"\b(?:to|will|shall|should|must|can|could|please|need|needs|going|plan(?:s|ned)?|wants?|scheduled|expected|supposed|due|targeted)\b|['’]ll\b",
    re.IGNORECASE,
)
_POSSESSIVE = later(r"['’]s?\s")
_EVENT_AFTER = later(rf"\s(?:(?-i:[a-z])[\w-]{{0,20}}[\s-])?{_EVENTS}\b", re.IGNORECASE)
_CLOSED_AFTER = later(r"\W*$|\s*[)\].;:,!|\u2013\u2014-]|\s*(?:TODO|DONE)\b|\s*\(|\s*\\?--", re.IGNORECASE)
_TIME_AFTER = later(
    r"(?:[\s,]*(?:at|@|around|before|by)?\s*\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|h|uhr)?(?:\s*(?:UTC|GMT|[ECMP][SD]?T|CES?T|eastern|central|mountain|pacific))?"
    r"|\s*(?:morning|afternoon|evening|night)|\s*\(?(?:UTC|GMT|AoE|[ECMP][SD]?T|US time)\)?)\b",
    re.IGNORECASE,
)
_OPEN_BEFORE = later(r"(?:^|[(\[:;>\u2192\u2013\u2014|]|\s-|--)[\s*_~\"“]*$")
_STARTS = later(r"[\W_]*$")


def _names_another(before: str, after: str, *, absolute: bool) -> bool:
    """True where the words around say that the date is something else's."""
    if _POSSESSIVE.match(after) or _OTHER_LEAD.search(before) or _PAST_LEAD.search(before):
        return True
    if _reports(before):
        return True
    if _EVENT_AFTER.match(after) or _ARTICLE_BEFORE.search(before):
        return True
    return absolute and bool(_EVENT_BEFORE.search(before))


def _reports(before: str) -> bool:
    """True where the clause tells what is or was (`I looked at it today`), or what others will (`that we meet …`)."""
    clause = _CONDITION.sub("", _CLAUSE.split(before)[-1])
    if _SUBORDINATE.search(clause):
        return True
    return bool(_REPORT.search(clause)) and not _INTENT.search(clause)


def role_of(text: str, start: int, end: int, nature: Nature, *, event: bool, past: bool) -> DateRole:
    """The role of the phrase `text[start:end]`.

    `event` tells that the phrase covers several days, `past` that its day, with a year, is before the meeting.
    """
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if _deadline_lead(before) is not None and not (nature is Nature.RELATIVE and _POSSESSIVE.match(after)):
        return DateRole.DEADLINE
    if nature is Nature.VAGUE or past or event:
        return DateRole.MENTION
    if _names_another(before, after, absolute=nature is not Nature.RELATIVE):
        return DateRole.MENTION
    if nature is Nature.RELATIVE or _WEAK_LEAD.search(before):
        return DateRole.DUE
    if nature is Nature.LED:
        return DateRole.MENTION
    return DateRole.DUE if _stands_alone(start, before, after) else DateRole.MENTION


def _stands_alone(start: int, before: str, after: str) -> bool:
    """True for a date at the start or end of the text, in brackets, or between dashes."""
    time = _TIME_AFTER.match(after)
    rest = after[time.end() :] if time else after
    if len(after) < _NEAR and _STARTS.match(rest):
        return True
    opens = start <= _NEAR and _STARTS.fullmatch(before) is not None
    return bool((opens or _OPEN_BEFORE.search(before)) and _CLOSED_AFTER.match(rest))


def lead_start(text: str, start: int) -> int:
    """Where the lead word of a phrase begins (`by` in `by Friday`), or `start` where there is none."""
    window = max(0, start - _NEAR)
    before = text[window:start]
    lead = _deadline_lead(before)
    if lead is None:
        weak = _WEAK_LEAD.search(before)
        lead = weak.start() if weak else None
    return start if lead is None or before[lead : lead + 2].lower() == "to" else window + lead


@kept
def _deadline_lead(before: str) -> int | None:
    """Where the words begin that make what follows `before` a time limit; None where there are none."""
    found = _DEADLINE_LEAD.search(before)
    return found.start() if found else None

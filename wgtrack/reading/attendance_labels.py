"""The labels of attendance lists: `Present`, `Attendees`, `Regrets`, in the words that groups use."""

from __future__ import annotations

import re

from wgtrack.reading.name_lists import ROLE

_ATTENDANCE = (
    r"(?:participants?|attendees?|attendance|attending|attended(?:\sby)?|present|in\sattendance|who\sattended|"
    r"people\spresent|members\spresent|roll[\s-]?call|on\sthe\scall|in\sthe\s(?:room|call)|sign[\s-]?in|"
    r"who(?:['’]?s|\sis|\swas)?\s(?:here|there|present|attending|joined|came|in(?:\sthe\s(?:call|room))?|on(?:\sthe\scall)?)|"
    r"introductions?(?:\sof\s(?:attendees|participants|members))?|introduction\sof\s(?:attendees|participants)(?:/roll\scall)?|"
    r"attendee\slist|teilnehmer(?:[*:_]?innen)?(?:liste)?|teilnehmende|anwesende?|anwesenheit|"
    r"(?:(?:étaient|sont|liste\sdes|personnes)\s)?(?:présents?|présentes?)(?:\set\sprésentes)?|participantes|participantEs|"
    r"participants?(?:[·.-]es)?|asistentes|(?:lista\sde\s)?asistencia|presentes|presenças|presenti|partecipanti|aanwezigen?|"
    r"deelnemers|närvarande|deltagare|til\sstede|dabei|obecni|uczestnicy|参加者|出席者|出席|与会者|与会人员|参会人员|参会者|참석자)"
)
_QUALIFIER = r"(?:[\w./&'’-]{1,20}\s){0,4}"
_LABEL = re.compile(
    rf"{_QUALIFIER}{_ATTENDANCE}(?:\s(?:list|today|were|was|are|members|people|(?:at|in)\s[\w\s]{{1,20}}))?",
    re.IGNORECASE,
)
_MEMBERS = re.compile(rf"{_QUALIFIER}(?:members|maintainers|people|team|quorum|representatives)", re.IGNORECASE)
_GROUP = re.compile(rf"{_LABEL.pattern}|{_MEMBERS.pattern}|{ROLE.pattern}|[\w./&-]{{1,20}}", re.IGNORECASE)
_AWAY = re.compile(
    r"(?:[\w-]{1,20}\s){0,3}(?:absent|absence|absentees|regrets?|apolog(?:y|ies)|excused|unavailable|missing|"
    r"not\s(?:present|attending|in\sattendance)|non[\s-]attend\w*|away|entschuldigt|abwesende?|excusée?s?|ausentes)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|non|no|unconfirmed|unable|to|will|should|can|could|must|may|expected|invited|potential|target|future|next|survey|"
    r"interview|study|research|for)\b",
    re.IGNORECASE,
)
"""Words before a label that make it another list: of who is to come, or takes part in something else."""
_NUMBERING = re.compile(r"^[\W_]*(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]?\s+)?[\W_]*")
_EMOJI = re.compile(r":[a-z0-9_+-]{1,40}:")
_BRACKETS = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]")
_LABEL_AT_END = re.compile(rf"\b{_ATTENDANCE}\s*:\s*$", re.IGNORECASE)
LONGEST_LABEL = 120
"""Characters: a longer line is talk."""


def plain_label(text: str) -> str:
    """A heading or lead-in without numbering, emoji, brackets and closing colon."""
    label = _EMOJI.sub(" ", _BRACKETS.sub(" ", text[:LONGEST_LABEL]))
    label = _NUMBERING.sub("", label, count=1).partition(" - ")[0].partition(" \u2013 ")[0]
    return " ".join(label.split()).rstrip(" :*_.#-\u2013\u2014")


def is_label(text: str) -> bool:
    """True for a heading or lead-in that says that those present follow."""
    if len(text) > LONGEST_LABEL:
        return False
    label = plain_label(text)
    return _LABEL.fullmatch(label) is not None and not _AWAY.match(label) and not _NEGATED.search(label)


def ends_in_label(text: str) -> bool:
    """True for a short line such as `Tuesday call. Attendees:`."""
    return len(text) <= LONGEST_LABEL and _LABEL_AT_END.search(text) is not None


def is_away(text: str) -> bool:
    """True for words over, or beside, those who were not there."""
    return _AWAY.match(plain_label(text)) is not None


def is_members(text: str) -> bool:
    """True for a label of all who belong to the group: only ticked boxes below it tell who was there."""
    label = plain_label(text)
    return _MEMBERS.fullmatch(label) is not None and not _AWAY.match(label)


def is_group(text: str) -> bool:
    """True for a label of a part of an attendance list: `Guests`, `Voting members`, a firm."""
    return _GROUP.fullmatch(plain_label(text)) is not None

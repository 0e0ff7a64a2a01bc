"""On which day a meeting was held, from all that a note says of it.

Where the day in the file's name is one that the note names as well, it is that one. Else the note's own word goes
before the file's name: a `Date:` line, then the title, a heading, a line near the top that is about the date.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wgtrack.reading.blocks import Block, BlockKind
from wgtrack.reading.date_words import make_date
from wgtrack.reading.dates import CalendarDay, find_calendar_days
from wgtrack.reading.labels import Strength, label_strength
from wgtrack.reading.later import later
from wgtrack.reading.markdown import Document

_TOP_BLOCKS = 40
_TOP_LINES = 10
_TOP_ITEMS = 4
_LONGEST_LINE = 300
_FEW_WORDS = 8

_TOP_TEXT = 2000
_YEAR = later(r"(?<![\w.])((?:19|20)\d\d)(?![\w])")
_IN_NAME = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[-_. /]?)(?P<m>\d\d)(?P=s)(?P<d>\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[-_. /x])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<m>\d{1,2})(?P<s>[-_. ])(?P<d>\d{1,2})(?P=s)(?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<![\da-z])(?P<y>[12]\d)(?P<s>[-_.]?)(?P<m>\d\d)(?P=s)(?P<d>\d\d)(?![\da-z])", re.IGNORECASE),
    re.compile(r"(?<![\da-z])(?P<m>\d\d)(?P<s>[-_])(?P<d>\d\d)(?P=s)(?P<y>[12]\d)(?![\da-z])", re.IGNORECASE),
)
_DIGITS = later(r"(?<![\w#/-])20\d{6}(?![\w/-])")
_SHORT_DAY = later(r"\d{1,2}/\d{1,2}/\d\d")
_MINUTES_OF = later(r"\W*minutes\s(?:of|from)\s(?!(?:the\s)?(?:last|previous|prior)\b)", re.IGNORECASE)
"""How the title of minutes begins; further down, minutes of another call are spoken of."""
_MONTH_DAY = later(r"(?<!\d)(?P<m>\d{1,2})[-_.](?P<d>\d{1,2})(?!\d)")
_DIGIT = later(r"\d")
_WORDS_IN_NAME = later(r"[-_.\s]+")

_LABEL = later(
    r"(?:meeting\s|call\s)?(?:dates?|when|day|datum|fecha|meeting|held|held\son|time|dates?\sof\s(?:the\s)?(?:meeting|call)|dates?\s(?:&|and|/|\+)\s(?:time|location)|"
    r"time\s(?:&|and|/)\sdate|wann|quand)",
    re.IGNORECASE,
)
_OTHER_DATE = later(
    r"\b(?:edited|updated|created|generated|modified|published|copyright|next|previous|last|prior|upcoming|following|"
    r"deadline|due|until|since|scheduled|release[sd]?|expires?|minutes\sof|posted|postponed|migrated)\b",
    re.IGNORECASE,
)
_OTHER_START = later(r"\W*(?:from|as\sof|of)\W*", re.IGNORECASE)
_OTHER_NEXT = later(r"\s(?:deadline|release|expir)", re.IGNORECASE)
_PREVIOUS = later(r"\b(?:previous|last|prior)\s(?:meeting|call|minutes|notes|week)", re.IGNORECASE)
_PREVIOUS_SPAN = 600


@dataclass(frozen=True, slots=True)
class NameDate:
    """What a path says of a date: the whole day, or only the year."""

    day: dt.date | None
    year: int | None


def date_in_path(path: str, text: str = "") -> NameDate:
    """The date in a file's name, or spread over it and its folders: `notes/2020/06-16.md`.

    Where the path has no year, it is that of the note's `text`, if the top of it names only one.
    """
    pieces = re.split(r"[/\\]|__", path.rpartition(".")[0] or path)
    name, folders = pieces[-1], pieces[:-1]
    for part in (name, "/".join(pieces[-3:])):
        day = _whole_date(part)
        if day:
            return NameDate(day, day.year)
    years = _YEAR.findall(name) or [year for folder in reversed(folders) for year in _YEAR.findall(folder)]
    years = years[:1] or sorted(set(_YEAR.findall(text[:_TOP_TEXT])))
    if len(years) != 1:
        return NameDate(None, None)
    year = int(years[0])
    for part in (name, " ".join(pieces[-2:])):
        days = find_calendar_days(_WORDS_IN_NAME.sub(" ", part).title(), dt.date(year, 7, 2))
        if days:
            return NameDate(make_date(year, days[0].date.month, days[0].date.day), year)
    found = _MONTH_DAY.search(name) or (None if _DIGIT.search(name) else _MONTH_DAY.fullmatch("".join(folders[-1:])))
    return NameDate(make_date(year, int(found["m"]), int(found["d"])) if found else None, year)


def _whole_date(text: str) -> dt.date | None:
    for pattern in _IN_NAME:
        for found in pattern.finditer(text):
            year = int(found["y"]) + (2000 if len(found["y"]) == 2 else 0)
            month, day = int(found["m"]), int(found["d"])
            # Digits run together have one order only: `202509` is no 25th of September 2020.
            date = make_date(year, month, day) or (make_date(year, day, month) if found["s"] else None)
            if date:
                return date
    days = find_calendar_days(_WORDS_IN_NAME.sub(" ", text).title(), None)
    return days[0].date if days else None


def front_matter_value(document: Document, key: str) -> str:
    """The value of a top-level `key: value` of the front matter, without quotes; empty where there is none."""
    for line in document.front_matter:
        name, colon, value = line.partition(":")
        if colon and name.strip().lower() == key:
            return value.strip().strip("'\"").strip()
    return ""


def around(named: NameDate, document: Document) -> dt.date | None:
    """The day that dates without a year are near to: the file's, else the middle of the one year that is named."""
    if named.day:
        return named.day
    if named.year:
        return dt.date(named.year, 7, 2)
    years = _YEAR.findall(document.source.text[:_TOP_TEXT])
    return dt.date(int(years[0]), 7, 2) if years else None


def year_alone(text: str) -> dt.date | None:
    """The middle of the year that a heading is nothing but, `2021`; None for any other."""
    found = _YEAR.fullmatch(text.strip(" :*_"))
    return dt.date(int(found[1]), 7, 2) if found else None


_LIMIT = later(r"\b(?:by|until|till|before|due|deadline|bis|avant|antes)\W{0,3}(?:the\s)?$", re.IGNORECASE)
"""What makes a day a time limit rather than the meeting's: `To do by March 20`."""


def dominant_day(text: str, near: dt.date | None) -> CalendarDay | None:
    """The day that a short line or heading is about; None where it speaks of another thing's date."""
    if len(text) > _LONGEST_LINE:
        return None
    days = find_calendar_days(text, near) or _run_together(text)
    if not days:
        return None
    first = days[0]
    if not (first.sure or first.start <= 2 or _SHORT_DAY.fullmatch(text[first.start : first.end])):
        return None
    words_before = text[: first.start].split()
    if (
        _OTHER_START.fullmatch(text[: first.start])
        or _OTHER_DATE.search(text[: first.end])
        or _OTHER_NEXT.match(text, first.end)
        or _LIMIT.search(text[: first.start])
        or len(words_before) > _FEW_WORDS
    ):
        return None
    return first


def _run_together(text: str) -> tuple[CalendarDay, ...]:
    """The day in `20240314`, which only a title writes like that."""
    found = _DIGITS.search(text)
    day = _whole_date(found[0]) if found else None
    return (CalendarDay(found.start(), found.end(), day, sure=True),) if found and day else ()


def meeting_date(document: Document, blocks: Sequence[Block], named: NameDate) -> dt.date | None:
    """The day of the meeting that `blocks` tell of; None where nothing says so."""
    near = around(named, document)
    said = list(_said(document, blocks, near, named))
    if named.day in said:
        return named.day
    if named.day and len(said) > 1:
        previous = _called_previous(document)
        said = [day for day in said if day not in previous] or said
    own = said[0] if said else None
    if own and named.day:
        same_day_of_year = (own.month, own.day) == (named.day.month, named.day.day)
        # 3/4 may be either of two days: the file's name tells which of them is meant.
        other_order = (own.year, own.day, own.month) == (named.day.year, named.day.month, named.day.day)
        written_out = own.isoformat() in document.source.text[:_TOP_TEXT]
        if same_day_of_year or (other_order and not written_out) or own in _called_previous(document):
            return named.day
    return own or named.day


def _said(document: Document, blocks: Sequence[Block], near: dt.date | None, named: NameDate) -> Iterator[dt.date]:
    """The days that the note gives for itself, the surest kind first."""
    value = front_matter_value(document, "date")
    for day in find_calendar_days(value, near)[:1]:
        yield day.date
    top = _before_next_call(document, blocks[:_TOP_BLOCKS])
    yield from _labelled(document, top, near)
    title = front_matter_value(document, "title")
    for day in find_calendar_days(title, near)[:1]:
        yield day.date
    described = heading_day(front_matter_value(document, "description"), near, other_words=0)
    if described:
        yield described
    headings = [block for block in top if block.kind is BlockKind.HEADING and not _is_about_actions(document, block)]
    lines = [block for block in top[:_TOP_LINES] if block.kind is BlockKind.PARAGRAPH]
    items = [block for block in top[:_TOP_ITEMS] if block.kind is BlockKind.ITEM]
    for block in (*headings, *lines):
        if len(block.content) > 4 * _LONGEST_LINE:
            continue
        for line in document.inline(block).text.split("\n"):
            title = _MINUTES_OF.sub("", line, count=1) if headings and block is headings[0] else line
            told = dominant_day(title, near)
            # A sentence that holds some day says less of the call than the name that somebody gave the file.
            weak = named.day not in (None, told and told.date) and block.kind is not BlockKind.HEADING
            if told and (not weak or heading_day(line, near, other_words=3)):
                yield told.date
    yield from (held for block in lines if (held := _held_on(document.inline(block).text[:_TOP_TEXT], near)))
    for block in items:
        if len(block.content) <= _LONGEST_LINE:
            day_alone = heading_day(document.inline(block).text.split("\n")[0], near, other_words=0)
            if day_alone:
                yield day_alone


_HELD = later(
    r"(?:(?:^|(?<=[.!?]\s))\W{0,4}(?:(?:these\sare\s)?(?:the\s)?(?:draft\s)?(?P<minutes>minutes)\s(?:of|from|for)\s)?"
    r"(?:(?:the|a|an|our|this)\s|(?-i:(?:[A-Z][\w'’&-]{0,20}\s){1,4})|(?=[a-z]))|(?P<at>\b(?:at|in)\s(?:a|an|the|our|its|their)\s))"
    r"(?:(?!(?:that|which|of|at|to)\s)[\w'’&-]{1,20}\s){0,4}(?:meeting|call|session|assembly)\b[^.;:]{0,120}?\s"
    r"(?:was\s)?held\b[^.;:]{0,60}?\son\s(?:\w{2,12}day,?\s)?(?=[\w])",
    re.IGNORECASE | re.MULTILINE,
)
"""`Minutes of the meeting held on`, `The call was held at the office on`, `… at a meeting of the board held on`."""
_NOT_HELD = later(r"\b(?:be|will|shall|should|would|could|may|might|if)\s", re.IGNORECASE)
_TOLD_OF = later(r"\b(?:that|which)\s", re.IGNORECASE)
_APPROVED = later(r"[^.\n]{0,80}?(?:\b(?:were|approv|accept|adopt|confirm|ratif|amend|correct|sent)|:)", re.IGNORECASE)
"""What is said of the minutes of an earlier meeting."""


def _held_on(text: str, near: dt.date | None) -> dt.date | None:
    """The day in a sentence of formal minutes: `… at a meeting of the board, held by phone on May 3, 2021`.

    The sentence opens with the minutes or the meeting, or tells what was done at it; others may speak of another one.
    """
    held = _HELD.search(text)
    days = find_calendar_days(text[held.end() : held.end() + _LONGEST_LINE], near) if held else ()
    if held is None or not days or days[0].start or _NOT_HELD.search(held[0]):
        return None
    if _OTHER_DATE.search(_MINUTES_OF.sub("", held[0])) or (not held["at"] and _TOLD_OF.search(held[0])):
        return None
    return None if held["minutes"] and _APPROVED.match(text, held.end() + days[0].end) else days[0].date


_NEXT_CALL = later(
    r"\W*(?:\d{1,2}[.)]?\s+)?(?:(?:date\s(?:of|for)\s)?(?:the\s)?(?:next|upcoming|following)\s(?:[\w-]+\s){0,2}?"
    r"(?:meeting|call|session|meetup|sync|telecon)s?|nächste[rs]?\s(?:treffen|sitzung|termin)|prochaine\sréunion|"
    r"próxima\s(?:reunión|reunião)|prossima\sriunione|volgende\svergadering|nästa\smöte|neste\smøte)\b",
    re.IGNORECASE,
)
"""A heading below which stands when the group meets again."""


def _before_next_call(document: Document, blocks: Sequence[Block]) -> list[Block]:
    """`blocks` without those below a heading such as `Next meeting`, unless the note begins with that heading."""
    kept: list[Block] = []
    level = 0
    for block in blocks:
        if block.kind is BlockKind.HEADING and (not level or block.level <= level):
            ahead = kept and len(block.content) <= _LONGEST_LINE and _NEXT_CALL.match(document.inline(block).text)
            level = block.level if ahead else 0
        if not level:
            kept.append(block)
    return kept


def _is_about_actions(document: Document, block: Block) -> bool:
    """True for a heading over actions: "Open actions from 21 February" dates the call that they come from."""
    return label_strength(document.inline(block).text) is not Strength.NONE


def _labelled(document: Document, blocks: Sequence[Block], near: dt.date | None) -> Iterator[dt.date]:
    """The days on lines such as `Date: March 3, 2020`."""
    for block in blocks:
        if len(block.content) > 4 * _LONGEST_LINE:
            continue
        row = block.kind is BlockKind.ROW
        lines = (" | ".join(block.header), block.content) if row else document.inline(block).text.split("\n")
        for line in lines:
            label, mark, rest = line.partition("|" if row else ":")
            if mark and _LABEL.fullmatch(label.strip(" *_-\u2013")):
                for day in find_calendar_days(rest, near)[:1]:
                    yield day.date


def _called_previous(document: Document) -> set[dt.date]:
    """The days that the top of the note calls those of an earlier meeting."""
    text = document.source.text[:6000]
    found: set[dt.date] = set()
    for match in _PREVIOUS.finditer(text):
        after = text[match.end() : match.end() + _PREVIOUS_SPAN].partition("\n#")[0]
        day = next(
            (day for pattern in _IN_NAME[:2] for m in pattern.finditer(after) if (day := _whole_date(m[0]))), None
        )
        if day:
            found.add(day)
    return found


_MEETING_WORDS = frozenset(
    "meeting meetings call calls sync syncup notes note minutes weekly biweekly monthly agenda session standup "
    "wg sig tc tsc working group team teamwide of the for on from date and at am pm utc gmt est edt pst pdt cet cest "
    "et pt h uhr eastern pacific time recording video zoom community office hours planning topic topics "
    "sitzung treffen protokoll réunion reunión".split()
)
_TOKEN = later(r"[^\W\d_]+")


def heading_day(text: str, near: dt.date | None, other_words: int = 1) -> dt.date | None:
    """The day of a heading that is a meeting's: the date, words such as `weekly call notes`, a few others."""
    found = dominant_day(text, near)
    if found is None or not found.sure:
        return None
    rest = text[: found.start] + " " + text[found.end :]
    others = [word for word in _TOKEN.findall(rest) if word.lower() not in _MEETING_WORDS]
    return found.date if len(others) <= other_words else None

"""Who was there: the attendance lists of a meeting, in the forms that groups write them.

A list is a line (`Present: Ann, Bob`), the items, rows or lines below a label or heading, or boxes ticked for
those present. Who is named as absent is left out; speakers in the talk are no attendance list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from wgtrack.model import Person
from wgtrack.reading.attendance_below import names_below
from wgtrack.reading.attendance_firms import firms_lead
from wgtrack.reading.attendance_front_matter import front_matter_names
from wgtrack.reading.attendance_labels import (
    ends_in_label,
    invites,
    is_away,
    is_guests,
    is_label,
    is_members,
    is_roster,
    is_vague,
    is_who,
    may_be_members,
)
from wgtrack.reading.attendance_sentences import behind_label, bot_names, may_tell, more_names
from wgtrack.reading.attendance_signs import lines_with_sign
from wgtrack.reading.attendance_tables import is_attendance, labelled_row, people_header, row_names
from wgtrack.reading.attendance_text import plain_text
from wgtrack.reading.attendance_unlabelled import unlabelled_names
from wgtrack.reading.attendance_words import TELLING
from wgtrack.reading.blocks import Block, BlockKind
from wgtrack.reading.glance import holds
from wgtrack.reading.later import later
from wgtrack.reading.markdown import Document
from wgtrack.reading.name_lists import (
    ENDS_OPEN,
    all_names,
    entry_names,
    joined_lines,
    split_names,
)
from wgtrack.reading.person_names import ROLE, is_away_remark, is_full_name, stands_for

_TOP = 6
"""Blocks at the head of a meeting's notes, where `Ann and Bob met` tells who was there."""
_MOST_INITIALS = 4
_LONGEST_OFFICE = 400
_WRAPPED = 60
"""Characters: a line as long as that may go on in the next without a separator at its end."""


def known_names(people: Iterable[Person]) -> frozenset[str]:
    """Every name and login of the configured `people`, case folded."""
    names = (name for person in people for name in (person.handle, person.name, person.login, *person.aliases))
    return frozenset(name.casefold() for name in names if name)


def find_participants(document: Document, blocks: Sequence[Block], known: frozenset[str]) -> tuple[str, ...]:
    """The names of those present at the meeting that `blocks` tell of, in order, each once; () where not given.

    `known` names, from `known_names`, are recognised also in a list that no word calls an attendance list.
    """
    names = front_matter_names(document.front_matter) if blocks and blocks[0].index == 0 else []
    hinted = frozenset() if names else document.lines_with(_HINTS, _SIGN if document.is_ascii else _HINT)
    into = rosters = list[str]()
    last = -_BESIDE
    for position, block in enumerate(() if names else blocks):
        if block.kind is not BlockKind.ROW:
            if (
                block.content
                and document.touches(block, hinted)
                and (found := _list_at(document, blocks, position, known))
            ):
                into = rosters if is_roster(plain_text(document, block)) else names
                into.extend((*_in_office(document, blocks[max(0, position - _BESIDE) : position]), *found))
                last = position
            elif position - last < _BESIDE and (found := _in_office(document, blocks[position : position + 1])):
                into.extend(found)
                last = position
        elif block.kind is BlockKind.ROW:
            names.extend(
                row_names(document, block) if is_attendance(people_header(block)) else labelled_row(document, block)
            )
    if not names:
        names = rosters or unlabelled_names(document, blocks, known)
    unique: dict[str, str] = {}
    for name in names:
        unique.setdefault(name.casefold(), name)
    of = _logins(blocks) if any(" " not in name for name in unique) else {}
    return tuple(
        name
        for folded, name in unique.items()
        if not _stands_for_another(name, unique.values()) and of.get(folded) not in unique.keys() - {folded}
    )


_HAS_LOGIN = later(r"(?<![\w'’-])(?P<name>[^\W\d_][\w'’. -]{1,60})\(\[?@(?P<login>[\w-]{1,39})")
_HEAD = 12
"""Blocks of a note's head, in which `When:` and `Who:` stand together."""
_BESIDE = 3
"""Blocks before and behind an attendance line that may say who else was there."""


def _in_office(document: Document, blocks: Sequence[Block]) -> list[str]:
    """The names of lines beside an attendance list, `Moderator: @dana`, `Guests: Ann Lee (Acme)`."""
    paragraphs = (block for block in blocks if block.kind is BlockKind.PARAGRAPH and block.content)
    texts = (plain_text(document, block) for block in paragraphs if len(block.content) <= _LONGEST_OFFICE)
    return [name for text in texts for name in _office(text)]


def _office(line: str) -> list[str]:
    """Whom a line such as `Moderator: @dana` names."""
    head, colon, rest = line.partition(":")
    office = colon and (ROLE.fullmatch(head.strip(" *_-")) or is_guests(head))
    found = all_names(rest.strip(" *_")) or split_names(rest) if office and "\n" not in rest else []
    return [name for name in found if f"@{name}" in rest or name[0].isupper()]


def _logins(blocks: Sequence[Block]) -> dict[str, str]:
    """Whose login is which, as a list says in brackets: `Dana Reed (@dreed)`; all in lower case."""
    texts = (block.content[:_LOOKED_AT] for block in blocks if "(" in block.content and "@" in block.content)
    found = (match for text in texts for match in _HAS_LOGIN.finditer(text))
    return {match["login"].casefold(): match["name"].strip().casefold() for match in found}


def _stands_for_another(name: str, names: Iterable[str]) -> bool:
    """True for initials, such as those of who takes notes, where the person is listed in full as well."""
    if not (name[0].isupper() and name.isalpha() and 2 <= len(name) <= _MOST_INITIALS):
        return False
    return any(stands_for(name, one) for one in names if one != name and " " in one)


def _list_at(document: Document, blocks: Sequence[Block], position: int, known: frozenset[str]) -> list[str]:
    """The names of the attendance list that the block at `position` opens, if it opens one."""
    block = blocks[position]
    text = plain_text(document, block)
    if not may_tell(text, opening=position < _TOP) and (block.kind is BlockKind.ITEM or not may_be_members(text)):
        return []
    if not _worth_reading(block.content):
        return []
    if _BOT_WORD.search(block.content, 0, _LOOKED_AT) and (found := bot_names(block.content.split("\n"))):
        return found
    return _labelled_names(document, blocks, position, known, text)


def _labelled_names(
    document: Document, blocks: Sequence[Block], position: int, known: frozenset[str], text: str
) -> list[str]:
    """The names behind, or below, the first line of a block with this plain `text` that is a label."""
    block = blocks[position]
    lines = _unwrapped([_LOGGED.sub("", line, count=1) for line in text.split("\n")])
    heading = block.kind is BlockKind.HEADING
    for number, line in enumerate(lines):
        rest = behind_label(line, opening=position < _TOP)
        last = number == len(lines) - 1
        labelled = (is_label(line) or is_who(line, _above(blocks, position))) and (
            heading or ":" in line or last or len(lines) > 1
        )
        vague = is_vague(line) or bool(rest and not heading and not invites(rest))
        if rest:
            found = split_names(rest)
            found += _more_lines(lines[number + 1 :], found)
            if found:
                return [name for before in lines[max(0, number - _BESIDE) : number] for name in _office(before)] + found
        elif labelled and not last:
            return _more_lines(lines[number + 1 :])
        elif not labelled and not (last and ends_in_label(line)):
            continue
        return [] if vague and position >= _TOP else names_below(document, blocks, position, known, sure=not vague)
    if block.kind is not BlockKind.ITEM and len(lines) == 1 and is_members(lines[0]):
        return names_below(document, blocks, position, known, boxes_only=True)
    return []


def _above(blocks: Sequence[Block], position: int) -> Iterator[str]:
    """The texts above the block at `position` in a note's head, up to the heading that they stand below."""
    for block in reversed(blocks[max(0, position - _HEAD) : position]):
        yield block.content
        if block.kind is BlockKind.HEADING:
            return


_LOGGED = later(
    r"\s{0,9}(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?\s{1,4})?(?:<[@+]?[^<>\s]{1,30}>\s{1,4})?#info\s{1,4}", re.IGNORECASE
)
"""What stands before a line that somebody has a meeting bot note down."""
_BOT_WORD = later(r"present\+", re.IGNORECASE)
_HINTS = (
    *TELLING, "roll", "call", "room", "here", "sign", "member", "maintainer", "people", "team", "quorum",
    "representative", "who", "were", "with us", "we had", "met", "convened", "together", "in:",
)  # fmt: skip
_SIGN = later(r":[a-zA-Z_]+:")
_HINT = later(rf"{_SIGN.pattern}|[\u0130\u0131\u017f\u0300-\U0010ffff]")
"""Signs of people, other scripts, and letters that are another one's capital."""
_LOOKED_AT = 2000


def _worth_reading(content: str) -> bool:
    """A cheap look before a block's markup is read; a list's label stands near the top of its block."""
    top = content[:_LOOKED_AT]
    return holds(top, _HINTS) or _HINT.search(top) is not None


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """`lines` with a line of names that goes on in the next joined to it."""
    whole: list[str] = []
    wrapped = False
    for line in joined_lines(lines):
        if wrapped and "," in line and ":" not in line and ENDS_OPEN.search(whole[-1][-9:]) is None:
            whole[-1] = f"{whole[-1]} {line}"
        else:
            whole.append(line)
        wrapped = len(line) >= _WRAPPED and ":" in line and line.count(",") > 1 and bool(behind_label(line))
    return whole


_WHEN = later(r"\W*(?:mon|tues|wednes|thurs|fri|satur|sun)day\b[^:]{0,40}\d", re.IGNORECASE)
"""A line between the label and the names that tells when: `Monday, February 6, 10:00`."""
_LABEL_INSIDE = later(r"[^:]{3,60}:\s*\S")


def _more_lines(lines: Sequence[str], prior: Sequence[str] = ()) -> list[str]:
    """Names on the physical lines below a label, up to the first that is none; `prior`: those behind the label.

    Where names stand behind it, a further line must be sure to hold names: it may as well be of another matter.
    """
    names: list[str] = []
    lines = lines_with_sign(lines)
    firm_first = not prior and firms_lead(lines)
    for line in lines:
        if is_away(line):
            if _LABEL_INSIDE.match(line):
                continue
            break
        head, colon, rest = line.partition(":")
        if colon and rest.strip() and (more := more_names(head, rest)) is not None:
            names.extend(more)
            continue
        defined = line.lstrip().startswith(":")
        found = ((prior or defined) and all_names(line)) or entry_names(line, firm_first=firm_first)
        if not found and (is_away_remark(line) or (not names and _WHEN.match(line))):
            continue
        if not found or (prior and ((colon and not defined) or not all(map(is_full_name, found)))):
            break
        names.extend(found)
    return names

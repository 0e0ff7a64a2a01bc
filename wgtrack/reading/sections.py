"""Where a note lists its actions: below a heading or a lead-in line that names them.

`Sections` walks a note's blocks once and says for each in what kind of place it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from wgtrack.reading import grammar, languages
from wgtrack.reading.blocks import Block, BlockKind
from wgtrack.reading.directory import Directory
from wgtrack.reading.labels import EDGE, LONGEST_LABEL, Strength, label_owners, line_strength
from wgtrack.reading.later import later
from wgtrack.reading.markdown import Document
from wgtrack.reading.names import only_names
from wgtrack.reading.owner_words import begins_with_verb
from wgtrack.reading.owners import speaker
from wgtrack.reading.whose import names_anybody, names_who

__all__ = ["Place", "Sections", "Strength"]

_LONGEST_MARKUP = 1000
_LONGEST_TITLE = 60
_WORDS_OF_TASK = 4
_MOST_WORDS = 6
"""Of a label that is not set as one."""
_BELOW_HEADINGS = 7
"""The level of titles that are not set as headings."""
_FOR_SOMEBODY = later(
    r"(?:for|by|on|to|owner|assignee|assigned to|action items? for|actions? for|todos? for)[\s:]+", re.IGNORECASE
)
_OTHER_AREA = {
    "attendance": re.compile(grammar.ATTENDANCE, re.IGNORECASE),
    "agenda": re.compile(grammar.AGENDA, re.IGNORECASE),
}
_OTHER_SECTION = grammar.spaced(rf"(?:\d{{1,2}}[.)] )?{grammar.OTHER_SECTIONS}(?:[ :–—-].{{0,40}})?")
_OTHERS = later(r"\W*(?:others?|the rest|everyone else|remaining)\s*\(([^()]{1,80})\)\W*", re.IGNORECASE)
_SLOT = later(r"[(\[]\s?\d{1,2}:\d\d\s?(?:-|–|to)\s?\d{1,2}:\d\d\s?[)\]]")
_SAID = later(r"(?P<who>[^\W\d_][^:\n]{1,40}):\s+\S")
_SEVERAL = 2
_MOST_TOPICS = 12
_LOOKS_LIKE_LEAD_IN = later(r"[:：]\W*$")


@dataclass(slots=True)
class Place:
    """Where a block stands."""

    strength: Strength = Strength.NONE
    is_top: bool = False
    """True for what the section lists itself, False for details nested below."""
    is_label: bool = False
    """True for a heading or lead-in itself."""
    owners: tuple[str, ...] = ()
    """Of a heading or lead-in that is only a name."""
    start: int = -1
    """Index of the heading or lead-in that opened the list of actions."""
    heading: int = -1
    """Index of the nearest heading above, below the note's title."""
    area: str = ""
    """`attendance` or `agenda` where boxes mean other things than tasks."""
    inherited: bool = False
    """True where a heading between names a topic of that area: what stands here is talk about it."""


@dataclass(slots=True)
class _Open:
    """A section that is open: the heading or lead-in that opened it."""

    block: Block
    strength: Strength
    level: int = 0
    owners: tuple[str, ...] = ()
    area: str = ""
    inherited: bool = False
    """True where the area is that of a heading above this one."""
    shape: BlockKind | None = None
    """Of the blocks that a lead-in paragraph lists."""
    siblings: bool = False
    """True for a bullet with nothing nested in it: what it names are the bullets that follow."""


class Sections:
    """Says of each block, in order, where it stands."""

    def __init__(self, document: Document, known: Directory, extra: tuple[str, ...] = ()) -> None:
        self._document = document
        self._known = known
        self._extra = extra
        self._hinted = document.lines_with((*_HINTS, *map(str.casefold, extra)), _HINT)
        self._aside_hinted = document.lines_with(_ASIDE_HINTS)
        self._headings: list[_Open] = []
        self._lead: _Open | None = None
        self._name: tuple[str, ...] = ()
        self._adopting = -1
        """The item to which an export gave somebody's whole list."""
        self._aside: tuple[Block, str] | None = None
        """A lead-in such as `Attendees:` whose list is no list of actions, and its area."""

    def walk(self) -> Iterator[tuple[Block, Place]]:
        """Every block with its place."""
        for block in self._document.blocks:
            if block.kind is BlockKind.HEADING:
                yield block, self._heading(block, block.level)
            elif self._is_numbered_title(block):
                yield block, self._heading(block, _BELOW_HEADINGS + block.depth)
            elif block.kind is BlockKind.RULE:
                self._lead, self._name, self._aside = None, (), None
            else:
                yield block, self._with_area(block, self._body(block))

    @cached_property
    def _list_sizes(self) -> Counter[int]:
        return Counter(block.list_id for block in self._document.blocks if block.ordered)

    def _is_numbered_title(self, block: Block) -> bool:
        """A numbered line that stands alone between other blocks is a heading: `3. Action items`.

        So is the last of several where it names actions and another list follows.
        """
        if not block.ordered or not 0 < len(block.content) <= _LONGEST_TITLE:
            return False
        if self._document.children.get(block.index) or block.index + 1 >= len(self._document.blocks):
            return False
        following = self._document.blocks[block.index + 1]
        if following.parent != block.parent or following.kind is BlockKind.HEADING:
            return False
        names_actions = self._strength(block) is not Strength.NONE
        if self._list_sizes[block.list_id] > 1:
            lists_tasks = following.kind is BlockKind.ITEM and following.list_id != block.list_id
            return names_actions and lists_tasks and self._says_who(following)
        text = self._document.inline(block).text
        return names_actions or (text[:1].isupper() and not names_who(text, self._known))

    def _says_who(self, item: Block) -> bool:
        """True for a box and for somebody's task: below the last point of an agenda there may be topics as well."""
        text = self._document.inline(item).text
        return _BOX.match(text) is not None or names_anybody(text, self._known)

    def _with_area(self, block: Block, place: Place) -> Place:
        """`place`, in the area that a lead-in such as `Attendees:` opened."""
        if self._aside is not None and not self._goes_on(self._aside[0], block):
            self._aside = None
        if place.strength is Strength.NONE and self._aside is None and self._may_lead(block):
            area = _area_named(self._document.inline(block).text, as_label=self._is_lead_in(block))
            self._aside = (block, area) if area else None
        if self._aside is not None and place.strength is Strength.NONE:
            place.area, place.inherited = self._aside[1], False
        if len(self._headings) > 1:
            place.heading = self._headings[-1].block.index
        return place

    def _may_lead(self, block: Block) -> bool:
        short = 0 < len(block.content) <= LONGEST_LABEL
        return (
            short
            and self._document.touches(block, self._aside_hinted)
            and (
                bool(self._document.children.get(block.index))
                or (block.kind is BlockKind.PARAGRAPH and self._leads_on(block))
            )
        )

    def _goes_on(self, lead: Block, block: Block) -> bool:
        if lead.kind is BlockKind.ITEM:
            return block.depth > lead.depth
        return block.kind is BlockKind.ITEM and block.depth > lead.depth

    def _strength(self, block: Block) -> Strength:
        if len(block.content) > _LONGEST_MARKUP or not self._document.touches(block, self._hinted):
            return Strength.NONE
        if len(block.content) > LONGEST_LABEL and "](" not in block.content:
            return Strength.NONE
        text = _without_box(self._document.inline(block).text)
        strength = line_strength(text, self._known, self._extra, leads=self._is_set_as_label(block))
        if strength is Strength.FIRM and block.kind is BlockKind.ITEM:
            return Strength.WEAK if self._is_slot(text) or self._is_talked_about(block) else strength
        return strength

    def _is_slot(self, text: str) -> bool:
        """True for a point of the agenda with its time, `Action items [0:40-0:50]`: what is nested is mostly talk."""
        return bool(self._headings) and self._headings[-1].area == "agenda" and _SLOT.search(text) is not None

    def _is_talked_about(self, block: Block) -> bool:
        """True for a bullet with topics nested in it: below most of them several people say something."""
        nested = [one for one in self._nested(block) if self._document.children.get(one.index)]
        talks = [{self._who_says(said) for said in self._nested(one)} - {()} for one in nested[:_MOST_TOPICS]]
        return 2 * sum(len(speakers) >= _SEVERAL for speakers in talks) > len(talks)

    def _nested(self, block: Block) -> list[Block]:
        return [self._document.blocks[child] for child in self._document.children.get(block.index, ())[:_MOST_TOPICS]]

    def _who_says(self, block: Block) -> tuple[str, ...]:
        said = _SAID.match(self._document.inline(block).text)
        return only_names(said["who"], self._known) if said else ()

    def _is_set_as_label(self, block: Block) -> bool:
        """True for a heading, and for a line with a list nested in it or following it."""
        if block.kind is BlockKind.HEADING:
            return True
        if block.kind is BlockKind.ITEM:
            return bool(self._document.children.get(block.index))
        if block.kind is not BlockKind.PARAGRAPH or not self._leads_on(block):
            return False
        return self._is_lead_in(block) or " to " not in block.content

    def _heading(self, block: Block, level: int) -> Place:
        self._lead, self._name, self._aside, self._adopting = None, (), None, -1
        while self._headings and self._headings[-1].level >= level:
            self._headings.pop()
        opened = _Open(block, self._strength(block), level=level)
        outer = self._headings[-1] if self._headings else None
        text = self._document.inline(block).text
        if opened.strength is Strength.NONE:
            opened.area = _area_named(text)
        else:
            opened.owners = label_owners(text, self._known)
        other = opened.area or _OTHER_SECTION.fullmatch(text.strip(EDGE))
        if outer is not None and opened.strength is Strength.NONE and not other:
            opened.strength, opened.area = outer.strength, outer.area
            opened.inherited = bool(outer.area)
            opened.owners = self._names_in(text) if outer.strength is not Strength.NONE else ()
            if level >= _BELOW_HEADINGS and not opened.owners:
                opened.strength = Strength.NONE
            elif opened.strength is Strength.FIRM and _is_task(text):
                opened.strength = Strength.WEAK
        self._headings.append(opened)
        return Place(is_label=True)

    def _names_in(self, text: str) -> tuple[str, ...]:
        if others := _OTHERS.fullmatch(text):
            return only_names(others[1], self._known)
        lead = _FOR_SOMEBODY.match(text.strip(EDGE))
        return only_names(text.strip(EDGE)[lead.end() if lead else 0 :], self._known)

    def _body(self, block: Block) -> Place:
        strength = self._strength(block)
        if strength is not Strength.NONE and self._opens(block):
            has_children = block.kind is BlockKind.ITEM and bool(self._document.children.get(block.index))
            self._lead = _Open(block, strength, siblings=block.kind is BlockKind.ITEM and not has_children)
            self._name = label_owners(self._document.inline(block).text, self._known)
            return Place(is_label=True)
        place = self._in_lead(block)
        if place is not None:
            return place
        return self._in_heading(block)

    def _opens(self, block: Block) -> bool:
        """A label inside a list of actions opens nothing new unless it is set apart."""
        if block.kind is BlockKind.ROW:
            return False
        if block.kind is BlockKind.ITEM and not self._document.children.get(block.index):
            return _LOOKS_LIKE_LEAD_IN.search(block.content) is not None
        return True

    def _in_lead(self, block: Block) -> Place | None:
        """The place of a block below a lead-in; None where the lead-in's list is over."""
        lead = self._lead
        if lead is None:
            return None
        if not self._belongs(lead, block):
            self._lead, self._name = None, ()
            return None
        start = lead.block.index
        top = block.parent == (lead.block.parent if lead.siblings else start) or block.parent < start
        if block.kind is BlockKind.PARAGRAPH and lead.block.kind is BlockKind.PARAGRAPH and self._is_name(block):
            return Place(lead.strength, is_label=True)
        outer = self._headings[-1] if self._headings else None
        whose = outer.owners if outer and outer.strength is not Strength.NONE else ()
        return Place(lead.strength, is_top=top, owners=self._name or whose, start=start)

    def _belongs(self, lead: _Open, block: Block) -> bool:
        """True where a block still belongs to what the lead-in lists."""
        if lead.block.kind is BlockKind.ITEM:
            return self._belongs_to_bullet(lead, block)
        paragraph = block.kind is BlockKind.PARAGRAPH
        elsewhere = block.depth == lead.block.depth and block.parent != lead.block.parent and paragraph
        if block.depth < lead.block.depth or elsewhere:
            return False
        if block.depth - (block.kind is BlockKind.ITEM) != lead.block.depth:
            return True
        if paragraph and (self._is_lead_in(block) or lead.shape not in (None, BlockKind.PARAGRAPH)):
            speaks = self._name and speaker(self._document.inline(block).text, self._known)
            return bool(self._name_of(block) or speaks)
        if lead.shape is BlockKind.PARAGRAPH and not paragraph:
            return bool(self._name)
        if not self._name_of(block):
            lead.shape = lead.shape or block.kind
        return True

    def _belongs_to_bullet(self, lead: _Open, block: Block) -> bool:
        inside = block.depth > lead.block.depth
        if lead.siblings:
            return inside or (block.kind is BlockKind.ITEM and block.list_id == lead.block.list_id)
        own = block.kind is not BlockKind.ITEM and block.depth == lead.block.depth and block.parent == lead.block.index
        return inside or own

    def _is_lead_in(self, block: Block) -> bool:
        inline = self._document.inline(block)
        bold = bool(inline.bold) and inline.bold[0] == (0, len(inline.text))
        return len(inline.text) <= LONGEST_LABEL and (bold or _LOOKS_LIKE_LEAD_IN.search(inline.text) is not None)

    def _name_of(self, block: Block) -> tuple[str, ...]:
        """The owners where a paragraph is nothing but a name, set as a lead-in or known and above a list."""
        if block.kind is not BlockKind.PARAGRAPH or len(block.content) > LONGEST_LABEL:
            return ()
        text = self._document.inline(block).text
        owners = self._names_in(text)
        if not self._is_lead_in(block) and not _IN_BRACKETS.fullmatch(block.content):
            return owners if self._leads_on(block) and all(map(self._known.knows, owners)) else ()
        sure = _LOOKS_LIKE_LEAD_IN.search(text) or all(self._known.knows(one) or one.islower() for one in owners)
        return owners if sure else ()

    def _is_name(self, block: Block) -> bool:
        owners = self._name_of(block)
        if owners:
            self._name = owners
        return bool(owners)

    def _in_heading(self, block: Block) -> Place:
        if not self._headings or self._headings[-1].strength is Strength.NONE:
            return self._in_talk(block)
        section = self._headings[-1]
        start = next(one.block.index for one in self._headings if one.strength is not Strength.NONE)
        place = Place(section.strength, area=section.area, owners=self._name or section.owners, start=start)
        if block.kind is BlockKind.PARAGRAPH and block.parent < 0:
            if self._is_name(block):
                return replace(place, is_label=True)
            if self._is_lead_in(block) and self._leads_on(block):
                self._name = ()
                return replace(place, is_label=True)
        if self._is_bracketed_name(block):
            self._adopting = block.parent
            return replace(place, is_label=True)
        outside = block.parent < section.block.index
        return replace(place, is_top=outside or block.parent == self._adopting)

    def _is_bracketed_name(self, block: Block) -> bool:
        """`[Dana]` alone, indented into the item before by an export: what follows, nested or not, is Dana's."""
        nested = block.kind is BlockKind.PARAGRAPH and block.parent >= 0 and self._leads_on(block)
        return nested and _IN_BRACKETS.fullmatch(block.content) is not None and self._is_name(block)

    def _in_talk(self, block: Block) -> Place:
        """Outside of every list of actions; `Dana:` above a list still says whose items follow."""
        if block.kind is BlockKind.PARAGRAPH and block.parent < 0:
            self._name = self._name_of(block) if self._leads_on(block) else ()
        section = self._headings[-1] if self._headings else None
        area, inherited = (section.area, section.inherited) if section else ("", False)
        return Place(area=area, inherited=inherited, owners=self._name)

    def _leads_on(self, block: Block) -> bool:
        """True where a list follows a lead-in paragraph."""
        following = block.index + 1
        return following < len(self._document.blocks) and self._document.blocks[following].kind is BlockKind.ITEM


def _is_task(heading: str) -> bool:
    """True for a heading that is a task itself, `Write the letter to all`: what stands below is talk about it."""
    words = heading.split()
    return len(words) >= _WORDS_OF_TASK and begins_with_verb(words[0].casefold())


def _area_named(text: str, *, as_label: bool = False) -> str:
    """The area that a label of few words names, one set as a label also with more; empty where it names none."""
    if not as_label and sum(word not in "/&+-\u2013\u2014" for word in text.split()) > _MOST_WORDS:
        return ""
    return next((name for name, words in _OTHER_AREA.items() if words.search(text)), "")


_IN_BRACKETS = later(r"\s*\\?\[[^\[\]]{1,60}\]:?\s*")
_BOX = later(r"\s*(?:\[[ xX-]?\]|[☐☑☒✅✔])\s*")


def _without_box(text: str) -> str:
    box = _BOX.match(text)
    return text[box.end() :] if box else text


_HINTS = (
    "todo", "to do", "to-do", "to\\-do", "to be done", "aps", "acti", "next", "follow", "task", "things", "needs",
    "who does", "homework", "assign", *languages.SECTION_HINTS,
)  # fmt: skip
_HINT = later(r"A\.?I\.?s?(?![A-Za-z])")
_ASIDE_HINTS = (
    "attend", "particip", "present", "roll", "member", "quorum", "invite", "teilneh", "anwesen", "asistent",
    "agenda", "topic", "tagesord", "ordre", "orden", "vot", "poll", "ballot", "motion",
)  # fmt: skip

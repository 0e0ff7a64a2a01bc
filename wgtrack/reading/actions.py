"""Which places of a note state an action: marked lines, items of a list of actions, task boxes, table rows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import takewhile

from wgtrack.reading import grammar, marks
from wgtrack.reading.blocks import Block, BlockKind
from wgtrack.reading.boxes import BOX, MAY_BE_BOX, Boxes, ticked
from wgtrack.reading.chat import begins_turn, closed_numbers, number_of
from wgtrack.reading.dates import find_date_phrases
from wgtrack.reading.details import due_below, is_detail, owner_below
from wgtrack.reading.directory import Directory
from wgtrack.reading.empties import is_empty, is_label, is_motion_outcome, says_nothing
from wgtrack.reading.found import Found, cut_to, emphasised_at_end, emphasised_in, hrefs_in, title_at_end
from wgtrack.reading.inline import Inline, Span
from wgtrack.reading.keys import first_key, named_key
from wgtrack.reading.labels import LONGEST_LABEL, label_strength
from wgtrack.reading.later import later
from wgtrack.reading.line_breaks import LineBreaks, begins_anew
from wgtrack.reading.markdown import Document
from wgtrack.reading.marked import Marked
from wgtrack.reading.marker_forms import opens_line
from wgtrack.reading.markers import HINT, HINTS, find_marked, split_lines
from wgtrack.reading.names import names_at, only_names
from wgtrack.reading.numbers import given_number
from wgtrack.reading.owner_words import begins_with_verb
from wgtrack.reading.owners import speaker
from wgtrack.reading.parents import Parents
from wgtrack.reading.reports import Reports
from wgtrack.reading.rows import found_in_row
from wgtrack.reading.sections import Place, Sections, Strength
from wgtrack.reading.settings import ReadingSettings
from wgtrack.reading.whose import names_anybody, names_task, names_who

__all__ = ["Found", "find_actions"]

_TOLD = later(r"\W*[A-Z][a-z]{2,}(?<!e)ed\b(?!:)")
"""A sentence about what happened: `Looked at …`."""
_PLURAL = later(r"s\W*$", re.IGNORECASE)
_SOME_DAY = dt.date(2000, 7, 2)
"""For finding that a line names a day at all, whichever it is."""
_MOST_REMARKS = 40
_MOST_DETAILS = 3
_NEAR = 300
_LOOKED_THROUGH = 200
_LONGEST_TOPIC = 200
_FEWEST_OF_TASK = 6
"""Words from which on a heading that opens with a name says what somebody does, in whatever language."""


def find_actions(
    document: Document, known: Directory, settings: ReadingSettings, *, in_agenda: bool = False
) -> list[Found]:
    """Every place of the note that states an action, in the order of its lines.

    `in_agenda` is True for an agenda that wgtrack wrote, where every box is a task.
    """
    return list(_Finder(document, known, settings, in_agenda=in_agenda).run())


class _Finder:
    """Decides block by block, with what the blocks around it say."""

    def __init__(self, document: Document, known: Directory, settings: ReadingSettings, *, in_agenda: bool) -> None:
        self._document = document
        self._in_agenda = in_agenda
        self._known = known
        self._markers = settings.markers
        self._section_words = settings.sections
        self._hinted = document.lines_with((*HINTS, *map(str.casefold, settings.markers)), HINT)
        self._sections = Sections(document, known, settings.sections)
        self._marking: dict[int, bool] = {}
        self._parents = Parents(document, known)
        self._boxes = Boxes(document, known)
        self._reports = Reports(document, known)

    def run(self) -> Iterator[Found]:
        for block, place in self._sections.walk():
            if block.kind is BlockKind.HEADING:
                yield from (one for one in self._marked(block, place) if self._is_task_as_heading(one))
                continue
            if place.is_label or not block.content:
                continue
            if block.kind is BlockKind.ROW:
                yield from found_in_row(self._document, block, place, self._known)
                continue
            marked = self._marked(block, place)
            if marked:
                yield from marked
                if block.kind is BlockKind.ITEM and len(marked[0].text) < _LONGEST_TOPIC:
                    self._parents.passes_on(block, marked[0].text)  # tasks nested in a marked topic are actions too
            else:
                yield from self._unmarked(block, place)

    # ---- marked lines

    def _marked(self, block: Block, place: Place) -> list[Found]:
        if not self._document.touches(block, self._hinted):
            return []
        inline = self._document.inline(block)
        text = _without_code(inline)
        if lines := self._labelled_lines(block, place, text):
            return lines
        hits: list[tuple[int, int, Marked, int]] = []
        for number, (start, end) in enumerate(split_lines(text)):
            if block.content_line + number in self._hinted:
                hits.extend(
                    (start, number, one, end)
                    for one in find_marked(text[start:end], self._known, self._markers, text[end + 1 : end + _NEAR])
                )
        found = []
        breaks = LineBreaks(block.content)
        for count, (start, number, one, line_end) in enumerate(hits):
            end = start + one.end
            if end == line_end and not one.at_end:
                limit = hits[count + 1][0] if count + 1 < len(hits) else len(text)
                late = not text[start + one.start : line_end].strip(" *_")
                end = self._continued(text, line_end, limit, breaks, number, late=late)
            found.append(self._marked_found(block, place, one, (start + one.start, end), number, alone=len(hits) == 1))
        return [one for one in found if self._says_something(one)]

    def _says_something(self, one: Found) -> bool:
        if one.owner_text:
            return bool(one.text.strip())
        nothing = is_empty(one.text) or is_motion_outcome(one.text)
        return not nothing and ("(" in one.text or not only_names(one.text, self._known))

    def _is_task_as_heading(self, one: Found) -> bool:
        """`### ACTION: Dana to write it`: a heading names its topic, unless it says who is to do something."""
        if not opens_line(one.lead) or one.text.rstrip(" *_").endswith("?"):
            return False
        text = one.text.lstrip(" *_")
        named = names_anybody(text, self._known) or begins_with_verb(text.casefold())
        return named or (len(text.split()) >= _FEWEST_OF_TASK and names_at(text, 0, self._known) is not None)

    def _continued(self, text: str, end: int, limit: int, breaks: LineBreaks, number: int, *, late: bool) -> int:
        """Where an action ends that goes on over further physical lines of its block; `late`: it begins there."""
        while end < limit:
            following = text.find("\n", end + 1)
            following = limit if following < 0 else min(following, limit)
            if not late and (begins_anew(text, end + 1, following) or breaks.is_meant(number)):
                break
            end, late, number = following, False, number + 1
        return end

    def _marked_found(self, block: Block, place: Place, one: Marked, span: Span, number: int, *, alone: bool) -> Found:
        inline = self._document.inline(block)
        raw = inline.text[span[0] : span[1]]
        box = BOX.match(one.lead) or BOX.match(raw)
        if box and not BOX.match(one.lead):
            span = (span[0] + box.end(), span[1])
            raw = raw[box.end() :]
        is_log = inline.text.find("\n") >= 0 and begins_turn(inline.text, 0, inline.text.find("\n"))
        anew = number > 0 and opens_line(one.lead)
        near = max(0, span[0] - _NEAR - 1)
        label = inline.text[max(near, inline.text.rfind("\n", near, span[0]) + 1) : span[0]]
        context = (0, len(inline.text)) if alone and not is_log and not anew else span
        remarks = self._remarks(block, marked=True) + _details_behind(inline.text, span[1])
        return Found(
            block=block,
            line=block.content_line + number,
            text=raw.replace("\n", " "),
            context=inline.text[slice(*context)],
            hrefs=hrefs_in(inline, context),
            title=title_at_end(inline, span),
            signature=emphasised_at_end(inline, span),
            emphasised=emphasised_in(inline, context),
            struck=cut_to(inline.struck, span),
            lead=one.lead,
            owner_text=one.owner_text or owner_below(remarks),
            due_text=due_below(remarks),
            aside=one.aside,
            owners=self._parents.owners_around(block, place),
            box=ticked(box) if box else None,
            status_text=self._closing(label),
            remarks=remarks,
            heading=self._heading(block, place),
            listed=place.is_top and self._is_list_of_call(place),
            number=given_number(label, raw),
        )

    def _is_list_of_call(self, place: Place) -> bool:
        """True for the place of a list that is no part of a bullet of the talk, as `TODOs:` within one is."""
        return place.strength is not Strength.NONE and self._document.blocks[place.start].parent < 0

    @cached_property
    def _closed(self) -> frozenset[str]:
        return closed_numbers(self._document.source.text)

    def _closing(self, label: str) -> str:
        """What another line of the note says of the action whose number `label` names: `close ACTION-12`."""
        number = number_of(label)
        return "closed" if number and number in self._closed else ""

    # ---- items of a list of actions and task boxes

    def _unmarked(self, block: Block, place: Place) -> Iterator[Found]:
        if self._in_agenda and self._is_reopened(block):
            whole = (0, len(self._document.inline(block).text))
            yield replace(self._line_found(block, place, whole, 0, listed=False), answer=True)
            return
        top = place.is_top or self._parents.passed_by(block)
        listed = place.strength is not Strength.NONE and top and not self._reports.has(block)
        if not listed and not MAY_BE_BOX.match(block.content):
            return
        text = self._document.inline(block).text
        box = BOX.match(text)
        words = text[box.end() :] if box else text
        if box and block.kind is BlockKind.ITEM:
            stands = self._box_is_task(block, place, text, listed=listed)
        elif box and not listed:
            stands = not place.area and names_task(words, self._known)
        else:
            stands = listed and (box is not None or self._listed_is_action(block, place, words))
        if says_nothing(words) or is_label(words) or not (stands or listed):
            return
        if not self._parents.passes_on(block, words) and stands:
            yield from self._plain_found(block, place, text, box)

    def _is_reopened(self, block: Block) -> bool:
        """True for a line without a box that tells what was done, where somebody says behind its key: reopened."""
        if MAY_BE_BOX.match(block.content) or len(block.content) > marks.LONGEST_REMARK:
            return False
        text = self._document.inline(block).text
        key = first_key(text)
        return key is not None and marks.answer_said(text[key.end :]).reopened

    def _box_is_task(self, block: Block, place: Place, text: str, *, listed: bool) -> bool:
        """Boxes of our agenda, and a line with a key, are tasks, even where boxes otherwise stand for topics."""
        if self._in_agenda or named_key(text):
            return True
        passed = self._parents.passed_by(block)
        words = BOX.sub("", text, count=1)
        if place.strength is Strength.NONE and self._boxes.is_topic(block, words, listed=passed):
            return False
        return listed or self._boxes.are_tasks(block, place)

    def _listed_is_action(self, block: Block, place: Place, words: str) -> bool:
        if place.strength is Strength.WEAK:
            return names_who(words, self._known)
        if block.kind is not BlockKind.PARAGRAPH or names_who(words, self._known):
            return True
        if self._marks_its_actions(place) or (place.heading > place.start and not _may_be_task(words)):
            return False
        if self._has_list(block):
            return bool(speaker(words, self._known))
        return not words.rstrip(" *_").endswith(":") and not _TOLD.match(words)

    def _marks_its_actions(self, place: Place) -> bool:
        """True where paragraphs of the section have markers: those without one are the talk about them."""
        if place.start not in self._marking:
            marked = False
            for block in self._document.blocks[place.start + 1 : place.start + 1 + _LOOKED_THROUGH]:
                if block.kind is BlockKind.HEADING or marked:
                    break
                if block.kind is BlockKind.PARAGRAPH and self._document.touches(block, self._hinted):
                    text = self._document.inline(block).text[:_NEAR]
                    marked = bool(find_marked(text.partition("\n")[0], self._known, self._markers))
            self._marking[place.start] = marked
        return self._marking[place.start]

    def _has_list(self, block: Block) -> bool:
        """True where a list stands next to a paragraph: the paragraph is talk about it."""
        blocks = self._document.blocks
        near = (blocks[i] for i in (block.index - 1, block.index + 1) if 0 <= i < len(blocks))
        return any(one.kind in (BlockKind.ITEM, BlockKind.ROW) for one in near)

    def _plain_found(self, block: Block, place: Place, text: str, box: re.Match[str] | None) -> Iterator[Found]:
        spans = list(split_lines(text))
        boxes = [BOX.match(text, start) for start, _ in spans]
        one_by_one = all(boxes) or self._name_tasks(text, spans)
        if len(spans) == 1 or block.kind is not BlockKind.PARAGRAPH or not one_by_one:
            spans, boxes = [(0, len(text))], [box]
        for number, ((start, end), own) in enumerate(zip(spans, boxes, strict=True)):
            listed = place.strength is not Strength.NONE
            span = (own.end() if own else start, end)
            yield self._line_found(block, place, span, number, box=own or box, listed=listed)

    def _line_found(
        self, block: Block, place: Place, span: Span, number: int, *, box: re.Match[str] | None = None, listed: bool
    ) -> Found:
        inline = self._document.inline(block)
        text = inline.text[slice(*span)]
        remarks = self._remarks(block)
        return Found(
            block=block,
            line=block.line + number,
            text=text.replace("\n", " "),
            context=text,
            hrefs=hrefs_in(inline, span),
            title=title_at_end(inline, span),
            signature=emphasised_at_end(inline, span),
            emphasised=emphasised_in(inline, span),
            struck=cut_to(inline.struck, span),
            owner_text=owner_below(remarks),
            owners=self._parents.owners_around(block, place),
            box=ticked(box) if box else None,
            due_text=due_below(remarks),
            remarks=remarks,
            heading=self._heading(block, place),
            opener=self._opener(place) if listed else "",
            listed=listed,
            number=given_number("", text),
        )

    def _name_tasks(self, text: str, spans: list[Span]) -> bool:
        return all(names_anybody(text[start:end], self._known) for start, end in spans)

    def _labelled_lines(self, block: Block, place: Place, text: str) -> list[Found]:
        """The further lines of a block whose first line is a lead-in, where each names who does what."""
        first, *spans = split_lines(text)
        if not spans or label_strength(text[slice(*first)], self._section_words) is not Strength.FIRM:
            return []
        one_of_many = len(spans) > 1 or _PLURAL.search(text, *first)
        if not one_of_many or not self._name_tasks(text, spans):
            return []
        return [self._line_found(block, place, span, number, listed=True) for number, span in enumerate(spans, 1)]

    # ---- what stands around

    def _heading(self, block: Block, place: Place) -> str:
        """The heading right above, or the lead-in between where that one bears a day."""
        if place.strength is not Strength.NONE:
            lead = self._document.lead_ins.get(block.list_id, -1)
            for index in (lead, place.start):
                text = self._document.inline(self._document.blocks[index]).text if index > place.heading else ""
                if len(text) <= LONGEST_LABEL and find_date_phrases(text, _SOME_DAY):
                    return text
        return self._document.inline(self._document.blocks[place.heading]).text if place.heading >= 0 else ""

    def _opener(self, place: Place) -> str:
        text = self._document.inline(self._document.blocks[place.start]).text if place.start >= 0 else ""
        return text if len(text) <= LONGEST_LABEL else ""

    def _remarks(self, block: Block, *, marked: bool = False) -> tuple[str, ...]:
        if block.kind is BlockKind.ITEM:
            nested = self._document.children.get(block.index, ())[:_MOST_REMARKS]
            blocks = [self._document.blocks[child] for child in nested]
        else:
            blocks = self._reports.behind(block, marked=marked)[:_MOST_REMARKS]
        texts = (self._document.inline(one).text for one in blocks)
        return tuple(text for text in texts if len(text) <= marks.LONGEST_REMARK)


def _may_be_task(words: str) -> bool:
    """False for talk under a heading of its own in a section of actions, `Still at it.`: it opens with no verb."""
    return begins_with_verb(words.lstrip(" *_").casefold())


def _details_behind(text: str, end: int) -> tuple[str, ...]:
    """The lines right behind an action, in its block, that say whom or when: `Owner: Dana`."""
    lines = (line.strip() for line in text[end : end + _NEAR].split("\n")[1 : 1 + _MOST_DETAILS])
    return tuple(takewhile(is_detail, lines))


_MARKER_AS_CODE = later(grammar.any_of(grammar.MARKERS), re.IGNORECASE)
_SPOKEN_OF = later(r":\s*(?:is|are|was|were|has|have|means|stands)\b", re.IGNORECASE)


def _without_code(inline: Inline) -> str:
    """The text with code blanked out, so that no word in it is taken for a marker; but `TODO`: opens an action."""
    if not inline.code:
        return inline.text
    parts, position = [], 0
    for start, end in inline.code:
        parts.append(inline.text[position:start])
        parts.append(inline.text[start:end] if _labels(inline.text, start, end) else "\ufffc" * (end - start))
        position = end
    parts.append(inline.text[position:])
    return "".join(parts)


def _labels(text: str, start: int, end: int) -> bool:
    """True for code that is nothing but a marker at the start of a line, with a colon behind it and then a task."""
    if not _MARKER_AS_CODE.fullmatch(text, start, end) or text[end : end + 1] != ":":
        return False
    told = _SPOKEN_OF.match(text, end) is not None
    return not told and not text[text.rfind("\n", 0, start) + 1 : start].strip(" *_-")

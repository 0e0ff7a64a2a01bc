"""The text of a comment: a box for each item of one meeting, within a marker and within what GitHub takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from wgtrack.model import Item, Status
from wgtrack.sync.rules import Rules
from wgtrack.sync.texts import KEYS, marker_keys, owner_text, where_stated
from wgtrack.sync.wording import (
    BODY_LENGTH,
    block_in,
    box_lines,
    cut,
    cut_lines,
    defuse,
    digest,
    marker_in,
    replace_block,
    with_boxes,
    without_ticks,
    wrap,
)
from wgtrack.tracking import Marker

COMMENT_TEMPLATE = "comment.md.j2"
ALL_TEXTS = 20_000
"""Characters of the words of all items of one comment."""
LEAST_TEXT = 60
"""Characters of an item's words, however many items there are."""
ALL_KEYS = 1_000
"""Keys that the marker of one comment holds, beside one for each item."""

Boxes = Sequence[tuple[Item, str]]
"""Items, each with the state of its box, open or done."""


@dataclass(frozen=True, slots=True)
class Written:
    """Our text in its marker, and the digest of the facts that it tells."""

    block: str
    facts: str


@dataclass(frozen=True, slots=True)
class CommentText:
    """What is the same for every item of a comment."""

    rules: Rules
    keys: Mapping[str, Sequence[str]]
    meeting: str
    room: int = BODY_LENGTH
    """Characters that our text may have, marker and all."""

    def written(self, boxes: Boxes, more: int = 0) -> Written:
        """The text with as many of `boxes`, from the first on, as there is room for; the others are counted.

        `more` items that are told of here already have no box either. Every text that a template can make is made
        to fit.
        """
        count = len(boxes)
        while True:
            shown, left = boxes[:count], more + len(boxes) - count
            text = comment_text(shown, left, self.rules)
            found = self._wrapped(shown, left, text, block_digest(text))
            too_long = len(found.block) - self.room
            if too_long <= 0:
                return found
            if count == 1:
                break
            count = max(1, min(count - 1, count * self.room // len(found.block)))
        text = cut_lines(text, len(text) - too_long)
        return self._wrapped(shown, left, text, block_digest(text))

    def rewritten(self, last: str, boxes: Boxes, new: Boxes, more: int) -> Written | None:
        """`last`, our text into which people wrote, with its boxes set and those of `new` items behind it.

        None where nothing is left of ours and nothing new finds room.
        """
        lines = box_lines(comment_text(new, 0, self.rules)) if new else {}
        ticked = {key: state != "open" for item, state in boxes for key in (item.key, *self.keys.get(item.key, ()))}
        text = with_boxes(last, ticked)
        shown = list(boxes)
        # What people wrote stays theirs: the digest says that this is no text of ours.
        found = self._wrapped(shown, more + len(new), text, "edited") if shown else None
        for count, (item, state) in enumerate(new, start=1):
            text += "".join(f"\n{line}" for key, line in lines.items() if key == item.key)
            shown.append((item, state))
            longer = self._wrapped(shown, more + len(new) - count, text, "edited")
            if len(longer.block) > self.room:
                break
            found = longer
        return found

    def _wrapped(self, shown: Boxes, left: int, text: str, block: str) -> Written:
        facts = comment_facts(shown, left)
        most = max(1, min(KEYS, ALL_KEYS // len(shown)))
        items = {item.key: marker_keys(item, self.keys, most) for item, _ in shown}
        said = {item.key: state for item, state in shown}
        return Written(wrap(text, Marker(self.meeting, items, {**said, "facts": facts, "block": block})), facts)


def with_room(text: CommentText, body: str) -> CommentText:
    """`text` with the room that a comment has in which people wrote before and behind our own."""
    return replace(text, room=BODY_LENGTH - len(replace_block(body, "")))


def is_edited(body: str) -> bool:
    """True for a comment whose text, apart from ticks, a person has changed."""
    text, marker = block_in(body), marker_in(body)
    return text is not None and marker is not None and marker.said.get("block", "") != block_digest(text)


def comment_facts(boxes: Boxes, more: int = 0) -> str:
    """Digest of what a comment tells of its items, each with the state of its box, and how many others it counts."""
    told = [(i.key, i.text, i.owners, i.due, box, _outcome(i), _restated(i)) for i, box in boxes]
    return digest(repr([*sorted(told), *([more] if more else [])]))


def _outcome(item: Item) -> bool | str:
    return Status.REVIEW.value if item.status is Status.REVIEW else item.status is Status.DROPPED


def comment_text(boxes: Boxes, more: int, rules: Rules) -> str:
    """The text of the comment about items that were all first stated at one meeting, and `more` that have no box."""
    room = max(LEAST_TEXT, ALL_TEXTS // len(boxes))
    first = next((place for item, _ in boxes for place in item.places[:1]), None)
    values = {
        "date": first.date if first else boxes[0][0].first_stated,
        "notes": where_stated(first, rules, line=False) if first and first.path else "",
        "group": defuse(rules.group),
        "items": [_values(item, box, room, rules) for item, box in boxes],
        "more": more,
        "confirm": rules.confirm,
    }
    return rules.render(COMMENT_TEMPLATE, values)


def _values(item: Item, box: str, room: int, rules: Rules) -> dict[str, object]:
    return {
        "key": item.key,
        "ticked": box != "open",
        "dropped": item.status is Status.DROPPED,
        "review": item.status is Status.REVIEW,
        "text": defuse(cut(item.text, room)),
        "owners": [owner_text(owner, rules, rules.team.logins(item.owners)) for owner in item.owners],
        "due": item.due,
        "again": _restated(item)[-3:],
    }


def block_digest(text: str) -> str:
    """Of a comment's text apart from its ticks."""
    return digest(without_ticks(text))


def _restated(item: Item) -> list[str]:
    """The days of later calls at which an item was stated again."""
    days = sorted({place.date.isoformat() for place in item.places if place.date})
    return days[1:]


def has_box(boxes: Mapping[str, bool], item: str, keys: Mapping[str, Iterable[str]]) -> bool:
    """True where an item has one of `boxes`, by any of its keys."""
    return any(key in boxes for key in (item, *keys.get(item, ())))

"""The texts of issues and comments: facts about items, made harmless, in the group's templates.

A digest of the facts decides whether a text is made anew. What changes by itself, as how often an item was
carried or the line it stands on, is shown as of the last writing and is no reason to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from urllib.parse import quote

from wgtrack.model import Item, Kind, Place, Status
from wgtrack.reading.keys import make_key, meeting_key
from wgtrack.sync.rules import Rules
from wgtrack.sync.wording import (
    block_in,
    box_lines,
    cut,
    defuse,
    digest,
    marker_in,
    plain,
    with_boxes,
    without_ticks,
    wrap,
)
from wgtrack.tracking import Marker

ISSUE_TEMPLATE, COMMENT_TEMPLATE = "issue.md.j2", "comment.md.j2"
WHOLE_TEXT = 20_000
"""Characters of an item's words in its issue's body."""
ALL_TEXTS = 20_000
"""Characters of the words of all items of one comment."""
PLACES = 20
"""Latest statements that a body names."""
KEYS = 40
"""Keys that a marker holds for an item: the earliest ones, which every machine knows."""


def meeting_of(item: Item, rules: Rules) -> str:
    """The key of the meeting at which an item was first stated; of its note where that has no date.

    An item that a person added counts to the day's meeting.
    """
    first = item.places[0] if item.places else None
    date = first.date if first else item.first_stated
    if date:
        return meeting_key(rules.group, date)
    return make_key("meeting", rules.group, first.path if first else item.key)


def marker_keys(item: Item, keys: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The keys that a marker names for an item."""
    every = dict.fromkeys([item.key, *(place.key for place in item.places), *keys.get(item.key, ())])
    return tuple(every)[:KEYS]


def words_digest(item: Item) -> str:
    """Of the words in which the notes last stated an item, apart from what people said."""
    return digest(plain(item.places[-1].text if item.places else item.text))


def issue_facts(item: Item) -> str:
    """Digest of what an issue's body tells of its item."""
    told = [(place.key, place.path, place.date) for place in item.places]
    return digest(repr((item.text, item.owners, item.due, item.wake, item.refs, told)))


def issue_text(item: Item, rules: Rules, mentioned: Iterable[str]) -> str:
    """The body of an item's issue, without marker; `mentioned` are logins that are pinged, not being assigned."""
    values = {
        "text": defuse(cut(item.text, WHOLE_TEXT)),
        "key": item.key,
        "owners": [owner_text(owner, rules, mentioned) for owner in item.owners],
        "due": item.due,
        "wake": item.wake if item.kind is Kind.REASSESS else None,
        "about": [str(ref) for ref in item.refs],
        "stated": [{"date": place.date, "where": _where(place, rules)} for place in item.places[-PLACES:]],
        "carried": item.carried,
        "group": defuse(rules.group),
    }
    return rules.render(ISSUE_TEMPLATE, values)


def issue_body(item: Item, text: str, meeting: str, keys: tuple[str, ...], said: Mapping[str, str]) -> str:
    """An issue's body: its text in a marker that holds what the notes say."""
    return wrap(text, Marker(meeting, {item.key: keys}, {**said, "words": words_digest(item)}))


def comment_facts(items: Iterable[tuple[Item, str]]) -> str:
    """Digest of what a comment tells of its items, each with the state of its box."""
    told = [(i.key, i.text, i.owners, i.due, box, i.status is Status.DROPPED, _restated(i)) for i, box in items]
    return digest(repr(sorted(told)))


def comment_text(items: Sequence[tuple[Item, str]], rules: Rules) -> str:
    """The text of the comment about `items`, all first stated at one meeting; each with the state of its box."""
    room = max(60, ALL_TEXTS // len(items))
    first = next((place for item, _ in items for place in item.places[:1]), None)
    values = {
        "date": first.date if first else items[0][0].first_stated,
        "notes": _where(first, rules, line=False) if first and first.path else "",
        "group": defuse(rules.group),
        "items": [
            {
                "key": item.key,
                "ticked": box != "open",
                "dropped": item.status is Status.DROPPED,
                "text": defuse(cut(item.text, room)),
                "owners": [owner_text(owner, rules, rules.team.logins(item.owners)) for owner in item.owners],
                "due": item.due,
                "again": _restated(item)[-3:],
            }
            for item, box in items
        ],
    }
    return rules.render(COMMENT_TEMPLATE, values)


def comment_body(
    items: Sequence[tuple[Item, str]], rules: Rules, keys: Mapping[str, Sequence[str]], meeting: str, there: str | None
) -> str:
    """A comment's body: its text in a marker that holds the state of each box and digests of facts and text.

    `there` is the body as it is now, if it is posted. Where people wrote into our text, only boxes are set in it
    and those of new items are added.
    """
    known = {item.key: marker_keys(item, keys) for item, _ in items}
    said = {item.key: box for item, box in items}
    text = comment_text(items, rules)
    last = block_in(there) if there is not None else None
    marker = marker_in(there) if there is not None else None
    if last is not None and marker and marker.said.get("block", "") != block_digest(last):
        here, lines = box_lines(last), box_lines(text)
        unknown = [item.key for item, _ in items if here.keys().isdisjoint((item.key, *keys.get(item.key, ())))]
        fresh = [lines[key] for key in unknown if key in lines]
        boxes = {key: box != "open" for item, box in items for key in (item.key, *keys.get(item.key, ()))}
        text = "\n".join([with_boxes(last, boxes), *fresh])
        # What people wrote stays theirs: the digest says that this is no text of ours.
        return wrap(text, Marker(meeting, known, {**said, "facts": comment_facts(items), "block": "edited"}))
    return wrap(text, Marker(meeting, known, {**said, "facts": comment_facts(items), "block": block_digest(text)}))


def block_digest(text: str) -> str:
    """Of a comment's text apart from its ticks."""
    return digest(without_ticks(text))


def _restated(item: Item) -> list[str]:
    """The days of later calls at which an item was stated again."""
    days = sorted({place.date.isoformat() for place in item.places if place.date})
    return days[1:]


def owner_text(owner: str, rules: Rules, mentioned: Iterable[str]) -> str:
    """An owner as a text shows them: by login, which pings, where that is in `mentioned`; else by name."""
    login = rules.team.login(owner)
    return f"@{login}" if login and login.casefold() in {each.casefold() for each in mentioned} else defuse(owner)


def _where(place: Place, rules: Rules, *, line: bool = True) -> str:
    """Where a statement stands, as a link where the notes are published."""
    if not place.path:
        return "added by hand"
    shown = f"{place.path}:{place.line}" if line else place.path
    if not rules.notes_url:
        return f"`{plain(shown).replace('`', '')}`"
    path = PurePosixPath(place.path)
    address = rules.notes_url.replace("{stem}", quote(path.stem)).replace("{path}", quote(place.path))
    return f"[{defuse(shown)}](<{address.replace('>', '%3E').replace('<', '%3C')}>)"

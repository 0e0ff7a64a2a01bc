"""The text of an issue: facts about its item, made harmless, in the group's template. And what comments share with it.

A digest of the facts decides whether a text is made anew. What changes by itself, as how often an item was
carried or the line it stands on, is shown as of the last writing and is no reason to write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from urllib.parse import quote

from wgtrack.model import Item, Kind, Place, Status
from wgtrack.reading.keys import make_key, meeting_key
from wgtrack.sync.rules import Rules
from wgtrack.sync.wording import BODY_LENGTH, cut, cut_lines, defuse, digest, plain, wrap
from wgtrack.tracking import Marker

_PLAIN_PATH = re.compile(r"[\w./:+, ()'~-]+")
"""A path that may stand as it is between backquotes."""
ISSUE_TEMPLATE = "issue.md.j2"
WHOLE_TEXT = 20_000
"""Characters of an item's words in its issue's body."""
MARKER = 12_000
"""Characters that an issue's marker may take."""
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


def marker_keys(item: Item, keys: Mapping[str, Sequence[str]], most: int = KEYS) -> tuple[str, ...]:
    """The keys, at most so many, that a marker names for an item."""
    every = dict.fromkeys([item.key, *(place.key for place in item.places), *keys.get(item.key, ())])
    return tuple(every)[:most]


def words_digest(item: Item) -> str:
    """Of the words in which the notes last stated an item, apart from what people said."""
    return digest(plain(item.places[-1].text if item.places else item.text))


def issue_facts(item: Item) -> str:
    """Digest of what an issue's body tells of its item."""
    told = [(place.key, place.path, place.date) for place in item.places]
    review = (Status.REVIEW.value,) if item.status is Status.REVIEW else ()
    return digest(repr((item.text, item.owners, item.due, item.wake, item.refs, told, *review)))


def issue_text(item: Item, rules: Rules, mentioned: Iterable[str], room: int = BODY_LENGTH) -> str:
    """The body of an item's issue, without marker; `mentioned` are logins that are pinged, not being assigned.

    It fits into `room` characters with its marker, whatever the item and the template are.
    """
    values = {
        "text": defuse(cut(item.text, WHOLE_TEXT)),
        "key": item.key,
        "owners": [owner_text(owner, rules, mentioned) for owner in item.owners],
        "due": item.due,
        "wake": item.wake if item.kind is Kind.REASSESS else None,
        "about": [str(ref) for ref in item.refs],
        "stated": [{"date": place.date, "where": where_stated(place, rules)} for place in item.places[-PLACES:]],
        "carried": item.carried,
        "review": item.status is Status.REVIEW,
        "confirm": rules.confirm,
        "chairs": [defuse(name) for name in rules.chair_names],
        "group": defuse(rules.group),
    }
    return cut_lines(rules.render(ISSUE_TEMPLATE, values), room - MARKER)


def issue_body(item: Item, text: str, meeting: str, keys: tuple[str, ...], said: Mapping[str, str]) -> str:
    """An issue's body: its text in a marker that holds what the notes say."""
    return wrap(text, Marker(meeting, {item.key: keys}, {**said, "words": words_digest(item)}))


def owner_text(owner: str, rules: Rules, mentioned: Iterable[str]) -> str:
    """An owner as a text shows them: by login, which pings, where that is in `mentioned`; else by name."""
    login = rules.team.login(owner)
    return f"@{login}" if login and login.casefold() in {each.casefold() for each in mentioned} else defuse(owner)


def where_stated(place: Place, rules: Rules, *, line: bool = True) -> str:
    """Where a statement stands, as a link where the notes are published."""
    if not place.path:
        return "added by hand"
    shown = f"{place.path}:{place.line}" if line else place.path
    if not rules.notes_url:
        shown = plain(shown)
        return f"`{shown}`" if _PLAIN_PATH.fullmatch(shown) else defuse(shown)
    path = PurePosixPath(place.path)
    address = rules.notes_url.replace("{stem}", quote(path.stem)).replace("{path}", quote(place.path))
    return f"[{defuse(shown)}](<{address.replace('>', '%3E').replace('<', '%3C')}>)"

"""The calendar as a text (iCalendar, RFC 5545). Only this module knows the library icalendar.

Every entry has a UID that is the same each time, so that a subscribed calendar updates and nothing stands there twice.
Due dates and reassessments are days without a zone; a call begins at the group's own time of day, also across the
changes of daylight saving, whose rules the text holds for the group's zone.
"""

from __future__ import annotations

import datetime as dt
from hashlib import blake2b
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Todo

from wgtrack import __version__
from wgtrack.followup.calendar import Entries
from wgtrack.model import Item, Status
from wgtrack.publish.addresses import note_address
from wgtrack.publish.plaintext import plain

PRODID = "-//wgtrack//wgtrack"
_STATUS = {
    Status.OPEN: "NEEDS-ACTION",
    Status.IN_PROGRESS: "IN-PROCESS",
    Status.REVIEW: "IN-PROCESS",
    Status.DONE: "COMPLETED",
    Status.DROPPED: "CANCELLED",
}
_NOON = dt.time(12, tzinfo=dt.UTC)
"""Where the standard wants a moment for what is known by its day: noon is that day nearly everywhere."""


def calendar_text(
    entries: Entries, *, group: str, call_time: dt.time | None, timezone: str, now: dt.datetime, notes_url: str | None
) -> str:
    """The calendar with lines that end in CRLF. Calls last all day where `call_time` is None."""
    made = Calendar()
    made.add("prodid", f"{PRODID} {__version__}//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", plain(group) or "Action items")
    for item in entries.due:
        made.add_component(_todo(item, now, notes_url))
    for item in entries.reassess:
        made.add_component(_reassessment(item, now, notes_url))
    for day in entries.calls:
        made.add_component(_call(day, group, call_time, ZoneInfo(timezone), now))
    if entries.calls and call_time:
        first, last = entries.calls[0], entries.calls[-1]
        made.add_missing_timezones(first - dt.timedelta(days=366), last + dt.timedelta(days=366))
    text: bytes = made.to_ical()
    return text.decode("utf-8")


def _todo(item: Item, now: dt.datetime, notes_url: str | None) -> Todo:
    made = Todo()
    made.add("uid", f"{item.key}.due@wgtrack.invalid")
    made.add("dtstamp", now)
    made.add("summary", _summary(item))
    made.add("due", item.due)
    made.add("status", _STATUS[item.status])
    if item.status is Status.DONE and item.closed_on:
        made.add("completed", dt.datetime.combine(item.closed_on, _NOON))
    _describe(made, item, notes_url)
    return made


def _reassessment(item: Item, now: dt.datetime, notes_url: str | None) -> Event:
    made = Event()
    made.add("uid", f"{item.key}.reassess@wgtrack.invalid")
    made.add("dtstamp", now)
    made.add("summary", f"Reassess: {_summary(item)}")
    made.add("dtstart", item.wake)
    made.add("transp", "TRANSPARENT")
    _describe(made, item, notes_url)
    return made


def _call(day: dt.date, group: str, call_time: dt.time | None, zone: ZoneInfo, now: dt.datetime) -> Event:
    made = Event()
    whose = blake2b(group.encode(), digest_size=5).hexdigest()
    made.add("uid", f"call.{day.isoformat()}.{whose}@wgtrack.invalid")
    made.add("dtstamp", now)
    made.add("summary", plain(f"{group}: call" if group else "Call"))
    made.add("dtstart", dt.datetime.combine(day, call_time, zone) if call_time else day)
    return made


def _summary(item: Item) -> str:
    return plain(f"{', '.join(item.owners)}: {item.text}" if item.owners else item.text)


def _describe(made: Event | Todo, item: Item, notes_url: str | None) -> None:
    made.add("description", f"Action item {item.key}")
    if notes_url and item.places:
        made.add("url", note_address(notes_url, item.places[-1].path))

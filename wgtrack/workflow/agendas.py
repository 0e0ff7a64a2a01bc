"""The next agenda: what is still open, as text that can be read back."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wgtrack.errors import UsageProblem
from wgtrack.followup.agenda import Agenda, agenda_dict, build_agenda
from wgtrack.followup.calls import next_call
from wgtrack.publish import agenda as publishing
from wgtrack.publish.merge import Merged, first_version, is_ours, merge
from wgtrack.reading.agendas import AgendaMarker, find_marker, is_newer_agenda, lines_written
from wgtrack.reading.choices import CHOICE
from wgtrack.reading.note import read_note
from wgtrack.store.items import any_link, calls_held, load_items
from wgtrack.workflow import notes
from wgtrack.workflow.files import text_of, write_whole
from wgtrack.workflow.memory import Setting, opened, record_file

if TYPE_CHECKING:
    from wgtrack.store.database import Session
    from wgtrack.tracking import Link, Moved

__all__ = ["agenda_dict", "agenda_text", "next_agenda", "over", "write"]


def next_date(setting: Setting, after: dt.date | None) -> dt.date | None:
    """The day of the call after the day `after`, today at the earliest; None without `calls`, or where they end.

    With None that after the last call that was held, as far as the notes that were read tell.
    """
    if not setting.config.calls:
        return None
    with opened(setting) as database, database.reading() as session:
        held = calls_held(session, setting.today)
    yesterday = setting.today - dt.timedelta(days=1)
    return next_call(setting.config.calls, max(after or max(held, default=yesterday), yesterday), held)


def next_agenda(setting: Setting, date: dt.date | None) -> Agenda:
    """The agenda of the call of `date`; with None of the next one by the group's `calls`, else of today."""
    config = setting.config
    with opened(setting) as database, database.reading() as session:
        held = calls_held(session, setting.today)
        if date is None and config.calls:
            yesterday = setting.today - dt.timedelta(days=1)
            date = next_call(config.calls, yesterday, held)
        date = date or setting.today
        before = bisect_left(held, date)
        last_call = held[before - 1] if before else None
        items = load_items(session, setting.today, closed_since=last_call or dt.date.min)
        links = _links(session)
        return build_agenda(
            items,
            date=date,
            today=setting.today,
            last_call=last_call,
            group=config.group,
            people=config.people,
            wake_after=setting.wake_after,
            carried_limit=config.carried_limit,
            links=_by_item(links),
            moved=_moved(setting, links, last_call),
        )


def _links(session: Session) -> list[Link]:
    if not any_link(session):
        return []
    from wgtrack.store.links import every_link

    return every_link(session)


def _by_item(links: Iterable[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        found[link.item].append(link)
    return found


def _moved(setting: Setting, links: Sequence[Link], last_call: dt.date | None) -> list[Moved]:
    """The issues that moved since the last call began, at the group's own time of day."""
    if not links:
        return []
    from wgtrack.followup.moves import moves_since

    zone = ZoneInfo(setting.config.timezone)
    begun = dt.datetime.combine(last_call or dt.date(1, 1, 2), setting.config.call_time or dt.time(), zone)
    return [replace(each, at=each.at.astimezone(zone)) for each in moves_since(links, begun)]


def agenda_text(setting: Setting, agenda: Agenda) -> str:
    """`agenda` as the group's template gives it, with the markers by which its lines are known again."""
    return first_version(*_made(setting, agenda))


def over(setting: Setting, agenda: Agenda, there: str, shown: str) -> Merged:
    """`agenda` written over the text `there` of the file `shown`, with every line and tick of people in it.

    UsageProblem for a text that is no agenda of ours, or that of another call into which people wrote.
    """
    marker = find_marker(there)
    if is_newer_agenda(there):
        raise UsageProblem(f"{shown} was written by a newer wgtrack: upgrade wgtrack, or name another file.")
    if marker is None or not is_ours(there):
        raise UsageProblem(f"{shown} is there already and is no agenda that wgtrack wrote: name another file.")
    merged = merge(there, *_made(setting, agenda))
    if marker.date != agenda.date and merged.has_own:
        told = f"{shown} is the agenda of {marker.date} and people wrote in it"
        raise UsageProblem(f"{told}: name another file for that of {agenda.date}.")
    return merged


def write(setting: Setting, agenda: Agenda, file: Path, shown: Path) -> tuple[Merged, bool]:
    """Write `agenda` into `file`, called `shown`, over one of ours so that all stays that people wrote there.

    Says what the file holds now, and whether that is news. UsageProblem where it may not be written over, or can't be.
    """
    there = text_of(file, shown)
    if there.strip("\ufeff \t\r\n"):
        merged = over(setting, agenda, there, str(shown))
    else:
        merged = Merged(agenda_text(setting, agenda))
    if merged.text == there:
        return merged, False
    write_whole(file, shown, merged.text)
    record_file(setting, str(shown))
    return merged, True


def _made(setting: Setting, agenda: Agenda) -> tuple[str, AgendaMarker]:
    """The text of `agenda`, and the marker that says what its lines hold."""
    config = setting.config
    templates = config.root / "templates"
    text = publishing.agenda_text(agenda, project_templates=templates, notes_url=config.notes_url)
    settings = notes.reading_settings(config)
    boxes = CHOICE.sub("", text)
    statements = [s for told in read_note(boxes, "", "", settings).meetings for s in told.statements]
    return text, AgendaMarker(agenda.date, lines_written(statements))

"""The next agenda: what is still open, as text that can be read back."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left

from wgtrack.followup.agenda import Agenda, agenda_dict, build_agenda
from wgtrack.followup.calls import next_call
from wgtrack.publish import agenda as publishing
from wgtrack.reading.agendas import stamp
from wgtrack.reading.choices import CHOICE
from wgtrack.reading.note import read_note
from wgtrack.store.items import calls_held, load_items
from wgtrack.store.links import links_of
from wgtrack.workflow import notes
from wgtrack.workflow.memory import Setting, opened

__all__ = ["agenda_dict", "agenda_text", "next_agenda"]


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
        return build_agenda(
            items,
            date=date,
            today=setting.today,
            last_call=last_call,
            group=config.group,
            people=config.people,
            wake_after=setting.wake_after,
            carried_limit=config.carried_limit,
            links=links_of(session, [item.key for item in items]),
        )


def agenda_text(setting: Setting, agenda: Agenda) -> str:
    """`agenda` as the group's template gives it, with the marker by which its lines are known again."""
    config = setting.config
    templates = config.root / "templates"
    text = publishing.agenda_text(agenda, project_templates=templates, notes_url=config.notes_url)
    settings = notes.reading_settings(config)
    boxes = CHOICE.sub("", text)
    statements = [s for told in read_note(boxes, "", "", settings).meetings for s in told.statements]
    return stamp(text, agenda.date, statements)

"""Following up between calls: what is put off, and until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from wgtrack.config import Config
from wgtrack.model import Item, Kind, Person, Status, asleep_again
from wgtrack.store.items import calls_held, load_items
from wgtrack.workflow import memory
from wgtrack.workflow.memory import Setting, opened

# `done` asks here what it means, many times a day: what reminds and counts is imported where it is needed.
if TYPE_CHECKING:
    from wgtrack.followup.reminders import Reminder
    from wgtrack.followup.stats import Stats


def put_off(item: Item, until: dt.date | None) -> Mapping[str, str]:
    """What a person says of `item` who puts it off `until` a day; with None, that it is an action."""
    if until is not None:
        return {"kind": Kind.REASSESS.value, "wake": until.isoformat()}
    # An action that was never put off keeps its due date.
    return {"kind": Kind.ACTION.value, "wake": ""} if item.kind is Kind.REASSESS else {}


def kept_until(setting: Setting, item: Item) -> dt.date:
    """The day until which a reassessment sleeps that is kept today."""
    return asleep_again(item.interval, setting.today, setting.wake_after)


def reminders(setting: Setting, only: frozenset[str] | None) -> tuple[Reminder, ...]:
    """Whom to remind of what; `only` are the names, case folded, of one owner."""
    from wgtrack.followup.reminders import build_reminders
    from wgtrack.reading.dates import add_duration

    config = setting.config
    items, _ = memory.items(setting, closed=False)
    return build_reminders(
        items,
        today=setting.today,
        soon=add_duration(setting.today, config.due_within),
        carried_limit=config.carried_limit,
        people=config.people,
        only=only,
    )


def reminder_texts(setting: Setting, found: Iterable[Reminder]) -> list[str]:
    """Each reminder as the group's template gives it."""
    from wgtrack.publish.reminders import reminder_text

    config = setting.config
    return [
        reminder_text(
            each,
            group=config.group,
            today=setting.today,
            project_templates=config.root / "templates",
            notes_url=config.notes_url,
        )
        for each in found
    ]


def mailbox(setting: Setting, found: Sequence[Reminder], sender: tuple[str, str]) -> tuple[bytes, list[Reminder]]:
    """The reminders of all whose address is known as a mailbox, from `sender`; and the others."""
    from wgtrack.publish.reminders import mbox, message

    known = [each for each in found if each.person and each.person.email]
    made = [
        message(each, text, sender=sender, group=setting.config.group, now=setting.batch.at)
        for each, text in zip(known, reminder_texts(setting, known), strict=True)
    ]
    return mbox(made, setting.batch.at), [each for each in found if each not in known]


def calendar(setting: Setting, only: frozenset[str] | None) -> str:
    """The calendar of the group, or of the owner whose names, case folded, are `only`, as iCalendar."""
    from wgtrack.followup.calendar import calendar_entries
    from wgtrack.publish.calendar import calendar_text

    config = setting.config
    with opened(setting) as database, database.reading() as session:
        items = load_items(session, setting.today, closed_since=dt.date.min)
        held = calls_held(session, setting.today)
    return calendar_text(
        calendar_entries(items, today=setting.today, calls=config.calls, held=held, only=only),
        group=config.group,
        call_time=config.call_time,
        timezone=config.timezone,
        now=setting.batch.at,
        notes_url=config.notes_url,
    )


def numbers(setting: Setting) -> Stats:
    """The group's numbers as of today."""
    from wgtrack.followup.stats import build_stats

    with opened(setting) as database, database.reading() as session:
        items = load_items(session, setting.today, closed_since=dt.date.min)
        held = calls_held(session, setting.today)
    return build_stats(items, today=setting.today, held=held, people=setting.config.people)


def done_means(config: Config, speaker: Person | None, item: Item) -> Status:
    """What `item` becomes when `speaker` says that it is done; None for somebody whom the configuration does not know.

    Where the group confirms, only a chair's word closes it; anybody else's puts it up for review.
    """
    is_chair = speaker is not None and speaker.handle in config.chairs
    return Status.REVIEW if config.confirm and not is_chair and not item.status.closed else Status.DONE

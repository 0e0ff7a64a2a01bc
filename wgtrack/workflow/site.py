"""The group's page: put together from what is remembered, and written into a folder."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from wgtrack.followup.pages import build_site
from wgtrack.publish.site import SitePages
from wgtrack.store.items import load_items
from wgtrack.store.links import links_of
from wgtrack.store.pages import every_history, meetings_told
from wgtrack.workflow.folder import Written, write_folder
from wgtrack.workflow.memory import Setting, opened


def site(setting: Setting, folder: Path, shown: str) -> Written:
    """Write the group's pages into `folder`, which is called `shown`; says what became of it.

    UsageProblem where the folder can't be written, or holds a file of that name that is not ours.
    """
    with opened(setting) as database, database.reading() as session:
        items = load_items(session, setting.today, closed_since=dt.date.min)
        meetings = meetings_told(session)
        links = links_of(session, [item.key for item in items])
        histories = every_history(session)
    config = setting.config
    made = SitePages(
        build_site(items, meetings, group=config.group, today=setting.today, people=config.people),
        links=links,
        events=lambda key: histories.get(key, ()),
        project_templates=config.root / "templates",
        notes_url=config.notes_url,
    )
    with _nothing_collected():
        return write_folder(folder, shown, chain(made.assets(), _encoded(made.every())))


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """No search for garbage meanwhile: what is made refers to nothing that refers back, and there is much of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _encoded(pages: Iterator[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    return ((name, text.encode("utf-8")) for name, text in pages)

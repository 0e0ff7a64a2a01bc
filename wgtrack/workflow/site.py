"""The group's page: put together from what is remembered, and written into a folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from wgtrack.followup.pages import build_site
from wgtrack.publish.site import POLICY, SitePages
from wgtrack.store.items import load_items
from wgtrack.store.links import links_of
from wgtrack.store.pages import every_history, meetings_told
from wgtrack.workflow.folder import Written, write_folder
from wgtrack.workflow.garbage import nothing_collected
from wgtrack.workflow.memory import Setting, opened
from wgtrack.workflow.watching import Step, Watch, unwatched


def site(setting: Setting, folder: Path, shown: str, *, watch: Watch = unwatched) -> Written:
    """Write the group's pages into `folder`, which is called `shown`; says what became of it.

    `watch` is told how far it is. UsageProblem where the folder can't be written, or holds a file that is not ours and
    has the name of a page.
    """
    with nothing_collected():
        made = pages(setting)
        files = chain(made.assets(), ((name, text.encode("utf-8")) for name, text in made.every()))
        with watch("writing pages", made.number) as step:
            return write_folder(folder, shown, _counted(files, step))


def pages(setting: Setting, *, policy: str = POLICY, extra: Mapping[str, object] | None = None) -> SitePages:
    """The group's pages as they are now; `extra` are values for every template."""
    with opened(setting) as database, database.reading() as session:
        items = load_items(session, setting.today, closed_since=dt.date.min)
        meetings = meetings_told(session)
        links = links_of(session, [item.key for item in items])
        histories = every_history(session)
    config = setting.config
    return SitePages(
        build_site(items, meetings, group=config.group, today=setting.today, people=config.people),
        links=links,
        events=lambda key: histories.get(key, ()),
        project_templates=config.root / "templates",
        notes_url=config.notes_url,
        policy=policy,
        extra=extra,
    )


def _counted(files: Iterable[tuple[str, bytes]], step: Step) -> Iterator[tuple[str, bytes]]:
    for file in files:
        yield file
        step()

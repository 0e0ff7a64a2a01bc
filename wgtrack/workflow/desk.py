"""What a group does on its page during a call: the same words that the commands say, about what was last seen."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from wgtrack.errors import UsageProblem
from wgtrack.followup.pages import version_of
from wgtrack.model import Item, Kind, Person, Status
from wgtrack.publish.site import SitePages
from wgtrack.store.pages import state_of
from wgtrack.workflow import agendas, following, saying
from wgtrack.workflow.memory import Setting, opened
from wgtrack.workflow.site import pages
from wgtrack.workflow.typed import owners, when, words

Changes = Callable[[Item], Mapping[str, str]]


class ChangedMeanwhile(UsageProblem):
    """Somebody changed the item since it was shown to whoever wants to change it now."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said, in words, and the version that its item has now."""

    words: str
    version: str


def _said(what: str, item: Item) -> Said:
    return Said(f"{what}: {item.text}", version_of(item))


@dataclass(frozen=True, slots=True)
class Written:
    """The agenda that was begun: its day, its text, and the file that it is in, or empty where it is in none."""

    date: dt.date
    text: str
    file: str


@dataclass(frozen=True, slots=True)
class Desk:
    """The memory of a project, for whoever sits at its page."""

    setting_of: Callable[[str], Setting]
    """Gives, for the words of a command, where and when it runs."""
    speaker: Callable[[], Person | None]
    """Who sits there, where the configuration knows them."""

    def state(self) -> str:
        """A short text that is another one once anything changed, or the day did."""
        setting = self.setting_of("")
        with opened(setting) as database, database.reading() as session:
            return f"{setting.today}-{state_of(session)}"

    def pages(self, *, policy: str, extra: Mapping[str, object]) -> SitePages:
        """The group's pages as they are now."""
        return pages(self.setting_of(""), policy=policy, extra=extra)

    def done(self, key: str, seen: str) -> Said:
        """Say that an item is done; where the group confirms and a chair does not sit here, it is for review."""
        setting = self.setting_of(f"done {key}")
        speaker = self.speaker()

        def changes(item: Item) -> Mapping[str, str]:
            return {"status": following.done_means(setting.config, speaker, item).value}

        after = self._tell(setting, key, seen, changes)
        return _said("For review" if after.status is Status.REVIEW else "Done", after)

    def reopen(self, key: str, seen: str) -> Said:
        """Say that an item is open again."""
        after = self._tell(self.setting_of(f"reopen {key}"), key, seen, lambda _: {"status": Status.OPEN.value})
        return _said("Open", after)

    def assign(self, key: str, seen: str, typed: str) -> Said:
        """Say who is to do an item: names with commas between them; nobody where it is empty."""
        names = owners([typed]) if typed.strip(" ,") else []
        told = ", ".join(names)
        setting = self.setting_of(f"assign {key} {told or 'none'}")
        after = self._tell(setting, key, seen, lambda _: {"owners": told})
        return _said(f"For {told or 'nobody'} now", after)

    def due(self, key: str, seen: str, typed: str) -> Said:
        """Say by when an item is to be done, or until when it is put off; no day where it is empty."""
        setting = self.setting_of(f"due {key} {typed.strip() or 'none'}")
        day = when(typed.strip() or "none", setting.today)

        def changes(item: Item) -> Mapping[str, str]:
            return {"wake" if item.kind is Kind.REASSESS else "due": day.isoformat() if day else ""}

        after = self._tell(setting, key, seen, changes)
        return _said(f"Due {day}" if day else "Without a day", after)

    def add(self, text: str, owner: str, due: str, *, apart: bool) -> Said:
        """Remember an item that stands in no note; `apart` keeps it from an open one that is alike."""
        said = words(text, "say what is to be done")
        names = owners([owner]) if owner.strip(" ,") else []
        setting = self.setting_of(f"add {said}")
        day = when(due.strip() or "none", setting.today)
        made = saying.add(setting, saying.spoken(setting.config, said, names, due=day, refs=[]), apart=apart)
        return _said("Added", made)

    def agenda(self) -> Written:
        """Begin the next call's agenda: write it to `agenda_file`, as the command does; only its text without one."""
        setting = self.setting_of("agenda")
        config = setting.config
        made = agendas.next_agenda(setting, None)
        if not config.agenda_file:
            return Written(made.date, agendas.agenda_text(setting, made), "")
        name = config.agenda_file.replace("{date}", made.date.isoformat())
        merged, _ = agendas.write(setting, made, config.root / name, Path(os.path.normpath(name)))
        return Written(made.date, merged.text, name)

    def _tell(self, setting: Setting, key: str, seen: str, changes: Changes) -> Item:
        """Say it of the item as it was `seen`, or not at all."""

        def of_what_was_seen(item: Item) -> Mapping[str, str]:
            if version_of(item) != seen:
                raise ChangedMeanwhile(f"“{item.text}” was changed meanwhile, and your change was not made: look again")
            return changes(item)

        return saying.tell(setting, [key], of_what_was_seen)[0].after

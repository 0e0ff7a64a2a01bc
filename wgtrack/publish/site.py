"""The group's page: what is open, for whom, what each call did, and a page for every item, call and person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path

from wgtrack.followup.pages import Call, Owner, OwnerItems, Site, version_of
from wgtrack.model import Event, Item, Meeting
from wgtrack.publish.addresses import note_address
from wgtrack.publish.chart import chart
from wgtrack.publish.page_values import STANDINGS, Facts, Values, item_values, published, row_values, web, who
from wgtrack.publish.templates import Pages
from wgtrack.tracking import Link

ASSETS = ("site.css", "site.js")
"""Files that every page needs beside it."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
"""The Content-Security-Policy of pages that stand by themselves: nothing but the files that come with them."""


class SitePages:
    """The pages of one `site`, each made when it is asked for.

    `links` are the issues of items by key, `events` gives the history of an item; `extra` are further values that
    every template is given. ConfigError where a template of the group is wrong.
    """

    def __init__(
        self,
        site: Site,
        *,
        links: Mapping[str, Sequence[Link]],
        events: Callable[[str], Iterable[Event]],
        project_templates: Path | None,
        notes_url: str | None,
        policy: str = POLICY,
        extra: Values | None = None,
    ) -> None:
        self._site = site
        self._events = events
        self._pages = Pages(project_templates)
        self._facts = Facts(
            site.today, notes_url, site.owner_by_name, links, sorted({call.date for call in site.calls if call.date})
        )
        common: dict[str, object] = {"group": published(site.group), "today": site.today.isoformat(), "policy": policy}
        common |= {"referrer": "no-referrer", "actions": None}
        self._common = {**common, **(extra or {})}
        self._rows: dict[str, str] = {}
        self._known: dict[str, Values] = {}
        self._calls = [call for call in site.calls if call.slug]

    def every(self) -> Iterator[tuple[str, str]]:
        """Name and text of each page; all lie in one folder."""
        return ((name, made()) for name, made in self._by_name.items())

    @cached_property
    def _by_name(self) -> Mapping[str, Callable[[], str]]:
        found = {"index.html": self.index, "calls.html": self.calls, "people.html": self.people}
        found |= {f"call-{call.slug}.html": partial(self.call, place) for place, call in enumerate(self._calls)}
        found |= {f"person-{e.owner.slug}.html": partial(self.person, e) for e in self._site.owners if e.owner.slug}
        return found | {f"{item.key}.html": partial(self.item, item) for item in self._site.items}

    @property
    def number(self) -> int:
        """How many files there are."""
        return len(ASSETS) + len(self._by_name)

    def named(self, name: str) -> str | None:
        """The text of the page `name`, as `every` names them; None where there is none."""
        made = self._by_name.get(name)
        return made() if made else None

    def page(self, template: str, section: str, values: Values) -> str:
        """A page of another kind, with what every page has."""
        return self._page(template, section, values)

    def assets(self, *, also: Iterable[str] = ()) -> Iterator[tuple[str, bytes]]:
        """Name and content of each file that the pages need beside them, and of those in `also`."""
        return ((name, self._pages.asset(name)) for name in (*ASSETS, *also))

    def index(self) -> str:
        """What is open, by owner, and below it what is done or dropped."""
        site = self._site
        held = [(call.date, len(call.opened), len(call.closed)) for call in site.calls if call.date]
        values = {
            "groups": [{**_owner(owner), "rows": self._list(items)} for owner, items in site.first_owner],
            "closed": self._list(item for item in site.items if item.status.closed),
            "whole": site.whole,
            "owners": [_owner(each.owner) for each in site.owners],
            "standings": [(standing.value, words) for standing, words in STANDINGS.items()],
            "chart": chart(site.over_time, held, site.today),
            "calls": [self._call_values(call) for call in site.calls if call.date],
        }
        return self._page("index.html.j2", "index", values)

    def calls(self) -> str:
        """The calls on a line of time, latest first."""
        calls = [self._call_values(call, brief=True) for call in self._site.calls]
        return self._page("calls.html.j2", "calls", {"calls": calls})

    def people(self) -> str:
        """Everybody's numbers."""
        people = [{**_owner(each.owner), "share": each.share} for each in self._site.owners]
        return self._page("people.html.j2", "people", {"people": people, "whole": self._site.whole})

    def call(self, number: int) -> str:
        """One call, by its place among those that have a page: what it opened, closed, and spoke of again."""
        call = self._calls[number]
        later, earlier = self._calls[number - 1] if number else None, self._calls[number + 1 : number + 2]
        values = {
            **self._call_values(call, brief=False),
            "later": later and _call_name(later),
            "earlier": _call_name(earlier[0]) if earlier else None,
        }
        return self._page("call.html.j2", "calls", values)

    def person(self, each: OwnerItems) -> str:
        """One owner: what is open, and what was done."""
        values = {
            **_owner(each.owner),
            "share": each.share,
            "open": self._list(each.open),
            "closed": self._list(each.closed),
        }
        return self._page("person.html.j2", "people", values)

    def item(self, item: Item) -> str:
        """One item: its statements, its issues, its history."""
        values = item_values(item, self._values(item), self._events(item.key), self._facts)
        return self._item_page(values)

    @cached_property
    def _item_page(self) -> Callable[[Values], str]:
        return self._pages.every("item.html.j2", {**self._common, "section": "index", "top": False})

    def _page(self, template: str, section: str, values: Values) -> str:
        top = template.startswith(section)
        return self._pages.render(template, {**self._common, "section": section, "top": top, **values})

    def _list(self, items: Iterable[Item]) -> list[str]:
        return [self._row(item) for item in items]

    def _row(self, item: Item) -> str:
        """An item as a line of any list, made once."""
        made = self._rows.get(item.key)
        if made is None:
            made = self._rows[item.key] = self._pages.part("row.html.j2", {**self._common, **self._values(item)})
        return made

    def _values(self, item: Item) -> Values:
        found = self._known.get(item.key)
        if found is None:
            values = row_values(item, self._facts)
            if self._common["actions"]:
                values |= {
                    "version": version_of(item),
                    "day": str(item.wake or item.due or ""),
                    "status": item.status.value,
                }
            found = self._known[item.key] = values
        return found

    def _call_values(self, call: Call, *, brief: bool | None = None) -> dict[str, object]:
        """A call as templates see it: with `brief` its items as `key` and `text`, with False as lines of a list."""
        values: dict[str, object] = {
            "slug": call.slug,
            "name": _call_name(call)[1],
            "date": call.date.isoformat() if call.date else "",
            "notes": [self._note_values(meeting) for meeting in call.meetings],
            "opened_count": len(call.opened),
            "closed_count": len(call.closed),
            "left": call.left,
        }
        if brief is None:
            return values
        for name, items in (("opened", call.opened), ("closed", call.closed), ("again", call.again)):
            values[name] = [_brief(item) for item in items] if brief else self._list(items)
        return values

    def _note_values(self, meeting: Meeting) -> Values:
        notes_url = self._facts.notes_url
        return {
            "title": published(meeting.title),
            "path": published(meeting.path),
            "participants": [who(name) for name in meeting.participants],
            "address": web(note_address(notes_url, meeting.path)) if notes_url else "",
        }


def _owner(owner: Owner) -> dict[str, object]:
    return {"slug": owner.slug, "name": who(owner.name)}


def _brief(item: Item) -> Values:
    return {"key": item.key, "text": published(item.text), "owners": [who(name) for name in item.owners]}


def _call_name(call: Call) -> tuple[str, str]:
    """The slug of a call's page and what people call it."""
    if call.date:
        return call.slug, call.date.isoformat()
    if call.meetings:
        return call.slug, published(call.meetings[0].path)
    return "", "Since the last call"

"""An agenda as the text that a chair opens the call with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from wgtrack.followup.agenda import Agenda, SectionName, group_by_owner
from wgtrack.model import Item, Kind, Place, Status
from wgtrack.publish.addresses import issue_address, note_address
from wgtrack.publish.templates import render

if TYPE_CHECKING:
    from wgtrack.tracking import Moved

TEMPLATE = "agenda.md.j2"


def agenda_text(agenda: Agenda, *, project_templates: Path | None, notes_url: str | None = None) -> str:
    """The agenda as markdown, from the template `agenda.md.j2`; ends with a newline.

    The template is given `group`, `date`, `sections` (name -> items, every section), `by_owner` (name and
    items of each owner in the section `open`) and `moved` (issues); an item is a mapping as
    `item_values` makes it. `notes_url` is where readers find a note. ConfigError where the group's own template is
    wrong.
    """

    def values_of(item: Item) -> dict[str, object]:
        return item_values(item, agenda, notes_url)

    sections = {section.name.value: [values_of(item) for item in section.items] for section in agenda.sections}
    open_items = group_by_owner(agenda.section(SectionName.OPEN), agenda.people)
    by_owner = [(owner, [values_of(item) for item in items]) for owner, items in open_items]
    moved = [_moved_values(each) for each in agenda.moved]
    values = {"group": agenda.group, "date": agenda.date, "sections": sections, "by_owner": by_owner, "moved": moved}
    return render(TEMPLATE, values, project_templates=project_templates).rstrip("\n") + "\n"


def _moved_values(moved: Moved) -> dict[str, object]:
    """A linked issue that moved, as templates see it."""
    return {
        "ref": str(moved.ref),
        "url": moved.url or issue_address(moved.ref),
        "title": moved.title,
        "how": moved.how,
        "on": moved.at.date(),
        "items": list(moved.items),
    }


def item_values(item: Item, agenda: Agenda, notes_url: str | None) -> dict[str, object]:
    """An item as templates see it: its fields, refs as texts, and `facts`, what to know about it, in markdown."""
    return {
        "key": item.key,
        "text": item.text,
        "owners": list(item.owners),
        "due": item.due,
        "wake": item.wake,
        "status": item.status.value,
        "kind": item.kind.value,
        "refs": [str(ref) for ref in item.refs],
        "first_stated": item.first_stated,
        "last_stated": item.last_stated,
        "times_stated": item.times_stated,
        "carried": item.carried,
        "closed_on": item.closed_on,
        "stated_again": item.stated_again,
        "kept_until": agenda.kept_until.get(item.key),
        "facts": [*_standing(item), *_history(item, notes_url), *_proposal(item, agenda), *_issues(item, agenda)],
    }


def _standing(item: Item) -> Iterator[str]:
    if item.status is Status.IN_PROGRESS:
        yield "in progress"
    if item.status is Status.REVIEW:
        yield "said to be done: a chair’s tick confirms it"
    if item.stated_again:
        yield f"{item.status} {item.closed_on}, stated again {item.stated_again}"
        yield "tick it if that stands, else write “reopened” on it"
    if item.kind is Kind.REASSESS and item.wake:
        yield f"put off until {item.wake.isoformat()}"
    elif item.due:
        yield f"due {item.due.isoformat()}"


def _history(item: Item, notes_url: str | None) -> Iterator[str]:
    if item.first_stated:
        since = item.first_stated.isoformat()
        first = next((place for place in item.places if place.date == item.first_stated), None)
        since = _linked(since, first, notes_url) if first else since
        if item.kind is Kind.REASSESS:
            yield f"agreed on {since}"
        elif not item.carried:
            yield f"first stated {since}"
    if item.times_stated > 1:
        yield f"stated {item.times_stated} times"
    if item.carried:
        told = "carried once" if item.carried == 1 else f"carried {item.carried} times"
        yield f"{told}, since {since}" if item.first_stated and item.kind is not Kind.REASSESS else told
    if item.gone:
        yield "stands in no note any more"


def _linked(words: str, place: Place, notes_url: str | None) -> str:
    return f"[{words}]({note_address(notes_url, place.path)})" if notes_url and place.path else words


def _proposal(item: Item, agenda: Agenda) -> Iterator[str]:
    if agenda.carried_limit is not None and item.carried > agenda.carried_limit and item.kind is not Kind.REASSESS:
        yield f"reassess it? `wgtrack reassess {item.key} WHEN`"


def _issues(item: Item, agenda: Agenda) -> Iterator[str]:
    """The issue that is the item, and those that it is about and whose address its words do not hold."""
    links = agenda.links.get(item.key, ())
    for link in links:
        address = link.url or issue_address(link.ref)
        if address not in item.text:
            state = f" ({link.gone or link.state})" if link.gone or link.state not in ("", "open") else ""
            yield f"{'issue' if link.role == 'tracks' else 'about'} [{link.ref}]({address}){state}"
    known = {ref for link in links for ref in (link.ref, *link.named)}
    for ref in item.refs:
        if ref not in known and f"{ref.owner}/{ref.repo}/" not in item.text:
            yield f"about [{ref}]({issue_address(ref)})"

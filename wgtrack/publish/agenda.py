"""An agenda as the text that a chair opens the call with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from wgtrack.followup.agenda import Agenda, SectionName, group_by_owner
from wgtrack.model import Item, Kind, Status
from wgtrack.publish.templates import render

TEMPLATE = "agenda.md.j2"


def agenda_text(agenda: Agenda, *, project_templates: Path | None) -> str:
    """The agenda as markdown, from the template `agenda.md.j2`; ends with a newline.

    The template is given `group`, `date`, `sections` (name -> items, every section) and `by_owner` (name and
    items of each owner in the section `open`); an item is a mapping as `item_values` makes it. ConfigError
    where the group's own template is wrong.
    """
    sections = {section.name.value: [item_values(item) for item in section.items] for section in agenda.sections}
    open_items = group_by_owner(agenda.section(SectionName.OPEN), agenda.people)
    by_owner = [(owner, [item_values(item) for item in items]) for owner, items in open_items]
    values = {"group": agenda.group, "date": agenda.date, "sections": sections, "by_owner": by_owner}
    return render(TEMPLATE, values, project_templates=project_templates).rstrip("\n") + "\n"


def item_values(item: Item) -> dict[str, object]:
    """An item as templates see it: its fields, refs as texts, and `facts`, what to know about it."""
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
        "facts": list(_facts(item)),
    }


def _facts(item: Item) -> Iterator[str]:
    if item.status is Status.IN_PROGRESS:
        yield "in progress"
    if item.stated_again:
        yield f"{item.status} {item.closed_on}, stated again {item.stated_again}"
        yield "tick it if that stands, else write “reopened” on it"
    if item.kind is Kind.REASSESS and item.wake:
        yield f"put off until {item.wake.isoformat()}"
    elif item.due:
        yield f"due {item.due.isoformat()}"
    if item.first_stated:
        yield f"first stated {item.first_stated.isoformat()}"
    if item.times_stated > 1:
        yield f"stated {item.times_stated} times"
    if item.carried:
        yield "carried over 1 call" if item.carried == 1 else f"carried over {item.carried} calls"
    if item.gone:
        yield "stands in no note any more"

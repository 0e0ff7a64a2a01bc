"""Commands that mend what is known of an item."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from wgtrack.cli import words
from wgtrack.cli.invocation import invocation
from wgtrack.model import Item, Kind

Key = Annotated[str, typer.Argument(metavar="KEY", help="A key, or a beginning that only one has.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command()(assign)
    app.command()(due)
    app.command()(edit)


def assign(
    context: typer.Context,
    key: Key,
    who: Annotated[list[str], typer.Argument(metavar="WHO…", help="Its owners, or `none`.", show_default=False)],
) -> None:
    """Say who is to do an item."""
    names = words.owners(who)
    _say(context, key, lambda _: {"owners": ", ".join(names)}, f"is for {', '.join(names) or 'nobody'} now")


def due(
    context: typer.Context,
    key: Key,
    typed: Annotated[
        str, typer.Argument(metavar="WHEN", help="A date, `2 weeks`, `next friday`, `none`.", show_default=False)
    ],
) -> None:
    """Say by when an item is to be done."""
    day = words.when(typed, invocation(context).today)

    def changes(item: Item) -> Mapping[str, str]:
        # A reassessment has no due date: the day on which it is looked at again is what is meant.
        return {"wake" if item.kind is Kind.REASSESS else "due": day.isoformat() if day else ""}

    _say(context, key, changes, f"is due {day}" if day else "has no date any more", f"is asleep until {day}")


def edit(
    context: typer.Context,
    key: Key,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What is to be done.", show_default=False)],
) -> None:
    """Say in other words what is to be done."""
    new = words.words(text, "use `wgtrack drop` for an item that is not to be done")
    _say(context, key, lambda _: {"text": new}, "has new words")


def _say(
    context: typer.Context, key: str, changes: Callable[[Item], Mapping[str, str]], what: str, asleep: str = ""
) -> None:
    from wgtrack.cli import output
    from wgtrack.workflow import saying

    for told in saying.tell(invocation(context).setting(), [key], changes):
        item = told.after
        said = asleep if asleep and item.kind is Kind.REASSESS and item.wake else what
        if all(getattr(told.before, field) == getattr(item, field) for field in changes(item)):
            said = "is that already"
        output.say(f"{item.key} {said}: {item.text}")

"""Commands that mend what is known of an item."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from wgtrack.cli import words
from wgtrack.cli.invocation import invocation
from wgtrack.cli.items import By, Why
from wgtrack.model import Item, Kind

if TYPE_CHECKING:
    from wgtrack.workflow.saying import Told

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
    message: Why = "",
    by: By = None,
) -> None:
    """Say who is to do an item."""
    names = words.owners(who)
    told = _tell(context, key, lambda _: {"owners": ", ".join(names)}, message, by)
    _answer(told, f"is for {', '.join(names) or 'nobody'} now")


def due(
    context: typer.Context,
    key: Key,
    typed: Annotated[
        str, typer.Argument(metavar="WHEN", help="A date, `2 weeks`, `next friday`, `none`.", show_default=False)
    ],
    message: Why = "",
    by: By = None,
) -> None:
    """Say by when an item is to be done."""
    day = words.when(typed, invocation(context).today)

    def changes(item: Item) -> Mapping[str, str]:
        # A reassessment has no due date: the day on which it is looked at again is what is meant.
        return {"wake" if item.kind is Kind.REASSESS else "due": day.isoformat() if day else ""}

    told = _tell(context, key, changes, message, by)
    if day and told.after.kind is Kind.REASSESS:
        _answer(told, f"is asleep until {day}")
    else:
        _answer(told, f"is due {day}" if day else "has no date any more")


def edit(
    context: typer.Context,
    key: Key,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What is to be done.", show_default=False)],
    message: Why = "",
    by: By = None,
) -> None:
    """Say in other words what is to be done."""
    new = words.words(text, "use `wgtrack drop` for an item that is not to be done")
    _answer(_tell(context, key, lambda _: {"text": new}, message, by), "has new words")


def _tell(
    context: typer.Context, key: str, changes: Callable[[Item], Mapping[str, str]], message: str, by: str | None
) -> Told:
    from wgtrack.workflow import saying

    return saying.tell(invocation(context).setting(by), [key], changes, note=message)[0]


def _answer(told: Told, what: str) -> None:
    from wgtrack.cli import output

    said = "is that already" if told.before == told.after else what
    output.say(f"{told.after.key} {said}: {told.after.text}")

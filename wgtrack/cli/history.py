"""Commands that tell who said what, and take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from wgtrack.cli.invocation import invocation

if TYPE_CHECKING:
    from wgtrack.store.undoing import Reversal


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command()(log)
    app.command()(undo)
    app.command()(redo)


def log(
    context: typer.Context,
    key: Annotated[str | None, typer.Argument(metavar="[KEY]", help="Only this item.", show_default=False)] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
) -> None:
    """Show who said what, and when."""
    from wgtrack.cli import output
    from wgtrack.workflow import memory

    events = memory.history(invocation(context).setting(), key)
    if json:
        output.print_json({"events": [output.event_json(event) for event in events]})
    elif events:
        output.event_table(events)
    else:
        output.remark("Nothing has been said yet.")


def undo(
    context: typer.Context,
    batch: Annotated[
        int | None,
        typer.Argument(
            metavar="[BATCH]",
            help="Its number in `log`; without it, the last one.",
            show_default=False,
            min=1,
            max=2**31 - 1,
        ),
    ] = None,
) -> None:
    """Take back a whole command."""
    from wgtrack.workflow import saying

    _show(context, "Taken back", saying.undo(invocation(context).setting(), batch))


def redo(context: typer.Context) -> None:
    """Say again what `undo` took back."""
    from wgtrack.workflow import saying

    _show(context, "Said again", saying.redo(invocation(context).setting()))


def _show(context: typer.Context, what: str, reversal: Reversal) -> None:
    from wgtrack.cli import output

    output.say(f"{what}: batch {reversal.batch}, `{reversal.command}`, {reversal.actor} on {reversal.at[:10]}.")
    rows = [
        (change, item.key, ", ".join(item.owners) or "nobody", item.text, output.when(item, invocation(context).today))
        for change, items in (("again", reversal.came), ("changed", reversal.changed), ("no more", reversal.went))
        for item in items
    ]
    if rows:
        output.table(("", "KEY", "OWNER", "WHAT", "WHEN"), rows, styles=("dim", "cyan", "", "", ""))
    else:
        output.say("No item is different.")

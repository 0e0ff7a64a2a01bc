"""Commands that follow up: what is to be looked at again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from wgtrack.cli import words
from wgtrack.cli.invocation import invocation
from wgtrack.cli.items import By, Why
from wgtrack.cli.mending import Key
from wgtrack.errors import UsageProblem
from wgtrack.model import Item, Kind

KEEP = "keep"
"""The word that puts a reassessment off once more, for as long as at first."""


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command()(reassess)


def reassess(
    context: typer.Context,
    key: Key,
    typed: Annotated[
        str,
        typer.Argument(
            metavar="WHEN", help="A date, `6 weeks`, `keep` for as long as at first, `none`.", show_default=False
        ),
    ],
    message: Why = "",
    by: By = None,
) -> None:
    """Put an item off until it is looked at again; `none` makes it an action once more."""
    from wgtrack.cli import output
    from wgtrack.workflow import following, saying

    here = invocation(context)
    setting = here.setting(by)
    kept = typed.strip().casefold() == KEEP
    day = None if kept else words.when(typed, here.today)

    def changes(item: Item) -> Mapping[str, str]:
        if item.status.closed:
            raise UsageProblem(f"{item.key} is {item.status}: `wgtrack reopen {item.key}` first.")
        if kept and item.kind is not Kind.REASSESS:
            raise UsageProblem(f"{item.key} was never put off, so there is nothing to keep: say until when.")
        return following.put_off(item, following.kept_until(setting, item) if kept else day)

    told = saying.tell(setting, [key], changes, note=message)[0]
    output.say(f"{told.after.key} {_told(told.after, told.before)}: {told.after.text}")


def _told(after: Item, before: Item) -> str:
    if after == before:
        return "is that already"
    if after.kind is Kind.ACTION:
        return "is an action again"
    return f"is to be looked at again on {after.wake}"

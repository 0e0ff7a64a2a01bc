"""Commands about what is one item and what is two."""

from __future__ import annotations

from typing import Annotated

import typer

from wgtrack.cli.invocation import invocation
from wgtrack.cli.items import By, Keys
from wgtrack.cli.words import owners, when, words
from wgtrack.errors import UsageProblem


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command()(add)
    app.command()(merge)
    app.command()(split)


def add(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What is to be done.", show_default=False)],
    owner: Annotated[
        list[str] | None, typer.Option("--owner", metavar="WHO", help="Who is to do it.", show_default=False)
    ] = None,
    due: Annotated[
        str | None,
        typer.Option("--due", metavar="WHEN", help="By when: a date, `2 weeks`, `friday`.", show_default=False),
    ] = None,
    ref: Annotated[
        list[str] | None,
        typer.Option("--ref", metavar="REF", help="An issue it is about, owner/repo#12.", show_default=False),
    ] = None,
    apart: Annotated[bool, typer.Option("--new", help="Add it though an open item is alike.")] = False,
    by: By = None,
) -> None:
    """Add an item that stands in no note."""
    from wgtrack.cli import output
    from wgtrack.workflow import saying

    here = invocation(context)
    said = words(text, "say what is to be done")
    statement = saying.spoken(
        here.config, said, owners(owner or []), due=when(due or "none", here.today), refs=ref or []
    )
    item = saying.add(here.setting(by), statement, apart=apart)
    output.say(f"Added: {item.text} ({item.key}), for {', '.join(item.owners) or 'nobody'}.")


def merge(
    context: typer.Context,
    keys: Keys,
    never: Annotated[bool, typer.Option("--never", help="They are different ones: do not ask again.")] = False,
    by: By = None,
) -> None:
    """Say that several items are one."""
    from wgtrack.cli import output
    from wgtrack.workflow import saying

    if len(keys) < 2:
        raise UsageProblem("merge takes two keys or more: those of the items that are one.")
    if never:
        told = saying.keep_apart(invocation(context).setting(by), keys)
        for each in told:
            output.say(f"{each.key} stays an item of its own: {each.text}")
        return
    before, item = saying.merge(invocation(context).setting(by), keys)
    others = ", ".join(each.key for each in before if each.key != item.key)
    output.say(f"{item.key} is one with {others} now: {item.text}")
    output.say(f"It was stated {output.times(item)}; every key goes on answering. `wgtrack undo` takes it back.")


def split(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="An item.", show_default=False)],
    statement: Annotated[
        str, typer.Argument(metavar="STATEMENT-KEY", help="Its statement that is another task.", show_default=False)
    ],
    by: By = None,
) -> None:
    """Say that one statement of an item is another item."""
    from wgtrack.cli import output
    from wgtrack.workflow import saying

    staying, leaving = saying.split(invocation(context).setting(by), key, statement)
    output.say(f"{leaving.key} is an item of its own now: {leaving.text}")
    output.say(f"{staying.key} stays: {staying.text}")

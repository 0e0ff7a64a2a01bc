"""Commands for owners: what is mine, and it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from wgtrack.cli.invocation import invocation
from wgtrack.cli.words import day
from wgtrack.model import Item, Status

if TYPE_CHECKING:
    from wgtrack.workflow.saying import Told

Json = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
Keys = Annotated[
    list[str], typer.Argument(metavar="KEY…", help="Keys, or beginnings that only one has.", show_default=False)
]
Why = Annotated[str, typer.Option("-m", "--message", metavar="TEXT", help="Why.", show_default=False)]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="Since when, YYYY-MM-DD.", show_default=False)]
By = Annotated[str | None, typer.Option("--by", metavar="WHO", help="For whom you say it.", show_default=False)]

Sync = Annotated[bool, typer.Option("--sync", help="Tell GitHub at once.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command("list")(list_items)
    app.command()(show)
    app.command()(done)
    app.command()(reopen)
    app.command()(drop)
    app.command()(start)


def list_items(
    context: typer.Context,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="WHO", help="Only WHO's; `me` for yours.", show_default=False)
    ] = None,
    status: Annotated[
        Status | None,
        typer.Option("--status", help="Only those in this state.", show_default=False, case_sensitive=False),
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those past their day.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Those done or dropped too.")] = False,
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV for spreadsheets.")] = False,
) -> None:
    """List every item that is not done or dropped, by what to do first."""
    from wgtrack.cli import output
    from wgtrack.cli.me import names_for
    from wgtrack.followup.order import what_first
    from wgtrack.followup.people import is_owned_by
    from wgtrack.workflow import memory

    here = invocation(context)
    closed = every or (status is not None and status.closed)
    items, read = memory.items(here.setting(), closed=closed)
    nobody = owner is not None and owner.strip().casefold() in ("none", "nobody", "")
    names = names_for(owner, here) if owner and not nobody else frozenset()
    chosen = [
        item
        for item in items
        if (not nobody or not item.owners)
        and (not names or is_owned_by(item, names))
        and (status is None or item.status is status)
        and (not overdue or (item.due is not None and item.due < here.today and not item.status.closed))
    ]
    if json:
        links = memory.known_links(here.setting(), chosen)
        output.print_json({"items": [output.item_json(item, links[item.key]) for item in chosen]})
    elif csv:
        output.print_csv(chosen)
    elif chosen:
        output.item_table(what_first(chosen, here.today), here.today)
    elif not read:
        output.remark("No note has been read yet: run `wgtrack ingest` first.")
    else:
        output.remark("No such item." if items else "Nothing is open.")


def show(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", show_default=False)],
    json: Json = False,
) -> None:
    """Show one item: every statement, its issues, its history."""
    from wgtrack.cli import output
    from wgtrack.workflow import memory

    here = invocation(context)
    item, events, links = memory.item(here.setting(), key)
    if json:
        history = [output.event_json(event) for event in events]
        output.print_json({"items": [{**output.item_json(item, links), "history": history}]})
    else:
        output.show_item(item, events, here.today, links)


def done(
    context: typer.Context, keys: Keys, message: Why = "", on: On = None, by: By = None, sync: Sync = False
) -> None:
    """Say that items are done."""
    _set_status(context, keys, Status.DONE, message, on, by)
    _tell(context, keys, sync=sync)


def reopen(
    context: typer.Context, keys: Keys, message: Why = "", on: On = None, by: By = None, sync: Sync = False
) -> None:
    """Say that items are open again."""
    _set_status(context, keys, Status.OPEN, message, on, by)
    _tell(context, keys, sync=sync)


def drop(
    context: typer.Context, keys: Keys, message: Why = "", on: On = None, by: By = None, sync: Sync = False
) -> None:
    """Say that items will not be done."""
    _set_status(context, keys, Status.DROPPED, message, on, by)
    _tell(context, keys, sync=sync)


def start(
    context: typer.Context, keys: Keys, message: Why = "", on: On = None, by: By = None, sync: Sync = False
) -> None:
    """Say that somebody is working on items."""
    _set_status(context, keys, Status.IN_PROGRESS, message, on, by)
    _tell(context, keys, sync=sync)


def _set_status(
    context: typer.Context, keys: Sequence[str], status: Status, message: str, on: str | None, by: str | None
) -> None:
    from wgtrack.cli import output
    from wgtrack.cli.me import speaker
    from wgtrack.workflow import following, saying

    here = invocation(context)
    setting = here.setting(by)
    who = speaker(here, by) if status is Status.DONE and here.config.confirm else None

    def meant(item: Item) -> Status:
        return following.done_means(here.config, who, item) if status is Status.DONE else status

    told = saying.tell(
        setting,
        keys,
        lambda item: {"status": meant(item).value},
        on=day(on, "--on", "2020-01-24") if on is not None else None,
        note=message,
    )
    for each in told:
        output.say(_answer(each))
        if each.after.status is Status.REVIEW:
            chairs = ", ".join(here.config.chairs) or "none is named in `chairs`"
            output.remark(f"A chair ({chairs}) confirms it: `wgtrack done {each.after.key}`, or a tick on the agenda.")


def _tell(context: typer.Context, keys: Sequence[str], *, sync: bool) -> None:
    """Tell GitHub at once, or say who knows so far."""
    from wgtrack.cli.output import remark

    here = invocation(context)
    if sync:
        from wgtrack.cli.syncing import run_sync

        run_sync(here, keys, yes=True)
    elif here.setting().database.startswith("sqlite"):
        remark("Only this machine knows so far.")


_VERBS = {
    Status.DONE: "Done",
    Status.DROPPED: "Dropped",
    Status.OPEN: "Open",
    Status.IN_PROGRESS: "Started",
    Status.REVIEW: "For review",
}


def _answer(told: Told) -> str:
    verb = _VERBS[told.after.status]
    already = " already" if told.before.status is told.after.status else ""
    return f"{verb}{already}: {told.after.text} ({told.after.key}). {_left(told.after, told.left)}"


def _left(item: Item, count: int) -> str:
    who = ", ".join(item.owners)
    verb = "have" if len(item.owners) > 1 else "has"
    if not who:
        return f"{count} without an owner {'are' if count != 1 else 'is'} left."
    return f"{who} {verb} {count or 'nothing'} left."

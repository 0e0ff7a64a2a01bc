"""Commands about the group's page: written for everybody, or served for the call."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wgtrack.cli.invocation import Invocation, actor, invocation
from wgtrack.cli.me import runner
from wgtrack.errors import UsageProblem

if TYPE_CHECKING:
    from wgtrack.workflow.memory import Setting


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command()(site)
    app.command()(serve)


def site(
    context: typer.Context,
    typed: Annotated[str, typer.Option("-o", metavar="DIR", help="The folder for the pages.")] = "site",
) -> None:
    """Write pages that everybody can read: what is open, each item, each call, each person."""
    from wgtrack.cli.output import remark
    from wgtrack.cli.progress import busy
    from wgtrack.workflow.site import site as write

    if not typed.strip():
        raise UsageProblem("-o is empty: name a folder.")
    out = Path(typed)
    here = invocation(context)
    made = write(here.setting(), here.folder / out, str(out), watch=busy)
    told = f"{made.changed or 'none'} of {made.pages} files new or changed" if made.changed < made.pages else ""
    told = told or f"{made.pages} files written"
    gone = f", {made.removed} no longer needed removed" if made.removed else ""
    remark(f"{out}: {told}{gone}. Open {out / 'index.html'} in a browser, or publish the folder.")


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", metavar="HOST", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="PORT", min=0, max=65535, help="0: any that is free.")] = 0,
    show: Annotated[
        bool | None,
        typer.Option("--open/--no-open", help="Open it in a browser; else on a terminal only.", show_default=False),
    ] = None,
) -> None:
    """Show the page on this machine for use in the call: tick, assign, set due, add, start the agenda."""
    from wgtrack.cli.output import on_terminal, remark, say
    from wgtrack.workflow.desk import Desk

    here = invocation(context)
    here.setting()  # What is wrong with the settings is said now, and not on the page.
    try:
        from wgtrack.web.guard import is_loopback
        from wgtrack.web.running import run
    except ModuleNotFoundError as error:
        raise UsageProblem(f"serve needs {error.name}, which is not installed: pip install 'wgtrack[web]'.") from None
    if not is_loopback(host):
        remark(
            f"Warning: {host} is no address of this machine alone: whoever sees the page's address on its way, which"
        )
        remark("is not encrypted, can read and change everything here. Leave --host out to be by yourself.")

    def ready(address: str) -> None:
        say(address)
        sys.stdout.flush()
        remark("That address is for you alone; Ctrl-C ends it.")
        if on_terminal() if show is None else show:
            _show(address)

    run(Desk(partial(_setting_of, here, actor(here.folder)), partial(runner, here)), host, port, ready)
    remark("Ended.")


def _setting_of(started: Invocation, who: str, command: str) -> Setting:
    """Where a command of the page runs: the day, and the settings, are those of this moment."""
    from wgtrack.store.changes import Batch
    from wgtrack.workflow.memory import Setting

    here = Invocation(started.folder, started.database)
    batch = Batch(here.now, here.today, who, f"wgtrack serve: {command}")
    return Setting(here.config, here.database_url, batch)


def _show(address: str) -> None:
    """Open a window that shows it; a browser of the terminal would take the terminal away from us."""
    import webbrowser

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return
    if type(browser) is not webbrowser.GenericBrowser:
        browser.open(address)

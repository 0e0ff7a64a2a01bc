"""The program `wgtrack` and its global options; its commands are found by `groups`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wgtrack import __version__
from wgtrack.cli.groups import Commands
from wgtrack.errors import UsageProblem

app = typer.Typer(
    cls=Commands,
    rich_markup_mode=None,
    epilog="To begin: `wgtrack init`, put the group's notes into notes/, `wgtrack ingest`, `wgtrack list`.",
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"wgtrack {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    folder: Annotated[
        str | None, typer.Option("-C", metavar="DIR", help="Work as if started in DIR.", show_default=False)
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(
            "--db", metavar="URL", help="The database, sqlite:///FILE or postgresql+psycopg://….", show_default=False
        ),
    ] = None,
    version: Annotated[  # noqa: ARG001 -- its callback answers
        bool, typer.Option("--version", help="Show the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Keep what a working group promised: read its notes, remember every action item, make the next agenda."""
    from wgtrack.cli.invocation import Invocation

    try:
        place = Path.cwd() / (folder or "")
    except FileNotFoundError:
        raise UsageProblem("the working folder is not there any more: change to another one.") from None
    if folder == "" or not place.is_dir():
        raise UsageProblem(f"-C {folder}: there is no such folder.")
    if database == "":
        raise UsageProblem("--db is empty: name a database, sqlite:///FILE.")
    context.obj = Invocation(place, database)


def main() -> None:
    """The entry point of the program."""
    app()

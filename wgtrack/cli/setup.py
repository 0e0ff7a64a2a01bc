"""Commands that set a project up."""

from __future__ import annotations

from typing import Annotated

import typer

from wgtrack.cli.invocation import invocation


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command()(init)


def init(
    context: typer.Context,
    group: Annotated[str, typer.Option("--group", metavar="NAME", help="The group's name.", show_default=False)] = "",
    templates: Annotated[bool, typer.Option("--templates", help="Copy the templates here too.")] = False,
) -> None:
    """Set up a project here: a commented wgtrack.toml and a folder for the notes."""
    from wgtrack.cli import output
    from wgtrack.workflow import setup

    here = invocation(context)
    for made in setup.init(here.folder, group or here.folder.resolve().name, templates=templates):
        output.say(made)

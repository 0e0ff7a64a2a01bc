"""Commands that keep a project in order."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wgtrack.cli.invocation import invocation
from wgtrack.errors import UsageProblem


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command()(backup)


def backup(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to make.", show_default=False)],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Copy the database into a file, also while others use it."""
    from wgtrack.cli import output
    from wgtrack.workflow import upkeep

    here = invocation(context)
    if not file:
        raise UsageProblem("FILE is empty: name the file to make.")
    output.say(upkeep.backup(here.setting(), Path(file), here.folder, replace=force))

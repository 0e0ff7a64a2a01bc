"""Commands that keep a project in order."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from wgtrack.cli.invocation import invocation
from wgtrack.errors import StoreError, UsageProblem


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command()(backup)
    app.command()(doctor)


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


def doctor(
    context: typer.Context, json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False
) -> None:
    """Look for what is amiss with the database, the notes and the settings; changes nothing."""
    from wgtrack.cli import output
    from wgtrack.workflow import upkeep

    here = invocation(context)
    found = upkeep.doctor(here.setting(), here.folder)
    if json:
        output.print_json({"findings": [dataclasses.asdict(finding) for finding in found]})
    elif not found:
        output.say("All is well.")
    else:
        for finding in found:
            if not finding.damaged:
                output.say(f"{finding.message}.")
    output.exit_after([StoreError(finding.message) for finding in found if finding.damaged])

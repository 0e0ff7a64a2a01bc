"""Commands about the group's page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wgtrack.cli.invocation import invocation
from wgtrack.errors import UsageProblem


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command()(site)


def site(
    context: typer.Context,
    typed: Annotated[str, typer.Option("-o", metavar="DIR", help="The folder for the pages.")] = "site",
) -> None:
    """Write pages that everybody can read: what is open, each item, each call, each person."""
    from wgtrack.cli.output import remark
    from wgtrack.workflow.site import site as write

    if not typed.strip():
        raise UsageProblem("-o is empty: name a folder.")
    out = Path(typed)
    here = invocation(context)
    made = write(here.setting(), here.folder / out, str(out))
    told = f"{made.changed or 'none'} of {made.pages} files new or changed" if made.changed < made.pages else ""
    told = told or f"{made.pages} files written"
    gone = f", {made.removed} no longer needed removed" if made.removed else ""
    remark(f"{out}: {told}{gone}. Open {out / 'index.html'} in a browser, or publish the folder.")

"""Commands that take notes into the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from wgtrack.cli.invocation import invocation
from wgtrack.cli.words import paths_of

if TYPE_CHECKING:
    from wgtrack.model import Diagnostic
    from wgtrack.store.ingest import IngestResult

Json = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
CHANGES = ("new", "restated", "changed", "closed", "gone")
"""What reading the notes may do to an item, in the order in which it is told."""


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command()(ingest)
    app.command()(rebuild)


def ingest(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH…]", help="Notes or folders; without any, those of the project.", show_default=False
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Read the notes into the database; say what is new, restated, changed, closed, gone."""
    from wgtrack.cli.output import exit_after
    from wgtrack.workflow import taking_in

    here = invocation(context)
    result, warnings, failures = taking_in.ingest(here.setting(), paths_of(paths or []), here.folder)
    show(result, warnings, json=json)
    exit_after(failures)


def rebuild(context: typer.Context, json: Json = False) -> None:
    """Work out everything anew from the notes, and from what people said."""
    from wgtrack.cli.output import exit_after
    from wgtrack.workflow import taking_in

    here = invocation(context)
    result, warnings, failures = taking_in.ingest(here.setting(), [], here.folder, anew=True)
    show(result, warnings, json=json)
    exit_after(failures)


def show(result: IngestResult, warnings: Sequence[Diagnostic], *, json: bool = False) -> None:
    """Print what reading notes changed, and remarks about them."""
    from wgtrack.cli.output import print_json, warn
    from wgtrack.workflow import notes

    if json:
        changed = {name: list(getattr(result, name)) for name in CHANGES}
        print_json({"meetings": result.meetings, **changed, "warnings": [notes.warning(each) for each in warnings]})
    else:
        _tell(result)
        warn(warnings)


def _tell(result: IngestResult) -> None:
    from wgtrack.cli.output import say, table

    shown = {name: getattr(result, name) for name in CHANGES}
    counts = ", ".join(f"{len(keys)} {name}" for name, keys in shown.items() if keys)
    calls = f"{result.meetings} {'meeting' if result.meetings == 1 else 'meetings'} read"
    say(f"{calls}: {counts}." if counts else f"{calls}: nothing new." if result.meetings else "Nothing new.")
    wanted = {key: name for name, keys in shown.items() for key in keys}
    if not wanted:
        return
    rows = [(wanted[key], key, ", ".join(i.owners) or "nobody", i.text) for key, i in result.items.items()]
    table(("", "KEY", "OWNER", "WHAT"), rows, styles=("dim", "cyan", "", ""))

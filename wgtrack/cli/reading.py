"""Commands that read notes, and write outcomes into them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from wgtrack.cli.invocation import invocation
from wgtrack.cli.words import paths_of

Paths = Annotated[list[str], typer.Argument(metavar="PATH…", help="Notes, or folders of notes.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command()(parse)
    app.command()(check)
    app.command()(annotate)


def parse(context: typer.Context, paths: Paths, json: Json = False) -> None:
    """Show what notes say; remembers nothing."""
    from wgtrack.cli.output import exit_after, print_json
    from wgtrack.cli.progress import busy
    from wgtrack.workflow import notes

    here = invocation(context)
    looked = notes.search(here.config, paths_of(paths), here.folder)
    told, failures = notes.parsed(looked, notes.reading_settings(here.config), busy)
    if json:
        print_json(told)
    else:
        _show_parsed(told)
    exit_after(failures)


def _show_parsed(told: dict[str, Any]) -> None:
    from wgtrack.cli.output import remark, say, table
    from wgtrack.model import Diagnostic

    for meeting in told["meetings"]:
        heading = " · ".join(filter(None, [meeting["date"] or "no date", meeting["title"]]))
        say(f"{meeting['path']}: {heading}")
        if meeting["participants"]:
            say(f"  with {', '.join(meeting['participants'])}")
        if meeting["actions"]:
            rows = [
                (f"  {a['line']}", a["key"], ", ".join(a["owners"]) or "nobody", a["text"], _state(a))
                for a in meeting["actions"]
            ]
            table(("  LINE", "KEY", "OWNER", "WHAT", ""), rows, styles=("dim", "cyan", "", "", ""))
        else:
            say("  no action items")
        say("")
    for warning in told["warnings"]:
        remark(f"Warning: {Diagnostic(**warning)}")


def _state(action: dict[str, Any]) -> str:
    parts = [action["status"]] if action["status"] != "open" else []
    if action["kind"] == "reassess":
        parts.append(f"reassess {action['wake'] or 'later'}")
    elif action["due"]:
        parts.append(f"due {action['due']}")
    if action["same_as"]:
        parts.append(f"as on line {action['same_as']}")
    return ", ".join(parts)


def check(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH…]", help="Notes or folders; without any, those of the project.", show_default=False
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 for hints too.")] = False,
    json: Json = False,
) -> None:
    """Look notes over: unknown dates, a meeting told twice, keys that are none; and hints."""
    from wgtrack.cli.output import exit_after, print_json, say
    from wgtrack.cli.progress import busy
    from wgtrack.reading.check import ERRORS
    from wgtrack.workflow import checking, memory, notes

    here = invocation(context)
    looked = notes.search(here.config, paths_of(paths or []), here.folder)
    known = memory.known_keys(here.setting())
    found, failures = checking.check(
        looked, lambda: notes.search(here.config, [], here.folder), notes.reading_settings(here.config), known, busy
    )
    if json:
        print_json({"warnings": [notes.warning(remark) for remark in found]})
    else:
        for remark in found:
            say(str(remark))
    exit_after(failures)
    if any(strict or remark.code in ERRORS for remark in found):
        raise typer.Exit(1)


def annotate(
    context: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
) -> None:
    """Write what was done or dropped back into the notes' own lines."""
    from wgtrack.cli.output import confirm, exit_after, remark, say, warn
    from wgtrack.workflow import annotating

    setting = invocation(context).setting()
    edits, remarks, failures = annotating.planned(setting)
    warn(remarks)
    for edit in edits:
        for line in edit.diff().splitlines():
            say(line)
    if not edits:
        remark("The notes say all that is known.")
    elif yes or confirm(f"Write this into {len(edits)} {'note' if len(edits) == 1 else 'notes'}?"):
        annotating.write(setting, edits)
        remark("Written; `wgtrack ingest` reads it back, a commit takes it to the others.")
    exit_after(failures)

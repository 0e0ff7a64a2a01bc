"""Commands for after the call: what do the notes say, and what did they change?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from wgtrack.cli.invocation import invocation
from wgtrack.errors import UsageProblem

Paths = Annotated[list[str], typer.Argument(metavar="PATH…", help="Notes, or folders of notes.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command()(parse)
    app.command()(check)
    app.command()(ingest)
    app.command()(annotate)


def _paths(typed: Iterable[str]) -> list[Path]:
    """The paths as typed; UsageProblem for an empty one, which would mean the folder itself."""
    paths = list(typed)
    if "" in paths:
        raise UsageProblem("a path is empty: name a note, or a folder of notes.")
    return [Path(path) for path in paths]


def parse(context: typer.Context, paths: Paths, json: Json = False) -> None:
    """Show what notes say; remembers nothing."""
    from wgtrack.cli.output import exit_after, print_json
    from wgtrack.workflow import notes

    here = invocation(context)
    looked = notes.search(here.config, _paths(paths), here.folder)
    told, failures = notes.parsed(looked, notes.reading_settings(here.config))
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
    paths: Paths,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 for hints too.")] = False,
    json: Json = False,
) -> None:
    """Look notes over: unknown dates, a meeting told twice, keys that are none; and hints."""
    from wgtrack.cli.output import exit_after, print_json, say
    from wgtrack.reading.check import ERRORS
    from wgtrack.workflow import checking, memory, notes

    here = invocation(context)
    looked = notes.search(here.config, _paths(paths), here.folder)
    found, failures = checking.check(looked, notes.reading_settings(here.config), memory.known_keys(here.setting()))
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

    edits, remarks, failures = annotating.planned(invocation(context).setting())
    warn(remarks)
    for edit in edits:
        for line in edit.diff().splitlines():
            say(line)
    if not edits:
        remark("The notes say all that is known.")
    elif yes or confirm(f"Write this into {len(edits)} {'note' if len(edits) == 1 else 'notes'}?"):
        annotating.write(edits)
        remark("Written; `wgtrack ingest` reads it back, a commit takes it to the others.")
    exit_after(failures)


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
    from wgtrack.cli.output import exit_after, print_json, warn
    from wgtrack.workflow import memory, notes

    here = invocation(context)
    result, warnings, failures = memory.ingest(here.setting(), _paths(paths or []), here.folder)
    if json:
        changed = {name: list(getattr(result, name)) for name in ("new", "restated", "changed", "closed", "gone")}
        print_json({"meetings": result.meetings, **changed, "warnings": [notes.warning(w) for w in warnings]})
    else:
        _show_ingested(context, result)
        warn(warnings)
    exit_after(failures)


def _show_ingested(context: typer.Context, result: Any) -> None:
    from wgtrack.cli.output import remark, say, table
    from wgtrack.workflow import memory

    shown = {name: getattr(result, name) for name in ("new", "restated", "changed", "closed", "gone")}
    counts = ", ".join(f"{len(keys)} {name}" for name, keys in shown.items() if keys)
    calls = f"{result.meetings} {'meeting' if result.meetings == 1 else 'meetings'} read"
    say(f"{calls}: {counts}." if counts else f"{calls}: nothing new." if result.meetings else "Nothing new.")
    wanted = {key: name for name, keys in shown.items() for key in keys}
    if not wanted:
        return
    items, _ = memory.items(invocation(context).setting(), closed=True)
    rows = [(wanted[i.key], i.key, ", ".join(i.owners) or "nobody", i.text) for i in items if i.key in wanted]
    table(("", "KEY", "OWNER", "WHAT"), rows, styles=("dim", "cyan", "", ""))
    words = {i.key: i.text for i in items}
    for first, second in result.questions:
        remark(f"Are {first} ({words[first]}) and {second} ({words[second]}) the same?")
        remark(f"  They are kept apart; if they are, write ({first}) behind the second in its note.")

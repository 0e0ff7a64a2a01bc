"""Taking over what a group had before: its own action list, or the open issues of a label."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wgtrack.cli.invocation import Invocation, invocation
from wgtrack.cli.items import By
from wgtrack.cli.words import repository
from wgtrack.errors import UsageProblem

if TYPE_CHECKING:
    from wgtrack.workflow.importing import Imported

STDIN = "-"


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command("import")(import_list)


def import_list(
    context: typer.Context,
    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE]", help="A list as CSV or JSON; - reads standard input.", show_default=False),
    ] = None,
    github: Annotated[
        str | None,
        typer.Option("--github", metavar="OWNER/REPO", help="Take that repository's open issues.", show_default=False),
    ] = None,
    label: Annotated[
        list[str] | None,
        typer.Option("--label", metavar="NAME", help="Only issues with this label.", show_default=False),
    ] = None,
    dry: Annotated[bool, typer.Option("--dry-run", help="Show what would be; change nothing.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
    by: By = None,
) -> None:
    """Take over an existing action list: CSV, JSON, or a label's open issues on GitHub."""
    from wgtrack.cli.output import print_json, warn
    from wgtrack.workflow import notes

    here = invocation(context)
    if (file is None) == (github is None):
        raise UsageProblem("import takes a FILE, or the issues of a repository with --github OWNER/REPO --label NAME.")
    if label and not github:
        raise UsageProblem("--label goes with --github OWNER/REPO: a file has no labels.")
    done = _from_github(here, github, label or [], by, dry=dry) if github else _from_file(here, file or "", by, dry=dry)
    if json:
        told = {"new": [item.key for item in done.new], "known": list(done.known), "linked": list(done.linked)}
        print_json({**told, "left_out": done.left_out, "warnings": [notes.warning(each) for each in done.remarks]})
    else:
        _show(done, dry=dry)
        warn(done.remarks)
    if done.left_out:
        raise typer.Exit(1)


def _from_file(here: Invocation, file: str, by: str | None, *, dry: bool) -> Imported:
    from wgtrack.errors import NoteError
    from wgtrack.reading.files import read_file
    from wgtrack.workflow import importing

    if not file:
        raise UsageProblem("the file's name is empty: name a list, CSV or JSON.")
    if file == STDIN:
        try:
            text = sys.stdin.buffer.read().decode("utf-8")
        except UnicodeDecodeError:
            raise NoteError("standard input is not UTF-8: save the list in UTF-8") from None
        shown = "standard input"
    else:
        text, shown = read_file(here.folder / Path(file), file).text, file
    entries = importing.read_list(here.config, text, shown, here.today)
    return importing.take_in(here.setting(by), entries, dry=dry)


def _from_github(here: Invocation, repo: str, labels: list[str], by: str | None, *, dry: bool) -> Imported:
    from wgtrack.cli.github import tracker_of
    from wgtrack.cli.progress import busy
    from wgtrack.reading.entries import Entries
    from wgtrack.workflow import importing

    repository(repo)
    if "" in labels or any("," in label for label in labels):
        raise UsageProblem("--label takes one label's name; say it again for each further one.")
    tracker = tracker_of(here.config)(lambda _repo: False)
    with busy("Asking GitHub"):
        issues = importing.open_issues(tracker, repo, labels)
    entries = Entries(repo, tuple(importing.entries_of(here.config, issues, here.today)))
    return importing.take_in(here.setting(by), entries, issues, dry=dry)


def _show(done: Imported, *, dry: bool) -> None:
    from wgtrack.cli.output import say, table

    counts = {
        "new": len(done.new),
        "known": len(done.known),
        "linked": len(done.linked),
        f"{'row' if done.left_out == 1 else 'rows'} left out": done.left_out,
    }
    told = ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing in it"
    say(f"{'It would be: ' if dry else ''}{told}.")
    if done.new:
        rows = [("new", item.key, ", ".join(item.owners) or "nobody", item.text) for item in done.new]
        table(("", "KEY", "OWNER", "WHAT"), rows, styles=("dim", "cyan", "", ""))

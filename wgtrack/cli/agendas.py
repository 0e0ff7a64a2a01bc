"""Commands for the next call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wgtrack.cli.invocation import invocation
from wgtrack.cli.words import day
from wgtrack.errors import UsageProblem


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command()(agenda)


def agenda(
    context: typer.Context,
    date: Annotated[str | None, typer.Option("--date", metavar="D", help="The call's day.", show_default=False)] = None,
    out: Annotated[Path | None, typer.Option("-o", metavar="FILE", help="Write it there.", show_default=False)] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
) -> None:
    """Make the next call's agenda: what is still open, with boxes to tick."""
    from wgtrack.cli import output
    from wgtrack.workflow import agendas

    here = invocation(context)
    setting = here.setting()
    made = agendas.next_agenda(setting, day(date, "--date", "2020-03-05") if date is not None else None)
    if json and out:
        raise UsageProblem("--json prints and -o writes the agenda: choose one of them.")
    if json:
        output.print_json(agendas.agenda_dict(made))
        return
    text = agendas.agenda_text(setting, made)
    if out is None:
        typer.echo(text, nl=False)
        return
    _write(here.folder / out, out, text)
    output.remark(f"{out}: the agenda of {made.date}.")


def _is_replaceable(file: Path, text: str) -> bool:
    """True where nothing would be lost: the file is blank, or holds this very agenda."""
    if file.stat().st_size > 10 * len(text.encode()) + 1000:
        return False
    there = file.read_bytes()
    return not there.strip() or there == text.encode()


def _write(file: Path, shown: Path, text: str) -> None:
    try:
        if file.exists() and not file.is_file():
            raise UsageProblem(f"{shown} is not a file: name one, or leave -o out to print the agenda.")
        if file.exists() and not _is_replaceable(file, text):
            raise UsageProblem(f"{shown} is there already: name another file, so that nothing people wrote is lost.")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    except OSError as error:
        raise UsageProblem(f"{shown} cannot be written ({error.strerror}): name another file.") from None

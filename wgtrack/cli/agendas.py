"""Commands for the next call."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from wgtrack.cli.invocation import invocation
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
    made = agendas.next_agenda(setting, _day(date))
    if json:
        output.print_json(agendas.agenda_dict(made))
        return
    text = agendas.agenda_text(setting, made)
    if out is None:
        typer.echo(text, nl=False)
        return
    _write(here.folder / out, out, text)
    output.remark(f"{out}: the agenda of {made.date}.")


def _write(file: Path, shown: Path, text: str) -> None:
    try:
        if file.exists() and file.read_bytes() != text.encode():
            raise UsageProblem(f"{shown} is there already: name another file, so that nothing people wrote is lost.")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    except OSError as error:
        raise UsageProblem(f"{shown} cannot be written ({error.strerror}): name another file.") from None


def _day(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageProblem(f"--date {text}: write a day like 2020-03-05.") from None

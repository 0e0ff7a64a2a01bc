"""Commands for the next call."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wgtrack.cli.files import text_of, write_whole
from wgtrack.cli.invocation import invocation
from wgtrack.cli.words import day
from wgtrack.errors import UsageProblem

if TYPE_CHECKING:
    from wgtrack.followup.agenda import Agenda
    from wgtrack.workflow.memory import Setting


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
    if out is None:
        typer.echo(agendas.agenda_text(setting, made), nl=False)
        return
    write_agenda(setting, made, here.folder / out, out)


def write_agenda(setting: Setting, made: Agenda, file: Path, out: Path) -> None:
    """Write the agenda into a file, over one of ours so that all stays that people wrote; say what became of it."""
    from wgtrack.cli import output
    from wgtrack.workflow import agendas

    there = text_of(file, out)
    if not there.strip("\ufeff \t\r\n"):
        write_whole(file, out, agendas.agenda_text(setting, made))
        output.remark(f"{out}: the agenda of {made.date}.")
        return
    merged = agendas.over(setting, made, there, str(out))
    if merged.text == there:
        output.remark(f"{out} is the agenda of {made.date} already.")
        return
    write_whole(file, out, merged.text)
    kept = ", with all that people wrote in it" if merged.has_own else ""
    output.remark(f"{out}: the agenda of {made.date}{kept}.")
    if merged.unplaced:
        output.remark("These lines stand at its end now, since what they stood below is on the agenda no more:")
        for line in merged.unplaced:
            output.remark(f"  {line}")

"""Commands for the next call."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wgtrack.cli.invocation import Invocation, invocation
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
    there: Annotated[
        bool, typer.Option("--write", help="Write it where `agenda_file` says, and print that path.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
) -> None:
    """Make the next call's agenda: what is still open, with boxes to tick."""
    from wgtrack.cli import output
    from wgtrack.workflow import agendas

    here = invocation(context)
    setting = here.setting()
    wanted = day(date, "--date", "2020-03-05") if date is not None else None
    if sum((json, there, out is not None)) > 1:
        raise UsageProblem("--json prints the agenda, -o and --write write it: choose one of them.")
    if there:
        wanted = wanted or agendas.next_date(setting, None)
        if file := write_where_configured(here, wanted):
            output.say(file)
        return
    made = agendas.next_agenda(setting, wanted)
    if json:
        output.print_json(agendas.agenda_dict(made))
        return
    if out is None:
        typer.echo(agendas.agenda_text(setting, made), nl=False)
        return
    write_agenda(setting, made, here.folder / out, out)


def write_where_configured(here: Invocation, date: dt.date | None) -> str:
    """Write the agenda of the call of `date` where `agenda_file` says, or say why not; the path, empty for none.

    None for `date` where the configuration tells of no call to come.
    """
    from wgtrack.cli import output
    from wgtrack.workflow import agendas

    config = here.config
    missing = [name for name in ("calls", "agenda_file") if not getattr(config, name)]
    missing = missing[1:] if date and "calls" in missing else missing
    if missing or date is None or config.agenda_file is None:
        why = f"{' and '.join(f'`{name}`' for name in missing)} {'are' if len(missing) > 1 else 'is'} not set"
        why = why if missing else "`calls` has come to its end"
        output.remark(f"No agenda is written, since {why}: `wgtrack agenda --date D -o FILE` makes one.")
        return ""
    file = config.root / config.agenda_file.replace("{date}", date.isoformat())
    shown = Path(os.path.relpath(file, here.folder))
    write_agenda(here.setting(), agendas.next_agenda(here.setting(), date), file, shown)
    return str(shown)


def write_agenda(setting: Setting, made: Agenda, file: Path, out: Path) -> None:
    """Write the agenda into a file, over one of ours so that all stays that people wrote; say what became of it."""
    from wgtrack.cli import output
    from wgtrack.workflow import agendas

    merged, is_news = agendas.write(setting, made, file, out)
    if not is_news:
        output.remark(f"{out} is the agenda of {made.date} already.")
        return
    kept = ", with all that people wrote in it" if merged.has_own else ""
    output.remark(f"{out}: the agenda of {made.date}{kept}.")
    if merged.unplaced:
        output.remark("These lines stand at its end now, since what they stood below is on the agenda no more:")
        for line in merged.unplaced:
            output.remark(f"  {line}")

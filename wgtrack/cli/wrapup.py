"""The one command after a call: read the note, ask what is open, tell GitHub, make the next agenda."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wgtrack.cli.groups import INTERRUPTED
from wgtrack.cli.invocation import Invocation, invocation
from wgtrack.errors import UsageProblem, WgtrackError

if TYPE_CHECKING:
    from wgtrack.model import Note
    from wgtrack.workflow.notes import Found
    from wgtrack.workflow.wrapup import Question

ASKED = frozenset({"maybe-same", "stated-again", "unknown-date", "keep-and-drop"})
"""The codes of remarks that are questions here."""


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command()(wrapup)


def wrapup(
    context: typer.Context,
    named: Annotated[str, typer.Argument(metavar="NOTE", help="The note of the call.", show_default=False)],
    yes: Annotated[
        bool, typer.Option("--yes", help="Ask nothing: do what needs no decision, and list what does.")
    ] = False,
) -> None:
    """After a call: read its note, ask what it left open, tell GitHub, write the next agenda."""
    from wgtrack.cli.output import remark, somebody_is_there
    from wgtrack.workflow import wrapup as wrapping

    here = invocation(context)
    if not named:
        raise UsageProblem("NOTE is empty: name the note of the call.")
    found, note = wrapping.the_note(here.setting(), Path(named), here.folder)
    if not yes and not somebody_is_there():
        raise UsageProblem("wrapup asks, and nobody is there to answer: run it in a terminal, or with --yes.")
    try:
        _take_in(here, found)
        _decide(here, found, yes=yes)
        code = _tell_github(here, yes=yes)
        failures = _write_next(here, note)
    except (KeyboardInterrupt, typer.Abort):
        remark(f"Stopped: what was done so far is remembered, and `wgtrack wrapup {named}` goes on.")
        raise typer.Exit(INTERRUPTED) from None
    for failure in failures:
        remark(f"Error: {failure}")
    if code or failures:
        raise typer.Exit(code or failures[0].exit_code)


def _take_in(here: Invocation, found: Found) -> None:
    """Read the note, and say what is new."""
    from wgtrack.cli.output import exit_after, remark
    from wgtrack.cli.remembering import show
    from wgtrack.workflow import taking_in, upkeep

    result, warnings, failures = taking_in.ingest(here.setting(), [Path(found.file)], here.folder)
    show(result, [each for each in warnings if each.code not in ASKED])
    exit_after(failures)
    for sentence in upkeep.unread(here.setting(), here.folder):
        remark(f"{sentence}.")


def _decide(here: Invocation, found: Found, *, yes: bool) -> None:
    """Ask what is open, one question after another; with `yes` only say what it is."""
    from wgtrack.cli.output import say
    from wgtrack.cli.questions import form_of
    from wgtrack.workflow import wrapup as wrapping

    setting = here.setting()
    questions = wrapping.open_questions(setting, found)
    if yes:
        if questions:
            say(f"{len(questions)} {'decision is' if len(questions) == 1 else 'decisions are'} open:")
        for each in questions:
            form = form_of(each)
            say(f"  {each.path}:{each.line}: {form.question} {form.commands}.")
        return
    asked: set[object] = set()
    while left := [each for each in questions if each.name not in asked]:
        question = left[0]
        answered = _ask(here, question, len(asked) + 1, len(asked) + len(left))
        asked.add(question.name)
        is_of_identity = question.asks in (wrapping.Asks.SAME, wrapping.Asks.AGAIN)
        # What is one item, and which of them are open, decides what else is to be asked.
        questions = wrapping.open_questions(setting, found) if answered and is_of_identity else left[1:]


def _ask(here: Invocation, question: Question, number: int, total: int) -> bool:
    """Ask until there is an answer that can be meant; False where it is put off."""
    from wgtrack.cli.output import remark, say
    from wgtrack.cli.questions import form_of

    form = form_of(question)
    remark("")
    remark(f"[{number} of {total}] {question.path}:{question.line}")
    remark(form.question)
    remark(f"  ({form.answers}, Enter = later)")
    while typed := typer.prompt("", prompt_suffix="> ", default="", show_default=False, err=True).strip():
        try:
            say(f"  {form.take(here.setting(), typed)}.")
        except UsageProblem as problem:
            remark(f"  Error: {problem}")
        else:
            return True
    return False


def _tell_github(here: Invocation, *, yes: bool) -> int:
    """Show the plan, and carry it out; the exit code that it asks for."""
    from wgtrack.cli.github import NoToken
    from wgtrack.cli.output import remark
    from wgtrack.cli.syncing import run_sync

    config = here.config.github
    if not (config.tracker or config.comment_on):
        remark("GitHub is left out: neither `tracker` nor `comment_on` is set under [github].")
        return 0
    try:
        run_sync(here, (), yes=yes)
    except NoToken as error:
        remark(f"GitHub is left out: {error}")
    except typer.Exit as stop:
        if stop.exit_code == INTERRUPTED:
            raise
        return stop.exit_code
    except WgtrackError as error:
        remark(f"Error: {error}")
        return error.exit_code
    return 0


def _write_next(here: Invocation, note: Note) -> Sequence[WgtrackError]:
    """Write the next call's agenda where the configuration says; the failure, if there is one."""
    from wgtrack.cli.agendas import write_where_configured
    from wgtrack.workflow import wrapup as wrapping

    try:
        write_where_configured(here, wrapping.next_date(here.setting(), note))
    except WgtrackError as error:
        return [error]
    return []

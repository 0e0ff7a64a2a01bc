"""Commands that keep GitHub in step: what would be told, telling it, and which issue is whose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from wgtrack.cli.groups import INTERRUPTED
from wgtrack.cli.invocation import Invocation, invocation
from wgtrack.cli.words import repository
from wgtrack.errors import ConflictError, TrackerError

if TYPE_CHECKING:
    from wgtrack.sync.apply import Outcome, Question
    from wgtrack.workflow.syncing import Asked, Planned

Keys = Annotated[
    list[str] | None, typer.Argument(metavar="[KEY…]", help="Only these items, however old.", show_default=False)
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
Key = Annotated[str, typer.Argument(metavar="KEY", help="A key, or a beginning that only one has.", show_default=False)]


class Side(StrEnum):
    """Whose word counts where both changed a field."""

    NOTES = "notes"
    GITHUB = "github"


Prefer = Annotated[
    Side | None, typer.Option("--prefer", help="Whose word counts where both changed.", show_default=False)
]


Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="OWNER/REPO", help="Keep to this repository; the rest waits.", show_default=False),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command()(plan)
    app.command()(sync)
    app.command()(link)
    app.command()(skip)


def _asked(here: Invocation, keys: Sequence[str] | None, prefer: Side | None, only: Sequence[str] | None) -> Asked:
    from wgtrack.cli.github import tracker_of
    from wgtrack.workflow.syncing import Asked

    return Asked(
        tracker_of(here.config),
        tuple(keys or ()),
        prefer.value if prefer else "",
        only=tuple(map(repository, only or ())),
    )


def plan(
    context: typer.Context, keys: Keys = None, prefer: Prefer = None, only: Only = None, json: Json = False
) -> None:
    """Show what GitHub would be told, and what would be taken over from it; changes nothing."""
    from wgtrack.cli.output import print_json
    from wgtrack.sync import showing
    from wgtrack.workflow import syncing

    here = invocation(context)
    made = syncing.planned(here.setting(), _asked(here, keys, prefer, only))
    if json:
        print_json({"steps": [showing.step_dict(step) for step in made.plan.steps]})
    else:
        _show(made)
    _exit_after(made.plan.failures)


def _show(made: Planned) -> None:
    from wgtrack.cli.output import remark, say, table
    from wgtrack.sync import showing

    if made.plan.steps:
        rows = [showing.row(step) for step in made.plan.steps]
        table(("STEP", "WHERE", "ITEM", "WHAT"), rows, styles=("bold", "", "cyan", ""))
    say(showing.summary(made.plan))
    for sentence in made.plan.left_out:
        remark(sentence)


def _exit_after(sentences: Sequence[str]) -> None:
    from wgtrack.cli.output import exit_after

    exit_after([TrackerError(sentence) for sentence in sentences])


def sync(
    context: typer.Context,
    keys: Keys = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
    prefer: Prefer = None,
    only: Only = None,
    close_merged: Annotated[
        bool, typer.Option("--close-merged", help="Close issues of merged items, but for the oldest.")
    ] = False,
    json: Json = False,
) -> None:
    """Tell GitHub what the notes say, and take over what changed there."""
    here = invocation(context)
    run_sync(here, keys or (), yes=yes, prefer=prefer, only=only or (), close_merged=close_merged, json=json)


def run_sync(
    here: Invocation,
    keys: Sequence[str],
    *,
    yes: bool,
    prefer: Side | None = None,
    only: Sequence[str] = (),
    close_merged: bool = False,
    json: bool = False,
) -> None:
    """Plan, show, ask, carry out; exits with the code that the outcome asks for."""
    from wgtrack.cli.output import confirm, print_json, remark
    from wgtrack.sync import showing
    from wgtrack.workflow import syncing

    asked = replace(_asked(here, keys, prefer, only), close_merged=close_merged or not yes)
    decide = _decide(guess=not yes, close_merged=close_merged)
    with syncing.syncing(here.setting(), asked) as (made, carry_out):
        steps = made.plan.steps
        if not json:
            _show(made)
        if not yes and showing.needs_leave(steps) and not confirm("Do this on GitHub?"):
            remark("Nothing was done.")
            return
        try:
            outcomes = list(_shown_going(carry_out(decide), len(steps)))
        except KeyboardInterrupt:
            remark("Stopped: what was done so far is remembered, and `wgtrack sync` goes on.")
            raise typer.Exit(INTERRUPTED) from None
    if json:
        print_json({"steps": [showing.outcome_dict(outcome) for outcome in outcomes]})
    else:
        _report(outcomes)
    _end(outcomes, made.plan.failures)


def _decide(*, guess: bool, close_merged: bool) -> Callable[[Question], bool]:
    """What decides on a question: the options, else a person where `guess` is true, else nobody."""
    from wgtrack.cli.output import confirm
    from wgtrack.tracking import Adopt

    def decide(step: Question) -> bool:
        if isinstance(step, Adopt):
            return guess and confirm(f"Is {step.ref} ({step.title}) the issue of item {step.items[0]}?")
        return close_merged or (guess and confirm(f"Close {step.ref}, which was merged into {step.merged_into}?"))

    return decide


def _shown_going(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
    """The outcomes as they come, with a bar on a terminal."""
    from wgtrack.cli.progress import busy

    with busy("Telling GitHub", total) as step:
        for outcome in outcomes:
            yield outcome
            step()


def _report(outcomes: Sequence[Outcome]) -> None:
    from wgtrack.cli.output import remark, say
    from wgtrack.sync import showing

    for outcome in outcomes:
        if outcome.result == "done":
            sign = showing.row(outcome.step)[0]
            say(f"{sign}  {outcome.ref or outcome.step.repo}  {showing.keys(outcome.step.items)}")
    for sentence in showing.left(outcomes):
        remark(sentence)
    count = {name: sum(each.result == name for each in outcomes) for name in ("done", "failed", "skipped")}
    if outcomes:
        say(", ".join(f"{number} {name}" for name, number in count.items() if number) + ".")


def _end(outcomes: Sequence[Outcome], failures: Sequence[str]) -> None:
    """Exit with 6 where anything failed, with 7 where conflicts are left."""
    from wgtrack.cli.output import exit_after
    from wgtrack.tracking import Conflict

    failed = [each.error for each in outcomes if each.error is not None]
    exit_after([*failed, *(TrackerError(sentence) for sentence in failures)])
    left = [each for each in outcomes if isinstance(each.step, Conflict)]
    if left:
        raise ConflictError(
            f"{len(left)} {'conflict is' if len(left) == 1 else 'conflicts are'} left: choose with "
            "`wgtrack sync KEY --prefer notes` or `--prefer github`."
        )


def link(
    context: typer.Context,
    key: Key,
    ref: Annotated[
        str, typer.Argument(metavar="REF", help="owner/repo#12, its address, `new` or `none`.", show_default=False)
    ],
) -> None:
    """Say which issue is an item's: that one, a new one, or none."""
    from wgtrack.cli.output import say
    from wgtrack.workflow import syncing

    item, said = syncing.link(invocation(context).setting(), key, ref)
    told = {"new": "gets a new issue with the next sync", "none": "has no issue"}.get(said, f"is {said} now")
    say(f"{item.key} {told}: {item.text}")


def skip(context: typer.Context, key: Key) -> None:
    """Say that GitHub is never told of an item."""
    from wgtrack.cli.output import say
    from wgtrack.workflow import syncing

    item = syncing.skip(invocation(context).setting(), key)
    say(f"{item.key} is never sent; `wgtrack link {item.key} new` takes that back: {item.text}")

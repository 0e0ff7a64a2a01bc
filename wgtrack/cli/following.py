"""Commands that follow up: what is put off, and who is reminded of what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wgtrack.cli import words
from wgtrack.cli.invocation import Invocation, invocation
from wgtrack.cli.items import By, Why
from wgtrack.cli.me import names_for, sender
from wgtrack.cli.mending import Key
from wgtrack.errors import UsageProblem
from wgtrack.model import Item, Kind
from wgtrack.workflow.files import text_of, write_whole

if TYPE_CHECKING:
    from wgtrack.followup.reminders import Reminder
    from wgtrack.followup.stats import Share, Stats

KEEP = "keep"
"""The word that puts a reassessment off once more, for as long as at first."""


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command()(reassess)
    app.command()(remind)
    app.command()(calendar)
    app.command()(stats)


def reassess(
    context: typer.Context,
    key: Key,
    typed: Annotated[
        str,
        typer.Argument(
            metavar="WHEN", help="A date, `6 weeks`, `keep` for as long as at first, `none`.", show_default=False
        ),
    ],
    message: Why = "",
    by: By = None,
) -> None:
    """Put an item off until it is looked at again; `none` makes it an action once more."""
    from wgtrack.cli import output
    from wgtrack.workflow import following, saying

    here = invocation(context)
    setting = here.setting(by)
    kept = typed.strip().casefold() == KEEP
    day = None if kept else words.when(typed, here.today)

    def changes(item: Item) -> Mapping[str, str]:
        if item.status.closed:
            raise UsageProblem(f"{item.key} is {item.status}: `wgtrack reopen {item.key}` first.")
        if kept and item.kind is not Kind.REASSESS:
            raise UsageProblem(f"{item.key} was never put off, so there is nothing to keep: say until when.")
        return following.put_off(item, following.kept_until(setting, item) if kept else day)

    told = saying.tell(setting, [key], changes, note=message)[0]
    output.say(f"{told.after.key} {_told(told.after, told.before)}: {told.after.text}")


def _told(after: Item, before: Item) -> str:
    if after == before:
        return "is that already"
    if after.kind is Kind.ACTION:
        return "is an action again"
    return f"is to be looked at again on {after.wake}"


Owner = Annotated[
    str | None, typer.Option("--owner", metavar="WHO", help="Only WHO; `me` for yourself.", show_default=False)
]


def remind(
    context: typer.Context,
    owner: Owner = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="As markdown, for a chat or a list.")] = False,
    mbox: Annotated[
        Path | None,
        typer.Option("--mbox", metavar="FILE", help="As messages in a mailbox; sends nothing.", show_default=False),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
) -> None:
    """Say who is to be reminded of what: overdue, due soon, to be reassessed, carried often."""
    from wgtrack.cli import output
    from wgtrack.followup.reminders import reminders_dict
    from wgtrack.workflow import following

    if json + markdown + (mbox is not None) > 1:
        raise UsageProblem("--json, --markdown and --mbox each say where reminders go: choose one of them.")
    here = invocation(context)
    setting = here.setting()
    found = following.reminders(setting, names_for(owner, here) if owner is not None else None)
    if json:
        output.print_json(reminders_dict(found))
    elif mbox is not None:
        _write_mailbox(here, found, mbox)
    elif markdown:
        typer.echo("\n".join(following.reminder_texts(setting, found)), nl=False)
    elif found:
        _show(found)


def _show(found: Sequence[Reminder]) -> None:
    from wgtrack.cli import output
    from wgtrack.followup.reminders import reason

    rows = [
        (each.owner or "nobody" if not number else "", item.key, item.text, reason(why, item))
        for each in found
        for number, (why, item) in enumerate(each.items)
    ]
    output.table(("OWNER", "KEY", "WHAT", "WHY"), rows, styles=("bold", "cyan", "", ""))


def _write_mailbox(here: Invocation, found: Sequence[Reminder], shown: Path) -> None:
    from wgtrack.cli.output import remark
    from wgtrack.workflow import following, memory

    if not found:
        return
    content, others = following.mailbox(here.setting(), found, sender(here))
    if content:
        file = here.folder / shown
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("xb") as new:
                new.write(content)
        except FileExistsError:
            raise UsageProblem(f"{shown} is there already: name a new file.") from None
        except OSError as error:
            raise UsageProblem(f"{shown} cannot be written ({error.strerror}): name another file.") from None
        memory.record_file(here.setting(), str(shown))
        count = len(found) - len(others)
        remark(f"{shown}: {count} {'message' if count == 1 else 'messages'}; nothing is sent from here.")
    if others:
        names = ", ".join(each.owner or "nobody" for each in others)
        remark(f"No address is known for {names}: set `email` in [people].")


def calendar(
    context: typer.Context,
    owner: Owner = None,
    out: Annotated[Path | None, typer.Option("-o", metavar="FILE", help="Write it there.", show_default=False)] = None,
) -> None:
    """Make a calendar (iCalendar) of what is due, what is to be reassessed, and the calls."""
    from wgtrack.cli.output import remark
    from wgtrack.workflow import following, memory

    here = invocation(context)
    text = following.calendar(here.setting(), names_for(owner, here) if owner is not None else None)
    if out is None:
        typer.echo(text, nl=False)
        return
    file = here.folder / out
    there = text_of(file, out)
    if there.strip() and "PRODID:-//wgtrack//" not in there[:200]:
        raise UsageProblem(f"{out} is there already and is no calendar that wgtrack wrote: name another file.")
    write_whole(file, out, text)
    memory.record_file(here.setting(), str(out))
    remark(f"{out}: a calendar to import, or to publish where people can subscribe to it.")


def stats(
    context: typer.Context, json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False
) -> None:
    """Show the group's numbers: opened and closed by call, days to done, carried, by owner."""
    from wgtrack.cli import output
    from wgtrack.followup.stats import stats_dict
    from wgtrack.workflow import following

    found = following.numbers(invocation(context).setting())
    if json:
        output.print_json(stats_dict(found))
    elif found.calls or found.owners:
        _show_stats(found)
    else:
        output.remark("No note has been read yet: run `wgtrack ingest` first.")


def _show_stats(found: Stats) -> None:
    from wgtrack.cli.output import say, table

    whole = found.all
    late = f", {whole.overdue} of them overdue" if whole.overdue else ""
    say(f"{whole.open} open{late}; {whole.done} done, in the median after {_days(whole)}; {whole.dropped} dropped.")
    if found.carried:
        carried = ", ".join(f"{number} × {times}" for times, number in found.carried)
        say(f"Open items, by how many calls they were carried over: {carried}.")
    if found.calls:
        say("")
        rows = [(str(c.date or "since"), str(c.opened), str(c.closed), str(c.open)) for c in found.calls]
        table(("CALL", "OPENED", "CLOSED", "OPEN THEN"), rows)
    if found.owners:
        say("")
        shares = [
            (s.owner or "nobody", str(s.open), str(s.overdue), str(s.done), str(s.dropped), _days(s))
            for s in found.owners
        ]
        table(("OWNER", "OPEN", "OVERDUE", "DONE", "DROPPED", "MEDIAN"), shares)


def _days(share: Share) -> str:
    if share.median_days is None:
        return "no time yet"
    return f"{share.median_days:g} {'day' if share.median_days == 1 else 'days'}"

"""Writing for people: tables that fit the terminal, and whole lines where there is none."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import typer

from wgtrack.cli.plain import one_line, printable
from wgtrack.errors import UsageProblem, WgtrackError
from wgtrack.followup import telling
from wgtrack.model import Diagnostic, Event, IssueRef, Item, Kind, Status

if TYPE_CHECKING:
    from rich.text import Text

    from wgtrack.tracking import Link

_HIDDEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
NARROW = 120
"""Columns below which five columns side by side are hard to read."""
CSV_COLUMNS = tuple("key text owners due wake status kind refs first_stated times_stated carried place".split())


def print_json(value: Any) -> None:
    """Print `value` as JSON; characters that a terminal would obey are written as escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    typer.echo(_HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def say(text: str) -> None:
    """Print one line of the result."""
    typer.echo(printable(text).replace("\n", "\\n"))


def remark(text: str) -> None:
    """Print a line beside the result, on stderr."""
    typer.echo(printable(text).replace("\n", "\\n"), err=True)


def warn(remarks: Iterable[Diagnostic]) -> None:
    """Print remarks about notes, one a line."""
    for each in remarks:
        remark(f"Warning: {each}")


def on_terminal() -> bool:
    """True where the result goes to a terminal; a closed stdout is none."""
    return bool(sys.stdout and sys.stdout.isatty())


def somebody_is_there() -> bool:
    """True where somebody may answer a question: what is typed comes from a terminal."""
    return bool(sys.stdin and sys.stdin.isatty())


def confirm(question: str) -> bool:
    """Ask on the terminal; UsageProblem where there is none to answer."""
    if not somebody_is_there():
        raise UsageProblem(f"{question} Nobody is there to answer: run it in a terminal, or with --yes.")
    from wgtrack.cli.progress import pausing

    with pausing():
        return typer.confirm(question, err=True)


def exit_after(failures: Sequence[WgtrackError]) -> None:
    """Print each failure, then exit with the code of the first; does nothing without one."""
    for failure in failures:
        remark(f"Error: {str(failure).rstrip('.')}.")
    if failures:
        raise typer.Exit(failures[0].exit_code)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, styles: Sequence[str] | None = None) -> None:
    """Print a table. On a terminal it fits, folding long words; elsewhere each row is one whole line."""
    lines = [[one_line(cell) for cell in row] for row in rows]
    if not on_terminal():
        _print_whole_lines([list(heads), *lines])
        return
    from rich.text import Text

    _print_table(heads, [[Text(cell) for cell in row] for row in lines], styles or [""] * len(heads))


def _print_whole_lines(rows: Sequence[Sequence[str]]) -> None:
    from rich.cells import cell_len

    widths = [[cell_len(cell) for cell in row] for row in rows]
    widest = [max(column) for column in zip(*widths, strict=True)]
    lines = []
    for row, taken in zip(rows, widths, strict=True):
        padded = (cell + " " * (most - width) for cell, width, most in zip(row, taken, widest, strict=True))
        lines.append("  ".join(padded).rstrip())
    typer.echo("\n".join(lines))


def _print_table(heads: Sequence[str], rows: Iterable[Sequence[Text]], styles: Sequence[str]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    shown = Table(box=None, pad_edge=False, show_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for head, style in zip(heads, styles, strict=True):
        shown.add_column(head, overflow="fold", style=style)
    for row in rows:
        shown.add_row(*row)
    with console.capture() as captured:
        console.print(shown)
    typer.echo("\n".join(line.rstrip() for line in captured.get().splitlines()), color=True)


def item_table(items: Sequence[Item], today: dt.date) -> None:
    """Print items, one a row; on a narrow terminal the facts of an item stand below its words."""
    if on_terminal() and shutil.get_terminal_size().columns < NARROW:
        from rich.text import Text

        rows = []
        for item in items:
            words = Text(one_line(f"{', '.join(item.owners) or 'nobody'}: {item.text}"))
            facts = ", ".join(filter(None, [when(item, today), f"stated {times(item)}"]))
            rows.append([Text(item.key), words.append("\n").append(one_line(facts), style="dim")])
        _print_table(("KEY", "WHAT"), rows, ("cyan", ""))
        return
    cells = [(i.key, ", ".join(i.owners) or "nobody", i.text, when(i, today), times(i)) for i in items]
    table(("KEY", "OWNER", "WHAT", "WHEN", "STATED"), cells, styles=("cyan", "", "", "", "dim"))


def when(item: Item, today: dt.date) -> str:
    """What there is to say of an item's state and days, in a few words."""
    if item.status.closed:
        told = f"{item.status} {item.closed_on or ''}".strip()
        return f"{told}, stated again {item.stated_again}" if item.stated_again else told
    parts = {Status.IN_PROGRESS: ["started"], Status.REVIEW: ["for review"]}.get(item.status, [])
    if item.kind is Kind.REASSESS and item.wake:
        parts = [*parts, f"asleep until {item.wake}" if item.asleep(today) else f"reassess since {item.wake}"]
    elif item.due:
        parts = [*parts, f"overdue since {item.due}" if item.due < today else f"due {item.due}"]
    return ", ".join([*parts, "gone from the notes"] if item.gone else parts)


def times(item: Item) -> str:
    """How often an item was stated, since when, and how often carried."""
    text = f"{item.times_stated}×" if item.times_stated != 1 else "once"
    if not item.places:
        text = f"added {item.first_stated}"
    elif item.first_stated:
        text += f" since {item.first_stated}"
    return text + (f", carried {item.carried}×" if item.carried else "")


def item_json(item: Item, links: Sequence[Link] = ()) -> dict[str, Any]:
    """An item, with what is remembered of its issues, as `list --json` and `show --json` give it."""
    return {
        "key": item.key,
        "text": item.text,
        "owners": list(item.owners),
        "due": item.due and item.due.isoformat(),
        "wake": item.wake and item.wake.isoformat(),
        "status": item.status.value,
        "kind": item.kind.value,
        "refs": [str(ref) for ref in item.refs],
        "times_stated": item.times_stated,
        "carried": item.carried,
        "statements": [
            {"key": p.key, "path": p.path, "line": p.line, "date": p.date and p.date.isoformat()} for p in item.places
        ],
        "links": [_link_json(link) for link in links] + [_ref_json(ref) for ref in _unlinked(item, links)],
    }


def _link_json(link: Link) -> dict[str, Any]:
    state = link.gone or link.state or None
    return {"ref": str(link.ref), "role": link.role.value, "url": link.url or _address(link.ref), "state": state}


def _ref_json(ref: IssueRef) -> dict[str, Any]:
    """An issue that the notes name, of which nothing is known."""
    return {"ref": str(ref), "role": "about", "url": _address(ref), "state": None}


def _unlinked(item: Item, links: Sequence[Link]) -> list[IssueRef]:
    known = {ref for link in links for ref in (link.ref, *link.named)}
    return [ref for ref in item.refs if ref not in known]


def _address(ref: IssueRef) -> str:
    return f"https://github.com/{ref.owner}/{ref.repo}/issues/{ref.number}"


def event_json(event: Event) -> dict[str, Any]:
    """An event as `show --json` gives it."""
    return {
        "at": event.at.isoformat(),
        "actor": event.actor,
        "item": event.item,
        "what": event.what,
        "before": event.before,
        "after": event.after,
        "batch": event.batch,
        "note": event.note,
        "undone": event.undone,
        "command": event.command,
        "typed_by": event.typed_by,
    }


def event_table(events: Iterable[Event]) -> None:
    """Print events, one a row, oldest first."""
    rows = [(f"{e.at:%Y-%m-%d %H:%M}", str(e.batch), _who(e), e.item, telling.told(e), e.command) for e in events]
    table(("WHEN (UTC)", "BATCH", "WHO", "ITEM", "WHAT", "COMMAND"), rows, styles=("dim", "dim", "", "cyan", "", "dim"))


def _who(event: Event) -> str:
    typed = event.typed_by not in ("", event.actor) and event.actor != "GitHub"
    return f"{event.actor} (by {event.typed_by})" if typed else event.actor


def show_item(item: Item, events: Sequence[Event], today: dt.date, links: Sequence[Link] = ()) -> None:
    """Print all that is known of an item."""
    say(f"{item.key}  {one_line(item.text)}")
    facts = {
        "owner": ", ".join(item.owners) or "nobody",
        "state": ", ".join(filter(None, [item.status.value if not item.status.closed else "", when(item, today)])),
        "stated": times(item),
        "issue": ", ".join(_told_link(link) for link in links if link.role == "tracks"),
        "about": ", ".join(
            [_told_link(link) for link in links if link.role == "about"] + [str(ref) for ref in _unlinked(item, links)]
        ),
    }
    for name, fact in facts.items():
        if fact:
            say(f"  {name:<7} {fact}")
    if item.places:
        say("  statements")
    for place in item.places:
        say(f"    {place.path}:{place.line}  {place.key}  {one_line(place.text)}")
    say("  history")
    for event in events:
        say(f"    {event.at:%Y-%m-%d %H:%M}  {event.actor}: {one_line(telling.told(event))}")


def _told_link(link: Link) -> str:
    return f"{link.ref} ({link.gone or link.state or 'not seen yet'})"


def print_csv(items: Iterable[Item]) -> None:
    """Print items as CSV (RFC 4180), a header first. Text that a spreadsheet would run gets a quote before it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(CSV_COLUMNS)
    for item in items:
        first = item.places[0] if item.places else None
        cells = (
            item.key,
            item.text,
            "; ".join(item.owners),
            item.due or "",
            item.wake or "",
            item.status.value,
            item.kind.value,
            " ".join(map(str, item.refs)),
            item.first_stated or "",
            item.times_stated,
            item.carried,
            f"{first.path}:{first.line}" if first else "",
        )
        writer.writerow([_cell(str(cell)) for cell in cells])
    typer.echo(out.getvalue(), nl=False)


def _cell(text: str) -> str:
    text = one_line(text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text

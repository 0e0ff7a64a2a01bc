"""The questions that a call leaves, as people read and answer them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from wgtrack.cli import words
from wgtrack.errors import UsageProblem
from wgtrack.model import Item, Kind, Status
from wgtrack.workflow.wrapup import Asks, Question, said_as

if TYPE_CHECKING:
    from wgtrack.workflow.memory import Setting

WHY = "asked after the call"
"""The reason that history gives for an answer. A word with a reason is kept, also where it changes nothing."""


@dataclass(frozen=True, slots=True)
class Form:
    """A question in words."""

    question: str
    answers: str
    """What may be answered, and what that means."""
    commands: str
    """The commands that answer it as well."""
    take: Callable[[Setting, str], str]
    """Records an answer, and says what it did. UsageProblem for one that cannot be meant."""


def form_of(question: Question) -> Form:
    """How a question is asked and answered."""
    match question.asks:
        case Asks.SAME:
            return _same(*question.items)
        case Asks.AGAIN:
            return _again(question.items[0], question.detail)
        case Asks.CHOICE:
            return _choice(question.items[0])
        case Asks.OWNER:
            return _owner(question.items[0])
        case Asks.WHO:
            return _who(question.items, question.detail)
        case Asks.DAY:
            return _day(question.items[0], question.detail)
        case never:
            assert_never(never)


def _same(first: Item, second: Item) -> Form:
    both = [first.key, second.key]

    def take(setting: Setting, typed: str) -> str:
        from wgtrack.workflow import saying

        command = f"wgtrack merge {' '.join(both)}"
        if _letter(typed, "yn") == "y":
            _, item = saying.merge(said_as(setting, command), both)
            return f"{item.key} is one with {' and '.join({*both} - {item.key})} now"
        saying.keep_apart(said_as(setting, f"{command} --never"), both)
        return f"{' and '.join(both)} stay two items"

    return Form(
        f"Is {_named(second)} the same as {_named(first)}?",
        "y = they are one, n = they are two",
        f"`wgtrack merge {' '.join(both)}`, or the same with `--never`",
        take,
    )


def _again(item: Item, statement: str) -> Form:
    closing = "drop" if item.status is Status.DROPPED else "done"
    another = statement != item.key

    def take(setting: Setting, typed: str) -> str:
        from wgtrack.workflow import saying

        match _letter(typed, "oda" if another else "od"):
            case "a":
                _, new = saying.split(said_as(setting, f"wgtrack split {item.key} {statement}"), item.key, statement)
                return f"{new.key} is an item of its own now"
            case "o":
                return _tell(setting, f"wgtrack reopen {item.key}", [item], lambda _: {"status": Status.OPEN.value})
            case _:
                command = f"wgtrack {closing} {item.key}"
                return _tell(setting, command, [item], lambda _: {"status": item.status.value})

    return Form(
        f"{_named(item)} was {item.status} on {item.closed_on} and is stated again. What is it now?",
        f"o = open again, d = {item.status} all the same" + (", a = another task" if another else ""),
        f"`wgtrack reopen {item.key}`, `wgtrack {closing} {item.key}`"
        + (f", `wgtrack split {item.key} {statement}`" if another else ""),
        take,
    )


def _choice(item: Item) -> Form:
    def take(setting: Setting, typed: str) -> str:
        from wgtrack.workflow import following

        if _letter(typed, "kd") == "d":
            return _tell(setting, f"wgtrack drop {item.key}", [item], lambda _: {"status": Status.DROPPED.value})
        until = following.kept_until(setting, item)
        return _tell(setting, f"wgtrack reassess {item.key} keep", [item], lambda it: following.put_off(it, until))

    return Form(
        f"{_named(item)} is ticked to be kept and to be dropped. Which of the two?",
        "k = it is kept, d = it is dropped",
        f"`wgtrack reassess {item.key} keep` or `wgtrack drop {item.key}`",
        take,
    )


def _owner(item: Item) -> Form:
    def take(setting: Setting, typed: str) -> str:
        names = words.owners([typed])
        command = f"wgtrack assign {item.key} {', '.join(names) or 'none'}"
        return _tell(setting, command, [item], lambda _: {"owners": ", ".join(names)})

    return Form(
        f"Nobody is named for {_named(item)}. Who is to do it?",
        "names, none = nobody for now",
        f"`wgtrack assign {item.key} WHO`",
        take,
    )


def _who(items: Sequence[Item], name: str) -> Form:
    keys = " ".join(item.key for item in items)

    def take(setting: Setting, typed: str) -> str:
        names = [name] if typed.strip().casefold() in ("ok", name.casefold()) else words.owners([typed])

        def changes(item: Item) -> Mapping[str, str]:
            owners = [new for old in item.owners for new in (names if old == name else [old])]
            return {"owners": ", ".join(dict.fromkeys(owners))}

        return _tell(setting, f"wgtrack assign {keys} {', '.join(names) or 'none'}", items, changes)

    named = "; ".join(map(_named, items))
    return Form(
        f"{name} is neither of the call nor in [people], and is to do: {named}. Who is that?",
        f"other names, ok = {name} is right, none = nobody for now",
        f"`wgtrack assign {items[0].key} WHO`, or {name} in [people]",
        take,
    )


def _day(item: Item, phrase: str) -> Form:
    asleep = item.kind is Kind.REASSESS
    verb = "reassess" if asleep else "due"

    def take(setting: Setting, typed: str) -> str:
        from wgtrack.workflow import following

        day = words.when(typed, setting.today)
        command = f"wgtrack {verb} {item.key} {day or 'none'}"
        if asleep:
            return _tell(setting, command, [item], lambda it: following.put_off(it, day))
        return _tell(setting, command, [item], lambda _: {"due": day.isoformat() if day else ""})

    now = f" It is due {item.due}." if item.due and not asleep else ""
    asks = "Until when is it put off?" if asleep else "By when is it to be done?"
    return Form(
        f"“{phrase}” names no day for {_named(item)}.{now} {asks}",
        f"a day, 2 weeks, none = {'it is an action now' if asleep else 'no day'}",
        f"`wgtrack {verb} {item.key} WHEN`",
        take,
    )


def _tell(setting: Setting, command: str, items: Sequence[Item], changes: Callable[[Item], Mapping[str, str]]) -> str:
    from wgtrack.cli.output import when
    from wgtrack.workflow import saying

    told = saying.tell(said_as(setting, command), [item.key for item in items], changes, note=WHY)
    after = [each.after for each in told]
    return "; ".join(
        f"{item.key}: {', '.join(item.owners) or 'nobody'}{', ' if (day := when(item, setting.today)) else ''}{day}"
        for item in after
    )


def _named(item: Item) -> str:
    return f"{item.key} ({item.text})"


def _letter(typed: str, allowed: str) -> str:
    """The first letter of an answer, one of `allowed`."""
    letter = typed.strip().casefold()[:1]
    if letter not in allowed:
        raise UsageProblem(f"{typed.strip()!r} is none of the answers: {', '.join(allowed)}, or Enter for later.")
    return letter

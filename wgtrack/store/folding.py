"""What the statements and what people said make of an item. Pure: the same input gives the same item.

The notes are the truth of what was agreed, in the order of the meetings; what people say in the command
line takes its place among them. Each side is asked only "did you change?": a note that restates an item in
the words it had before does not take back what somebody said in between.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from wgtrack.model import IssueRef, Item, Kind, Place, Statement, Status, asleep_again
from wgtrack.reading.keys import normalise

WakeAfter = Callable[[dt.date], dt.date]
"""The day on which a reassessment wakes that was agreed on a day without saying when."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A statement with its place in time; `gone` once its words have vanished from the note."""

    statement: Statement
    path: str
    """The note's; empty for an item that a person added."""
    date: dt.date | None
    gone: bool = False

    @property
    def added(self) -> bool:
        """True where no note says it, but a person added it."""
        return not self.path

    @property
    def order(self) -> tuple[dt.date, str, int, str]:
        """Earliest meeting first; mentions without a date last, so that they never name an item that has one."""
        return (self.date or dt.date.max, self.path, self.statement.line, self.statement.key)


@dataclass(frozen=True, slots=True)
class Said:
    """A person's word about an item: `what` is the field, `after` its new value as text.

    A decision about what is one item, as `store.decisions` names them, is a word too.
    """

    said_on: dt.date
    number: int
    """Its place among all words, in the order in which they were said."""
    date: dt.date
    what: str
    after: str
    item: str = ""
    """The key of the item that it is about."""
    keys: frozenset[str] = frozenset()
    """The keys of all statements that the item had then."""


@dataclass(slots=True)
class _State:
    text: str = ""
    owners: tuple[str, ...] = ()
    due: dt.date | None = None
    wake: dt.date | None = None
    status: Status = Status.OPEN
    kind: Kind = Kind.ACTION
    refs: dict[IssueRef, None] = field(default_factory=dict)
    closed_on: dt.date | None = None
    stated_again: dt.date | None = None
    stated_words: str = ""
    """Text, owners and days as the notes last gave them, to see whether a later note changes them."""
    stated_owners: frozenset[str] = frozenset()
    stated_due: dt.date | None = None
    stated_wake: dt.date | None = None
    stated_kind: Kind = Kind.ACTION
    interval: dt.timedelta | None = None
    """How long the first call that said until when put it off."""


def owner_names(statement: Statement) -> frozenset[str]:
    """Who a statement's owners are, comparable: handles where people resolve, folded names elsewhere."""
    return frozenset(statement.people) if statement.people else frozenset(normalise(o) for o in statement.owners)


def first_interval(mentions: Iterable[Mention]) -> dt.timedelta | None:
    """How long the earliest of `mentions` that says until when put a reassessment off; None where none does."""
    for mention in sorted(mentions, key=lambda m: m.order):
        statement = mention.statement
        if statement.kind is Kind.REASSESS and not statement.from_agenda and statement.wake and mention.date:
            return max(statement.wake - mention.date, dt.timedelta()) or None
    return None


def fold(mentions: Iterable[Mention], said: Iterable[Said], wake_after: WakeAfter) -> Item:
    """The item that `mentions` and `said` make; its key is that of the earliest mention.

    `wake_after` gives the day on which a reassessment wakes that was agreed on a day without saying when.
    `carried` is left at 0: it depends on the calls held since, and on today. At least one mention is needed.
    """
    every = sorted(mentions, key=lambda m: m.order)
    stated = [m for m in every if not m.statement.from_agenda]
    live = [m for m in stated if not m.gone]
    counted = live or stated or every
    answers = [m for m in every if m.statement.from_agenda and not m.gone]
    state = _State(interval=first_interval(every))
    for entry in _in_time(counted + answers, said):
        if isinstance(entry, Said):
            _hear(state, entry)
        elif entry.statement.from_agenda:
            _answer(state, entry, wake_after)
        else:
            _read(state, entry, wake_after)
    dates = [m.date for m in counted if m.date]
    told = [m for m in counted if not m.added]
    return Item(
        key=every[0].statement.key,
        text=state.text,
        owners=state.owners,
        due=None if state.kind is Kind.REASSESS else state.due,
        wake=state.wake if state.kind is Kind.REASSESS else None,
        status=state.status,
        kind=state.kind,
        refs=tuple(state.refs),
        first_stated=min(dates, default=None),
        last_stated=max(dates, default=None),
        times_stated=len({m.statement.key for m in told}),
        closed_on=state.closed_on,
        stated_again=state.stated_again,
        gone=not live,
        places=tuple(Place(m.statement.key, m.path, m.statement.line, m.date, m.statement.text) for m in told),
    )


def _in_time(mentions: Sequence[Mention], said: Iterable[Said]) -> list[Mention | Said]:
    entries: list[tuple[tuple[dt.date, int, int, int], int, Mention | Said]] = []
    for number, mention in enumerate(mentions):
        answer = int(mention.statement.from_agenda)
        entries.append(((mention.date or dt.date.min, 0, answer, mention.statement.line), number, mention))
    entries += [((word.said_on, 1, 0, word.number), word.number, word) for word in said]
    return [entry for _, _, entry in sorted(entries, key=lambda e: e[:2])]


def _says_less(words: str, than: str) -> bool:
    """True where `words` only leaves out some of what `than` says."""
    return set(words.split()) <= set(than.split())


def _read(state: _State, mention: Mention, wake_after: WakeAfter) -> None:
    statement = mention.statement
    words = normalise(statement.text)
    repeated = words == state.stated_words
    if not repeated and not _says_less(words, state.stated_words):
        state.text = statement.text
        state.stated_words = words
    owners = owner_names(statement)
    if owners and owners != state.stated_owners:
        state.owners, state.stated_owners = statement.owners, owners
    # "next week", copied into the next note as it was, does not move the day.
    # The day of a reassessment is no due date, also where somebody says later that it is an action.
    is_due = statement.due and statement.kind is not Kind.REASSESS
    if is_due and statement.due != state.stated_due and not (repeated and state.stated_due):
        state.due = state.stated_due = statement.due
    _read_reassess(state, mention, repeated, wake_after)
    state.refs.update(dict.fromkeys(statement.refs))
    _read_status(state, statement, mention.date)


def _read_reassess(state: _State, mention: Mention, repeated: bool, wake_after: WakeAfter) -> None:
    statement = mention.statement
    if statement.kind is not Kind.REASSESS:
        return
    if state.stated_kind is not Kind.REASSESS:
        state.kind = state.stated_kind = Kind.REASSESS
    if statement.wake and statement.wake != state.stated_wake and not (repeated and state.stated_wake):
        state.wake = state.stated_wake = statement.wake
    elif state.wake is None and mention.date:
        state.wake = wake_after(mention.date)


def _read_status(state: _State, statement: Statement, day: dt.date | None) -> None:
    """Only an explicit "reopened" opens what was closed: stating it once more asks whether it should be."""
    if statement.reopened:
        state.status, state.closed_on, state.stated_again = Status.OPEN, None, None
    elif statement.status.closed:
        if not state.status.closed:
            state.closed_on = day
        state.status, state.stated_again = statement.status, None
    elif not state.status.closed:
        state.status = statement.status if statement.status is not Status.OPEN else state.status
    elif day and (state.closed_on is None or day > state.closed_on):
        # On which day it was closed, a note without a date does not say: only that it was, before all that have one.
        state.stated_again = day


def _answer(state: _State, mention: Mention, wake_after: WakeAfter) -> None:
    """A line of our agenda that a person ticked or edited; the fields left as we wrote them are empty."""
    statement = mention.statement
    state.text = statement.text or state.text
    state.owners = statement.owners or state.owners
    if statement.kind is Kind.REASSESS or state.kind is Kind.REASSESS:
        state.wake = statement.wake or statement.due or _kept(state, mention, wake_after) or state.wake
    else:
        state.due = statement.due or state.due
    state.refs.update(dict.fromkeys(statement.refs))
    if statement.reopened or statement.status is not Status.OPEN:
        _read_status(state, statement, mention.date)


def _kept(state: _State, mention: Mention, wake_after: WakeAfter) -> dt.date | None:
    """The day on which what the call only said to keep wakes again; None where the call said something else."""
    said = mention.statement
    says_more = said.text or said.owners or said.reopened or said.status is not Status.OPEN
    if said.kind is not Kind.REASSESS or says_more or mention.date is None:
        return None
    return asleep_again(state.interval, mention.date, wake_after)


def _hear(state: _State, word: Said) -> None:
    match word.what:
        case "status":
            # A person's day wins over that of a note, where `annotate` may have written the outcome only later.
            state.status = Status(word.after)
            state.closed_on = word.date if state.status.closed else None
            state.stated_again = None
        case "text":
            state.text = word.after
        case "owners":
            state.owners = tuple(part for part in word.after.split(", ") if part)
        case "due":
            state.due = dt.date.fromisoformat(word.after) if word.after else None
        case "wake":
            state.wake = dt.date.fromisoformat(word.after) if word.after else None
        case "kind":
            state.kind = Kind(word.after)
        case _:
            raise ValueError(f"an event of an unknown sort: {word.what}")

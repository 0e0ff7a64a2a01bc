"""A plan carried out: each step written down before it is sent and remembered before the next one begins.

A write whose answer is lost is never repeated at once. Its marker is looked for by listing; if it is not there, the
intent stays written down, and the next sync looks again, after a moment, before it makes anything.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from wgtrack.errors import TrackerError
from wgtrack.sync.fields import OWNERS
from wgtrack.sync.tracker import Gone, Stopped, Tracker, Unclear
from wgtrack.tracking import (
    Adopt,
    AnyStep,
    Comment,
    Conflict,
    CreateIssue,
    EditComment,
    Issue,
    Link,
    News,
    Plan,
    PostComment,
    UpdateIssue,
    Wanted,
)

SETTLE = 2.0
"""Seconds that a list may lag behind a write, before it is believed that there is nothing."""

Question = Adopt | UpdateIssue
"""Steps that a person may be asked about."""
Write = CreateIssue | UpdateIssue | PostComment | EditComment
_WRITES = (CreateIssue, UpdateIssue, PostComment, EditComment)


class Memory(Protocol):
    """Where steps are written down. Each method is one transaction."""

    def intend(self, step: Write) -> int:
        """Write down that `step` is about to be sent; returns the intent's number."""
        ...

    def keep(
        self,
        *,
        links: tuple[Link, ...] = (),
        news: tuple[News, ...] = (),
        comments: tuple[Comment, ...] = (),
        ended: int | None = None,
    ) -> None:
        """Remember what is true now; the intent `ended` has come to an end."""
        ...

    def unended(self) -> Mapping[int, tuple[str, ...]]:
        """The items of each write whose end is not known, by the intent's number."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a step: done, failed or skipped, and why where that needs to be said."""

    step: AnyStep
    result: str
    ref: str = ""
    why: str = ""
    error: TrackerError | None = None


def apply(
    plan: Plan, tracker: Tracker, memory: Memory, *, max_writes: int, ask: Callable[[Question], bool]
) -> Iterator[Outcome]:
    """Carry `plan` out, step by step; at most `max_writes` steps that write. `ask` decides on unsure adoptions,
    and on closing what was merged.

    A failed step does not keep the others from being done; only when the tracker can't be used at all, they are
    skipped. Whoever stops in between, or is killed, has remembered all that was done.
    """
    memory.keep(links=plan.quiet, comments=plan.comments)
    applying = _Applying(tracker, memory)
    writes = 0
    stopped = False
    for step in plan.steps:
        if stopped:
            yield Outcome(step, "skipped", _ref(step))
        elif isinstance(step, UpdateIssue) and step.merged_into and not ask(step):
            yield Outcome(step, "skipped", _ref(step), "nobody said that it is to be closed")
        elif isinstance(step, _WRITES):
            if writes >= max_writes:
                yield Outcome(
                    step, "skipped", _ref(step), f"max_writes, {max_writes}, is reached: the next sync goes on"
                )
                continue
            writes += 1
            outcome = applying.write(step)
            stopped = isinstance(outcome.error, Stopped)
            yield outcome
        elif isinstance(step, Conflict):
            yield Outcome(step, "skipped", _ref(step), "choose with --prefer notes or --prefer github")
        elif isinstance(step, Adopt) and not step.sure and not ask(step):
            yield Outcome(step, "skipped", _ref(step), "nobody said that they are the same")
        else:
            memory.keep(links=step.links, news=step.news, comments=(step.comment,) if step.comment else ())
            applying.end_earlier(step)
            yield Outcome(step, "done", _ref(step))


def _ref(step: AnyStep) -> str:
    return str(step.ref) if step.ref else ""


class _Applying:
    def __init__(self, tracker: Tracker, memory: Memory) -> None:
        self._tracker = tracker
        self._memory = memory
        self._unended = dict(memory.unended())

    def write(self, step: Write) -> Outcome:
        """Send one step and remember what came of it."""
        earlier = self._earlier(step)
        number: int | None = None
        try:
            found = self._found_after_all(step) if earlier else None
            if found is None:
                number = self._memory.intend(step)
                found = self._send(step)
            ref = self._remember(step, found, number)
        except Gone as error:
            return self._gone(step, number, error)
        except Unclear as error:
            if number is not None and not isinstance(step, CreateIssue | PostComment):
                self._memory.keep(ended=number)
            return Outcome(step, "failed", _ref(step), str(error), error)
        except TrackerError as error:
            # An answer that says no leaves nothing unclear.
            self._memory.keep(ended=number)
            return Outcome(step, "failed", _ref(step), str(error), error)
        self.end_earlier(step)
        return Outcome(step, "done", ref)

    def _earlier(self, step: AnyStep) -> list[int]:
        """Writes of an earlier sync about the same items, whose end is not known."""
        return [number for number, items in self._unended.items() if set(items) & set(step.items)]

    def end_earlier(self, step: AnyStep) -> None:
        """Note that it is known now what came of earlier writes about the items of `step`."""
        for number in self._earlier(step):
            self._memory.keep(ended=number)
            self._unended.pop(number)

    def _found_after_all(self, step: Write) -> Issue | Comment | None:
        """What an earlier sync, cut off while it sent this step, has made."""
        if not isinstance(step, CreateIssue | PostComment):
            return None
        time.sleep(SETTLE)
        return self._find(step)

    def _find(self, step: CreateIssue | PostComment) -> Issue | Comment | None:
        if isinstance(step, CreateIssue):
            return self._tracker.find_issue(step)
        return self._tracker.find_comment(step)

    def _send(self, step: Write) -> Issue | Comment:
        """The answer to a step; where it was lost, what is found by looking. `Unclear` if that tells nothing."""
        try:
            match step:
                case CreateIssue():
                    return self._tracker.create_issue(step)
                case UpdateIssue():
                    return self._tracker.update_issue(step)
                case PostComment():
                    return self._tracker.post_comment(step)
                case EditComment():
                    return self._tracker.edit_comment(step)
        except Unclear as error:
            found = self._look_after(step)
            if found is None:
                raise error from None
            return found

    def _look_after(self, step: Write) -> Issue | Comment | None:
        """What is there after a lost answer; None where it cannot be told."""
        try:
            if isinstance(step, CreateIssue | PostComment):
                return self._find(step)
            if isinstance(step, UpdateIssue) and step.ref:
                node = step.links[0].node
                issue = self._tracker.look(Wanted(nodes=((node, step.ref),))).issues.get(node)
                return issue if issue and _is_written(issue, step) else None
        except TrackerError:
            pass
        return None

    def _remember(self, step: Write, found: Issue | Comment, number: int | None) -> str:
        """Note down what was made or changed; returns where it is."""
        links = step.links
        comments: tuple[Comment, ...] = ()
        if isinstance(found, Issue):
            links = tuple(_as_made(link, found) for link in links)
        elif step.comment:
            posted = replace(step.comment, id=found.id, url=found.url, updated=found.updated, body=found.body)
            comments = (posted,)
            links = tuple(replace(link, comment=found.id) for link in links)
        self._memory.keep(links=links, news=step.news, comments=comments, ended=number)
        return str(found.ref)

    def _gone(self, step: Write, number: int | None, error: Gone) -> Outcome:
        if isinstance(step, EditComment) and step.comment:
            self._memory.keep(comments=(replace(step.comment, gone=True),), ended=number)
            return Outcome(step, "skipped", _ref(step), "somebody deleted the comment; it is not posted again")
        self._memory.keep(ended=number)
        return Outcome(step, "failed", _ref(step), str(error), error)


def _is_written(issue: Issue, step: UpdateIssue) -> bool:
    """True where an issue has the values that `step` gives it."""
    return (step.title or issue.title, step.status or issue.status) == (issue.title, issue.status) and (
        step.body is None or step.body.strip() == issue.body.replace("\r\n", "\n").strip()
    )


def _as_made(link: Link, issue: Issue) -> Link:
    """A link with what the tracker answered."""
    said = dict(link.issue_said)
    if link.made:
        # Who may not assign is not told so: the assignees are left out of the answer.
        said[OWNERS] = ",".join(sorted(login.casefold() for login in issue.assignees))
    return replace(link.showing(issue), issue_said=said)

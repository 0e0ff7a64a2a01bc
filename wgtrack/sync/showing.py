"""A plan for people, in lines, and for programs, as values for JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wgtrack.sync.apply import Outcome
from wgtrack.tracking import (
    Adopt,
    AnyStep,
    Conflict,
    CreateIssue,
    EditComment,
    Missing,
    Plan,
    PostComment,
    Remember,
    Step,
    UpdateIssue,
)

NAMES: Mapping[type[AnyStep], str] = {
    CreateIssue: "create_issue",
    UpdateIssue: "update_issue",
    PostComment: "comment",
    EditComment: "edit_comment",
    Adopt: "adopt",
    Remember: "remember",
    Conflict: "conflict",
    Missing: "missing",
}
"""How JSON calls the steps."""

SHOWN = 5
"""Keys of a step's items that a line names."""

_SIGNS: Mapping[type[AnyStep], str] = {
    CreateIssue: "+ issue",
    UpdateIssue: "~ issue",
    PostComment: "+ comment",
    EditComment: "~ comment",
    Adopt: "= adopt",
    Remember: "< take over",
    Conflict: "! conflict",
    Missing: "? missing",
}
_COUNTED: Mapping[type[AnyStep], tuple[str, str]] = {
    CreateIssue: ("issue to make", "issues to make"),
    PostComment: ("comment to post", "comments to post"),
    UpdateIssue: ("issue to change", "issues to change"),
    EditComment: ("comment to edit", "comments to edit"),
    Adopt: ("to adopt", "to adopt"),
    Remember: ("to take over", "to take over"),
    Conflict: ("conflict", "conflicts"),
    Missing: ("missing", "missing"),
}


def row(step: AnyStep) -> tuple[str, str, str, str]:
    """A step as a row: sign, place, items, what."""
    return _SIGNS[type(step)], str(step.ref) if step.ref else step.repo, keys(step.items), _what(step)


def keys(items: Sequence[str]) -> str:
    """The keys of a step's items; of many, the first ones and how many there are beside them."""
    return " ".join(items) if len(items) <= SHOWN + 1 else f"{' '.join(items[:SHOWN])} and {len(items) - SHOWN} more"


def _what(step: AnyStep) -> str:
    match step:
        case CreateIssue():
            return step.title
        case Adopt():
            return f"{step.title or 'our comment there'}{'' if step.sure else ': is this the same task?'}"
        case Missing():
            return step.why
        case Conflict():
            told = (
                f"{name}: notes say “{here}”, GitHub says “{there}”" for name, (here, there) in step.changes.items()
            )
            return "; ".join(told)
        case PostComment():
            return f"{len(step.items)} {'box' if len(step.items) == 1 else 'boxes'}"
        case _:
            return _changed(step)


def _changed(step: Step) -> str:
    if isinstance(step, UpdateIssue) and step.merged_into:
        return f"close: it was merged, and goes on in {step.merged_into}"
    return "; ".join(_change(name, *values) for name, values in step.changes.items()) or "text"


def _change(name: str, before: str, after: str) -> str:
    return f"{name}: {before or 'none'} → {after or 'none'}" if before or after else "text"


def summary(plan: Plan) -> str:
    """The steps counted, as one line."""
    count = Counter(type(step) for step in plan.steps)
    told = [f"{count[kind]} {words[count[kind] != 1]}" for kind, words in _COUNTED.items() if count[kind]]
    return f"Plan: {', '.join(told)}." if told else "Nothing to do."


def step_dict(step: AnyStep) -> dict[str, Any]:
    """A step as `plan --json` gives it."""
    return {
        "do": NAMES[type(step)],
        "items": list(step.items),
        "ref": str(step.ref) if step.ref else None,
        "repo": step.repo or (f"{step.ref.owner}/{step.ref.repo}" if step.ref else ""),
        "title": getattr(step, "title", None),
        "body": getattr(step, "body", None),
        "changes": {name: {"before": before, "after": after} for name, (before, after) in step.changes.items()},
    }


def outcome_dict(outcome: Outcome) -> dict[str, Any]:
    """A step and what became of it, as `sync --json` gives it."""
    return {
        **step_dict(outcome.step),
        "outcome": outcome.result,
        "ref": outcome.ref or None,
        "why": outcome.why or None,
    }


def left(outcomes: Iterable[Outcome]) -> list[str]:
    """What was left undone without a failure, in sentences: one for each reason."""
    by_reason: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.result != "done" and outcome.why and outcome.error is None:
            by_reason.setdefault(outcome.why, []).append(outcome)
    told = []
    for why, those in by_reason.items():
        items = tuple(dict.fromkeys(key for each in those for key in each.step.items))
        places = dict.fromkeys(each.ref or each.step.repo for each in those)
        where = next(iter(places)) if len(places) == 1 else f"{len(those)} steps"
        told.append(f"Left: {where}, {keys(items)}: {why}.")
    return told


def needs_leave(steps: Iterable[AnyStep]) -> bool:
    """True where a person is asked before the steps are carried out: something would be written, or guessed."""
    writes = (CreateIssue, UpdateIssue, PostComment, EditComment)
    return any(isinstance(step, writes) or (isinstance(step, Adopt) and not step.sure) for step in steps)

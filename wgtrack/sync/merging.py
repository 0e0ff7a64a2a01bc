"""Items that were merged and have an issue each: the older one goes on, the other is closed where a person says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from wgtrack.model import IssueRef, Status
from wgtrack.sync.fields import STATE, state_text
from wgtrack.sync.rules import Rules, repo_of
from wgtrack.sync.wording import BODY_LENGTH
from wgtrack.tracking import Issue, Link, Role, UpdateIssue


def further_issues(links: Iterable[Link]) -> list[tuple[Link, IssueRef]]:
    """The issues of items that have an older one, with that one.

    Of two in one repository the lower number is older, else the one that was linked first.
    """
    own: dict[str, Link] = {}
    tracked = [link for link in links if link.role is Role.TRACKS]
    if len({link.item for link in tracked}) == len(tracked):
        return []
    for link in tracked:
        first = own.setdefault(link.item, link)
        if repo_of(first.ref) == repo_of(link.ref) and 0 < link.ref.number < first.ref.number:
            own[link.item] = link
    return [(link, own[link.item].ref) for link in tracked if own[link.item] is not link]


def closing_steps(
    further: Iterable[tuple[Link, IssueRef]], issues: Mapping[str, Issue], rules: Rules
) -> tuple[list[UpdateIssue], list[str], list[Link]]:
    """The steps that close further issues; sentences about those that stay open; and links of which more is known."""
    steps: list[UpdateIssue] = []
    sentences: list[str] = []
    known: list[Link] = []
    for link, kept in further:
        issue = issues.get(link.node)
        if issue is None or issue.status.closed:
            now = link.showing(issue) if issue else link
            known += [now] if now != link else []
        elif rules.close_merged and link.made and rules.may_write(repo_of(issue.ref)):
            steps.append(_close(link, issue, kept))
        else:
            close = "`wgtrack sync --close-merged` closes it" if link.made else "close it there"
            sentences.append(
                f"{issue.ref} is item {link.item} too, which goes on in {kept}: {close}, or say "
                f"`wgtrack link {link.item} {issue.ref}` to go on with it."
            )
    return steps, sentences, known


def _close(link: Link, issue: Issue, kept: IssueRef) -> UpdateIssue:
    dropped = state_text(Status.DROPPED)
    # As both sides say it now: should the items be two again, the notes have changed, and it is opened again.
    told = replace(
        link.showing(issue),
        notes_said={**link.notes_said, STATE: dropped},
        issue_said={**link.issue_said, STATE: dropped},
    )
    pointer = f"Merged into {kept}, where it goes on."
    body = f"{issue.body.rstrip()}\n\n{pointer}\n"
    return UpdateIssue(
        items=(link.item,),
        ref=issue.ref,
        repo=repo_of(issue.ref),
        changes={STATE: (state_text(issue.status), dropped)},
        links=(told,),
        status=Status.DROPPED,
        body=None if pointer in issue.body or len(body) > BODY_LENGTH else body,
        merged_into=kept,
    )

"""What is remembered of the tracker: links, comments, people's choices, how far its comments were read, intents.

A link is written under the key that its item has at the time. Later an earlier statement may give the item another
key: every statement's key answers for its item, so a link is found through those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, delete, inspect
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from wgtrack.model import IssueRef
from wgtrack.store.changes import Batch
from wgtrack.store.history import decisions, heirs, record
from wgtrack.store.items import any_link
from wgtrack.store.known_tables import StatementRow
from wgtrack.store.parts import in_parts
from wgtrack.store.saying import keys_of
from wgtrack.store.tracker_tables import ChoiceRow, CommentRow, IntentRow, LinkRow, TrackerFactRow
from wgtrack.tracking import Choice, Comment, Link, Remembered, Role

LINKED = "link"
"""A word that says which issue is an item's: it holds the item's statements together and changes no field."""
FIRST_SYNC = "first sync"
_SEEN = "comments seen: "


def remembered(session: Session) -> Remembered:
    """All that is remembered of the tracker, under the keys that the items have now."""
    # Asked of the connection, past the ORM: every statement has a key.
    stated = columns(col(StatementRow.key), col(StatementRow.item)).where(col(StatementRow.item).is_not(None))
    item_of = {key: item for key, item in session.connection().execute(stated) if item}
    item_of |= heirs(session, item_of)
    keys: dict[str, list[str]] = defaultdict(list)
    for key, item in sorted(item_of.items()):
        keys[item].append(key)
    links = [_link(row, item_of) for row in _link_rows(session)]
    choices = {item_of.get(row.item, row.item): Choice(row.choice) for row in session.exec(select(ChoiceRow))}
    facts = {row.name: row.value for row in session.exec(select(TrackerFactRow))}
    return Remembered(
        links=tuple(links),
        comments=tuple(map(_comment, session.exec(select(CommentRow).order_by(col(CommentRow.id))))),
        choices=choices,
        keys={item: tuple(found) for item, found in keys.items()},
        seen_until={name.removeprefix(_SEEN): value for name, value in facts.items() if name.startswith(_SEEN)},
        first_sync=facts.get(FIRST_SYNC, ""),
    )


def _link_rows(session: Session, *conditions: Any) -> Sequence[Row[Any]]:
    # Columns and not rows, as there may be many.
    query = columns(*inspect(LinkRow).columns).where(*conditions)
    return session.execute(query.order_by(col(LinkRow.id))).all()


def _link(row: Row[Any], item_of: Mapping[str, str]) -> Link:
    # All at once and in the table's order: to look each up by its name takes longer than all the rest.
    _, item, role, ref, node, url, named, made, comment, notes, there, state, gone, detached, title, moved, at = tuple(
        row
    )
    return Link(
        item=item_of.get(item, item),
        ref=_ref(ref),
        role=Role(role),
        node=node,
        url=url,
        named=tuple(map(_ref, named)),
        made=made,
        comment=comment,
        notes_said=notes,
        issue_said=there,
        state=state,
        gone=gone,
        detached=detached,
        title=title,
        moved=moved,
        moved_at=at,
    )


def _ref(text: str) -> IssueRef:
    return IssueRef.parse(text)


def _comment(row: CommentRow) -> Comment:
    return Comment(
        id=row.id,
        ref=_ref(row.ref),
        node=row.node,
        meeting=row.meeting,
        body=row.body,
        url=row.url,
        updated=row.updated,
        digest=row.digest,
        gone=row.gone,
    )


def links_of(session: Session, items: Iterable[str]) -> dict[str, list[Link]]:
    """The links of `items`, by key, without those that a person took away."""
    found: dict[str, list[Link]] = {key: [] for key in items}
    if found and any_link(session):
        of_items = (select(StatementRow.key).where(col(StatementRow.item).in_(some)) for some in in_parts(found))
        keys = {key for some in of_items for key in session.exec(some)}
        keys |= decisions(session, keys).groups.keys()
        rows = [row for some in in_parts(sorted(keys)) for row in _link_rows(session, col(LinkRow.item).in_(some))]
        for link in _under_their_items(session, rows):
            if link.item in found:
                found[link.item].append(link)
    return found


def every_link(session: Session) -> list[Link]:
    """All links, without those that a person took away."""
    return _under_their_items(session, _link_rows(session))


def _under_their_items(session: Session, rows: Iterable[Row[Any]]) -> list[Link]:
    """The links that `rows` hold, but for those taken away, under the keys that their items have now."""
    held = sorted((row for row in rows if not row.detached), key=lambda row: row.id)
    keys = {row.item for row in held}
    item_of = _items_of(session, keys)
    if lost := keys - item_of.keys():
        item_of |= heirs(session, _items_of(session, decisions(session, lost).groups), lost)
    return [_link(row, item_of) for row in held]


def _items_of(session: Session, keys: Iterable[str]) -> dict[str, str]:
    query = select(StatementRow.key, StatementRow.item)
    found = (session.exec(query.where(col(StatementRow.key).in_(some))) for some in in_parts(sorted(keys)))
    return {key: item for some in found for key, item in some if item}


def link_values(link: Link) -> dict[str, Any]:
    """The columns of a link's row."""
    return {
        "item": link.item,
        "role": link.role.value,
        "ref": str(link.ref),
        "node": link.node,
        "url": link.url,
        "named": [str(ref) for ref in link.named],
        "made": link.made,
        "comment": link.comment,
        "notes_said": dict(link.notes_said),
        "issue_said": dict(link.issue_said),
        "state": link.state,
        "gone": link.gone,
        "detached": link.detached,
        "title": link.title,
        "moved": link.moved,
        "moved_at": link.moved_at,
    }


def save_link(session: Session, link: Link, *, batch: Batch, number: Callable[[], int]) -> bool:
    """Remember `link` in place of what was known of it; True for a new one.

    A new one is a word about the item, in batch `number()`.
    """
    keys = {link.item, *keys_of(session, link.item)}
    known = session.exec(select(LinkRow).where(col(LinkRow.item).in_(keys), LinkRow.role == link.role.value)).all()
    row = next((each for each in known if each.node and each.node == link.node), None)
    row = row or next((each for each in known if not each.node and each.ref == str(link.ref)), None)
    moved = row or next((each for each in known if each.ref == str(link.ref)), None)
    values = link_values(link)
    if moved is None:
        session.add(LinkRow(**values))
        if not link.detached:
            say_linked(session, link.item, str(link.ref), batch=batch, number=number())
    else:
        # It stays under the key that its item had then: should merged items be two again, each has its own issue.
        for name, value in values.items():
            if name != "item":
                setattr(moved, name, value)
        session.add(moved)
    session.flush()
    return moved is None


def say_linked(session: Session, item: str, ref: str, *, batch: Batch, number: int) -> None:
    """Record, in batch `number`, which issue is the item's."""
    keys = keys_of(session, item)
    record(session, number, batch, item=item, keys=keys, what=LINKED, before="", after=ref)


def save_comment(session: Session, comment: Comment) -> None:
    """Remember a comment that is on the tracker."""
    values: dict[str, Any] = {
        "ref": str(comment.ref),
        "node": comment.node,
        "meeting": comment.meeting,
        "body": comment.body,
        "url": comment.url,
        "updated": comment.updated,
        "digest": comment.digest,
        "gone": comment.gone,
    }
    row = session.get(CommentRow, comment.id)
    if row is None:
        session.add(CommentRow(id=comment.id, **values))
    else:
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)
    session.flush()


def choose(session: Session, item: str, choice: Choice | None) -> None:
    """Remember what a person said about `item` and the tracker; None takes it back."""
    keys = {item, *keys_of(session, item)}
    session.execute(delete(ChoiceRow).where(col(ChoiceRow.item).in_(keys)))
    if choice:
        session.add(ChoiceRow(item=item, choice=choice.value))
    session.flush()


def detach(session: Session, item: str, *, batch: Batch, number: Callable[[], int]) -> None:
    """Remember that none of the issues that `item` had is the item's."""
    for link in links_of(session, [item])[item]:
        if link.role is Role.TRACKS:
            save_link(session, replace(link, detached=True), batch=batch, number=number)


def fact(session: Session, name: str) -> str:
    """A fact, as `keep_fact` keeps it; empty where it is not known."""
    row = session.get(TrackerFactRow, name)
    return row.value if row else ""


def keep_fact(session: Session, name: str, value: str) -> None:
    """Remember a fact, such as the day of the first sync."""
    row = session.get(TrackerFactRow, name)
    if row is None:
        session.add(TrackerFactRow(name=name, value=value))
    elif row.value != value:
        row.value = value
        session.add(row)
    session.flush()


def keep_seen(session: Session, until: Mapping[str, str]) -> None:
    """Remember up to which moment each repository's comments have been seen."""
    for repo, moment in until.items():
        keep_fact(session, f"{_SEEN}{repo}", moment)


def intend(session: Session, *, at: str, what: str, items: Sequence[str], place: str) -> int:
    """Write down a write that is about to begin; returns the intent's number."""
    row = IntentRow(at=at, what=what, items=list(items), place=place)
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def settle_intent(session: Session, number: int) -> None:
    """The write of that number has come to an end that is known."""
    session.execute(delete(IntentRow).where(col(IntentRow.id) == number))


def open_intents(session: Session) -> dict[int, tuple[str, tuple[str, ...]]]:
    """Writes whose end is not known, by number: where, and the items."""
    return {row.id or 0: (row.place, tuple(row.items)) for row in session.exec(select(IntentRow))}


def forget_intents(session: Session, *, besides: Collection[str]) -> None:
    """Take intents away, but for those of the sorts `besides`."""
    session.execute(delete(IntentRow).where(col(IntentRow.what).not_in(list(besides))))

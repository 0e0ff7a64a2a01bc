"""What a note leaves for people to decide, asked of what is remembered; nothing is changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from itertools import islice

from sqlmodel import Session, col, select

from wgtrack.store import rows
from wgtrack.store.history import decisions
from wgtrack.store.matching import MOST_QUESTIONS, match
from wgtrack.store.tables import StatementRow


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement of a note, or an answer in an agenda: its key, that of its item, and where it stands."""

    key: str
    item: str
    line: int
    from_agenda: bool


def stated_in(session: Session, path: str) -> list[Stated]:
    """What the note at `path` says now, by line; an answer that waits for its item is left out."""
    query = select(StatementRow).where(StatementRow.path == path, col(StatementRow.gone).is_(False))
    found = session.exec(query.where(col(StatementRow.item).is_not(None)).order_by(col(StatementRow.line)))
    return [Stated(row.key, row.item or "", row.line, row.from_agenda) for row in found]


def unsure_pairs(session: Session, about: Set[str]) -> list[tuple[str, str]]:
    """Pairs of keys of items that are alike, yet not surely one, likeliest first; one of each is in `about`."""
    statements = session.exec(select(StatementRow)).all()
    decided = decisions(session)
    matching = match(map(rows.mention, statements), decided.groups, settled=decided.settled)
    heads = {key: cluster[0] for cluster in matching.clusters for key in cluster}
    found = ((heads[a], heads[b]) for a, b in matching.questions)
    return list(islice((pair for pair in found if not about.isdisjoint(pair)), MOST_QUESTIONS))


def said_since(session: Session, keys_of: Mapping[str, Collection[str]], day: dt.date) -> dict[str, frozenset[str]]:
    """For each item, whose statements' keys `keys_of` gives: the fields of which people spoke on `day` or later."""
    decided = decisions(session, [key for keys in keys_of.values() for key in keys])
    return {
        item: frozenset(word.what for word in decided.words_of(keys) if word.said_on >= day)
        for item, keys in keys_of.items()
    }


def owners_elsewhere(session: Session, path: str) -> frozenset[str]:
    """The owners, case folded, whom notes other than the one at `path` name."""
    named = session.exec(select(StatementRow.owners).where(StatementRow.path != path))
    return frozenset(owner.casefold() for owners in named for owner in owners)

"""An index, kept in the database, of what statements say: words, issues, numbers, and in which period.

It finds the wordings that may be alike with one, without reading the others. It may hold more than is stated now.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import blake2b
from types import MappingProxyType

from sqlalchemy import case, delete, func, insert, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from wgtrack.store.candidates import WITHIN
from wgtrack.store.features import Features, features
from wgtrack.store.folding import Mention
from wgtrack.store.likeness import LEAST, SHORTER_SHARE
from wgtrack.store.parts import in_parts
from wgtrack.store.tables import SaidWordRow

_UNDATED = 0
"""The period of statements without a day, which are near to all others."""
_NAME, _ENOUGH = "#", 1000
"""What stands before an issue and a number, and how many words one of them counts for: it is enough alone."""
_AT_ONCE = 10_000
"""Rows that are written at once: as what a database takes they need several times the memory."""
_COLUMNS = ("word", "period", "wording", "least")

Posting = tuple[str, int, int, int]
"""A row of the index: a word, a period, a wording, and how many words that shares with a longer one at the least."""


def is_compared(found: Features) -> bool:
    """True for what says enough to be compared by its words or issues."""
    return len(found.words) >= LEAST or bool(found.refs)


def wording(found: Features) -> int:
    """A number for what a statement says: its words, those before a remark, and the issues that it names."""
    text = "\n".join([found.line, " ".join(sorted(found.head)), *sorted(map(str, found.refs))])
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)


def _period(date: dt.date | None) -> int:
    """Statements that are near enough in time to be compared are of the same period, or of adjacent ones."""
    return date.toordinal() // WITHIN.days + 1 if date else _UNDATED


def _postings(mentions: Iterable[Mention], seen: Mapping[tuple[str, str], Features]) -> set[Posting]:
    told = (mention for mention in mentions if not mention.statement.from_agenda)
    found = ((mention, seen.get((mention.path, mention.statement.key)) or features(mention)) for mention in told)
    return {posting for mention, each in found for posting in _postings_of(mention, each)}


def _postings_of(mention: Mention, found: Features) -> Iterator[Posting]:
    number, period = wording(found), _period(mention.date)
    least = max(LEAST, math.ceil(SHORTER_SHARE * len(found.head)))
    words = [*found.words, *(f"{_NAME}{ref}" for ref in found.refs)] if is_compared(found) else []
    for word in [*words, f"{_NAME}{found.given}"] if found.given else words:
        yield word, period, number, least


def enter(
    session: Session,
    mentions: Iterable[Mention],
    seen: Mapping[tuple[str, str], Features] = MappingProxyType({}),
    *,
    anew: bool = False,
) -> None:
    """Enter what `mentions` say into the index; with `anew` it holds nothing else afterwards.

    `seen` are the features of some of them, by path and key, where they are known already.
    """
    wanted = _postings(mentions, seen)
    if anew:
        session.execute(delete(SaidWordRow))
    else:
        for some in in_parts({number for _, _, number, _ in wanted}):
            known = select(SaidWordRow.__table__).where(col(SaidWordRow.wording).in_(some))  # type: ignore[attr-defined]
            wanted.difference_update(map(tuple, session.execute(known)))
    for part in in_parts(sorted(wanted), _AT_ONCE):
        values = [dict(zip(_COLUMNS, posting, strict=True)) for posting in part]
        session.connection().execute(insert(SaidWordRow), values)


def near(session: Session, wordings: Collection[int]) -> set[tuple[int, int]]:
    """Each of `wordings` with those that share enough with it to be compared, in a period near to one of its own."""
    mine, theirs = aliased(SaidWordRow), aliased(SaidWordRow)
    shared = func.sum(case((col(theirs.word).like(f"{_NAME}%"), _ENOUGH), else_=1))
    least = case((func.min(mine.least) < func.min(theirs.least), func.min(mine.least)), else_=func.min(theirs.least))
    pairs = select(mine.wording, theirs.wording).join(theirs, col(theirs.word) == col(mine.word))  # type: ignore[call-overload]
    periods = [mine.period - 1, mine.period, mine.period + 1, _UNDATED]
    is_near = or_(col(theirs.period).in_(periods), col(mine.period) == _UNDATED)
    query = pairs.where(is_near).group_by(mine.wording, theirs.wording).having(shared >= least)
    return {
        (number, other)
        for some in in_parts(wordings)
        for number, other in session.execute(query.where(col(mine.wording).in_(some)))
    }

"""Whose is an item?"""

from __future__ import annotations

from collections.abc import Iterable

from wgtrack.model import Item, Person


def names_of(who: str, people: Iterable[Person]) -> frozenset[str]:
    """All names, case folded, by which notes may mean `who`: itself, and those of the person who has that name."""
    wanted = who.strip().removeprefix("@").casefold()
    names = {wanted}
    for person in people:
        own = {person.handle, person.name, person.login, *person.aliases} - {""}
        if wanted in {name.casefold() for name in own}:
            names |= {name.casefold() for name in own}
    return frozenset(names)


def person_of(owner: str, people: Iterable[Person]) -> Person | None:
    """The configured person whom a note calls `owner`; None for anybody else."""
    wanted = owner.strip().removeprefix("@").casefold()
    for person in people:
        if wanted in {name.casefold() for name in (person.handle, person.name, person.login, *person.aliases) if name}:
            return person
    return None


def is_owned_by(item: Item, names: frozenset[str]) -> bool:
    """True where one of the item's owners is in `names`, by the whole name or by its first word."""
    owners = [owner.casefold() for owner in item.owners]
    return any(owner in names or owner.split()[0] in names for owner in owners if owner)

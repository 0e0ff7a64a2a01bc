"""Everybody whom a note or the configuration knows, by every spelling; and what the note uses as a thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from wgtrack.model import Person
from wgtrack.reading import mentions
from wgtrack.reading.later import later

_MOST_TEXT = 200_000
_MOST_THINGS = 500
_WORD = later(r"[\w'’.@-]+")
_ACTS = later(r"\s+(?:will|would|should|agreed|offered|wants)\b")


class Directory:
    """Everybody whom the configuration or the note knows, by every spelling in lower case."""

    def __init__(self, people: Sequence[Person], participants: Iterable[str], text: str = "") -> None:
        self._people = people
        self._given = tuple(participants)
        self._text = text[:_MOST_TEXT]
        self._things: dict[str, bool] = {}

    def is_thing(self, word: str) -> bool:
        """True for a capitalised word that the note uses with an article or in the plural: `the RFC`, `RFCs`."""
        if word not in self._things and len(self._things) < _MOST_THINGS:
            escaped = re.escape(word)
            article = (
                rf"\b(?i:an?|the|this|that|these|our|your|my|its|their|each|every|any|new|which|no|some)\s+{escaped}\b"
            )
            used = re.finditer(rf"{article}(?!['’]s)|\b{escaped}s\b|\b{escaped}-\d", self._text)
            self._things[word] = any(not self._acts(one) for one in used)
        return self._things.get(word, False)

    def _acts(self, used: re.Match[str]) -> bool:
        """True for somebody behind a conjunction: `we heard that Lee would …`."""
        return used[0][:4].casefold() == "that" and _ACTS.match(self._text, used.end()) is not None

    def is_login(self, word: str) -> bool:
        """True for a word that the note writes as somebody's login: `@word`, `<word>`."""
        return word.casefold() in self._logins

    def was_there(self, name: str) -> bool:
        """True for a name as the list of participants writes it, or for a login of the note."""
        return name.casefold() in self._participants or self.is_login(name)

    @cached_property
    def _participants(self) -> frozenset[str]:
        return frozenset(name.strip().lstrip("@").casefold() for name in self._given)

    def has_part(self, word: str) -> bool:
        """True for one word of the name of somebody who was there, such as the family name."""
        return word.casefold() in self._parts

    @cached_property
    def _parts(self) -> frozenset[str]:
        return frozenset(part for name in self._participants for part in name.split())

    def takes_tasks(self, word: str) -> bool:
        """True for a lower-case word that opens several tasks of the note: `dana to …`, `dana will …`."""
        return word in self._takers

    @cached_property
    def _takers(self) -> frozenset[str]:
        return mentions.takers(self._text)

    @cached_property
    def _logins(self) -> frozenset[str]:
        return mentions.logins(self._text)

    @cached_property
    def _handles(self) -> dict[str, str]:
        """Spelling to handle; a first name only where no two persons share it."""
        exact: dict[str, str] = {}
        firsts: dict[str, set[str]] = {}
        for person in self._people:
            spellings = (person.handle, person.name, person.login, *person.aliases)
            for spelling in filter(None, spellings):
                exact.setdefault(spelling.casefold(), person.handle)
            if person.name:
                firsts.setdefault(person.name.split()[0].casefold(), set()).add(person.handle)
        for first, handles in firsts.items():
            if len(handles) == 1:
                exact.setdefault(first, *handles)
        return exact

    @cached_property
    def _initials(self) -> dict[str, str]:
        """Initials of those present to the handle of the only person who has them."""
        found: dict[str, set[str]] = {}
        for person in self._people:
            if " " in person.name:
                found.setdefault(_initials(person.name).casefold(), set()).add(person.handle)
        return {initials: next(iter(handles)) for initials, handles in found.items() if len(handles) == 1}

    @cached_property
    def _known(self) -> frozenset[str]:
        known: set[str] = set(self._handles) | set(self._initials)
        for name in self._given:
            bare = name.strip().lstrip("@")
            words = [word for word in _WORD.findall(bare) if len(word) > 1]
            known.add(bare.casefold())
            known.update(word.strip(".@").casefold() for word in words if word[0].isupper() or len(words) == 1)
            if len(initials := _initials(bare)) > 1:
                known.add(initials.casefold())
        known |= mentions.speakers(self._text) | mentions.initials(self._text) | mentions.absentees(self._text)
        return frozenset(known - {""})

    def knows(self, name: str) -> bool:
        """True where `name`, or each word of it, belongs to somebody known."""
        folded = name.lstrip("@").strip(".").casefold()
        return folded in self._known or (" " in folded and all(w.strip(".") in self._known for w in folded.split()))

    def handles(self, owners: Iterable[str]) -> tuple[str, ...]:
        """The configured persons that `owners` are, each once."""
        found: dict[str, None] = {}
        for owner in owners:
            folded = owner.lstrip("@").casefold()
            handle = self._handles.get(folded) or self._initials.get(folded)
            if handle is None and " " in folded:
                handle = self._handles.get(folded.split()[0]) if self._sure(folded) else None
            if handle:
                found.setdefault(handle)
        return tuple(found)

    def _sure(self, full: str) -> bool:
        """True where the person with this first name has no other family name on record."""
        handle = self._handles.get(full.split(maxsplit=1)[0])
        name = next((p.name for p in self._people if p.handle == handle), "").casefold()
        return not name or " " not in name or name == full


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word and word[0].isupper())

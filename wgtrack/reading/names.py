"""Names in a text: who is known, and what has the shape of a name.

A name is a login with `@`, a group, one to four capitalised words, initials, or any spelling of somebody the
note or the configuration knows. Lists of names read as written: `Ann & Bob`, `Ann, Bob and Cleo`, `Ann/Bob`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from wgtrack.model import Person
from wgtrack.reading import grammar

_UPPER = r"[^\W\d_a-zß-öø-ÿа-яёα-ωāăąćčďđēęěğīıłńňōőřśšťūůűźžż]"
_CAPITAL = rf"{_UPPER}(?:[\w'’.-]*\w)?\.?"
_PARTICLE = r"(?:van der|van den|van|von|der|den|de la|de|del|di|da|dos|du|le|la|el|al|bin|ibn|ben|ter|zu)"
_FULL = rf"{_CAPITAL}(?: (?:{_PARTICLE} )?{_CAPITAL}){{0,3}}"
_COLLECTIVE = rf"(?:(?:the|all|our) )?(?:[\w&/.-]{{1,20}} ){{0,2}}?{grammar.COLLECTIVE_NOUNS}"
_ONE = re.compile(
    rf"(?P<login>@[A-Za-z0-9][\w-]*(?: {_UPPER}(?=[\s,.:)]|$))?)|(?P<all>(?i:{grammar.EVERYBODY}))(?![\w-])|"
    rf"(?P<other>[^\W\d_])".replace(" ", r"[ \t]")
)
_SHORT_GROUP = re.compile(rf"{_COLLECTIVE}(?![\w'’-])".replace(" ", r"[ \t]"), re.IGNORECASE)
_LONG_GROUP = re.compile(_SHORT_GROUP.pattern.replace("{0,2}?", "{0,2}"), re.IGNORECASE)
_JOIN = re.compile(
    r"\s*(?:,\s*(?:and|und|et|y|&)\s|,|&|\+|/|\s(?:and/or|and|und|et|y|e|or|as well as|with help from)\s)\s*"
)
_TITLE = re.compile(r"(?:(?:the|all|our)\s)", re.IGNORECASE)
_PLURALS = {"all of us": "all", "we all": "all"}
_WORD = re.compile(r"[\w'’.@-]+")
_SPEAKER = re.compile(rf"^[\s>*+-]*({_UPPER}[\w'’-]{{1,20}}):\s", re.MULTILINE)
_BEFORE_TASK = re.compile(r"^[\s>*+-]*(?:\[[ xX]?\]\s*)?\(([\w-]{2,39})\)\s", re.MULTILINE)
_MOST_TEXT = 200_000
_MOST_THINGS = 500
_MOST_NAMES = 12
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Names:
    """Names found in a row: as the note writes them, where they stand, and whether all of them are known."""

    owners: tuple[str, ...]
    start: int
    end: int
    known: bool


class Directory:
    """Everybody whom the configuration or the note knows, by every spelling in lower case."""

    def __init__(self, people: Sequence[Person], participants: Iterable[str], text: str = "") -> None:
        self._people = people
        self._given = tuple(participants)
        self._text = text[:_MOST_TEXT]
        self._things: dict[str, bool] = {}

    def is_thing(self, word: str) -> bool:
        """True for a capitalised word that the note uses with an article or in the plural: `the CEP`, `CEPs`."""
        if word not in self._things and len(self._things) < _MOST_THINGS:
            escaped = re.escape(word)
            article = (
                r"\b(?i:an?|the|this|that|these|our|your|my|its|their|each|every|any|new|which|no|some)"
                rf"\s+{escaped}\b(?!['’]s)"
            )
            self._things[word] = re.search(rf"{article}|\b{escaped}s\b|\b{escaped}-\d", self._text) is not None
        return self._things.get(word, False)

    @cached_property
    def _speakers(self) -> frozenset[str]:
        """Who opens at least two lines of the note, as `Name:` or `(name)`, in lower case."""
        count = Counter(match[1].casefold() for match in _SPEAKER.finditer(self._text))
        count.update(match[1].casefold() for match in _BEFORE_TASK.finditer(self._text))
        return frozenset(
            name
            for name, times in count.items()
            if times > 1 and name not in grammar.NOT_NAMES | grammar.VERBS | grammar.NOT_A_LOGIN
        )

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
        known |= self._speakers
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


def as_owner(written: str) -> str:
    """A name as `owners` holds it: without `@`; a group in lower case, a lone plural in the singular."""
    name = written.strip().strip("*_`")
    if name.startswith("@"):
        return name[1:]
    folded = " ".join(name.casefold().split())
    if folded in _PLURALS:
        return _PLURALS[folded]
    if re.fullmatch(grammar.EVERYBODY, folded):
        return folded
    if _is_group(folded):
        folded = _TITLE.sub("", folded) if not folded.startswith("all ") else folded
        return folded[:-1] if " " not in folded and folded.endswith("s") else folded
    return name.rstrip(".") if not re.search(r"\b[A-Z]\.$", name) else name


_GROUP = re.compile(rf"(?:.* )?{grammar.COLLECTIVE_NOUNS}", re.IGNORECASE)


def _is_group(text: str) -> bool:
    return _GROUP.fullmatch(text) is not None


def is_collective(owner: str) -> bool:
    """True where an owner, as `as_owner` gives it, is everybody or a group rather than a person."""
    return bool(re.fullmatch(grammar.EVERYBODY, owner)) or (owner == owner.casefold() and _is_group(owner))


def name_at(text: str, position: int, known: Directory) -> Names | None:
    """The one name that begins at `position`; None where nothing there can be one."""
    match = _ONE.match(text, position, position + _LONGEST)
    if match is None:
        return None
    if match["login"]:
        return _found(text, position, match.end(), known, sure=True)
    if match["all"]:
        return _found(text, position, match.end(), known, sure=True)
    for pattern in (_LONG_GROUP, _SHORT_GROUP):
        group = pattern.match(text, position, position + _LONGEST)
        if group and _plausible_group(group[0], known):
            return _found(text, position, group.end(), known, sure=True)
    return _capitalised_at(text, position, known)


_PLAIN = re.compile(rf"(?P<name>{_FULL})|(?P<lower>[a-z][\w-]*)".replace(" ", r"[ \t]"))


def _capitalised_at(text: str, position: int, known: Directory) -> Names | None:
    match = _PLAIN.match(text, position, position + _LONGEST)
    if match is None:
        return None
    if match["lower"]:
        word = match["lower"]
        return _found(text, position, match.end(), known, sure=True) if _known_lower(word, known) else None
    words = list(re.finditer(r"\S+", match["name"]))
    kept = 0
    for count, word in enumerate(words, 1):
        if word[0].islower():
            continue
        if not _can_be_name(word[0].rstrip("."), known, first=count == 1):
            break
        kept = word.end()
    if not kept:
        return None
    end = position + kept
    if text[end - 1] == "." and not re.search(r"(?:^|[\s.])\w\.$", text[position:end]):
        end -= 1
    for suffix in ("'s", "’s"):
        if text[position:end].endswith(suffix):
            return None
    sure = known.knows(text[position:end])
    return _found(text, position, end, known, sure=sure)


def _known_lower(word: str, known: Directory) -> bool:
    return known.knows(word) and word not in grammar.NOT_NAMES and word not in grammar.VERBS


_IMPERATIVES = grammar.VERBS - grammar.VERBS_THAT_ARE_NAMES


_NUMBERED = re.compile(r"\d")


def _can_be_name(word: str, known: Directory, *, first: bool) -> bool:
    folded = word.casefold()
    if known.knows(word) and not word.isdigit():
        return folded not in grammar.NOT_NAMES or word.isupper()
    if folded in grammar.NOT_NAMES or (first and folded in _IMPERATIVES):
        return False
    a_thing = folded.endswith(grammar.NOT_NAME_ENDINGS) and len(folded) > 5 and "-" not in folded
    return not a_thing and _NUMBERED.search(word) is None and not word.isdigit()


def _plausible_group(text: str, known: Directory) -> bool:
    """`UX team` and `maintainers`, but not `check the group` or a person called Lead."""
    words = text.split()
    heads = words[1:] if words[0].casefold() in ("the", "all", "our") else words
    if len(heads) == 1:
        return heads[0].islower() or heads[0].casefold() not in ("lead", "core", "chair", "crew") or len(words) > 1
    first = heads[0].casefold()
    return (
        not known.knows(heads[0])
        and first not in grammar.VERBS
        and not first.endswith("ing")
        and _FUNCTION_WORDS.isdisjoint(word.casefold() for word in heads)
    )


_FUNCTION_WORDS = frozenset(
    (
        "a an and as at be by for from if in is it no not of on or please she he so that the this to we what with you i"
    ).split()
)


def _found(text: str, start: int, end: int, known: Directory, *, sure: bool) -> Names:
    return Names((as_owner(text[start:end]),), start, end, sure or known.knows(text[start:end]))


_REMARK = re.compile(r"\s?\((?P<inside>[^()]{0,80})\)")


def names_at(text: str, position: int, known: Directory) -> Names | None:
    """The list of names that begins at `position`, remarks in brackets passed over; None where there is none."""
    first = name_at(text, position, known)
    if first is None:
        return None
    owners, end, sure = list(first.owners), first.end, first.known
    while len(owners) < _MOST_NAMES:
        remark = _REMARK.match(text, end)
        join = _JOIN.match(text, remark.end() if remark else end)
        if join is None:
            break
        another = name_at(text, join.end(), known)
        if another is None or ("," in join[0] and not another.known and not sure and _is_clause(text, another.end)):
            break
        owners.extend(another.owners)
        end, sure = another.end, sure and another.known
    return Names(tuple(dict.fromkeys(owners)), position, end, sure)


_CLAUSE = re.compile(r"\s+[a-z]")


def _is_clause(text: str, position: int) -> bool:
    return _CLAUSE.match(text, position) is not None and not re.match(
        r"\s+(?:to|will|and)\b", text[position : position + 6]
    )


_EDGE = " \t*_`:.,;-–—()[]{}<>#|~"


def only_names(text: str, known: Directory) -> tuple[str, ...]:
    """The owners where `text` is nothing but names, brackets and punctuation; else ()."""
    if len(text) > _LONGEST:
        return ()
    bare = text.strip(_EDGE)
    if not bare:
        return ()
    found = names_at(bare, 0, known)
    if found is None:
        return ()
    rest = _REMARK.sub("", bare[found.end :]).strip(_EDGE)
    return found.owners if not rest else ()

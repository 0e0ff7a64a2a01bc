"""Owners before a bare verb: `Dana files a report`, `dana does the minutes`, `Karim envoie la liste`."""

from __future__ import annotations

import re

from wgtrack.reading import grammar, languages
from wgtrack.reading.directory import Directory
from wgtrack.reading.later import later
from wgtrack.reading.names import Names, names_at
from wgtrack.reading.owner_openings import EVERYBODY
from wgtrack.reading.owner_words import Owned, in_company, is_task, is_verb, like_first_name

_WINDOW = 600
"""How many characters of an action are searched for a second owner."""
_SECOND = grammar.spaced(r"(?:[,;.]|\band) (?:and then |and |then )?(?=\S)")
_WORD = later(r"\s+(?:is\s+)?([^\W\d_][\w'’-]+)")
_DOES = later(
    r"\s+(?:(?P<again>re-[a-z]{3,15})\s|(?P<verb>[a-z][a-z-]*)\s+(?:(?:with|the|an?|our|this|that|these|all|some|its|his|her|"
    r"their|up|out|whether|if|how|what|why|it|them|him)\b|https?:|(?:[\w.-]{1,60}/[\w.-]{1,60})?#\d))"
)
_LOGIN_DOES = later(r"(?P<login>[a-z][\w.-]{1,38})\s+(?P<verb>[a-z]{3,15})\s")


def bare_verb(body: str, known: Directory) -> Owned | None:
    """`Dana files a report`, `Dana and Lee separate call`, `Acme needs accounts`: known names, or a firm that needs."""
    names = names_at(body, 0, known)
    if names is None:
        return _login_does(body, known)
    rest = body[names.end :]
    needs = re.match(r"\s+needs\s", rest)
    word = _WORD.match(rest)
    if needs and not names.owners[0].islower():
        return Owned(names.owners, rest.lstrip())
    if word is None or word[1][0].isupper():
        return None
    if not all(known.knows(owner) for owner in names.owners):
        initials = names.owners[0].isupper() and 2 <= len(names.owners[0]) <= 3 and word[1] in grammar.VERBS
        return Owned(names.owners, rest.lstrip()) if initials or _plainly_does(names, rest, known) else None
    if body[0].islower() and word[1] not in grammar.VERBS:
        return None
    return Owned(tuple(dict.fromkeys((*names.owners, *second_owner(rest, known)))), rest.lstrip())


def _login_does(body: str, known: Directory) -> Owned | None:
    """`dana does the minutes`: a login of the note before a verb in the third person."""
    match = _LOGIN_DOES.match(body)
    if match is None or not known.is_login(match["login"]) or match["login"] in grammar.NOT_NAMES | grammar.VERBS:
        return None
    does = match["verb"] not in grammar.VERBS and is_verb(match["verb"])
    return Owned((match["login"],), body[match.start("verb") :]) if does else None


def _plainly_does(names: Names, rest: str, known: Directory) -> bool:
    """`Dana write the report`: somebody unknown, with a verb that no noun can be taken for."""
    if not all(like_first_name(word, known) for owner in names.owners for word in owner.split()):
        return False
    word = _WORD.match(rest)
    if word is not None and word[1].casefold() in languages.VERBS:
        return True
    match = _DOES.match(rest)
    if match is None or len(names.owners) > 1:
        return False
    like_plural = " " not in names.owners[0] and re.search(r"[^aiou]s$", names.owners[0])
    return bool(match["again"]) or (is_verb(match["verb"]) and not like_plural)


def _may_be_second(names: Names, verb: str, known: Directory) -> bool:
    return names.known or (verb in grammar.VERBS and all(like_first_name(owner, known) for owner in names.owners))


def second_owner(text: str, known: Directory) -> tuple[str, ...]:
    """`…, and Lee (with others) to work on it`: somebody known who is named as owner of the rest."""
    found: list[str] = []
    for match in list(_SECOND.finditer(text[:_WINDOW]))[:8]:
        names = names_at(text, match.end(), known)
        if names is not None and in_company(text[: match.end()], names.owners):
            continue
        task = is_task(text, names.end) if names is not None else None
        if names is not None and task is not None and not _may_be_second(names, task["verb"], known):
            task = None
        everybody = EVERYBODY.match(text, match.end())
        sure = task is not None and (task["to"] or "and" in match[0] or (names is not None and names.known))
        if sure or (everybody and is_verb(everybody[1])):
            found.extend(owner for owner in (names.owners if names else ()) if owner not in found)
    return tuple(found)

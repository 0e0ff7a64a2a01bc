"""Owners that open an action without a capital: `everyone read it`, `nick and lee to ping …`."""

from __future__ import annotations

import re

from wgtrack.reading import grammar, languages
from wgtrack.reading.directory import Directory
from wgtrack.reading.later import later
from wgtrack.reading.names import names_at
from wgtrack.reading.owner_words import BEFORE_INFINITIVE, Owned, is_infinitive, is_verb

EVERYBODY = later(
    rf"(?:everyone|everybody|all of us|we all|{languages.EVERYBODY})(?=\s+([^\W\d_][\w-]*))", re.IGNORECASE
)


def opening_everybody(body: str, known: Directory) -> Owned | None:
    """`Everyone read it`, `everybody sends slides`: no other noun stands between those words and a verb."""
    match = EVERYBODY.match(body)
    names = names_at(body, 0, known) if match and (is_verb(match[1]) or match[1] in languages.VERBS) else None
    return Owned(names.owners, body[names.end :].lstrip()) if names else None


_GROUP_WORK = later(r"group\s(?:work|task|exercise|homework|activity|decision)s?\s?[:–—]\s", re.IGNORECASE)


def opening_group(body: str, known: Directory) -> Owned | None:  # noqa: ARG001
    """`Group work: finish the list`: what all are to do together."""
    match = _GROUP_WORK.match(body)
    return Owned(("group",), body[match.end() :]) if match else None


_VERB_OF = later(r"(?P<verb>[^\W\d_]{2,20})\s?\(@(?P<login>[A-Za-z0-9][\w-]*)\)(?=\s)")
"""`Write(@dana) the report`: the login in brackets right behind the verb that opens the task."""


def login_behind_verb(body: str, known: Directory) -> Owned | None:  # noqa: ARG001
    """`Write(@dana) the report`: whom the verb that opens a task is marked with."""
    match = _VERB_OF.match(body)
    return Owned((match["login"],), body) if match and match["verb"].casefold() in grammar.VERBS else None


_LOGIN = later(r"(?P<login>[a-z][\w.-]{1,38})\s*(?::|\s[-–—])\s+(?=\S)")


def opening_login(body: str, known: Directory) -> Owned | None:
    """`dana-r: write it`: a login that the note writes elsewhere, `@dana-r` or `<dana-r>`."""
    match = _LOGIN.match(body)
    if match is None or not known.is_login(match["login"]) or match["login"] in grammar.NOT_NAMES | grammar.VERBS:
        return None
    return Owned((match["login"],), body[match.end() :])


_NICKNAME = later(
    r"(?P<nick>[a-z][\w-]{1,30})(?P<more>(?:\s*(?:,|&|/|\band\b)\s*[a-z][\w-]{1,30}){0,4})\s+(?P<aux>to|will|should)\s+"
    r"(?P<verb>[a-z][a-z-]*)(?![\w/])"
)


def opening_nickname(body: str, known: Directory) -> Owned | None:
    """`nick to ping …`, `nick and lee will …`: lower-case words at the start, where no noun of the note is meant."""
    match = _NICKNAME.match(body)
    if match is None or not is_infinitive(match["verb"]):
        return None
    nicks = re.split(r"\s*(?:,|&|/|\band\b)\s*", match["nick"] + match["more"])
    if not all(_can_be_nickname(nick, known, sure=match["aux"] == "to") for nick in nicks if nick):
        return None
    owners = tuple(dict.fromkeys(nick for nick in nicks if nick))
    return Owned(owners, body[match.start("verb") if match["aux"] == "to" else match.start("aux") :])


def _can_be_nickname(word: str, known: Directory, *, sure: bool) -> bool:
    """True for a login of the note; where the form is `sure`, for a word that is none of the usual ones too."""
    if known.knows(word) or known.is_login(word):
        return word not in grammar.NOT_NAMES | grammar.VERBS
    common = grammar.NOT_NAMES | grammar.VERBS | grammar.NOT_A_LOGIN | BEFORE_INFINITIVE
    if (
        not (sure or known.takes_tasks(word))
        or word in common
        or word.removesuffix("s") in common
        or known.is_thing(word)
    ):
        return False
    return not _PLURAL.search(word) and not word.endswith((*grammar.NOT_NAME_ENDINGS, *_NO_NICKNAME_ENDINGS))


_PLURAL = later(r"[^aious]s$")
_NO_NICKNAME_ENDINGS = ("ed", "ly", "al", "ance", "ence", "age", "ism", "ful", "ible", "able", "er")

"""Do words say whose task they are? Asked of talk and of lines that may be an action, before they are taken for one."""

from __future__ import annotations

import re

from wgtrack.reading import grammar
from wgtrack.reading.directory import Directory
from wgtrack.reading.later import later
from wgtrack.reading.names import names_at
from wgtrack.reading.owner_words import is_task, is_verb
from wgtrack.reading.owners import DECORATION, speaker


def names_anybody(text: str, known: Directory) -> bool:
    """True for words that open with an owner or with somebody who speaks."""
    return names_who(text, known) or bool(speaker(text, known))


def names_task(text: str, known: Directory) -> bool:
    """True for words that are plainly a task of its own owner: `Dana to …`, `Dana: write …`."""
    if names_who(text, known):
        return True
    _, colon, rest = text.partition(":")
    word = re.match(r"\s*([A-Za-z]+)\b", rest)
    return bool(colon and word and word[1].casefold() in grammar.VERBS and speaker(text, known))


def names_who(text: str, known: Directory) -> bool:
    """True for words that open with an owner: `Dana to …`, `Dana will …`, `@dana: …`."""
    body = text[DECORATION.match(text).end() :]  # type: ignore[union-attr]
    names = names_at(body, 0, known)
    if names is None:
        return False
    return is_task(body, names.end) is not None or (body[0] == "@" and names.end < len(body.rstrip()))


_ONLY_MAY = later(r"(?:can|could|would|may|might)\b", re.IGNORECASE)


def promises(text: str, known: Directory) -> bool:
    """True for talk that says who is to do what: `Dana to …`, `@dana: write …`, but `Dana could …`, `@dana: why?`."""
    body = text[DECORATION.match(text).end() :].rstrip(" *_")  # type: ignore[union-attr]
    names = names_at(body, 0, known)
    if names is None or body.endswith((":", "?")):
        return False
    if not names.known and is_verb(names.owners[0].casefold()):
        return False  # `Remember to …`, `Needs to …`
    if task := is_task(body, names.end):
        return _ONLY_MAY.match(task[0].lstrip()) is None
    verb = _LOGIN_IS_TO.match(body, names.end) if body.startswith("@") else None
    return verb is not None and verb[1].casefold() in grammar.VERBS


_LOGIN_IS_TO = later(r"(?:\s*[:,–—-]+)?\s+([A-Za-z]+)\b")

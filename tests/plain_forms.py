"""The plain words that a pattern of the grammar's tables stands for, for people to read."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

_parse: Any = import_module("re._parser").parse
_SPACING = set(" -")
_QUOTES = set("'’")


def plain_forms(pattern: str, *, bare: bool = False) -> list[str]:
    """Every way to write what `pattern` matches: a plural's `s` is left out, `…` stands for any words.

    With `bare`, all that is optional is left out. Parts that look around match nothing by themselves.
    """
    forms = dict.fromkeys(" ".join(form.split()) for form in _forms(_parse(pattern), bare=bare))
    return [form for form in forms if form]


def _forms(parsed: Iterable[Any], *, bare: bool) -> Iterator[str]:
    return ("".join(parts) for parts in itertools.product(*(_choices(*token, bare=bare) for token in parsed)))


def _choices(kind: Any, value: Any, *, bare: bool) -> list[str]:
    """What one part of a pattern can be."""
    match str(kind):
        case "LITERAL":
            forms = [chr(value)]
        case "IN":
            forms = _letters(value)
        case "BRANCH":
            forms = [form for branch in value[1] for form in _forms(branch, bare=bare)]
        case "SUBPATTERN":
            forms = list(_forms(value[3], bare=bare))
        case "MAX_REPEAT" | "MIN_REPEAT":
            forms = _repeated(*value, bare=bare)
        case "ANY":
            forms = ["…"]
        case "ASSERT" | "ASSERT_NOT" | "AT":
            forms = [""]
        case _:
            raise ValueError(f"a table of words holds {kind}")
    return forms


def _letters(members: list[Any]) -> list[str]:
    letters = [chr(value) for kind, value in members if str(kind) == "LITERAL"]
    if len(letters) < len(members):
        return ["…"]
    return letters if set(letters) <= _SPACING else ["'" if set(letters) <= _QUOTES else letters[0]]


def _repeated(least: int, _: int, parsed: Any, *, bare: bool) -> list[str]:
    """An optional word is told with and without; an optional letter without, an apostrophe with."""
    forms = list(dict.fromkeys(_forms(parsed, bare=bare)))
    if least or forms in (["'"], ["…"]):
        return forms
    if bare or any("…" in form for form in forms):
        return [""]
    if all(len(form) == 1 and form not in _SPACING for form in forms):
        return [""]
    return ["", *(form for form in forms if form)]

"""Owners at the end of an action: `… (Dana)`, `… - Dana & Lee`, `… → Dana, by Friday`, `…, @dana @lee`."""

from __future__ import annotations

import re

from wgtrack.reading import grammar
from wgtrack.reading.directory import Directory
from wgtrack.reading.later import later
from wgtrack.reading.mentions import UPPER
from wgtrack.reading.names import is_collective, names_at, only_names
from wgtrack.reading.owner_words import Owned, is_task, like_first_name
from wgtrack.reading.person_names import is_organisation

_STATE = r"(?:ongoing|done|open|in progress|pending|closed|completed?|not (?:yet )?started|waiting)"
"""Before a colon and names, how it stands and whose it is: `…, ongoing: DR`."""
_LABELLED = rf"(?:{grammar.OWNER_COLUMN}|{_STATE}|actions?|ai)\s?:|resp\."
_TRAILING = later(
    rf"(?:[(\[]\s*(?:{_LABELLED}|owners?|assignees?|assigned to|lead|action|AI|by|→|"
    r"@?)?\s*(?P<bracket>[^()\[\]]{1,80})[)\]]"
    r"|(?P<sign>->|=>|→|<-|←|:|[-–—]{1,3}|\bby|\bassigned to|\bowner:?|\bassignee:?|"
    rf"(?:(?<=[.,;|(–—-])|(?<=[.,;|(–—-]\s))(?:{_LABELLED}))\s*(?P<tail>[^()\[\]:;]{{1,60}}))"
    r"[\s.!*_]*$",
    re.IGNORECASE,
)
_WEAKLY = later(r"(?:[,;|.]|\s//)\s+(?P<tail>[^,;|.()\[\]:]{1,60})[\s.!*_]*$")
"""Signs that go before much else than a signature: only who was there signs behind one."""

_LOGINS_AT_END = later(
    r"(?:\b(?i:owners?|assignees?|assigned to|lead)\s?:\s?)?"
    rf"(?:[\s,(\[]*(?:and\s+|&\s*)?@{grammar.MENTIONED}(?:\s(?!and)[A-Z](?=[\s,)]|$))?)+[\s).\]]*$"
)


_LOGIN_IN_BRACKETS = later(r"(?<=\w )\(@([A-Za-z0-9][\w-]*)\)(?=\s*[:–—]|\s-)")
"""`salt (@dana): still open`: the one login in brackets before a remark."""
_MOST = 600


_REMARKED = later(r"[(\[]\s*(?P<who>@[^()\[\],;]{1,40}?)(?:[,;]|\s[–—-])\s[^()\[\]]{1,100}[)\]][\s.!*_]*$")
"""`… (@dana, once the tests pass)`: a login and a remark in a closing bracket."""
_NOTED = later(r"(?:(?<=\])\s*|(?<=\w)\s+(?=\((?:with|once|if|after|and|plus)\s))\([^()]{1,100}\)[\s.!*_]*$")
"""`… [Dana] (once the tests pass)`: a remark in a bracket of its own behind that of the owner."""


def trailing_owners(body: str, known: Directory) -> Owned | None:
    """`… (Dana)`, `… - Dana & Lee`, `… → Dana`, `…, @dana @lee`."""
    window = body[-160:]
    offset = len(body) - len(window)
    logins = _LOGINS_AT_END.search(window)
    if logins and window[: logins.start()].strip() and not _asked_of(window[: logins.start()]):
        named = tuple(dict.fromkeys(re.findall(rf"@({grammar.MENTIONED})", logins[0])))
        return Owned(named, body[: offset + logins.start()].rstrip(" ,(–—-"))
    bracketed = _LOGIN_IN_BRACKETS.findall(body[:_MOST])
    if len(bracketed) == 1:
        return Owned((bracketed[0],), body)
    remarked = _REMARKED.search(window)
    if remarked and (owners := only_names(remarked["who"], known)):
        return Owned(owners, body)
    noted = _NOTED.search(window)
    return (
        _signed_at_end(body, offset, window, known)
        or (_signed_at_end(body, offset, window[: noted.start()], known) if noted else None)
        or _before_remark(body, known)
        or _signed_weakly(body, offset, window, known)
    )


def _signed_at_end(body: str, offset: int, window: str, known: Directory) -> Owned | None:
    """Whom the last sign or bracket of `window` names, which is part of `body` from `offset` on."""
    match = _TRAILING.search(window)
    while match is not None:
        inside = (match["bracket"] or match["tail"]).strip().removesuffix("?")
        if (match["sign"] or "").casefold() == "by" and _DID.search(window[: match.start()]):
            match = _TRAILING.search(window, match.start() + 1)
            continue
        dated = names_then_when(inside, known)
        owners = only_names(inside, known) or dated
        if owners and (
            _sure(inside, owners, known)
            or _signed(match, owners, known)
            or (match["sign"] or "") in ("->", "=>", "→", "<-", "←")
            or _labelled_owner(match[0], owners, known)
        ):
            return Owned(owners, body if dated else body[: offset + match.start()].rstrip(" ,(–—-"))
        names = names_at(inside, 0, known) if match["bracket"] else None
        if names and names.known and (is_task(inside, names.end) or _TAKES_IT.fullmatch(inside, names.end)):
            return Owned(names.owners, body)
        match = _TRAILING.search(window, match.start() + 1)
    return None


def _signed_weakly(body: str, offset: int, window: str, known: Directory) -> Owned | None:
    """`…, Dana`, `… | Dana`: known names set off from a task, not from other names of a list."""
    match = _WEAKLY.search(window)
    if match is None or _PLAIN_WORD.search(window, 0, match.start()) is None:
        return None
    owners, before = only_names(match["tail"], known), window[: match.start()]
    there = bool(owners) and all(known.was_there(one) or known.has_part(one) for one in owners)
    if not there or _asked_of(before) or _SOMEBODY.search(before):
        return None
    return Owned(owners, body[: offset + match.start()].rstrip(" ,(–—-"), weak=True)


_DID = later(r"\b(?:done|finished|completed|closed|sent)\s*$", re.IGNORECASE)
"""Before `by Lee`: who did it, which is not whose it was to do."""
_TAKES_IT = later(
    r"\s+(?:(?:has |have )?(?:volunteered|volunteers?|offered)|takes? (?:this|it|this one)|(?:is|are) on it|will|"
    r"own(?:s|ed)? (?:this|it)|has (?:this|it))",
    re.IGNORECASE,
)
_SOMEBODY = later(
    rf"\b(?:{grammar.COLLECTIVE_NOUNS}|hosts?|guests?|interns?|newcomers?|winners?|nominees?|candidates?|colleagues?|"
    r"friends?|manager|boss|scribe|successor|predecessor|people|names?)\W*$",
    re.IGNORECASE,
)
"""Words behind which a comma and a name tell who that is: `the new chair, Lee`."""
_PLAIN_WORD = later(r"(?:^|[\s(])[a-z][\w'’-]*[\s)\]*_\"”]*$")


def signed_in_bold(body: str, signature: str, known: Directory) -> Owned | None:
    """`Mend the nets **Dana**`: people who were there, set off by bold or italics at the end; never the object.

    Weak: what is emphasised may as well be what the task is about.
    """
    owners = only_names(signature, known) if signature else ()
    before = body.rstrip(" .!)*_").removesuffix(signature)
    there = bool(owners) and all(known.was_there(one) or known.has_part(one) for one in owners)
    if not there or not before.strip() or _asked_of(before) or _PLAIN_WORD.search(before) is None:
        return None
    return Owned(owners, before.rstrip(" ,(–—-"), weak=True)


_TIME_WORDS = (
    r"(?:by|until|till|before|due|on|in|at|eta|deadline|target|this|next|mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|"
    r"thurs|fri|satur|sun)day|today|tomorrow|tonight|end|eo[dwmqy]|asap|bis|avant|pour|d['’]ici|antes|para|hasta|\d|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d)"
)
_BEFORE_REMARK = later(
    r"(?<=\w )[(\[](?P<who>[^()\[\]\n]{1,60})[)\]](?=\s*(?:[-–—:;,.!(\[|…]|[^\w\s]|(?:for )?"
    rf"(?:{_TIME_WORDS}|within|after|prior|no later|over|from|right|early|late|soon|later|the following|"
    r"(?:a|one|two|three) (?:week|month|day)s?|so|starting|sometime|voor|entro|até|once|when|status)\b))",
    re.IGNORECASE,
)


def _before_remark(body: str, known: Directory) -> Owned | None:
    """`Mend the nets (Dana) - see the mail`: the one bracket of known names with a remark behind it."""
    brackets = (only_names(match["who"], known) for match in _BEFORE_REMARK.finditer(body[:_MOST]))
    named = [owners for owners in brackets if owners and all(map(known.knows, owners))]
    return Owned(named[0], body, weak=True) if len(named) == 1 else None


def _signed(match: re.Match[str], owners: tuple[str, ...], known: Directory) -> bool:
    """`… - Dana`, `… (Dana)`, `… (Dana Reyes)`: a name alone at the end, which the note does not use for a thing."""
    sign = match["sign"] or ""
    if sign:
        set_off = sign.strip("-–—") == "" and match.string[match.start() - 1 : match.start()].isspace()
        signed = set_off and " " in match.string[: match.start()].strip()
    else:
        signed = match[0][0] in "(["
    like_name = like_first_name if sign else _like_name
    return signed and all(_WITH_INITIAL.fullmatch(owner) or like_name(owner, known) for owner in owners)


_LIKE_THING = later(r"\w*[^aious]s")
_WITH_INITIAL = later(rf"(?:{UPPER}\.[ -]?){{1,3}}{UPPER}(?:['’]?\w)*[a-zß-ÿ](?:-{UPPER}?\w+)?")
"""`D. Reyes`, `J.-P. McReyes`: nothing but a person's name is written so."""

_INITIAL = later(rf"{UPPER}\.")
"""The family name in `Dana R.`; without the full stop, `Plan B`, it may be a thing."""


def _like_name(owner: str, known: Directory) -> bool:
    """A first name, or two words that can be a first and a family name, `Dana Reyes`, and nothing that a firm has."""
    first, _, family = owner.partition(" ")
    if not like_first_name(first, known):
        return False
    if _INITIAL.fullmatch(family):
        return first.casefold() not in grammar.NOT_NAMES
    return not family or (
        like_first_name(family, known)
        and not is_organisation(owner)
        and family.casefold() not in grammar.NOT_NAMES | grammar.VERBS
        and _LIKE_THING.fullmatch(first) is None
    )


_WHEN_BEHIND = later(rf"[\s,;(–—-]+{_TIME_WORDS}\b.{{0,40}}", re.IGNORECASE)


def names_then_when(text: str, known: Directory) -> tuple[str, ...]:
    """`Dana, by Friday` and `Dana & Lee, March 3`: names with nothing behind but a time."""
    names = names_at(text, 0, known)
    return names.owners if names is not None and _WHEN_BEHIND.fullmatch(text, names.end) else ()


_OWNER_LABEL = later(rf"\W*(?:owner|assign|lead\b|(?:{grammar.OWNER_COLUMN})\s?[:.])", re.IGNORECASE)
_STANDS = later(rf"\W*{_STATE}\s?:", re.IGNORECASE)
_INITIALS = later(r"[A-Z]{2,4}")


def _labelled_owner(text: str, owners: tuple[str, ...], known: Directory) -> bool:
    if _OWNER_LABEL.match(text):
        return True
    sure = (known.knows(one) or is_collective(one) or _INITIALS.fullmatch(one) or " " in one for one in owners)
    return _STANDS.match(text) is not None and all(sure)


def _asked_of(before: str) -> bool:
    """True where what precedes a login makes it the object: `ping @dana`, `with @lee`."""
    return (
        re.search(
            (
                r"\b(?:ask|ping|remind|tell|contact|email|invite|add|cc|thank|thanks|with|to|from|for|by|of|and|about|"
                r"help)\W*$"
            ),
            before,
            re.IGNORECASE,
        )
        is not None
    )


def _sure(inside: str, owners: tuple[str, ...], known: Directory) -> bool:
    if inside.lstrip().startswith("@"):
        return True
    if _EVERY_ONE.fullmatch(inside.strip()) or all(_TITLED.match(owner) for owner in owners):
        return True
    return all(known.knows(owner) or owner.islower() for owner in owners) and not inside.casefold().startswith(
        ("group", "team", "all", "members")
    )


_EVERY_ONE = later(rf"all (?:the )?{grammar.COLLECTIVE_NOUNS}", re.IGNORECASE)
_TITLED = later(
    r"(?:M(?:r|rs|s|x|me|lle)|Dr|Prof(?:essor)?|Sr|Sra|Herr|Frau|Director|President|Chair(?:man|woman|person)?|Secretary|"
    r"Treasurer|Trustee|Councill?or|Commissioner|Mayor)\.?\s+[^\W\d_]"
)
"""`Mr. Reyes`, `Director Reyes`: nothing but a person."""


_REPORTED_BY = later(
    r"[(\[](?P<who>[^()\[\]]{1,40}?)(?:['’]s|\s+has)?\s+(?:already\s+)?(?:done|did)\b|"
    r"(?:[(\[]|\s[-–—]{1,3})\s*(?:done|finished|completed|erledigt|fait|hecho)\s+(?:by|von|par|por)\s+"
    r"(?P<by>[^()\[\],.;]{1,40}?)(?=\s+(?:on|at|in|am|le|el)\s|\s*(?:[)\],.;]|$))",
    re.IGNORECASE,
)


def reported_by(text: str, known: Directory) -> tuple[str, ...]:
    """`… (Dana did)`, `… -- done by Dana`: who did what names nobody else."""
    report = _REPORTED_BY.search(text[-_MOST:])
    return only_names(report["who"] or report["by"], known) if report else ()

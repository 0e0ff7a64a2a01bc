"""One person's name in an entry of an attendance list: `Jane Doe (@jdoe) - Acme` is Jane Doe."""

from __future__ import annotations

import re

from wgtrack.reading.attendance_words import AWAY, NOT_NAMES, ORGANISATION, PLACEHOLDER, ROLES, any_word, opened
from wgtrack.reading.later import later

_LONGEST_NAME = 60
_LONGEST_ENTRY = 1000
_MOST_WORDS = 6

_PARTICLES = frozenset(
    """van von der den de del della di da das dos du la le el al bin ibn bint ben mac mc zu zur zum y e i ter ten op st
    ní ni nic ó o ap ab af av abu bar vom do dello degli dalla lo les las los t 't 's""".split()
)
ROLE = later(rf"{any_word(ROLES)}(?:\s\([^()]{{0,40}}\))?", re.IGNORECASE)
"""A role or a part of a list, behind which names may stand."""
AWAY_WORD = later(
    rf"\b(?:{opened(AWAY)}|sick|ill|on\s(?:leave|vacation|holiday|pto)|pto|no[- ]show|out\sof\soffice|ooo)(?!\w)",
    re.IGNORECASE,
)
_PARTLY = later(
    rf"\b(?:{opened(AWAY)})\s(?:from|after|until|till|before|at\s\d|for\s(?:\d|items?|agenda|the\s|part|a\s)|"
    r"(?:the\s)?(?:start|beginning|opening|first|last|end|part|half)\b)",
    re.IGNORECASE,
)
"""Who was away for a part was there."""
_BRACKETED = later(
    r"[(\[\u3010][^()\[\]]{0,200}[)\]\u3011]{0,3}\s*$|[(\[][^()\[\]]{0,200}[)\]](?=\s*(?:[-\u2013\u2014,:@]|$))"
)
BRACKETS = later(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]|<[^<>]{0,200}>")
_AFTER_NAME = later(
    r"\s(?:[-\u2013\u2014|/~=@\u2192]{1,3}|->|\\--?|aka|from|of|at|with|representing|für|pour|para)\s.*|"
    r"\s{0,3}(?:\t|--|\u2013|\u2014|\s-\s|(?<=\w)-\s|\s-(?=[A-Z])).*",
    re.DOTALL,
)
_REMARK = later(
    r"\s(?:\+\s?\d{1,3}|(?:late|early|remote|remotely|online|virtual|virtually|in[ -]person|on-?site|by phone|scribing|"
    r"chairing|on behalf of|on the call|in the room|via (?:phone|video|zoom)|until \d+|(?:joined|arrived|left|leaving)"
    r"(?: (?:at|late|early|after|before|around|\d+)|$))(?![\w]))(?:\s.*|:\d.*)?",
    re.DOTALL,
)
"""What is said of a person behind the name without brackets, in lower case."""
_IN_OFFICE = later(
    rf"(?P<name>[^()\[\]]{{3,50}}?)\s*(?:\([^()]{{1,80}}\)|\[[^\[\]]{{1,80}}\])[\s*,\u2013-]+(?:acting\s|deputy\s)?{ROLE.pattern}[\s*]*",
    re.IGNORECASE,
)
"""`Jane Doe (Acme) Chair`."""
_CLOCK = later(r"\d{1,2}[:.h]\d{2}(?:\s?(?:am|pm|utc))?\s+", re.IGNORECASE)
_INITIALS = later(r"(?P<initials>[A-Z]{2,4})\s?(?:[:=\u2013-]|->)\s(?P<rest>[^\W\d_].*)", re.DOTALL)
_LOGIN = later(r"\s@[\w-]{1,40}.*", re.DOTALL)
_HANDLE = later(r"@(?P<login>[A-Za-z0-9][\w.-]{0,39})(?!/)(?:$|[\s,(;:])")
_PLACEHOLDER = later(rf"@?(?:{PLACEHOLDER}|handle|username)", re.IGNORECASE)
_UNDERSCORED = later(r"`?[A-Za-z][\w-]{0,30}_`?")
"""A nickname of chat networks: the underscore at its end belongs to it, `lee_`."""
LEADING = later(
    r"^[\s\U0001F300-\U0001FAFF\u2600-\u27bf\ufe0f\u200d\-*+\u2022\u00b7>:.\u2013\u2014,;]*"
    r"(?:\d{1,3}[.)]\s+)?(?:\[[ xX]?\]\s*)?"
)
"""What stands before an entry: bullets, numbers, a box."""
AWAY_SIGN = later(r"[\s*_>-]{0,9}[\u274c\u2716\u2717\u2b1c\u2610\U0001F534\U0001F6AB]")
"""A sign that somebody was not there."""
_ADDRESS = later(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def is_name(text: str) -> bool:
    """True for what can be a person's name or login: a few words, the first with a capital, none of a sentence."""
    tokens = text.split()
    if not 1 <= len(tokens) <= _MOST_WORDS or len(text) > _LONGEST_NAME:
        return False
    if (
        text[0] in "'’"
        or any(character in text for character in ':;!?=<>{}|#*"“”')
        or (text.endswith((".", "…")) and len(tokens) > 3)
    ):
        return False
    if text[0] in "'’" and text[-1] in "'’":
        return False
    initials = len(text) == 2 and text.isupper()
    if (tokens[0].lower().rstrip(".") in NOT_NAMES and not initials) or not any(
        character.isalpha() for character in text
    ):
        return False
    if len(tokens) == 1:
        return _PLACEHOLDER.fullmatch(text) is None
    return all(_fits_in_name(token) for token in tokens)


def _fits_in_name(token: str) -> bool:
    bare = token.strip("()[]'’`\"")
    first = bare[:1]
    small = first.islower() and bare.lower() not in _PARTICLES and bare[1:2] not in ("'", "’")
    return bool(bare) and not small and not first.isdigit()


def stands_for(initials: str, name: str) -> bool:
    """True where the capitals of `initials`, `AB` or `AoB`, are those of the words of `name`."""
    capitals = "".join(letter for letter in initials if letter.isupper())
    return len(capitals) > 1 and capitals == "".join(word[0] for word in name.split() if word[0].isupper())


def is_full_name(text: str) -> bool:
    """True for a name of at least two words, each with a capital."""
    return len(text.split()) >= 2 and is_name(text)


_SMALL_NAME = later(r"[^\W\d_]{2,20}(?:\s[^\W\d_][\w'’.-]{0,25}){1,2}")


def small_name(entry: str) -> str | None:
    """A name of two or three words that need no capital, `lee Odo`, `lee odo`, for lists of nothing but names."""
    text = _bare(LEADING.sub("", entry[:_LONGEST_ENTRY], count=1).strip(" *_`~"))
    words = text.casefold().split()
    if _SMALL_NAME.fullmatch(text) is None or is_away_remark(text) or not words or len(text) > _LONGEST_NAME:
        return None
    return None if any(word in NOT_NAMES or word in _SMALL_WORDS for word in words) else text


_SMALL_WORDS = frozenset(
    """a an and are as at be but by did do does for from had has have his her how i if in into is its just let like may
    me must my no not of off on onto or our out over per she should so some such than that the their them then there
    these they this those to too up us was we were what when where which while who whom why will with would you your
    yourself below above team group""".split()
)


def is_organisation(text: str) -> bool:
    """True for words of which one is a firm's or a school's: `Acme Ltd.`, `University of Ulm`."""
    return any(word.strip("(),") in ORGANISATION for word in text.casefold().split()[:8])


def one_name(entry: str) -> str | None:
    """The name at the start of an entry such as `**Jane Doe** (she) - Acme, chair`; None where there is none."""
    text = LEADING.sub("", without_addresses(entry[:_LONGEST_ENTRY]).replace("\n", " ").replace("\u00a0", " "), count=1)
    text = text.strip().lstrip("*_`~ ").rstrip("*`~ ")
    if is_away_remark(text) or AWAY_SIGN.match(entry):
        return None
    if text[:1] in ("(", "["):
        text = BRACKETS.sub("", text, count=1).strip()
    text = _CLOCK.sub("", text, count=1) if text[:1].isdigit() else text
    handle = _HANDLE.match(text)
    if handle:
        login = handle["login"].rstrip(".-")
        return None if _PLACEHOLDER.fullmatch(login) else login
    initials = _INITIALS.match(text)
    if initials and initials["rest"][0] == initials["initials"][0] and is_full_name(_bare(initials["rest"])):
        text = initials["rest"]
    in_office = _IN_OFFICE.fullmatch(text)
    text = _bare(in_office["name"] if in_office and is_full_name(in_office["name"]) else text)
    return text if text and is_name(text) else None


def _bare(text: str) -> str:
    """`text` up to what is said of the person."""
    text = _AFTER_NAME.sub("", _LOGIN.sub("", text))
    text = _trim_brackets(text)
    text = text.partition(",")[0].partition(":")[0].partition(";")[0]
    text = " ".join(_REMARK.sub("", text).split())
    bare = text.strip("*_`~ +^\u2020-\u2013\u2014@\\/|")
    return bare + "_" if _UNDERSCORED.fullmatch(text) else bare.removesuffix(" .")


def is_away_remark(text: str) -> bool:
    """True where what is said of somebody is that they were away, and not for a part only."""
    return AWAY_WORD.search(text) is not None and _PARTLY.search(text) is None


def without_addresses(text: str) -> str:
    """`text` without the web addresses in it."""
    return _ADDRESS.sub(" ", text) if "://" in text or "www." in text else text


def _trim_brackets(text: str) -> str:
    """`text` without trailing brackets; those in the middle of a name, `Jo (Joe) Doe`, stay."""
    for _ in range(3):
        shorter = _BRACKETED.sub("", text).rstrip()
        if shorter == text:
            break
        text = shorter
    return text

"""The names in an attendance list's lines: `Jane Doe (@jdoe) - Acme` is Jane Doe."""

from __future__ import annotations

import re

_LONGEST_NAME = 60
_MOST_WORDS = 6

_PARTICLES = frozenset(
    "van von der den de del della di da das dos du la le el al bin ibn ben mac zu zur y e i ter ten op st".split()
)
_NOT_NAMES = frozenset(
    "none nobody tbd tba todo n/a na unknown everyone everybody all others other guests guest observers various name "
    "names agenda notes minutes topics status blockers discussion summary actions action items links recording chair "
    "host hosts scribe notetaker secretary moderator facilitator participants attendees attendance present "
    "members member you me we they it yes no date time location when where remote online zoom absent regrets apologies "
    "quorum introduction introductions welcome opening housekeeping admin updates announcements intro your new".split()
)
_CLOCK = frozenset("AM PM UTC GMT PST PDT EST EDT CET CEST ET PT CT".split())
_AWAY = re.compile(
    r"\b(?:absent|regrets?|apolog(?:y|ies|ises)|excused|unavailable|not (?:present|attending|available|here)|sick|"
    r"on (?:leave|vacation|holiday)|no[- ]show|out of office|ooo|entschuldigt|abwesend|excusée?s?|ausentes?)\b",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"(?:(?:co-?)?(?:chair|host|lead|organi[sz]er)(?:s|person)?|moderators?|facilitators?|scribes?|secretary|"
    r"(?:note|minute)[ -]?takers?|minutes|notes|recorder|presenters?|speakers?|guests?|observers?|others?|members?|"
    r"maintainers?|remote(?:ly)?|in person|on site|online|virtual|dial-?in|also|new|regulars?|voting|non-voting|"
    r"(?:[\w./-]{1,20}\s){0,2}(?:members|guests|observers|team|staff|group|wg|tsc|sig)|protokoll|moderation|leitung)"
    r"(?:\s\([^()]{0,40}\))?",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    r"[(\[\u3010][^()\[\]]{0,200}[)\]\u3011]?\s*$|[(\[][^()\[\]]{0,200}[)\]](?=\s*(?:[-\u2013\u2014,:@]|$))"
)
_BRACKETS = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]|<[^<>]{0,200}>")
_AFTER_NAME = re.compile(
    r"\s(?:[-\u2013\u2014|/~]{1,3}|\\--?|aka|from|of|at|representing)\s.*|\s*(?:\t|--|\u2013|\u2014|\s-\s).*", re.DOTALL
)
_LOGIN = re.compile(r"\s@[\w-]{1,40}.*", re.DOTALL)
_HANDLE = re.compile(r"@(?P<login>[A-Za-z0-9][\w.-]{0,39})(?!/)(?:$|[\s,(;:])")
_WORD = re.compile(r"[^\W\d_][\w.'’`-]*|\w+")
_SEPARATOR = re.compile(
    r"\s*(?:[,;&+/\u2022\u00b7|]|\s(?:and|und|et|y|e)\s)\s*(?:and\s|und\s|et\s|y\s)?", re.IGNORECASE
)
_PART_LABEL = re.compile(r"(?:^|(?<=[,;.\s]))[^,;.:]{1,40}:(?=\s|$)")
"""`Chairs:` before some of the names of a line."""
_HANDLES = re.compile(r"(@[\w-]{1,40})\s+(?=@)")
_UNDERSCORED = re.compile(r"`?[a-z][\w-]{0,30}_`?")
"""A nickname of chat networks: the underscore at its end belongs to it, `lee_`."""
_TEAM_HANDLE = re.compile(r"@[\w-]{1,40}/[\w-]{1,60}")
_LEADING = re.compile(r"^[\s\-*+\u2022\u00b7>:.\u2013\u2014,;]*(?:\d{1,3}[.)]\s+)?(?:\[[ xX]?\]\s*)?")


def is_name(text: str) -> bool:
    """True for what can be a person's name or login: a few words, the first with a capital, none of a sentence."""
    tokens = text.split()
    if not 1 <= len(tokens) <= _MOST_WORDS or len(text) > _LONGEST_NAME:
        return False
    if any(character in text for character in ':;!?=<>{}|#*"“”') or (text.endswith((".", "…")) and len(tokens) > 3):
        return False
    if tokens[0].lower() in _NOT_NAMES or not any(character.isalpha() for character in text):
        return False
    if len(tokens) == 1:
        return True
    return all(_fits_in_name(token) for token in tokens)


def _fits_in_name(token: str) -> bool:
    bare = token.strip("()[]'’`\"")
    first = bare[:1]
    return bool(bare) and (not first.islower() or bare.lower() in _PARTICLES) and not first.isdigit()


def is_full_name(text: str) -> bool:
    """True for a name of at least two words, each with a capital."""
    return len(text.split()) >= 2 and is_name(text)


def one_name(entry: str) -> str | None:
    """The name at the start of an entry such as `**Jane Doe** (she) - Acme, chair`; None where there is none."""
    text = (
        _LEADING.sub("", entry.replace("\n", " ").replace("\u00a0", " "), count=1)
        .strip()
        .lstrip("*_`~ ")
        .rstrip("*`~ ")
    )
    if _AWAY.search(text):
        return None
    if text[:1] in ("(", "["):
        text = _BRACKETS.sub("", text, count=1).strip()
    handle = _HANDLE.match(text)
    if handle:
        return handle["login"].rstrip(".-")
    text = _AFTER_NAME.sub("", _LOGIN.sub("", text))
    text = _trim_brackets(text)
    text = text.partition(",")[0].partition(":")[0].partition(";")[0]
    text = " ".join(text.split())
    bare = text.strip("*_`~ -\u2013\u2014@\\")
    text = bare + "_" if _UNDERSCORED.fullmatch(text) else bare
    return text if text and is_name(text) else None


def _trim_brackets(text: str) -> str:
    """`text` without trailing brackets; those in the middle of a name, `Jo (Joe) Doe`, stay."""
    for _ in range(3):
        shorter = _BRACKETED.sub("", text).rstrip()
        if shorter == text:
            break
        text = shorter
    return text


def split_names(text: str) -> list[str]:
    """The names in a line such as `Ann, Bob (Acme) & @carl`, in order; those named as absent are left out."""
    line = _HANDLES.sub(r"\1, ", _TEAM_HANDLE.sub("", _unwrap(" ".join(text.split()))))
    line = _PART_LABEL.sub(", ", line)
    pieces = [piece for piece in _SEPARATOR.split(_BRACKETS.sub(_keep_if_away, line)) if piece.strip()]
    names = [name for piece in pieces if (name := one_name(piece)) is not None]
    if len(names) < len(pieces):  # part of it is talk: what has no capital is more likely a word than a login
        names = [name for name in names if not name[0].islower() or f"@{name}" in line]
    return names


def _keep_if_away(match: re.Match[str]) -> str:
    return " absent" if _AWAY.search(match[0]) else " "


def _unwrap(line: str) -> str:
    """The inside of a line that stands in brackets as a whole."""
    stripped = line.strip(" .")
    if len(stripped) > 2 and stripped[0] in "([" and stripped[-1] in ")]":
        return stripped[1:-1]
    return line


def all_names(text: str) -> list[str]:
    """The names of a line that is two or more of them and nothing else; else empty."""
    pieces = [piece for piece in _SEPARATOR.split(text) if piece.strip()]
    names = split_names(text)
    return names if len(names) >= 2 and len(names) == len(pieces) else []


def entry_names(entry: str) -> list[str]:
    """The names of one list entry: one person with what is said of them, several people, or a role's holders."""
    text = _LEADING.sub("", " ".join(entry.split()), count=1)
    if not text or _AWAY.match(text):
        return []
    head, colon, rest = text.partition(":")
    if colon and ROLE.fullmatch(head.strip("*_ ")):
        return split_names(rest) if rest.strip() else []
    plain = _BRACKETS.sub("", text)
    logins = plain.count("@") >= 2
    if plain.count(",") >= 2 or (logins and "," in plain):
        names = split_names(plain if not colon else rest)
        if names and is_full_name(names[0]) and not logins and not all(map(is_full_name, names)):
            return names[:1]  # a firm and a town behind one person
        if len(names) > plain.count(",") // 2:
            return names
    if colon and rest.count(",") >= 1:
        return split_names(rest)
    name = one_name(text)
    return [name] if name else []


def names_only(line: str) -> list[str]:
    """The names of a line that is nothing but two or more names (`Ann / Bob / Carl`); else empty."""
    if len(line) > 300 or ":" in line:
        return []
    pieces = [piece.strip() for piece in _SEPARATOR.split(line.strip().rstrip("."))]
    if len(pieces) < 2 or not all(
        is_name(piece) and piece[:1].isupper() and len(piece.split()) <= 3 for piece in pieces
    ):
        return []
    return [] if any(piece in _CLOCK for piece in pieces[:-1]) and len(pieces) == 2 else pieces

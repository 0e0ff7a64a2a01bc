"""Names in a text: who is known, and what has the shape of a name.

A name is a login with `@`, a group, one to four capitalised words, initials, or any spelling of somebody the
note or the configuration knows. Lists of names read as written: `Ann & Bob`, `Ann, Bob and Cleo`, `Ann/Bob`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wgtrack.reading import grammar
from wgtrack.reading.directory import Directory
from wgtrack.reading.kept import kept
from wgtrack.reading.later import later
from wgtrack.reading.mentions import UPPER

_CAPITAL = rf"{UPPER}(?:[\w'’.-]*\w)?\.?"
_PARTICLE = r"(?:van der|van den|van|von|der|den|de la|de|del|di|da|dos|du|le|la|el|al|bin|ibn|ben|ter|zu)"
_FULL = rf"{_CAPITAL}(?: (?:{_PARTICLE} )?{_CAPITAL}){{0,3}}"
_COLLECTIVE = rf"(?:(?:the|all|our) )?(?:[\w&/.-]{{1,20}} ){{0,2}}?{grammar.COLLECTIVE_NOUNS}"
_ONE = later(
    rf"(?P<login>@{grammar.MENTIONED}(?: {UPPER}(?=[\s,.:)]|$))?)|(?P<all>(?i:{grammar.EVERYBODY}))(?![\w-])|"
    rf"(?P<other>[^\W\d_])".replace(" ", r"[ \t]")
)
_SHORT_GROUP = later(rf"{_COLLECTIVE}(?![\w'’-])".replace(" ", r"[ \t]"), re.IGNORECASE)
_LONG_GROUP = later(_SHORT_GROUP.pattern.replace("{0,2}?", "{0,2}"), re.IGNORECASE)
_JOIN = later(
    r"\s*(?:,\s*(?:and|und|et|y|&)\s|,|&|\+|/|\s(?:and/or|and|und|et|y|e|en|og|och|or|as well as|with help from)\s)\s*"
)
_TITLE = later(r"\A(?:(?:the|all|our|el|la|le|les|die|das|der|o|a|il)\s|l['’])", re.IGNORECASE)
_GROUP_ABROAD = later(
    r"(?:(?:el|la|le|die|das|der|il|o|a)\s|l['’])?(?:"
    r"(?:equipo|équipe|equipa|equipe|grupo|groupe|gruppo|comité|comisión|commission|comissão|comitê|comitato|collectif)"
    r"(?:\s(?:(?:de|del|du|des|di|da|do|della|la|les)\s|d['’]|l['’]){0,2}[^\W\d_][\w-]{1,24})?"
    r"|[^\W\d_][\w-]{1,24}(?:-|(?=gruppe|team))(?:gruppe|team|ausschuss|gremium)|(?:arbeits|projekt)?gruppe|vorstand"
    r"(?:\s[^\W\d_][\w-]{1,24}(?=\s*:))?)(?![\w'’-])",
    re.IGNORECASE,
)
"""Groups in Spanish, French, Portuguese, Italian and German: `equipo de pruebas`, `l'équipe web`, `Web-Gruppe`."""
_GROUPS = (_LONG_GROUP, _SHORT_GROUP, _GROUP_ABROAD)
"""Where the long form is not there, the short one is not either."""
_BODIES = later(r"(?:teams?|groups?|wg|committee|council|board|crew|sig|task ?force|staff)", re.IGNORECASE)
_TRADES = frozenset("build design launch outreach release research review security support survey test triage".split())
"""Words for what a team does that are imperatives too: `release team`, but not `ask team`."""
_ADDRESSING = frozenset(
    """adding asking bringing contacting convincing creating emailing encouraging forming getting having helping
    including informing inviting involving joining letting mailing meeting messaging needing notifying pinging poking
    reminding requesting telling thanking updating using wanting""".split()
)
"""What is done to a group rather than what it is for."""
_PLURALS = {"all of us": "all", "we all": "all"}
_MOST_NAMES = 12
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Names:
    """Names found in a row: as the note writes them, where they stand, and whether all of them are known."""

    owners: tuple[str, ...]
    start: int
    end: int
    known: bool


@kept
def as_owner(written: str) -> str:
    """A name as `owners` holds it: without `@`; a group in lower case, a lone plural in the singular."""
    name = written.strip().strip("*`").lstrip("_")
    if name.startswith("@"):
        return name[1:]
    name = name if name.islower() else name.rstrip("_")
    folded = " ".join(name.casefold().split())
    if _GROUP_ABROAD.fullmatch(folded):
        return _TITLE.sub("", folded, count=1)
    if folded in _PLURALS:
        return _PLURALS[folded]
    if re.fullmatch(grammar.EVERYBODY, folded):
        return folded
    if _is_group(folded):
        folded = _TITLE.sub("", folded) if not folded.startswith("all ") else folded
        return folded[:-1] if " " not in folded and folded.endswith("s") else folded
    return name.rstrip(".") if not _INITIAL_AT_END.search(name) else name


_INITIAL_AT_END = later(rf"(?:^|[\s.]){UPPER}\.$")


_GROUP = later(rf"(?:.* )?{grammar.COLLECTIVE_NOUNS}", re.IGNORECASE)


def _is_group(text: str) -> bool:
    return _GROUP.fullmatch(text) is not None


def is_collective(owner: str) -> bool:
    """True where an owner, as `as_owner` gives it, is everybody or a group rather than a person."""
    return bool(re.fullmatch(grammar.EVERYBODY, owner)) or (owner == owner.casefold() and _is_group(owner))


@kept
def name_at(text: str, position: int, known: Directory) -> Names | None:
    """The one name that begins at `position`; None where nothing there can be one."""
    match = _ONE.match(text, position, position + _LONGEST)
    if match is None:
        return None
    if match["login"]:
        return _found(text, position, _end_of_mention(text, match.end(), known), known, sure=True)
    longer = _LONG_GROUP.match(text, position, position + _LONGEST) if match["all"] else None
    if match["all"] and not (longer and longer.end() > match.end() and _plausible_group(longer[0], known)):
        return _found(text, position, match.end(), known, sure=True)
    for pattern in _GROUPS if _LONG_GROUP.match(text, position, position + _LONGEST) else (_GROUP_ABROAD,):
        group = pattern.match(text, position, position + _LONGEST)
        if group and _plausible_group(group[0], known) and not _is_title(group[0], text, group.end()):
            return _found(text, position, group.end(), known, sure=True)
    return _capitalised_at(text, position, known)


_FAMILY_NAME = later(rf"[ \t]({UPPER}[\w'’-]+)")


def _end_of_mention(text: str, end: int, known: Directory) -> int:
    """Where `@Dana Reyes` ends, as office programs mention people: capitalised words that can be names go on."""
    start = text.rfind("@", 0, end) + 1
    for _ in range(2 if text[start : start + 1].isupper() else 0):
        word = _FAMILY_NAME.match(text, end)
        if word is None or word[1].casefold() in _IMPERATIVES or not _can_be_name(word[1], known, first=True):
            break
        end = word.end()
    return end


_NAME_BEHIND = later(rf"[ \t]{UPPER}[a-zß-ÿ]")


def _is_title(word: str, text: str, end: int) -> bool:
    """True for `Director` in `Director Reyes`: what somebody is, rather than a group."""
    return word.istitle() and " " not in word and _NAME_BEHIND.match(text, end) is not None


_PLAIN = later(rf"(?P<name>{_FULL})|(?P<lower>[a-z][\w-]*)".replace(" ", r"[ \t]"))


def _capitalised_at(text: str, position: int, known: Directory) -> Names | None:
    match = _PLAIN.match(text, position, position + _LONGEST)
    if match is None:
        return None
    if match["lower"]:
        word = match["lower"]
        return _found(text, position, match.end(), known, sure=True) if _known_lower(word, known) else None
    words = list(_WORDS.finditer(match["name"]))
    if not (text[position].isupper() or text[position].islower()):
        words = words[:1]  # a script without capitals does not show where a name of several words ends
    kept = 0
    for count, word in enumerate(words, 1):
        if word[0].islower():
            continue
        if not (
            _can_be_name(word[0].rstrip("."), known, first=count == 1)
            or _is_initial(match, word, count)
            or (count == 1 and _takes_task(text, position))
        ):
            break
        kept = word.end()
        if _ENDS_SENTENCE.fullmatch(word[0]):
            break
    if not kept:
        return None
    end = position + kept
    end = _end_of_name(text, position, end)
    if not end:
        return None
    sure = known.knows(text[position:end])
    return _found(text, position, end, known, sure=sure)


def _end_of_name(text: str, position: int, end: int) -> int:
    """`end` without a full stop and `'ll`; 0 for what says whose something is, `Dana's`, and for `I'll`."""
    if text[end - 1] == "." and not _LETTER_LAST.search(text[position:end]):
        end -= 1
    if text[end - 2 : end] in ("'s", "’s"):
        return 0
    if text[end - 3 : end] in ("'ll", "’ll"):
        end -= len("'ll")
        return 0 if text[position:end].casefold() in grammar.NOT_NAMES else end
    return end


_WORDS = later(r"\S+")
_LETTER_LAST = later(r"(?:^|[\s.])\w\.$")
_ENDS_SENTENCE = later(r"(?!(?:Mrs|Prof|Mme|Mlle|Hon|Rev|Messrs|Sra|Ing|Gov|Sen|Gen|Capt)\.)[^\W\d_][\w'’-]{2,}\.")
"""A word that a full stop follows, which is no initial, `J.`, `Th.`, nor a title."""
_ENDS_NAME = later(r"\s*(?:[\])}:;,&+/]|$|(?:to|and|will)\s)")


def _is_initial(name: re.Match[str], word: re.Match[str], count: int) -> bool:
    """`Dana A`: the letter of a family name, which stands last, though `A` and `I` are words too."""
    first = name.string[name.start() : name.start() + word.start()].strip()
    return (
        count == 2
        and len(word[0]) == 1
        and first.istitle()
        and len(first) > 2
        and _ENDS_NAME.match(name.string, name.start() + word.end()) is not None
    )


def _known_lower(word: str, known: Directory) -> bool:
    return known.knows(word) and word not in grammar.NOT_NAMES and word not in grammar.VERBS


_IMPERATIVES = grammar.VERBS - grammar.VERBS_THAT_ARE_NAMES


_NUMBERED = later(r"\d")


_WORD_OR_NAME = later(r"(?:April|May|June|August|Will)\s+(?:to|will|should)\s+(?P<verb>[a-z]+)(?![\w-])")


def _takes_task(text: str, position: int) -> bool:
    """`April to write it`, `Will to write it`: an everyday word that a verb shows to be somebody's name."""
    task = _WORD_OR_NAME.match(text, position)
    return task is not None and task["verb"] in grammar.VERBS


def _can_be_name(word: str, known: Directory, *, first: bool) -> bool:
    folded = word.casefold()
    if known.knows(word) and not word.isdigit():
        return folded not in grammar.NOT_NAMES or word.isupper()
    if folded in grammar.NOT_NAMES or (first and folded in _IMPERATIVES):
        return False
    like_thing = folded.endswith(grammar.NOT_NAME_ENDINGS) and len(folded) > 5 and "-" not in folded
    a_thing = like_thing and folded not in grammar.NAMES_LIKE_THINGS
    return not a_thing and _NUMBERED.search(word) is None and not word.isdigit()


def _plausible_group(text: str, known: Directory) -> bool:
    """`UX team` and `maintainers`, but not `check the group` or a person called Lead."""
    words = text.split()
    heads = words[1:] if words[0].casefold() in ("the", "all", "our") else words
    if len(heads) == 1:
        return heads[0].islower() or heads[0].casefold() not in ("lead", "core", "crew") or len(words) > 1
    first = heads[0].casefold()
    a_body = _BODIES.fullmatch(heads[-1]) is not None
    return (
        not known.knows(heads[0])
        and (first not in grammar.VERBS or (first in _TRADES and a_body))
        and not (first.endswith("ing") and (first in _ADDRESSING or not a_body))
        and _FUNCTION_WORDS.isdisjoint(word.casefold() for word in heads)
    )


_FUNCTION_WORDS = frozenset(
    (
        "a an and as at be by for from if in is it no not of on or please she he so that the this to we what with you i"
    ).split()
)


def _found(text: str, start: int, end: int, known: Directory, *, sure: bool) -> Names:
    return Names((as_owner(text[start:end]),), start, end, sure or known.knows(text[start:end]))


_NEXT_LOGIN = later(r"\s+(?=@[A-Za-z0-9])")
_REMARK = later(r"\s?\((?P<inside>[^()]{0,80})\)")


def names_at(text: str, position: int, known: Directory) -> Names | None:
    """The list of names that begins at `position`, remarks in brackets passed over; None where there is none."""
    first = name_at(text, position, known)
    if first is None:
        return None
    owners, end, sure = list(first.owners), first.end, first.known
    while len(owners) < _MOST_NAMES:
        remark = _REMARK.match(text, end)
        join = _JOIN.match(text, remark.end() if remark else end)
        if join is None and text[position] == "@":
            join = _NEXT_LOGIN.match(text, end)
        if join is None:
            break
        another = name_at(text, join.end(), known) or _login_at(text, join.end(), known)
        if another is None or ("," in join[0] and not another.known and not sure and _is_clause(text, another.end)):
            break
        owners.extend(another.owners)
        end, sure = another.end, sure and another.known
    return Names(tuple(dict.fromkeys(owners)), position, end, sure)


_WORD = later(r"[a-z][\w-]*")
_COMMON = grammar.NOT_NAMES | grammar.VERBS | grammar.NOT_A_LOGIN


def _login_at(text: str, position: int, known: Directory) -> Names | None:
    """`Dana and lee`: beside another name, a word in small letters that the note writes as a login elsewhere."""
    word = _WORD.match(text, position, position + _LONGEST)
    if word is None or not known.is_login(word[0]) or word[0] in _COMMON:
        return None
    return _found(text, position, word.end(), known, sure=False)


_CLAUSE = later(r"\s+[a-z]")


def _is_clause(text: str, position: int) -> bool:
    return _CLAUSE.match(text, position) is not None and not re.match(
        r"\s+(?:to|will|and)\b", text[position : position + 6]
    )


_EDGE = " \t*_`:.,;-–—()[]{}<>#|~"


def trimmed(text: str) -> str:
    """`text` without punctuation and markup around it; the full stop of an initial, `Dana R.`, stays."""
    end = len(text.rstrip(_EDGE))
    bare = text[:end].lstrip(_EDGE)
    if text[end : end + 1] == "_" and not text[: text.find(bare)].strip(" @"):
        return f"{bare}_"
    return bare + "." if text[end : end + 1] == "." and _INITIAL_LAST.search(bare) else bare


_INITIAL_LAST = later(rf"[\s.]{UPPER}$")


def only_names(text: str, known: Directory) -> tuple[str, ...]:
    """The owners where `text` is nothing but names, brackets and punctuation; else ()."""
    if len(text) > _LONGEST:
        return ()
    bare = trimmed(text)
    if not bare:
        return ()
    bare += ")" if bare.rfind("(") > bare.rfind(")") else ""  # `Dana (Acme)` keeps its bracket
    found = names_at(bare, 0, known)
    if found is None:
        return ()
    rest = _REMARK.sub("", bare[found.end :]).strip(_EDGE)
    return found.owners if not rest else ()

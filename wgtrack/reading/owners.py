"""Who is to do it: the owners that an action's words name, and those words without them.

Forms, from the surest to the vaguest: what the marker names (`TODO(dana)`), `Dana:` and `Dana to …` at the
start, the same behind a lead-in (`After the call: Dana to …`), `(Dana)` or `→ Dana` at the end, `need … from
Dana`. A speaker, a parent or a heading gives an owner only where the words name none.
"""

from __future__ import annotations

import re
from dataclasses import replace

from wgtrack.reading import grammar
from wgtrack.reading.chat import nick_of
from wgtrack.reading.directory import Directory
from wgtrack.reading.later import later
from wgtrack.reading.names import Names, is_collective, name_at, names_at, only_names, trimmed
from wgtrack.reading.owner_endings import names_then_when, signed_in_bold, trailing_owners
from wgtrack.reading.owner_openings import (
    login_behind_verb,
    opening_everybody,
    opening_group,
    opening_login,
    opening_nickname,
)
from wgtrack.reading.owner_verbs import bare_verb, second_owner
from wgtrack.reading.owner_words import Owned, begins_with_verb, in_company, is_nobody, is_task, like_first_name

_WINDOW = 600
"""How many characters of an action are searched for its owners."""

_LABEL = later(r"\s*\??(?:\((?P<remark>[^()]{0,60})\)\s*)?(?::(?!//)|：|[-–—]{1,3}(?=\s)|—|=>|->|→|[;|](?=\s))\s*")
_COMMA = later(r"\s*,\s+(?=\S)")
_PREFIX = later(
    r"[^\w@#\[({<\"'“«&$]*"
    r"(?:(?:\[?#\d{1,6}\]?|\d{1,6}(?=\s*[:–—])|[\w-]{1,40}(?:/[\w.-]{1,60})?#\d{1,6}|"
    r"[\[(]?\d{4}(?P<slash>[-/.])\d\d(?P=slash)\d\d[\])]?)[\s*_:,–—-]+){0,3}"
)
"""Bullets, numbers of issues and dates before a task."""
DECORATION = later(_PREFIX.pattern + r"(?:\[[ xX-]?\]\s*)?[\s*_>•·\-–—:,.→\[{☐☑✅✔(]*")
"""What may stand before the first word of a task."""
_OWNER_LABEL = later(
    r"(?:owners?|assignees?|assigned\s+to|responsible|lead|who|action\s+on|on|for)\s*[:=]?\s+(?=[\w@])", re.IGNORECASE
)
_CLAUSE_START = later(r"(?:(?:[.;:!?,…)\]–—]|[\w\s]--?|->|→|\band|\bthen|\bso|\bbut)\s+[*\"“(\[]*|\s[(\[])(?=\S)")
_LABELLED_ANYWHERE = later(
    r"(?:\b(?:owners?|assignees?|assigned\s+to|responsible|action\s+on)\s*[:=]\s*|\[on\s+)(?=\S)", re.IGNORECASE
)
_FROM = grammar.spaced(
    r"\b(?:needs?|require|await\w*|waiting for|waiting on|pending|blocked on) (?P<what>(?:[\w'’/-]+ "
    r"){0,8}?(?:from|on|for) )?"
)
_AMONG = grammar.spaced(
    r"\b(?:sync[- ]?up|call|meeting|chat|talk|conversation|discussion|sync|session)s? (?:among|between|with all of) "
)
_PLEASE = later(r"\s*,?\s*(?:please|pls|could you|can you|let['’]s)\b", re.IGNORECASE)
_MOST_CLAUSES = 24
_NEAR = 40
_WORKING_ON = later(r"\s+(?:is|are)\s+(?:now\s+)?(?:working\s+on|handling|doing|taking|looking\s+(?:into|at))\b")
_WHEN = later(
    r"(?:on|after|before|once|by|in|at|next|when|for|during|until)\b[^,:–—]{0,60}(?:[,:–—]|--?)$", re.IGNORECASE
)


def find_owners(text: str, known: Directory, title: str = "", signature: str = "") -> Owned:
    """The owners that an action's own words name; `()` and the words unchanged where they name nobody.

    `title` is the text of a link that ends the words: what stands behind a dash in it is no signature. `signature` are
    words in bold or italics that end them.
    """
    start = DECORATION.match(text).end()  # type: ignore[union-attr]
    body = _past_number(text[start:], known)
    if owners := bracketed_owners(text, known):
        bracket = _BRACKETED.match(text, _PREFIX.match(text).end())  # type: ignore[union-attr]
        rest = text[bracket.end() :] if bracket else text
        return Owned(*_past_repeat(owners, rest, known))
    for form in (
        _from_need,
        _leading,
        opening_group,
        _past_time,
        opening_everybody,
        opening_login,
        login_behind_verb,
        opening_nickname,
        bare_verb,
        _behind_lead_in,
        trailing_owners,
        _from_somebody,
    ):
        found = form(body, known)
        if found is not None and title and form is trailing_owners and _from_title(found, body, title, known):
            continue
        if found is not None:
            return _whole(_past_topic(found, body, known), text[:start])
    return _whole(signed_in_bold(body, signature, known) or Owned((), body), text[:start])


def _whole(found: Owned, before: str) -> Owned:
    """`[web] Mend it (Dana)`: the words with the bracket that they open with, which is passed over for a name."""
    closer = {"[": "]", "(": ")"}.get(before[-1:], "")
    alone = closer and closer in found.text and before[-1] not in found.text.partition(closer)[0]
    return replace(found, text=before[-1] + found.text) if alone else found


def _from_title(found: Owned, body: str, title: str, known: Directory) -> bool:
    """True where the `title` of a link at the end, `Board - Miro`, rather than the task names those found."""
    bare = body.rstrip(" .!)")
    return (
        bare.endswith(title) and not all(map(known.knows, found.owners)) and trailing_owners(title, known) is not None
    )


_OWN_NUMBER = later(
    r"[\[(]?(?:\d{1,4}(?:\.\d{1,3}){1,3}(?![\w.])|(?:AI|AP|A|ACTION|Action|TASK|Task)-?\d{1,5}\b)[\s*_:.,\])–—-]+(?=\S)"
)


def _past_number(body: str, known: Directory) -> str:
    """`65.1 Dana to …`, `AI-12 Dana: …`: the words behind the group's own number where somebody follows it."""
    number = _OWN_NUMBER.match(body)
    rest = body[number.end() :] if number and names_at(body, number.end(), known) else body
    return _BOTH.sub("", rest, count=1)


_TOPIC = later(r"[^\W\d_][\w'’-]*\s?:\s")


def _past_topic(found: Owned, body: str, known: Directory) -> Owned:
    """`Depot: mend it (Dana)`: a word that nobody is known by, before a task that names somebody known at its end."""
    sure = all(known.knows(owner) or is_collective(owner) for owner in found.owners)
    if sure or not _TOPIC.match(body) or not body.rstrip(" .").endswith((")", "]")):
        return found
    ending = trailing_owners(body, known)
    return ending if ending and all(map(known.knows, ending.owners)) else found


_BOTH = later(r"\ABoth\s+(?=[^\W\d_a-z@]|@)")
_INITIALS = later(r"[A-Z]{2,4}(?:\s?[/,&+]\s?[A-Z]{2,4}){1,5}")
_BRACKETED = later(r"[\s*_>•·–—-]*(?:\((?P<round>[^()\n]{1,60})\)|\[(?P<square>[^\[\]\n]{1,60})\]):?\s+(?=\S)")


def bracketed_owners(text: str, known: Directory) -> tuple[str, ...]:
    """`(DR) write it`, `[Dana, Lee] write it`, `(Dana?) write it`: whom a bracket before a task names."""
    start = _PREFIX.match(text)
    bracket = _BRACKETED.match(text, start.end() if start else 0)
    if bracket is None:
        return ()
    inside = (bracket["round"] or bracket["square"]).strip(" ?")
    if _INITIALS.fullmatch(inside):
        return tuple(re.findall(r"[A-Z]+", inside))
    owners = only_names(inside, known) or names_then_when(inside, known)
    if owners:
        return () if owners == (inside,) and len(inside) == 1 else owners
    lone = re.fullmatch(r"[a-z][\w-]{2,38}", inside)
    common = lone and (inside in grammar.NOT_NAMES or inside in grammar.VERBS or inside in grammar.NOT_A_LOGIN)
    return (inside,) if lone and bracket["round"] and not common else ()


def _from_need(body: str, known: Directory) -> Owned | None:
    """`Dana needs figures from Lee`: Lee owns it."""
    need = re.match(r"[^.;:(\[]{0,60}?\bneeds?\s[^.;:]{1,80}?\sfrom\s+(?=\S)", body[:_WINDOW])
    names = names_at(body, need.end(), known) if need else None
    return Owned(names.owners, body) if names is not None and names.known else None


_LONE = later(grammar.LONE_LOGIN)
_LONGEST_LOGIN = 40
_PRIORITY = later(r"[Pp][0-5]")


def hinted_owners(hint: str, known: Directory) -> tuple[str, ...]:
    """The owners that a marker's bracket, a cell or a lead names; a lone word there is a login."""
    bare = trimmed(hint)
    lead = _OWNER_LABEL.match(bare)
    bare = bare[lead.end() :] if lead else bare
    owners = only_names(bare, known)
    if owners:
        return owners
    lone = _LONE.fullmatch(bare) if len(bare) <= _LONGEST_LOGIN else None
    login = lone[0].lstrip("@") if lone else ""
    taken = login.casefold() in grammar.NOT_NAMES or login.isdigit() or _PRIORITY.fullmatch(login) is not None
    return (login,) if login and not taken else ()


def speaker(lead: str, known: Directory) -> tuple[str, ...]:
    """The speaker of the talk before a marker, `Lee: …`, `… is fine. Lee:`; () where it opens with no name."""
    if nick := nick_of(lead):
        return (nick,)
    return _speaks_last(lead, known) or _speaks_first(lead, known)


_SENTENCE = later(r"[.!?;]\s+(?=[^.!?;]{1,60}$)")


def _speaks_last(lead: str, known: Directory) -> tuple[str, ...]:
    """Who is to be heard right behind `lead`: `… that is fine. Lee:`."""
    last = _SENTENCE.search(lead.rstrip())
    said = lead[last.end() :].strip(" *_") if last else ""
    owners = only_names(said, known)
    return owners if said.endswith((":", "：")) or all(map(known.knows, owners)) else ()


def _speaks_first(lead: str, known: Directory) -> tuple[str, ...]:
    body = lead[DECORATION.match(lead).end() :]  # type: ignore[union-attr]
    names = names_at(body, 0, known)
    if names is None:
        return ()
    behind = body[names.end :].strip(" *_")
    if (
        not behind.rstrip(",")
        or behind.startswith((":", "：", "=>", "->", "→"))
        or (names.known and re.match(r"[-–—(\[]", behind))
    ):
        return names.owners
    return ()


def _leading(body: str, known: Directory) -> Owned | None:
    """`Dana: …`, `Dana & Lee to …`, `@dana, please …`, `Dana - …` at the start."""
    lead = _OWNER_LABEL.match(body)
    begin = (
        lead.end()
        if lead and names_at(body, lead.end(), known) and ":" in body[lead.start() : lead.end() + _NEAR]
        else 0
    )
    names = names_at(body, begin, known)
    if names is None:
        return None
    tail = re.match(r"[\s*_\])]*", body[names.end :])
    end = names.end + (tail.end() if tail and tail[0].strip() else 0)
    task = is_task(body, end)
    if task and not names.known and (is_nobody(names.owners, task) or _is_thing(names, known)):
        return None
    if task:
        owners = tuple(dict.fromkeys((*names.owners, *second_owner(body[end:], known))))
        short = task["to"] or body.startswith(("'ll", "’ll"), end)
        return Owned(owners, body[task.start("verb") :] if short else body[end:].lstrip())
    return (
        _labelled(body, names, end, known)
        or _addressed(body, names, end, known, sure=bool(begin))
        or _of_participant(body, names, end, known)
    )


def _is_thing(names: Names, known: Directory) -> bool:
    return len(names.owners) == 1 and known.is_thing(names.owners[0])


_TIME_LEAD = later(
    r"(?:(?:for|by|before|until|till|at|on|in|after|during)\s(?:the\s)?)?(?:(?:next|coming|this|following)\s(?:session|"
    r"meeting|call|week|time|month|sprint|sync)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow)\s*:\s+(?=\S)",
    re.IGNORECASE,
)


def _past_time(body: str, known: Directory) -> Owned | None:
    """`For next session: Dana - write it`: a time, set before whose task it is."""
    lead = _TIME_LEAD.match(body)
    return _leading(body[lead.end() :], known) if lead else None


def _of_participant(body: str, names: Names, end: int, known: Directory) -> Owned | None:
    """`dana42 writes …`, in whatever language: somebody's login at the start, which is no other word."""
    followed = _NEXT_WORD.match(body, end) is not None
    if followed and names.known and all(owner.islower() and known.was_there(owner) for owner in names.owners):
        return Owned(names.owners, body[end:].lstrip())
    return None


_NEXT_WORD = later(r"\s+[^\W\d_]")


def _labelled(body: str, names: Names, end: int, known: Directory) -> Owned | None:
    """`Dana: …` and, where it is clear that it is a name, `Dana - …`."""
    label = _LABEL.match(body, end)
    if (
        label is None
        and (stop := _FULL_STOP.match(body, end))
        and (names.known or any(" " in one for one in names.owners))
    ):
        return Owned(names.owners, body[stop.end() :]) if stop["verb"].lower() in grammar.VERBS else None
    if label is None or not body[label.end() :].strip():
        return None
    dash = label[0].strip()[-1:] not in (":", "：", "→", ">")
    helped = bool(only_names((label["remark"] or "").removeprefix("with "), known))
    clear = names.known or len(names.owners) > 1 or end != names.end or helped or _is_full_name(names.owners[0])
    if dash and not clear and not _task_of_one(names.owners[0], body[label.end() :], known):
        return None
    return Owned(*_past_repeat(names.owners, body[label.end() :], known))


_FULL_STOP = later(r"\.\s+(?=(?P<verb>[A-Z][a-z]+)\s)")
"""`Dana Reyes. Call the printer`: names that a full stop sets apart from a task."""
_TO_DO = later(r"to\s+(?!be\b)[a-z]")


def _task_of_one(owner: str, task: str, known: Directory) -> bool:
    """`Dana - write …`, `Dana - to write …`: a lone word before a dash and a verb in lower case."""
    return like_first_name(owner, known) and (begins_with_verb(task) or _TO_DO.match(task) is not None)


def _addressed(body: str, names: Names, end: int, known: Directory, *, sure: bool) -> Owned | None:
    """`Dana, please …` and `@dana write it`."""
    comma = _COMMA.match(body, end)
    asked = _PLEASE.match(body, end) is not None
    alike = names.known or (asked and all(like_first_name(owner, known) for owner in names.owners))
    if alike and (comma or asked):
        rest = body[comma.end() if comma else end :].lstrip(" ,")
        if not _is_list_of_names(rest, known):
            return Owned(names.owners, rest)
    if body.lstrip().startswith("@") or sure:
        return Owned(names.owners, body[end:].lstrip(" ,:;-–—"))
    return None


def _is_full_name(written: str) -> bool:
    """Two or three capitalised words: `Dana Reyes - …`."""
    return 2 <= len(written.split()) <= 3


def _is_list_of_names(text: str, known: Directory) -> bool:
    return bool(only_names(text, known))


def _past_repeat(owners: tuple[str, ...], rest: str, known: Directory) -> tuple[tuple[str, ...], str]:
    """`Dana: to invite …` and `Dana: Dana to invite …` without the repeated part."""
    if match := re.match(r"\s*(?:to|will|should|please)\s+(?=[a-z])", rest):
        return owners, rest[match.end() :]
    again = names_at(rest, 0, known)
    if again is not None and (task := is_task(rest, again.end)):
        return again.owners, rest[task.start("verb") :]
    return owners, rest


def _behind_lead_in(body: str, known: Directory) -> Owned | None:
    """`After the call: Dana to …`, `Budget -- Dana should …`, `On Monday, Dana and Lee triage …`."""
    near = body[:_WINDOW]
    for count, clause in enumerate(_CLAUSE_START.finditer(near)):
        if count >= _MOST_CLAUSES:
            break
        names = names_at(near, clause.end(), known)
        if names is None:
            continue
        before = near[: clause.end()].rstrip(' *"“([')
        if task := is_task(near, names.end):
            someone = not is_nobody(names.owners, task) and not known.is_thing(names.owners[0])
            named = names.known or (task["verb"] in grammar.VERBS and someone)
            if named and not _asked(before) and not in_company(near[: clause.end()], names.owners):
                second = second_owner(near[names.end :], known) if names.known else ()
                return Owned(tuple(dict.fromkeys((*names.owners, *second))), body)
        elif names.known and (
            _WORKING_ON.match(near, names.end) or (_WHEN.match(before) and bare_verb(near[clause.end() :], known))
        ):
            return Owned(names.owners, body)
    return None


def _asked(before: str) -> bool:
    """True where the name that follows is asked rather than owning: `ask Dana, …`."""
    return (
        re.search(
            r"\b(?:ask|asks|asked|ping|remind|tell|told|with|if|that|whether|see|when|once)\W*$", before, re.IGNORECASE
        )
        is not None
    )


def _from_somebody(body: str, known: Directory) -> Owned | None:
    """`Need figures from Dana`, `waiting on Dana to …`, `sync-up among Ann, Bob and Cleo`."""
    near = body[:_WINDOW]
    for label in list(_LABELLED_ANYWHERE.finditer(near))[:2]:
        if (names := names_at(near, label.end(), known)) is not None:
            return Owned(names.owners, body)
    among = _AMONG.search(near)
    if among and (names := names_at(near, among.end(), known)) and len(names.owners) > 1:
        return Owned(names.owners, body)
    for match in list(_FROM.finditer(near))[:6]:
        names = name_at(near, match.end(), known)
        waiting = match[0].casefold().startswith(("wait", "await", "pending", "blocked"))
        if names is not None and (is_task(near, names.end) or (names.known and (match["what"] or waiting))):
            return Owned(names.owners, body)
    return None

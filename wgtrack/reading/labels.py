"""Headings and lead-ins by their words alone: does this line name a list of actions, and whose?"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache, partial

from wgtrack.reading import grammar
from wgtrack.reading.directory import Directory
from wgtrack.reading.later import later
from wgtrack.reading.names import is_collective, only_names
from wgtrack.reading.owner_words import like_first_name

LONGEST_LABEL = 120
"""Characters: more is a sentence."""
_FEW = 3
"""Words before a dash that still name something rather than tell it."""
EDGE = " \t\n*_:.?!#-–—>()[]\"“”'`|~"
"""What may stand around a label's words."""

_EMOJI = later(r":[a-z0-9_+-]{2,40}:")
_KEYCAP = later(r"\d\ufe0f?\u20e3")
_OUTSIDE = later(r"[^\w(\[]*")
_ATTRIBUTES = later(r"\s*\{[#.:][^{}]{0,80}\}\s*$")
"""`{#actions}`, behind a heading: its anchor, for other programs."""
_BRACKETS = later(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]")
_NUMBERING = later(
    r"(?:(?:(?i:TOP|tagesordnungspunkt|punkt|(?:agenda ?)?punt|(?:agenda )?item|topic|point|punto|ponto|section|part|"
    r"sak)\s?|§\s?)?\d{1,3}(?:\.\d{1,3}){0,4}\s?[.):–—-]?|[A-Za-z][.)]|[ivxIVX]{1,5}[.)])\s+"
)
_NOT_LABEL = later(r"[.;!?] \S|https?:")
_SPEECH = later(r"[^:]{1,40}:\s+\S")
_ENDS_IN_LABEL = later(r".{1,60}\s(?:TO-?DOs?|(?i:action items?|next steps?|actions?))\s*[:：]\s*")
_LAST_PART = later(r"(?P<head>[^:\n]{1,80}?)(?P<link>:|\s-{1,2}|\s?[–—])\s*(?P<label>[^:–—\n]{2,40})")
_SHARED = later(
    (
        r"(?:[\w'’-]+\s+){0,3}[\w'’-]+\s*(?:/|&|\+|,|\band\b|\bund\b|\bet\b|\by\b)\s*(?:to-?dos?|action items?|"
        r"actions|next steps?)"
    ),
    re.IGNORECASE,
)
"""A heading that actions share with something else, such as talk or decisions."""
_BEFORE = rf"(?>(?:{grammar.opened_up(grammar.SECTION_WORDS_BEFORE)})\s+){{0,8}}"
_AFTER = rf"(?:\s+(?:{grammar.opened_up(grammar.SECTION_WORDS_AFTER)})(?!\S))*+"
"""Atomic and possessive: a word that stands in a table twice must not double the ways to read a heading."""
_TAIL = r"\s*,?\s+(?P<link>{links})\s+(?P<tail>[^\s:]+(?:\s+[^\s:]+){{0,7}})"
_TAILED = later(rf"{_BEFORE}(?:{grammar.TAILED_SECTIONS})" + _TAIL.format(links=grammar.LINKS), re.IGNORECASE)
_TIMED = later(rf"{_BEFORE}(?:{grammar.TIMED_SECTIONS})" + _TAIL.format(links=grammar.TIME_LINKS), re.IGNORECASE)
_POSSESSIVE = later(r"(?P<name>[^\W\d_][\w .-]{0,30})['’]s?\s+[\w ]{2,30}")


class Strength(Enum):
    """How surely what stands in a place is an action."""

    NONE = 0
    WEAK = 1
    """Below `Follow-ups`: only what names who does what."""
    FIRM = 2


@lru_cache(maxsize=16)
def _label_pattern(extra: tuple[str, ...]) -> re.Pattern[str]:
    core = grammar.any_of((*grammar.SECTIONS, *(grammar.literally(one.casefold()) for one in extra)))
    return re.compile(rf"{_BEFORE}{core}{_AFTER}")


_WEAK = later(rf"{_BEFORE}{grammar.opened_up(grammar.WEAK_SECTIONS)}{_AFTER}")
_SLASH = later(r"(?<=[^\W\d_]{3})/(?=[^\W\d_]{2})")
_PLURAL = later(r"(?<=\b(?:ai|ap))['’]s\b|(?<=todo)['’]s\b|(?<=to-do)['’]s\b|(?<=item)['’]s\b", re.IGNORECASE)
"""`AI's`, as some write the plural."""
_FIRM_WORD = later(r"\b(?:to[ -]?dos?|actions?|tasks?|next steps)\b")
"""With one of these, `Follow-up actions` are as sure as any."""


@lru_cache(maxsize=4096)
def label_strength(text: str, extra: tuple[str, ...] = ()) -> Strength:
    """Whether `text`, a heading or lead-in, names a list of actions."""
    if len(text) > LONGEST_LABEL:
        return Strength.NONE
    label = _bare(text)
    if "/" in label:
        label = _SLASH.sub(" / ", label)
    if "'" in label or "’" in label:
        label = _PLURAL.sub("s", label)
    label = " ".join(re.sub(r"[,:?*_]|\s[-–—]+\s", " ", label).split()).strip(EDGE).casefold()
    if not label or not _label_pattern(extra).fullmatch(label):
        return Strength.NONE
    return Strength.WEAK if _WEAK.fullmatch(label) and not _FIRM_WORD.search(label) else Strength.FIRM


def line_strength(text: str, known: Directory, extra: tuple[str, ...], *, leads: bool) -> Strength:
    """What a line is as a label; `leads` where it is set as one: a heading, or a lead-in with a list below it.

    Beside the known labels: `Website: action items`, `Action items from the chat`, `Discussion and actions`.
    """
    text = _BRACKETS.sub(" ", text).strip()
    bare = _bare(text)
    if _NOT_LABEL.search(bare):
        return Strength.NONE
    if len(text) <= LONGEST_LABEL and _ENDS_IN_LABEL.fullmatch(text) and not _speaks(text, known):
        return Strength.FIRM
    strength = label_strength(text, extra)
    if strength is Strength.NONE and leads and len(bare) <= LONGEST_LABEL and not text.endswith("?"):
        strength = _led(bare, extra)
    if strength is Strength.NONE and _SHARED.fullmatch(text.strip(EDGE)):
        return Strength.WEAK
    return strength


def _led(bare: str, extra: tuple[str, ...]) -> Strength:
    tailed = _TAILED.fullmatch(bare) or _TIMED.fullmatch(bare)
    if tailed:
        return Strength.FIRM
    last = _LAST_PART.fullmatch(bare)
    if last is None or not (last["link"] == ":" or last["label"][0].isupper() or len(last["head"].split()) <= _FEW):
        return Strength.NONE
    return label_strength(last["label"], extra)


def label_owners(text: str, known: Directory) -> tuple[str, ...]:
    """Whose the actions are that a label names: `Action items for Dana`, `Dana's TODOs`, `Next steps (Dana)`."""
    bare = _bare(text)
    if (behind := _BRACKET_BEHIND.search(text)) and (owners := only_names(behind[1], known)):
        return owners if all(map(partial(_may_own_list, known=known), owners)) else ()
    tailed = _TAILED.fullmatch(bare) or _TIMED.fullmatch(bare)
    if tailed:
        owners = only_names(tailed["tail"], known) if tailed["link"].casefold() in ("for", "by", "on") else ()
        decided = _NEXT_STEPS.match(bare) is not None and any(map(_DECIDES.search, owners))
        return () if decided else owners
    if whose := _POSSESSIVE.fullmatch(bare):
        return only_names(whose[1], known)
    last = _LAST_PART.fullmatch(bare)
    if last and (_TAILED.fullmatch(last["label"]) or _TIMED.fullmatch(last["label"])):
        return label_owners(last["label"], known)
    owners = only_names(last["head"], known) if last else ()
    return owners if all(known.knows(one) or is_collective(one) for one in owners) else ()


_NEXT_STEPS = later(r"(?:the\s)?(?:next\s)?steps\b", re.IGNORECASE)
_DECIDES = later(r"(?:board|committee|council|tsc|toc|tc)$")
"""Bodies whose next steps are what they decide on rather than what each does."""
_BRACKET_BEHIND = later(r"\w\s*\(([^()]{1,40})\)[\s*_:.]*$")


def _may_own_list(owner: str, known: Directory) -> bool:
    """True for whom a bracket behind a label means: somebody known, a group, or a first name, not `(Draft)`."""
    if known.knows(owner) or is_collective(owner):
        return True
    return like_first_name(owner, known) and owner.casefold() not in grammar.NOT_A_LOGIN | grammar.VERBS


def _bare(text: str) -> str:
    """A label without the brackets, emoji, number and punctuation in and around it."""
    label = _BRACKETS.sub(" ", text) if "(" in text or "[" in text else text
    label = _ATTRIBUTES.sub("", label) if label.endswith("}") else label
    label = _EMOJI.sub(" ", label) if label.count(":") > 1 else label
    label = _KEYCAP.sub(" ", label) if "\u20e3" in label else label
    label = _inside(label).strip(EDGE)
    return _inside(_NUMBERING.sub("", label, count=1)) if _NUMBERING.match(label) else label


def _inside(label: str) -> str:
    """A label from its first word or bracket to its last."""
    label = label[_OUTSIDE.match(label).end() :]  # type: ignore[union-attr]
    end = len(label)
    while end and not (label[end - 1].isalnum() or label[end - 1] in "_)]"):
        end -= 1
    return label[:end] if end else label


def _speaks(text: str, known: Directory) -> bool:
    return _SPEECH.match(text) is not None and bool(only_names(text.partition(":")[0], known))

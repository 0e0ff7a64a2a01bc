"""An agenda written anew over one that people have edited: their lines and ticks stay, ours are replaced.

What people wrote stands below the line of ours that it stood below. A line of an item that they ticked or changed
stands for that item in the new agenda too, and a heading of theirs opens a part that stays at the end of its section.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wgtrack.publish import agenda_lines as known
from wgtrack.publish.agenda_lines import Name, Role
from wgtrack.publish.edited import Edited, read_edited
from wgtrack.reading.agendas import AgendaMarker, Written, find_marker, marker_line
from wgtrack.reading.written import digests_line, line_digest, read_digests, split_lines

_NEAR = 50
"""How many lines of people are looked at to find the one that replaced a line of ours."""
_LONGEST = 300
"""Characters of two lines that are compared."""
_ALIKE = 0.6
"""Likeness from which on a line of people is one of ours that they changed."""
_START = -1
"""The place before the first line of the new agenda."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The new text of the file."""

    text: str
    unplaced: tuple[str, ...] = ()
    """People's lines whose place is gone; they stand at the end now."""
    has_own: bool = False
    """True where people wrote anything at all into the file."""


def first_version(body: str, marker: AgendaMarker) -> str:
    """The agenda `body` as it is written into a new file; `marker` says what its lines hold."""
    lines = split_lines(body)
    return _whole(lines, [line_digest(line) for line in lines if line.strip()], marker)


def is_ours(there: str) -> bool:
    """True for a file that can be written over: an agenda that says which of its lines are ours."""
    return find_marker(there) is not None and read_digests(split_lines(there)) is not None


def merge(there: str, body: str, marker: AgendaMarker) -> Merged:
    """The agenda `body` over the text `there` of a file, which `is_ours`; `marker` says what the lines of `body` hold.

    Every line of `there` that is not ours is in the result, whole and once; those of one place stay in their order.
    """
    old = find_marker(there)
    new = _New(split_lines(body), read_edited(there), old.lines if old else {})
    text = _whole(new.lines(), new.digests(), AgendaMarker(marker.date, new.written(marker.lines)))
    return Merged(
        text.replace("\n", "\r\n") if "\r\n" in there else text,
        tuple(line for part in new.lost for line in part.lines if line.strip()),
        any(line.strip() for line, ours in zip(new.edited.lines, new.edited.ours, strict=True) if not ours),
    )


def _whole(lines: Iterable[str], digests: Iterable[bytes], marker: AgendaMarker) -> str:
    body = "\n".join(lines).rstrip("\n")
    return f"{body}\n\n{digests_line(digests)}\n{marker_line(marker)}\n"


@dataclass(slots=True)
class _Part:
    """Lines of people that stand together, with the empty lines before and among them."""

    place: Name | None
    """The line of ours that they stand below; None before the first one."""
    about: Name | None = None
    """The item that the first of them bears the key of."""
    opens: bool = False
    """True where they open with a heading: they stand at the end of the section `place`."""
    lines: list[str] = field(default_factory=list)
    gap: bool = False
    """True where an empty line stood behind them."""


class _New:
    """The new agenda, line by line, and where people's lines go in it."""

    def __init__(self, fresh: list[str], edited: Edited, old: Mapping[str, Written]) -> None:
        self._fresh, self.edited, self._old = fresh, edited, old
        self._names = list(known.names(fresh))
        self._index = {name: at for at, name in enumerate(self._names) if name}
        self._instead: dict[int, str] = {}
        """Lines of the new agenda in whose place one of people's stands."""
        self._hidden: set[int] = set()
        """Lines of the new agenda that are left out: people put the item into a part of their own."""
        self._placed: dict[int, int] = {}
        """People's lines that stand for one of ours -> which one."""
        self._kept: set[str] = set()
        """Items whose line is a person's."""
        self._ends = self._section_ends()
        self._place_texts()
        self._place_items()
        self._parts: dict[int, list[_Part]] = defaultdict(list)
        self.lost: list[_Part] = []
        for part in self._people_s_parts():
            at = self._place_of(part)
            (self.lost if at is None else self._parts[at]).append(part)

    def _place_items(self) -> None:
        """Find the lines of people that stand for an item, or for one of its boxes: those with a box first."""
        apart = self._apart()
        mine = {name for name, ours in zip(self.edited.names, self.edited.ours, strict=True) if ours}
        candidates = [i for i, name in enumerate(self.edited.names) if name and not self.edited.ours[i]]
        for box_wanted in (True, False):
            for i in candidates:
                name, line = self.edited.names[i], self.edited.lines[i]
                at = self._index.get(name) if name and name not in mine else None
                taken = at is None or at in self._instead or at in self._hidden
                if name is None or at is None or taken or known.is_box(line) is not box_wanted:
                    continue
                if known.is_box(self._fresh[at]) and not box_wanted:
                    continue  # A task's box is never taken from the agenda.
                if name.role is Role.ITEM:
                    self._kept.add(name.about)
                if apart[i]:
                    self._hide(at)
                else:
                    self._instead[at], self._placed[i] = line, at

    def _apart(self) -> list[bool]:
        """For each line, whether a heading that people added is nearer above it than a line of ours."""
        apart = []
        below = False
        for i, line in enumerate(self.edited.lines):
            if i in self._placed or (self.edited.ours[i] and line.strip()):
                below = False
            below = below or (self.edited.opens[i] and i not in self._placed)
            apart.append(below)
        return apart

    def _hide(self, at: int) -> None:
        """Leave out the line `at`, and with an item what stands below it."""
        self._hidden.add(at)
        if (name := self._names[at]) and name.role is Role.ITEM:
            for follower in range(at + 1, len(self._fresh)):
                other = self._names[follower]
                if other is None or other.about != name.about:
                    break
                if follower not in self._instead:
                    self._hidden.add(follower)

    def _place_texts(self) -> None:
        """Find the lines of people that were a heading of ours, or another line that stands below no item."""
        tried = set()
        for digest, first, last in self.edited.replaced():
            at = self._index.get(Name(Role.TEXT, digest.hex(), 1))
            if at is None or at in tried:
                continue
            tried.add(at)
            near = [i for i in range(first, min(last, first + _NEAR)) if self._may_replace(i)]
            alike = [(_likeness(self._fresh[at], self.edited.lines[i]), -i) for i in near]
            best, place = max(alike, default=(0.0, 0))
            if best >= _ALIKE:
                self._instead[at], self._placed[-place] = self.edited.lines[-place], at

    def _may_replace(self, i: int) -> bool:
        edited = self.edited
        return not edited.ours[i] and not edited.names[i] and i not in self._placed and bool(edited.lines[i].strip())

    def _people_s_parts(self) -> Iterator[_Part]:
        """The other lines of people, in their order."""
        place: Name | None = None
        section: Name | None = None
        part: _Part | None = None
        empty: list[str] = []
        for i, line in enumerate(self.edited.lines):
            if not line.strip():
                empty.append(line)
                continue
            at = self._placed.get(i)
            if self.edited.ours[i] or at is not None:
                if part:
                    part.gap = bool(empty)
                    yield part
                part, empty = None, []
                place = self.edited.names[i] if at is None else self._names[at]
                # A section that is no more gives its people's parts to the one before it.
                section = place if place in self._index and known.HEADING.match(line) else section
                continue
            if self.edited.opens[i] or part is None:
                if part:
                    yield part
                part = _Part(section, opens=True) if self.edited.opens[i] else _Part(place, self.edited.names[i])
            part.lines += [*empty, line]
            empty = []
        if part:
            yield part

    def _place_of(self, part: _Part) -> int | None:
        """The line of the new agenda that `part` comes behind; None where there is none any more."""
        if part.place is None:
            return _START
        if part.opens:
            return self._ends[self._index[part.place]]
        others = [
            Name(Role.ITEM, name.about) for name in (part.place, part.about) if name and name.role is not Role.TEXT
        ]
        return next((self._index[name] for name in (part.place, *others) if name in self._index), None)

    def _section_ends(self) -> dict[int, int]:
        """The last line, not empty, of each section, by that of its heading."""
        ends: dict[int, int] = {}
        heading = _START
        for at, line in enumerate(self._fresh):
            heading = at if known.HEADING.match(line) else heading
            if line.strip():
                ends[heading] = at
        return ends

    def lines(self) -> list[str]:
        """The lines of the file but for the markers."""
        out: list[str] = []
        for at in range(_START, len(self._fresh)):
            if at >= 0 and at not in self._hidden:
                line = self._instead.get(at, self._fresh[at])
                # Where an item was left out, the empty lines around it are one.
                if line.strip() or (out and out[-1].strip()):
                    out.append(line)
            parts = sorted(self._parts.get(at, ()), key=lambda part: part.opens)
            left = (self._fresh[i] for i in range(at + 1, len(self._fresh)) if i not in self._hidden)
            behind = next(left, "") if parts else ""
            for number, part in enumerate(parts, 1):
                _add(out, part.lines, apart=part.opens)
                following = parts[number].lines[0] if number < len(parts) else behind
                if following.strip() and (part.gap or part.opens):
                    out.append("")
        for part in self.lost:
            _add(out, part.lines, apart=True)
        return out

    def digests(self) -> Iterator[bytes]:
        """Of the lines that are ours. An item's line that people changed stays theirs, whatever it reads."""
        for at, (line, name) in enumerate(zip(self._fresh, self._names, strict=True)):
            is_theirs = at in self._hidden or (at in self._instead and name and name.role is not Role.TEXT)
            if name and not is_theirs:
                yield line_digest(line)

    def written(self, fresh: Mapping[str, Written]) -> dict[str, Written]:
        """What our lines hold, by key. Where a line is a person's, what it held before they changed it."""
        theirs = {
            name.about for name, ours in zip(self.edited.names, self.edited.ours, strict=True) if name and not ours
        }
        before = {key: self._old[key] for key in sorted(theirs) if key in self._old}
        kept = {key: before[key] for key in self._kept if key in before}
        return dict(fresh) | {key: before[key] for key in before if key not in fresh} | kept


def _add(out: list[str], lines: Sequence[str], *, apart: bool) -> None:
    """Add people's lines to `out`, with no more empty ones before them than they had; one at least where `apart`."""
    first = next(number for number, line in enumerate(lines) if line.strip())
    there = 0
    while there < len(out) and not out[-1 - there].strip():
        there += 1
    wanted = max(first, int(apart and bool(out)))
    out += [""] * (wanted - there)
    out += lines[first:]


def _likeness(ours: str, theirs: str) -> float:
    """How sure it is that people made the line `theirs` of `ours`, from 0 to 1."""
    if theirs.startswith(ours.rstrip()):
        return 1.0
    from rapidfuzz import fuzz  # noqa: PLC0415 -- where nobody wrote into an agenda yet there is nothing to compare

    alike = fuzz.ratio(ours[:_LONGEST], theirs[:_LONGEST]) / 100
    heading, other = known.HEADING.match(ours), known.HEADING.match(theirs)
    if heading and other and heading["level"] == other["level"]:
        return _ALIKE + (1 - _ALIKE) * alike  # A heading is given any other words.
    return 0.0 if heading or other else alike

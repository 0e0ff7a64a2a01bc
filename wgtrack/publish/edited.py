"""An agenda as people left it: which lines are ours, which are theirs, and what each stands for."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wgtrack.publish import agenda_lines as known
from wgtrack.publish.agenda_lines import Name
from wgtrack.reading.written import line_digest, read_digests, split_lines


@dataclass(frozen=True, slots=True)
class Edited:
    """The lines of the file without our markers; every list has an entry for each."""

    lines: Sequence[str]
    ours: Sequence[bool]
    """True for lines that we wrote and nobody changed, and for empty ones."""
    names: Sequence[Name | None]
    """Of our lines, what each is; of people's, the item that it may stand for."""
    opens: Sequence[bool]
    """True for a heading of people."""
    base: Sequence[bytes]
    """The digests of all lines that we wrote, in their order."""

    def replaced(self) -> Iterator[tuple[bytes, int, int]]:
        """For each line of ours that is gone: its digest, and from which line to before which it must have stood."""
        places: dict[bytes, deque[int]] = defaultdict(deque)
        for i, (line, ours) in enumerate(zip(self.lines, self.ours, strict=True)):
            if ours and line.strip():
                places[line_digest(line)].append(i)
        found = [places[digest].popleft() if places[digest] else None for digest in self.base]
        following = [len(self.lines)] * (len(found) + 1)
        for number in range(len(found) - 1, -1, -1):
            at = found[number]
            following[number] = following[number + 1] if at is None else at
        before = 0
        for number, at in enumerate(found):
            if at is not None:
                before = at + 1
            elif before < following[number]:
                yield self.base[number], before, following[number]


def read_edited(there: str) -> Edited:
    """The file's text `there`, line by line."""
    every = split_lines(there)
    base = read_digests(every) or []
    lines = [line for line in every if not known.is_marker(line)]
    left = Counter(base)
    ours = []
    for line in lines:
        digest = line_digest(line)
        ours.append(not line.strip() or left[digest] > 0)
        left[digest] -= 1
    opens, fenced = _own_headings(lines, ours)
    theirs = [
        None if one or hidden else known.item_on(line) for line, one, hidden in zip(lines, ours, fenced, strict=True)
    ]
    # What people made of an item's line still says whose the lines of ours below it are.
    told = [line if one or name else "" for line, one, name in zip(lines, ours, theirs, strict=True)]
    names = [name if one else item for name, one, item in zip(known.names(told), ours, theirs, strict=True)]
    return Edited(lines, ours, names, opens, base)


def _own_headings(lines: Sequence[str], ours: Sequence[bool]) -> tuple[list[bool], list[bool]]:
    """For each line, whether it is a heading of people, and whether it is in code of theirs."""
    opens, fenced = [], []
    fence = ""
    for line, one in zip(lines, ours, strict=True):
        if one and line.strip():
            fence = ""
        mark = None if one else known.FENCE.match(line)
        in_code = bool(fence or mark)
        if mark and not fence:
            fence = mark["fence"]
        elif mark and mark["fence"].startswith(fence):
            fence = ""
        opens.append(not one and not in_code and known.HEADING.match(line) is not None)
        fenced.append(in_code)
    return opens, fenced

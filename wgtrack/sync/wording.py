"""The texts that reach a tracker: words of the notes made harmless, and markers by which ours are known again.

Nothing that a note says may ping anybody, mention another issue, or be obeyed as markup. On GitHub a mention or
reference is looked for in the rendered text, after entities and escapes were resolved, so escaping alone does not
defuse them: an invisible sign between `@` and the name does.

The marker is an HTML comment: `<!-- wgtrack 1 {JSON} -->`, closed by `<!-- /wgtrack -->` after our text. What people
write before and after that stays theirs. Version 1 knows `meeting`, `items` and `said`; readers leave alone what
they do not know.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from wgtrack.tracking import Marker

VERSION = 1
TITLE_LENGTH = 256
"""Characters that GitHub allows in a title."""
BODY_LENGTH = 65_536
"""Characters that GitHub allows in a body or comment."""
BREAK = "\u200b"
"""Zero width space: parts a sign from what it would act on."""
_JOINERS = "\u200c\u200d"
"""Part of how words are written in many scripts, and of emoji."""

_ISSUE_ADDRESS = re.compile(
    r"https?://(?P<host>[A-Za-z0-9.:-]+)/(?P<repo>[A-Za-z0-9-]+/[A-Za-z0-9._-]+)/"
    r"(?P<sort>issues|pull|discussions)/(?P<number>[0-9]{1,9})(?![0-9])(?:[#?/][^\s<>()\[\]`\"|\\]*)?"
)
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:-]+(?:/[A-Za-z0-9./_=%~+,;:?&-]*[A-Za-z0-9/_=-])?")
_MARKUP = re.compile(r"[\\`*_\[\]<>&~|$!{}:^]")
_LEADING = re.compile(r"[0-9]{0,9}(?=[-+=.)])")
_ACTING = re.compile(r"[@#]|(?<![A-Za-z])(?:gh-(?=[0-9])|www(?=\.))", re.IGNORECASE)

_OPENING = re.compile(r"<!-- wgtrack [0-9]{1,4} ")
_END = " -->"
_IN_MARKER = re.compile(r"[-<>@#&]")
CLOSING = "<!-- /wgtrack -->"
_BOX = re.compile(r"^[ \t]*[-*+][ \t]+\[(?P<box>[ xX])\][ \t].*\((?P<key>[a-z2-9]{7})\)[ \t]*$", re.MULTILINE)


def plain(text: str) -> str:
    """`text` on one line, without controls, lone surrogates and signs that only steer how it is shown."""
    folded = " ".join(text.split())
    if folded.isprintable():
        return folded
    return "".join(sign for sign in folded if unicodedata.category(sign) not in ("Cc", "Cf", "Cs") or sign in _JOINERS)


def defuse(text: str) -> str:
    """`text` as markdown that shows these words and does nothing: no mention, reference, markup or HTML.

    The address of an issue is shown so that the issue is not told of it; other addresses stay addresses.
    """
    text = _ISSUE_ADDRESS.sub(_issue_words, plain(text))
    parts, end = [], 0
    for address in _ADDRESS.finditer(text):
        # In angle brackets all signs of an address mean themselves.
        parts += [_harmless(text[end : address.start()]), f"<{address[0]}>"]
        end = address.end()
    whole = "".join([*parts, _harmless(text[end:])])
    opens_list = _LEADING.match(whole)
    return f"{opens_list[0]}\\{whole[opens_list.end() :]}" if opens_list else whole


def _issue_words(found: re.Match[str]) -> str:
    if found["host"] in ("github.com", "www.github.com"):
        return f"{found['repo']}#{found['number']}"
    return f"{found['host']}/{found['repo']}/{found['sort']}/{found['number']}"


def _harmless(text: str) -> str:
    return _ACTING.sub(lambda found: found[0] + BREAK, _MARKUP.sub(r"\\\g<0>", text))


def cut(text: str, length: int = TITLE_LENGTH) -> str:
    """`text` in at most `length` characters, cut behind a word, with an ellipsis where anything is left out."""
    text = plain(text)
    if len(text) <= length:
        return text
    head = text[: length - 1]
    at_word = head.rpartition(" ")[0] if not text[length - 1].isspace() else head
    # A text whose words are longer than the space is cut inside one.
    return (at_word if len(at_word) > length // 2 else head).rstrip(" ,;:-") + "…"


def cut_lines(text: str, length: int) -> str:
    """`text` in at most `length` characters, cut behind a line, with how much is left out."""
    if len(text) <= length:
        return text
    left_out = "\n\n… cut here, {} characters are left out: there is no room for more.\n"
    head = text[: max(0, length - len(left_out) - 10)]
    head = head[: head.rfind("\n") + 1] or head
    return (head.rstrip() + left_out.format(len(text) - len(head.rstrip())))[: max(0, length)]


def digest(text: str) -> str:
    """A short digest of a text, line ends and blanks at their ends apart."""
    lines = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))
    return sha256(lines.encode("utf-8", "replace")).hexdigest()[:16]


def wrap(text: str, marker: Marker) -> str:
    """Our text between the marker and its end."""
    data = {"meeting": marker.meeting, "items": marker.items, "said": marker.said}
    written = json.dumps(data, ensure_ascii=True, separators=(",", ":"), default=list)
    # Inside a JSON string an escape says the same: so the comment can't be ended early, and nobody is pinged from it.
    written = _IN_MARKER.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
    return f"<!-- wgtrack {VERSION} {written} -->\n{text.strip()}\n{CLOSING}"


def marker_in(body: str) -> Marker | None:
    """The first marker in `body` that can be read; None where there is none."""
    for opening in _OPENING.finditer(body):
        end = body.find(_END, opening.end())
        if end < 0:
            return None
        try:
            marker = _marker(json.loads(body[opening.end() : end]))
        except (ValueError, RecursionError):
            continue
        if marker:
            return marker
    return None


def _marker(data: Any) -> Marker | None:
    if not isinstance(data, dict):
        return None
    items, said = data.get("items"), data.get("said", {})
    if not isinstance(items, dict) or not items or not isinstance(said, dict):
        return None
    keys = {str(key): tuple(map(str, others)) for key, others in items.items() if isinstance(others, list)}
    return Marker(str(data.get("meeting", "")), keys, {str(k): str(v) for k, v in said.items()}) if keys else None


def block_in(body: str) -> str | None:
    """Our text in `body`, without the marker; None where it stands there no more."""
    bounds = _bounds(body.replace("\r\n", "\n"))
    return bounds[1] if bounds else None


def _bounds(body: str) -> tuple[str, str, str] | None:
    """What stands before, in and behind our text."""
    opening = _OPENING.search(body)
    start = body.find(_END, opening.end()) if opening else -1
    end = body.find(CLOSING, start) if start >= 0 else -1
    if not opening or end < 0:
        return None
    return body[: opening.start()], body[start + len(_END) : end].strip("\n"), body[end + len(CLOSING) :]


def replace_block(body: str, block: str) -> str:
    """`body` with our text, marker and all, replaced by `block`; where it stands there no more, `body` itself."""
    body = body.replace("\r\n", "\n")
    bounds = _bounds(body)
    return bounds[0] + block + bounds[2] if bounds else body


def boxes_in(body: str) -> dict[str, bool]:
    """The task boxes of our text, by the key that ends their line: True for ticked."""
    return {found["key"]: found["box"] != " " for found in _BOX.finditer(block_in(body) or "")}


def without_ticks(text: str) -> str:
    """`text` with every box that has a key unticked: what it is apart from what people tick."""
    return _BOX.sub(lambda found: _ticked(found, ticked=False), text)


def with_boxes(text: str, boxes: Mapping[str, bool]) -> str:
    """`text` with the boxes of these keys ticked or not, and nothing else changed."""
    return _BOX.sub(lambda found: _ticked(found, ticked=boxes.get(found["key"], found["box"] != " ")), text)


def _ticked(found: re.Match[str], *, ticked: bool) -> str:
    if ticked is (found["box"] != " "):
        return found[0]
    place = found.start("box") - found.start()
    return f"{found[0][:place]}{'x' if ticked else ' '}{found[0][place + 1 :]}"


def box_lines(text: str) -> dict[str, str]:
    """The lines of `text` with a box, by the key that ends them."""
    return {found["key"]: found[0] for found in _BOX.finditer(text)}

"""How a command line goes on, for bash, zsh and fish: commands, options, keys with their words, people, states.

Typer's `--install-completion` and `--show-completion` give the scripts; this answers them, in the same form but without
loading typer, which would take longer than a keystroke may. What is there to complete stands in `completion.json`, made
from the commands by `python -m tests.readme`. A shell never sees an error: what cannot be found out is left out.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

TABLE = Path(__file__).with_name("completion.json")
SHOWN = 60
"""Characters of an item's words."""


class Offer(NamedTuple):
    """A word that may come next, and what a shell that can shows beside it."""

    word: str
    told: str = ""


def answer() -> None:
    """Print what the shell that asks can offer, in its own form, and exit."""
    shell = os.environ["_WGTRACK_COMPLETE"].removeprefix("complete_")
    words, last = _bash_line() if shell == "bash" else _line()
    offers: list[Offer] = []
    with contextlib.suppress(Exception):  # An error in the middle of somebody's line helps nobody.
        offers = _fitting({offer.word: offer for offer in offers_for(words, last)}.values(), last)
    if os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        sys.exit(0 if offers else 1)
    with contextlib.suppress(OSError, UnicodeError):
        sys.stdout.write(_FORMS[shell](offers))
        sys.stdout.flush()


def _fitting(offers: Iterable[Offer], last: str) -> list[Offer]:
    """Those that begin as what was typed; where none does, those that do in another case."""
    every = list(offers)
    same = [offer for offer in every if offer.word.startswith(last)]
    return same or [offer for offer in every if offer.word.casefold().startswith(last.casefold())]


def _line() -> tuple[list[str], str]:
    """The words before the one that is being typed, without the program's name, and that one."""
    typed = os.environ.get("_TYPER_COMPLETE_ARGS", "")
    words = _split(typed)[1:]
    return (words, "") if not words or typed.endswith((" ", "\t")) else (words[:-1], words[-1])


def _bash_line() -> tuple[list[str], str]:
    words = _split(os.environ.get("COMP_WORDS", ""))
    try:
        place = int(os.environ.get("COMP_CWORD", ""))
    except ValueError:
        place = len(words)
    before, last = words[1:place], words[place] if place < len(words) else ""
    # bash takes `--owner=Li` apart, and completes only what stands behind the sign.
    if last == "=":
        last = ""
    elif before and before[-1] == "=":
        before.pop()
    return before, last


def _split(line: str) -> list[str]:
    lexer = shlex.shlex(line, posix=True)
    lexer.whitespace_split, lexer.commenters = True, ""
    words: list[str] = []
    try:
        words.extend(lexer)
    except ValueError:  # A quote is still open, or a backslash stands at the end.
        words.append(lexer.token or "")
    return words


def what_there_is() -> dict[str, Any]:
    """What is there to complete: each command by its name, the line before any of them as an empty one."""
    table: dict[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))
    return table


def offers_for(words: Sequence[str], last: str) -> Iterator[Offer]:
    """What may follow `words`, the line without the program's name, where `last` is begun."""
    table = what_there_is()
    top = table[""]
    place = _Place()
    name = ""
    rest = iter(words)
    for word in rest:
        option = _option(top, word)
        if option is None:
            name = word
            break
        value = _value(option, word, rest)
        if option["takes"] and value is None:
            return
        place.note(option["names"][0], value)
    if not name:
        yield from _options(top, last)
        yield from (Offer(each, told["help"]) for each, told in table.items() if each)
    elif name in table:
        yield from _of_command(name, table[name], list(rest), last, place)


def _of_command(name: str, command: dict[str, Any], words: list[str], last: str, place: _Place) -> Iterator[Offer]:
    """What may follow the words behind a command's name."""
    given: list[str] = []
    rest = iter(words)
    only_arguments = False
    for word in rest:
        option = None if only_arguments else _option(command, word)
        if word == "--" and not only_arguments:
            only_arguments = True
        elif option is None:
            given.append(word)
        elif option["takes"] and _value(option, word, rest) is None:
            yield from _values(option["takes"], option.get("choices", ()), name, given, last, place)
            return
    if last.startswith("-") and not only_arguments:
        option = _option(command, last) if "=" in last else None
        if option:
            begun = last.partition("=")
            for offer in _values(option["takes"], option.get("choices", ()), name, given, begun[2], place):
                yield Offer(f"{begun[0]}={offer.word}", offer.told)
        else:
            yield from _options(command, last)
        return
    takes = command["takes"]
    wanted = takes[min(len(given), len(takes) - 1)] if takes else ""
    if wanted and (len(given) < len(takes) or wanted.endswith("…")):
        yield from _values(wanted.rstrip("…"), (), name, given, last, place)


def _option(command: dict[str, Any], word: str) -> dict[str, Any] | None:
    bare = word.partition("=")[0] if word.startswith("--") else word
    if len(word) < 2 or not word.startswith("-"):
        return None
    found: dict[str, Any] | None = next((each for each in command["options"] if bare in each["names"]), None)
    return found or {"names": [word], "takes": "", "help": ""}


def _value(option: dict[str, Any], word: str, rest: Iterator[str]) -> str | None:
    """The value that an option is given; None where it is the word that is being typed."""
    if not option["takes"] or (word.startswith("--") and "=" in word):
        return word.partition("=")[2]
    return next(rest, None)


def _options(command: dict[str, Any], last: str) -> Iterator[Offer]:
    if last.startswith("-"):
        yield from (Offer(name, each["help"]) for each in command["options"] for name in each["names"])


def _values(
    takes: str, choices: Sequence[str], name: str, given: Sequence[str], last: str, place: _Place
) -> Iterator[Offer]:
    """What an argument or option may be, by what the help calls it; nothing where the shell knows better: paths."""
    if choices:
        yield from map(Offer, choices)
    elif takes == "KEY":
        yield from _keys(name, given, last, place)
    elif takes == "STATEMENT-KEY":
        yield from map(_shown, place.statements(given[0] if given else ""))
    elif takes == "WHO":
        yield from place.people(is_search=name in ("list", "remind", "calendar"))
        if name == "assign":
            yield Offer("none", "nobody")
    elif takes == "WHEN":
        yield from (Offer("none"), Offer("tomorrow"), *(Offer(f"{count}w") for count in (1, 2, 4)))
        if name == "reassess":
            yield Offer("keep", "asleep as long again as at first")
    elif takes == "REF":
        yield from (Offer("new", "make a new issue"), Offer("none", "it has none")) if name == "link" else ()


def _keys(name: str, given: Sequence[str], last: str, place: _Place) -> Iterator[Offer]:
    """Keys that are not on the line yet: open ones, closed ones only where the command or what was typed asks."""
    found = [each for each in place.items(last) if each.key not in given]
    if name == "reopen":
        found = [each for each in found if each.closed]
    elif not last:
        found = [each for each in found if not each.closed] or found
    yield from map(_shown, found)


def _shown(glimpse: Any) -> Offer:
    told = " ".join(f"{', '.join(glimpse.owners) or 'nobody'}: {glimpse.text}".split())
    return Offer(glimpse.key, told if len(told) <= SHOWN else told[: SHOWN - 1].rstrip() + "…")


class _Place:
    """Where the command will run: the project, its people and its database, looked up as far as they are wanted."""

    def __init__(self) -> None:
        self._folder = Path.cwd()
        self._address = os.environ.get("WGTRACK_DATABASE_URL", "")
        self._read: tuple[Path, dict[str, Any]] | None = None

    def note(self, option: str, value: str | None) -> None:
        """Take an option before the command into account."""
        if option == "-C" and value:
            self._folder = self._folder / os.path.expanduser(value)
        elif option == "--db" and value:
            self._address = value

    def items(self, beginning: str) -> list[Any]:
        """Items whose key begins so, open ones first."""
        from wgtrack.store import glance

        file = self._file()
        return list(glance.items(file, beginning)) if file else []

    def statements(self, item: str) -> list[Any]:
        """The statements of an item."""
        from wgtrack.store import glance

        file = self._file()
        return list(glance.statements(file, item)) if file and item else []

    def people(self, *, is_search: bool) -> Iterator[Offer]:
        """Everybody whom the settings know, by handle and name, and who owns an open item."""
        from wgtrack.store import glance

        if is_search:
            yield from (Offer("me", "whoever git says you are"), Offer("nobody", "items without an owner"))
        people = self._config()[1].get("people")
        for handle, told in people.items() if isinstance(people, dict) else ():
            name = told.get("name", "") if isinstance(told, dict) else ""
            yield Offer(handle, name)
            if name:
                yield Offer(name, handle)
        file = self._file()
        yield from map(Offer, glance.owners(file) if file else ())

    def _config(self) -> tuple[Path, dict[str, Any]]:
        if self._read is None:
            self._read = _find_config(self._folder)
        return self._read

    def _file(self) -> Path | None:
        """The SQLite file; None where the database is another one."""
        root, config = self._config()
        address = self._address or str(config.get("database") or "")
        if not address:
            return root / ".wgtrack" / "wgtrack.db"
        path = address.partition("?")[0]
        return self._folder / path.removeprefix("sqlite:///") if path.startswith("sqlite:///") else None


def _find_config(start: Path) -> tuple[Path, dict[str, Any]]:
    """The project's folder and settings, as `wgtrack.config` finds them; with a broken file no settings."""
    import tomllib

    for folder in (start, *start.parents):
        for name in ("wgtrack.toml", "pyproject.toml"):
            try:
                content = (folder / name).read_bytes()
                table: Any = tomllib.loads(content.decode("utf-8-sig"))
            except FileNotFoundError:
                continue
            except (OSError, ValueError, RecursionError):
                table = {}
            if name == "pyproject.toml":
                table = table.get("tool", {}).get("wgtrack")
            if isinstance(table, dict):
                return folder, table
    return start, {}


_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_OBEYED = re.compile(r'["$`\\]')
"""What zsh would obey within the quotes that the words of a note stand in."""


def _for_bash(offers: Sequence[Offer]) -> str:
    words = (_UNSEEN.sub("", offer.word) for offer in offers)
    typed = os.environ.get("COMP_WORDS", "").rpartition("\n")[2]
    # Within a quote that is still open nothing is escaped: bash closes it behind the word.
    return "\n".join(words if typed[:1] in ("'", '"') else (re.sub(r"([^\w@%+=:,./-])", r"\\\1", one) for one in words))


def _for_fish(offers: Sequence[Offer]) -> str:
    return "\n".join(_UNSEEN.sub("", offer.word) + f"\t{_UNSEEN.sub(' ', offer.told)}".rstrip() for offer in offers)


def _for_zsh(offers: Sequence[Offer]) -> str:
    def quoted(text: str) -> str:
        harmless = _OBEYED.sub("", _UNSEEN.sub(" ", text)).replace("'", "’")
        return '"' + harmless.replace(":", r"\\:") + '"'

    told = (quoted(each.word) + (f":{quoted(each.told)}" if each.told else "") for each in offers)
    return f"_arguments '*: :(({chr(10).join(told)}))'" if offers else "_files"


_FORMS: dict[str, Callable[[Sequence[Offer]], str]] = {"bash": _for_bash, "zsh": _for_zsh, "fish": _for_fish}

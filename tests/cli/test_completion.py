"""What shells complete: asked as they ask, and typed into real ones."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Project
from tests.readme import COMPLETION, completion_table

NOTE = """\
# Call 2030-03-07

- TODO: Ada to oil the hinges of the gate
- TODO: Lee to count the lamps: west and east
- TODO: Bo to sweep the boat house (done)
"""
CONFIG = """\
[people.ada]
name = "Ada Example"

[people.lee]
"""
SCRIPTS = Path(sys.executable).parent


@pytest.fixture
def read(project: Project) -> Project:
    project.write("wgtrack.toml", CONFIG)
    project.write("notes/2030-03-07.md", NOTE)
    assert project.run("ingest").code == 0
    return project


def environment(project: Project, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("LANG", "TMPDIR") if name in os.environ}
    path = f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"
    return {**kept, "PATH": path, "HOME": str(project.folder / "home"), "LC_ALL": "C.UTF-8", "TERM": "xterm", **more}


def ask(project: Project, line: str, shell: str = "fish") -> subprocess.CompletedProcess[str]:
    """What the program tells a shell about `line`, which ends where the cursor stands."""
    words = line.split(" ")
    given = {
        "_WGTRACK_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }
    command = [sys.executable, "-m", "wgtrack"]
    return subprocess.run(
        command, cwd=project.folder, env=environment(project, **given), capture_output=True, text=True, check=False
    )


def offers(project: Project, line: str) -> dict[str, str]:
    """What may come next, with what is told of it."""
    answer = ask(project, line)
    assert (answer.returncode, answer.stderr) == (0, "")
    return dict(each.partition("\t")[::2] for each in answer.stdout.splitlines())


def key(project: Project, words: str) -> str:
    return next(str(item["key"]) for text, item in project.items().items() if words in text)


def test_the_table_of_what_can_be_completed_is_that_of_the_commands() -> None:
    assert COMPLETION.read_text(encoding="utf-8") == completion_table(), "run `python -m tests.readme`"


def test_commands_and_options_with_their_help(read: Project) -> None:
    assert offers(read, "wgtrack reo") == {"reopen": "Say that items are open again."}
    assert offers(read, "wgtrack done --o") == {"--on": "Since when, YYYY-MM-DD."}
    assert {"ingest", "list", "sync"} <= offers(read, "wgtrack ").keys()
    assert offers(read, "wgtrack --v") == {"--version": "Show the version and exit."}
    assert offers(read, "wgtrack nonsense ") == {}


@pytest.mark.parametrize("command", ["done", "drop", "start", "show", "assign", "sync", "plan", "link", "merge"])
def test_open_items_with_their_words(read: Project, command: str) -> None:
    assert offers(read, f"wgtrack {command} ") == {
        key(read, "hinges"): "Ada: oil the hinges of the gate",
        key(read, "lamps"): "Lee: count the lamps: west and east",
    }


def test_a_key_that_was_typed_is_not_offered_again(read: Project) -> None:
    first = key(read, "hinges")
    assert offers(read, f"wgtrack done {first} ").keys() == {key(read, "lamps")}


def test_a_beginning_finds_closed_ones_too_and_reopen_wants_only_those(read: Project) -> None:
    swept = key(read, "sweep")
    assert swept in offers(read, f"wgtrack show {swept[:2]}")
    assert offers(read, "wgtrack reopen ").keys() == {swept}


def test_any_statement_answers(read: Project) -> None:
    read.write("notes/2030-03-14.md", "# Call 2030-03-14\n\n- TODO: Ada to oil the hinges of the gate\n")
    read.run("ingest", today="2030-03-14")
    item = key(read, "hinges")
    keys = [each["key"] for each in read.items()["oil the hinges of the gate"]["statements"]]
    other = next(each for each in keys if each != item)
    assert offers(read, f"wgtrack show {other[:5]}") == {other: "Ada: oil the hinges of the gate"}
    assert offers(read, f"wgtrack split {item} ").keys() == set(keys)


def test_states_people_and_sides(read: Project) -> None:
    states = ["open", "in_progress", "review", "done", "dropped"]
    assert list(offers(read, "wgtrack list --status ")) == states
    assert list(offers(read, "wgtrack list --status=")) == [f"--status={state}" for state in states]
    assert list(offers(read, "wgtrack sync --prefer ")) == ["notes", "github"]
    known = {"me", "nobody", "ada", "Ada Example", "lee", "Ada", "Lee"}
    assert offers(read, "wgtrack list --owner ").keys() == known
    assert offers(read, "wgtrack list --owner A").keys() == {"Ada Example", "Ada"}
    assert offers(read, "wgtrack list --owner AD").keys() == {"ada", "Ada Example", "Ada"}
    assert "me" not in offers(read, f"wgtrack assign {key(read, 'hinges')} ")
    assert offers(read, "wgtrack done --by le").keys() == {"lee"}


def test_options_before_the_command_say_where(read: Project) -> None:
    elsewhere = Project(read.folder / "elsewhere")
    elsewhere.write("wgtrack.toml", "")
    elsewhere.run("add", "buy rope")
    assert offers(read, "wgtrack -C elsewhere done ") == {key(elsewhere, "buy"): "nobody: buy rope"}
    database = "--db sqlite:///elsewhere/.wgtrack/wgtrack.db"
    assert offers(read, f"wgtrack {database} done ") == {key(elsewhere, "buy"): "nobody: buy rope"}


def test_where_a_path_belongs_the_shell_completes_files(read: Project) -> None:
    assert ask(read, "wgtrack parse ", "zsh").stdout == "_files"
    for line in ("wgtrack parse ", "wgtrack ingest no", "wgtrack agenda -o "):
        assert ask(read, line, "bash").stdout == ""


@pytest.mark.parametrize("damage", ["garbage", "empty", "folder", "locked", "broken settings", "nothing"])
def test_never_an_error_in_the_middle_of_a_line(read: Project, damage: str) -> None:
    file = read.folder / ".wgtrack/wgtrack.db"
    wanted = sorted([key(read, "hinges"), key(read, "lamps")])
    lock = sqlite3.connect(file)
    if damage == "locked":
        lock.execute("begin exclusive")
    elif damage == "broken settings":
        read.write("wgtrack.toml", b"\xff = [")
    elif damage == "nothing":
        shutil.rmtree(file.parent)
    else:
        file.unlink()
        if damage == "folder":
            file.mkdir()
        else:
            file.write_bytes(b"no database" * 1000 if damage == "garbage" else b"")
    for shell in ("bash", "zsh", "fish"):
        for line in ("wgtrack done ", "wgtrack done k", "wgtrack list --owner ", 'wgtrack done "', "wgtrack split a "):
            answer = ask(read, line, shell)
            assert (answer.returncode, answer.stderr) == (0, ""), (shell, line)
    # Another program's transaction and a mistake in the settings keep nobody from looking.
    shown = wanted if damage in ("locked", "broken settings") else []
    assert ask(read, "wgtrack done ", "bash").stdout.split() == shown
    lock.close()


@pytest.mark.parametrize("line", ["wgtrack ", "wgtrack done ", "wgtrack list --owner "])
def test_it_loads_nothing_that_takes_longer_than_a_keystroke_may(read: Project, line: str) -> None:
    heavy = ("typer", "pydantic", "rich", "sqlmodel", "sqlalchemy", "dataclasses", "wgtrack.config", "wgtrack.cli.app")
    program = (
        "import atexit, sys\n"
        f"atexit.register(lambda: print([m for m in {heavy} if m in sys.modules], file=sys.stderr))\n"
        "from wgtrack.cli.entry import main\n"
        "main()\n"
    )
    given = {"_WGTRACK_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    asked = environment(read, _TYPER_COMPLETE_ARGS=line, PYTHONPATH=str(COMPLETION.parents[2]), **given)
    command = [sys.executable, "-c", program]
    answer = subprocess.run(command, cwd=read.folder, env=asked, capture_output=True, text=True, check=True)
    assert answer.stderr == "[]\n"
    assert answer.stdout


class Shell:
    """A shell in a terminal, to type into."""

    def __init__(self, command: list[str], project: Project) -> None:
        self.seen = ""
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            os.chdir(project.folder)
            os.execvpe(command[0], command, environment(project))

    def type(self, text: str) -> None:
        os.write(self._terminal, text.encode())

    def wait_for(self, pattern: str, seconds: float = 20) -> re.Match[str]:
        """Read until `pattern` is shown; what was shown up to there is not looked at again."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = re.search(pattern, self.seen)
            if found:
                self.seen = self.seen[found.end() :]
                return found
            if select.select([self._terminal], [], [], 0.2)[0]:
                try:
                    self.seen += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]|\x1b[=>]|\r", "", self._read())
                except OSError:
                    break
        raise AssertionError(f"{pattern!r} was not shown, but {self.seen!r}")

    def _read(self) -> str:
        return os.read(self._terminal, 65536).decode("utf-8", "replace")

    def close(self) -> None:
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._terminal)


INTERACTIVE = {"bash": ["bash", "-i"], "zsh": ["zsh", "-i"], "fish": ["fish", "-i"]}


@pytest.fixture(params=["bash", "zsh", "fish"])
def shell(request: pytest.FixtureRequest, read: Project) -> Iterator[Shell]:
    """Each shell, with completion installed as the README says."""
    name = request.param
    if shutil.which(name) is None:
        assert not os.environ.get("WGTRACK_REQUIRE_SHELLS"), f"{name} is not installed"
        pytest.skip(f"{name} is not installed")
    home = read.folder / "home"
    home.mkdir()
    rc = {"bash": ".bashrc", "zsh": ".zshrc", "fish": ".config/fish/config.fish"}[name]
    prompt = "function fish_prompt; echo '>> '; end\n" if name == "fish" else "PS1='>> '\n"
    read.write(f"home/{rc}", prompt)
    installed = subprocess.run(
        [name, "-c", "wgtrack --install-completion; true"],
        cwd=read.folder,
        env=environment(read),
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"{name} completion installed" in installed.stdout, installed
    started = Shell(INTERACTIVE[name], read)
    try:
        started.wait_for(">> ")
        if name == "zsh":  # Its script is loaded by the first try, and answers from the second one on.
            started.type("wgtrack do\t")
            started.wait_for("wgtrack do\a?")
            started.type("\x15")
        yield started
    finally:
        started.close()


def test_a_real_shell_completes_keys_states_people_and_paths(shell: Shell, read: Project) -> None:
    item = key(read, "hinges")
    shell.type("wgtrack don\t")
    shell.wait_for("wgtrack done")
    shell.type(f"{item[:3]}\t")
    shell.wait_for(item)
    shell.type("\x15wgtrack list --status in\t")
    shell.wait_for("in_progress")
    shell.type("\x15wgtrack list --owner le\t")
    shell.wait_for("--owner lee ?")
    shell.type("\x15wgtrack parse not\t")
    shell.wait_for("notes/")
    shell.type("\x15wgtrack list --owner 'Ada E\t")
    shell.wait_for("'(Ada E.*)?xample'|'Ada Example'")


def test_words_that_a_shell_would_obey_are_only_words(shell: Shell, read: Project) -> None:
    for word in ("$(touch a1)", "`touch a2`", "\\$(touch a3)", '"; touch a4; "', "'; touch a5; '", "\\`touch a6\\`"):
        read.run("add", f"look at {word} now", "--new")
    shell.type("wgtrack show \t\t")
    shell.wait_for(key(read, "hinges"))
    shell.type("\x15wgtrack --version\n")
    shell.wait_for(r"wgtrack \d")
    assert sorted(path.name for path in read.folder.glob("a?")) == []

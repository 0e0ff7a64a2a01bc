"""The one place where a failure becomes a sentence on stderr and an exit code, and the order of the help."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from wgtrack.cli.completion import what_there_is
from wgtrack.cli.families import Loading
from wgtrack.cli.plain import printable
from wgtrack.errors import UsageProblem, WgtrackError

USAGE = 2
INTERRUPTED = 130
"""128 and the number of SIGINT, as shells have it."""

SECTIONS = (
    ("After the call (chairs)", ("wrapup", "ingest", "parse", "check", "annotate")),
    ("Owners", ("list", "show", "done", "reopen", "drop", "start")),
    ("Mending", ("add", "assign", "due", "reassess", "edit", "merge", "split", "log", "undo", "redo")),
    ("The next call", ("agenda", "remind", "calendar", "site", "serve", "stats")),
    ("GitHub", ("plan", "sync", "link", "skip")),
    (
        "Setting up",
        (
            "init",
            "import",
            "rebuild",
            "backup",
            "doctor",
        ),
    ),
)
"""The commands by who uses them. A command that is in none is listed under "Others"."""


def fail(sentence: str, code: int) -> None:
    """Print `Error: sentence` on stderr and exit with `code`."""
    with contextlib.suppress(OSError):
        typer.echo(f"Error: {printable(sentence).rstrip('.')}.", err=True)
    sys.exit(code)


class Commands(TyperGroup):
    """The command tree."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = Loading()  # type: ignore[assignment]

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> Any:  # type: ignore[override]
        """Run the command line; an expected failure is one line on stderr and its exit code."""
        given = list(sys.argv[1:] if args is None else args)
        _never_fail_to_print()
        try:
            _check_encoding(given)
            code = super().main(given or ["--help"], prog_name or "wgtrack", **{**extra, "standalone_mode": False})
            if sys.stdout:
                sys.stdout.flush()
        except WgtrackError as error:
            fail(str(error), error.exit_code)
        except typer.Abort:
            fail("stopped before anything was changed.", INTERRUPTED)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EIO, errno.EBADF):
                raise
            _abandon_output()
            fail(f"the output could not be written ({error.strerror}): what the command does is done.", 1)
        except Exception as error:
            # typer brings a click of its own, which may not be imported: its usage errors are known by their shape.
            if getattr(error, "exit_code", None) != USAGE or not hasattr(error, "format_message"):
                raise
            fail(_usage(error), USAGE)
        sys.exit(code if isinstance(code, int) else 0)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 -- typer gives it
        """The names of all commands, without loading one."""
        return list(self.commands)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands under the headings of `SECTIONS`, with what completion says of them: none is loaded."""
        told = what_there_is()
        listed = {name for _, names in SECTIONS for name in names}
        others = tuple(name for name in self.list_commands(ctx) if name not in listed)
        for heading, names in (*SECTIONS, ("Others", others)):
            rows = [(name, told[name]["help"]) for name in names if name in told]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)


def _check_encoding(arguments: Sequence[str]) -> None:
    """UsageProblem for an argument whose bytes are no text in this terminal's encoding."""
    for number, argument in enumerate(arguments, 1):
        try:
            argument.encode("utf-8")
        except UnicodeEncodeError:
            raise UsageProblem(
                f"argument {number} is not text in UTF-8: correct it, or run in a UTF-8 locale (LC_ALL=C.UTF-8)."
            ) from None


def _never_fail_to_print() -> None:
    """A character that the terminal's encoding lacks is shown as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and (stream.encoding or "").replace("-", "").lower() != "utf8":
            stream.reconfigure(errors="backslashreplace")


def _abandon_output() -> None:
    """Let Python end without another try to write what could not be written."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _usage(error: Any) -> str:
    path = error.ctx.command_path if getattr(error, "ctx", None) else "wgtrack"
    said = error.format_message().strip().rstrip(".").replace("\n", " ").replace("Value error, ", "")
    return f"{said}; see `{path} --help`."

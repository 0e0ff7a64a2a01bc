"""Every failure that is expected: a sentence for the user and an exit code.

The sentence says what is wrong, where, and what to do next. `cli` prints it after `Error: ` and exits
with the code; nothing else in the program prints or exits.
"""

from __future__ import annotations


class WgtrackError(Exception):
    """Base of all expected failures; `str()` is the sentence for the user."""

    exit_code = 1


class UsageProblem(WgtrackError):
    """Bad option, unknown or ambiguous key, a question with nobody there to answer it."""

    exit_code = 2


class ConfigError(WgtrackError):
    """`wgtrack.toml` holds something that it may not hold."""

    exit_code = 3


class NoteError(WgtrackError):
    """A note that was named is missing, binary, or not UTF-8."""

    exit_code = 4


class StoreError(WgtrackError):
    """The database is unreadable, read-only, locked beyond the wait, or newer than the program."""

    exit_code = 5


class TrackerError(WgtrackError):
    """GitHub refused, failed or was not reached; also no token."""

    exit_code = 6


class ConflictError(WgtrackError):
    """Both sides changed the same field and a person has to choose."""

    exit_code = 7

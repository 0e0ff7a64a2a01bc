"""Where the program begins: a shell that asks how a line goes on is answered before the commands are loaded."""

from __future__ import annotations

import os


def main() -> None:
    """The entry point of the program."""
    if os.environ.get("_WGTRACK_COMPLETE") in ("complete_bash", "complete_zsh", "complete_fish"):
        from wgtrack.cli.completion import answer

        answer()
    else:
        from wgtrack.cli.app import main as run

        run()

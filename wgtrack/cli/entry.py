"""Where the program begins: a shell that asks how a line goes on is answered before the commands are loaded."""

from __future__ import annotations

import gc
import os


def main() -> None:
    """The entry point of the program."""
    if os.environ.get("_WGTRACK_COMPLETE") in ("complete_bash", "complete_zsh", "complete_fish"):
        from wgtrack.cli.completion import answer

        answer()
    else:
        # What is loaded stays to the end: to look for garbage in it again and again takes a tenth of the time.
        gc.set_threshold(500_000, 20, 50)
        from wgtrack.cli.app import main as run

        run()

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
        look_for_garbage_seldom()
        from wgtrack.cli.app import main as run

        run()


def look_for_garbage_seldom() -> None:
    """What is loaded, and what notes say, stays to the end: to look for garbage in it again and again takes long."""
    gc.set_threshold(500_000, 20, 50)

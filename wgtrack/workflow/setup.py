"""Setting a project up: files made once, and never written over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from wgtrack.config import default_toml
from wgtrack.errors import UsageProblem


def init(folder: Path, group: str, *, templates: bool) -> Iterator[str]:
    """Make `wgtrack.toml` and `notes/` in `folder`, with `templates` copies of the templates; says what was made."""
    try:
        yield _made(folder / "wgtrack.toml", default_toml(group), "the settings, each with what it does")
        notes = folder / "notes"
        there = notes.is_dir()
        notes.mkdir(exist_ok=True)
        yield "notes/ is there already" if there else "notes/ made: put the notes here, one file a call"
        if templates:
            from wgtrack.publish.templates import shipped

            (folder / "templates").mkdir(exist_ok=True)
            for name, text in shipped():
                yield _made(folder / "templates" / name, text, "a template to change")
    except OSError as error:
        raise UsageProblem(
            f"{error.filename} cannot be written ({error.strerror}): choose a folder that can be written to."
        ) from None


def _made(file: Path, text: str, what: str) -> str:
    name = file.name if file.parent.name != "templates" else f"templates/{file.name}"
    try:
        with file.open("x", encoding="utf-8") as new:
            new.write(text)
    except FileExistsError:
        return f"{name} is there already and stays as it is"
    return f"{name} made: {what}"

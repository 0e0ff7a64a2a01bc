"""Where readers find a note and an issue."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

from wgtrack.model import IssueRef


def note_address(notes_url: str, path: str) -> str:
    """The address of the note at `path` by the setting `notes_url`, whose fields are `{stem}` and `{path}`."""
    stem = quote(PurePosixPath(path).stem, safe="")
    return notes_url.replace("{stem}", stem).replace("{path}", quote(path))


def issue_address(ref: IssueRef) -> str:
    """The address of an issue of which no tracker has said another."""
    return f"https://github.com/{ref.owner}/{ref.repo}/issues/{ref.number}"

"""What happened to an item, in a few words: the same in a terminal and on a page."""

from __future__ import annotations

import json

from wgtrack.model import Event

_REVERSALS = {"undo": "took back", "redo": "said again"}


def told(event: Event) -> str:
    """What `event` says happened, with its reason behind it; words of notes are in it as they are."""
    match event.what:
        case "stated" | "restated" | "gone" | "annotated":
            words = " ".join(filter(None, [event.what, event.after]))
        case "added":
            words = f"added {json.loads(event.after)['text']}"
        case "merge":
            words = f"made one with {event.after}"
        case "split":
            words = f"{event.after} is another task, an item of its own"
        case "apart":
            words = f"{event.after.split()[0]} is another task, and stays one"
        case "undo" | "redo":
            words = f"{_REVERSALS[event.what]} batch {event.after}, `{event.before}`"
        case what:
            words = f"{what}: {event.before or 'none'} → {event.after or 'none'}"
    remarks = "; ".join(filter(None, [event.note, "taken back" if event.undone else ""]))
    return f"{words} ({remarks})" if remarks else words

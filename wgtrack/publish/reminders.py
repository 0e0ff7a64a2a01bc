"""Reminders as texts for a chat or a list, and as messages (RFC 5322) for whoever sends them."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable
from email.errors import MessageError
from email.generator import BytesGenerator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import blake2b
from pathlib import Path

from wgtrack.errors import ConfigError
from wgtrack.followup.reminders import Reminder, reason
from wgtrack.publish.addresses import note_address
from wgtrack.publish.plaintext import plain
from wgtrack.publish.templates import render

TEMPLATE = "reminder.md.j2"


def reminder_text(
    reminder: Reminder, *, group: str, today: dt.date, project_templates: Path | None, notes_url: str | None
) -> str:
    """A reminder as markdown, from the template `reminder.md.j2`; ends with a newline.

    The template is given `group`, `today`, `owner` (empty where nobody is named) and `items`, each with `key`, `text`,
    `why`, `due`, `wake`, `carried` and `note`, the address of its latest note or None.
    """
    items = [
        {
            "key": item.key,
            "text": item.text,
            "why": reason(why, item),
            "due": item.due,
            "wake": item.wake,
            "carried": item.carried,
            "note": note_address(notes_url, item.places[-1].path) if notes_url and item.places else None,
        }
        for why, item in reminder.items
    ]
    values = {"group": group, "today": today, "owner": reminder.owner, "items": items}
    return render(TEMPLATE, values, project_templates=project_templates).strip("\n") + "\n"


def message(reminder: Reminder, text: str, *, sender: tuple[str, str], group: str, now: dt.datetime) -> EmailMessage:
    """The message that reminds one person: `text` from `sender`, a name and an address.

    The same reminder of the same day has the same Message-ID. ConfigError for an address that is none.
    """
    assert reminder.person is not None
    made = EmailMessage(policy=SMTP)
    count = len(reminder.items)
    made["From"] = _address(*sender)
    made["To"] = _address(reminder.person.name or reminder.owner, reminder.person.email)
    waits = "1 action item waits" if count == 1 else f"{count} action items wait"
    made["Subject"] = plain(f"{group}: {waits}" if group else waits)
    made["Date"] = format_datetime(now)
    known = blake2b(f"{now.date()}\n{reminder.person.email}\n{text}".encode(), digest_size=10).hexdigest()
    made["Message-ID"] = f"<{known}@wgtrack.invalid>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(text, cte="quoted-printable")
    # In a mailbox such a line would begin the next message, or be read back with a sign before it.
    made.set_payload(_FROM.sub("=46rom ", str(made.get_payload())))
    return made


_FROM = re.compile(r"^From ", re.MULTILINE)


def _address(name: str, address: str) -> Address:
    try:
        return Address(plain(name), addr_spec=address)
    except (ValueError, MessageError, IndexError) as error:
        raise ConfigError(f"{address} is no address that a message can be sent to: write name@example.org.") from error


def mbox(messages: Iterable[EmailMessage], now: dt.datetime) -> bytes:
    """The messages as a mailbox in the form mbox (RFC 4155), oldest first."""
    out = io.BytesIO()
    for each in messages:
        out.write(f"From wgtrack {now.astimezone(dt.UTC):%a %b %d %H:%M:%S %Y}\n".encode("ascii"))
        BytesGenerator(out, mangle_from_=True, policy=SMTP.clone(linesep="\n")).flatten(each)
        out.write(b"\n")
    return out.getvalue()

"""Following up between calls: what is put off, and until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from wgtrack.model import Item, Kind, asleep_again
from wgtrack.workflow.memory import Setting


def put_off(item: Item, until: dt.date | None) -> Mapping[str, str]:
    """What a person says of `item` who puts it off `until` a day; with None, that it is an action."""
    if until is not None:
        return {"kind": Kind.REASSESS.value, "wake": until.isoformat()}
    # An action that was never put off keeps its due date.
    return {"kind": Kind.ACTION.value, "wake": ""} if item.kind is Kind.REASSESS else {}


def kept_until(setting: Setting, item: Item) -> dt.date:
    """The day until which a reassessment sleeps that is kept today."""
    return asleep_again(item.interval, setting.today, setting.wake_after)

"""What changed of folders and tasks, kept for the data export: their custom statuses and custom fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from ..kit.service import Call
from ..kit.store import Record
from .answers import reader_of
from .stored import FIELD_HISTORY, STATUS_HISTORY


def note(call: Call, node: Record, events: Iterable[tuple[str, Any]]) -> None:
    """Keep those of the events of a folder or task, as webhooks are told them, that have a history."""
    for name, told in events:
        if name.endswith("StatusChanged"):
            _keep(call, STATUS_HISTORY, node, told["oldCustomStatusId"], told["customStatusId"], {})
        elif name.endswith("CustomFieldChanged"):
            old, new = (orjson.loads(told[one]) for one in ("oldValue", "value"))
            _keep(call, FIELD_HISTORY, node, old, new, {"field": told["customFieldId"]})


def _keep(call: Call, kind: str, node: Record, old: Any, new: Any, more: dict[str, str]) -> None:
    context = call.context
    record = {"node": node["id"], "old": old, "new": new, "who": reader_of(call).contact, **more}
    nth = context.ids.nth(call.tenant, kind)
    context.store.put(kind, call.tenant, f"{nth:09d}", {**record, "when": context.clock.now()})

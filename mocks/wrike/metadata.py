"""Metadata of a record: entries by key, where a null value removes one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ..kit.service import Call
from ..kit.store import Record
from .checks import METADATA
from .custom_values import as_text
from .errors import WrikeError

MOST_ENTRIES = 100
_KEY = re.compile(r"[A-Za-z0-9_-]{1,49}")
_LONGEST = 1_000


def read(call: Call, record: Record) -> dict[str, Any]:
    """`metadata` of the record with the entries of the request; nothing if it sends none [SPEC:Metadata]."""
    if "metadata" not in call.body:
        return {}
    entries = call.body["metadata"] or []
    good = len(entries) <= MOST_ENTRIES and all(map(_is_an_entry, entries))
    if call.context.fails(METADATA, not good):
        raise WrikeError.invalid_parameter("metadata")
    return {"metadata": _merged(record.get("metadata", ()), filter(_has_a_key, entries))}


def _has_a_key(entry: Any) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("key"), str)


def _is_an_entry(entry: Any) -> bool:
    if not _has_a_key(entry) or not _KEY.fullmatch(entry["key"]):
        return False
    value = entry.get("value")
    return value is None or len(as_text(value)) < _LONGEST


def _merged(old: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Any], ...]:
    entries = {entry["key"]: entry.get("value") for entry in (*old, *new)}
    return tuple({"key": key, "value": as_text(v)} for key, v in entries.items() if v is not None)

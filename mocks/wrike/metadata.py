"""Metadata and custom field values of a record: entries by key, where a null value removes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..kit.store import Record

_KEYS = {"metadata": "key", "customFields": "id"}


def merged(body: Mapping[str, Any], record: Record) -> dict[str, Any]:
    """`metadata` and `customFields` of the record with a request's entries; those not sent are absent."""
    return {
        name: _merge(record.get(name, ()), body[name] or (), key)
        for name, key in _KEYS.items()
        if name in body
    }


def _merge(
    old: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]], key: str
) -> tuple[dict[str, Any], ...]:
    entries = {entry[key]: entry.get("value") for entry in (*old, *new) if key in entry}
    return tuple({key: name, "value": value} for name, value in entries.items() if value is not None)

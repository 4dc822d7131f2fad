"""Custom fields: `cf_…` values of a record, however a request names the field.

A field is known to an organization from the first time that it is named; there is no call to define one.
A record keeps `custom`: API name -> value. Empty fields are in no answer, as live.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ..kit.service import Context
from ..kit.store import Record
from . import ids

KIND = "books.custom_fields"
BLOCK = 90

_NOT_A_NAME = re.compile(r"[^a-z0-9]+")


def merge(
    context: Context,
    tenant: str,
    module: str,
    before: Mapping[str, Any],
    entries: Iterable[Mapping[str, Any]],
) -> dict[str, Any]:
    """The custom values after a save that names some of them; an empty value takes one away.

    An entry names its field by `api_name`, `placeholder`, `label`, `customfield_id` or `index`; one that
    names none that exists has no effect.
    """
    custom = dict(before)
    for entry in entries:
        name = resolve(context, tenant, module, entry)
        if name is None:
            continue
        custom.pop(name, None)
        if (value := entry.get("value")) not in (None, ""):
            define(context, tenant, module, name, value)
            custom[name] = value
    return custom


def resolve(context: Context, tenant: str, module: str, entry: Mapping[str, Any]) -> str | None:
    """The API name of the field that an entry of `custom_fields` is about, or None."""
    for key in ("api_name", "placeholder"):
        if entry.get(key):
            return str(entry[key])
    for key in ("customfield_id", "index"):
        if entry.get(key) and (found := _find(context, tenant, module, key, entry[key])):
            return found
    if entry.get("label"):
        label = str(entry["label"])
        return _find(context, tenant, module, "label", label) or api_name(label)
    return None


def api_name(label: str) -> str:
    """`Cost centre` -> `cf_cost_centre`."""
    return "cf_" + _NOT_A_NAME.sub("_", label.lower()).strip("_")


def define(context: Context, tenant: str, module: str, name: str, value: Any) -> None:
    """Make the field known, unless it is, with the type of its first value."""
    key = f"{module}/{name}"
    if context.store.get(KIND, tenant, key) is not None:
        return
    record = {
        "module": module,
        "api_name": name,
        "label": name.removeprefix("cf_").strip("_").replace("_", " ").title(),
        "index": len(context.store.find(KIND, tenant, "module", module)) + 1,
        "customfield_id": ids.generate(context, tenant, "custom_fields", BLOCK),
        "data_type": _data_type(value),
    }
    context.store.put(KIND, tenant, key, record)


def render(
    context: Context, tenant: str, module: str, custom: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The two forms in which an answer holds custom values: `custom_fields`, `custom_field_hash`."""
    entries, plain = [], {}
    for name, value in custom.items():
        declared = context.store.get(KIND, tenant, f"{module}/{name}") or {}
        formatted = formatted_value(value)
        entries.append(_entry(name, declared, value, formatted))
        plain[name] = formatted
        plain[f"{name}_unformatted"] = value
    return entries, plain


def formatted_value(value: Any) -> Any:
    """A value as Books writes it out: text for flags and numbers."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (int, float)) else value


def _entry(name: str, declared: Record, value: Any, formatted: Any) -> dict[str, Any]:
    return {
        "customfield_id": declared.get("customfield_id", ""),
        "api_name": name,
        "placeholder": name,
        "index": declared.get("index", 0),
        "label": declared.get("label", name),
        "data_type": declared.get("data_type", "string"),
        "value": value,
        "value_formatted": formatted,
    }


def _find(context: Context, tenant: str, module: str, key: str, value: Any) -> str | None:
    fields = context.store.find(KIND, tenant, "module", module)
    return next((str(one["api_name"]) for one in fields if one[key] == value), None)


def _data_type(value: Any) -> str:
    if isinstance(value, bool):
        return "check_box"
    if isinstance(value, int):
        return "number"
    return "decimal" if isinstance(value, float) else "string"

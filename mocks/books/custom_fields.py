"""Custom fields: `cf_…` values of a record, however a request names the field.

A field is known to an organization from the first time that it is named, or because a scenario laid it
down (`put`); there is no call to define one. One that an extension brings has the extension's namespace in
its name (`cf__com_kz7zl3_reference_id`); it is an API name like any other.
A record keeps `custom`: API name -> value. Empty fields are in no answer, as live.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ..kit.service import Context
from ..kit.store import Record
from . import ids
from .resource import Resource

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
        if str(entry.get(key) or "").startswith("cf_"):
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


def put(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """Lay a field down; `values`: module, api_name or label, and perhaps data_type, unique."""
    name = str(values.get("api_name") or api_name(str(values["label"])))
    module = str(values["module"])
    define(context, tenant, module, name, "")
    record = {**_declared(context, tenant, module, name), **values, "api_name": name}
    context.store.put(KIND, tenant, f"{module}/{name}", record)
    return record


def unique(context: Context, tenant: str, module: str, name: str) -> bool:
    """Whether the field may name a record: a known one that was not laid down as one with duplicates."""
    return bool(_declared(context, tenant, module, name).get("unique", name.startswith("cf_")))


def holder(context: Context, tenant: str, resource: Resource, name: str, value: Any) -> Record | None:
    """The record that has the value in that field, or None; values are compared as they are written out."""
    wanted = str(formatted_value(value))
    for record in context.store.rows(resource.kind, tenant).values():
        if str(formatted_value(record.get("custom", {}).get(name, ""))) == wanted:
            return record
    return None


def taken(
    context: Context, tenant: str, resource: Resource, before: Record | None, entry: Mapping[str, Any]
) -> str | None:
    """The field of an entry, if it was laid down as unique and another record has the value."""
    name = resolve(context, tenant, resource.plural, entry)
    if not name or entry.get("value") in (None, ""):
        return None
    if not _declared(context, tenant, resource.plural, name).get("unique"):
        return None
    found = holder(context, tenant, resource, name, entry["value"])
    own = before is not None and found is not None and found[resource.key] == before[resource.key]
    return name if found is not None and not own else None


def define(context: Context, tenant: str, module: str, name: str, value: Any) -> None:
    """Make the field known, unless it is, with the type of its first value."""
    if _declared(context, tenant, module, name):
        return
    record = {
        "module": module,
        "api_name": name,
        "label": name.removeprefix("cf_").strip("_").replace("_", " ").title(),
        "index": len(context.store.find(KIND, tenant, "module", module)) + 1,
        "customfield_id": ids.generate(context, tenant, "custom_fields", BLOCK),
        "data_type": _data_type(value),
    }
    context.store.put(KIND, tenant, f"{module}/{name}", record)


def render(
    context: Context, tenant: str, module: str, custom: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The two forms in which an answer holds custom values: `custom_fields`, `custom_field_hash`."""
    entries, plain = [], {}
    for name, value in custom.items():
        declared = _declared(context, tenant, module, name)
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


def _declared(context: Context, tenant: str, module: str, name: str) -> Record:
    return context.store.get(KIND, tenant, f"{module}/{name}") or {}


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

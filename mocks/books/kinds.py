"""What the kinds that scenarios write have in common: custom fields, names for ids, calls, views."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

import orjson

from ..kit.fields import Field
from ..kit.service import Context, Requesting
from .organizations.tenancy import host_of
from .render import Viewer, detail
from .resource import Resource

CAUSE: Mapping[str, Any] = {"origin": "given", "person": None, "exchange": None}
CUSTOM = Field("custom_fields", "object")
"""A map of custom fields by name, in place of the list of a request."""
METHODS: Mapping[str, str] = {"create": "POST", "update": "PUT", "delete": "DELETE"}


def plain(value: Any) -> Any:
    """A copy of JSON values that shares nothing with the store."""
    return orjson.loads(orjson.dumps(value))


def without(declared: tuple[Field, ...], *names: str) -> tuple[Field, ...]:
    """Those fields but for the ones of these names."""
    return tuple(one for one in declared if one.name not in names)


def with_custom_list(values: Mapping[str, Any]) -> dict[str, Any]:
    """`custom_fields: {cf_x: 1}` and `cf_x: 1` as the list that a request holds."""
    body = {name: value for name, value in values.items() if not name.startswith("cf_")}
    given = body.pop("custom_fields", None)
    named = {name: value for name, value in values.items() if name.startswith("cf_")}
    if isinstance(given, Mapping):
        named = {**given, **named}
    entries = list(given) if isinstance(given, list) else []
    entries += [{"api_name": name, "value": value} for name, value in named.items()]
    return {**body, "custom_fields": entries} if entries else body


def key_of(context: Context, tenant: str, resource: Resource, field: str, named: str) -> str:
    """The id of the record that has it, or that value of `field`; raises ValueError if none has."""
    records = context.store.rows(resource.kind, tenant)
    if named in records:
        return named
    for key, record in records.items():
        if record.get(field) == named:
            return key
    names = [str(one.get(field)) for one in records.values()]
    close = get_close_matches(named, names, n=1)
    hint = f" Did you mean '{close[0]}'?" if close else f" It has: {', '.join(names) or 'none'}."
    raise ValueError(f"The organization {tenant} has no {resource.name} '{named}'.{hint}")


def view(context: Context, resource: Resource, tenant: str) -> list[dict[str, Any]]:
    """The records as one is read, custom fields under their own names too."""
    viewer = Viewer(context, tenant)
    omitted = frozenset({"custom_field_hash"} & resource.defaults.keys())
    rows = []
    for record in context.store.rows(resource.kind, tenant).values():
        shown = detail(viewer, resource, record, omitted)
        if resource.custom:
            custom = record.get("custom", {})
            shown |= {"custom_fields": custom, **custom}
        rows.append(plain(shown))
    return rows


def request(resource: Resource, friendly: Callable[[Mapping[str, Any]], dict[str, Any]]) -> Requesting:
    """The call by which a client changes a record; `friendly` makes its body of what an author writes."""

    def call(
        context: Context, action: str, tenant: str, key: str | None, values: Mapping[str, Any]
    ) -> tuple[str, str, Any]:
        path = f"/{resource.at}" if key is None else f"/{resource.at}/{key}"
        url = f"https://{host_of(context, tenant)}/books/v3{path}?organization_id={tenant}"
        return METHODS[action], url, None if action == "delete" else friendly(values)

    return call

"""Global fields of an extension: variables of the organization, named by a placeholder `vl__…_name`.

Read through `/settings/orgvariables/{placeholder}`, as public widgets of extensions do; a field that was
never filled in has an empty value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import checks
from ..operations import missing
from ..plan import Reply, declare
from ..resource import strict

KIND = "books.orgvariables"
FIELDS = (Field("placeholder"), Field("name"), Field("value"))

_PATH = "/settings/orgvariables"


def operations() -> Iterator[Operation]:
    """List, get, update."""
    one = strict(list(FIELDS))
    yield declare(
        "list_orgvariables",
        "GET",
        _PATH,
        _list,
        scope="settings.READ",
        message="success",
        answer={"orgvariables": {"type": "array", "items": one}},
    )
    yield declare(
        "get_orgvariable",
        "GET",
        _PATH + "/{placeholder}",
        _get,
        scope="settings.READ",
        message="success",
        answer={"orgvariable": one},
    )
    yield declare(
        "update_orgvariable",
        "PUT",
        _PATH + "/{placeholder}",
        _update,
        scope="settings.UPDATE",
        message="success",
        answer={"orgvariable": one},
        body=(Field("value", "any"),),
        partial=True,
    )


def put(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """Set a variable; `values`: placeholder (or name, which then stands for both) and value."""
    placeholder = str(values.get("placeholder") or values["name"])
    record = {
        "placeholder": placeholder,
        "name": str(values.get("name") or placeholder),
        "value": as_text(values.get("value")),
    }
    context.store.put(KIND, tenant, placeholder, record)
    return record


def as_text(value: Any) -> str:
    """A variable's value, which is always text: widgets save objects and parse them when they read."""
    if value is None:
        return ""
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _list(call: Call) -> Reply:
    return Reply({"orgvariables": list(call.context.store.rows(KIND, call.tenant).values())})


def _get(call: Call) -> Reply:
    return Reply({"orgvariable": _fetch(call)})


def _update(call: Call) -> Reply:
    changed = {**_fetch(call), **call.body}
    return Reply({"orgvariable": put(call.context, call.tenant, changed)})


def _fetch(call: Call) -> Record:
    key = call.ids["placeholder"]
    found = call.context.store.get(KIND, call.tenant, key)
    if found is None:
        if call.context.fails(checks.RECORD, True):
            raise missing(call, "Variable")
        return {"placeholder": key, "name": key, "value": ""}
    return found

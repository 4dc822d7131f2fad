"""Custom item types that requests name: looked up, and held against what is to become of that type."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ..kit.service import Call, Context
from ..kit.store import Record
from .checks import ITEM_TYPE, ITEM_TYPE_COUNT, ITEM_TYPE_SPACE
from .custom_values import spaces_of
from .errors import WrikeError
from .stored import CUSTOM_ITEM_TYPES

RELATED = ("Project", "Task", "Folder")
MOST_IN_FILTER = 1_000


def find(context: Context, account_id: str, identifier: str) -> Record | None:
    """The custom item type of that id, or None."""
    return context.store.get(CUSTOM_ITEM_TYPES, account_id, identifier)


def chosen(call: Call, parameter: str, related: Collection[str], place: Record) -> Record | None:
    """The type that the parameter names for something at `place`: it must be for one of those `related`."""
    if not (identifier := call.body.get(parameter)):
        return None
    found = find(call.context, call.tenant, identifier)
    if call.context.fails(ITEM_TYPE, found is None or found["relatedType"] not in related):
        raise WrikeError.invalid_parameter(parameter)
    if found is not None:
        require_place(call, parameter, found, place)
    return found


def require_place(call: Call, parameter: str, kind: Record, place: Record) -> None:
    """Refuse a type of a space for something outside it, if that is what is assumed."""
    space = kind.get("spaceId")
    outside = space is not None and space not in spaces_of(call.context, call.tenant, place)
    strict = outside and call.context.assume("wrike.item_type_elsewhere") == "refused"
    if call.context.fails(ITEM_TYPE_SPACE, strict):
        raise WrikeError.invalid_parameter(parameter)


def filtered(call: Call) -> frozenset[str]:
    """The ids by which `customItemTypes` filters a list; none where it does not."""
    wanted: Any = call.parameters.get("customItemTypes") or ()
    if call.context.fails(ITEM_TYPE_COUNT, len(wanted) > MOST_IN_FILTER):
        raise WrikeError.invalid_parameter("customItemTypes")
    return frozenset(wanted)

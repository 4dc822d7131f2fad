"""Custom fields: their definitions. Their values are in `custom_values`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import audit, tree
from ..answers import Answer, unique
from ..checks import FIELD_SPACE, FIELD_TYPE
from ..declaring import id_lists, reads, removes, writes
from ..entities import Entity, account_id_of, gone
from ..entity_ids import CUSTOM_FIELD
from ..errors import WrikeError
from ..references import contacts
from ..shapes import Shape
from ..stored import CONTACTS, CUSTOM_FIELDS, FOLDER_BLUEPRINTS, FOLDERS, TASK_BLUEPRINTS, TASKS
from . import spaces

TYPES = (
    *("Text", "DropDown", "Numeric", "Currency", "Percentage", "Date", "Duration", "Checkbox", "Contacts"),
    *("Multiple", "CalculatedNumeric", "CalculatedDate", "LinkToDatabase"),
)
INHERITANCE = ("All", "Tasks", "Folders", "Projects")
ENTITIES = ("WorkItem", "User")
_WITH_VALUES = ("DropDown", "Multiple")
_SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "Numeric": {"decimalPlaces": 0, "useThousandsSeparator": False, "aggregation": "None"},
    "Percentage": {"decimalPlaces": 0, "aggregation": "None"},
    "Currency": {"decimalPlaces": 2, "currency": "USD", "aggregation": "None"},
    "Duration": {"aggregation": "None"},
    "DropDown": {"values": (), "allowOtherValues": False, "optionColorsEnabled": False},
    "Multiple": {"values": (), "allowOtherValues": False, "optionColorsEnabled": False},
    "Contacts": {"contacts": ()},
    "Date": {"allowTime": False},
}
"""What a field of that type has in its settings besides what every field has."""


def create(context: Context, account_id: str, values: Mapping[str, Any]) -> Record:
    """Make a field of `title`, `type` and, if given, `id`, `spaceId`, `settings`, `sharing`, `sharedIds`."""
    settings = _settings(values["type"], values.get("settings") or {}, {})
    return ENTITY.add(context, account_id, {**values, "settings": settings})


def _settings(kind: str, given: Mapping[str, Any], held: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a field: what was given, over what it had, over those of its type."""
    common = {"inheritanceType": "All", "applicableEntityTypes": ("WorkItem",), "readOnly": False}
    settings = {**common, **_SETTINGS.get(kind, {}), **held, **given}
    if kind in _WITH_VALUES:
        if given.get("options"):
            settings["values"] = [one["value"] for one in given["options"]]
        elif "values" in given:
            settings["options"] = [{"value": value} for value in given["values"] or ()]
        settings.setdefault("options", [{"value": value} for value in settings["values"]])
    return {name: value for name, value in settings.items() if value is not None}


_OPTION = (Field("value", required=True), Field("color"))
_SETTING = (
    Field("inheritanceType", enum=INHERITANCE),
    Field("applicableEntityTypes", "list", of="text", enum=ENTITIES),
    Field("values", "list", of="text"),
    Field("options", "list", fields=_OPTION),
    Field("optionColorsEnabled", "boolean"),
    Field("allowOtherValues", "boolean"),
    Field("decimalPlaces", "integer"),
    Field("useThousandsSeparator", "boolean"),
    Field("aggregation", enum=("None", "Sum", "Average")),
    Field("currency"),
    Field("allowTime", "boolean"),
    Field("timezone"),
    Field("contacts", "list", of="id"),
    Field("readOnly", "boolean"),
)
SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("accountId", required=True),
        Field("title", required=True),
        Field("type", required=True, enum=TYPES),
        Field("spaceId"),
        Field("sharedIds", "list", required=True, of="id", default=()),
        Field("sharing", "object", required=True, default={}),
        Field("settings", "object", required=True, fields=_SETTING),
        Field("description", required=True, default=""),
        Field("archived", "boolean", required=True, default=False),
    ),
    computed={"accountId": account_id_of},
)
ENTITY = Entity("customfields", CUSTOM_FIELDS, CUSTOM_FIELD, SHAPE)


def index(call: Call) -> Answer:
    """`GET /customfields`."""
    return ENTITY.reply(call, [row for row in ENTITY.rows(call.context, call.tenant) if _matches(call, row)])


def in_space(call: Call) -> Answer:
    """`GET /spaces/{spaceId}/customfields`: those that belong to the space."""
    space = spaces.of_path(call)["id"]
    rows = ENTITY.rows(call.context, call.tenant)
    return ENTITY.reply(call, [row for row in rows if row.get("spaceId") == space and _matches(call, row)])


def _matches(call: Call, field: Record) -> bool:
    wanted, settings = call.parameters, field["settings"]
    return (
        str(wanted.get("title") or "").casefold() in field["title"].casefold()
        and field["type"] in (wanted.get("types") or TYPES)
        and settings["inheritanceType"] in (wanted.get("inheritanceTypes") or INHERITANCE)
        and not set(wanted.get("applicableEntityTypes") or ENTITIES).isdisjoint(
            settings["applicableEntityTypes"]
        )
    )


def show(call: Call) -> Answer:
    """`GET /customfields/{customfieldIds}`."""
    return ENTITY.reply(call, ENTITY.of_path(call))


def add(call: Call) -> Answer:
    """`POST /customfields`."""
    body = call.body
    values = {name: body[name] for name in ("title", "type", "sharing", "settings") if body.get(name)}
    if body.get("spaceId"):
        values["spaceId"] = _space(call, body["spaceId"])
    if body.get("shareds"):
        values["sharedIds"] = contacts(call, "shareds", body["shareds"])
    made = create(call.context, call.tenant, values)
    audit.note(call, "CustomFieldCreated", "CustomField", made["id"], made["title"])
    return ENTITY.reply(call, [made])


def change(call: Call) -> Answer:
    """`PUT /customfields/{customfieldId}`."""
    record, body = ENTITY.the_one(call), call.body
    kind = body.get("type") or record["type"]
    linked = kind == "LinkToDatabase" != record["type"]
    if call.context.fails(FIELD_TYPE, linked):
        raise WrikeError.invalid_parameter("type")
    values = {name: body[name] for name in ("title", "sharing") if body.get(name) is not None}
    if "type" in body or "settings" in body:
        held = record["settings"] if kind == record["type"] else _common(record["settings"])
        values |= {"type": kind, "settings": _settings(kind, body.get("settings") or {}, held)}
    values["sharedIds"] = _shareds(call, record)
    changed = _moved(call, {**record, **values})
    audit.note(call, "CustomFieldModified", "CustomField", changed["id"], changed["title"])
    return ENTITY.reply(call, [ENTITY.put(call.context, call.tenant, changed)])


def remove(call: Call) -> Answer:
    """`DELETE /customfields/{customfieldId}`: with every value of it, if Wrike has such an operation."""
    if call.context.assume("wrike.custom_field_deletion") == "none":
        raise WrikeError.method_not_found()
    record = ENTITY.the_one(call)
    for kind in (FOLDERS, TASKS, FOLDER_BLUEPRINTS, TASK_BLUEPRINTS, CONTACTS):
        _forget(call, kind, record["id"])
    audit.note(call, "CustomFieldRemoved", "CustomField", record["id"], record.get("title", ""))
    return gone(ENTITY, call, record)


def _forget(call: Call, kind: str, field: str) -> None:
    """Take the values of the field, and the columns that show it, from all records of that kind."""
    store = call.context.store
    for key, row in list(store.rows(kind, call.tenant).items()):
        kept = {
            "customFields": tuple(one for one in row.get("customFields", ()) if one["id"] != field),
            "customColumnIds": tuple(one for one in row.get("customColumnIds", ()) if one != field),
        }
        if less := {name: value for name, value in kept.items() if len(value) < len(row.get(name, ()))}:
            store.put(kind, call.tenant, key, {**row, **less})


def _common(settings: Mapping[str, Any]) -> dict[str, Any]:
    """What of the settings stays when the type changes."""
    return {name: settings[name] for name in ("inheritanceType", "applicableEntityTypes", "readOnly")}


def _shareds(call: Call, record: Record) -> tuple[str, ...]:
    added = contacts(call, "addShareds", call.body.get("addShareds") or ())
    removed = contacts(call, "removeShareds", call.body.get("removeShareds") or ())
    return tuple(one for one in unique((*record.get("sharedIds", ()), *added)) if one not in removed)


def _moved(call: Call, record: Record) -> Record:
    """`changeScope` with `spaceId` moves the field to a space, or with none to the account."""
    scope, space = call.body.get("changeScope"), call.body.get("spaceId")
    if call.context.fails(FIELD_SPACE, (scope == "Space") != bool(space)):
        raise WrikeError.invalid_parameter("spaceId")
    if scope == "Space" and space:
        return {**record, "spaceId": _space(call, space)}
    return {name: value for name, value in record.items() if scope is None or name != "spaceId"}


def _space(call: Call, identifier: str) -> str:
    found = tree.find(call.context, call.tenant, FOLDERS, identifier)
    if call.context.fails(FIELD_SPACE, found is None or "space" not in found):
        raise WrikeError.invalid_parameter("spaceId")
    return str(found["id"]) if found else identifier


_FILTERS = (
    Field("applicableEntityTypes", "list", of="text", enum=ENTITIES),
    Field("types", "list", of="text", enum=TYPES),
    Field("inheritanceTypes", "list", of="text", enum=INHERITANCE),
    Field("title"),
)
_COMMON = (
    Field("title", required=True),
    Field("type", required=True, enum=TYPES),
    Field("spaceId", "id"),
    Field("sharing", "object"),
    Field("settings", "object", fields=_SETTING),
)


def operations() -> Iterator[Operation]:
    """List, read, create, change, delete."""
    answer, path = ENTITY.answer, "/customfields/{ids}"
    yield reads("list_custom_fields", "/customfields", index, answer, _FILTERS)
    yield reads("list_space_custom_fields", "/spaces/{ids}/customfields", in_space, answer, _FILTERS)
    yield reads("get_custom_fields", path, show, answer, _FILTERS[:1])
    create_ = (*_COMMON, Field("shareds", "list", of="id"))
    yield writes("create_custom_field", "POST", "/customfields", add, answer, create_)
    update = (
        *_COMMON,
        Field("changeScope", enum=("Space", "Account")),
        *id_lists("addShareds", "removeShareds"),
    )
    yield writes("update_custom_field", "PUT", path, change, answer, update)
    yield removes("delete_custom_field", path, remove, answer)

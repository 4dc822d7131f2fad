"""Request forms: what people fill in to ask for work. No operation makes one; scenarios lay them down."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from ..answers import Answer, reader_of
from ..declaring import PAGING, reads
from ..entities import Entity
from ..entity_ids import REQUEST_FORM
from ..paging import page
from ..shapes import Shape
from ..stored import REQUEST_FORMS
from . import spaces

BREAK = "<br>"
LARGEST = 100
"""Records of a page [amp-labs: the newest reference]."""
_ITEM = (Field("id", required=True), Field("title", required=True), Field("selectedByDefault", "boolean"))
_FIELD = (
    *(Field("id", required=True), Field("title", required=True), Field("type", required=True)),
    *(Field("mandatory", "boolean"), Field("helperText"), Field("dateFormat")),
    Field("limit", "object", fields=(Field("type"),)),
    *(Field("lineCount", "integer"), Field("items", "list", fields=_ITEM)),
)
_PAGE = (
    Field("id", required=True),
    Field("title", required=True),
    Field("fields", "list", required=True, fields=_FIELD),
)
SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("title", required=True),
        Field("description", required=True, default=""),
        Field("spaceId"),
        Field("pages", "list", required=True, fields=_PAGE, default=()),
    ),
    computed={},
)
ENTITY = Entity("requestForms", REQUEST_FORMS, REQUEST_FORM, SHAPE)


def create(context: Context, account_id: str, values: Mapping[str, Any]) -> Record:
    """Make a form of `title`, `description`, `pages` and perhaps `spaceId`; what has no id gets one."""
    record = ENTITY.add(context, account_id, {**values, "pages": ()})
    pages = [_page(context, record["id"], one) for one in values.get("pages") or ()]
    return ENTITY.put(context, account_id, {**record, "pages": pages})


def _page(context: Context, form: str, given: Mapping[str, Any]) -> dict[str, Any]:
    fields = [_field(context, form, one) for one in given.get("fields") or ()]
    return {**_named(context, form, given), "fields": fields}


def _field(context: Context, form: str, given: Mapping[str, Any]) -> dict[str, Any]:
    items = given.get("items")
    made = {"type": "InputText", **_named(context, form, given)}
    return made | ({} if items is None else {"items": [_named(context, form, one) for one in items]})


def _named(context: Context, form: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a form with its id: the form's, then a question mark and a UUID in base32 (derived)."""
    known = {name: value for name, value in given.items() if value is not None}
    if "id" in known:
        return known
    nth = context.ids.nth(form, "wrike form part")
    unique = UUID(bytes=context.ids.digest("wrike form part", form, nth)[:16])
    return {"id": form + b32encode(f"?{unique}".encode()).decode().rstrip("="), **known}


def of_account(call: Call) -> Answer:
    """`GET /request_forms`: those that belong to no space."""
    return _list(call, call.context.store.find(REQUEST_FORMS, call.tenant, "spaceId", None))


def of_space(call: Call) -> Answer:
    """`GET /spaces/{spaceId}/request_forms`."""
    space = spaces.of_path(call)["id"]
    return _list(call, call.context.store.find(REQUEST_FORMS, call.tenant, "spaceId", space))


def show(call: Call) -> Answer:
    """`GET /request_forms/{requestFormId}`; lines of the description end in `<br>` unless refused."""
    return ENTITY.reply(call, [_described(call, ENTITY.the_one(call))])


def _described(call: Call, form: Record) -> Record:
    if not call.parameters.get("plainTextDescription"):
        return form
    return {**form, "description": form.get("description", "").replace(BREAK, "")}


def _list(call: Call, found: Iterable[Record]) -> Answer:
    shown = (_described(call, one) for one in found)
    return page(call, ENTITY.kind, shown, SHAPE.renderer(reader_of(call), ENTITY.names), LARGEST)


def operations() -> Iterator[Operation]:
    """The lists of the account and of a space, and one form [NATIVE; developers.wrike.com/reference]."""
    answer = ENTITY.answering(paged=True)
    plain = Field("plainTextDescription", "boolean")
    listed = (plain, Field("limit", "integer"), *PAGING)
    yield reads("list_request_forms", "/request_forms", of_account, answer, listed)
    yield reads("list_space_request_forms", "/spaces/{ids}/request_forms", of_space, answer, listed)
    yield reads("get_request_form", "/request_forms/{ids}", show, ENTITY.answer, (plain,))

"""What work begins with in scenarios: request forms."""

from __future__ import annotations

from ...kit.fields import Field
from ...kit.service import Kind
from ..resources import request_forms
from .laying import IN_SPACE, given, view

_ID = Field("id", "id")
_ITEM = (_ID, Field("title", required=True), Field("selectedByDefault", "boolean"))
_QUESTION = (
    *(_ID, Field("title", required=True), Field("type"), Field("mandatory", "boolean")),
    *(Field("helperText"), Field("dateFormat"), Field("limit", "object"), Field("lineCount", "integer")),
    Field("items", "list", fields=_ITEM),
)
_PAGE = (_ID, Field("title", required=True), Field("fields", "list", fields=_QUESTION))
_FORM = (
    *(_ID, Field("title", required=True), Field("description"), Field("space", "id")),
    Field("pages", "list", fields=_PAGE),
)
KINDS = (
    Kind(
        "request_forms",
        "id",
        given(request_forms.create, IN_SPACE),
        view(request_forms.ENTITY, _FORM, IN_SPACE),
        _FORM,
    ),
)

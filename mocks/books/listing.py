"""Lists: filtered, sorted, cut into pages [docs: pagination; recorded answers]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from ..kit.fields import Field
from ..kit.service import Call
from ..kit.store import Record
from . import checks
from .errors import BooksError
from .plan import Reply, resource_of
from .render import Viewer, rows
from .resource import CONTEXT, Resource
from .selecting import DATES, NUMBERS, SINCE, TEXTS, order, select, written

PER_PAGE = 200
FARTHEST = 2**53
"""No list is longer, and no index of one greater."""
SHORT_TEXT = 100
"""The greatest length of a filter's text [spec]."""

ALL = "Status.All"
"""The filter of a list that was asked for none."""
DAYS = ("as_of_date", "to_date")
"""Keys of the page_context of taxes, both of which say today [recorded]."""
PAGING = (Field("page", "integer"), Field("per_page", "integer"))
OPTION = Field("response_option", "integer")
COUNTED, BARE = (1, 2, 3), (2, 3)
"""Its values that bring the number of records, that leave the records out [spec of invoices; clients]."""
COUNTS: Mapping[str, Any] = {"total": {"type": "integer"}, "total_pages": {"type": "integer"}}
"""What page_context then has [clients]."""
_CONTEXT: Mapping[str, Mapping[str, Any]] = {
    "page": {"type": "integer"},
    "per_page": {"type": "integer"},
    "has_more_page": {"type": "boolean"},
    "custom_fields": {"type": "array"},
    "sort_order": {"enum": ["A", "D"]},
}
"""The keys of page_context that are no text."""


def context_schema(names: Iterable[str] = CONTEXT, *, since: bool = False) -> dict[str, Any]:
    """JSON Schema of a page_context with those keys; `since`: it may repeat what was asked for."""
    shown = (*names, SINCE) if since else names
    return {
        "type": "object",
        "properties": {name: _CONTEXT.get(name, {"type": "string"}) for name in shown},
        "required": list(names),
        "additionalProperties": False,
    }


PAGE_CONTEXT = context_schema()


def parameters(resource: Resource) -> tuple[Field, ...]:
    """The query parameters of the resource's list."""
    declared = [*PAGING, OPTION] if resource.context else []
    declared += [Field("sort_column", enum=resource.sorts), Field("sort_order", enum=("A", "D"))]
    if chosen := (*resource.filters, *resource.special_filters):
        declared.append(Field("filter_by", enum=chosen))
    for name in resource.texts:
        declared.extend(Field(f"{name}{end}", max_length=SHORT_TEXT) for end in TEXTS)
    declared.extend(Field(f"{name}{end}", "number") for name in resource.numbers for end in NUMBERS)
    declared.extend(Field(f"{name}{end}", "date") for name in resource.dates for end in DATES)
    declared.extend(_exact(resource, name) for name in resource.exact)
    declared.extend(Field(name, "boolean") for name in resource.flags)
    declared.extend(Field(name, enum=tuple(values)) for name, values in resource.choices.items())
    declared.extend(one.field for one in resource.further)
    if resource.searched:
        declared.append(Field("search_text", max_length=SHORT_TEXT))
    if resource.since:
        declared.append(Field(SINCE))
    return tuple(declared)


def _exact(resource: Resource, name: str) -> Field:
    known = resource.by_name.get(name)
    return Field(name, enum=known.enum if known else ())


def answer_list(call: Call) -> Reply:
    """The page of the resource's records that the call asks for."""
    resource, viewer = resource_of(call), Viewer.of(call)
    found: Iterable[Record] = select(call, viewer, resource)
    if not resource.context:
        return Reply({resource.plural: rows(viewer, resource, found)})
    start, length = bounds(call)
    option, counted = call.parameters.get(OPTION.name), {}
    if option in COUNTED:
        found = list(found)
        counted = counts(len(found), length)
    chunk = list(islice(found, start, start + length + 1))
    context = page_context(
        start // length + 1,
        length,
        len(chunk) > length,
        resource.report,
        call.parameters.get("filter_by") or resource.everything,
        call.parameters.get("sort_column") or resource.sort,
        order(call, resource.descending),
    )
    asked = call.parameters
    context |= dict.fromkeys(DAYS, viewer.today())
    known = {name: context.get(name, asked.get(name) or "") for name in resource.context}
    listed = {} if option in BARE else {resource.plural: rows(viewer, resource, chunk[:length])}
    return Reply({**listed, "page_context": {**known, **since(call), **counted}})


def counts(found: int, length: int) -> dict[str, int]:
    """How many records there are, and how many pages of that length."""
    return {"total": found, "total_pages": -(-found // length)}


def since(call: Call) -> dict[str, str]:
    """What page_context repeats of the moment that was asked for [recorded]."""
    return {SINCE: written(call.parameters[SINCE])} if call.parameters.get(SINCE) else {}


def bounds(call: Call) -> tuple[int, int]:
    """Where the page starts, and its length."""
    page = _positive(call, "page", 1)
    length = _positive(call, "per_page", PER_PAGE)
    if length > PER_PAGE:
        length = _long(call, length)
    return min((page - 1) * length, FARTHEST), length


def page_context(
    page: int, length: int, more: bool, report: str, applied: str, column: str, direction: str
) -> dict[str, Any]:
    """The object that tells a client where in the list it is."""
    return {
        "page": page,
        "per_page": length,
        "has_more_page": more,
        "report_name": report,
        "applied_filter": applied,
        "custom_fields": [],
        "sort_column": column,
        "sort_order": direction,
    }


def _positive(call: Call, name: str, otherwise: int) -> int:
    value = call.parameters.get(name)
    if value is None:
        return otherwise
    if value < 1:
        refused = call.context.assume("books.page_below_one") == "refused"
        if call.context.fails(checks.PAGE, refused):
            raise BooksError.invalid_value(name)
        return otherwise
    return int(value)


def _long(call: Call, length: int) -> int:
    chosen = call.context.assume("books.per_page_over")
    if call.context.fails(checks.PAGE, chosen == "refused"):
        raise BooksError.invalid_value("per_page")
    return length if chosen == "served" else PER_PAGE

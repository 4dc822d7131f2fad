"""Lists: filtered, sorted, cut into pages [docs: pagination; recorded answers]."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from ..kit.fields import Field
from ..kit.service import Call
from ..kit.store import Record
from . import checks, custom_fields
from .errors import BooksError
from .plan import Reply, resource_of
from .render import Viewer, rows
from .resource import CONTEXT, Resource, Test

PER_PAGE = 200
FEW = 1_000
"""So many records are put in order anew for a list."""
SHORT_TEXT = 100
"""The greatest length of a filter's text [spec]."""

NUMBERS: Mapping[str, Callable[[Any, Any], bool]] = {
    "": operator.eq,
    "_less_than": operator.lt,
    "_less_equals": operator.le,
    "_greater_than": operator.gt,
    "_greater_equals": operator.ge,
}
DATES: Mapping[str, Callable[[Any, Any], bool]] = {
    "": operator.eq,
    "_start": operator.ge,
    "_end": operator.le,
    "_before": operator.lt,
    "_after": operator.gt,
}
"""The variants of a filter's name, each with what it demands of (seen, wanted) [spec]."""

ALL = "Status.All"
"""The filter of a list that was asked for none."""
DAYS = ("as_of_date", "to_date")
"""Keys of the page_context of taxes, both of which say today [recorded]."""
PAGING = (Field("page", "integer"), Field("per_page", "integer"))
_CONTEXT: Mapping[str, Mapping[str, Any]] = {
    "page": {"type": "integer"},
    "per_page": {"type": "integer"},
    "has_more_page": {"type": "boolean"},
    "custom_fields": {"type": "array"},
    "sort_order": {"enum": ["A", "D"]},
}
"""The keys of page_context that are no text."""


def context_schema(names: Iterable[str] = CONTEXT) -> dict[str, Any]:
    """JSON Schema of a page_context with those keys."""
    return {
        "type": "object",
        "properties": {name: _CONTEXT.get(name, {"type": "string"}) for name in names},
        "required": list(names),
        "additionalProperties": False,
    }


PAGE_CONTEXT = context_schema()


def parameters(resource: Resource) -> tuple[Field, ...]:
    """The query parameters of the resource's list."""
    declared = [*PAGING] if resource.context else []
    declared += [Field("sort_column", enum=resource.sorts), Field("sort_order", enum=("A", "D"))]
    if chosen := (*resource.filters, *resource.special_filters):
        declared.append(Field("filter_by", enum=chosen))
    for name in resource.texts:
        variants = (name, f"{name}_startswith", f"{name}_contains")
        declared.extend(Field(variant, max_length=SHORT_TEXT) for variant in variants)
    declared.extend(Field(f"{name}{end}", "number") for name in resource.numbers for end in NUMBERS)
    declared.extend(Field(f"{name}{end}", "date") for name in resource.dates for end in DATES)
    declared.extend(_exact(resource, name) for name in resource.exact)
    declared.extend(Field(name, "boolean") for name in resource.flags)
    declared.extend(one.field for one in resource.further)
    if resource.searched:
        declared.append(Field("search_text", max_length=SHORT_TEXT))
    if resource.since:
        declared.append(Field("last_modified_time"))
    return tuple(declared)


def _exact(resource: Resource, name: str) -> Field:
    known = resource.by_name.get(name)
    return Field(name, enum=known.enum if known else ())


def answer_list(call: Call) -> Reply:
    """The page of the resource's records that the call asks for."""
    resource, viewer = resource_of(call), Viewer.of(call)
    found = select(call, viewer, resource)
    if not resource.context:
        return Reply({resource.plural: rows(viewer, resource, found)})
    start, length = bounds(call)
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
    return Reply({resource.plural: rows(viewer, resource, chunk[:length]), "page_context": known})


def select(call: Call, viewer: Viewer, resource: Resource) -> Iterator[Record]:
    """The records that pass the call's filters, in its order; no more are looked at than are taken."""
    column = call.parameters.get("sort_column") or resource.sort
    records = _sorted(call, viewer, resource, column)
    tests = _tests(call, viewer, resource)
    found = reversed(records) if order(call, resource.descending) == "D" else iter(records)
    for test in tests:
        found = filter(test, found)
    return found


def order(call: Call, descending: bool) -> str:
    """`A` or `D`: the order asked for, else the default."""
    return call.parameters.get("sort_order") or ("D" if descending else "A")


def bounds(call: Call) -> tuple[int, int]:
    """Where the page starts, and its length."""
    page = _positive(call, "page", 1)
    length = _positive(call, "per_page", PER_PAGE)
    if length > PER_PAGE:
        length = _long(call, length)
    return (page - 1) * length, length


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


def sort_key(name: str, missing: Any) -> Callable[[Record], Any]:
    """Sorts by one stored field: texts without regard to case."""
    return lambda record: _folded(record.get(name, missing))


def _folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _sorted(call: Call, viewer: Viewer, resource: Resource, column: str) -> Sequence[Record]:
    """The records that may pass the call's filters, ascending by the column."""
    store = call.context.store
    key = _column_key(viewer, resource, column)
    if (few := _few(call, resource)) is not None:
        return sorted(few, key=key)
    if column in resource.computed:
        return sorted(store.rows(resource.kind, call.tenant).values(), key=key)
    return store.ordered(resource.kind, call.tenant, column, key)


def _column_key(viewer: Viewer, resource: Resource, column: str) -> Callable[[Record], Any]:
    if (computed := resource.computed.get(column)) is not None:
        return lambda record: _folded(computed(viewer, record))
    return sort_key(column, 0 if column in resource.moments else resource.defaults.get(column, ""))


def _few(call: Call, resource: Resource) -> list[Record] | None:
    """The records that an index names, in order of insertion; None if none names just a few.

    Many are faster found in an order that is remembered than put in order.
    """
    store, kind, tenant = call.context.store, resource.kind, call.tenant
    if resource.within is not None:
        return store.find(kind, tenant, resource.within.key, call.ids[resource.within.key])
    for name, values in _demanded(call, resource):
        if resource.defaults.get(name, "") in values:
            values = (*values, None)  # what says the default is not stored
        counts = {value: count for value in values if (count := store.count(kind, tenant, name, value))}
        if len(counts) <= 1 and sum(counts.values()) <= FEW:
            return [one for value in counts for one in store.find(kind, tenant, name, value)]
    return None


def _demanded(call: Call, resource: Resource) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The stored fields that must have one of a few values, with those values."""
    given = call.parameters
    for name in (*resource.exact, *resource.flags):
        if name in given and name not in resource.computed:
            yield name, (given[name],)
    if (among := resource.filters.get(given.get("filter_by") or resource.everything)) is not None:
        yield among.field, among.values


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


def _tests(call: Call, viewer: Viewer, resource: Resource) -> list[Test]:
    tests: list[Test] = []
    given = call.parameters
    chosen = given.get("filter_by") or resource.everything
    if (among := resource.filters.get(chosen)) is not None:
        missing = resource.defaults.get(among.field)
        tests.append(lambda record: record.get(among.field, missing) in among.values)
    if (special := resource.special_filters.get(chosen)) is not None:
        tests.append(special(viewer))
    for name, value in given.items():
        if (test := _test(call, viewer, resource, name, value)) is not None:
            tests.append(test)
    return tests


def _test(call: Call, viewer: Viewer, resource: Resource, name: str, value: Any) -> Test | None:
    if name.startswith("cf_"):
        return _custom_test(call, name, value)
    if name in resource.exact or name in resource.flags:
        read = reader(viewer, resource, name)
        return lambda record: bool(read(record) == value)
    for one in resource.further:
        if one.field.name == name:
            return one.test(viewer, value)
    if name == "search_text":
        return _contained([reader(viewer, resource, one) for one in resource.searched], value)
    if name == "last_modified_time":
        moment = _moment(call, value)
        return lambda record: moment is None or record.get("last_modified_time", 0) >= moment
    return _compared(viewer, resource, name, value) or _text_test(viewer, resource, name, value)


def reader(viewer: Viewer, resource: Resource, name: str) -> Callable[[Record], Any]:
    """Reads that field of a record, stored or computed."""
    if (computed := resource.computed.get(name)) is not None:
        return lambda record: computed(viewer, record)
    missing = resource.defaults.get(name, "")
    return lambda record: record.get(name, missing)


def _compared(viewer: Viewer, resource: Resource, name: str, value: Any) -> Test | None:
    """The test of a number's or a date's filter, in any of its variants; None if it is none."""
    for names, compared in ((resource.numbers, NUMBERS), (resource.dates, DATES)):
        for end, holds in compared.items():
            filtered = name.removesuffix(end) if end else name
            if filtered in names and name == filtered + end:
                read = reader(viewer, resource, filtered)
                return lambda record: (seen := read(record)) != "" and holds(seen, value)
    return None


def _text_test(viewer: Viewer, resource: Resource, name: str, value: Any) -> Test | None:
    """The test of a text filter, in any of its three variants; None if it is none."""
    wanted = str(value).casefold()
    if (plain := resource.texts.get(name)) is not None:
        return _any_text(reader(viewer, resource, plain), lambda text: text == wanted)
    filtered, _, variant = name.rpartition("_")
    stored = resource.texts.get(filtered)
    if stored is None or variant not in ("startswith", "contains"):
        return None
    read = reader(viewer, resource, stored)
    if variant == "startswith":
        return _any_text(read, lambda text: text.startswith(wanted))
    return _any_text(read, lambda text: wanted in text)


def _any_text(read: Callable[[Record], Any], holds: Callable[[str], bool]) -> Test:
    def test(record: Record) -> bool:
        seen = read(record)
        return holds(seen.casefold()) if isinstance(seen, str) else any(map(holds, _texts(seen)))

    return test


def _contained(readers: list[Callable[[Record], Any]], value: str) -> Test:
    wanted = value.casefold()
    tests = [_any_text(read, lambda text: wanted in text) for read in readers]
    return lambda record: any(test(record) for test in tests)


def _texts(value: Any) -> list[str]:
    """The texts that a filter looks at: those of a list each, those of an object together."""
    if isinstance(value, list):
        return [str(one).casefold() for one in value]
    if isinstance(value, Mapping):
        return [" ".join(str(part) for part in value.values()).casefold()]
    return [str(value).casefold()]


def _custom_test(call: Call, name: str, value: Any) -> Test | None:
    if call.context.assume("books.custom_field_filter") == "ignored":
        return None
    return lambda record: str(custom_fields.formatted_value(record.get("custom", {}).get(name, ""))) == value


def _moment(call: Call, text: str) -> float | None:
    """Seconds since the epoch; a plus sign that came as a space is one."""
    try:
        return datetime.strptime(text.replace(" ", "+"), "%Y-%m-%dT%H:%M:%S%z").timestamp()
    except ValueError:
        if call.context.fails(checks.VALUE, True):
            raise BooksError.invalid_value("last_modified_time") from None
        return None

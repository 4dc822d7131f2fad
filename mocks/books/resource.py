"""What a resource of Books declares, and what follows from the declaration alone.

A `Resource` is data; `operations.py` expands it into operations, `listing.py` and `render.py` read it.
What is special about one resource is a hook in the module of that name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from ..kit.fields import Field
from ..kit.indexes import Source
from ..kit.store import Record
from .money import PERCENTAGE

if TYPE_CHECKING:
    from ..kit.service import Call, Context
    from .render import Viewer

DEFAULTS: Mapping[str, Any] = {
    "text": "",
    "id": "",
    "date": "",
    "time": "",
    "integer": 0,
    "number": 0.0,
    "boolean": False,
    "object": {},
    "list": [],
    "any": "",
}

_CUSTOM = frozenset({"custom_field_hash"})

BASIC = ("create", "list", "get", "update", "delete")
"""The operations that nearly every resource has."""
CONTEXT = (
    "page",
    "per_page",
    "has_more_page",
    "report_name",
    "applied_filter",
    "custom_fields",
    "sort_column",
    "sort_order",
)
"""The keys of page_context [recorded answers]."""

Test = Callable[[Record], bool]
"""Whether a list holds the record."""
Find = Callable[[], "list[Record] | None"]
"""The records that may pass a test, in order of insertion; None if they are more than a few."""
FEW = 1_000
"""So many records are put in order anew for a list."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """One condition of a list: the test that a record must pass and, if there is an index, who may."""

    test: Test
    find: Find = lambda: None


class Among(NamedTuple):
    """A set of records that a filter names: those whose field, stored or computed, has one of the values."""

    field: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Computed:
    """A field that lists look at and that is not stored.

    What `read` answers is remembered, so `sources` are all other records that it looks at. Beside those it
    may depend on the organization, on assumptions and on the day, and on nothing else. `many` says that it
    is a list, any of which may be what is asked for.
    """

    read: Callable[[Viewer, Record], Any]
    sources: tuple[Source, ...] = ()
    many: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """A field of other records that holds the id of one: what is used so can't be deleted.

    `plural` names those records; the field is in each of the nested records of `within`, if that is given.
    """

    plural: str
    field: str
    within: str = ""

    def of(self, context: Context, tenant: str, key: str) -> bool:
        """Whether any record uses that one."""
        table = f"books.{self.plural}"
        if not self.within:
            return context.store.count(table, tenant, self.field, key) > 0
        rows = context.store.rows(table, tenant).values()
        return any(one.get(self.field) == key for row in rows for one in row.get(self.within, ()))


@dataclass(frozen=True, slots=True)
class Filter:
    """A parameter of a list: `test` makes of its value the test that a record must pass."""

    field: Field
    test: Callable[[Viewer, Any], Test]


@dataclass(frozen=True, slots=True)
class Messages:
    """What Books says after an action went well, to the letter."""

    created: str
    updated: str
    deleted: str
    active: str = ""
    inactive: str = ""


@dataclass(frozen=True, slots=True)
class Hooks:
    """What is special about a resource; each hook is a plain function.

    `admit` refuses a request beyond what the fields say and returns the values to save (call, record
    before or None, values). `settle` turns the values of a save into those to store (context, tenant,
    record before or None, values). `compute` and `compute_row` add what is not stored to a rendered
    record or row. `guard` refuses a deletion. `saved` and `removed` follow a change in the same step; `done`
    is what a call to create or update asks for beside it (call, record before or None, record as saved).
    `message` is what is said of a record that was `created`, `updated` or `deleted`, where that depends on
    it, `title` for texts that call it otherwise than by the resource's. `key` makes the id of a new record
    out of its values; None is the next free one.
    """

    admit: Callable[[Call, Record | None, dict[str, Any]], dict[str, Any]] | None = None
    settle: Callable[[Context, str, Record | None, dict[str, Any]], dict[str, Any]] | None = None
    compute: Callable[[Viewer, Record, dict[str, Any]], None] | None = None
    compute_row: Callable[[Viewer, Record, dict[str, Any]], None] | None = None
    guard: Callable[[Call, Record], None] | None = None
    saved: Callable[[Context, str, Record], None] | None = None
    removed: Callable[[Context, str, Record], None] | None = None
    done: Callable[[Call, Record | None, Record], Record] | None = None
    message: Callable[[Record, str], str | None] | None = None
    title: Callable[[Record], str] | None = None
    key: Callable[[Context, str, Mapping[str, Any]], str | None] | None = None


@dataclass(frozen=True)
class Resource:
    """One resource: a collection of records of an organization.

    `name` and `plural` are the keys of the envelope, `key` the field that holds the id, `title` how error
    texts call it, `scopes` its group of scopes, `block` the middle digits of its ids. `path` is where it
    lives, unless that is `plural`; `within` is the resource below each of whose records it lives. `fields`
    are all fields in the order of an answer, `body` those of a request where they differ; `hidden` ones are
    taken and kept but never rendered, `unread` ones left out when one record is read, `listed` ones shown in
    lists alone, `optional` ones where they mean something. `columns` are those of a list's row, of which
    `sometimes` are in the rows of some records alone, `row` the fields that have another shape there. Rows
    are kept where `row_sources` says all other records that `compute_row` looks at (see `Computed`). `uses`
    are the fields of other records for whose sake one can't be deleted. `module` is the name of its events,
    if it has any. `actions` are its operations, `created_status` the status of a creation, `asked` what
    they take in the query, by action.

    Of its list: `sort` is the default column, `descending` its default order. `filters` are the values of
    filter_by (None lists all), `special_filters` those that take more than a look at one record,
    `everything` the one of a list that was asked for none, `choices` the parameters that name a set as
    filter_by does, `searched` the fields of search_text. `texts` are
    the filters that come also as `…_startswith` and `…_contains`, each with the field that it looks at,
    `exact` the parameters that must equal the field of that name, `flags` the same of booleans, `numbers`
    those that come also as `…_less_than` and the like, `dates` those that come also as `…_start`, `…_end`,
    `…_before`, `…_after`, `further` any others. `computed` reads what filters and sorting look at and is not
    stored. `context` are the keys of its page_context, of which a list without pages has none.
    """

    name: str
    plural: str
    key: str
    title: str
    scopes: str
    block: int
    fields: tuple[Field, ...]
    columns: tuple[str, ...]
    messages: Messages
    report: str
    sort: str
    sorts: tuple[str, ...]
    path: str = ""
    descending: bool = False
    filters: Mapping[str, Among | None] = field(default_factory=dict)
    special_filters: Mapping[str, Callable[[Viewer], Sieve]] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, Among]] = field(default_factory=dict)
    searched: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    exact: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    further: tuple[Filter, ...] = ()
    everything: str = "Status.All"
    since: bool = False
    computed: Mapping[str, Computed] = field(default_factory=dict)
    body: tuple[Field, ...] = ()
    row: tuple[Field, ...] = ()
    row_sources: tuple[Source, ...] | None = None
    context: tuple[str, ...] = CONTEXT
    within: Resource | None = None
    asked: Mapping[str, tuple[Field, ...]] = field(default_factory=dict)
    uses: tuple[Use, ...] = ()
    created_status: int = 201
    hidden: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    sometimes: frozenset[str] = frozenset()
    custom: bool = False
    module: str | None = None
    actions: tuple[str, ...] = (*BASIC, "active", "inactive")
    hooks: Hooks = Hooks()

    @cached_property
    def kind(self) -> str:
        """The name of its table in the store."""
        return f"books.{self.plural}"

    @cached_property
    def at(self) -> str:
        """The path of its collection, without a slash in front."""
        own = self.path or self.plural
        return f"{self.within.at}/{{{self.within.key}}}/{own}" if self.within else own

    @cached_property
    def called(self) -> str:
        """How texts call one within a sentence: `tax exemption`."""
        return self.title.lower()

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """All fields by name."""
        return {one.name: one for one in self.fields}

    @cached_property
    def writable(self) -> tuple[Field, ...]:
        """The fields that a request may hold."""
        return self.body or tuple(one for one in self.fields if not one.read_only)

    @cached_property
    def required(self) -> tuple[Field, ...]:
        """The fields without which there is no record."""
        return tuple(one for one in self.writable if one.required)

    @cached_property
    def moments(self) -> tuple[str, ...]:
        """The fields that are stored as seconds and shown as timestamps."""
        return tuple(one.name for one in self.fields if one.type == "time" and one.read_only)

    @cached_property
    def references(self) -> tuple[Field, ...]:
        """The fields that hold the id of another record."""
        return tuple(one for one in self.writable if one.reference)

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """What a rendered record holds unless the stored one says otherwise, in order."""
        kept = self.hidden | self.listed
        return {one.name: default(one) for one in self.fields if one.name not in kept}

    @cached_property
    def row_defaults(self) -> dict[str, Any]:
        """The same for a row of a list."""
        return {name: default(one) for name, one in self._columns.items()}

    @cached_property
    def _columns(self) -> dict[str, Field]:
        own = {one.name: one for one in self.row}
        return {name: own.get(name) or self.by_name[name] for name in self.columns}

    @cached_property
    def row_answer(self) -> dict[str, Any]:
        """JSON Schema of a row of a list; custom values are in it under their own names too."""
        schema = strict(list(self._columns.values()), _CUSTOM | self.sometimes)
        return {**schema, "patternProperties": {"^cf_": {}}} if self.custom else schema

    def answer(self, names: Mapping[str, Any]) -> dict[str, Any]:
        """JSON Schema of a rendered record that holds just those names."""
        return strict([self.by_name[name] for name in names], _CUSTOM | self.optional)


def default(declared: Field) -> Any:
    """What an answer says for a field that was never filled in."""
    if declared.default is not None:
        return declared.default
    if declared.type == "object":
        return {one.name: default(one) for one in declared.fields}
    return 0 if declared.name == PERCENTAGE and declared.type == "number" else DEFAULTS[declared.type]


def strict(fields: list[Field], optional: frozenset[str] = frozenset()) -> dict[str, Any]:
    """JSON Schema of an answer: all of those fields and no other, but for the optional ones."""
    return {
        "type": "object",
        "properties": {one.name: _answer(one) for one in fields},
        "required": [one.name for one in fields if one.name not in optional],
        "additionalProperties": False,
    }


def _answer(declared: Field) -> dict[str, Any]:
    if declared.type == "object" and declared.fields:
        return strict(list(declared.fields))
    if declared.type == "list" and declared.fields:
        return {"type": "array", "items": strict(list(declared.fields))}
    schema = declared.schema()
    schema.pop("readOnly", None)
    if declared.enum and default(declared) not in declared.enum:
        schema["enum"] = [*declared.enum, default(declared)]
    if declared.default == "" and schema.get("type") == "number":
        schema["type"] = ["number", "string"]
    return schema

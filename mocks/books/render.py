"""Stored records as Books shows them: completed with defaults, times in the organization's zone."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import lru_cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from ..kit.indexes import Index, Reading, Source
from ..kit.service import Call, Context
from ..kit.store import Record
from . import custom_fields
from .organizations.tenancy import organization_of, zone_of
from .resource import Resource

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NOTHING: AbstractSet[str] = frozenset()
KEPT = 1_000
"""So many rows of a resource are kept, for the next list that has them."""


class Viewer:
    """Who looks at the records of an organization, for the length of one call."""

    __slots__ = (
        "_indexes",
        "_today",
        "_users",
        "columns",
        "context",
        "hashless",
        "organization",
        "person",
        "tenant",
        "zone",
    )

    def __init__(self, context: Context, tenant: str, person: str | None = None) -> None:
        self.context, self.tenant, self.person = context, tenant, person
        self.organization = organization_of(context, tenant)
        self.zone = zone_of(self.organization["time_zone"])
        self.hashless: bool | None = None
        self.columns: bool | None = None
        self._users: dict[str | None, Record] = {}
        self._indexes: dict[tuple[str, str], Index] = {}
        self._today = ""

    @classmethod
    def of(cls, call: Call) -> Viewer:
        """Whoever makes the call."""
        return cls(call.context, call.tenant, call.grant.person if call.grant else None)

    def time(self, seconds: float) -> str:
        """`2026-06-09T09:46:47-0400`: the moment in the organization's zone."""
        return _stamp(int(seconds), self.zone)

    def today(self) -> str:
        """The day that it is in the organization's zone: `2026-06-09`."""
        if not self._today:
            self._today = self.time(self.context.clock.now())[:10]
        return self._today

    def date(self, seconds: float) -> str:
        """The day in the organization's own way of writing dates, such as `09 Jun 2026`."""
        return self.day(self.time(seconds)[:10])

    def day(self, day: str) -> str:
        """An ISO date in the organization's own way of writing dates."""
        return write_date(day, self.organization["date_format"])

    @property
    def basis(self) -> tuple[Any, ...]:
        """All that what is shown depends on, beside records: organization, assumptions, day."""
        return self.organization, self.context.assumptions.revision, self.today()

    def index(self, kind: str, reading: Reading) -> Index:
        """The records by what is read out of them, for a call that only looks: brought up to date once."""
        if (index := self._indexes.get((kind, reading.name))) is None:
            index = self.context.store.index(kind, self.tenant, reading)
            self._indexes[kind, reading.name] = index
        return index

    def user(self, person: str | None) -> Record:
        """The user that the person is in the organization; empty if none."""
        if (known := self._users.get(person)) is None:
            found = self.context.store.find("books.users", self.tenant, "person", person) if person else ()
            known = self._users[person] = found[0] if found else {}
        return known

    def without_hash(self) -> bool:
        """Whether a record without custom values has no `custom_field_hash`."""
        if self.hashless is None:
            self.hashless = self.context.assume("books.custom_field_hash") == "absent"
        return self.hashless

    def with_custom_columns(self) -> bool:
        """Whether a row of a list holds custom values under their own names too."""
        if self.columns is None:
            self.columns = self.context.assume("books.custom_field_rows") == "columns"
        return self.columns


@lru_cache(maxsize=10_000)
def _stamp(seconds: int, zone: ZoneInfo) -> str:
    text = datetime.fromtimestamp(seconds, zone).isoformat()
    return text[:22] + text[23:]


@lru_cache(maxsize=10_000)
def write_date(day: str, form: str) -> str:
    """An ISO date in a form such as `dd MMM yyyy` or `MM/dd/yyyy`."""
    year, month, number = day.split("-")
    text = form.replace("yyyy", year).replace("yy", year[2:]).replace("dd", number)
    return text.replace("MMM", MONTHS[int(month) - 1]) if "MMM" in text else text.replace("MM", month)


def detail(
    viewer: Viewer, resource: Resource, record: Record, omit: AbstractSet[str] = NOTHING
) -> dict[str, Any]:
    """One record, whole, but for the names in `omit`."""
    shown = {**resource.defaults, **record}
    for name in record.keys() - resource.defaults.keys():
        del shown[name]
    _complete(viewer, resource, record, shown)
    if resource.hooks.compute is not None:
        resource.hooks.compute(viewer, record, shown)
    for name in omit:
        del shown[name]
    return shown


def rows(viewer: Viewer, resource: Resource, records: Iterable[Record]) -> list[dict[str, Any]]:
    """Records as the rows of a list; not to be changed."""
    make = partial(_row, viewer, resource)
    if resource.row_sources is None:
        return list(map(make, records))
    sources = (*resource.row_sources, Source(custom_fields.KIND))
    reading = Reading("row", make, sources, viewer.basis, KEPT)
    index, key = viewer.index(resource.kind, reading), resource.key
    return [index.value(record[key]) for record in records]


def _row(viewer: Viewer, resource: Resource, record: Record) -> dict[str, Any]:
    columns, compute = resource.row_defaults, resource.hooks.compute_row
    shown = {**columns, **{name: record[name] for name in record if name in columns}}
    _complete(viewer, resource, record, shown)
    if "custom" in record and viewer.with_custom_columns():
        shown.update(shown["custom_field_hash"])
    if compute is not None:
        compute(viewer, record, shown)
    return shown


def _complete(viewer: Viewer, resource: Resource, record: Record, shown: dict[str, Any]) -> None:
    for name in resource.moments:
        if name in shown:
            shown[name] = viewer.time(record.get(name, 0))
    if not resource.custom:
        return
    if custom := record.get("custom"):
        shown["custom_fields"], shown["custom_field_hash"] = custom_fields.render(
            viewer.context, viewer.tenant, resource.plural, custom
        )
    elif viewer.without_hash():
        del shown["custom_field_hash"]

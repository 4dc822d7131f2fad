"""Stored records as Books shows them: completed with defaults, times in the organization's zone."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from ..kit.service import Call, Context
from ..kit.store import Record
from . import custom_fields
from .resource import Resource
from .tenancy import organization_of

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NOTHING: AbstractSet[str] = frozenset()


class Viewer:
    """Who looks at the records of an organization, for the length of one call."""

    def __init__(self, context: Context, tenant: str, person: str | None = None) -> None:
        self.context, self.tenant, self.person = context, tenant, person
        self._times: dict[float, str] = {}
        self._dates: dict[float, str] = {}

    @classmethod
    def of(cls, call: Call) -> Viewer:
        """Whoever makes the call."""
        return cls(call.context, call.tenant, call.grant.person if call.grant else None)

    @cached_property
    def organization(self) -> Record:
        """The organization, completed."""
        return organization_of(self.context, self.tenant)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The organization's time zone."""
        return ZoneInfo(self.organization["time_zone"])

    def time(self, seconds: float) -> str:
        """`2026-06-09T09:46:47-0400`: the moment in the organization's zone."""
        if (known := self._times.get(seconds)) is None:
            text = datetime.fromtimestamp(int(seconds), self.zone).isoformat()
            known = self._times[seconds] = text[:22] + text[23:]
        return known

    def date(self, seconds: float) -> str:
        """The day in the organization's own way of writing dates, such as `09 Jun 2026`."""
        if (known := self._dates.get(seconds)) is None:
            day = datetime.fromtimestamp(int(seconds), self.zone)
            known = self._dates[seconds] = write_date(day, self.organization["date_format"])
        return known


def write_date(day: datetime, form: str) -> str:
    """A date in a form such as `dd MMM yyyy` or `MM/dd/yyyy`."""
    text = form.replace("yyyy", f"{day.year:04d}").replace("yy", f"{day.year % 100:02d}")
    text = text.replace("dd", f"{day.day:02d}")
    if "MMM" in text:
        return text.replace("MMM", MONTHS[day.month - 1])
    return text.replace("MM", f"{day.month:02d}")


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


def row(viewer: Viewer, resource: Resource, record: Record) -> dict[str, Any]:
    """One record as a row of a list."""
    columns = resource.row_defaults
    shown = {**columns, **{name: record[name] for name in record if name in columns}}
    _complete(viewer, resource, record, shown)
    if resource.hooks.compute_row is not None:
        resource.hooks.compute_row(viewer, record, shown)
    return shown


def _complete(viewer: Viewer, resource: Resource, record: Record, shown: dict[str, Any]) -> None:
    for name in resource.moments:
        if name in shown:
            shown[name] = viewer.time(record.get(name, 0))
    if resource.custom:
        if custom := record.get("custom"):
            shown["custom_fields"], shown["custom_field_hash"] = custom_fields.render(
                viewer.context, viewer.tenant, resource.plural, custom
            )
        elif viewer.context.assume("books.custom_field_hash") == "absent":
            del shown["custom_field_hash"]

"""How much work there is to do, as tasks and bookings have it."""

from __future__ import annotations

from ..kit.fields import Field

MODES = ("Basic", "Flexible", "FullTime", "None")
_DAILY = (Field("date", "date", required=True), Field("effortMinutes", "integer", required=True))
ALLOCATION = Field(
    "responsibleAllocation",
    "list",
    fields=(
        Field("userId", "id"),
        Field("placeholderId", "id"),
        Field("dailyAllocation", "list", required=True, fields=_DAILY),
    ),
)
"""Who does how much on which days."""

"""What fake Wrike refuses."""

from __future__ import annotations

from ..rows import Row
from . import account, core, item_types, planning, records, staff, who_may

_ROOMS = (core, records, staff, item_types, planning, account, who_may)
ROWS: tuple[Row, ...] = tuple(row for room in _ROOMS for row in room.ROWS)

"""What fake Wrike refuses."""

from __future__ import annotations

from ..rows import Row
from . import account, core, item_types, records, staff

ROWS: tuple[Row, ...] = (*core.ROWS, *records.ROWS, *staff.ROWS, *item_types.ROWS, *account.ROWS)

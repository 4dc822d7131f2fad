"""What fake Wrike refuses."""

from __future__ import annotations

from ..rows import Row
from . import core, records, staff

ROWS: tuple[Row, ...] = (*core.ROWS, *records.ROWS, *staff.ROWS)

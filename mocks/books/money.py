"""Amounts of money: exact while one counts, rounded half up where they are shown [live: round_half_up]."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

ZERO = Decimal(0)


def exact(value: Any) -> Decimal:
    """The number as it was written, without a float's dust; nothing counts as zero."""
    return Decimal(str(value)) if value not in (None, "") else ZERO


def rounded(value: Decimal, precision: int = 2) -> Decimal:
    """The amount at so many decimal places."""
    return value.quantize(Decimal(1).scaleb(-precision), ROUND_HALF_UP)


def shown(value: Decimal, precision: int = 2) -> float:
    """The rounded amount as an answer holds it."""
    return float(rounded(value, precision)) + 0.0

"""Amounts of money: exact while one counts, rounded half up where they are shown [live: round_half_up]."""

from __future__ import annotations

import sys
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

ZERO = Decimal(0)
PERCENTAGE = "tax_percentage"
"""The number that has decimal places on the wire only if it needs them [recorded]."""
_WIDE = Context(prec=1000)
"""Room for the product of any two numbers that a request can hold."""
_GREATEST = sys.float_info.max


def exact(value: Any) -> Decimal:
    """The number as it was written, without a float's dust; nothing, or no number at all, counts as zero."""
    if value in (None, ""):
        return ZERO
    number = Decimal(str(value))
    return number if number.is_finite() else ZERO


def rounded(value: Decimal, precision: int = 2) -> Decimal:
    """The amount at so many decimal places."""
    return value.quantize(Decimal(1).scaleb(-precision), ROUND_HALF_UP, _WIDE)


def shown(value: Decimal, precision: int = 2) -> float:
    """The rounded amount as an answer holds it."""
    return min(max(float(rounded(value, precision)), -_GREATEST), _GREATEST) + 0.0


def percentage(value: float) -> float:
    """A tax as answers hold it: `10`, `12.5`."""
    return int(value) if float(value).is_integer() else value

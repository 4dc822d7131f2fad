"""Builtins of numbers (reference 2.2)."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

from harness.deluge.builtins.signature import Builtin
from harness.deluge.errors import ScriptError
from harness.deluge.runtime.operators import decimal
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import Kind

_MOST_PLACES = 300


def round_whole(run: Run, value: int, places: int = 0) -> float:
    return run.operators.whole(int(_rounded(value, places))) if places < 0 else value


def round_decimal(run: Run, value: float, places: int = 0) -> float:
    """A whole number unless decimals are asked for: `218.5.round(0)` is 219."""
    rounded = _rounded(value, places)
    return float(rounded) if places > 0 else run.operators.whole(int(rounded))


def _rounded(value: float, places: int) -> Decimal:
    """-218.4 gives -218 and 218.5 gives 219: half away from zero, as the examples have it."""
    if not -_MOST_PLACES <= places <= _MOST_PLACES:
        raise ScriptError(f"round takes -{_MOST_PLACES} to {_MOST_PLACES} places")
    exact = decimal(value)
    if places >= 0 and -exact.as_tuple().exponent <= places:  # type: ignore[operator]  # finite, so the exponent is a number
        return exact
    unit = Decimal(1).scaleb(-places)
    return (exact / unit).to_integral_value(ROUND_HALF_UP) * unit


def absolute(run: Run, value: float) -> float:
    return run.operators.whole(abs(value)) if type(value) is int else abs(value)


def ceiling(run: Run, value: float) -> int:
    return run.operators.whole(math.ceil(value))


def floor(run: Run, value: float) -> int:
    return run.operators.whole(math.floor(value))


_NUMBER, _DECIMAL = Kind.NUMBER, Kind.DECIMAL

BUILTINS = (
    Builtin("round", _NUMBER, round_whole, (_NUMBER,), optional=1),
    Builtin("round", _DECIMAL, round_decimal, (_NUMBER,), optional=1),
    *(
        Builtin(name, kind, function)
        for name, function in (("abs", absolute), ("ceil", ceiling), ("floor", floor))
        for kind in (_NUMBER, _DECIMAL)
    ),
)

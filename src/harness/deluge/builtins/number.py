"""Builtins of numbers (reference 2.2)."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Final

from harness.deluge.builtins.formats import number_format
from harness.deluge.builtins.signature import Builtin
from harness.deluge.errors import ScriptError
from harness.deluge.runtime.operators import decimal
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import Kind

_MOST_PLACES: Final = 300
_UNITS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_POWERS: Final = ("", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion")


def round_whole(run: Run, value: int, places: int = 0) -> float:
    return run.operators.whole(int(_rounded(value, places, ROUND_HALF_UP))) if places < 0 else value


def round_decimal(run: Run, value: float, places: int = 0) -> float:
    """A whole number unless decimals are asked for: `218.5.round(0)` is 219.

    -218.4 gives -218 and 218.5 gives 219: half away from zero, as the examples have it.
    """
    rounded = _rounded(value, places, ROUND_HALF_UP)
    return float(rounded) if places > 0 else run.operators.whole(int(rounded))


def truncate(run: Run, value: float, places: int = 0) -> float:
    """`9789.852.truncate(-2)` is 9700 (example)."""
    cut = _rounded(value, places, ROUND_DOWN)
    return float(cut) if places > 0 and type(value) is float else run.operators.whole(int(cut))


def _rounded(value: float, places: int, how: str) -> Decimal:
    if not -_MOST_PLACES <= places <= _MOST_PLACES:
        raise ScriptError(f"A number is rounded to -{_MOST_PLACES} to {_MOST_PLACES} places")
    exact = decimal(value)
    if places >= 0 and -exact.as_tuple().exponent <= places:  # type: ignore[operator]  # finite, so the exponent is a number
        return exact
    unit = Decimal(1).scaleb(-places)
    return (exact / unit).to_integral_value(how) * unit


def absolute(run: Run, value: float) -> float:
    return run.operators.whole(abs(value)) if type(value) is int else abs(value)


def ceiling(run: Run, value: float) -> int:
    return run.operators.whole(math.ceil(value))


def floor(run: Run, value: float) -> int:
    return run.operators.whole(math.floor(value))


def fraction(run: Run, value: float) -> float:
    """`frac(-25.1)` is -0.1 (example)."""
    return float(decimal(value) % 1)


def sign(run: Run, value: float) -> float:
    return float((value > 0) - (value < 0))


def is_even(run: Run, value: float) -> bool:
    return int(value) % 2 == 0


def is_odd(run: Run, value: float) -> bool:
    return int(value) % 2 == 1


def power(run: Run, value: float, exponent: float) -> float:
    return _finite("power", lambda: math.pow(value, exponent))


def arc_tangent(run: Run, value: float, other: float) -> float:
    return math.atan2(value, other)


def _function(name: str, compute: Callable[[float], float]) -> Callable[[Run, float], float]:
    return lambda run, value: _finite(name, lambda: compute(value))


def _finite(name: str, compute: Callable[[], float]) -> float:
    try:
        result = compute()
    except (ArithmeticError, ValueError):
        result = math.nan
    if math.isfinite(result):
        return result
    raise ScriptError("An error occurred while performing this action", f"{name} has no value here.")


def random_number(run: Run, start: float, end: float) -> float:
    """From `start` up to, but not including, `end`; a decimal if one of them is (example)."""
    if not start < end:
        raise ScriptError(f"randomNumber needs a range, not {start} to {end}")
    share = run.chance()
    if type(start) is int and type(end) is int:
        return start + int((end - start) * share)
    return float(start + (end - start) * share)


def to_hex(run: Run, value: int) -> str:
    return format(value % 2**64, "x")


def to_words(run: Run, value: int) -> str:
    """English words; Zoho's exact wording is not known."""
    if value < 0:
        return f"minus {to_words(run, -value)}"
    if value == 0:
        return _UNITS[0]
    words: list[str] = []
    for power_word in _POWERS:
        value, group = divmod(value, 1000)
        if group:
            words.insert(0, f"{_hundreds(group)} {power_word}".strip())
    return " ".join(words)


def _hundreds(group: int) -> str:
    words = [f"{_UNITS[group // 100]} hundred"] if group >= 100 else []
    rest = group % 100
    if rest >= 20:
        words.append(_TENS[rest // 10])
        rest %= 10
    if rest:
        words.append(_UNITS[rest])
    return " ".join(words)


def text(run: Run, value: float, pattern: str) -> str:
    return number_format(decimal(value), pattern)


_NUMBER, _DECIMAL, _TEXT = Kind.NUMBER, Kind.DECIMAL, Kind.TEXT
_BOTH = (_NUMBER, _DECIMAL)
_COMPUTED: Final[tuple[tuple[str, Callable[[float], float]], ...]] = (
    ("exp", math.exp), ("log", math.log), ("log10", math.log10), ("sqrt", math.sqrt),
    ("sin", math.sin), ("asin", math.asin), ("sinh", math.sinh), ("asinh", math.asinh),
    ("cos", math.cos), ("acos", math.acos), ("cosh", math.cosh), ("acosh", math.acosh),
    ("tan", math.tan), ("atan", math.atan), ("tanh", math.tanh), ("atanh", math.atanh),
)  # fmt: skip

BUILTINS = (
    Builtin("round", _NUMBER, round_whole, (_NUMBER,), optional=1),
    Builtin("round", _DECIMAL, round_decimal, (_NUMBER,), optional=1),
    *(
        Builtin(name, kind, function)
        for kind in _BOTH
        for name, function in (
            ("abs", absolute), ("ceil", ceiling), ("floor", floor), ("frac", fraction),
            ("signum", sign), ("isEven", is_even), ("isOdd", is_odd),
            *((name, _function(name, compute)) for name, compute in _COMPUTED),
        )
    ),
    *(
        entry
        for kind in _BOTH
        for entry in (
            Builtin("truncate", kind, truncate, (_NUMBER,), optional=1),
            Builtin("power", kind, power, (_DECIMAL,)),
            Builtin("atan2", kind, arc_tangent, (_DECIMAL,)),
            Builtin("randomNumber", kind, random_number, (_DECIMAL,)),
            Builtin("text", kind, text, (_TEXT,)),
        )
    ),
    *(Builtin(name, _DECIMAL, text, (_TEXT,)) for name in ("toString", "toText")),
    Builtin("toHex", _NUMBER, to_hex),
    Builtin("toWords", _NUMBER, to_words),
)  # fmt: skip

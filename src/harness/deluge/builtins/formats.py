"""Number patterns in the manner of Java's DecimalFormat: `#,##0.00`, `$#,##0.00`, `000000000`."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final

from harness.deluge.errors import ScriptError

_PATTERN: Final = re.compile(r"([^#0,.]*)([#0,]*)(?:\.([0#]*))?([^#0,.]*)")
_CONTEXT: Final = Context(prec=400)


def number_format(value: Decimal, pattern: str) -> str:
    """A number by a pattern. Raises ScriptError for what is none."""
    found = _PATTERN.fullmatch(pattern)
    if not found or not (found[2] or found[3]) or len(pattern) > 100:
        raise ScriptError(f"'{pattern[:40]}' is no format of a number", "For example: #,##0.00.")
    before, whole, places, after = found[1], found[2], found[3] or "", found[4]
    if "%" in before + after:
        value = value * 100
    rounded = value.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_EVEN, _CONTEXT)
    digits, _, fraction = format(abs(rounded), "f").partition(".")
    fraction = _without_optional(fraction, places)
    text = _grouped(digits, whole) + (f".{fraction}" if fraction else "")
    return f"{'-' if rounded < 0 else ''}{before}{text}{after}"


def _without_optional(fraction: str, places: str) -> str:
    """A # at the end of the pattern is no digit where the number has none."""
    least = len(places.rstrip("#"))
    while len(fraction) > least and fraction.endswith("0"):
        fraction = fraction[:-1]
    return fraction


def _grouped(digits: str, whole: str) -> str:
    digits = digits.lstrip("0").zfill(whole.count("0"))
    size = len(whole) - whole.rindex(",") - 1 if "," in whole else 0
    if not size:
        return digits
    first = len(digits) % size
    groups = [digits[:first], *(digits[at : at + size] for at in range(first, len(digits), size))]
    return ",".join(one for one in groups if one)

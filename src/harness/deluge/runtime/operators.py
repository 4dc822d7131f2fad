"""Deluge's operators, a method per rule (reference 1.3). Whole numbers and texts go first and fast."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from decimal import Context, Decimal
from typing import Any, Final

from harness.deluge.errors import ScriptError
from harness.deluge.runtime import dates
from harness.deluge.runtime.answers import Answers
from harness.deluge.runtime.limits import Meter
from harness.deluge.runtime.texts import Texts, measure
from harness.deluge.runtime.values import AnswerText, Collection, DateTime, Time, kind

LARGEST: Final = 2**63 - 1
SMALLEST: Final = -(2**63)
_CONTEXT: Final = Context(prec=34)
_EXACT: Final[dict[str, Callable[[Decimal, Decimal], Decimal]]] = {
    "+": _CONTEXT.add,
    "-": _CONTEXT.subtract,
    "*": _CONTEXT.multiply,
    "/": _CONTEXT.divide,
    "%": _CONTEXT.remainder,
}
_BINARY: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "%": math.fmod,
}
_NUMBERS: Final = (int, float)


def decimal(value: float) -> Decimal:
    """The shortest decimal that stands for a number."""
    return Decimal(value) if type(value) is int else Decimal(repr(value))


def number_in(text: str) -> float | None:
    """The number that a text spells, whole or decimal; None if it is none."""
    digits = text.strip().removeprefix("-")
    if not digits.replace(".", "", 1).isdigit() or not digits.isascii() or len(digits) > 300:
        return None
    return float(text) if "." in digits else int(text)


def remainder(left: int, right: int) -> int:
    """The remainder with the sign of the dividend, as in Java."""
    return left - right * truncated(left, right)


def truncated(left: int, right: int) -> int:
    """The quotient cut towards zero."""
    quotient = abs(left) // abs(right)
    return quotient if (left < 0) == (right < 0) else -quotient


class Operators:
    """The operators of one run."""

    def __init__(self, meter: Meter, texts: Texts, assume: Callable[[str], str], answers: Answers) -> None:
        self._charge, self._texts, self._assume = meter.charge, texts, assume
        self._answers = answers

    # --- arithmetic

    def add(self, left: Any, right: Any) -> Any:
        """`left + right`: sum, or concatenation if one of them is a text."""
        if type(left) is int and type(right) is int:
            total = left + right
            if -0x8000_0000_0000_0000 <= total <= 0x7FFF_FFFF_FFFF_FFFF:  # faster than names
                return total
            return self.whole(total)
        if isinstance(left, str) or isinstance(right, str):
            return self._concatenate(left, right)
        if type(left) is DateTime and type(right) in _NUMBERS:
            return self._days(left, right, 1)
        return self._arithmetic("+", left, right)

    def subtract(self, left: Any, right: Any) -> Any:
        """`left - right`; of two dates, the milliseconds between them."""
        if type(left) is int and type(right) is int:
            return self.whole(left - right)
        if type(left) is DateTime and type(right) is DateTime:
            return int((left.at - right.at).total_seconds()) * 1000
        if type(left) is DateTime and type(right) in _NUMBERS:
            return self._days(left, right, -1)
        return self._arithmetic("-", left, right)

    def multiply(self, left: Any, right: Any) -> Any:
        """`left * right`."""
        if type(left) is int and type(right) is int:
            return self.whole(left * right)
        return self._arithmetic("*", left, right)

    def divide(self, left: Any, right: Any) -> Any:
        """`left / right`."""
        if type(right) in _NUMBERS and right == 0 and type(left) in _NUMBERS:
            raise ScriptError("Error in performing the Operation / : Divide by zero error")
        if type(left) is int and type(right) is int:
            rule = self._assume("deluge.division")
            if rule == "truncate" or (rule == "exact" and left % right == 0):
                return self.whole(truncated(left, right))
        return self._arithmetic("/", left, right)

    def modulo(self, left: Any, right: Any) -> Any:
        """`left % right`, with the sign of the dividend."""
        if type(left) not in _NUMBERS or type(right) not in _NUMBERS:
            raise ScriptError("On performing mod operation mismatch of data type expressions found")
        if right == 0:
            raise ScriptError("Error in performing the Operation % : Divide by zero error")
        if type(left) is int and type(right) is int:
            return remainder(left, right)
        return self._arithmetic("%", left, right)

    def negative(self, value: Any) -> Any:
        """`-value`."""
        return self.subtract(0, value) if type(value) is not float else -value

    def positive(self, value: Any) -> Any:
        """`+value`."""
        return self._arithmetic("+", 0, value) if type(value) not in _NUMBERS else value

    def whole(self, value: int) -> int:
        """A result as a NUMBER of 64 bits."""
        if SMALLEST <= value <= LARGEST:
            return value
        if self._assume("deluge.overflow") == "wrap":
            return (value - SMALLEST) % 2**64 + SMALLEST
        raise ScriptError("The result is too large for a NUMBER", "A whole number has 64 bits.")

    def _arithmetic(self, symbol: str, left: Any, right: Any) -> Any:
        if isinstance(left, str) or isinstance(right, str):
            left, right = self._number_of(left), self._number_of(right)
        self._check_numbers(symbol, left, right)
        if type(left) is int and type(right) is int and symbol != "/":
            return self.whole(_BINARY[symbol](left, right))
        if self._assume("deluge.decimals") == "binary":
            return self._finite(symbol, lambda: _BINARY[symbol](left, right))
        return self._finite(symbol, lambda: float(_EXACT[symbol](decimal(left), decimal(right))))

    @staticmethod
    def _finite(symbol: str, compute: Callable[[], float]) -> float:
        try:
            result = compute()
        except ArithmeticError:
            result = math.inf
        if math.isfinite(result):
            return result
        raise ScriptError(f"The result of {symbol} is too large for a DECIMAL")

    def _number_of(self, value: Any) -> Any:
        """The number that a text spells, where texts may be computed with."""
        if not isinstance(value, str) or self._assume("deluge.text_arithmetic") == "error":
            return value
        self._answers.look(value)
        number = number_in(value)
        return value if number is None else number

    def _check_numbers(self, symbol: str, left: Any, right: Any) -> None:
        if left is None or right is None:
            raise ScriptError(f"Null value occurred while performing {symbol} operation")
        if type(left) not in _NUMBERS or type(right) not in _NUMBERS:
            raise ScriptError(
                f"The operator {symbol} is not valid for {kind(left).value} and {kind(right).value}",
                "Convert with toLong() or toDecimal() first."
                if isinstance(left, str) or isinstance(right, str)
                else "",
            )

    def _concatenate(self, left: Any, right: Any) -> str:
        before = left if type(left) is str else self._texts.operand(left)
        after = right if type(right) is str else self._texts.operand(right)
        self._charge(len(before) + len(after))
        return before + after

    def _days(self, moment: DateTime, days: float, sign: int) -> DateTime:
        if self._assume("deluge.date_plus_number") == "days":
            return dates.shift_days(moment, days * sign)
        raise ScriptError(
            f"The operator {'+' if sign > 0 else '-'} is not valid for DATE-TIME and {kind(days).value}",
            "Use addDay() or subDay().",
        )

    # --- comparison

    def contained(self, item: Any, items: Any) -> bool:
        """`item in items`."""
        self._answers.look(items)
        if not isinstance(items, list):
            raise ScriptError(f"The operator in is not valid for {kind(items).value}", "It takes a list.")
        return any(self.equal(item, one) for one in items)

    def equal(self, left: Any, right: Any) -> bool:
        """`left == right`."""
        if type(left) is type(right) and type(left) in (str, int, bool):
            return bool(left == right)
        self._answers.look(left)
        self._answers.look(right)
        if isinstance(left, list | dict | Collection) and isinstance(right, list | dict | Collection):
            self._charge(measure(left) + measure(right))
        return self._same(left, right)

    def _same(self, left: Any, right: Any) -> bool:
        if left is right or left is None or right is None:
            return left is right
        if type(left) is type(right) or self._comparable(left, right):
            return self._same_kind(left, right)
        return self._assume("deluge.equality") == "loose" and self._loosely(left, right)

    @staticmethod
    def _comparable(left: Any, right: Any) -> bool:
        if isinstance(left, list) and isinstance(right, list):
            return True
        both = (type(left), type(right))
        return all(one in _NUMBERS for one in both) or all(one in (str, AnswerText) for one in both)

    def _same_kind(self, left: Any, right: Any) -> bool:
        if type(left) is Collection:
            return self._same(left.items, right.items)
        if isinstance(left, list):
            return len(left) == len(right) and all(map(self._same, left, right))
        if type(left) is dict:
            return left.keys() == right.keys() and all(
                self._same(value, right[key]) for key, value in left.items()
            )
        if type(left) is DateTime:
            return bool(left.at == right.at)
        return bool(left == right)

    @staticmethod
    def _loosely(left: Any, right: Any) -> bool:
        """Equality of a text and what it spells."""
        if isinstance(right, str):
            left, right = right, left
        if not isinstance(left, str):
            return False
        if type(right) in _NUMBERS:
            return bool(number_in(left) == right)
        if type(right) is bool:
            return left.lower() == ("true" if right else "false")
        spelled = dates.literal(left) if type(right) in (DateTime, Time) else None
        if isinstance(spelled, DateTime) and type(right) is DateTime:
            return bool(spelled.at == right.at)
        return spelled is not None and bool(spelled == right)

    def less(self, left: Any, right: Any) -> bool:
        """`left < right`."""
        if type(left) is int and type(right) is int:
            return left < right
        return self._ordered("<", operator.lt, left, right)

    def less_equal(self, left: Any, right: Any) -> bool:
        """`left <= right`."""
        if type(left) is int and type(right) is int:
            return left <= right
        return self._ordered("<=", operator.le, left, right)

    def greater(self, left: Any, right: Any) -> bool:
        """`left > right`."""
        if type(left) is int and type(right) is int:
            return left > right
        return self._ordered(">", operator.gt, left, right)

    def greater_equal(self, left: Any, right: Any) -> bool:
        """`left >= right`."""
        if type(left) is int and type(right) is int:
            return left >= right
        return self._ordered(">=", operator.ge, left, right)

    def _ordered(self, symbol: str, test: Callable[[Any, Any], bool], left: Any, right: Any) -> bool:
        self._answers.look(left)
        self._answers.look(right)
        if type(left) is DateTime and type(right) is DateTime:
            return test(left.at, right.at)
        if type(left) is Time and type(right) is Time:
            return test(left.seconds, right.seconds)
        if left is None or right is None:
            raise ScriptError(f"Null value occurred while performing {symbol} operation")
        low, high = self._number(left), self._number(right)
        if low is None or high is None:
            raise ScriptError(
                "An error occurred while performing this action",
                f"{symbol} compares numbers or dates, not {kind(left).value} and {kind(right).value}.",
            )
        return test(low, high)

    def _number(self, value: Any) -> float | None:
        if type(value) in _NUMBERS:
            number: float = value
            return number
        if isinstance(value, str) and self._assume("deluge.equality") == "loose":
            return number_in(value)
        return None

    # --- conditions

    def true(self, value: Any) -> bool:
        """Does `value`, as a condition, hold?"""
        if type(value) is bool:
            return value
        self._answers.look(value)
        if self._assume("deluge.condition") == "lenient":
            if value is None:
                return False
            if isinstance(value, str) and value.lower() in ("true", "false"):
                return value.lower() == "true"
        raise ScriptError(
            f"A condition must be true or false, not {kind(value).value}",
            "Compare the value with something.",
        )

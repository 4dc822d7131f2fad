"""Builtins that look at several numbers: those of a list, or the arguments (reference 2.2, 2.4)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from harness.deluge.builtins.signature import Builtin
from harness.deluge.errors import ScriptError
from harness.deluge.runtime.operators import decimal, number_in
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import Kind, kind

_MOST = 20
"""Numbers that one call takes as arguments."""

_Rule = Callable[[list[float]], float]


def _numbers(name: str, items: list[Any]) -> list[float]:
    found = [_number(name, item) for item in items]
    if not found:
        raise ScriptError(f"{name} of an empty list has no value")
    return found


def _number(name: str, item: Any) -> float:
    number: Any = number_in(item) if isinstance(item, str) else item
    if type(number) in (int, float):
        return number  # type: ignore[no-any-return]  # just tested
    hint = f"{name} takes numbers, not {kind(item).value}."
    raise ScriptError("An error occurred while performing this action", hint)


def average(numbers: list[float]) -> float:
    return float(sum(map(decimal, numbers), Decimal()) / len(numbers))


def median(numbers: list[float]) -> float:
    ordered, middle = sorted(numbers), len(numbers) // 2
    return ordered[middle] if len(numbers) % 2 else average(ordered[middle - 1 : middle + 1])


def nth(name: str, *, largest: bool) -> Callable[[Run, list[Any], int], float]:
    """The n-th from one end, counted from 1."""

    def find(run: Run, items: list[Any], number: int) -> float:
        ordered = sorted(_numbers(name, items), reverse=largest)
        if not 1 <= number <= len(ordered):
            raise ScriptError(f"Given index {number} is greater than the list size")
        return ordered[number - 1]

    return find


def percentile(run: Run, items: list[Any], share: float) -> float:
    """Between the two nearest values, in proportion, as spreadsheets do; 0 to 100."""
    ordered = sorted(_numbers("percentile", items))
    if not 0 <= share <= 100:
        raise ScriptError(f"percentile takes 0 to 100, not {share}")
    place = decimal(share) / 100 * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    step = (decimal(ordered[high]) - decimal(ordered[low])) * (place - low)
    return float(decimal(ordered[low]) + step)


def rank(run: Run, items: list[Any], number: float, order: str = "desc") -> int:
    """From 1; the largest is first unless the order is "asc"."""
    ordered = sorted(_numbers("rank", items), reverse=order.lower() != "asc")
    if number not in ordered:
        raise ScriptError("An error occurred while performing this action", f"{number} is not in the list.")
    return ordered.index(number) + 1


def _of_list(name: str, rule: _Rule) -> Callable[[Run, list[Any]], float]:
    return lambda run, items: rule(_numbers(name, items))


def _of_arguments(rule: _Rule) -> Callable[..., float]:
    return lambda run, *numbers: rule(list(numbers))


_LIST, _NUMBER, _DECIMAL = Kind.LIST, Kind.NUMBER, Kind.DECIMAL
_RULES: tuple[tuple[str, _Rule], ...] = (
    ("average", average), ("median", median), ("max", max), ("min", min), ("largest", max),
    ("smallest", min),
)  # fmt: skip

BUILTINS = (
    *(Builtin(name, _LIST, _of_list(name, rule)) for name, rule in _RULES),
    *(
        Builtin(name, receiver, _of_arguments(rule), (_DECIMAL,) * (_MOST - 1), optional=_MOST - 2)
        for name, rule in _RULES
        for receiver in (_NUMBER, _DECIMAL)
    ),
    Builtin("nthLargest", _LIST, nth("nthLargest", largest=True), (_NUMBER,)),
    Builtin("nthSmallest", _LIST, nth("nthSmallest", largest=False), (_NUMBER,)),
    Builtin("percentile", _LIST, percentile, (_DECIMAL,)),
    Builtin("rank", _LIST, rank, (_DECIMAL, Kind.TEXT), optional=1),
)

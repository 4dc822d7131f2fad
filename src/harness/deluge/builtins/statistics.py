"""Builtins that look at several numbers: those of a list, or the arguments (reference 2.2, 2.4)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from harness.deluge.builtins.signature import Builtin
from harness.deluge.errors import ScriptError
from harness.deluge.runtime.operators import decimal, number_in
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import Collection, Kind, kind

_MOST = 20
"""Numbers that one call takes as arguments."""

_Rule = Callable[[list[float]], float]


def _numbers(name: str, items: list[Any]) -> list[float]:
    found = [_number(name, item) for item in items]
    if not found:
        raise ScriptError(f"{name} of an empty list has no value")
    return found


def _of_collection(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same of the values of a collection."""

    def apply(run: Run, collection: Collection, *arguments: Any) -> Any:
        items = collection.items
        return function(run, list(items.values()) if isinstance(items, dict) else items, *arguments)

    return apply


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

_OF_LISTS: tuple[tuple[str, Callable[..., Any], tuple[Kind, ...], int], ...] = (
    *((name, _of_list(name, rule), (), 0) for name, rule in _RULES),
    ("nthLargest", nth("nthLargest", largest=True), (_NUMBER,), 0),
    ("nthSmallest", nth("nthSmallest", largest=False), (_NUMBER,), 0),
    ("percentile", percentile, (_DECIMAL,), 0),
    ("rank", rank, (_DECIMAL, Kind.TEXT), 1),
)

BUILTINS = (
    *(
        Builtin(name, receiver, _of_arguments(rule), (_DECIMAL,) * (_MOST - 1), optional=_MOST - 2)
        for name, rule in _RULES
        for receiver in (_NUMBER, _DECIMAL)
    ),
    *(Builtin(name, _LIST, function, more, optional) for name, function, more, optional in _OF_LISTS),
    *(
        Builtin(name, Kind.COLLECTION, _of_collection(function), more, optional)
        for name, function, more, optional in _OF_LISTS
    ),
)

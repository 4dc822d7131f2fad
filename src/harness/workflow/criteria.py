"""The criteria of a rule: conditions on the fields of the record, in groups.

Inside a group all must be met; between groups one (`or`) or all (`and`). Books allows 10 groups of 10
(https://www.zoho.com/ae/books/help/settings/automation.html). Its list of comparators is not published;
these are those seen on its pages and their opposites.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from harness.errors import nearest

from .errors import RuleError

MAX_GROUPS = 10
MAX_IN_GROUP = 10


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition. `field` may reach into maps: `custom_field_hash.cf_region`.

    `value` is what the field is compared with: a list for `is from`, nothing for `is empty`.
    Raises RuleError for an unknown comparator.
    """

    field: str
    comparator: str
    value: Any = None

    def __post_init__(self) -> None:
        if self.comparator not in COMPARATORS:
            raise RuleError(
                f"There is no comparator '{self.comparator}'. {nearest(self.comparator, COMPARATORS)}"
            )

    def met(self, record: Mapping[str, Any], *, fold: bool) -> bool:
        """Whether `record` meets it; with `fold`, upper and lower case are the same."""
        actual = _plain(_reach(record, self.field), fold)
        return COMPARATORS[self.comparator](actual, _plain(self.value, fold))


@dataclass(frozen=True, slots=True)
class Criteria:
    """The criteria of a rule. Without groups every record meets them.

    Raises RuleError when there are more than Books allows, or for another word than and/or.
    """

    groups: tuple[tuple[Criterion, ...], ...] = ()
    between: str = "or"

    def __post_init__(self) -> None:
        if self.between not in ("and", "or"):
            raise RuleError(f"Between groups stands 'and' or 'or', not '{self.between}'.")
        if len(self.groups) > MAX_GROUPS:
            raise RuleError(f"A rule has at most {MAX_GROUPS} groups of criteria, not {len(self.groups)}.")
        longest = max(map(len, self.groups), default=0)
        if longest > MAX_IN_GROUP:
            raise RuleError(f"A group has at most {MAX_IN_GROUP} criteria, not {longest}.")

    def met(self, record: Mapping[str, Any], *, fold: bool = True) -> bool:
        """Whether `record`, as a function would see it, meets them."""
        if not self.groups:
            return True
        groups = (all(one.met(record, fold=fold) for one in group) for group in self.groups)
        return all(groups) if self.between == "and" else any(groups)


def _reach(record: Mapping[str, Any], path: str) -> Any:
    value: Any = record
    for name in path.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


def _plain(value: Any, fold: bool) -> Any:
    """`value` as it is compared: text and lists of text, nothing as empty text."""
    if isinstance(value, (list, tuple)):
        return [_plain(one, fold) for one in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    text = "" if value is None or value == {} else str(value)
    return text.casefold() if fold else text


def _number(text: Any) -> Decimal | None:
    try:
        number = Decimal(text) if isinstance(text, str) else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _same(actual: Any, expected: Any) -> bool:
    left, right = _number(actual), _number(expected)
    if left is not None and right is not None:
        return left == right
    return bool(actual == expected)


def _order(actual: Any, expected: Any) -> int:
    """-1, 0 or 1; two numbers by value, anything else (dates among it) as text."""
    left, right = _number(actual), _number(expected)
    if left is not None and right is not None:
        return (left > right) - (left < right)
    return (str(actual) > str(expected)) - (str(actual) < str(expected))


def _from(actual: Any, expected: Any) -> bool:
    choices = expected if isinstance(expected, list) else [expected]
    return any(_same(actual, one) for one in choices)


def _contains(actual: Any, expected: Any) -> bool:
    return expected in actual if isinstance(expected, str) else all(one in actual for one in expected)


def _empty(actual: Any) -> bool:
    return actual in ("", [])


COMPARATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "is": _same,
    "is not": lambda actual, expected: not _same(actual, expected),
    "is from": _from,
    "is not from": lambda actual, expected: not _from(actual, expected),
    "contains": _contains,
    "does not contain": lambda actual, expected: not _contains(actual, expected),
    "is empty": lambda actual, _: _empty(actual),
    "is not empty": lambda actual, _: not _empty(actual),
    "greater than": lambda actual, expected: not _empty(actual) and _order(actual, expected) > 0,
    "less than": lambda actual, expected: not _empty(actual) and _order(actual, expected) < 0,
}
"""Each comparator: (the field's value, the criterion's value) -> met."""

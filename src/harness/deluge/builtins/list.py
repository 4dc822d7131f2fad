"""Builtins of lists (reference 2.4)."""

from __future__ import annotations

from functools import cmp_to_key
from typing import Any, Final

from harness.deluge.builtins.signature import Builtin
from harness.deluge.errors import ScriptError
from harness.deluge.runtime import dates
from harness.deluge.runtime.operators import number_in
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import DateTime, Kind, TypedList, kind

List = list[Any]
_HASHABLE: Final = frozenset((str, int, float, bool, type(None)))
_COMPARED: Final = 8
"""What one comparison in a loop of comparisons is charged."""

ROOM: Final = 63
"""`add` charges for 64 elements at a time."""


def position(value: Any) -> int:
    """A list takes its index as a text, too (reference 1.2)."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19:
        return int(value)
    if type(value) is int:
        return value
    found = kind(value).value
    raise ScriptError(f"Incompatible types for get at argument index 1 Required: [NUMBER] Found: {found}")


def _beyond(index: int) -> ScriptError:
    return ScriptError(f"Given index {index} is greater than the list size")


def get(run: Run, items: List, index: Any) -> Any:
    at = position(index)
    if 0 <= at < len(items):
        return items[at]
    if at >= 0 and run.assume("deluge.list_get") == "null":
        return None
    raise _beyond(at)


def add(run: Run, items: List, item: Any) -> None:
    if not len(items) & ROOM:  # a charge for each element would cost more than the element
        run.charge(ROOM + 1)
    items.append(converted(run, items.element, item) if type(items) is TypedList else item)


def add_all(run: Run, items: List, others: List) -> None:
    if run.limits.add_all is not None and len(others) > run.limits.add_all:
        raise ScriptError(f"addAll takes at most {run.limits.add_all:,} elements")
    run.charge(len(others))
    if type(items) is TypedList:
        others = [converted(run, items.element, one) for one in others]
    items.extend(others)


def converted(run: Run, element: Kind, item: Any) -> Any:
    """What a typed list makes of an element. Raises ScriptError for another type."""
    match element, item:
        case Kind.TEXT, _:
            return run.texts.operand(item)
        case Kind.DECIMAL, DateTime():
            return float(dates.milliseconds(item, dates.zone("GMT")))
        case Kind.DATETIME, DateTime():
            return item
        case Kind.DATETIME, str() if found := dates.unmapped(item, run.zone):
            return found
        case Kind.BOOLEAN, bool():
            return item
    number = number_in(item) if isinstance(item, str) else item
    if element is Kind.DECIMAL and (type(number) is int or type(number) is float):
        return float(number)
    if element is Kind.NUMBER and type(number) is int:
        return number
    wanted = "BIGINT" if element is Kind.NUMBER else element.value
    raise ScriptError(f"'{kind(item).value}' can not be cast to '[{wanted}]'")


def _find(run: Run, items: List, wanted: Any) -> int:
    equal = run.operators.equal
    return next((at for at, item in enumerate(items) if equal(item, wanted)), -1)


def contains(run: Run, items: List, wanted: Any) -> bool:
    return _find(run, items, wanted) >= 0


def not_contains(run: Run, items: List, wanted: Any) -> bool:
    return _find(run, items, wanted) < 0


def index_of(run: Run, items: List, wanted: Any) -> int:
    return _find(run, items, wanted)


def last_index_of(run: Run, items: List, wanted: Any) -> int:
    found = _find(run, items[::-1], wanted)
    return len(items) - 1 - found if found >= 0 else -1


def remove(run: Run, items: List, index: int) -> Any:
    if not 0 <= index < len(items):
        raise _beyond(index)
    return items.pop(index)


def remove_element(run: Run, items: List, wanted: Any) -> None:
    found = _find(run, items, wanted)
    if found >= 0:
        del items[found]


def remove_all(run: Run, items: List, others: List) -> None:
    run.charge(_COMPARED * len(items) * len(others))
    items[:] = [item for item in items if not contains(run, others, item)]


def clear(run: Run, items: List) -> None:
    items.clear()


def reverse(run: Run, items: List) -> str:
    """A list is reversed as its text (reference 2.1)."""
    return run.texts.shown(items)[::-1]


def size(run: Run, items: List) -> int:
    return len(items)


def distinct(run: Run, items: List) -> List:
    """The type counts: `{"1", 1}` stays (reference 2.4)."""
    run.charge(len(items))
    found: List = []
    seen: set[tuple[type, Any]] = set()
    others: List = []
    for item in items:
        if type(item) in _HASHABLE:
            if (type(item), item) in seen:
                continue
            seen.add((type(item), item))
        else:
            if contains(run, others, item):
                continue
            run.charge(_COMPARED * len(others))
            others.append(item)
        found.append(item)
    return found


def intersect(run: Run, items: List, others: List) -> List:
    run.charge(_COMPARED * len(items) * len(others))
    return [item for item in items if contains(run, others, item)]


def joined(run: Run, items: List, separator: str) -> str:
    """`toString(separator)`: scripts make the lines of a file so."""
    parts = [run.texts.operand(item) for item in items]
    run.charge(sum(map(len, parts)) + len(separator) * len(parts))
    return separator.join(parts)


def get_as_string(run: Run, items: List, index: Any) -> str:
    return run.texts.operand(get(run, items, index))


def sub_list(run: Run, items: List, start: int, end: int | None = None) -> List:
    stop = len(items) if end is None else end
    if not 0 <= start <= stop <= len(items):
        raise _beyond(stop if stop > len(items) else start)
    run.charge(stop - start)
    return items[start:stop]


def sort(run: Run, items: List, ascending: bool = True) -> List:
    run.charge(len(items))
    found = sorted(items, key=cmp_to_key(lambda a, b: order(run, a, b)), reverse=not ascending)
    if run.assume("deluge.sort") == "copy":
        return found
    items[:] = found
    return items


def order(run: Run, left: Any, right: Any) -> int:
    """Less than, equal to or more than 0, for sorting."""
    if isinstance(left, str) and isinstance(right, str):
        return (left > right) - (left < right)
    return run.operators.greater(left, right) - run.operators.less(left, right)


_ANY, _LIST, _NUMBER = Kind.ANY, Kind.LIST, Kind.NUMBER

BUILTINS = (
    Builtin("get", _LIST, get, (_ANY,), light=True),
    Builtin("add", _LIST, add, (_ANY,), light=True),
    Builtin("addAll", _LIST, add_all, (_LIST,)),
    Builtin("contains", _LIST, contains, (_ANY,)),
    Builtin("notContains", _LIST, not_contains, (_ANY,)),
    Builtin("indexOf", _LIST, index_of, (_ANY,)),
    Builtin("lastIndexOf", _LIST, last_index_of, (_ANY,)),
    Builtin("remove", _LIST, remove, (_NUMBER,)),
    Builtin("removeElement", _LIST, remove_element, (_ANY,)),
    Builtin("removeAll", _LIST, remove_all, (_LIST,)),
    Builtin("clear", _LIST, clear),
    Builtin("reverse", _LIST, reverse),
    Builtin("size", _LIST, size, light=True),
    Builtin("distinct", _LIST, distinct),
    Builtin("intersect", _LIST, intersect, (_LIST,)),
    Builtin("subList", _LIST, sub_list, (_NUMBER, _NUMBER), optional=1),
    Builtin("toString", _LIST, joined, (Kind.TEXT,)),
    Builtin("getAsString", _LIST, get_as_string, (_ANY,), light=True),
    Builtin("sort", _LIST, sort, (Kind.BOOLEAN,), optional=1),
)

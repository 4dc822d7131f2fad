"""Builtins of lists (reference 2.4)."""

from __future__ import annotations

from functools import cmp_to_key
from typing import Any

from harness.deluge.builtins.signature import Builtin
from harness.deluge.errors import ScriptError
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import Kind

List = list[Any]
MAX_ADD_ALL = 25_000
"""Elements that one addAll may add (DH:datatypes/list)."""

ROOM = 63
"""`add` charges for 64 elements at a time."""


def _index(index: Any) -> int:
    """A list takes its index as a text, too (reference 1.2)."""
    if isinstance(index, str) and index.isascii() and index.isdigit() and len(index) < 19:
        return int(index)
    if type(index) is int:
        return index
    raise ScriptError(
        f"Incompatible types for get at argument index 1 Required: [NUMBER] Found: {index!s:.40}"
    )


def _beyond(index: int) -> ScriptError:
    return ScriptError(f"Given index {index} is greater than the list size")


def get(run: Run, items: List, index: Any) -> Any:
    at = _index(index)
    if 0 <= at < len(items):
        return items[at]
    if at >= 0 and run.assume("deluge.list_get") == "null":
        return None
    raise _beyond(at)


def add(run: Run, items: List, item: Any) -> None:
    if not len(items) & ROOM:  # a charge for each element would cost more than the element
        run.charge(ROOM + 1)
    items.append(item)


def add_all(run: Run, items: List, others: List) -> None:
    if len(others) > MAX_ADD_ALL:
        raise ScriptError(f"addAll takes at most {MAX_ADD_ALL:,} elements")
    run.charge(len(others))
    items.extend(others)


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
    items[:] = [item for item in items if not contains(run, others, item)]


def clear(run: Run, items: List) -> None:
    items.clear()


def size(run: Run, items: List) -> int:
    return len(items)


def distinct(run: Run, items: List) -> List:
    """The type counts: `{"1", 1}` stays (reference 2.4)."""
    found: List = []
    for item in items:
        run.charge(1)
        if not any(type(one) is type(item) and run.operators.equal(one, item) for one in found):
            found.append(item)
    return found


def intersect(run: Run, items: List, others: List) -> List:
    run.charge(len(items))
    return [item for item in items if contains(run, others, item)]


def sub_list(run: Run, items: List, start: int, end: int | None = None) -> List:
    stop = len(items) if end is None else end
    if not 0 <= start <= stop <= len(items):
        raise _beyond(stop if stop > len(items) else start)
    run.charge(stop - start)
    return items[start:stop]


def sort(run: Run, items: List, ascending: bool = True) -> List:
    """A new list; whether Zoho sorts in place is unknown (reference 2.4)."""
    run.charge(len(items))
    return sorted(items, key=cmp_to_key(lambda a, b: _order(run, a, b)), reverse=not ascending)


def _order(run: Run, left: Any, right: Any) -> int:
    if isinstance(left, str) and isinstance(right, str):
        return (left > right) - (left < right)
    return run.operators.greater(left, right) - run.operators.less(left, right)


_ANY, _LIST, _NUMBER = Kind.ANY, Kind.LIST, Kind.NUMBER

BUILTINS = (
    Builtin("get", _LIST, get, (_ANY,)),
    Builtin("add", _LIST, add, (_ANY,)),
    Builtin("addAll", _LIST, add_all, (_LIST,)),
    Builtin("contains", _LIST, contains, (_ANY,)),
    Builtin("notContains", _LIST, not_contains, (_ANY,)),
    Builtin("indexOf", _LIST, index_of, (_ANY,)),
    Builtin("lastIndexOf", _LIST, last_index_of, (_ANY,)),
    Builtin("remove", _LIST, remove, (_NUMBER,)),
    Builtin("removeElement", _LIST, remove_element, (_ANY,)),
    Builtin("removeAll", _LIST, remove_all, (_LIST,)),
    Builtin("clear", _LIST, clear),
    Builtin("size", _LIST, size),
    Builtin("distinct", _LIST, distinct),
    Builtin("intersect", _LIST, intersect, (_LIST,)),
    Builtin("subList", _LIST, sub_list, (_NUMBER, _NUMBER), optional=1),
    Builtin("sort", _LIST, sort, (Kind.BOOLEAN,), optional=1),
)

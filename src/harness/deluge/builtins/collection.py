"""Builtins of collections (reference 1.1, 2.5)."""

from __future__ import annotations

from functools import cmp_to_key
from typing import Any

from harness.deluge.builtins import list as lists
from harness.deluge.builtins.signature import Builtin
from harness.deluge.errors import ScriptError
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import Collection, Kind, Pairs

_MOST = 20
"""Elements that one call takes as arguments."""


def create(run: Run, *values: Any) -> Collection:
    found = Collection()
    _insert(run, found, values)
    return found


def insert(run: Run, collection: Collection, *values: Any) -> None:
    _insert(run, collection, values)


def _insert(run: Run, collection: Collection, values: tuple[Any, ...]) -> None:
    if len(values) == 1 and type(values[0]) is Pairs:
        _put(run, collection, dict(values[0]))
    elif any(type(one) is Pairs for one in values):
        raise ScriptError("A collection holds values or pairs, not both")
    else:
        _append(run, collection, list(values))


def _put(run: Run, collection: Collection, pairs: dict[Any, Any]) -> None:
    run.charge(len(pairs))
    if not collection.items:
        collection.items = {}
    if isinstance(collection.items, list):
        raise ScriptError("A collection of values takes no key", "Use one with keys from the beginning.")
    collection.items.update((run.texts.key(key), value) for key, value in pairs.items())


def _append(run: Run, collection: Collection, values: list[Any]) -> None:
    run.charge(len(values))
    if not collection.items:
        collection.items = []
    if isinstance(collection.items, dict):
        raise ScriptError("A collection with keys takes no value without a key", 'Use insert("key":value).')
    collection.items.extend(values)


def insert_all(run: Run, collection: Collection, others: Any) -> None:
    items = others.items if type(others) is Collection else others
    if isinstance(items, dict):
        _put(run, collection, items)
    else:
        _append(run, collection, items)


def update(run: Run, collection: Collection, pairs: Pairs) -> None:
    """`update("k":v)`: by key, or by index."""
    for key, value in pairs:
        at = _place(run, collection, key)
        if at is None:
            raise ScriptError(f"The collection has no key '{key}'")
        collection.items[at] = value


def _place(run: Run, collection: Collection, key: Any) -> Any:
    """The key or index as the items know it; None if absent."""
    if isinstance(collection.items, dict):
        found = run.texts.key(key)
        return found if found in collection.items else None
    at = lists.position(key)
    return at if 0 <= at < len(collection.items) else None


def _pairs(collection: Collection) -> list[tuple[Any, Any]]:
    items = collection.items
    return list(items.items()) if isinstance(items, dict) else list(enumerate(items))


def _keep(collection: Collection, kept: list[tuple[Any, Any]]) -> None:
    """Keep those pairs; the indexes of the others move up."""
    if isinstance(collection.items, dict):
        collection.items = dict(kept)
    else:
        collection.items = [value for _, value in kept]


def get(run: Run, collection: Collection, key: Any) -> Any:
    """null for a key that is absent; an index beyond the end is an error (example)."""
    if isinstance(collection.items, dict):
        return collection.items.get(run.texts.key(key))
    if isinstance(key, str) and not key.isdigit():
        return None
    return lists.get(run, collection.items, key)


def get_key(run: Run, collection: Collection, value: Any) -> Any:
    equal = run.operators.equal
    return next((key for key, one in _pairs(collection) if equal(one, value)), None)


def get_last_key(run: Run, collection: Collection) -> Any:
    pairs = _pairs(collection)
    return pairs[-1][0] if pairs else None


def contains_key(run: Run, collection: Collection, key: Any) -> bool:
    return _place(run, collection, key) is not None


def contains_value(run: Run, collection: Collection, value: Any) -> bool:
    return any(run.operators.equal(one, value) for _, one in _pairs(collection))


def not_contains(run: Run, collection: Collection, value: Any) -> bool:
    return not contains_value(run, collection, value)


def delete(run: Run, collection: Collection, value: Any) -> None:
    delete_all(run, collection, [value])


def delete_all(run: Run, collection: Collection, values: Any) -> None:
    wanted = [one for _, one in _pairs(values)] if type(values) is Collection else values
    run.charge(len(collection.items) * len(wanted))
    equal = run.operators.equal
    _keep(
        collection,
        [(key, one) for key, one in _pairs(collection) if not any(equal(one, value) for value in wanted)],
    )


def delete_key(run: Run, collection: Collection, key: Any) -> None:
    delete_keys(run, collection, [key])


def delete_keys(run: Run, collection: Collection, keys: list[Any]) -> None:
    places = {_place(run, collection, key) for key in keys}
    _keep(collection, [pair for pair in _pairs(collection) if pair[0] not in places])


def distinct(run: Run, collection: Collection) -> Collection:
    found: list[tuple[Any, Any]] = []
    for key, value in _pairs(collection):
        run.charge(1 + len(found))
        if not any(type(one) is type(value) and run.operators.equal(one, value) for _, one in found):
            found.append((key, value))
    return _like(collection, found)


def _like(collection: Collection, pairs: list[tuple[Any, Any]]) -> Collection:
    found = Collection()
    found.items = {} if isinstance(collection.items, dict) else []
    _keep(found, pairs)
    return found


def duplicate(run: Run, collection: Collection) -> Collection:
    run.charge(len(collection.items))
    return _like(collection, _pairs(collection))


def intersect(run: Run, collection: Collection, others: Collection) -> Collection:
    run.charge(len(collection.items) * (1 + len(others.items)))
    return _like(collection, [pair for pair in _pairs(collection) if contains_value(run, others, pair[1])])


def is_empty(run: Run, collection: Collection) -> bool:
    return not collection.items


def keys(run: Run, collection: Collection) -> list[Any]:
    run.charge(len(collection.items))
    return [key for key, _ in _pairs(collection)]


def values(run: Run, collection: Collection) -> list[Any]:
    run.charge(len(collection.items))
    return [value for _, value in _pairs(collection)]


def size(run: Run, collection: Collection) -> int:
    return len(collection.items)


def sort(run: Run, collection: Collection, ascending: bool = True) -> Collection:
    return _sorted(run, collection, 1, ascending=ascending)


def sort_key(run: Run, collection: Collection, ascending: bool = True) -> Collection:
    return _sorted(run, collection, 0, ascending=ascending)


def _sorted(run: Run, collection: Collection, part: int, *, ascending: bool) -> Collection:
    run.charge(len(collection.items))

    def order(one: tuple[Any, Any], other: tuple[Any, Any]) -> int:
        return lists.order(run, one[part], other[part])

    return _like(collection, sorted(_pairs(collection), key=cmp_to_key(order), reverse=not ascending))


def clear(run: Run, collection: Collection) -> None:
    collection.items = []


def get_as_string(run: Run, collection: Collection, key: Any) -> str:
    return run.texts.operand(get(run, collection, key))


_ANY, _COLLECTION, _LIST = Kind.ANY, Kind.COLLECTION, Kind.LIST

BUILTINS = (
    Builtin("Collection", None, create),
    Builtin("Collection", _ANY, create, (_ANY,) * _MOST, optional=_MOST, nullable=True),
    Builtin("insert", _COLLECTION, insert, (_ANY,) * _MOST, optional=_MOST - 1),
    Builtin("insertAll", _COLLECTION, insert_all, (_ANY,)),
    Builtin("update", _COLLECTION, update, (Kind.PAIRS,)),
    Builtin("get", _COLLECTION, get, (_ANY,)),
    Builtin("getKey", _COLLECTION, get_key, (_ANY,)),
    Builtin("getLastKey", _COLLECTION, get_last_key),
    Builtin("containsKey", _COLLECTION, contains_key, (_ANY,)),
    Builtin("containKey", _COLLECTION, contains_key, (_ANY,)),
    Builtin("containsValue", _COLLECTION, contains_value, (_ANY,)),
    Builtin("containValue", _COLLECTION, contains_value, (_ANY,)),
    Builtin("notContains", _COLLECTION, not_contains, (_ANY,)),
    Builtin("delete", _COLLECTION, delete, (_ANY,)),
    Builtin("deleteAll", _COLLECTION, delete_all, (_ANY,)),
    Builtin("deleteKey", _COLLECTION, delete_key, (_ANY,)),
    Builtin("deleteKeys", _COLLECTION, delete_keys, (_LIST,)),
    Builtin("distinct", _COLLECTION, distinct),
    Builtin("duplicate", _COLLECTION, duplicate),
    Builtin("intersect", _COLLECTION, intersect, (_COLLECTION,)),
    Builtin("isEmpty", _COLLECTION, is_empty),
    Builtin("keys", _COLLECTION, keys),
    Builtin("values", _COLLECTION, values),
    Builtin("size", _COLLECTION, size),
    Builtin("sort", _COLLECTION, sort, (Kind.BOOLEAN,), optional=1),
    Builtin("sortKey", _COLLECTION, sort_key, (Kind.BOOLEAN,), optional=1),
    Builtin("clear", _COLLECTION, clear),
    Builtin("getAsString", _COLLECTION, get_as_string, (_ANY,)),
)

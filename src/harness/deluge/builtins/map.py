"""Builtins of maps (reference 2.5)."""

from __future__ import annotations

from typing import Any

from harness.deluge.builtins.common import get_json
from harness.deluge.builtins.list import ROOM
from harness.deluge.builtins.signature import Builtin
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import Kind

Map = dict[Any, Any]


def put(run: Run, value: Map, key: Any, item: Any) -> None:
    if not len(value) & ROOM:
        run.charge(ROOM + 1)
    value[key if type(key) is str else run.texts.key(key)] = item


def put_all(run: Run, value: Map, other: Map) -> None:
    run.charge(len(other))
    value.update(other)


def contains_key(run: Run, value: Map, key: Any) -> bool:
    return run.texts.key(key) in value


def contains_value(run: Run, value: Map, wanted: Any) -> bool:
    return any(run.operators.equal(item, wanted) for item in value.values())


def not_contains(run: Run, value: Map, key: Any) -> bool:
    return run.texts.key(key) not in value


def keys(run: Run, value: Map) -> list[Any]:
    run.charge(len(value))
    return list(value)


def remove(run: Run, value: Map, key: Any) -> None:
    value.pop(run.texts.key(key), None)


def clear(run: Run, value: Map) -> None:
    value.clear()


def size(run: Run, value: Map) -> int:
    return len(value)


_ANY, _MAP = Kind.ANY, Kind.MAP

BUILTINS = (
    Builtin("put", _MAP, put, (_ANY, _ANY)),
    Builtin("put", _MAP, put_all, (_MAP,)),
    Builtin("putAll", _MAP, put_all, (_MAP,)),
    Builtin("get", _MAP, get_json, (_ANY,)),
    Builtin("containKey", _MAP, contains_key, (_ANY,)),
    Builtin("containsKey", _MAP, contains_key, (_ANY,)),
    Builtin("containValue", _MAP, contains_value, (_ANY,)),
    Builtin("containsValue", _MAP, contains_value, (_ANY,)),
    Builtin("notContains", _MAP, not_contains, (_ANY,)),
    Builtin("keys", _MAP, keys),
    Builtin("remove", _MAP, remove, (_ANY,)),
    Builtin("clear", _MAP, clear),
    Builtin("size", _MAP, size),
)

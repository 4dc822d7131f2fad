"""A fake with what one module's calls are about, as it was furnished before each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import httpx

from mocks.books import SERVICE
from tests.contract.facts import key_of
from tests.contract.messages.rows import operation_of
from tests.mocks.books.desk import ONE, Desk

Ids = dict[str, str]
"""Placeholder of a path -> the id of the record there is."""
Act = Callable[[Desk, Ids], None]
"""Something that happens; it may add ids."""
PATHS: Mapping[str, str] = {key_of(one.method, one.path): one.path for one in SERVICE.declared}


@dataclass(frozen=True)
class Call:
    """What a call of an operation has beside its path, and what happens `after` which it is made.

    Texts name ids in braces: `{"customer_id": "{contact_id}"}`.
    """

    json: Any = None
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Any] | None = None
    after: Act | None = None


PLAIN = Call()


class Room:
    """The room of a module: its `furnish` has laid everything out, its `CALLS` say how it is asked."""

    def __init__(self, module: ModuleType, assume: Mapping[str, str]) -> None:
        self._calls: Mapping[str, Call] = module.CALLS
        self._desk = Desk(chosen=assume)
        self._ids: Ids = {"organization_id": ONE}
        module.furnish(self._desk, self._ids)
        self._furnished = self._desk.context.store.snapshot()

    def ask(self, at: str) -> httpx.Response:
        """The answer to what a row is `at`."""
        method, path = operation_of(at).split()
        call, ids = self._calls.get(at) or self._calls.get(f"{method} {path}", PLAIN), dict(self._ids)
        self._desk.context.store.restore(self._furnished)
        if call.after is not None:
            call.after(self._desk, ids)
        files: dict[str, Any] = {"files": call.files} if call.files else {}
        return self._desk.ask(
            method,
            PATHS[f"{method} {path}"].format_map(ids),
            _filled(call.json, ids),
            params=_filled(call.params, ids),
            headers=call.headers,
            **files,
        )


def _filled(value: Any, ids: Ids) -> Any:
    if isinstance(value, str):
        return value.format_map(ids)
    if isinstance(value, Mapping):
        return {name: _filled(one, ids) for name, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, ids) for one in value]
    return value

"""A fake with what one module's calls are about, as it was furnished before each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import httpx

from mocks import FAKES
from tests.contract.facts import key_of
from tests.contract.messages.rows import operation_of
from tests.mocks.books.desk import Desk
from tests.mocks.wrike.office import Office

Ids = dict[str, str]
"""Placeholder of a path, or at Wrike the first part of one -> the id of the record there is."""
Act = Callable[[Any, Ids], None]
"""Something that happens at a desk or an office; it may add ids."""
OPEN: Mapping[str, Callable[..., Desk | Office]] = {"books": Desk, "wrike": Office}


@dataclass(frozen=True)
class Call:
    """What a call of an operation has beside its path; it is made `after` something happened.

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

    def __init__(self, fake: str, module: ModuleType, assume: Mapping[str, str]) -> None:
        self._calls: Mapping[str, Call] = module.CALLS
        self._paths = {key_of(one.method, one.path): one.path for one in FAKES[fake].declared}
        self._asked = OPEN[fake](chosen=assume)
        self._ids: Ids = {}
        module.furnish(self._asked, self._ids)
        self._furnished = self._asked.context.store.snapshot()

    def ask(self, at: str) -> httpx.Response:
        """The answer to what a row is `at`."""
        operation = operation_of(at)
        call, ids = self._calls.get(at) or self._calls.get(operation, PLAIN), dict(self._ids)
        self._asked.context.store.restore(self._furnished)
        if call.after is not None:
            call.after(self._asked, ids)
        rest = {"json": call.json, "params": call.params, "headers": call.headers, "files": call.files}
        said: dict[str, Any] = {name: _filled(one, ids) for name, one in rest.items() if one is not None}
        return self._asked.ask(operation.split()[0], self._path(operation, ids), **said)

    def _path(self, operation: str, ids: Ids) -> str:
        path = self._paths[operation]
        return path.format_map({**ids, "ids": ids.get(path.split("/")[1], "")})


def _filled(value: Any, ids: Ids) -> Any:
    if isinstance(value, str):
        return value.format_map(ids)
    if isinstance(value, Mapping):
        return {name: _filled(one, ids) for name, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, ids) for one in value]
    return value

"""Pages: without `pageSize` there is no token and at most 1000 records come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..kit.service import Call
from ..kit.store import Record
from .answers import Answer
from .checks import LIMIT_VALUE, PAGE_SIZE, PAGE_TOKEN
from .errors import WrikeError
from .stored import PAGES

LARGEST_PAGE = 1_000
TOKEN_LIFE = 2 * 3_600.0
"""Tokens expire after an hour or two [nodkz README]."""
_ITS_OWN = frozenset({"pageSize", "nextPageToken", "pageToken"})
"""Parameters that a page token does not bring along."""
TOKEN_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"  # noqa: S105 - an alphabet


def page(
    call: Call,
    kind: str,
    found: Iterable[Record],
    render: Callable[[Record], dict[str, Any]],
    largest: int = LARGEST_PAGE,
) -> Answer:
    """One page, and the token of the next; a token goes on with the page size that it came with."""
    records = list(found)
    size, offset = call.parameters.get("pageSize"), 0
    token = call.parameters.get("nextPageToken") or call.parameters.get("pageToken")
    if token is not None:
        size, offset = _continued(call, kind, token)
    if size is None:
        return Answer(kind, [render(one) for one in limited(call, records)])
    if call.context.fails(PAGE_SIZE, not 1 <= size <= largest):
        raise WrikeError.invalid_parameter("pageSize")
    size = max(1, size)
    shown = [render(one) for one in records[offset : offset + size]]
    if offset + size >= len(records):
        return Answer(kind, shown)
    return Answer(kind, shown, _token(call, kind, size, offset + size), len(records))


def limited(call: Call, found: Iterable[Record], most: int = LARGEST_PAGE) -> list[Record]:
    """The first of them, as many as `limit` says; without it `most`."""
    return list(found)[: _limit(call, most)]


def resume(call: Call) -> None:
    """Let the call have the parameters of the list that its page token goes on with, instead of its own."""
    token = call.parameters.get("nextPageToken")
    if token is not None and (found := call.context.store.get(PAGES, call.tenant, token)) is not None:
        call.parameters = {**found["parameters"], "nextPageToken": token}


def _limit(call: Call, most: int) -> int:
    limit = call.parameters.get("limit")
    if limit is not None and call.context.fails(LIMIT_VALUE, limit < 1):
        raise WrikeError.invalid_parameter("limit")
    return most if limit is None else max(1, limit)


def _token(call: Call, kind: str, size: int, offset: int) -> str:
    number = call.context.ids.nth(call.tenant, "wrike page")
    digest = call.context.ids.digest("wrike page", call.tenant, number)
    token = "".join(TOKEN_LETTERS[byte % 32] for byte in digest[:44])
    record = {
        "list": _list_of(call, kind),
        "size": size,
        "offset": offset,
        "expires": call.context.clock.now() + TOKEN_LIFE,
        "parameters": {name: value for name, value in call.parameters.items() if name not in _ITS_OWN},
    }
    call.context.store.put(PAGES, call.tenant, token, record)
    return token


def _continued(call: Call, kind: str, token: str) -> tuple[int, int]:
    found = call.context.store.get(PAGES, call.tenant, token)
    now = call.context.clock.now()
    dead = found is None or found["expires"] <= now or found["list"] != _list_of(call, kind)
    if call.context.fails(PAGE_TOKEN, dead):
        raise WrikeError.invalid_parameter("nextPageToken")
    return (found["size"], found["offset"]) if found is not None else (LARGEST_PAGE, 0)


def _list_of(call: Call, kind: str) -> str:
    return f"{kind} {call.ids.get('ids', '')}"

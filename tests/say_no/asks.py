"""Requests as data, and how one goes wrong: in one of its parts, or by what happened before it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import httpx

from mocks.oauth import revoke_token, vendors

from .rows import Attempt
from .stage import Stage

ABSENT: Any = object()
"""In a change of parameters, headers or body: the key is left out."""


@dataclass(frozen=True)
class Token:
    """A ready token of that person; see `mocks.oauth.mint`."""

    vendor: str
    person: str = "tom"
    scopes: tuple[str, ...] | None = None
    tenants: tuple[str, ...] | None = None
    life: float | None = None


@dataclass(frozen=True)
class Ask:
    """One request. `token` may be a text, or None for none; `content` is sent in place of `json`."""

    method: str
    host: str
    path: str
    token: Token | str | None = None
    word: str = "Bearer"
    params: Mapping[str, Any] = field(default_factory=dict)
    json: Mapping[str, Any] | None = None
    form: Mapping[str, str] | None = None
    content: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def but(self, **changes: Any) -> Attempt:
        """Wrong in these parts; of params, headers and json only the keys that are named."""
        changed = self.changed(**changes)

        async def attempt(stage: Stage, wrong: bool) -> httpx.Response:
            return await (changed if wrong else self).send(stage)

        return attempt

    def after(self, *acts: Act, right: tuple[Act, ...] = ()) -> Attempt:
        """Wrong by what happened before; `right` is what happens in its place before the twin."""

        async def attempt(stage: Stage, wrong: bool) -> httpx.Response:
            ready = self.minted(stage)
            for act in acts if wrong else right:
                await act(stage, ready)
            return await ready.send(stage)

        return attempt

    def beyond(self, fake: str, calls: int) -> Attempt:
        """Wrong in being one call more than `calls`, which are all that the fake takes."""

        async def attempt(stage: Stage, wrong: bool) -> httpx.Response:
            stage.context.limits.allow(fake, calls)
            ready = self.minted(stage)
            for _ in range(calls if wrong else calls - 1):
                assert (await ready.send(stage)).is_success
            return await ready.send(stage)

        return attempt

    def changed(self, **changes: Any) -> Ask:
        """The same request but for these parts."""
        for name in ("params", "headers", "json"):
            if isinstance(changes.get(name), Mapping):
                merged = {**(getattr(self, name) or {}), **changes[name]}
                changes[name] = {key: value for key, value in merged.items() if value is not ABSENT}
        return replace(self, **changes)

    def minted(self, stage: Stage) -> Ask:
        """The same with its token as a text."""
        one = self.token
        if isinstance(one, Token):
            text = stage.mint(one.vendor, one.person, one.scopes, one.tenants, one.life)
            return replace(self, token=text)
        return self

    async def send(self, stage: Stage) -> httpx.Response:
        """Make the request."""
        token = self.minted(stage).token
        headers = {} if token is None else {"authorization": f"{self.word} {token}".strip()}
        content, plain = self.content, self.content is None
        return await stage.client(self.host).request(
            self.method,
            stage.origin(self.host) + self.path,
            params=self.params or None,
            json=self.json if plain and self.form is None else None,
            data=self.form if plain else None,
            content=content,
            headers={**headers, **self.headers},
        )


Act = Callable[[Stage, Ask], Awaitable[None]]
"""Something that happens before the request, whose token is ready."""


def instead(right: Ask, wrong: Ask, *acts: Act) -> Attempt:
    """One request wrong, another right, each after the same has happened."""

    async def attempt(stage: Stage, is_wrong: bool) -> httpx.Response:
        ready = (wrong if is_wrong else right).minted(stage)
        for act in acts:
            await act(stage, ready)
        return await ready.send(stage)

    return attempt


def later(seconds: float) -> Act:
    """Time passes."""

    async def act(stage: Stage, ask: Ask) -> None:
        await stage.world.advance(seconds)

    return act


async def revoked(stage: Stage, ask: Ask) -> None:
    """Somebody revokes the token of the request."""
    assert any(revoke_token(stage.context, vendor, str(ask.token)) for vendor in vendors(stage.context))


async def sent_before(stage: Stage, ask: Ask) -> None:
    """The same request, once already."""
    assert (await ask.send(stage)).is_success


def sent(first: Ask) -> Act:
    """Another request."""

    async def act(stage: Stage, ask: Ask) -> None:
        assert (await first.send(stage)).is_success

    return act


def given(service: str, kind: str, tenant: str, values: Mapping[str, Any]) -> Act:
    """A record is there, or another one than before."""

    async def act(stage: Stage, ask: Ask) -> None:
        stage.world.given(service, kind, tenant, values)

    return act


def struck(service: str, status: int) -> Act:
    """A fault was asked for: the fake answers that status."""

    async def act(stage: Stage, ask: Ask) -> None:
        stage.context.faults.add({"at": {"service": service}, "do": {"status": status}})

    return act

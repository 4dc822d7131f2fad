"""Fake Wrike in a world of its own, asked as clients ask it; every answer is held against its contract."""

from __future__ import annotations

import asyncio
import json
from functools import cache, partial
from typing import Any

import httpx
import jsonschema_rs

from mocks.kit.contract import openapi
from mocks.kit.urls import Urls
from mocks.wrike import SERVICE
from tests.fakes import GrantedTokens, client_of, make_context

HOME, HERE, THERE = "www.wrike.com", "IEAAAAAQ", "IEAAAAAR"
"""Two accounts on one host."""


@cache
def contract() -> dict[str, jsonschema_rs.Validator]:
    """Operation id -> the validator of its good answers, out of the contract; files have none."""
    found = {}
    for methods in openapi(SERVICE, Urls())["paths"].values():
        for operation in methods.values():
            content = operation["responses"].get("200", {}).get("content")
            if content is not None:
                schema = content["application/json"]["schema"]
                found[operation["operationId"]] = jsonschema_rs.validator_for(schema)
    return found


class Office:
    """Tom works in both accounts, Ann in the first alone."""

    def __init__(self, **options: Any) -> None:
        self.context = make_context(SERVICE, **options)
        self.app = SERVICE.create_app(self.context)
        for kind, handler in SERVICE.timers.items():
            self.context.timers.handle(kind, partial(handler, self.context))
        for account in (HERE, THERE):
            self.given("accounts", "", {"id": account, "name": account})
        for person, account in (("tom", HERE), ("ann", HERE), ("tom", THERE)):
            self.given("contacts", account, {"person": person})
        for name, person, account in (("tom", "tom", HERE), ("ann", "ann", HERE), ("away", "tom", THERE)):
            self.give(name, person, account)

    def give(self, token: str, person: str, account: str, scopes: tuple[str, ...] = ("*",)) -> None:
        """Let the person have a token in the account."""
        tokens = self.context.tokens
        assert isinstance(tokens, GrantedTokens)
        tokens.give(token, "wrike", person, scopes, (account,))

    def given(self, kind: str, account: str, values: dict[str, Any]) -> Any:
        return SERVICE.kinds[kind].given(self.context, account, values)

    def settle(self) -> None:
        """Run what is due."""
        asyncio.run(self.context.timers.run_due())

    def view(self, kind: str, account: str = HERE) -> list[dict[str, Any]]:
        return SERVICE.kinds[kind].view(self.context, account)

    def ask(self, method: str, path: str, token: str = "tom", **rest: Any) -> httpx.Response:
        """One call; a good answer fits the contract of its operation."""

        async def call() -> httpx.Response:
            headers = {"authorization": f"bearer {token}", **rest.pop("headers", {})}
            async with client_of(self.app, HOME) as client:
                return await client.request(method, f"/api/v4{path}", headers=headers, **rest)

        answer = asyncio.run(call())
        exchange = self.context.journal.get(self.context.journal.last)
        assert exchange is not None
        if answer.is_success:
            assert exchange.operation is not None
            if (schema := contract().get(exchange.operation)) is not None:
                schema.validate(answer.json())
        return answer

    def data(self, method: str, path: str, **rest: Any) -> list[dict[str, Any]]:
        """The data of a good answer."""
        answer = self.ask(method, path, **rest)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["data"]
        return found

    def one(self, method: str, path: str, **rest: Any) -> dict[str, Any]:
        """The one record of a good answer."""
        (found,) = self.data(method, path, **rest)
        return found

    def refused(self, method: str, path: str, **rest: Any) -> tuple[int, str]:
        """Status and code of a refusal."""
        answer = self.ask(method, path, **rest)
        return answer.status_code, answer.json()["error"]

    def me(self, token: str = "tom") -> str:
        """The id of the contact that the token's person is."""
        return str(self.one("GET", "/contacts", params={"me": "true"}, token=token)["id"])

    def findings(self) -> list[str]:
        """The codes of what was noted on the last call."""
        exchange = self.context.journal.get(self.context.journal.last)
        assert exchange is not None
        return [one.code for one in exchange.findings]

    def folder(self, title: str, parent: str | None = None, project: dict[str, Any] | None = None) -> str:
        body: dict[str, Any] = {"title": title}
        if project is not None:
            body["project"] = json.dumps(project)
        (made,) = self.data("POST", f"/folders/{parent or root(HERE)}/folders", data=body)
        return str(made["id"])

    def task(self, title: str, folder: str, **values: Any) -> dict[str, Any]:
        (made,) = self.data("POST", f"/folders/{folder}/tasks", json={"title": title, **values})
        return made


def root(account: str) -> str:
    return f"{account}I7777777"


def recycle_bin(account: str) -> str:
    return f"{account}I7777776"

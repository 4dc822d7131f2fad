"""Fake Books in a world of its own, asked as clients ask it; every answer is held against its contract."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import httpx
import jsonschema_rs

from mocks.books import SERVICE
from mocks.kit.contract import openapi
from mocks.kit.journal import Exchange
from mocks.kit.store import Record
from mocks.kit.urls import Urls
from tests.contract.messages.rows import messages
from tests.fakes import GrantedTokens, client_of, make_context

ONE, TWO = "60012345678", "60087654321"
"""Two organizations: Kolkata with rupees, New York with dollars."""
HOST = "www.zohoapis.com"


@cache
def contract() -> dict[str, tuple[str, jsonschema_rs.Validator]]:
    """Operation id -> its good status and the validator of its good answers, out of the contract."""
    found = {}
    for methods in openapi(SERVICE, Urls())["paths"].values():
        for operation in methods.values():
            status, answer = next(iter(operation["responses"].items()))
            if status == "501":
                continue
            schema = answer["content"]["application/json"]["schema"]
            found[operation["operationId"]] = (status, jsonschema_rs.validator_for(schema))
    return found


class Desk:
    """Tom is an admin in both organizations, Ann on the staff of the first alone."""

    def __init__(self, **options: Any) -> None:
        self.context = make_context(SERVICE, **options)
        self.sabotaged = bool(options.get("off"))
        self.app = SERVICE.create_app(self.context)
        zones = ((ONE, "Asia/Kolkata", "INR", "One"), (TWO, "America/New_York", "USD", "Two"))
        for key, zone, currency, name in zones:
            values = {"organization_id": key, "time_zone": zone, "currency_code": currency, "name": name}
            self.given("organization", values, "")
        self.tom = {key: self.given("users", {"person": "tom"}, key)["user_id"] for key in (ONE, TWO)}
        self.ann = self.given("users", {"person": "ann", "role": "staff"}, ONE)["user_id"]
        self.token("tom", tenants=(ONE, TWO))
        self.token("ann", tenants=(ONE,))

    def token(
        self,
        name: str,
        scopes: Iterable[str] = ("ZohoBooks.fullaccess.all",),
        tenants: Iterable[str] = (ONE, TWO),
        person: str | None = None,
    ) -> str:
        tokens = self.context.tokens
        assert isinstance(tokens, GrantedTokens)
        return tokens.give(name, "zoho", person or name, scopes, tenants)

    def given(self, kind: str, values: Mapping[str, Any], tenant: str = ONE) -> Record:
        self.context.events.silent = True
        record = SERVICE.kinds[kind].given(self.context, tenant, values)
        self.context.events.silent = False
        return record

    def view(self, kind: str, tenant: str = ONE) -> list[dict[str, Any]]:
        return SERVICE.kinds[kind].view(self.context, tenant)

    def customer(self, name: str = "Acme Corp", tenant: str = ONE) -> str:
        return str(self.given("contacts", {"contact_name": name}, tenant)["contact_id"])

    def project(self, name: str = "Website", tenant: str = ONE, **values: Any) -> str:
        return str(self.given("projects", {"project_name": name, **values}, tenant)["project_id"])

    def ask(
        self,
        method: str,
        path: str,
        json: Any = None,
        *,
        token: str | None = "tom",
        organization: str | None = ONE,
        prefix: str = "/books/v3",
        host: str = HOST,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        **body: Any,
    ) -> httpx.Response:
        """One call; `token` is the name of one that was given, None sends none."""
        sent = dict(headers or {})
        if token is not None:
            sent.setdefault("authorization", f"Zoho-oauthtoken {token}")
        query = dict(params or {})
        if organization is not None:
            query.setdefault("organization_id", organization)
        if json is not None:
            body["json"] = json
        answer = asyncio.run(self._send(method, host, prefix + path, query, sent, body))
        self._hold_against_contract(answer)
        return answer

    def get(self, path: str, **options: Any) -> Any:
        """The body of a good answer."""
        answer = self.ask("GET", path, **options)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, json: Any = None, **options: Any) -> Any:
        """The body of a good answer to POST."""
        answer = self.ask("POST", path, json, **options)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    def put(self, path: str, json: Any = None, **options: Any) -> Any:
        """The body of a good answer to PUT."""
        answer = self.ask("PUT", path, json, **options)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def delete(self, path: str, **options: Any) -> Any:
        """The body of a good answer to DELETE."""
        answer = self.ask("DELETE", path, **options)
        assert answer.status_code == 200, answer.text
        return answer.json()

    @property
    def exchange(self) -> Exchange:
        """The newest exchange."""
        found = self.context.journal.get(self.context.journal.last)
        assert found is not None
        return found

    @property
    def events(self) -> list[tuple[str, str, str, str, str | None]]:
        """Organization, module, event, origin and person of every record event."""
        kind = self.context.events.KIND
        return [
            (one["tenant"], one["module"], one["event"], one["origin"], one["person"])
            for tenant in (ONE, TWO)
            for one in self.context.store.rows(kind, tenant).values()
        ]

    async def _send(
        self,
        method: str,
        host: str,
        path: str,
        query: Mapping[str, Any],
        headers: Mapping[str, str],
        body: Mapping[str, Any],
    ) -> httpx.Response:
        async with client_of(self.app, host) as client:
            return await client.request(method, path, params=query, headers=headers, **body)

    def _hold_against_contract(self, answer: httpx.Response) -> None:
        exchange = self.exchange
        if self.sabotaged or answer.request.method == "HEAD":
            return
        if exchange.vendor_error is not None or exchange.fault is not None:
            assert set(answer.json()) == {"code", "message"}
            return
        assert exchange.operation is not None
        status, validator = contract()[exchange.operation]
        assert str(answer.status_code) == status
        if answer.headers["content-type"].startswith("application/json"):
            validator.validate(answer.json())
            assert answer.json()["message"] in messages(), "give it a row in tests/contract/messages"


def assert_refused(
    desk: Desk, answer: httpx.Response, status: int, code: int, message: str, reason: str | None = None
) -> None:
    """The answer is that error, and the journal says why."""
    assert (answer.status_code, answer.json()) == (status, {"code": code, "message": message})
    assert desk.exchange.reason == reason
    assert desk.exchange.vendor_error is not None
    assert answer.headers["content-type"] == "application/json;charset=UTF-8"

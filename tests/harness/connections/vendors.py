"""A small vendor with login, consent, tokens and revocation, and everything wired to it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

import httpx

from harness.connections import (
    ASSUMPTIONS,
    SERVICES,
    ClientKeys,
    Connections,
    Credentials,
    Decision,
    Definition,
    Service,
    consent,
)
from mocks.kit.assumptions import Assumptions
from mocks.kit.clock import Clock
from mocks.kit.ids import Ids
from mocks.kit.store import Store

FIRST, SECOND = "60011", "60022"
TOM, ANN = "tom", "ann"
T = TypeVar("T")

SECRET = "s3cret-of-the-client"

WRIKE = Definition("wrike_connection", "wrike", ("wsReadWrite",), "Wrike Connection")
PERSONAL = Definition("my_wrike", "wrike", ("wsReadWrite",), "My Wrike", use_credentials_of_login_user=True)
BOOKS = Definition("books", "zoho_oauth", ("ZohoBooks.projects.READ", "ZohoBooks.contacts.READ"))


def run(work: Awaitable[T]) -> T:
    """Await `work` from a test."""

    async def main() -> T:
        return await work

    return asyncio.run(main())


@dataclass
class Grant:
    person: str
    client_id: str
    redirect_uri: str
    scope: str
    host: str


@dataclass
class Vendor:
    """Wrike's login host and Zoho's accounts hosts in one: strict about codes, secrets and redirects.

    `refuse` replaces the next answers of the token endpoint, each by a status and a body, by a whole response
    or by an exception.
    """

    clock: Clock
    rotates: bool = True
    names_host: bool = True
    people: tuple[str, ...] = (TOM, ANN)
    codes: dict[str, Grant] = field(default_factory=dict)
    access: dict[str, float] = field(default_factory=dict)
    refresh: dict[str, Grant] = field(default_factory=dict)
    refuse: list[Any] = field(default_factory=list)
    requests: list[httpx.Request] = field(default_factory=list)
    before_tokens: list[Callable[[], None]] = field(default_factory=list)
    number: int = 0

    def honours(self, credentials: Credentials) -> bool:
        """True if an API would accept what joins the request."""
        header = credentials.headers.get("Authorization", "")
        token = credentials.parameters.get("access_token") or header.partition(" ")[2]
        return self.access.get(token, 0) > self.clock.now()

    def remove_access(self) -> None:
        """What a person does on the vendor's own pages: every token dies."""
        self.access.clear()
        self.refresh.clear()

    def token_calls(self) -> list[dict[str, str]]:
        return [form_of(one) for one in self.requests if one.url.path in ("/oauth2/token", "/oauth/v2/token")]

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        match request.method, request.url.path:
            case "GET", "/oauth2/authorize/v4" | "/oauth/v2/auth":
                return self._login(request)
            case "POST", "/login":
                return self._consent(request)
            case "POST", "/decide":
                return self._decide(request)
            case "POST", "/oauth2/token" | "/oauth/v2/token":
                return self._tokens(request)
            case "POST", "/oauth/v2/token/revoke":
                return self._revoke(request)
        return httpx.Response(404)

    def _login(self, request: httpx.Request) -> httpx.Response:
        if request.url.params.get("client_id") not in ("wrike-client", "zoho_oauth-client"):
            return page("<h1>Invalid Client</h1><style>p { color: red }</style>", 400)
        options = "".join(f'<option value="{one}">{one.title()} Miller</option>' for one in self.people)
        return page(
            f'<form action="/login" method="post"><input type="hidden" name="asked" '
            f'value="{escape(str(request.url))}"><select name="person">{options}</select>'
            '<button type="submit">Log in</button></form>'
        )

    def _consent(self, request: httpx.Request) -> httpx.Response:
        form = form_of(request)
        return page(
            '<form action="decide" method="POST">'
            f'<input type="hidden" name="asked" value="{escape(form["asked"])}">'
            f'<input type="hidden" name="person" value="{form["person"]}">'
            '<button name="decision" value="accept">Accept</button>'
            '<input type="submit" name="decision" value="deny"></form>'
        )

    def _decide(self, request: httpx.Request) -> httpx.Response:
        form = form_of(request)
        asked = httpx.URL(form["asked"]).params
        back = {"state": asked["state"]}
        if form["decision"] == "deny":
            return redirect(asked["redirect_uri"], back | {"error": "access_denied"})
        code = self._secret("code")
        self.codes[code] = Grant(
            form["person"],
            asked["client_id"],
            asked["redirect_uri"],
            asked.get("scope", ""),
            request.url.host,
        )
        if "zoho" in request.url.host:
            place = "in" if request.url.host.endswith(".in") else "us"
            back |= {"location": place, "accounts-server": f"https://{request.url.host}"}
        return redirect(asked["redirect_uri"], back | {"code": code})

    def _tokens(self, request: httpx.Request) -> httpx.Response:
        for act in self.before_tokens:
            act()
        if self.refuse:
            answer = self.refuse.pop(0)
            if isinstance(answer, Exception):
                raise answer
            if isinstance(answer, httpx.Response):
                return answer
            status, body = answer
            if isinstance(body, str):
                return httpx.Response(status, html=body)
            return httpx.Response(status, json=body)
        form = form_of(request)
        if form["client_secret"] != SECRET:
            return httpx.Response(400, json={"error": "unauthorized_client"})
        if form["grant_type"] == "refresh_token":
            return self._refreshed(form)
        grant = self.codes.pop(form["code"], None)
        if grant is None or grant.redirect_uri != form["redirect_uri"] or grant.host != request.url.host:
            return httpx.Response(200, json={"error": "invalid_code"})
        return self._pair(grant, with_refresh=True)

    def _refreshed(self, form: Mapping[str, str]) -> httpx.Response:
        grant = self.refresh.get(form["refresh_token"])
        if grant is None:
            return httpx.Response(400, json={"error": "invalid_grant"})
        if self.rotates:
            del self.refresh[form["refresh_token"]]
        return self._pair(grant, with_refresh=self.rotates)

    def _pair(self, grant: Grant, *, with_refresh: bool) -> httpx.Response:
        access, refresh = self._secret("access"), self._secret("refresh")
        self.access[access] = self.clock.now() + 3600
        answer: dict[str, Any] = {"access_token": access, "token_type": "bearer", "expires_in": 3600}
        if with_refresh:
            self.refresh[refresh] = grant
            answer["refresh_token"] = refresh
        if self.names_host:
            answer["host"] = "app-eu.wrike.com"
        return httpx.Response(200, json=answer)

    def _revoke(self, request: httpx.Request) -> httpx.Response:
        token = form_of(request)["token"]
        if self.refresh.pop(token, None) is None:
            return httpx.Response(400, json={"error": "invalid_token"})
        self.access.clear()
        return httpx.Response(200, json={"status": "success"})

    def _secret(self, kind: str) -> str:
        self.number += 1
        return f"{kind}-s3cret-{self.number}"


def form_of(request: httpx.Request) -> dict[str, str]:
    return dict(parse_qsl(request.content.decode()))


def page(body: str, status: int = 200) -> httpx.Response:
    return httpx.Response(status, html=f"<!doctype html><title>Vendor</title>{body}")


def redirect(url: str, query: Mapping[str, str]) -> httpx.Response:
    return httpx.Response(302, headers={"location": f"{url}?{urlencode(query)}"})


class Ecosystem:
    """Connections, the vendor behind them and the callback address, on one manual clock."""

    def __init__(
        self,
        *,
        data_centre: str = "us",
        services: Mapping[str, Service] = SERVICES,
        uses: Callable[[str], Sequence[str]] = lambda _: (),
        **chosen: str,
    ) -> None:
        self.store = Store()
        self.clock = Clock(self.store)
        self.assumptions = Assumptions(
            ASSUMPTIONS, {f"connections.{name}": choice for name, choice in chosen.items()}
        )
        self.vendor = Vendor(self.clock)
        self.client = httpx.AsyncClient(transport=httpx.MockTransport(self._route))
        self.secret = SECRET
        self.connections = Connections(
            self.store,
            self.clock,
            Ids(self.store),
            self.assumptions,
            lambda: self.client,
            lambda organization: f"https://callback.test/{organization}/delugeauth/callback",
            self._keys,
            data_centre=lambda organization: data_centre,
            services=services,
            uses=uses,
        )
        for definition in (WRIKE, PERSONAL, BOOKS):
            self.connections.define(definition)

    def _keys(self, service: Service) -> ClientKeys:
        own: ClientKeys | None = getattr(service.authentication, "client", None)
        return own or ClientKeys(f"{service.link_name}-client", self.secret)

    async def _route(self, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)  # other calls get their turn, as with a network in between
        if request.url.host != "callback.test":
            return self.vendor.answer(request)
        outcome = await self.connections.callback(dict(request.url.params))
        return httpx.Response(200, text=f"{outcome.status} {outcome.error}".strip())

    def connect(
        self,
        organization: str = FIRST,
        link_name: str = WRIKE.link_name,
        person: str = TOM,
        decision: Decision = "accept",
    ) -> str:
        """The whole way of a person through login and consent; returns what the callback says."""
        url = run(self.connections.begin(organization, link_name, person))
        return run(consent(self.client, url, person, decision)).text

    def credentials(
        self, organization: str = FIRST, link_name: str = WRIKE.link_name, person: str | None = TOM
    ) -> Credentials:
        return run(self.connections.credentials(organization, link_name, person))

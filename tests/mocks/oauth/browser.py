"""Fakes by name for the OAuth servers' tests: a world with two persons, and a person's browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx

from mocks.kit.assumptions import Assumptions
from mocks.kit.journal import Exchange
from mocks.kit.service import Context, Service
from mocks.oauth import GENERIC, WRIKE, ZOHO, Provider, TokenRegistry, provider_service, register
from mocks.oauth.dialects.base import OAuthDialect
from mocks.oauth.provider import path_of
from tests.fakes import client_of, make_context

CALLBACK = "https://deluge.zoho.com/delugeauth/callback"
ORG, OTHER_ORG = "60012345678", "60099999999"
ACCOUNT, OTHER_ACCOUNT = "IEAAAAAQ", "IEBBBBBQ"
SERVICES: Mapping[str, Service] = {"zoho": ZOHO, "wrike": WRIKE, "oauth_provider": GENERIC}
AUTHORIZE = {"zoho": "/oauth/v2/auth", "wrike": "/oauth2/authorize/v4", "oauth_provider": "/authorize"}
SIGN_IN = {"zoho": "/signin", "wrike": "/oauth2/signin", "oauth_provider": "/authorize/signin"}
TOKEN = {"zoho": "/oauth/v2/token", "wrike": "/oauth2/token", "oauth_provider": "/token"}
SCOPES = {"zoho": "ZohoBooks.projects.CREATE", "wrike": "wsReadWrite", "oauth_provider": "read write"}


def make_world(
    *, off: Iterable[str] = (), chosen: Mapping[str, str] | None = None, **options: Any
) -> Context:
    """Tom is in two organizations and one account, Ann in one organization and two accounts."""
    context = make_context(off=off, **options)
    declared = [one for service in SERVICES.values() for one in service.assumptions]
    context.assumptions = Assumptions(declared, chosen)
    context.tokens = TokenRegistry(
        context.store, context.clock, context.people, context.checks, context.assumptions
    )
    context.store.put("wrike.accounts", "", ACCOUNT, {"id": ACCOUNT, "name": "Tom's"})
    eu = {"id": OTHER_ACCOUNT, "name": "Ann's", "host": "app-eu.wrike.com"}
    context.store.put("wrike.accounts", "", OTHER_ACCOUNT, eu)
    for name in ("tom", "ann"):
        context.people.add(name)
    for name, vendor, tenant in (
        ("tom", "zoho", ORG),
        ("tom", "zoho", OTHER_ORG),
        ("ann", "zoho", OTHER_ORG),
        ("tom", "wrike", ACCOUNT),
        ("ann", "wrike", ACCOUNT),
        ("ann", "wrike", OTHER_ACCOUNT),
        ("tom", "oauth_provider", "home"),
    ):
        context.people.join(name, vendor, tenant, {"as": f"{name}-{tenant}"})
    return context


@dataclass
class Form:
    """The one form of a page."""

    action: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)
    buttons: dict[str, list[str]] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name = values.get("name", "")
        if tag == "form":
            assert values["method"] == "post"
            self.forms.append(Form(values["action"]))
        elif tag == "input" and values["type"] == "radio":
            self.forms[-1].options.setdefault(name, []).append(values["value"])
            if "checked" in values:
                self.forms[-1].fields[name] = values["value"]
        elif tag == "input":
            self.forms[-1].fields[name] = values["value"]
        elif tag == "select":
            self._select = name
        elif tag == "option":
            self.forms[-1].fields.setdefault(self._select, values["value"])
            self.forms[-1].options.setdefault(self._select, []).append(values["value"])
        elif tag == "button" and name:
            self.forms[-1].buttons.setdefault(name, []).append(values["value"])


def form_of(response: httpx.Response) -> Form:
    """The page's only form; a headless client relies on there being one."""
    parser = _Forms()
    parser.feed(response.text)
    assert len(parser.forms) == 1, response.text
    return parser.forms[0]


class Vendor:
    """One OAuth server of a world, a registered client, and a person's browser in front of it."""

    def __init__(
        self, vendor: str, context: Context | None = None, provider: Provider | None = None, **options: Any
    ) -> None:
        self.vendor = vendor
        self.service = SERVICES[vendor] if provider is None else provider_service(provider)
        self.context = context or make_world(**options)
        assert isinstance(self.context.tokens, TokenRegistry)
        assert isinstance(self.service.dialect, OAuthDialect)
        self.context.tokens.dialects[vendor] = self.service.dialect
        self._paths = (
            (AUTHORIZE[vendor], TOKEN[vendor])
            if provider is None
            else (path_of(provider.authorize_url), path_of(provider.token_url))
        )
        self.app = self.service.create_app(self.context)
        self.browser = self.new_browser()
        self.api = self.new_browser()
        self.client = register(self.context, vendor, name="Books extension", redirect_uris=[CALLBACK])

    def new_browser(self) -> httpx.AsyncClient:
        return client_of(self.app, self.service.home)

    @property
    def exchange(self) -> Exchange:
        """The last exchange in the journal."""
        return list(self.context.journal)[-1]

    def ask(self, **changes: str | None) -> str:
        """The path of an authorization request; None leaves a parameter out."""
        values: dict[str, str | None] = {
            "response_type": "code",
            "client_id": self.client["client_id"],
            "redirect_uri": CALLBACK,
            "scope": SCOPES.get(self.vendor, "read"),
            "state": "a&b=c d",
        }
        if self.vendor == "zoho":
            values |= {"access_type": "offline", "prompt": "consent"}
        present = {name: value for name, value in {**values, **changes}.items() if value is not None}
        return f"{self._paths[0]}?{urlencode(present)}"

    async def sign_in(self, person: str = "tom", **changes: str | None) -> httpx.Response:
        """As a browser does it that nobody is signed in at, from the authorize address to consent."""
        self.browser.cookies.clear()
        away = await self.browser.get(self.ask(**changes))
        assert away.status_code == 302, away.text
        form = form_of(await self.browser.get(away.headers["location"]))
        back = await self.browser.post(form.action, data={**form.fields, "person": person})
        assert back.status_code == 302, back.text
        return await self.browser.get(back.headers["location"])

    async def consent(
        self, person: str = "tom", decision: str = "accept", tenant: str | None = None, **changes: str | None
    ) -> dict[str, str]:
        """Sign in and decide; answers the parameters of the redirect."""
        page = await self.sign_in(person, **changes)
        return parameters_of(await self.decide(page, decision, tenant))

    async def decide(
        self, page: httpx.Response, decision: str = "accept", tenant: str | None = None
    ) -> httpx.Response:
        form = form_of(page)
        chosen = {} if tenant is None else {"tenant": tenant}
        return await self.browser.post(form.action, data={**form.fields, **chosen, "decision": decision})

    async def token(self, **values: str | None) -> httpx.Response:
        """A call of the token address with the client's credentials; None leaves a parameter out."""
        base = {"client_id": self.client["client_id"], "client_secret": self.client["secret"]}
        sent = {name: value for name, value in {**base, **values}.items() if value is not None}
        return await self.api.post(self._paths[1], data=sent)

    async def redeem(self, code: str, /, **changes: str | None) -> httpx.Response:
        """Exchange a code."""
        fixed = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
        return await self.token(**{**fixed, **changes})

    async def refresh(self, refresh_token: str, /, **changes: str | None) -> httpx.Response:
        """Ask for a further access token."""
        return await self.token(**{"grant_type": "refresh_token", "refresh_token": refresh_token, **changes})

    async def connect(self, person: str = "tom", **changes: str | None) -> dict[str, Any]:
        """The whole flow; answers the token answer."""
        back = await self.consent(person, "accept", None, **changes)
        answer: dict[str, Any] = (await self.redeem(back["code"])).json()
        return answer


def parameters_of(response: httpx.Response) -> dict[str, str]:
    """The parameters of a redirect to the client."""
    assert response.status_code == 302, response.text
    location = response.headers["location"]
    assert location.startswith(f"{CALLBACK}?"), location
    return dict(parse_qsl(urlsplit(location).query, keep_blank_values=True))


async def sign_in_page(server: Vendor) -> httpx.Response:
    """The page to which the authorize address sends a browser that nobody is signed in at."""
    away = await server.browser.get(server.ask())
    return await server.browser.get(away.headers["location"])

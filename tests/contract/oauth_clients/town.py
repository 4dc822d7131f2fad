"""`harness up` in a thread, as programs of any kind meet it: real sockets, and a person's browser."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

from harness import servers
from harness.connections import SERVICES
from harness.up import Hub, Settings, running
from mocks.oauth import register
from tests.mocks.oauth.browser import form_of

CALLBACK = "https://app.example/callback"


@dataclass(frozen=True)
class Server:
    """One OAuth server and a client that is registered there.

    `api` calls something with an access token answer and answers the status; `extra` are the vendor's own
    parameters of the authorize URL.
    """

    vendor: str
    authorize: str
    token: str
    revoke: str
    scope: list[str]
    client_id: str
    client_secret: str
    api: Callable[[dict[str, Any]], int]
    extra: dict[str, str] = field(default_factory=dict)


class Town:
    """A running ecosystem."""

    def __init__(self, hub: Hub) -> None:
        self.front = hub.front("")
        self.world = hub.world("")
        self.urls = self.world.context.urls

    def zoho(self) -> Server:
        accounts = self.front["accounts_zoho"]

        def api(token: dict[str, Any]) -> int:
            headers = {"Authorization": f"Zoho-oauthtoken {token['access_token']}"}
            query = {"organization_id": self.front["organization_id"]}
            url = f"{token.get('api_domain', self.front['books'])}/books/v3/contacts"
            return requests.get(url, params=query, headers=headers, timeout=10).status_code

        return Server(
            "zoho",
            f"{accounts}/oauth/v2/auth",
            f"{accounts}/oauth/v2/token",
            f"{accounts}/oauth/v2/token/revoke",
            ["ZohoBooks.contacts.READ", "ZohoBooks.projects.READ"],
            **self._client("zoho"),
            api=api,
            extra={"access_type": "offline", "prompt": "consent"},
        )

    def wrike(self) -> Server:
        login = self.front["login_wrike"]

        def api(token: dict[str, Any]) -> int:
            headers = {"Authorization": f"Bearer {token['access_token']}"}
            host = token.get("host") or self.front["wrike"].partition("://")[2]
            url = f"http://{host}/api/v4/contacts?me=true"
            return requests.get(url, headers=headers, timeout=10).status_code

        authorize, token = f"{login}/oauth2/authorize/v4", f"{login}/oauth2/token"
        return Server("wrike", authorize, token, "", ["wsReadOnly"], **self._client("wrike"), api=api)

    def asana(self) -> Server:
        """A service of the catalogue, whose vendor has no dialect here."""
        oauth: Any = SERVICES["asana"].authentication
        page, token, revoke = map(self._local, (oauth.authorize_url, oauth.token_url, oauth.revoke_url))

        def api(token: dict[str, Any]) -> int:
            found = self.world.context.tokens.check(token["access_token"], servers.Need("oauth_asana"))
            return 401 if isinstance(found, servers.Refusal) else 200

        keys = self._client("oauth_asana")
        return Server("oauth_asana", page, token, revoke, ["default"], **keys, api=api)

    def _client(self, vendor: str) -> dict[str, Any]:
        keys = self.world.own_client(vendor, [CALLBACK])
        return {name: keys[name] for name in ("client_id", "client_secret")}

    def _local(self, url: str) -> str:
        parts = urlsplit(url)
        return self.urls.of(parts.hostname or "", parts.path)

    def self_client(self, person: str) -> dict[str, Any]:
        """A self client of Zoho, made by that person."""
        made = register(self.world.context, "zoho", owner=person)
        return {"client_id": made["client_id"], "client_secret": made["secret"]}


def consent(url: str, decision: str = "accept", person: str = "tom") -> str:
    """What a person's browser is sent back to after sign-in and consent."""
    with requests.Session() as browser:
        page: Any = browser.get(url, timeout=10)
        form = form_of(page)
        page = browser.post(form.action, data={**form.fields, "person": person}, timeout=10)
        form = form_of(page)
        data = {**form.fields, "decision": decision}
        back = browser.post(form.action, data=data, allow_redirects=False, timeout=10)
    location: str = back.headers["location"]
    assert location.startswith(CALLBACK), location
    return location


def query_of(url: str) -> dict[str, str]:
    """The parameters of a URL."""
    return {name: values[-1] for name, values in parse_qs(urlsplit(url).query).items()}


@contextmanager
def town() -> Iterator[Town]:
    """The ecosystem, in a thread of its own."""
    ready: list[Town] = []
    loop, done, up = asyncio.new_event_loop(), asyncio.Event(), threading.Event()

    async def serve() -> None:
        async with running(Settings(port=0, redirects=(CALLBACK,))) as hub:
            ready.append(Town(hub))
            up.set()
            await done.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    try:
        assert up.wait(20)
        yield ready[0]
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join()
        loop.close()

"""A client that signs with oauthlib, and a person's browser, before a provider of OAuth 1.0a."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
from oauthlib.oauth1 import Client

from mocks.kit.service import Context
from mocks.oauth import OAuth1Provider, admit, oauth1_service, register
from tests.fakes import client_of
from tests.mocks.oauth.browser import CALLBACK, form_of, make_world

HOST = "https://old.example"
PROVIDER = OAuth1Provider(
    "oauth_old", "Old service", f"{HOST}/oauth/request", f"{HOST}/oauth/authorize", f"{HOST}/oauth/access"
)
SERVICE = oauth1_service(PROVIDER)


def values_of(response: httpx.Response) -> dict[str, str]:
    """The values of a form that was answered."""
    assert response.headers["content-type"] == "application/x-www-form-urlencoded", response.text
    return dict(parse_qsl(response.text))


class OldServer:
    """The provider of a world, with a registered client."""

    def __init__(self, context: Context | None = None, browser: httpx.AsyncClient | None = None) -> None:
        self.context = context or make_world()
        admit(self.context, SERVICE)
        self.browser = browser or client_of(SERVICE.create_app(self.context), SERVICE.home)
        self.client = register(self.context, PROVIDER.vendor, name="Extension", redirect_uris=[CALLBACK])

    def sign(self, method: str, url: str, token: str = "", secret: str = "", **more: Any) -> dict[str, str]:
        """The headers of a signed call; the time is the world's unless `timestamp` says otherwise."""
        now = str(int(self.context.clock.now()))
        values = {"timestamp": now, "client_key": self.client["client_id"], **more}
        key = values.pop("client_key")
        client: Any = Client(
            key,
            **{"client_secret": self.client["secret"], **values},
            resource_owner_key=token or None,
            resource_owner_secret=secret or None,
        )
        _, headers, _ = client.sign(url, method)
        return {"Authorization": headers["Authorization"]}

    async def begin(self, **more: Any) -> httpx.Response:
        """Ask for temporary credentials."""
        url = PROVIDER.request_token_url
        headers = self.sign("POST", url, **{"callback_uri": CALLBACK, **more})
        return await self.browser.post(url, headers=headers)

    async def page(self, token: str, person: str = "tom") -> httpx.Response:
        """Sign in and open the consent page."""
        away = await self.browser.get(PROVIDER.authorize_url, params={"oauth_token": token})
        form = form_of(await self.browser.get(away.headers["location"]))
        back = await self.browser.post(form.action, data={**form.fields, "person": person})
        return await self.browser.get(back.headers["location"])

    async def consent(self, token: str, decision: str = "accept") -> dict[str, str]:
        """Sign in and decide; answers the parameters of the redirect."""
        form = form_of(await self.page(token))
        back = await self.browser.post(form.action, data={**form.fields, "decision": decision})
        location = back.headers["location"]
        assert location.startswith(f"{CALLBACK}?"), location
        return dict(parse_qsl(urlsplit(location).query))

    async def redeem(self, temporary: dict[str, str], verifier: str, **more: Any) -> httpx.Response:
        """Ask for a token."""
        url = PROVIDER.access_token_url
        token, secret = temporary["oauth_token"], temporary["oauth_token_secret"]
        return await self.browser.post(
            url, headers=self.sign("POST", url, token, secret, **{"verifier": verifier, **more})
        )

    async def connect(self) -> dict[str, str]:
        """The whole flow; answers the token and its secret."""
        temporary = values_of(await self.begin())
        back = await self.consent(temporary["oauth_token"])
        return values_of(await self.redeem(temporary, back["oauth_verifier"]))

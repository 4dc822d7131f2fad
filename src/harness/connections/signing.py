"""OAuth 1.0a: the three steps of getting a token, and the signature of every call (RFC 5849)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from harness.ports import Carrier

from .authentication import Place
from .endpoint import NO_ANSWER, NoTokens
from .model import ClientKeys, Credentials

if TYPE_CHECKING:
    import httpx

_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Pair:
    """A token and its secret."""

    token: str = ""
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs calls as one client. `method` is the signature method, such as HMAC-SHA1.

    `nonce` gives a new one at each call, `now` the time in seconds since the epoch.
    """

    keys: ClientKeys
    method: str
    nonce: Callable[[], str]
    now: Callable[[], float]

    def sign(self, pair: Pair, carrier: Carrier, place: Place, **more: str) -> Credentials:
        """What joins the request; `more` are further parameters of the protocol, such as `verifier`."""
        from oauthlib.oauth1 import SIGNATURE_TYPE_BODY, SIGNATURE_TYPE_QUERY, Client

        client: Any = Client(
            self.keys.client_id,
            client_secret=self.keys.client_secret,
            resource_owner_key=pair.token or None,
            resource_owner_secret=pair.secret or None,
            signature_method=self.method,
            nonce=self.nonce(),
            timestamp=str(int(self.now())),
            **{"header": {}, "query string": {"signature_type": SIGNATURE_TYPE_QUERY}}.get(
                place, {"signature_type": SIGNATURE_TYPE_BODY}
            ),
            **more,
        )
        form = carrier.form or ("" if place == "form data" else None)
        headers = None if form is None else {"Content-Type": _FORM}
        url, signed, body = client.sign(carrier.url, carrier.method, form, headers)
        if place == "header":
            return Credentials(headers={"Authorization": signed["Authorization"]}, secrets=_secrets(pair))
        if place == "query string":
            return Credentials(parameters=_own(url.partition("?")[2]), secrets=_secrets(pair))
        return Credentials(form=_own(body), secrets=_secrets(pair))

    async def ask(self, client: httpx.AsyncClient, url: str, pair: Pair, **more: str) -> Mapping[str, str]:
        """A signed POST to one of the service's own URLs: the values that it answers, or NoTokens."""
        from httpx import HTTPError

        carrier = Carrier("POST", url, "")
        signed = self.sign(pair, carrier, "header", **more)
        try:
            response = await client.post(url, headers=dict(signed.headers), follow_redirects=False)
        except HTTPError:
            raise NoTokens(NO_ANSWER, temporary=True, down=True) from None
        values = dict(parse_qsl(response.text)) if response.is_success else {}
        if not values.get("oauth_token"):
            said = values.get("oauth_problem", "no token in it")
            down = response.status_code >= 500
            raise NoTokens(f"the vendor answered {response.status_code}: {said}", temporary=down, down=down)
        return values


def _own(query: Any) -> dict[str, str]:
    return {name: value for name, value in parse_qsl(query) if name.startswith("oauth_")}


def _secrets(pair: Pair) -> tuple[str, ...]:
    return tuple(filter(None, (pair.token, pair.secret)))

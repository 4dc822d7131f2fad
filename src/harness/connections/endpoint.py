"""The vendor's side of OAuth 2 that is not for browsers: tokens for a code, new tokens, revocation."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

from .authentication import DELIMITERS, OAuth2
from .model import Authorization, ClientKeys, Tokens
from .service import Service

if TYPE_CHECKING:
    import httpx  # its import costs start-up time, and nothing is sent before it is there anyway

NO_ANSWER = "the vendor did not answer"


class NoTokens(Exception):
    """The vendor gave no tokens.

    `reason` says what it answered, without secrets; `temporary` is true if it may give some later, `down` if
    that is because it did not answer or failed.
    """

    def __init__(self, reason: str, *, temporary: bool, down: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.temporary, self.down = reason, temporary or down, down


class Endpoint:
    """Token and revoke endpoints of one service in one data centre.

    `entered` is what the person entered for the service's URLs.
    """

    def __init__(
        self,
        service: Service,
        oauth: OAuth2,
        data_centre: str,
        entered: Mapping[str, str],
        keys: ClientKeys,
        client: Callable[[], httpx.AsyncClient],
    ) -> None:
        self._service, self._oauth, self._keys, self._client = service, oauth, keys, client
        self._token_url = service.url(oauth.token_url, data_centre, entered)
        self._refresh_url = service.url(oauth.refresh_url or oauth.token_url, data_centre, entered)
        self._revoke_url = service.url(oauth.revoke_url, data_centre, entered)

    async def exchange(self, code: str, redirect_uri: str) -> Tokens:
        """The tokens for an authorisation code; NoTokens if there are none."""
        values = {"code": code, "redirect_uri": redirect_uri}
        return await self._tokens(self._token_url, "authorization_code", values)

    async def obtain(self, scopes: Iterable[str]) -> Tokens:
        """Tokens for the client's own sake (RFC 6749, 4.4); NoTokens if there are none."""
        joint = DELIMITERS[self._oauth.scope_delimiter].replace("+", " ")  # which a form writes as a plus
        joined = joint.join(scopes)
        return await self._tokens(self._token_url, "client_credentials", {"scope": joined} if joined else {})

    async def renew(self, old: Authorization) -> Tokens:
        """New tokens in place of those that have run out; NoTokens if there are none."""
        if self._oauth.grant == "client credentials":
            return await self.obtain(old.asked)
        if not old.refresh_token:
            raise NoTokens("the vendor gave no refresh token", temporary=True)
        return await self._tokens(self._refresh_url, "refresh_token", {"refresh_token": old.refresh_token})

    async def revoke(self, token: str) -> bool:
        """End a token at a vendor that has an endpoint for it: true if the vendor agreed (RFC 7009)."""
        response = await self._post(self._revoke_url, {"token": token})
        return response is not None and response.is_success

    async def _tokens(self, url: str, grant_type: str, values: Mapping[str, str]) -> Tokens:
        response = await self._post(url, {"grant_type": grant_type, **values})
        if response is None:
            raise NoTokens(NO_ANSWER, temporary=True, down=True)
        answer = _json(response)
        if response.is_success:  # which says little: Zoho refuses with 200 and an `error`
            try:
                return Tokens.of(answer)
            except (TypeError, ValueError):
                pass  # said below, in the same words as every other answer without tokens
        raise self._refusal(response.status_code, answer)

    def _refusal(self, status: int, answer: Mapping[str, Any]) -> NoTokens:
        error = str(answer.get("error", "no tokens in it"))
        temporary = status >= 500 or status == 429 or error in self._oauth.throttled_errors
        said = f"{self._service.name} answered {status}: {error}"
        return NoTokens(said, temporary=temporary, down=status >= 500)

    async def _post(self, url: str, values: Mapping[str, str]) -> httpx.Response | None:
        from httpx import HTTPError

        headers, secret = {"Accept": "application/json"}, {}
        if self._oauth.client_in == "header":
            headers["Authorization"] = _basic(self._keys)
        else:
            secret = {"client_id": self._keys.client_id, "client_secret": self._keys.client_secret}
        try:
            return await self._client().post(
                url, data={**values, **secret}, headers=headers, follow_redirects=False
            )
        except HTTPError:
            return None


def _basic(keys: ClientKeys) -> str:
    """The Authorization header of a client (RFC 6749, 2.3.1): both parts are form-encoded first."""
    pair = f"{quote_plus(keys.client_id)}:{quote_plus(keys.client_secret)}"
    return f"Basic {b64encode(pair.encode()).decode()}"


def _json(response: httpx.Response) -> Mapping[str, Any]:
    try:
        answer = response.json()
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}

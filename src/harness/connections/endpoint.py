"""The vendor's side of OAuth 2 that is not for browsers: tokens for a code, new tokens, revocation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .catalogue import Service
from .model import ClientKeys, Tokens

if TYPE_CHECKING:
    import httpx  # its import costs start-up time, and nothing is sent before it is there anyway

NO_ANSWER = "the vendor did not answer"


class NoTokens(Exception):
    """The vendor gave no tokens.

    `reason` says what it answered, without secrets; `temporary` is true if it may give some later.
    """

    def __init__(self, reason: str, *, temporary: bool) -> None:
        super().__init__(reason)
        self.reason, self.temporary = reason, temporary


class Endpoint:
    """Token and revoke endpoints of one service in one data centre."""

    def __init__(
        self,
        service: Service,
        data_centre: str,
        keys: ClientKeys,
        client: Callable[[], httpx.AsyncClient],
    ) -> None:
        self._service, self._keys, self._client = service, keys, client
        self._token_url = service.url(service.token_url, data_centre)
        self._revoke_url = service.url(service.revoke_url, data_centre)

    async def exchange(self, code: str, redirect_uri: str) -> Tokens:
        """The tokens for an authorisation code; NoTokens if there are none."""
        return await self._tokens("authorization_code", {"code": code, "redirect_uri": redirect_uri})

    async def refresh(self, refresh_token: str) -> Tokens:
        """New tokens for a refresh token; NoTokens if there are none."""
        return await self._tokens("refresh_token", {"refresh_token": refresh_token})

    async def revoke(self, token: str) -> bool:
        """End a token at a vendor that has an endpoint for it: true if the vendor agreed (RFC 7009)."""
        response = await self._post(self._revoke_url, {"token": token})
        return response is not None and response.is_success

    async def _tokens(self, grant_type: str, values: Mapping[str, str]) -> Tokens:
        response = await self._post(self._token_url, {"grant_type": grant_type, **values})
        if response is None:
            raise NoTokens(NO_ANSWER, temporary=True)
        answer = _json(response)
        if response.is_success:  # which says little: Zoho refuses with 200 and an `error`
            try:
                return Tokens.of(answer)
            except (TypeError, ValueError):
                pass  # said below, in the same words as every other answer without tokens
        raise self._refusal(response.status_code, answer)

    def _refusal(self, status: int, answer: Mapping[str, Any]) -> NoTokens:
        error = str(answer.get("error", "no tokens in it"))
        temporary = status >= 500 or status == 429 or error in self._service.throttled_errors
        return NoTokens(f"{self._service.name} answered {status}: {error}", temporary=temporary)

    async def _post(self, url: str, values: Mapping[str, str]) -> httpx.Response | None:
        from httpx import HTTPError

        secret = {"client_id": self._keys.client_id, "client_secret": self._keys.client_secret}
        try:
            return await self._client().post(
                url, data={**values, **secret}, headers={"Accept": "application/json"}, follow_redirects=False
            )
        except HTTPError:
            return None


def _json(response: httpx.Response) -> Mapping[str, Any]:
    try:
        answer = response.json()
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}

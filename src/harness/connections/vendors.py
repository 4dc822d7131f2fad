"""How we speak to vendors: who we are there, signatures, token endpoints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from harness.ports import Assumptions, Clock, Ids

from .assumptions import SIGNATURE
from .authentication import OAuth2
from .endpoint import Endpoint
from .model import ClientKeys
from .service import Service
from .signing import Signer

if TYPE_CHECKING:
    import httpx


class Vendors:
    """Makes what speaks to the vendor of a service.

    `client` gives the HTTP client for calls (it is not closed here), `keys` who we are at a service.
    """

    def __init__(
        self,
        clock: Clock,
        ids: Ids,
        assumptions: Assumptions,
        client: Callable[[], httpx.AsyncClient],
        keys: Callable[[Service], ClientKeys],
    ) -> None:
        self._clock, self._ids, self._assumptions = clock, ids, assumptions
        self.client, self.keys = client, keys

    def signer(self, service: Service) -> Signer:
        """Signs calls to a service of OAuth 1."""
        return Signer(
            self.keys(service),
            self._assumptions.assume(SIGNATURE),
            lambda: self._ids.secret("connections", "nonce"),
            self._clock.now,
        )

    def endpoint(self, service: Service, data_centre: str, entered: Mapping[str, str]) -> Endpoint:
        """Token and revoke endpoints of a service of OAuth 2."""
        assert isinstance(service.authentication, OAuth2)
        return Endpoint(
            service, service.authentication, data_centre, entered, self.keys(service), self.client
        )

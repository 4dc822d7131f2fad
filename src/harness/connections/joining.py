"""What an authorisation comes to at run time: headers, parameters and form fields of one request."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Mapping

from harness.ports import Carrier

from .assumptions import BASIC_PLACE, NO_FORM, TOKEN_WORD
from .authentication import PASSWORD, USER, ApiKey, Basic, OAuth1, OAuth2, Place
from .errors import NoForm
from .model import Authorization, Credentials
from .service import Service
from .signing import Pair, Signer

_ZOHO = re.compile(r"https://accounts\.zoho(?:cloud)?\.")
ANYTHING = Carrier("POST", "https://localhost/", "")
"""A request that can carry all."""


class Joiner:
    """Makes credentials of authorisations.

    `assume` answers an assumption of `assumptions.py` by its key; `signer` signs for a service.
    """

    def __init__(self, assume: Callable[[str], str], signer: Callable[[Service], Signer]) -> None:
        self._assume, self._signer = assume, signer

    def credentials(self, service: Service, found: Authorization, carrier: Carrier) -> Credentials:
        """What joins the request."""
        match service.authentication:
            case OAuth2() as oauth:
                return self._bearer(service, oauth, found.access_token)
            case ApiKey() as keys:
                return self._keys(keys, found.entered, carrier)
            case Basic() as basic:
                return self._basic(basic, found.entered)
            case OAuth1() as oauth1:
                place = self._possible(oauth1.place, carrier)
                pair = Pair(found.access_token, found.token_secret)
                return self._signer(service).sign(pair, carrier, place)

    def _bearer(self, service: Service, oauth: OAuth2, token: str) -> Credentials:
        if oauth.place == "query string":
            return Credentials(parameters={"access_token": token})
        word = oauth.header_word
        if service.custom and _ZOHO.match(oauth.token_url) and self._assume(TOKEN_WORD) == "vendor":
            word = "Zoho-oauthtoken"
        return Credentials(headers={oauth.header: f"{word} {token}" if word else token})

    def _basic(self, basic: Basic, entered: Mapping[str, str]) -> Credentials:
        pair = b64encode(f"{entered[USER]}:{entered[PASSWORD]}".encode()).decode()
        secrets = (pair, entered[PASSWORD])
        if self._assume(BASIC_PLACE) == "query string":
            return Credentials(parameters={basic.parameter: f"Basic {pair}"}, secrets=secrets)
        return Credentials(headers={basic.parameter: f"Basic {pair}"}, secrets=secrets)

    def _keys(self, keys: ApiKey, entered: Mapping[str, str], carrier: Carrier) -> Credentials:
        places: dict[Place, dict[str, str]] = {"header": {}, "query string": {}, "form data": {}}
        for one in keys.parameters:
            places[self._possible(one.place, carrier)][one.name] = entered[one.name]
        return Credentials(places["header"], places["query string"], places["form data"])

    def _possible(self, place: Place, carrier: Carrier) -> Place:
        """The place itself, or another one where the request has no form."""
        if place != "form data" or carrier.form is not None:
            return place
        if self._assume(NO_FORM) == "query string":
            return "query string"
        raise NoForm(carrier.method)

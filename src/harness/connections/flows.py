"""How a connection becomes Connected: consent at the vendor's page, or what a person enters here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from harness.errors import nearest
from harness.ports import Clock

from .authentication import Asked, OAuth1, OAuth2
from .authorize import authorize_url, joined
from .endpoint import NoTokens
from .errors import EntryRefused, ExchangeRefused, StateRefused, VendorSilent
from .ledger import Ledger, Pending
from .model import CONNECTED, Authorization, Definition, Outcome, Tokens
from .registry import Registry
from .service import Service
from .signing import Pair
from .vendors import Vendors

NO_CODE = "no_code"
"""Our own word for a callback with neither a code nor an error."""


class Flows:
    """Authorises connections; `callback_url` and `data_centre` are an organization's."""

    def __init__(
        self,
        ledger: Ledger,
        clock: Clock,
        registry: Registry,
        vendors: Vendors,
        callback_url: Callable[[str], str],
        data_centre: Callable[[str], str],
    ) -> None:
        self._ledger, self._clock, self._registry, self._vendors = ledger, clock, registry, vendors
        self._callback_url, self._data_centre = callback_url, data_centre

    def asked(self, link_name: str) -> tuple[Asked, ...]:
        """What a person has to enter to connect; empty where only the vendor's own page asks."""
        return self._registry.get(self._ledger.definition(link_name).service).asked()

    def has_page(self, link_name: str) -> bool:
        """Whether a person connects at a page of the vendor's (`begin`), and not here (`enter`)."""
        match self._registry.get(self._ledger.definition(link_name).service).authentication:
            case OAuth2(grant="authorization code") | OAuth1():
                return True
            case _:
                return False

    async def enter(
        self, organization: str, link_name: str, person: str, entered: Mapping[str, str] | None = None
    ) -> Outcome:
        """Connect without a page of the vendor's: with user name and password, or keys, that are `entered`.

        A service of client credentials asks for nothing and is asked for tokens at once. Raises
        UnknownConnection, EntryRefused, ExchangeRefused, VendorSilent; the status stays then.
        """
        definition = self._ledger.definition(link_name)
        service = self._registry.get(definition.service)
        if self.has_page(link_name):
            raise EntryRefused(link_name, f"{service.name} asks on a page of its own.")
        values = self._entered(definition, entered or {})
        if not isinstance(service.authentication, OAuth2):
            self.record_entered(organization, link_name, person, values)
            return Outcome(organization, link_name, person, CONNECTED)
        data_centre = service.data_centre(self._data_centre(organization))
        endpoint = self._vendors.endpoint(service, data_centre, values)
        asked_at = self._clock.now()
        with _no_tokens(link_name):
            tokens = await endpoint.obtain(definition.scopes)
        self.record(
            organization,
            link_name,
            person,
            tokens,
            data_centre=data_centre,
            obtained_at=asked_at,
            entered=values,
        )
        return Outcome(organization, link_name, person, CONNECTED)

    async def begin(
        self, organization: str, link_name: str, person: str, entered: Mapping[str, str] | None = None
    ) -> str:
        """Begin a consent: the URL to open in the person's browser; good once and for ten minutes.

        `entered` is what the service `asks` first, such as the name of a shop. Until `callback` the status
        stays what it is. Raises UnknownConnection, UnknownDataCentre, EntryRefused, and for OAuth 1 also
        ExchangeRefused and VendorSilent.
        """
        definition = self._ledger.definition(link_name)
        service = self._registry.get(definition.service)
        if not self.has_page(link_name):
            raise EntryRefused(link_name, f"{service.name} has no page for it: enter what it asks for.")
        data_centre = service.data_centre(self._data_centre(organization))
        values = self._entered(definition, entered or {})
        redirect_uri = self._callback_url(organization)
        pending = self._ledger.open(organization, link_name, person, data_centre, redirect_uri, values)
        match service.authentication:
            case OAuth2() as oauth:
                url = service.url(oauth.authorize_url, data_centre, values)
                return authorize_url(url, oauth, definition, pending, self._vendors.keys(service).client_id)
            case OAuth1() as oauth1:
                return await self._request_token(service, oauth1, pending)
        raise AssertionError(service.authentication)

    async def _request_token(self, service: Service, oauth: OAuth1, pending: Pending) -> str:
        """The first step of OAuth 1: a request token, which the vendor's page then asks about."""
        back = joined(pending.redirect_uri, {"state": pending.state})
        url = service.url(oauth.request_token_url, pending.data_centre, pending.entered)
        with _no_tokens(pending.link_name):
            got = await self._vendors.signer(service).ask(
                self._vendors.client(), url, Pair(), callback_uri=back
            )
        token = got["oauth_token"]
        secret = got.get("oauth_token_secret", "")
        self._ledger.keep_open(replace(pending, token=token, token_secret=secret))
        page = service.url(oauth.authorize_url, pending.data_centre, pending.entered)
        return joined(page, {"oauth_token": token, "oauth_callback": back})

    async def callback(self, query: Mapping[str, str]) -> Outcome:
        """End a consent with the query that the vendor sent the person back with.

        With a code (OAuth 1: a verifier) the connection becomes Connected; with an error (`access_denied`
        when the person declined) its status stays what it was, and `Outcome.error` is the vendor's word; so
        it does without either, as a vendor may answer a refusal, and the error is `NO_CODE`. Raises
        StateRefused, UnknownConnection, UnknownDataCentre, ExchangeRefused, VendorSilent; the status stays
        then, too.
        """
        pending = self._ledger.take(query.get("state", ""))
        definition = self._ledger.definition(pending.link_name)
        organization, link_name, person = pending.organization, pending.link_name, pending.person
        service = self._registry.get(definition.service)
        first = isinstance(service.authentication, OAuth1)
        proof = query.get("oauth_verifier" if first else "code", "")
        error = query.get("error") or query.get("oauth_problem")
        if error or not proof:
            status = self._ledger.status(organization, definition, person)
            return Outcome(organization, link_name, person, status, error or NO_CODE)
        if first and query.get("oauth_token") != pending.token:
            raise StateRefused("unknown")
        # Zoho says here at which of its data centres the person is, and the code is good only there.
        data_centre = service.data_centre(query.get("location", pending.data_centre))
        asked_at = self._clock.now()
        with _no_tokens(link_name):
            if isinstance(service.authentication, OAuth1):
                tokens = await self._access_token(service, service.authentication, pending, proof)
            else:
                endpoint = self._vendors.endpoint(service, data_centre, pending.entered)
                tokens = await endpoint.exchange(proof, pending.redirect_uri)
        self.record(
            organization,
            link_name,
            person,
            tokens,
            data_centre=data_centre,
            obtained_at=asked_at,
            entered=pending.entered,
        )
        return Outcome(organization, link_name, person, CONNECTED)

    async def _access_token(self, service: Service, oauth: OAuth1, pending: Pending, proof: str) -> Tokens:
        """The last step of OAuth 1."""
        url = service.url(oauth.access_token_url, pending.data_centre, pending.entered)
        pair = Pair(pending.token, pending.token_secret)
        got = await self._vendors.signer(service).ask(self._vendors.client(), url, pair, verifier=proof)
        return Tokens(got["oauth_token"], secret=got.get("oauth_token_secret", ""))

    def record(
        self,
        organization: str,
        link_name: str,
        person: str,
        tokens: Tokens,
        *,
        data_centre: str | None = None,
        obtained_at: float | None = None,
        entered: Mapping[str, str] | None = None,
    ) -> None:
        """Keep an authorisation: the connection is Connected. Every way to connect by tokens ends here.

        `data_centre` of the vendor (default: the organization's); `obtained_at` is when the tokens were
        asked for, in seconds since the epoch (default: now), which is when their life begins.
        """
        definition = self._ledger.definition(link_name)
        where = self._data_centre(organization) if data_centre is None else data_centre
        start = self._clock.now() if obtained_at is None else obtained_at
        authorization = Authorization(
            link_name,
            person,
            authorized_at=start,
            scopes=tokens.scopes or definition.scopes,  # left out if granted as asked (RFC 6749, 5.1)
            asked=definition.scopes,
            data_centre=self._registry.get(definition.service).data_centre(where),
            host=tokens.host,
            expires_at=tokens.expires_at(start),
            access_token=tokens.access_token,
            refresh_token=tokens.refresh_token,
            token_secret=tokens.secret,
            entered=entered or {},
        )
        self._ledger.keep(organization, definition, authorization)

    def record_entered(
        self, organization: str, link_name: str, person: str, entered: Mapping[str, str]
    ) -> None:
        """Keep an authorisation of user and password, or of keys: the connection is Connected.

        Raises EntryRefused for what the service does not ask, or lacks.
        """
        definition = self._ledger.definition(link_name)
        values = self._entered(definition, entered)
        kept = Authorization(link_name, person, self._clock.now(), entered=values)
        self._ledger.keep(organization, definition, kept)

    def _entered(self, definition: Definition, entered: Mapping[str, str]) -> dict[str, str]:
        """What the person entered, complete; an address that they left out is an example."""
        asked = self.asked(definition.link_name)
        known = [one.name for one in asked]
        for name in entered:
            if name not in known:
                raise EntryRefused(
                    definition.link_name, f"nothing is asked under '{name}'. {nearest(name, known)}"
                )
        asks = self._registry.get(definition.service).asks
        for one in asked:
            if not entered.get(one.name) and one.name not in asks:
                raise EntryRefused(definition.link_name, f"'{one.name}' ({one.label}) was not entered.")
        return dict(entered)


@contextmanager
def _no_tokens(link_name: str) -> Iterator[None]:
    """Say that the vendor gave no tokens, or that it could not."""
    try:
        yield
    except NoTokens as refusal:
        if refusal.down:
            raise VendorSilent(link_name, refusal.reason) from refusal
        raise ExchangeRefused(link_name, refusal.reason) from refusal

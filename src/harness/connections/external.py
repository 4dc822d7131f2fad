"""External connections: third parties that hold tokens of Zoho themselves (platform.md 1.9).

The form has a name, a connection URL and a revoke URL. A user authorises at the first before they install the
extension, and is sent to the second before they uninstall it; more is not documented, and assumed below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from harness.ports import Assumptions, Clock, Store

from .assumptions import EXTERNAL_AUTHORIZED, EXTERNAL_BEFORE_INSTALL, EXTERNAL_REVOKE
from .consent import Decision, visit
from .errors import ExternalRefused, NotConnected, UnknownConnection
from .model import (
    CONNECTED,
    DISCONNECTED,
    NOT_CONNECTED,
    AuthorizationView,
    ConnectionView,
    Status,
    check_link_name,
    check_name,
)

if TYPE_CHECKING:
    import httpx

EXTERNALS = "harness.external_connections"
KIND = "External"
"""What stands for their type of authentication."""


@dataclass(frozen=True, slots=True)
class External:
    """An external connection as its author defines it; the link name is ours, the form has none."""

    link_name: str
    connection_url: str
    revoke_url: str
    name: str = ""

    def __post_init__(self) -> None:
        check_link_name("link_name", self.link_name)
        check_name("connection", self.link_name, self.name)


class Externals:
    """Which organization has authorised which external connection.

    `browser` gives an HTTP client that goes where a person's browser would.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        assumptions: Assumptions,
        browser: Callable[[], httpx.AsyncClient],
    ) -> None:
        self._store, self._clock, self._assumptions, self._browser = store, clock, assumptions, browser
        self._known: Mapping[str, External] = {}

    def install(self, known: Mapping[str, External]) -> None:
        """These are the extension's, by link name."""
        self._known = known

    def __contains__(self, link_name: str) -> bool:
        return link_name in self._known

    def get(self, link_name: str) -> External:
        """The external connection of that link name; raises UnknownConnection."""
        if link_name not in self._known:
            raise UnknownConnection(link_name, {name: one.name for name, one in self._known.items()})
        return self._known[link_name]

    def connect(self, organization: str, link_name: str, person: str) -> None:
        """The person has authorised it for the organization."""
        record = {"person": person, "status": CONNECTED, "authorized_at": self._clock.now()}
        self._store.put(EXTERNALS, organization, self.get(link_name).link_name, record)

    def disconnect(self, organization: str, link_name: str) -> None:
        """The state change of `revoke`; raises NotConnected where nobody had authorised it."""
        record = self._store.get(EXTERNALS, organization, self.get(link_name).link_name)
        if record is None:
            raise NotConnected(organization, link_name)
        self._store.put(EXTERNALS, organization, link_name, {**record, "status": DISCONNECTED})

    async def authorize(
        self, organization: str, link_name: str, person: str, decision: Decision = "accept"
    ) -> str:
        """Walk through the pages behind the connection URL, as the person; "" if it is Connected now.

        Raises ExternalRefused, ConsentStuck; the status stays then.
        """
        url = self.get(link_name).connection_url
        page = await visit(self._browser(), url, person, decision)
        if decision == "deny":
            return "access_denied"
        if page.is_error and self._assumptions.assume(EXTERNAL_AUTHORIZED) == "page":
            raise ExternalRefused(link_name, url, f"answered {page.status_code}")
        self.connect(organization, link_name, person)
        return ""

    async def revoke(self, organization: str, link_name: str) -> None:
        """Call the revoke URL; the connection is Disconnected then.

        Raises NotConnected, ExternalRefused; the status stays then.
        """
        from httpx import HTTPError

        if self.status(organization, link_name) == NOT_CONNECTED:
            raise NotConnected(organization, link_name)
        url = self.get(link_name).revoke_url
        method = "POST" if self._assumptions.assume(EXTERNAL_REVOKE) == "server" else "GET"
        try:
            answer = await self._browser().request(method, url, follow_redirects=True)
        except HTTPError as error:
            raise ExternalRefused(link_name, url, "did not answer") from error
        if answer.is_error:
            raise ExternalRefused(link_name, url, f"answered {answer.status_code}")
        self.disconnect(organization, link_name)

    def status(self, organization: str, link_name: str) -> Status:
        """Connected, Disconnected or Not connected."""
        return self.show(organization, link_name).status

    def show(self, organization: str, link_name: str) -> ConnectionView:
        """The connection as the organization sees it."""
        known = self.get(link_name)
        record = self._store.get(EXTERNALS, organization, link_name)
        given = () if record is None else (_given(record),)
        status = given[0].status if given else NOT_CONNECTED
        name = known.name or link_name
        return ConnectionView(name, link_name, "", "", KIND, True, (), False, status, given)

    def view(self, organization: str) -> list[ConnectionView]:
        """All of them as the organization sees them."""
        return [self.show(organization, link_name) for link_name in self._known]

    def installed(self, organization: str) -> bool:
        """Whether the extension can be installed there: every external connection was authorised once."""
        missing = any(one.status == NOT_CONNECTED for one in self.view(organization))
        return not missing or self._assumptions.assume(EXTERNAL_BEFORE_INSTALL) == "installed"


def _given(record: Mapping[str, object]) -> AuthorizationView:
    person, status, at = record["person"], record["status"], record["authorized_at"]
    assert isinstance(at, float | int)
    shown: Status = CONNECTED if status == CONNECTED else DISCONNECTED
    return AuthorizationView(str(person), shown, (), float(at), None, "", "", consent_due=False)

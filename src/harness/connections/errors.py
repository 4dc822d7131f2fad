"""What can be wrong with a connection, and the text for each.

    ConnectionProblem
    ├── InvalidDefinition        a connection or service breaks a rule of Zoho's form (names the field)
    ├── ServiceInUse             a change of a service that would cut off connections
    ├── ConnectionInUse          the deletion of a connection that the extension uses
    ├── UnknownDataCentre        the service has no such data centre
    ├── UnknownConnection        no connection has that link name
    ├── NotConnected             nobody in the organization has authorised it yet
    ├── Disconnected             it was revoked
    ├── NotAuthorizedByPerson    others have authorised it, this person has not
    ├── RefreshRefused           the access token ran out and there is no new one
    ├── StateRefused             a callback whose state is foreign, used or expired
    ├── EntryRefused             what the person entered is not what the service asks for
    ├── NoForm                   credentials that are form data, and a request without a form
    ├── ExchangeRefused          the vendor gave no tokens for the code
    │   └── VendorSilent         because it could not be reached, or failed
    ├── ExternalRefused          a URL of an external connection that answers an error
    └── ConsentStuck             a login or consent page on which the headless consent cannot go on

What Zoho shows in these cases is not known (reference: platform 1.11), so every text is ours and says
so by `MARK`. No text holds a token, a code or a client's secret.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from harness.errors import HarnessError, nearest

MARK = "[harness]"
"""How every text of this module begins, so that nobody takes it for Zoho's."""


class ConnectionProblem(HarnessError):
    """Base of everything that keeps a connection from being made or used.

    `kind` is stable and made for programs; `message` is the text without the mark.
    """

    kind: ClassVar[str] = "connection"

    def __init__(self, message: str) -> None:
        super().__init__(f"{MARK} {message}")
        self.message = message


class InvalidDefinition(ConnectionProblem):
    """A connection that Zoho's form would not accept. `field` is the one at fault."""

    kind = "invalid_definition"

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class ServiceInUse(ConnectionProblem):
    """A change of a service that its connections would not survive."""

    kind = "service_in_use"

    def __init__(self, link_name: str, what: str, connections: Iterable[str]) -> None:
        named = ", ".join(f"'{one}'" for one in connections)
        super().__init__(
            f"The service '{link_name}' can't be {what} while it is used by {named}. {_FIRST[what]}"
        )
        self.link_name = link_name


_FIRST = {
    "changed": "Only its name can change then; revoke the connections first.",
    "deleted": "Delete the connections first.",
}


class ConnectionInUse(ConnectionProblem):
    """The deletion of a connection that the extension's code uses. `uses` says where."""

    kind = "connection_in_use"

    def __init__(self, link_name: str, uses: Sequence[str]) -> None:
        super().__init__(
            f"Connection '{link_name}' is used by {', '.join(uses)}: calls there would fail. "
            "Delete it all the same only if you mean it."
        )
        self.link_name, self.uses = link_name, tuple(uses)


class UnknownDataCentre(ConnectionProblem):
    """The service has no such data centre."""

    kind = "unknown_data_centre"

    def __init__(self, service: str, data_centre: str, known: Iterable[str]) -> None:
        super().__init__(f"{service} has no data centre '{data_centre}'. {nearest(data_centre, known)}")
        self.data_centre = data_centre


class UnknownConnection(ConnectionProblem):
    """No connection has that link name.

    `known` maps the link names that exist to their display names.
    """

    kind = "unknown_connection"

    def __init__(self, link_name: str, known: Mapping[str, str]) -> None:
        self.link_name = link_name
        super().__init__(self._text(link_name, known))

    @staticmethod
    def _text(link_name: str, known: Mapping[str, str]) -> str:
        for real, name in known.items():
            if name == link_name:
                return (
                    f"'{link_name}' is the display name of a connection. "
                    f"Code refers to it by its link name: '{real}'."
                )
        return f"There is no connection with the link name '{link_name}'. {nearest(link_name, known)}"


class _AtOrganization(ConnectionProblem):
    """A problem with one connection in one organization."""

    def __init__(self, organization: str, link_name: str, message: str) -> None:
        super().__init__(message)
        self.organization, self.link_name = organization, link_name


class NotConnected(_AtOrganization):
    """The organization never authorised the connection."""

    kind = "not_connected"

    def __init__(self, organization: str, link_name: str) -> None:
        super().__init__(
            organization,
            link_name,
            f"Connection '{link_name}' is Not connected in organization {organization}: nobody there has "
            "authorised it. Each organization authorises for itself: connect it there.",
        )


class Disconnected(_AtOrganization):
    """The connection was revoked in the organization, or by the person."""

    kind = "disconnected"

    def __init__(self, organization: str, link_name: str, person: str) -> None:
        super().__init__(
            organization,
            link_name,
            f"Connection '{link_name}' is Disconnected in organization {organization}: the authorisation "
            f"by '{person}' was revoked. Connect it again; the link name stays.",
        )
        self.person = person


class NotAuthorizedByPerson(_AtOrganization):
    """Every person authorises for themselves, and this one has not."""

    kind = "not_authorized_by_person"

    def __init__(
        self, organization: str, link_name: str, person: str | None, authorized: Iterable[str]
    ) -> None:
        who = (
            f"'{person}' has not authorised it"
            if person
            else "nobody is behind this call, for which that option must be off"
        )
        super().__init__(
            organization,
            link_name,
            f"Connection '{link_name}' uses the credentials of the login user, and in organization "
            f"{organization} {who}. Authorised by: {', '.join(sorted(authorized)) or 'nobody'}.",
        )
        self.person = person


class RefreshRefused(_AtOrganization):
    """The access token ran out and no new one is to be had. `reason` is what the vendor answered."""

    kind = "refresh_refused"

    def __init__(self, organization: str, link_name: str, reason: str) -> None:
        super().__init__(
            organization,
            link_name,
            f"The access token of connection '{link_name}' in organization {organization} has expired and "
            f"was not renewed: {reason}. Connect it again.",
        )
        self.reason = reason


class StateRefused(ConnectionProblem):
    """A callback that belongs to no consent under way. `reason` is `unknown` or `expired`.

    A state that was used once is unknown afterwards.
    """

    kind = "state_refused"

    def __init__(self, reason: str) -> None:
        what = {
            "unknown": "its state was used before, or was never given out",
            "expired": "the consent took too long and its state has expired",
        }[reason]
        super().__init__(f"The callback is refused: {what}. Begin the authorisation again.")
        self.reason = reason


class EntryRefused(ConnectionProblem):
    """What was entered is not what the service asks for when it is connected."""

    kind = "entry_refused"

    def __init__(self, link_name: str, message: str) -> None:
        super().__init__(f"Connection '{link_name}' was not connected: {message}")
        self.link_name = link_name


class NoForm(ConnectionProblem):
    """The service's credentials are fields of a form, and the request has none."""

    kind = "no_form"

    def __init__(self, method: str) -> None:
        super().__init__(
            f"The service wants its credentials as form data, and this {method} request carries no form."
        )


class ExchangeRefused(ConnectionProblem):
    """The vendor sent the person back, but gave no tokens. `reason` is what it answered."""

    kind = "exchange_refused"
    advice: ClassVar[str] = (
        "Check the client id, the secret and the redirect URI, and begin the authorisation again."
    )

    def __init__(self, link_name: str, reason: str) -> None:
        super().__init__(f"Connection '{link_name}' was not connected: {reason}. {self.advice}")
        self.link_name, self.reason = link_name, reason


class VendorSilent(ExchangeRefused):
    """The vendor could not be reached, or failed, while the connection was being authorised."""

    kind = "vendor_silent"
    advice = "Begin the authorisation again when the vendor answers."


class ExternalRefused(ConnectionProblem):
    """The connection or revoke URL of an external connection did not do it."""

    kind = "external_refused"

    def __init__(self, link_name: str, url: str, answered: str) -> None:
        super().__init__(f"External connection '{link_name}': {url} {answered}. Its status stays.")
        self.link_name, self.url = link_name, url


class ConsentStuck(ConnectionProblem):
    """The headless consent met a page on which it cannot go on."""

    kind = "consent_stuck"

"""The predefined ("default") services, as data.

Zoho keeps no public table of them; which scopes its Wrike tile offers is not known either, so the list
is that of Wrike's own documentation (developers.wrike.com/oauth-20-authorization and its API reference).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from harness.errors import nearest

from .errors import InvalidDefinition, UnknownDataCentre
from .model import Credentials, Definition


@dataclass(frozen=True, slots=True)
class Service:
    """An application that one can connect to.

    A URL may hold `{domain}`, which is filled from `domains` by data centre. `placement` says where the
    access token goes: the Authorization header after `header_word`, or the query parameter
    `access_token`. `scopes` explains each scope in a line; with `scope_form` (a pattern) others of that
    form may be asked for too. `revoke_url` is empty if the vendor has no such endpoint;
    `throttled_errors` are the error codes by which its token endpoint says "later", not "no".
    """

    link_name: str
    name: str
    authorize_url: str
    token_url: str
    scopes: Mapping[str, str]
    scope_form: str = ""
    scope_needed: bool = False
    scope_delimiter: str = ","
    revoke_url: str = ""
    domains: Mapping[str, str] = field(default_factory=dict)
    authentication: Literal["OAuth 2"] = "OAuth 2"
    placement: Literal["header", "query"] = "header"
    header_word: str = "Bearer"
    throttled_errors: tuple[str, ...] = ()

    def url(self, template: str, data_centre: str) -> str:
        """One of the service's URLs in that data centre."""
        return template.format(domain=self.domains[data_centre]) if self.domains else template

    def data_centre(self, name: str) -> str:
        """The data centre called `name`, "" for a service that has only one address.

        Raises UnknownDataCentre with the nearest one.
        """
        if self.domains and name not in self.domains:
            raise UnknownDataCentre(self.name, name, self.domains)
        return name if self.domains else ""

    def credentials(self, access_token: str) -> Credentials:
        """What joins a request made with that access token."""
        if self.placement == "query":
            return Credentials(parameters={"access_token": access_token})
        return Credentials(headers={"Authorization": f"{self.header_word} {access_token}"})

    def check_scopes(self, definition: Definition) -> None:
        """Refuse scopes that the service does not have (InvalidDefinition)."""
        if self.scope_needed and not definition.scopes:
            raise InvalidDefinition("scopes", f"A connection to {self.name} needs at least one scope.")
        for scope in definition.scopes:
            if scope in self.scopes or (self.scope_form and re.fullmatch(self.scope_form, scope)):
                continue
            raise InvalidDefinition(
                "scopes", f"{self.name} has no scope '{scope}'. {nearest(scope, self.scopes)}"
            )


def find_service(services: Mapping[str, Service], link_name: str) -> Service:
    """The service of that link name; InvalidDefinition with the nearest one if there is none."""
    if link_name not in services:
        raise InvalidDefinition(
            "service", f"There is no service '{link_name}'. {nearest(link_name, services)}"
        )
    return services[link_name]


_WRIKE = Service(
    link_name="wrike",
    name="Wrike",
    authorize_url="https://login.wrike.com/oauth2/authorize/v4",
    token_url="https://login.wrike.com/oauth2/token",  # noqa: S106 - an address, not a secret
    scopes=MappingProxyType(
        {
            "Default": "read and write the workspace; what a client without scopes of its own gets",
            "wsReadOnly": "read tasks, folders, projects, comments, timelogs, contacts, custom fields",
            "wsReadWrite": "read and write tasks, folders, projects, comments, timelogs, webhooks",
            "amReadOnlyWorkflow": "read workflows",
            "amReadWriteWorkflow": "read and write workflows",
            "amReadOnlyInvitation": "read invitations",
            "amReadWriteInvitation": "read and write invitations",
            "amReadOnlyGroup": "read groups",
            "amReadWriteGroup": "read and write groups",
            "amReadOnlyUser": "read users, job roles and placeholders",
            "amReadWriteUser": "read and write users, job roles and placeholders",
            "amReadOnlyAccessRole": "read access roles and user types",
            "amReadOnlyAuditLog": "read the audit log",
            "amReadOnlyTimelogCategory": "read timelog categories",
            "amReadWriteTimelogCategory": "read and write timelog categories",
            "amReadOnlyWorkSchedule": "read work schedules and their exceptions",
            "amReadWriteWorkSchedule": "read and write work schedules and their exceptions",
            "dataExportFull": "export all data of the account",
        }
    ),
)

_BOOKS_GROUPS = {
    "contacts": "customers and vendors",
    "settings": "organizations, users, items, currencies, taxes, webhooks",
    "estimates": "estimates",
    "invoices": "invoices",
    "customerpayments": "payments of customers",
    "creditnotes": "credit notes",
    "projects": "projects, their users, comments, tasks and time entries",
    "expenses": "expenses",
    "salesorders": "sales orders",
    "purchaseorders": "purchase orders",
    "bills": "bills",
    "debitnotes": "vendor credits",
    "vendorpayments": "payments to vendors",
    "banking": "bank accounts, transactions and rules",
    "accountants": "chart of accounts and journals",
    "fixedasset": "fixed assets",
    "custommodules": "custom modules",
}
_OPERATIONS = {
    "ALL": "everything with",
    "CREATE": "create",
    "READ": "read",
    "UPDATE": "change",
    "DELETE": "delete",
}

_ZOHO_OAUTH = Service(
    link_name="zoho_oauth",
    name="Zoho OAuth",
    # Without access_type=offline there is no refresh token, and without prompt=consent only the first
    # consent brings one (zoho.com/accounts/protocol/oauth/web-apps/authorization.html).
    authorize_url="https://accounts.{domain}/oauth/v2/auth?access_type=offline&prompt=consent",
    token_url="https://accounts.{domain}/oauth/v2/token",  # noqa: S106 - an address, not a secret
    revoke_url="https://accounts.{domain}/oauth/v2/token/revoke",
    domains=MappingProxyType(
        {
            "us": "zoho.com",
            "eu": "zoho.eu",
            "in": "zoho.in",
            "au": "zoho.com.au",
            "jp": "zoho.jp",
            "ca": "zohocloud.ca",
            "cn": "zoho.com.cn",
            "sa": "zoho.sa",
        }
    ),
    header_word="Zoho-oauthtoken",
    throttled_errors=("Access Denied",),
    scope_needed=True,
    scope_form=r"\w+\.\w+\.\w+",
    scopes=MappingProxyType(
        {"ZohoBooks.fullaccess.all": "everything in Zoho Books"}
        | {
            f"ZohoBooks.{group}.{operation}": f"{verb} {what}"
            for group, what in _BOOKS_GROUPS.items()
            for operation, verb in _OPERATIONS.items()
        }
    ),
)

SERVICES: Mapping[str, Service] = MappingProxyType({one.link_name: one for one in (_WRIKE, _ZOHO_OAUTH)})
"""The predefined services by link name. Zoho's internal link names differ and are not documented."""

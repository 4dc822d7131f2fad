"""A service: an application that one can connect to, and how it is written down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from typing import Any, Final

from harness.errors import nearest

from .authentication import AUTHENTICATIONS, Asked, Authentication, Habits, OAuth2, Parameter
from .errors import InvalidDefinition, UnknownDataCentre
from .model import ClientKeys, Definition, check_link_name, check_name

VERBS: Final[Mapping[str, str]] = {
    "ALL": "everything with",
    "CREATE": "create",
    "READ": "read",
    "UPDATE": "change",
    "DELETE": "delete",
}
"""What Zoho's scopes end with, in words."""


@dataclass(frozen=True, slots=True)
class Service:
    """An application that one can connect to: default (of the catalogue) or `custom`.

    `category` and `documentation` (a page of the vendor's, from which the URLs and scopes are) are empty for
    a custom one. `hosts` are where its API answers. A URL or host may hold `{domain}`, which is filled from
    `domains` by data centre, `{top}`, the domain without its first part, and `{name}` of what `asks` (name ->
    label) the person who connects.
    `json_name` is what the JSON sample calls it, where that is not the link name. A custom one may say with
    `application` of which default service it is a variant.
    """

    link_name: str
    name: str
    authentication: Authentication
    category: str = ""
    documentation: str = ""
    hosts: tuple[str, ...] = ()
    domains: Mapping[str, str] = field(default_factory=dict)
    asks: Mapping[str, str] = field(default_factory=dict)
    json_name: str = ""
    custom: bool = False
    application: str = ""

    def __post_init__(self) -> None:
        check_link_name("service_link_name", self.link_name)
        check_name("service", self.link_name, self.name)

    @property
    def service_name(self) -> str:
        """What the JSON sample of a connection calls it (platform.md 1.8)."""
        return self.json_name or self.link_name

    def url(self, template: str, data_centre: str, entered: Mapping[str, str] | None = None) -> str:
        """One of the service's URLs in that data centre, with what the person entered."""
        if not self.domains and not self.asks:
            return template
        domain = self.domains[data_centre] if self.domains else ""
        return template.format(
            **{name: f"example-{name}" for name in self.asks} | dict(entered or {}),
            domain=domain,
            top=domain.partition(".")[2],
        )

    def addresses(self) -> tuple[str, ...]:
        """The hosts of its API, in every data centre; examples where a person enters a part of them."""
        centres = self.domains or {"": ""}
        return tuple(dict.fromkeys(self.url(host, one) for one in centres for host in self.hosts))

    def data_centre(self, name: str) -> str:
        """The data centre called `name`, "" for a service that has only one address.

        Raises UnknownDataCentre with the nearest one.
        """
        if self.domains and name not in self.domains:
            raise UnknownDataCentre(self.name, name, self.domains)
        return name if self.domains else ""

    def asked(self) -> tuple[Asked, ...]:
        """What a person has to enter to connect; empty where only the vendor's own page asks."""
        addresses = (Asked(name, label, secret=False) for name, label in self.asks.items())
        return (*addresses, *self.authentication.asked())

    def check_scopes(self, definition: Definition) -> None:
        """Refuse scopes that the service does not have (InvalidDefinition)."""
        match self.authentication:
            case OAuth2() as oauth:
                _check_scopes(self.name, oauth, definition.scopes)
            case _ if definition.scopes:
                kind = self.authentication.kind
                raise InvalidDefinition(
                    "scopes", f"{self.name} is authenticated by {kind}: it has no scopes."
                )
            case _:
                pass

    def record(self) -> dict[str, Any]:
        """As stored, and as the catalogue is written: plain JSON, without what is at its default."""
        values = {**_differing(self), "authentication": self.authentication.kind}
        return {**values, **_differing(self.authentication)}

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Service:
        """The service that `record` wrote."""
        own = {one.name for one in fields(cls)} - {"authentication"}
        kind = AUTHENTICATIONS[values["authentication"]]
        mine = {name: value for name, value in values.items() if name in own}
        theirs = {
            name: _READ.get(name, _same)(value)
            for name, value in values.items()
            if name not in own and name != "authentication"
        }
        return cls(**{**mine, "hosts": tuple(mine.get("hosts", ()))}, authentication=kind(**theirs))


def _check_scopes(service: str, oauth: OAuth2, scopes: Iterable[str]) -> None:
    if oauth.scope_needed and not tuple(scopes):
        raise InvalidDefinition("scopes", f"A connection to {service} needs at least one scope.")
    for scope in scopes:
        if scope in oauth.scopes or (oauth.scope_form and re.fullmatch(oauth.scope_form, scope)):
            continue
        if not oauth.scopes and not oauth.scope_form:
            continue
        raise InvalidDefinition("scopes", f"{service} has no scope '{scope}'. {nearest(scope, oauth.scopes)}")


def _differing(one: Any) -> dict[str, Any]:
    """The fields that are not at their defaults, plain."""
    values = {field.name: getattr(one, field.name) for field in fields(one) if field.name != "authentication"}
    known = {field.name: {} if field.default is MISSING else field.default for field in fields(one)}
    return {name: _plain(value) for name, value in values.items() if value != known[name]}


def _plain(value: Any) -> Any:
    match value:
        case ClientKeys() | Habits():
            return asdict(value)
        case tuple():
            return [asdict(one) if isinstance(one, Parameter) else one for one in value]
        case Mapping():
            return dict(value)
        case _:
            return value


def _same(value: Any) -> Any:
    return value


_READ: Final[Mapping[str, Any]] = {
    "parameters": lambda value: tuple(Parameter(**one) for one in value),
    "client": lambda value: ClientKeys(**value),
    "habits": lambda value: Habits(**value),
    "throttled_errors": tuple,
}


def find_service(services: Mapping[str, Service], link_name: str) -> Service:
    """The service of that link name; InvalidDefinition with the nearest one if there is none."""
    if link_name not in services:
        raise InvalidDefinition(
            "service", f"There is no service '{link_name}'. {nearest(link_name, services)}"
        )
    return services[link_name]

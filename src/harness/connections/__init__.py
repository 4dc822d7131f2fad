"""Connections: named, stored authorisations, over real OAuth 2."""

from .assumptions import ASSUMPTIONS
from .catalogue import SERVICES, Service
from .connections import NO_CODE, Connections
from .consent import Decision, consent
from .errors import (
    MARK,
    ConnectionProblem,
    ConsentStuck,
    Disconnected,
    ExchangeRefused,
    InvalidDefinition,
    NotAuthorizedByPerson,
    NotConnected,
    RefreshRefused,
    StateRefused,
    UnknownConnection,
    UnknownDataCentre,
)
from .model import (
    CONNECTED,
    DISCONNECTED,
    NOT_CONNECTED,
    AuthorizationView,
    ClientKeys,
    ConnectionView,
    Credentials,
    Definition,
    Outcome,
    Status,
    Tokens,
)

__all__ = [
    "ASSUMPTIONS",
    "CONNECTED",
    "DISCONNECTED",
    "MARK",
    "NOT_CONNECTED",
    "NO_CODE",
    "SERVICES",
    "AuthorizationView",
    "ClientKeys",
    "ConnectionProblem",
    "ConnectionView",
    "Connections",
    "ConsentStuck",
    "Credentials",
    "Decision",
    "Definition",
    "Disconnected",
    "ExchangeRefused",
    "InvalidDefinition",
    "NotAuthorizedByPerson",
    "NotConnected",
    "Outcome",
    "RefreshRefused",
    "Service",
    "StateRefused",
    "Status",
    "Tokens",
    "UnknownConnection",
    "UnknownDataCentre",
    "consent",
]

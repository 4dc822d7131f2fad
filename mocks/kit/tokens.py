"""What a fake asks of whoever issues tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

Reason = Literal[
    "missing",
    "unknown",
    "expired",
    "revoked",
    "other vendor",
    "other organization",
    "other data centre",
    "scope",
]


@dataclass(frozen=True, slots=True)
class Need:
    """What a call needs of its token.

    `scopes`: any one of them suffices, none means no scope is needed. `tenant` is the organization or
    account. `data_centre` is None where the address does not tell (a port of this machine).
    """

    vendor: str
    scopes: tuple[str, ...] = ()
    tenant: str | None = None
    data_centre: str | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """What a vendor gave at consent; access and refresh tokens belong to it."""

    id: str
    vendor: str
    client: str
    person: str
    scopes: tuple[str, ...]
    tenants: tuple[str, ...]
    data_centre: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a token does not do; the exchange keeps the reason, the vendor's dialect renders it."""

    reason: Reason
    detail: str = ""


class Tokens(Protocol):
    """Implemented by the OAuth fake."""

    def check(self, token: str, need: Need) -> Grant | Refusal:
        """Whose token this is: refuses unknown, expired, revoked, other vendor, other data centre."""
        ...

    def allows(self, grant: Grant, need: Need) -> Refusal | None:
        """Whether the grant covers the scopes and the tenant of `need`."""
        ...

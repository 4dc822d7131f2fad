"""Grants and tokens: the records, the functions that change them, and what every fake asks of them.

A grant is what a person gave a client at consent. Access and refresh tokens belong to it; ending the
grant ends them all. Handlers, scenarios and `/_control` change grants through these functions only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ..kit.assumptions import Assumptions
from ..kit.checks import Checks
from ..kit.clock import Clock
from ..kit.people import People
from ..kit.service import Context, Service
from ..kit.store import Record, Store
from ..kit.tokens import Grant, Need, Refusal
from . import checks as refused
from .dialects import DIALECTS
from .dialects.base import EVERY, Issued, OAuthDialect

GRANTS = "oauth.grants"
ACCESS = "oauth.access_tokens"
REFRESH = "oauth.refresh_tokens"


class _Known(NamedTuple):
    """A grant as it was seen last: its record then, the versions of the records that it follows from."""

    record: Record
    versions: list[int]
    grant: Grant


class TokenRegistry:
    """Implements `mocks.kit.tokens.Tokens` over the store: a token is found by its text, at once.

    `dialects` are those of the world, by vendor.
    """

    __slots__ = ("_assumptions", "_checks", "_clock", "_known", "_people", "_store", "dialects")

    def __init__(
        self,
        store: Store,
        clock: Clock,
        people: People,
        checks: Checks,
        assumptions: Assumptions,
        dialects: Mapping[str, OAuthDialect] = DIALECTS,
    ) -> None:
        self._store, self._clock, self._people = store, clock, people
        self._checks, self._assumptions = checks, assumptions
        self.dialects = dict(dialects)
        self._known: dict[tuple[str, str], _Known] = {}

    def check(self, token: str, need: Need) -> Grant | Refusal:
        """Whose token this is: refuses unknown, other vendor, revoked, expired, other data centre."""
        found = self._store.get(ACCESS, need.vendor, token)
        if found is None:
            return self._stranger(token, need)
        grant = self._store.get(GRANTS, need.vendor, found["grant"])
        assert grant is not None
        fails = self._checks.fails
        why = end_of(self._people, self.dialects[need.vendor], found, grant)
        if why is not None and fails(refused.TOKEN_REVOKED, True):
            return Refusal("revoked", why)
        expires = found["expires"]
        if expires is not None and fails(refused.TOKEN_EXPIRED, expires <= self._clock.now()):
            return Refusal("expired")
        elsewhere = need.data_centre not in (None, grant["data_centre"])
        if fails(refused.TOKEN_DATA_CENTRE, elsewhere):
            return Refusal("other data centre", f"issued in {grant['data_centre']}")
        return self._granted(need.vendor, grant)

    def allows(self, grant: Grant, need: Need) -> Refusal | None:
        """Whether the grant covers any one of the scopes, and the tenant, of `need`."""
        covered = self.dialects[need.vendor].covers(self._assumptions, grant.scopes, need.scopes)
        if self._checks.fails(refused.TOKEN_SCOPE, not covered):
            return Refusal("scope", f"needs one of {', '.join(need.scopes)}")
        outside = need.tenant is not None and need.tenant not in grant.tenants
        if self._checks.fails(refused.TOKEN_TENANT, outside):
            return Refusal("other organization")
        return None

    def _granted(self, vendor: str, grant: Record) -> Grant:
        """The grant as fakes see it; made again only after a change of what it follows from."""
        dialect = self.dialects[vendor]
        versions = [self._store.version(*table) for table in dialect.tenants_from]
        known = self._known.get((vendor, grant["id"]))
        if known is None or known.record is not grant or known.versions != versions:
            made = Grant(
                grant["id"],
                vendor,
                grant["client"],
                grant["person"],
                tuple(grant["scopes"]),
                dialect.tenants(self._store, self._people, grant),
                grant["data_centre"],
            )
            known = self._known[vendor, grant["id"]] = _Known(grant, versions, made)
        return known.grant

    def _stranger(self, token: str, need: Need) -> Grant | Refusal:
        if any(self._store.get(ACCESS, vendor, token) for vendor in self.dialects):
            if self._checks.fails(refused.TOKEN_VENDOR, True):
                return Refusal("other vendor")
        elif self._checks.fails(refused.TOKEN_UNKNOWN, True):
            return Refusal("unknown")
        return self._anybody(need)

    def _anybody(self, need: Need) -> Grant:
        """Stands in for the grant of a token that a sabotaged check let pass."""
        members = self._store.rows(People.MEMBERS, need.vendor).values()
        person = next((member["person"] for member in members), "")
        tenants = tuple(dict.fromkeys(member["tenant"] for member in members))
        return Grant("", need.vendor, "", person, (EVERY,), tenants, need.data_centre or "")


def dialect_for(context: Context, vendor: str) -> OAuthDialect:
    """The dialect of a vendor of this world."""
    assert isinstance(context.tokens, TokenRegistry)
    return context.tokens.dialects[vendor]


def vendors(context: Context) -> list[str]:
    """Every vendor of this world whose tokens there can be."""
    assert isinstance(context.tokens, TokenRegistry)
    return list(context.tokens.dialects)


def vendor_of(service: Service) -> str | None:
    """The vendor whose grants the fake gives; None for a fake that gives none."""
    return service.dialect.vendor if isinstance(service.dialect, OAuthDialect) else None


def admit(context: Context, *services: Service) -> None:
    """Let the vendors of OAuth fakes be some of this world's; nothing happens for other fakes."""
    assert isinstance(context.tokens, TokenRegistry)
    for service in services:
        if isinstance(service.dialect, OAuthDialect):
            context.tokens.dialects[service.dialect.vendor] = service.dialect


def end_of(people: People, dialect: OAuthDialect, token: Record, grant: Record) -> str | None:
    """Why the token, of that grant, is not alive any more; None if it is, or has merely expired."""
    why: str | None = token["revoked"] or grant["revoked"]
    if why is None and dialect.ended(people, grant):
        return "the person was deactivated"
    return why


def create_grant(context: Context, vendor: str, values: Record) -> Record:
    """A new grant; `values`: client, person, scopes, tenants, data_centre, offline."""
    number = context.ids.nth(f"oauth.{vendor}", "grant")
    grant = {
        "id": f"{vendor}-{number}",
        "client": values["client"],
        "person": values["person"],
        "holder": _holder(values["client"], values["person"]),
        "scopes": list(values["scopes"]),
        "tenants": list(values["tenants"]),
        "data_centre": values["data_centre"],
        "offline": values["offline"],
        "issued": context.clock.now(),
        "revoked": None,
    }
    if departures := context.people.departures(values["person"], vendor, values["tenants"]):
        grant["departures"] = departures
    context.store.put(GRANTS, vendor, grant["id"], grant)
    return grant


def create_tokens(context: Context, vendor: str, grant: Record) -> Issued:
    """The first tokens of a grant: a refresh token too if it is offline."""
    refresh = None
    if grant["offline"]:
        refresh = _fresh(context, REFRESH, vendor, "refresh token")
        now = context.clock.now()
        record = {"token": refresh, "grant": grant["id"], "issued": now, "revoked": None}
        context.store.put(REFRESH, vendor, refresh, record)
        _crowd_out(context, vendor, grant)
    return create_access(context, vendor, grant, refresh)


def create_access(context: Context, vendor: str, grant: Record, refresh: str | None) -> Issued:
    """A further access token of the grant, made with that refresh token."""
    dialect = dialect_for(context, vendor)
    token = _fresh(context, ACCESS, vendor, "access token")
    _put_access(context, vendor, token, grant, refresh, dialect.access_seconds)
    _keep_active(context, vendor, refresh)
    return Issued(grant, token, refresh, dialect.access_seconds)


def rotate(context: Context, vendor: str, grant: Record, refresh: str) -> Issued:
    """A new pair in place of the old one."""
    if dialect_for(context, vendor).ends_access(context):
        for access in context.store.find(ACCESS, vendor, "refresh", refresh):
            _end(context, ACCESS, vendor, access, "superseded")
    old = context.store.get(REFRESH, vendor, refresh)
    assert old is not None
    _end(context, REFRESH, vendor, old, "superseded")
    return create_tokens(context, vendor, grant)


def mint(
    context: Context,
    vendor: str,
    person: str,
    scopes: Iterable[str] | None = None,
    tenants: Iterable[str] | None = None,
    *,
    data_centre: str | None = None,
    lifetime: float | None = None,
    token: str | None = None,
) -> str:
    """A ready access token, of a grant of its own without a client; answers its text.

    Without `scopes` it may do everything, without `tenants` it covers what the consent page has chosen
    beforehand, without `lifetime` (seconds) it never expires, as a permanent token of Wrike.
    """
    dialect = dialect_for(context, vendor)
    chosen = default_tenants(context, vendor, person) if tenants is None else list(tenants)
    values = {
        "client": "",
        "person": person,
        "scopes": dialect.everything if scopes is None else scopes,
        "tenants": chosen,
        "data_centre": data_centre or dialect.home(context, person, chosen),
        "offline": False,
    }
    grant = create_grant(context, vendor, values)
    text = token or _fresh(context, ACCESS, vendor, "access token")
    _put_access(context, vendor, text, grant, None, lifetime)
    return text


def default_tenants(context: Context, vendor: str, person: str) -> list[str]:
    """What the consent page has chosen beforehand."""
    return [choice.value for choice in dialect_for(context, vendor).choices(context, person)[:1]]


def find_grant(context: Context, vendor: str, token: str) -> Record | None:
    """The grant of an access or refresh token, alive or not."""
    for kind in (ACCESS, REFRESH):
        if found := context.store.get(kind, vendor, token):
            return context.store.get(GRANTS, vendor, found["grant"])
    return None


def grants_of(context: Context, vendor: str, client: str, person: str) -> list[Record]:
    """The living grants of a client by a person, oldest first."""
    found = context.store.find(GRANTS, vendor, "holder", _holder(client, person))
    return [grant for grant in found if grant["revoked"] is None]


def revoke_grant(context: Context, vendor: str, grant_id: str, why: str = "revoked") -> None:
    """End a grant, and with it all of its tokens; nothing happens if it has ended or never was."""
    grant = context.store.get(GRANTS, vendor, grant_id)
    if grant is not None:
        _end(context, GRANTS, vendor, grant, why, "id")


def revoke_token(context: Context, vendor: str, token: str, why: str = "revoked") -> bool:
    """End a token; of a refresh token also the access tokens made with it.

    Answers whether there was such a token alive.
    """
    if (refresh := context.store.get(REFRESH, vendor, token)) is not None:
        if _dead(context, vendor, refresh):
            return False
        _end(context, REFRESH, vendor, refresh, why)
        for access in context.store.find(ACCESS, vendor, "refresh", token):
            _end(context, ACCESS, vendor, access, why)
        return True
    access_token = context.store.get(ACCESS, vendor, token)
    if access_token is None or _dead(context, vendor, access_token):
        return False
    _end(context, ACCESS, vendor, access_token, why)
    return True


def remove_access(context: Context, vendor: str, client: str, person: str) -> int:
    """The person removes the application at the vendor; answers how many grants ended."""
    grants = grants_of(context, vendor, client, person)
    for grant in grants:
        revoke_grant(context, vendor, grant["id"], "access removed")
    return len(grants)


def expire(context: Context, vendor: str, grant_id: str) -> int:
    """The grant's access tokens expire now; answers how many. Its refresh token lives."""
    now = context.clock.now()
    made = context.store.find(ACCESS, vendor, "grant", grant_id)
    living = [access for access in made if access["expires"] is None or access["expires"] > now]
    for access in living:
        context.store.put(ACCESS, vendor, access["token"], {**access, "expires": now})
    return len(living)


def set_scopes(context: Context, vendor: str, grant_id: str, scopes: Iterable[str]) -> None:
    """The grant has these scopes from now on, whatever was consented; raises KeyError without one."""
    grant = context.store.get(GRANTS, vendor, grant_id)
    if grant is None:
        raise KeyError(grant_id)
    context.store.put(GRANTS, vendor, grant_id, {**grant, "scopes": list(scopes)})


def _put_access(
    context: Context, vendor: str, token: str, grant: Record, refresh: str | None, life: float | None
) -> None:
    now = context.clock.now()
    record = {
        "token": token,
        "grant": grant["id"],
        "refresh": refresh,
        "issued": now,
        "expires": None if life is None else now + life,
        "revoked": None,
    }
    context.store.put(ACCESS, vendor, token, record)


def _keep_active(context: Context, vendor: str, refresh: str | None) -> None:
    kept = dialect_for(context, vendor).active_tokens(context)
    if refresh is None or kept is None:
        return
    now = context.clock.now()
    made = context.store.find(ACCESS, vendor, "refresh", refresh)
    active = [access for access in made if access["revoked"] is None and access["expires"] > now]
    for access in active[:-kept]:
        _end(context, ACCESS, vendor, access, "crowded out")


def _crowd_out(context: Context, vendor: str, grant: Record) -> None:
    kept = dialect_for(context, vendor).refresh_tokens_kept
    if kept is None:
        return
    offline = [one for one in grants_of(context, vendor, grant["client"], grant["person"]) if one["offline"]]
    for one in offline[:-kept]:
        revoke_grant(context, vendor, one["id"], "crowded out")


def _dead(context: Context, vendor: str, token: Record) -> bool:
    grant = context.store.get(GRANTS, vendor, token["grant"])
    expires = token.get("expires")
    expired = expires is not None and expires <= context.clock.now()
    return bool(expired or token["revoked"] or grant is None or grant["revoked"])


def _end(context: Context, kind: str, vendor: str, record: Record, why: str, key: str = "token") -> None:
    if record["revoked"] is None:
        context.store.put(kind, vendor, record[key], {**record, "revoked": why})


def _holder(client: str, person: str) -> str:
    return f"{client}/{person}"


def _fresh(context: Context, kind: str, vendor: str, what: str) -> Any:
    while True:
        token = dialect_for(context, vendor).token(context.ids, what)
        if context.store.get(kind, vendor, token) is None:
            return token

"""What OAuth 1 gives: temporary credentials for a consent, then a token and its secret."""

from __future__ import annotations

from ...kit.http import Request
from ...kit.service import Context
from ...kit.store import Record
from ...kit.tokens import Grant, Need, Refusal
from .. import checks, tokens
from ..clients import same
from ..dialects.base import EVERY, Issued
from .signature import Flaw, Signed, flaw, read

TEMPORARY = "oauth1.temporary"
SECRETS = "oauth1.secrets"
SECONDS = 600
"""How long temporary credentials live."""


def begin(context: Context, vendor: str, client: str, callback: str) -> Record:
    """Temporary credentials for that client, whose consent is answered at `callback`."""
    owner = f"oauth.{vendor}"
    record: Record = {
        "token": context.ids.secret(owner, "temporary token", 32),
        "secret": context.ids.secret(owner, "temporary secret", 40),
        "client": client,
        "callback": callback,
        "expires": context.clock.now() + SECONDS,
        "person": None,
        "verifier": None,
        "grant": None,
    }
    context.store.put(TEMPORARY, vendor, record["token"], record)
    return record


def consent(context: Context, vendor: str, temporary: Record, person: str) -> Record:
    """The person consents; answers the record with its verifier."""
    verifier = context.ids.secret(f"oauth.{vendor}", "verifier", 24)
    given = {**temporary, "person": person, "verifier": verifier}
    context.store.put(TEMPORARY, vendor, temporary["token"], given)
    return given


def redeem(context: Context, vendor: str, temporary: Record) -> tuple[str, str]:
    """A token and its secret in place of temporary credentials, which are used from then on."""
    values = {
        "client": temporary["client"],
        "person": temporary["person"] or "",
        "scopes": [EVERY],
        "tenants": [],
        "data_centre": context.data_centre,
        "offline": False,
    }
    issued = tokens.create_tokens(context, vendor, tokens.create_grant(context, vendor, values))
    used = {**temporary, "grant": issued.grant["id"]}
    context.store.put(TEMPORARY, vendor, temporary["token"], used)
    return issued.access_token, keep_secret(context, vendor, issued)


def keep_secret(context: Context, vendor: str, issued: Issued) -> str:
    """The secret of a token, made now."""
    secret: str = context.ids.secret(f"oauth.{vendor}", "token secret", 40)
    context.store.put(SECRETS, vendor, issued.access_token, {"secret": secret})
    return secret


def secret_of(context: Context, vendor: str, token: str) -> str:
    """The secret of a token, empty if there is no such token."""
    return str((context.store.get(SECRETS, vendor, token) or {"secret": ""})["secret"])


def judge(context: Context, vendor: str, request: Request) -> Grant | Refusal | Flaw:
    """Whose signed call of an API this is; the signature is looked at once the token is known to live."""
    signed = read(context, vendor, request)
    if not signed.parameters:
        return Refusal("missing")
    found = context.tokens.check(signed["token"], Need(vendor))
    if isinstance(found, Refusal):
        return found
    wrong = flaw(context, vendor, request, signed, secret_of(context, vendor, signed["token"]))
    if wrong is None and found.client not in ("", signed["consumer_key"]):
        other = Flaw(checks.SIGNED_TOKEN, "token_rejected", "other client")
        wrong = other if context.fails(other.check, True) else None
    return found if wrong is None else wrong


def foreign(temporary: Record, signed: Signed) -> bool:
    """Whether temporary credentials were given to another client than the one that signed."""
    return signed.client is not None and temporary["client"] != signed.client["client_id"]


def proves(temporary: Record, verifier: str) -> bool:
    """Whether the verifier is that of the consent."""
    return temporary["verifier"] is not None and same(temporary["verifier"], verifier)

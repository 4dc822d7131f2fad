"""Who signed a request: the parameters of the protocol, and whether the signature is theirs (RFC 5849, 3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

from ...kit.checks import Check
from ...kit.http import Request
from ...kit.service import Context
from ...kit.store import Record
from .. import checks, clients

NONCES = "oauth1.nonces"
METHODS = ("HMAC-SHA1", "HMAC-SHA256", "PLAINTEXT")
LEEWAY = 300
"""How far, in seconds, a timestamp may be from the server's time."""
_TIMESTAMP = re.compile(r"\d{1,12}", re.ASCII)
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a signed request does not do: the check, its problem as OAuth 1 clients know it, the status."""

    check: Check
    problem: str
    reason: str
    status: int = 401


@dataclass(frozen=True, slots=True)
class Signed:
    """The protocol's parameters of a request, where they stood, and the client that they name, if any."""

    parameters: Mapping[str, str]
    in_header: bool
    client: Record | None

    def __getitem__(self, name: str) -> str:
        """The parameter `oauth_<name>`, empty if it is absent."""
        return self.parameters.get(f"oauth_{name}", "")


def read(context: Context, vendor: str, request: Request) -> Signed:
    """The parameters in the Authorization header, in a form or in the query: where there are some."""
    header = _in_header(request.headers.get("authorization", ""))
    form = _own(request.form()) if request.content_type == _FORM else {}
    found = header or form or _own(request.parameters())
    client = clients.find_client(context, vendor, found.get("oauth_consumer_key", ""))
    return Signed(found, bool(header), client)


def flaw(context: Context, vendor: str, request: Request, signed: Signed, secret: str) -> Flaw | None:
    """What is wrong with the signature, given the secret of the token that it is made with; None if nothing.

    A flaw whose check is sabotaged is none. The nonce is used from then on.
    """
    for check, failed, problem, reason, status in _tests(context, vendor, request, signed, secret):
        if context.fails(check, failed):
            return Flaw(check, problem, reason, status)
    _remember(context, vendor, signed)
    return None


def _tests(
    context: Context, vendor: str, request: Request, signed: Signed, secret: str
) -> list[tuple[Check, bool, str, str, int]]:
    client, method = signed.client, signed["signature_method"]
    stamp = signed["timestamp"]
    off = not _TIMESTAMP.fullmatch(stamp) or abs(int(stamp) - context.clock.now()) > LEEWAY
    used = context.store.get(NONCES, vendor, _nonce(signed)) is not None
    known = method in METHODS
    fits = client is None or not known or verified(context, request, signed, client["secret"], secret)
    return [
        (checks.SIGNED_CLIENT, client is None, "consumer_key_unknown", "unknown client", 401),
        (checks.SIGNED_METHOD, not known, "signature_method_rejected", "signature method", 400),
        (checks.SIGNED_TIMESTAMP, off, "timestamp_refused", "timestamp", 401),
        (checks.SIGNED_NONCE, used, "nonce_used", "nonce", 401),
        (checks.SIGNATURE, not fits, "signature_invalid", "signature", 401),
    ]


def verified(context: Context, request: Request, signed: Signed, client_secret: str, secret: str) -> bool:
    """Whether the signature is that of the request, made with these secrets, at any of its URLs."""
    from oauthlib.oauth1.rfc5849 import signature  # 30 ms that only signed requests need

    verify: Any = {
        "HMAC-SHA1": signature.verify_hmac_sha1,
        "HMAC-SHA256": signature.verify_hmac_sha256,
        "PLAINTEXT": signature.verify_plaintext,
    }[signed["signature_method"]]
    parameters = _parameters(request, signed)
    return any(
        verify(_Asked(request.method, uri, parameters, signed["signature"]), client_secret, secret)
        for uri in _urls(context, request)
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request as oauthlib verifies it."""

    http_method: str
    uri: str
    params: list[tuple[str, str]]
    signature: str


def _parameters(request: Request, signed: Signed) -> list[tuple[str, str]]:
    """All that is signed: query, form and the protocol's own, without the signature (RFC 5849, 3.4.1.3)."""
    form = request.body.decode("utf-8", "replace") if request.content_type == _FORM else ""
    sent = [*parse_qsl(request.query, keep_blank_values=True), *parse_qsl(form, keep_blank_values=True)]
    own = signed.parameters.items() if signed.in_header else ()
    return [pair for pair in (*sent, *own) if pair[0] != "oauth_signature"]


def _urls(context: Context, request: Request) -> list[str]:
    """The vendor's own URL, and the one of this machine that stands for it."""
    own = f"https://{request.host}{request.path}"
    return [own] if not context.urls.local else [own, context.urls.of(request.host, request.path)]


def _in_header(header: str) -> dict[str, str]:
    scheme, _, rest = header.partition(" ")
    if scheme.lower() != "oauth":
        return {}
    pairs = (part.strip().partition("=") for part in rest.split(","))
    return _own({unquote(name): unquote(value.strip('"')) for name, _, value in pairs})


def _own(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if name.startswith("oauth_")}


def _nonce(signed: Signed) -> str:
    return " ".join(signed[name] for name in ("consumer_key", "token", "timestamp", "nonce"))


def _remember(context: Context, vendor: str, signed: Signed) -> None:
    """Keep the nonce as long as its timestamp would do."""
    oldest = context.clock.now() - 2 * LEEWAY
    for key, record in list(context.store.rows(NONCES, vendor).items()):
        if record["at"] > oldest:
            break
        context.store.delete(NONCES, vendor, key)
    context.store.put(NONCES, vendor, _nonce(signed), {"at": context.clock.now()})

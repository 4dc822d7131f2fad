"""Hosts that an extension declares for itself: canned answers for services that no fake knows."""

from __future__ import annotations

import hmac
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from harness import servers
from harness.extension import ApiKey, Basic, Canned, OAuth1, OAuth2, Reply, Required

BASIC = servers.Check("canned.basic", "a call without the user and password that its host wants")
API_KEY = servers.Check("canned.api_key", "a call without the API key that its host wants")
TOKEN = servers.Check("canned.token", "a call without an access token, where its host wants one")
_SHORTEST = 4
_CHECKS = {Basic: BASIC, ApiKey: API_KEY, OAuth2: TOKEN, OAuth1: TOKEN}

VendorOf = Callable[[str], str]
"""The vendor that gives the tokens of a service: (link name) -> vendor."""


class CannedError(servers.VendorError):
    """What a canned host says of its own accord: ours, and marked so."""

    @classmethod
    @servers.vendor_error
    def undeclared(cls, call: str, known: str) -> CannedError:
        """A call that `hosts:` in extension.yaml does not have."""
        return cls(404, {"harness": f"{call} is not declared under 'hosts:'. Declared: {known}."})

    @classmethod
    @servers.vendor_error
    def broken(cls, status: int) -> CannedError:
        """An error status made on purpose by a fault."""
        return cls(status, {"harness": "a fault that was asked for"})

    @classmethod
    @servers.vendor_error
    def refused(cls, reply: Reply) -> CannedError:
        """Credentials that don't do."""
        return cls(reply.status, reply)


class CannedDialect:
    """No envelope: what is declared is what comes."""

    def __init__(self, host: str, answers: Sequence[Canned], vendor_of: VendorOf) -> None:
        self._host, self._vendor_of = host, vendor_of
        self._known = ", ".join(f"{one.method} {one.path}" for one in answers)

    def authenticate(self, context: Any, request: servers.Request, exchange: Any) -> None:
        """Which credentials are wanted depends on the call: see `authorize`."""

    def not_found(self, request: servers.Request) -> CannedError:
        """Not declared."""
        return CannedError.undeclared(f"{request.method} https://{self._host}{request.path}", self._known)

    def not_allowed(self, request: servers.Request, allowed: Iterable[str]) -> CannedError:
        """Not declared with this method."""
        return self.not_found(request)

    def authorize(self, call: servers.Call) -> None:
        """All credentials that the call's answer wants."""
        canned: Canned = call.operation.extra["canned"]
        for required in canned.requires:
            _Desk(call, canned.refusal, self._vendor_of).demand(required)

    def parse(self, call: servers.Call) -> None:
        """Nothing is read before an answer asks for it."""

    def render(self, call: servers.Call, result: Reply) -> servers.Response:
        """The answer as declared."""
        return _response(call.context, result)

    def error(self, context: Any, error: servers.VendorError, request: Any) -> servers.Response:
        """As the extension says, else as JSON."""
        if isinstance(error.body, Reply):
            return _response(context, error.body)
        return servers.Response.json(error.body, error.status)

    def faulty(self, status: int) -> CannedError:
        """An error status made on purpose."""
        return CannedError.broken(status)


def _response(context: Any, reply: Reply) -> servers.Response:
    """The reply; where it redirects a browser to an application, it stays on this machine."""
    away = 300 <= reply.status < 400
    headers = [
        (name, _local(context, value) if away and name == "location" else value)
        for name, value in reply.headers
    ]
    return servers.Response(reply.status, reply.body, headers)


def _local(context: Any, url: str) -> str:
    host, slash, rest = url.removeprefix("https://").partition("/")
    return str(context.urls.of(host, slash + rest)) if url.startswith("https://") else url


class _Desk:
    """Where one call has to show its credentials."""

    def __init__(self, call: servers.Call, refusal: Reply | None, vendor_of: VendorOf) -> None:
        self._call, self._refusal, self._vendor_of = call, refusal, vendor_of

    def demand(self, required: Required) -> None:
        """Raise the refusal, with its reason, unless the call has these credentials."""
        if isinstance(required, Basic):
            self._basic(required)
        elif isinstance(required, ApiKey):
            self._key(required)
        elif isinstance(required, OAuth1):
            self._signature(required)
        else:
            self._token(required)

    def _refuse(self, check: servers.Check, reason: str | None, wanted: _Wanted) -> None:
        if self._call.context.fails(check, reason is not None):
            raise self._refused(wanted).because(reason or "")

    def _refused(self, wanted: _Wanted) -> CannedError:
        return CannedError.refused(self._refusal or wanted.reply())

    def _hide(self, sent: str | None) -> None:
        """No report shows it, whatever it is called; what is shorter would be found in anything."""
        if sent is not None and len(sent) >= _SHORTEST:
            self._call.exchange.secrets |= {sent}

    def _basic(self, required: Basic) -> None:
        sent = _basic(self._call.request.headers.get("authorization", ""))
        right = sent is not None and _same(sent, f"{required.user}:{required.password}")
        reason = "missing" if sent is None else None if right else "unknown"
        wanted = "a Basic header with another user or password"
        self._refuse(BASIC, reason, _Wanted(wanted, f'Basic realm="{self._call.service.name}"'))

    def _key(self, required: ApiKey) -> None:
        sent = _sent(self._call.request, required.place, required.name)
        self._hide(sent)
        reason = "missing" if sent is None else None if _same(sent, required.value) else "unknown"
        where = {"header": "header", "query": "query parameter", "form": "form field"}[required.place]
        self._refuse(API_KEY, reason, _Wanted(f"another API key in the {where} '{required.name}'"))

    def _token(self, required: OAuth2) -> None:
        token = _token(self._call.request, required)
        self._hide(token)
        where = f"query parameter '{required.query}'" if required.query else f"header '{required.header}'"
        wanted = _Wanted(f"a living access token of {required.service} in the {where}", "Bearer")
        self._refuse(TOKEN, "missing" if token is None else None, wanted)
        if token is not None:
            self._judge(token, required, replace(wanted, challenge='Bearer error="invalid_token"'))

    def _signature(self, required: OAuth1) -> None:
        """As the vendor's own API would: the token lives, and what was signed is this request."""
        call, vendor = self._call, self._vendor_of(required.service)
        found = servers.judge_signed(call.context, vendor, call.request)
        wanted = _Wanted(f"a signature with a living token of {required.service}", "OAuth")
        self._refuse(TOKEN, "missing" if found == servers.Refusal("missing") else None, wanted)
        if isinstance(found, servers.Refusal | servers.Flaw) and found.reason != "missing":
            raise self._refused(wanted).because(found.reason)
        if isinstance(found, servers.Grant):
            call.exchange.person = found.person or None

    def _judge(self, token: str, required: OAuth2, wanted: _Wanted) -> None:
        """As a fake of the vendor's own would: whose token it is, and what it allows (RFC 6750, 3.1)."""
        vendor, tokens = self._vendor_of(required.service), self._call.context.tokens
        found = tokens.check(token, servers.Need(vendor))
        if isinstance(found, servers.Refusal):
            raise self._refused(wanted).because(found.reason)
        self._call.exchange.person = found.person or None
        for scope in required.scopes:
            if (refusal := tokens.allows(found, servers.Need(vendor, (scope,)))) is not None:
                lacking = _Wanted(
                    f"a token of {required.service} with the scope {scope}", _INSUFFICIENT, status=403
                )
                raise self._refused(lacking).because(refusal.reason)


_INSUFFICIENT = 'Bearer error="insufficient_scope"'


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a call would have to show, in words and as a challenge (RFC 9110, 11.6.1)."""

    words: str
    challenge: str = ""
    status: int = 401

    def reply(self) -> Reply:
        """The refusal, where the extension does not say what the host's own is."""
        challenge = (("www-authenticate", self.challenge),) if self.challenge else ()
        headers = (("content-type", "application/json"), *challenge)
        return Reply(self.status, headers, orjson.dumps({"harness": f"refused: {self.words} is wanted"}))


def _basic(header: str) -> str | None:
    scheme, _, value = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        return b64decode(value, validate=True).decode()
    except (NotBase64, ValueError):
        return ""


def _sent(request: servers.Request, place: str, name: str) -> str | None:
    if place == "header":
        return request.headers.get(name.lower())
    return (request.parameters() if place == "query" else request.form()).get(name)


def _token(request: servers.Request, required: OAuth2) -> str | None:
    if required.query:
        return request.parameters().get(required.query) or None
    value = request.headers.get(required.header.lower(), "").strip()
    if not required.word:
        return value or None
    word, _, token = value.partition(" ")
    return token.strip() or None if word.lower() == required.word.lower() else None


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def canned_service(host: str, answers: Sequence[Canned], vendor_of: VendorOf) -> servers.Service:
    """The service of one host of an extension's own."""
    declared = tuple(_operation(number, one) for number, one in enumerate(answers))
    return servers.Service(
        name=host,
        title=host,
        dialect=CannedDialect(host, answers, vendor_of),
        operations=lambda: declared,
        hosts={host: ""},
        home=host,
        checks=tuple(dict.fromkeys(_CHECKS[type(one)] for canned in answers for one in canned.requires)),
        errors=CannedError,
    )


def _operation(number: int, one: Canned) -> servers.Operation:
    def act(call: servers.Call) -> Reply:
        return one.reply if isinstance(one.reply, Reply) else one.reply(_values(call))

    return servers.Operation(
        f"canned.{number}", one.method, _path(one.path), act, public=True, extra={"canned": one}
    )


def _path(path: str) -> str:
    """The path with a name for each `*`: 1, 2 …"""
    stars = iter(range(1, path.count("*") + 1))
    parts = path.strip("/").split("/")
    return "/" + "/".join(f"{{{next(stars)}}}" if part == "*" else part for part in parts)


def _values(call: servers.Call) -> Mapping[str, Any]:
    """The request's values, for an answer that holds some."""
    request = call.request
    try:
        json = request.json()
    except ValueError:
        json = None
    return {
        "path": dict(call.ids),
        "query": request.parameters(),
        "form": request.form(),
        "json": json,
        "headers": request.headers,
    }

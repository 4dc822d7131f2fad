"""Calls that an action makes: through a connection, journalled, with failures in the author's words.

Only this module of the workflow layer knows httpx.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlencode

import httpx

from harness.deluge.host import CallFailed, Incoming, Outgoing
from harness.errors import HarnessError, HostRefused
from harness.ports import Carrier, Exchange

from .environment import HIDDEN, Caller, Credentials, Environment, Recording

EXCHANGE = "harness.exchange"
"""Request extension: the number of the exchange, for whoever carries the request."""
TIMEOUT_TEXT = "socket timeout error"
"""Zoho's text: https://www.zoho.com/deluge/help/webhook/invokeurl-api-task.html"""
MAX_REDIRECTS = 20

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


class Outbound:
    """The way out for one attempt of an action."""

    def __init__(self, environment: Environment, recording: Recording, caller: Caller) -> None:
        self._environment, self._recording, self._caller = environment, recording, caller
        self._exchanges: dict[int, Exchange] = {}

    async def send(self, call: Outgoing) -> Incoming:
        """Make the call and follow redirects; raises CallFailed. Each hop is an exchange."""
        if call.service:
            own = self._environment.own_api(call.service, self._caller.organization)
            call = replace(call, url=own.origin + call.url)
        for _ in range(MAX_REDIRECTS + 1):
            response, number = await self._hop(call)
            onward = self._onward(call, response)
            if onward is None:
                return Incoming(response.status_code, dict(response.headers), response.content, number)
            call = onward
        raise CallFailed("reset", f"The call was redirected more than {MAX_REDIRECTS} times.")

    def finding(self, exchange: int, code: str, message: str) -> None:
        """Note a finding on one of the exchanges of this attempt."""
        if exchange in self._exchanges:
            self._environment.journal.find(self._exchanges[exchange], code, message)

    async def _hop(self, call: Outgoing) -> tuple[httpx.Response, int]:
        """The answer and its exchange; after a 401 once more if the connection has other credentials."""
        response, exchange, added = await self._asked(call)
        if response.status_code == 401 and added is not None and call.connection is not None:
            caller = self._caller
            with _connection_failures():
                other = await self._environment.connections.credentials_after_401(
                    caller.organization, call.connection, caller.person, added
                )
            if other is not None:
                response, exchange, _ = await self._asked(call, other)
        return response, exchange.id

    async def _asked(
        self, call: Outgoing, given: Credentials | None = None
    ) -> tuple[httpx.Response, Exchange, Credentials | None]:
        """One exchange: the answer, and the credentials that were used, which may be `given`."""
        with self._exchange(call) as exchange:
            url, headers = _checked_url(call.url), _checked_headers(call.headers)
            exchange.url = str(url)
            await self._environment.before_sending(call.method, exchange.url)
            added = given or await self._credentials(call, exchange.url)
            body = call.body
            if added is not None:
                exchange.secrets |= self._recording.keep_secret(added)
                url, headers = self._with_credentials(url, headers, added, exchange)
                if added.form:
                    headers, body = _with_form(headers, body, added.form)
            raw = [(name.encode(), value.encode()) for name, value in headers]
            request = httpx.Request(call.method, url, headers=raw, content=body or None)
            request.extensions = {"timeout": httpx.Timeout(call.timeout).as_dict(), EXCHANGE: exchange.id}
            return await self._leave(request), exchange, added

    @contextmanager
    def _exchange(self, call: Outgoing) -> Iterator[Exchange]:
        """An exchange of the journal, completed here if there is no answer."""
        journal, caller = self._environment.journal, self._caller
        exchange = journal.open(
            call.method,
            call.url,
            list(call.headers),
            call.body,
            parent=caller.exchange,
            cause={"function": call.function, "line": call.line, "rule": caller.rule, "run": caller.run},
            origin="function",
        )
        self._exchanges[exchange.id] = exchange
        self._recording.exchanges.append(exchange.id)
        try:
            yield exchange
        except BaseException as failure:
            if exchange.error is None:
                why = failure.text if isinstance(failure, CallFailed) else "The call was cut off."
                journal.fail(exchange, why)
            raise

    async def _credentials(self, call: Outgoing, url: str) -> Credentials | None:
        if call.connection is None:
            own = self._environment.own_api
            return own(call.service, self._caller.organization) if call.service else None
        caller, connections = self._caller, self._environment.connections
        with _connection_failures():
            return await connections.credentials(
                caller.organization, call.connection, caller.person, Carrier(call.method, url, _form_of(call))
            )

    def _with_credentials(
        self, url: httpx.URL, headers: list[tuple[str, str]], added: Credentials, exchange: Exchange
    ) -> tuple[httpx.URL, list[tuple[str, str]]]:
        """URL and headers with the credentials, which the journal does not get to see."""
        theirs = dict(added.headers)
        mine = [(name, value) for name, value in headers if name.lower() not in _lower(theirs)]
        if len(mine) < len(headers) and self._assume("workflow.own_authorization") == "script":
            mine = headers
            theirs = {name: value for name, value in theirs.items() if name.lower() not in _lower(dict(mine))}
        exchange.request_headers = [*mine, *((name, _mask(value)) for name, value in theirs.items())]
        if added.parameters:
            url = url.copy_with(query=_joined(url.query, added.parameters))
        return url, [*mine, *theirs.items()]

    async def _leave(self, request: httpx.Request) -> httpx.Response:
        try:
            return await self._environment.client().send(request, follow_redirects=False)
        except (HostRefused, httpx.HTTPError) as error:
            raise _failure(error, request.url.host) from error

    def _onward(self, call: Outgoing, response: httpx.Response) -> Outgoing | None:
        """The call that the answer redirects to; what only the first host may see stays behind."""
        request = response.next_request
        if request is None or self._assume("workflow.redirects") != "follow":
            return None
        dropped: frozenset[str] = frozenset()
        connection, service = call.connection, call.service
        if request.url.host != response.request.url.host:
            dropped, connection, service = frozenset({"authorization", "cookie"}), None, ""
        body = call.body
        if request.method != call.method:
            dropped, body = dropped | {"content-type", "content-length"}, b""
        headers = tuple((name, value) for name, value in call.headers if name.lower() not in dropped)
        return replace(
            call,
            method=request.method,
            url=str(request.url),
            headers=headers,
            body=body,
            connection=connection,
            service=service,
        )

    def _assume(self, key: str) -> str:
        return self._environment.assumptions.assume(key)


@contextmanager
def _connection_failures() -> Iterator[None]:
    """Turn what keeps a connection from giving credentials into what the script is told."""
    try:
        yield
    except HostRefused as refused:
        raise CallFailed("host", str(refused)) from refused
    except HarnessError as problem:
        raise CallFailed("connection", str(problem)) from problem


@lru_cache(maxsize=1_000)
def _checked_url(text: str) -> httpx.URL:
    """The URL, which is never changed: functions call the same few again and again."""
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL as error:
        raise CallFailed("refused", f"'{text}' is no URL: {error}.") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise CallFailed("refused", f"'{text}' is no URL that can be called: it needs https:// and a host.")
    return url


def _checked_headers(headers: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    for name, value in headers:
        if not _NAME.fullmatch(name):
            raise CallFailed("refused", f"'{name}' cannot be the name of a header.")
        if _FORBIDDEN.search(value):
            raise CallFailed("refused", f"The header '{name}' holds a line break or a control character.")
    return list(headers)


_FORM = "application/x-www-form-urlencoded"


def _form_of(call: Outgoing) -> str | None:
    """The form in the body of a call; "" where there could be one, None where there can't."""
    kind = next((value for name, value in call.headers if name.lower() == "content-type"), "")
    if not call.body:
        return None if call.method in ("GET", "HEAD") else ""
    return call.body.decode() if kind.lower().startswith(_FORM) else None


def _with_form(
    headers: list[tuple[str, str]], body: bytes, fields: Mapping[str, str]
) -> tuple[list[tuple[str, str]], bytes]:
    """Headers and body with further fields of the form."""
    others = [one for one in headers if one[0].lower() not in ("content-type", "content-length")]
    added = urlencode(fields).encode()
    return [*others, ("Content-Type", _FORM)], body + b"&" + added if body else added


def _mask(value: str) -> str:
    scheme, space, _ = value.partition(" ")
    return f"{scheme} {HIDDEN}" if space else HIDDEN


def _lower(headers: Mapping[str, str]) -> set[str]:
    return {name.lower() for name in headers}


def _joined(query: bytes, parameters: Mapping[str, str]) -> bytes:
    """The script's query as it wrote it, and the connection's parameters after it."""
    added = urlencode(parameters).encode()
    return query + b"&" + added if query else added


def _failure(error: Exception, host: str) -> CallFailed:
    match error:
        case HostRefused():
            return CallFailed("host", str(error))
        case httpx.ReadTimeout() | httpx.WriteTimeout():
            return CallFailed("timeout", TIMEOUT_TEXT, ours=False)
        case httpx.TimeoutException():
            return CallFailed("timeout", f"No connection to {host} in time.")
        case httpx.ConnectError():
            return _no_connection(error, host)
        case _:
            return CallFailed("reset", f"The connection to {host} broke before the answer was complete.")


def _no_connection(error: httpx.ConnectError, host: str) -> CallFailed:
    causes = list(_causes(error))
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return CallFailed("dns", f"The name {host} is not known.")
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return CallFailed("tls", f"{host} did not prove to be who it says it is (TLS).")
    return CallFailed("refused", f"The connection to {host} was refused.")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__

"""Hosts that an extension declares for itself: canned answers for services that no fake knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from harness import servers
from harness.extension import Canned


class CannedError(servers.VendorError):
    """What a canned host says of a call that the extension did not declare: ours, and marked so."""

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


class CannedDialect:
    """No tokens, no envelope: what is declared is what comes."""

    def __init__(self, host: str, answers: Sequence[Canned]) -> None:
        self._host = host
        self._known = ", ".join(f"{one.method} {one.path}" for one in answers)

    def authenticate(self, context: Any, request: servers.Request, exchange: Any) -> None:
        """Nothing is asked."""

    def not_found(self, request: servers.Request) -> CannedError:
        """Not declared."""
        return CannedError.undeclared(f"{request.method} https://{self._host}{request.path}", self._known)

    def not_allowed(self, request: servers.Request, allowed: Iterable[str]) -> CannedError:
        """Not declared with this method."""
        return self.not_found(request)

    def authorize(self, call: servers.Call) -> None:
        """Nothing is asked."""

    def parse(self, call: servers.Call) -> None:
        """Nothing is read."""

    def render(self, call: servers.Call, result: Any) -> servers.Response:
        """The answer as declared."""
        response: servers.Response = result
        return response

    def error(self, context: Any, error: servers.VendorError, request: Any) -> servers.Response:
        """As JSON."""
        return servers.Response.json(error.body, error.status)

    def faulty(self, status: int) -> CannedError:
        """An error status made on purpose."""
        return CannedError.broken(status)


def canned_service(host: str, answers: Sequence[Canned]) -> servers.Service:
    """The service of one host of an extension's own."""
    declared = tuple(_operation(number, one) for number, one in enumerate(answers))
    return servers.Service(
        name=host,
        title=host,
        dialect=CannedDialect(host, answers),
        operations=lambda: declared,
        hosts={host: ""},
        home=host,
        errors=CannedError,
    )


def _operation(number: int, one: Canned) -> servers.Operation:
    parts = one.path.strip("/").split("/")
    path = "/" + "/".join(f"{{{at}}}" if part == "*" else part for at, part in enumerate(parts))
    return servers.Operation(
        f"canned.{number}",
        one.method,
        path,
        lambda _: servers.Response(one.status, one.body, list(one.headers)),
        public=True,
    )

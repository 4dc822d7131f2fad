"""`status: 429`: an error answer in place of the work, in the vendor's own envelope."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..http import Response
from .kind import Plain, Struck

_HTTP = re.compile(r"[2-5]\d\d", re.ASCII)
_NAME = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)
_VALUE = re.compile(r"[\t -~\x80-\xff]*")
_FRAMING = frozenset({"content-length", "transfer-encoding"})
"""Headers that say where an answer ends: another word on that would be a fault of its own."""


class Status(Plain):
    """Arguments: an HTTP status, or `{status: 429, headers: {…}, body: …}` (500 if it is left out).

    Headers replace the vendor's of those names. A body that is text goes out as it is, any other as JSON.
    """

    name = "status"

    def problem(self, arguments: Any) -> str | None:
        """A status, alone or in a mapping."""
        given = arguments if isinstance(arguments, dict) else {"status": arguments}
        if unknown := sorted(set(given) - {"status", "headers", "body"}):
            return f"does not know '{unknown[0]}': it takes status, headers and body"
        headers = given.get("headers", {})
        if not isinstance(headers, dict):
            return "takes headers by name, such as {Retry-After: 30}"
        if bad := next((name for name, value in headers.items() if not _sendable(name, str(value))), None):
            return f"cannot send the header {bad!r} with that value"
        number = str(given.get("status", 500))
        return None if _HTTP.fullmatch(number) else f"takes an HTTP status from 200 to 599, not '{number}'"

    def before(self, struck: Struck) -> Response:
        """The vendor's error of that status."""
        given = struck.arguments if isinstance(struck.arguments, dict) else {"status": struck.arguments}
        number = int(given.get("status", 500))
        if "body" in given:
            response = _own(given["body"], number)
        else:
            dialect = struck.service.dialect
            error = dialect.faulty(number)
            struck.exchange.vendor_error = f"{struck.service.name}.{error.name}"
            response = dialect.error(struck.context, error, struck.request)
        response.headers = _replaced(response.headers, given.get("headers", {}))
        return response


def _sendable(name: str, value: str) -> bool:
    return bool(_NAME.fullmatch(name) and _VALUE.fullmatch(value)) and name.lower() not in _FRAMING


def _own(body: Any, status: int) -> Response:
    """A body of the fault's own, such as the page of a proxy."""
    if isinstance(body, str):
        return Response(status, body.encode(), [("content-type", "text/html;charset=UTF-8")])
    return Response.json(body, status)


def _replaced(headers: list[tuple[str, str]], given: Mapping[str, Any]) -> list[tuple[str, str]]:
    names = {name.lower() for name in given}
    kept = [one for one in headers if one[0].lower() not in names]
    return [*kept, *((name, str(value)) for name, value in given.items())]


KIND = Status()

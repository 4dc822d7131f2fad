"""`status: 429`: an error answer in place of the work, in the vendor's own envelope."""

from __future__ import annotations

import re
from typing import Any

from ..http import Response
from .kind import Plain, Struck

_HTTP = re.compile(r"[2-5]\d\d", re.ASCII)


class Status(Plain):
    """Arguments: an HTTP status, or `{status: 429, headers: {…}, body: …}` (500 if it is left out)."""

    name = "status"

    def problem(self, arguments: Any) -> str | None:
        """A status, alone or in a mapping."""
        given = arguments if isinstance(arguments, dict) else {"status": arguments}
        if unknown := sorted(set(given) - {"status", "headers", "body"}):
            return f"does not know '{unknown[0]}': it takes status, headers and body"
        if not isinstance(given.get("headers", {}), dict):
            return "takes headers by name, such as {Retry-After: 30}"
        number = str(given.get("status", 500))
        return None if _HTTP.fullmatch(number) else f"takes an HTTP status from 200 to 599, not '{number}'"

    def before(self, struck: Struck) -> Response:
        """The vendor's error of that status."""
        given = struck.arguments if isinstance(struck.arguments, dict) else {"status": struck.arguments}
        number = int(given.get("status", 500))
        if "body" in given:
            response = Response.json(given["body"], number)
        else:
            dialect = struck.service.dialect
            error = dialect.faulty(number)
            struck.exchange.vendor_error = f"{struck.service.name}.{error.name}"
            response = dialect.error(struck.context, error, struck.request)
        response.headers.extend((name, str(value)) for name, value in given.get("headers", {}).items())
        return response


KIND = Status()

"""`status: 429`: an error answer in place of the work, in the vendor's own envelope."""

from __future__ import annotations

from ..http import Response
from .kind import Plain, Struck


class Status(Plain):
    """Arguments: an HTTP status, or `{status: 429, headers: {…}, body: …}`."""

    name = "status"

    def before(self, struck: Struck) -> Response | None:
        """The vendor's error of that status."""
        given = struck.arguments if isinstance(struck.arguments, dict) else {}
        number = int(given.get("status", 500)) if given else int(struck.arguments)
        dialect = struck.service.dialect
        response = dialect.error(struck.context, dialect.faulty(number), struck.request)
        if "body" in given:
            response = Response.json(given["body"], number)
        response.headers.extend((name, str(value)) for name, value in given.get("headers", {}).items())
        return response


KIND = Status()

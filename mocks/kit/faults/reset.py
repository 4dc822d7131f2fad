"""`reset: true`: the connection is reset before the work is done."""

from __future__ import annotations

from ..http import Response
from .kind import Plain, Struck


class Reset(Plain):
    """Arguments: none (`true`)."""

    name = "reset"

    def before(self, struck: Struck) -> Response | None:
        """No work, no answer."""
        return Response(503, wire="reset")


KIND = Reset()

"""`silence: 60`: nothing is done and nothing comes for so many seconds, then the connection drops."""

from __future__ import annotations

from ..http import Response
from .kind import Plain, Struck, Timed


class Silence(Timed, Plain):
    """Arguments: seconds."""

    name = "silence"

    def before(self, struck: Struck) -> Response | None:
        """No work, a late end without an answer."""
        return Response(503, delay=float(struck.arguments), wire="reset")


KIND = Silence()

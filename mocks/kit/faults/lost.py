"""`lost: true`: the work is done, its answer never arrives."""

from __future__ import annotations

from typing import Any

from ..http import Response
from .kind import Plain


class Lost(Plain):
    """Arguments: none (`true`)."""

    name = "lost"

    def after(self, response: Response, arguments: Any) -> Response:
        """The same answer, to be lost on the wire."""
        return response.broken("lost")


KIND = Lost()

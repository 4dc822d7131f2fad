"""`cut: true`: the work is done, half of the answer's body arrives, then the connection closes."""

from __future__ import annotations

from typing import Any

from ..http import Response
from .kind import Plain


class Cut(Plain):
    """Arguments: none (`true`)."""

    name = "cut"

    def after(self, response: Response, arguments: Any) -> Response:
        """The same answer, to be cut on the wire."""
        return response.broken("cut")


KIND = Cut()

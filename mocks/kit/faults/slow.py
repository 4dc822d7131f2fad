"""`slow: 45`: the work is done, the answer comes so many seconds later."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..http import Response
from .kind import Plain, Timed


class Slow(Timed, Plain):
    """Arguments: seconds."""

    name = "slow"

    def after(self, response: Response, arguments: Any) -> Response:
        """The same answer, its delay declared."""
        return replace(response, delay=response.delay + float(arguments))


KIND = Slow()

"""What a kind of fault is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from ..http import Request, Response

if TYPE_CHECKING:
    from ..service import Context, Service


@dataclass(frozen=True, slots=True)
class Struck:
    """The call that a fault strikes, and the fault's arguments."""

    context: Context
    service: Service
    request: Request
    arguments: Any


class Kind(Protocol):
    """One kind: it answers in place of the work, or changes the answer after it, or both."""

    name: str

    def before(self, struck: Struck) -> Response | None:
        """An answer in place of the work, or None to let the work be done."""
        ...

    def after(self, response: Response, arguments: Any) -> Response:
        """The answer after the work."""
        ...


class Plain:
    """A kind that does nothing; the others override one side."""

    name = "plain"

    def before(self, struck: Struck) -> Response | None:
        """Let the work be done."""
        return None

    def after(self, response: Response, arguments: Any) -> Response:
        """Leave the answer as it is."""
        return response

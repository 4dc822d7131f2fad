"""What a kind of fault is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from ..http import Request, Response
from ..journal import Exchange

if TYPE_CHECKING:
    from ..service import Context, Service


@dataclass(frozen=True, slots=True)
class Struck:
    """The call that a fault strikes, and the fault's arguments."""

    context: Context
    service: Service
    request: Request
    arguments: Any
    exchange: Exchange


class Kind(Protocol):
    """One kind: it answers in place of the work, or changes the answer after it, or both."""

    name: str

    def problem(self, arguments: Any) -> str | None:
        """What is wrong with the arguments of a fault, as the end of a sentence; None if nothing."""
        ...

    def before(self, struck: Struck) -> Response | None:
        """An answer in place of the work, or None to let the work be done."""
        ...

    def after(self, response: Response, arguments: Any) -> Response:
        """The answer after the work."""
        ...


class Timed:
    """What the kinds share whose argument is a number of seconds."""

    def problem(self, arguments: Any) -> str | None:
        """A number, not negative."""
        wanted = "takes a number of seconds, such as 45"
        if isinstance(arguments, bool) or not isinstance(arguments, (int, float, str)):
            return wanted
        try:
            return None if 0 <= float(arguments) < float("inf") else wanted
        except ValueError:
            return wanted


class Plain:
    """A kind that does nothing; the others override one side."""

    name = "plain"

    def problem(self, arguments: Any) -> str | None:
        """Nothing but `true` makes sense."""
        return None if arguments is True else "takes nothing but 'true'"

    def before(self, struck: Struck) -> Response | None:
        """Let the work be done."""
        return None

    def after(self, response: Response, arguments: Any) -> Response:
        """Leave the answer as it is."""
        return response

"""The base of each service's one exception class."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Concatenate, ParamSpec, Self, TypeVar

P = ParamSpec("P")
E = TypeVar("E", bound="VendorError")


class VendorError(Exception):
    """An error that a vendor answers.

    A service has one subclass, with a named constructor per error of the vendor, each marked with
    `@classmethod` over `@vendor_error`; the dialect renders it in one place. `name` is that of the
    constructor, `reason` why credentials were refused.
    """

    registry: ClassVar[dict[str, str]] = {}
    """The named constructors of a subclass: name -> its docstring."""
    schema: ClassVar[Mapping[str, Any]] = {}
    """JSON Schema of the body of every error of a subclass, for the contract."""
    name: str = "unnamed"

    def __init__(self, status: int, body: Any, *, reason: str | None = None) -> None:
        super().__init__(f"{status} {body}")
        self.status, self.body, self.reason = status, body, reason

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if bare := [name for name, member in vars(cls).items() if hasattr(member, "vendor_error")]:
            raise TypeError(f"{cls.__name__}.{bare[0]}: write @classmethod above @vendor_error")
        cls.registry = {
            name: (member.__func__.__doc__ or "").strip()
            for name, member in vars(cls).items()
            if isinstance(member, classmethod) and hasattr(member.__func__, "vendor_error")
        }

    def because(self, reason: str | None) -> Self:
        """The same error with the reason that the journal keeps."""
        self.reason = reason
        return self


def vendor_error(
    constructor: Callable[Concatenate[type[E], P], E],
) -> Callable[Concatenate[type[E], P], E]:
    """Mark a named constructor of a vendor's error; the error then carries the constructor's name."""

    def build(cls: type[E], /, *args: P.args, **kwargs: P.kwargs) -> E:
        error = constructor(cls, *args, **kwargs)
        error.name = constructor.__name__
        return error

    build.__name__, build.__doc__ = constructor.__name__, constructor.__doc__
    build.vendor_error = True  # type: ignore[attr-defined]  # the mark that __init_subclass__ reads
    return build
